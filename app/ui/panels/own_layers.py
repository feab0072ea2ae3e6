"""`OwnLayers`: files of the user's own that are drawn over the map, in an order of their own."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSlider, QToolButton, QVBoxLayout, QWidget

from app.text.messages import sentence
from app.text.translate import _
from app.ui.icons import icon
from app.ui.map.picture import PictureView
from app.ui.widgets.texts import Elided, show
from gis.errors import GisError

if TYPE_CHECKING:
    from app.ui.map.canvas import MapCanvas
    from app.ui.settings import Settings

COLOURS: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#5b3a9e", "#333333")
"""Told apart by colour-blind readers (M. Okabe and K. Ito, Color Universal Design, 2008, and two more)."""
FULL: Final = 100
SWATCH_PX: Final = 14


@dataclass(slots=True)
class OwnLayer:
    """A layer as it is remembered."""

    path: str
    layer: str
    colour: str
    visible: bool = True
    opacity: int = FULL


class OwnLayers(QWidget):
    """A row for each layer: seen or not, opacity, up, remove; the upper one lies over the lower."""

    changed = Signal()

    def __init__(self, canvas: MapCanvas, settings: Settings) -> None:
        super().__init__()
        self._canvas, self._settings = canvas, settings
        self.rows: list[LayerRow] = []
        self.fault = QLabel()
        self.fault.setProperty("rank", "fault")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2)
        self._box.addWidget(self.fault)
        canvas.set_overlay("own", self._paint)
        for known in known_layers(settings.own_layers):
            self._append(OwnLayer(**known))
        self._arrange()

    def add_file(self, path: Path) -> None:
        """Draw every layer of a file; what cannot be drawn says why."""
        from gis.backdrop.vector import layer_names

        try:
            names = layer_names(path)
        except GisError as fault:
            self._tell(sentence(fault.code, fault.details))
            return
        self._tell("")
        for name in names:
            colour = COLOURS[len(self.rows) % len(COLOURS)]
            self._append(OwnLayer(str(path), name, colour))
        self._arrange()

    def remove(self, row: LayerRow) -> None:
        """Draw a layer no longer."""
        self.rows.remove(row)
        row.view.close_down()
        row.hide()
        row.deleteLater()
        self._arrange()

    def raise_row(self, row: LayerRow) -> None:
        """Lay a layer over the one above it."""
        place = self.rows.index(row)
        if place > 0:
            self.rows.insert(place - 1, self.rows.pop(place))
            self._arrange()

    def close_down(self) -> None:
        """Read nothing any more."""
        for row in self.rows:
            row.view.close_down()

    def _append(self, known: OwnLayer) -> None:
        row = LayerRow(known, self._canvas)
        row.changed.connect(self._keep)
        row.removed.connect(lambda: self.remove(row))
        row.lifted.connect(lambda: self.raise_row(row))
        self.rows.insert(0, row)

    def _arrange(self) -> None:
        for place, row in enumerate(self.rows):
            self._box.insertWidget(place, row)
            row.lift.setEnabled(place > 0)
        self._canvas.update()
        self._keep()

    def _keep(self) -> None:
        self._settings.own_layers = [asdict(row.known) for row in reversed(self.rows)]
        self._canvas.update()
        self.changed.emit()

    def _tell(self, said: str) -> None:
        self.fault.setText(said)
        show(self.fault, visible=bool(said))

    def _paint(self, painter: QPainter, canvas: MapCanvas) -> None:
        for row in reversed(self.rows):
            if row.known.visible:
                painter.save()
                row.view.paint(painter, canvas)
                painter.restore()


class LayerRow(QWidget):
    """One layer of the user's own."""

    changed, removed, lifted = Signal(), Signal(), Signal()

    def __init__(self, known: OwnLayer, canvas: MapCanvas) -> None:
        super().__init__()
        from gis.backdrop.vector import VectorFile

        self.known = known
        path, colour = Path(known.path), QColor(known.colour)
        self.title = known.layer or path.stem
        self.view = PictureView(canvas)
        self.view.set_source(VectorFile(path, known.layer, colour.getRgb()[:3]))
        self.seen, self.name, self.opacity = (
            QCheckBox(),
            Elided(self.title),
            QSlider(Qt.Orientation.Horizontal),
        )
        self.lift, self.drop = QToolButton(), QToolButton()
        self.fault = QLabel()
        self._lay_out(colour)
        self.view.told.connect(self._tell)
        self.view.worked.connect(self._work)
        self.seen.toggled.connect(self._see)
        self.opacity.valueChanged.connect(self._fade)
        self.lift.clicked.connect(self.lifted)
        self.drop.clicked.connect(self.removed)

    def _see(self, visible: bool) -> None:
        self.known.visible = visible
        self.changed.emit()

    def _fade(self, value: int) -> None:
        self.known.opacity, self.view.opacity = value, value / FULL
        self.changed.emit()

    def _tell(self, said: str) -> None:
        self.fault.setText(said)
        show(self.fault, visible=bool(said))

    def _work(self, working: bool) -> None:
        self.name.setText(_("{layer}, being read…").format(layer=self.title) if working else self.title)

    def _lay_out(self, colour: QColor) -> None:
        self.seen.setChecked(self.known.visible)
        self.seen.setIcon(_swatch(colour))
        self.seen.setAccessibleName(self.title)
        self.seen.setToolTip(_("Show or hide"))
        self.name.setToolTip(str(Path(self.known.path)))
        self.opacity.setRange(0, FULL)
        self.opacity.setPageStep(10)
        self.opacity.setFixedWidth(64)
        self.opacity.setToolTip(_("Opacity"))
        self.opacity.setAccessibleName(_("Opacity of {layer}").format(layer=self.title))
        self.opacity.setValue(self.known.opacity)
        self.view.opacity = self.known.opacity / FULL
        for button, name, tip in (
            (self.lift, "lift", _("Lay over the layer above")),
            (self.drop, "cancel", _("Remove from the map; the file stays as it is")),
        ):
            button.setIcon(icon(name))
            button.setAutoRaise(True)
            button.setToolTip(tip)
            button.setAccessibleName(f"{tip}: {self.title}")
        self.fault.setProperty("rank", "fault")
        self.fault.setWordWrap(True)
        self.fault.hide()
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self.seen)
        line.addWidget(self.name, 1)
        for widget in (self.opacity, self.lift, self.drop):
            line.addWidget(widget)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addLayout(line)
        box.addWidget(self.fault)


def _swatch(colour: QColor) -> QIcon:
    picture = QPixmap(SWATCH_PX, SWATCH_PX)
    picture.fill(colour)
    return QIcon(picture)


def known_layers(kept: Any) -> list[dict[str, Any]]:
    """Layers of a kept list that are whole."""
    names = set(OwnLayer.__dataclass_fields__)
    return (
        [one for one in kept if isinstance(one, dict) and set(one) == names] if isinstance(kept, list) else []
    )
