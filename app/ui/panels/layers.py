"""`LayersPanel`: what the map shows, how strongly, and what lies under it and is written on it."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.mapimage.shown import ALWAYS, Showing, Shown
from app.paths import user_cache
from app.services.basemap import Basemap, backdrop_of
from app.services.labelling import CHOICES
from app.text.translate import _, mark
from app.ui.dialogs import ask
from app.ui.icons import icon
from app.ui.map.finding_marks import FindingMarks
from app.ui.map.labels import MapLabels
from app.ui.map.picture import PictureView
from app.ui.panels.own_layers import OwnLayers
from app.ui.theme import GAP
from app.ui.widgets.calm import calm
from app.ui.widgets.texts import heading, muted

if TYPE_CHECKING:
    from app.ui.document import Document
    from app.ui.map.canvas import MapCanvas
    from app.ui.settings import Settings
    from gis.backdrop.frame import Backdrop

LAYERS: Final = (
    ("buildings", mark("Buildings")),
    ("parcels", mark("Parcels")),
    ("blocks", mark("Blocks")),
    ("streets", mark("Streets")),
)
"""From above to below."""
M_PER_PX: Final = 0.000_264_58
"""Scale denominator of one metre per logical pixel at 96 dots per inch is 1 over this."""
NEARNESS: Final = ((ALWAYS, mark("at any scale")), (25_000.0, "1 : 25 000"), (10_000.0, "1 : 10 000"),
                   (5_000.0, "1 : 5 000"), (2_500.0, "1 : 2 500"))  # fmt: skip
SHAPES: Final = "Shapefile, GeoPackage, GeoJSON, GML (*.shp *.gpkg *.geojson *.json *.gml *.fgb)"
PICTURES: Final = "GeoTIFF, MBTiles (*.tif *.tiff *.vrt *.jp2 *.mbtiles *.png *.jpg)"
FULL: Final = 100


class LayersPanel(QWidget):
    """A row a layer: seen or not, opacity, up to which scale, zoom to it; then basemap and labels."""

    def __init__(
        self, document: Document, canvas: MapCanvas, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._canvas, self._settings = canvas, settings
        self.backdrop, self.own = PictureView(canvas), OwnLayers(canvas, settings)
        self.marks, self.words = FindingMarks(document, canvas), MapLabels(document, canvas)
        self.seen = {name: QCheckBox(_(text)) for name, text in LAYERS}
        self.findings = QCheckBox(_("Findings"))
        self.opacity = {name: _slider(_(text)) for name, text in (*LAYERS, ("ground", mark("Basemap")))}
        self.nearness = {name: QComboBox() for name, _text in LAYERS}
        self.basemap, self.labels = QComboBox(), QComboBox()
        self.file, self.address = QPushButton(_("Picture file…")), QPushButton(_("Web map…"))
        self.add = QPushButton(_("Add layer…"))
        self.fault, self.credit = QLabel(), muted()
        self._lay_out()
        self._restore()
        self._connect()
        self._show_layers()
        self.setProperty("manual", "map")

    @property
    def shown(self) -> Shown:
        """The layers as they are chosen."""
        chosen = {
            name: Showing(
                self.seen[name].isChecked(),
                self.opacity[name].value() / FULL,
                self._up_to(name),
            )
            for name, _text in LAYERS
        }
        return Shown(**chosen, ground=self._canvas.stage.shown.ground)

    def use_basemap(self, chosen: Basemap | None) -> str:
        """Lay a basemap under the map, or nothing; return what is wrong with it, "" if nothing is."""
        from app.errors import UserError
        from app.text.messages import sentence

        if chosen is None:
            self._lay_under(None)
            self.credit.setText("")
            self._settings.basemap = ""
            return ""
        try:
            source = backdrop_of(chosen, user_cache() / "basemap")
        except UserError as fault:
            return sentence(fault.code, fault.details)
        self._lay_under(source)
        self.credit.setText(self.backdrop.attribution)
        self._settings.basemap = chosen.source
        return ""

    def add_basemap(self, chosen: Basemap) -> None:
        """Remember a basemap, and show it."""
        said = self.use_basemap(chosen)
        self._tell(said)
        if not said:
            others = [one for one in self._settings.basemaps if one["source"] != chosen.source]
            self._settings.basemaps = [asdict(chosen), *others]
            self._list_basemaps(chosen.source)

    def close_down(self) -> None:
        """Read nothing any more."""
        for one in (self.backdrop, self.own, self.marks):
            one.close_down()

    def _up_to(self, name: str) -> float:
        scale = float(self.nearness[name].currentData())
        return scale * M_PER_PX if scale != ALWAYS else ALWAYS

    def _show_layers(self, *_news: object) -> None:
        shown = self.shown
        self._canvas.set_shown(replace(shown, ground=self._canvas.stage.shown.ground))
        self._settings.layers = {
            name: {
                "visible": self.seen[name].isChecked(),
                "opacity": self.opacity[name].value(),
                "scale": self.nearness[name].currentIndex(),
            }
            for name, _text in LAYERS
        } | {
            "ground": {"opacity": self.opacity["ground"].value()},
            "labels": {"name": self.labels.currentData()},
            "findings": {"visible": self.findings.isChecked()},
        }

    def _lay_under(self, source: Backdrop | None) -> None:
        self.backdrop.set_source(source)
        self._canvas.set_underlay(None if source is None else self.backdrop.paint)
        self._canvas.set_overlay("credit", None if source is None else self.backdrop.credit)

    def _fade_ground(self, value: int) -> None:
        self.backdrop.opacity = value / FULL
        self._canvas.update()

    def _choose_basemap(self, place: int) -> None:
        found = self.basemap.itemData(place)
        self._tell(self.use_basemap(None if found is None else Basemap(**found)))

    def ask_layer(self) -> None:
        """Let the user choose a file of shapes that is drawn over the map."""
        path = ask.file_to_open(self.window(), self._settings, _("Layer over the map"), SHAPES)
        if path is not None:
            self.own.add_file(path)

    def ask_file(self) -> None:
        """Let the user choose a picture that lies under the map."""
        path = ask.file_to_open(self.window(), self._settings, _("Picture of the ground"), PICTURES)
        if path is not None:
            self.add_basemap(Basemap(str(path)))

    def ask_address(self) -> None:
        """Let the user type the address of a web map."""
        from app.ui.dialogs.web_map import WebMapDialog

        WebMapDialog(self.window(), self.add_basemap).open()

    def _tell(self, said: str) -> None:
        self.fault.setText(said)
        self.fault.setVisible(bool(said))

    def _list_basemaps(self, current: str) -> None:
        self.basemap.blockSignals(True)
        self.basemap.clear()
        self.basemap.addItem(_("No basemap"), None)
        for one in self._settings.basemaps:
            self.basemap.addItem(Basemap(**one).title, one)
            self.basemap.setItemData(self.basemap.count() - 1, one["source"], Qt.ItemDataRole.ToolTipRole)
            if one["source"] == current:
                self.basemap.setCurrentIndex(self.basemap.count() - 1)
        self.basemap.blockSignals(False)

    def _restore(self) -> None:
        kept = self._settings.layers
        for name, _text in LAYERS:
            one = kept.get(name, {})
            self.seen[name].setChecked(bool(one.get("visible", True)))
            self.opacity[name].setValue(int(one.get("opacity", FULL)))
            self.nearness[name].setCurrentIndex(int(one.get("scale", 0)))
        self.opacity["ground"].setValue(int(kept.get("ground", {}).get("opacity", FULL)))
        self._fade_ground(self.opacity["ground"].value())
        self.labels.setCurrentIndex(max(self.labels.findData(kept.get("labels", {}).get("name", "")), 0))
        self.words.show_words(str(self.labels.currentData()))
        self.findings.setChecked(bool(kept.get("findings", {}).get("visible", False)))
        self.marks.show_marks(self.findings.isChecked())
        self._list_basemaps(self._settings.basemap)
        if self.basemap.currentData() is not None:
            self._tell(self.use_basemap(Basemap(**self.basemap.currentData())))

    def _connect(self) -> None:
        for name, _text in LAYERS:
            self.seen[name].toggled.connect(self._show_layers)
            self.opacity[name].valueChanged.connect(self._show_layers)
            self.nearness[name].currentIndexChanged.connect(self._show_layers)
        self.opacity["ground"].valueChanged.connect(self._fade_ground)
        self.opacity["ground"].sliderReleased.connect(self._show_layers)
        self.labels.currentIndexChanged.connect(self._write)
        self.findings.toggled.connect(self.marks.show_marks)
        self.findings.toggled.connect(self._show_layers)
        self.add.clicked.connect(self.ask_layer)
        self.basemap.activated.connect(self._choose_basemap)
        self.file.clicked.connect(self.ask_file)
        self.address.clicked.connect(self.ask_address)
        self.backdrop.told.connect(self._tell)

    def _write(self, _place: int) -> None:
        self.words.show_words(str(self.labels.currentData()))
        self._show_layers()

    def _lay_out(self) -> None:
        over = QHBoxLayout()
        over.addWidget(heading(_("Over the map")), 1)
        over.addWidget(self.add)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, GAP, 12, GAP)
        box.setSpacing(GAP)
        box.addLayout(over)
        box.addWidget(self.own)
        box.addLayout(self._above())
        box.addWidget(heading(_("The plan")))
        box.addLayout(self._grid())
        box.addWidget(heading(_("Under the map")))
        box.addLayout(self._below())
        box.addWidget(self.fault)
        box.addWidget(self.credit)
        box.addStretch(1)
        self.setAccessibleName(_("Layers of the map"))
        calm(self)

    def _above(self) -> QFormLayout:
        """Findings and labels."""
        self.add.setToolTip(
            _("Draw a file of points, lines or areas over the map; it does not become part of the plan")
        )
        self.findings.setToolTip(
            _("Rings around buildings that something was noticed about: see the list of findings")
        )
        self.labels.addItem(_("No labels"), "")
        for name, (text, _level) in CHOICES.items():
            self.labels.addItem(_(text), name)
        _narrow(self.labels, _("Labels"))
        form = _form()
        form.addRow(_("Labels"), self.labels)
        form.addRow(self.findings)
        return form

    def _grid(self) -> QGridLayout:
        """The layers of the plan."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, (name, text) in enumerate(LAYERS):
            zoom = QToolButton()
            zoom.setIcon(icon("zoom-layer"))
            zoom.setAutoRaise(True)
            zoom.setToolTip(_("Zoom to {layer}").format(layer=_(text).lower()))
            zoom.setAccessibleName(zoom.toolTip())
            zoom.clicked.connect(lambda _checked=False, layer=name: self._canvas.zoom_to_layer(layer))
            for scale, words in NEARNESS:
                self.nearness[name].addItem(_(words), scale)
            self.nearness[name].setToolTip(_("Shown up to this scale"))
            self.nearness[name].setAccessibleName(_("{layer}, shown up to").format(layer=_(text)))
            for column, widget in enumerate((self.seen[name], self.opacity[name], self.nearness[name], zoom)):
                grid.addWidget(widget, row, column)
        return grid

    def _below(self) -> QFormLayout:
        """The basemap."""
        _narrow(self.basemap, _("Basemap"))
        self.basemap.setToolTip(
            _("Off by default: nothing is asked on the network unless you choose a web map")
        )
        self.fault.setProperty("rank", "fault")
        self.fault.setWordWrap(True)
        self.fault.hide()
        buttons = QHBoxLayout()
        buttons.addWidget(self.file)
        buttons.addWidget(self.address)
        form = _form()
        form.addRow(_("Basemap"), self.basemap)
        form.addRow(_("Opacity"), self.opacity["ground"])
        form.addRow(buttons)
        return form


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def _narrow(box: QComboBox, name: str) -> None:
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)


def _slider(title: str) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(0, FULL)
    slider.setPageStep(10)
    slider.setMinimumWidth(48)
    slider.setAccessibleName(_("Opacity of {layer}").format(layer=title))
    slider.setToolTip(_("Opacity"))
    return slider
