"""Where layers lie by what the files say, what else is likely, and in which letters their texts come."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.text.labels import CRS_REASONS, CRS_VERDICTS, ROLES, word
from app.text.translate import _
from app.ui.dialogs.intake.outline_map import OutlineMap, Spot
from app.ui.theme import GAP
from app.ui.widgets.texts import heading, muted, plain

if TYPE_CHECKING:
    from gis.crs_sense import Proposal
    from gis.glance import Glance


class PlacePage(QWidget):
    """One layer at a time: its coordinate system with the place, and its encoding with a preview."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glances: list[Glance] = []
        self._crs: list[str] = []
        self._encoding: list[str] = []
        self.layer, self.verdict = QComboBox(), plain()
        self.map, self.own = OutlineMap(), QLineEdit()
        self.group = QButtonGroup(self)
        self._options = QVBoxLayout()
        self.encoding, self.preview = QComboBox(), muted()
        self._lay_out()
        self.layer.currentIndexChanged.connect(self._show)
        self.own.editingFinished.connect(self._own_typed)
        self.encoding.activated.connect(self._encoding_chosen)

    def show_layers(self, glances: list[Glance]) -> None:
        """Show the layers that were looked at; what the user chose before stays."""
        self._glances = glances
        self._crs = [one.choice.crs for one in glances]
        self._encoding = [one.choice.encoding for one in glances]
        self.layer.blockSignals(True)
        self.layer.clear()
        for one in glances:
            self.layer.addItem(f"{_(ROLES[one.choice.role])}: {one.choice.path.name}, {one.choice.layer}")
        doubtful = [n for n, one in enumerate(glances) if one.sense.verdict != "sure"]
        self.layer.setCurrentIndex(doubtful[0] if doubtful else 0)
        self.layer.blockSignals(False)
        self._show()

    def crs_of(self, place: int) -> str:
        """The user's choice for a layer; "" for what the file says."""
        return self._crs[place]

    def encoding_of(self, place: int) -> str:
        """The user's choice for a layer; "" for what was found."""
        return self._encoding[place]

    @property
    def open_questions(self) -> tuple[str, ...]:
        """Layers whose system must be chosen before they can be loaded."""
        return tuple(
            one.choice.path.name
            for one, crs in zip(self._glances, self._crs, strict=True)
            if one.sense.verdict in ("missing", "impossible") and not crs
        )

    def choose_crs(self, code: str) -> None:
        """Take a coordinate system for the layer that is shown; "" for what the file says."""
        self._crs[self.layer.currentIndex()] = code
        self._show()
        self.changed.emit()

    def _lay_out(self) -> None:
        self.layer.setAccessibleName(_("Layer"))
        self.own.setPlaceholderText(_("Another one, such as EPSG:25830"))
        self.own.setAccessibleName(_("Another coordinate system"))
        self.encoding.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.encoding.setAccessibleName(_("Encoding of the texts"))
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(QLabel(_("Layer")))
        top.addWidget(self.layer, 1)
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(heading(_("Coordinate system")))
        left.addWidget(self.verdict)
        left.addLayout(self._options)
        left.addWidget(self.own)
        left.addSpacing(GAP)
        left.addWidget(heading(_("Letters")))
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(QLabel(_("Encoding")))
        line.addWidget(self.encoding)
        line.addStretch(1)
        left.addLayout(line)
        self.preview.setWordWrap(True)
        left.addWidget(self.preview)
        left.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, GAP, 0, 0)
        grid.addLayout(top, 0, 0, 1, 2)
        grid.addLayout(left, 1, 0)
        grid.addWidget(self.map, 1, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.setHorizontalSpacing(2 * GAP)

    def _show(self) -> None:
        place = self.layer.currentIndex()
        if not 0 <= place < len(self._glances):
            return
        one = self._glances[place]
        self.verdict.setText(_verdict(one))
        self._show_options(one, self._crs[place])
        self._show_spots(one, self._crs[place])
        self._show_encoding(one, self._encoding[place])

    def _show_options(self, one: Glance, chosen: str) -> None:
        for button in self.group.buttons():
            self.group.removeButton(button)
            self._options.removeWidget(button)
            button.deleteLater()
        if one.sense.place is not None:
            said = _("As the file says: {crs}").format(crs=one.sense.said)
            self._option(said, "", chosen == "")
        shown = one.sense.proposals if one.sense.verdict != "sure" else ()
        for each in shown:
            self._option(_proposal(each), each.code, chosen == each.code)
        self.own.setText("" if chosen in {"", *(each.code for each in shown)} else chosen)

    def _option(self, text: str, code: str, checked: bool) -> None:
        button = QRadioButton(text)
        button.setChecked(checked)
        button.clicked.connect(partial(self.choose_crs, code))
        self.group.addButton(button)
        self._options.addWidget(button)

    def _show_spots(self, one: Glance, chosen: str) -> None:
        spots: list[Spot] = []
        if one.sense.place is not None:
            spots.append(Spot(*one.sense.place, one.sense.said, marked=not chosen))
        if one.sense.verdict != "sure":
            spots += [Spot(p.lat, p.lon, p.code, marked=p.code == chosen) for p in one.sense.proposals]
        self.map.show_spots(spots)

    def _show_encoding(self, one: Glance, chosen: str) -> None:
        from gis.encodings import CHOICES

        self.encoding.clear()
        self.preview.setText("")
        self.encoding.setEnabled(bool(one.encodings))
        if not one.encodings:
            self.encoding.addItem(_("no doubt: every letter is plain or Unicode"), "")
            return
        found = one.encodings[0].encoding
        self.encoding.addItem(_("{name}, by the letters").format(name=found), "")
        for name in one.previews or CHOICES:
            self.encoding.addItem(name, name)
        self.encoding.setCurrentIndex(max(self.encoding.findData(chosen), 0))
        if one.previews:
            self.preview.setText(" · ".join(one.previews[chosen or found]))

    def _own_typed(self) -> None:
        text = self.own.text().strip()
        if text:
            self.choose_crs(text)

    def _encoding_chosen(self, _place: int) -> None:
        self._encoding[self.layer.currentIndex()] = self.encoding.currentData()
        self._show()
        self.changed.emit()


def _verdict(one: Glance) -> str:
    from app.packs.choice import country_at

    text = word(one.sense.verdict, CRS_VERDICTS)
    if one.sense.place is None:
        return text.format(crs=one.sense.said, place="")
    lat, lon = one.sense.place
    place = f"{abs(lat):.3f}° {'N' if lat >= 0 else 'S'} {abs(lon):.3f}° {'E' if lon >= 0 else 'W'}"
    country = country_at(lat, lon)
    return text.format(crs=one.sense.said, place=f"{country}, {place}" if country else place)


def _proposal(each: Proposal) -> str:
    from app.packs.choice import country_at

    where = country_at(each.lat, each.lon) or f"{each.lat:.2f}° {each.lon:.2f}°"
    said = _("{code}, {name}\n{place}; features {width:.0f} m wide ({reason})")
    reason = word(each.reason, CRS_REASONS)
    return said.format(code=each.code, name=each.name, place=where, width=each.width_m, reason=reason)
