"""Where the map has been: the views behind previous and next."""

from dataclasses import dataclass, field
from typing import Final

from app.mapimage.view import View

REST_S: Final = 0.6
"""Turns of the wheel and pushes that follow each other faster than this are one move [s]."""
MOST: Final = 100
"""Views that are remembered."""


@dataclass(slots=True)
class History:
    """Views in the order in which they were seen, and which of them is on screen."""

    views: list[View] = field(default_factory=list)
    at: int = -1
    last_step: float | None = None
    """When the last of a row of steps was made [s]; None after a jump."""

    @property
    def can_go_back(self) -> bool:
        """Whether there is an earlier view."""
        return self.at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a later view."""
        return self.at < len(self.views) - 1

    def note(self, view: View, *, step: bool, now: float) -> None:
        """Remember a view; a step right after another step takes its place.

        Parameters
        ----------
        view : View
        step : bool
            A small move of many (wheel, drag, arrow key); else a jump.
        now : float
            Any clock that runs evenly [s].
        """
        if self.views and _same(self.views[self.at], view):
            return
        follows = step and self.last_step is not None and now - self.last_step < REST_S
        self.last_step = now if step else None
        kept = self.views[: self.at] if follows else self.views[: self.at + 1]
        self.views = [*kept, view][-MOST:]
        self.at = len(self.views) - 1

    def correct(self, view: View) -> None:
        """The view on screen was adapted, to another size of the window say."""
        if self.views:
            self.views[self.at] = view

    def back(self) -> View | None:
        """Go to the earlier view; None when there is none."""
        return self._go(-1) if self.can_go_back else None

    def forward(self) -> View | None:
        """Go to the later view; None when there is none."""
        return self._go(1) if self.can_go_forward else None

    def clear(self) -> None:
        """Forget all views."""
        self.views, self.at, self.last_step = [], -1, None

    def _go(self, step: int) -> View:
        self.at += step
        self.last_step = None
        return self.views[self.at]


def _same(one: View, other: View) -> bool:
    return (one.x, one.y, one.metres_per_pixel) == (other.x, other.y, other.metres_per_pixel)
