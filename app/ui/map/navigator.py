"""`Navigator`: what the map shows, where it was before, and the glide from one view to the next.

The view changes at once and everything is reckoned with it; a glide only lets the
picture follow for a moment. It never makes a second turn of the wheel wait for the first.
"""

import time
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation, Signal
from PySide6.QtWidgets import QApplication, QStyle

from app.mapimage.view import Extent, View
from app.ui.map.history import History

GLIDE_MS: Final = 120
"""A turn of the wheel is on screen after this time at the latest."""
CLOSEST: Final = 0.1
"""Zooming to something very small stops at this scale [m per logical pixel]."""


class Navigator(QObject):
    """Moves the view of a map."""

    changed = Signal(object)
    """The `View` is another one."""
    gliding_changed = Signal()
    """The picture is on its way to the view."""
    history_changed = Signal()
    """There is, or is no longer, an earlier or later view."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.history = History()
        self._view = View(0.0, 0.0, 1.0, 1, 1)
        self._from = self._view
        self._fitted: Extent | None = None
        self._glide = QVariantAnimation(self)
        self._glide.setStartValue(0.0)
        self._glide.setEndValue(1.0)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._glide.valueChanged.connect(lambda _value: self.gliding_changed.emit())
        self._glide.finished.connect(self.gliding_changed)

    @property
    def view(self) -> View:
        """What the map shows, in device pixels."""
        return self._view

    @property
    def gliding(self) -> bool:
        """Whether the picture is still on its way."""
        return self._glide.state() == QVariantAnimation.State.Running

    @property
    def shown(self) -> View:
        """What is on screen just now: the view, or one on the way to it."""
        if not self.gliding:
            return self._view
        return between(self._from, self._view, float(self._glide.currentValue()))

    def jump(self, view: View) -> None:
        """Show another place: a step of its own for previous and next."""
        self._fitted = None
        self._move(view, step=False)

    def step(self, view: View, *, glide: bool = False) -> None:
        """Move a little; many small moves are one step for previous and next."""
        self._fitted = None
        start = self.shown
        self._move(view, step=True)
        if glide and view != start:
            self._begin(start)

    def fit(self, extent: Extent) -> None:
        """Show an extent, also after the window gets another size."""
        self._move(View.of_extent(extent, self._view.width, self._view.height), step=False)
        self._fitted = extent

    def zoom_to(self, extent: Extent, pixel: float) -> None:
        """Show an extent, but nothing closer than what is good to look at."""
        view = View.of_extent(extent, self._view.width, self._view.height)
        self.jump(replace(view, metres_per_pixel=max(view.metres_per_pixel, CLOSEST / pixel)))

    def resize(self, width: int, height: int) -> None:
        """Take another size in device pixels; what was fitted stays fitted."""
        view = self._view.resized(width, height)
        if self._fitted is not None:
            view = View.of_extent(self._fitted, width, height)
        self._glide.stop()
        self.history.correct(view)
        self._set(view)

    def back(self) -> None:
        """Show the previous view."""
        self._go(self.history.back())

    def forward(self) -> None:
        """Show the next view."""
        self._go(self.history.forward())

    def forget(self) -> None:
        """Another map: there are no earlier views."""
        self.history.clear()
        self._fitted = None
        self.history_changed.emit()

    def _go(self, view: View | None) -> None:
        if view is not None:
            self._fitted = None
            self._glide.stop()
            self._set(view.resized(self._view.width, self._view.height))
            self.history_changed.emit()

    def _move(self, view: View, *, step: bool) -> None:
        self._glide.stop()
        before = self.history.can_go_back, self.history.can_go_forward
        self.history.note(view, step=step, now=time.monotonic())
        self._set(view)
        if before != (self.history.can_go_back, self.history.can_go_forward):
            self.history_changed.emit()

    def _set(self, view: View) -> None:
        if view != self._view:
            self._view = view
            self.changed.emit(view)

    def _begin(self, start: View) -> None:
        """Let the picture follow, unless the system wants no animations."""
        usual = QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
        if usual > 0:
            self._from = start
            self._glide.setDuration(min(GLIDE_MS, usual))
            self._glide.start()


def between(start: View, end: View, share: float) -> View:
    """A view on the way; the place that stays still under the pointer stays still here, too."""
    ratio = end.metres_per_pixel / start.metres_per_pixel
    scale = start.metres_per_pixel * ratio**share
    part = (
        share
        if ratio == 1.0
        else (scale - start.metres_per_pixel) / (end.metres_per_pixel - start.metres_per_pixel)
    )
    x, y = start.x + (end.x - start.x) * part, start.y + (end.y - start.y) * part
    return replace(end, x=x, y=y, metres_per_pixel=scale)
