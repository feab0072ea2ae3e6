"""`ThemePanel`: which result colours the map, and how it is put into classes."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.bridge import frame_of
from app.changes import Changes
from app.mapimage.classify import METHODS, MOST_CLASSES
from app.mapimage.colours import RAMPS
from app.mapimage.legend import inner_breaks
from app.mapimage.theme import Theme, default_ramp
from app.project import Project
from app.services.mapping import DEFAULT_THEME, themed
from app.services.theming import (
    CATEGORIES,
    INPUT_NUMBERS,
    OF_BUILDINGS,
    ORDERED,
    RESULTS_OFFERED,
    YEAR,
    band_fault,
    fitting,
    pack_fault,
)
from app.text.translate import _, mark
from app.ui.document import Document
from app.ui.theme import GAP
from app.ui.widgets.choice import Choice
from app.ui.widgets.number_box import CountBox
from app.ui.widgets.swatch import ramp_icon
from app.ui.widgets.texts import muted, show
from retrofit.stock.fields import FIELDS, THEMES, Field, Level

if TYPE_CHECKING:
    from app.ui.settings import Settings

FEWEST_CLASSES: Final = 2

METHOD_WORDS: Final = {
    "quantile": (mark("Equal counts (quantiles)"), mark("Each class holds about as many rows.")),
    "natural": (mark("Natural breaks"), mark("Breaks lie where the values leave gaps.")),
    "equal": (mark("Equal steps"), mark("Each class is equally wide.")),
    "pretty": (mark("Round numbers"), mark("Breaks are round numbers, about as many as wished.")),
    "deviation": (
        mark("Standard deviation"),
        mark(
            "Steps of one standard deviation from the mean, or from zero where values lie on both sides of it."
        ),
    ),
    "pack": (mark("Certificate classes"), mark("Classes of the national energy certificate.")),
    "own": (mark("Own breaks"), mark("You write the inner breaks, or drag them in the legend.")),
}

PERIODS: Final = (
    mark("Construction periods"),
    mark("Periods of the building types of the country."),
)
"""What the classes of the country pack are for years."""

GROUPS: Final = (
    (mark("Asked for most"), THEMES),
    (mark("What the buildings are"), (*CATEGORIES, *INPUT_NUMBERS)),
    (mark("Other results"), RESULTS_OFFERED[len(THEMES) :]),
)
"""Results and inputs that may colour the map."""

PREVIEW: Final = QSize(72, 14)
ROOMY_PX: Final = 850
"""A window this high has room for the form and the legend."""


class ThemePanel(QWidget):
    """Form of the theme; every change is at once on the map."""

    def __init__(
        self, document: Document, settings: Settings | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._settings = document, settings
        self._known = settings is None
        """Whether it is known if the form is open: a low window has more use for the legend."""
        self.head, self._body = QToolButton(), QWidget()
        self._result, self._method, self._ramp = QComboBox(), QComboBox(), QComboBox()
        self._second, self._hatch = QComboBox(), QComboBox()
        self._level = Choice(
            [
                (Level.BUILDING, _("Buildings")),
                (Level.BLOCK, _("Blocks")),
                (Level.PARCEL, _("Parcels")),
                (Level.ASSOCIATION, _("Owners")),
            ],
            _("Level of the map"),
            beside=4,
        )
        self._classes = CountBox()
        self._breaks = QLineEdit()
        self._doc, self._fault = muted(), QLabel()
        self._fill()
        self._lay_out()
        self._connect()
        self._follow(self.theme)

    @property
    def theme(self) -> Theme:
        """The theme of the document."""
        return self._document.theme or DEFAULT_THEME

    def _fill(self) -> None:
        for title, names in GROUPS:
            self._result.addItem(_(title))
            self._item(self._result, self._result.count() - 1).setEnabled(False)
            for name in names:
                self._offer(self._result, name)
        self._result.setMaxVisibleItems(24)
        self._second.addItem(_("Nothing else"), "")
        for name in RESULTS_OFFERED:
            self._offer(self._second, name)
        self._second.setToolTip(_("Another result in the same colours, three classes each"))
        for method in METHODS:
            text, tip = METHOD_WORDS[method]
            self._method.addItem(_(text), method)
            self._method.setItemData(self._method.count() - 1, _(tip), Qt.ItemDataRole.ToolTipRole)
        for text, key in ((_("Guesses"), "guesses"), (_("Wide bands"), "bands"), (_("Nothing"), "")):
            self._hatch.addItem(text, key)
        self._hatch.setToolTip(
            _(
                "Slanted lines over values that were guessed, and over results of which more than half the inputs were."
            )
        )
        self._fill_looks()

    def _fill_looks(self) -> None:
        self._ramp.setIconSize(PREVIEW)
        self._ramp.addItem(_("Suits the result"), "")
        for ramp in RAMPS.values():
            self._ramp.addItem(ramp_icon(ramp.name, PREVIEW), _(ramp.label), ramp.name)
        self._classes.setRange(FEWEST_CLASSES, MOST_CLASSES)
        self._breaks.setPlaceholderText(_("50; 100; 150"))
        self._breaks.setToolTip(_("Inner breaks, separated by semicolons, in the unit of the result"))
        self._fault.setProperty("rank", "fault")
        self._fault.setWordWrap(True)
        self._fault.hide()

    @staticmethod
    def _item(box: QComboBox, place: int) -> QStandardItem:
        model = box.model()
        assert isinstance(model, QStandardItemModel)
        return model.item(place)

    @staticmethod
    def _offer(box: QComboBox, name: str) -> None:
        field = FIELDS[name]
        box.addItem(_(field.label), name)
        box.setItemData(box.count() - 1, _definition(field), Qt.ItemDataRole.ToolTipRole)

    def _lay_out(self) -> None:
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(12)
        self._form.setVerticalSpacing(GAP)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for text, widget in (
            (_("And with"), self._second),
            (_("Classes by"), self._method),
            (_("Number"), self._classes),
            (_("Breaks"), self._breaks),
            (_("Colours"), self._ramp),
            (_("Hatched"), self._hatch),
        ):
            self._form.addRow(text, widget)
            if text and isinstance(widget, QComboBox | CountBox | QLineEdit):
                widget.setAccessibleName(text)
        self._result.setAccessibleName(_("Result"))
        for box in (self._result, self._second, self._method, self._ramp, self._hatch):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, GAP, 12, GAP)
        layout.setSpacing(GAP)
        layout.addWidget(self._result)
        layout.addWidget(self._doc)
        layout.addWidget(self._level)
        self._body.setLayout(self._form)
        self._form.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._head())
        layout.addWidget(self._body)
        layout.addWidget(self._fault)
        layout.addStretch(1)
        self.setAccessibleName(_("Theme of the map"))

    def _head(self) -> QToolButton:
        """Opens and folds the form."""
        self.head.setText(_("Classes and colours"))
        self.head.setCheckable(True)
        self.head.setChecked(True)
        self.head.setAutoRaise(True)
        self.head.setArrowType(Qt.ArrowType.DownArrow)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setToolTip(
            _("Show or hide how the classes are made; the legend below has more room without")
        )
        return self.head

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._known and self._settings is not None:
            self._known = True
            kept = self._settings.classes_open
            self.head.setChecked(self.window().height() >= ROOMY_PX if kept is None else kept)
            self.head.toggled.connect(self._remember)

    def _fold(self, opened: bool) -> None:
        self.head.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        show(self._body, visible=opened)

    def _remember(self, opened: bool) -> None:
        assert self._settings is not None
        self._settings.classes_open = opened

    def _connect(self) -> None:
        self.head.toggled.connect(self._fold)
        self._result.activated.connect(self._pick_result)
        self._level.chosen.connect(lambda level: self._set(level=level, hidden=()))
        self._second.activated.connect(self._pick_second)
        self._hatch.activated.connect(self._pick_hatch)
        self._document.bands_changed.connect(self._offer_hatches)
        self._method.activated.connect(self._pick_method)
        self._classes.valueChanged.connect(lambda n: self._set(n=n, hidden=()))
        self._breaks.editingFinished.connect(self._take_breaks)
        self._ramp.activated.connect(lambda _place: self._set(ramp=self._ramp.currentData()))
        self._document.theme_changed.connect(self._follow)
        self._document.changed.connect(self._enable)
        self._enable()

    def _set(self, **changes: object) -> None:
        self._document.set_theme(replace(self.theme, **changes))  # type: ignore[arg-type]

    def _pick_result(self, _place: int) -> None:
        """Another result starts with breaks and colours of its own."""
        name = self._result.currentData()
        if name is None or name == self.theme.field:
            return
        method = "quantile" if self.theme.method == "own" else self.theme.method
        level, against, second = self.theme.level, self.theme.against, self.theme.second
        if name in OF_BUILDINGS:
            level, against, second = Level.BUILDING, None, ""
        if name == YEAR:
            method = "pack"
        changed = replace(
            self.theme, field=name, level=level, against=against, method=method, breaks=(), ramp="", hidden=(),
            second="" if second == name else second,
        )  # fmt: skip
        project = self._document.project
        self._document.set_theme(changed if project is None else fitting(project, changed))

    def _pick_second(self, _place: int) -> None:
        second = self._second.currentData()
        method = "quantile" if self.theme.method in ("own", "pack") else self.theme.method
        second = "" if second == self.theme.field else second
        self._set(second=second, method=method, breaks=(), hidden=(), against=None)

    def _pick_hatch(self, _place: int) -> None:
        chosen = self._hatch.currentData()
        self._set(hatched=bool(chosen), by_bands=chosen == "bands")

    def _offer_hatches(self) -> None:
        """Wide bands are offered where bands are known."""
        place = self._hatch.findData("bands")
        fault = band_fault(self.theme, self._document.bands)
        tip = _("Results whose band of 80 % is wider than ±30 % of its middle.")
        self._hatch.setItemData(place, fault or tip, Qt.ItemDataRole.ToolTipRole)
        self._item(self._hatch, place).setEnabled(not fault)

    def _pick_method(self, _place: int) -> None:
        method = self._method.currentData()
        breaks = self._breaks_now() if method == "own" else ()
        self._set(method=method, breaks=breaks, hidden=())

    def _breaks_now(self) -> tuple[float, ...]:
        """Inner breaks of the map as it is, to start from."""
        project = self._document.project
        if self.theme.method == "own" or project is None or project.assessment is None:
            return self.theme.breaks
        return inner_breaks(themed(project, self.theme).classes)

    def _take_breaks(self) -> None:
        if self.theme.method != "own":
            return
        breaks = parse_breaks(self._breaks.text())
        if breaks is None:
            self._fault.setText(
                _("Write up to {most} numbers separated by semicolons, such as 50; 100; 150.").format(
                    most=MOST_CLASSES - 1
                )
            )
            self._fault.show()
            return
        self._fault.hide()
        self._set(breaks=breaks, hidden=())

    def _follow(self, theme: Theme) -> None:
        field = FIELDS[theme.field]
        if self._result.findData(theme.field) < 0:
            self._result.addItem(_(field.label), theme.field)
        self._result.setCurrentIndex(self._result.findData(theme.field))
        self._result.setToolTip(_definition(field))
        self._doc.setText(_definition(field))
        self._level.set_value(theme.level)
        self._method.setCurrentIndex(self._method.findData(theme.method))
        self._classes.blockSignals(True)
        self._classes.setValue(theme.n)
        self._classes.blockSignals(False)
        self._breaks.setText("; ".join(f"{value:.12g}" for value in theme.breaks))
        self._second.setCurrentIndex(max(self._second.findData(theme.second), 0))
        hatched = ("bands" if theme.by_bands else "guesses") if theme.hatched else ""
        self._hatch.setCurrentIndex(self._hatch.findData(hatched))
        self._offer_hatches()
        self._offer_what_fits(theme)
        show(self._fault, visible=False)
        self._ramp.setItemIcon(0, ramp_icon(default_ramp(theme.field, difference=theme.diverging), PREVIEW))
        self._ramp.setCurrentIndex(self._ramp.findData(theme.ramp))

    def _offer_what_fits(self, theme: Theme) -> None:
        """Show the rows that mean something for a theme, and say why a choice is not there."""
        named, numbers = theme.field in CATEGORIES, theme.field not in CATEGORIES and not theme.second
        given = theme.method in ("own", "pack")
        self._form.setRowVisible(self._second, theme.field not in OF_BUILDINGS)
        self._form.setRowVisible(self._method, numbers)
        self._form.setRowVisible(self._classes, numbers and not given)
        self._form.setRowVisible(self._breaks, numbers and theme.method == "own")
        self._form.setRowVisible(self._ramp, not theme.second and (not named or theme.field in ORDERED))
        for level in (Level.BLOCK, Level.PARCEL, Level.ASSOCIATION):
            button, only = self._level.button(level), theme.field in OF_BUILDINGS
            missing = _missing(self._document.project, level)
            button.setEnabled(not only and not missing)
            button.setToolTip(_("Only single buildings have this.") if only else missing)
        place, project = METHODS.index("pack"), self._document.project
        text, tip = PERIODS if theme.field == YEAR else METHOD_WORDS["pack"]
        fault = "" if project is None or project.assessment is None else pack_fault(project, theme)
        self._method.setItemText(place, _(text))
        self._method.setItemData(place, fault or _(tip), Qt.ItemDataRole.ToolTipRole)
        self._item(self._method, place).setEnabled(not fault)

    def _enable(self, changes: object = None) -> None:
        project = self._document.project
        there = project is not None and project.assessment is not None
        self.setEnabled(there)
        if there and (not isinstance(changes, Changes) or changes & (Changes.PROJECT | Changes.STOCK)):
            assert project is not None
            self._document.set_theme(fitting(project, self.theme))
            self._follow(self.theme)


def _missing(project: Project | None, level: Level) -> str:
    """Why a plan has nothing of a level; "" where it has."""
    if project is None or len(frame_of(project, level)):
        return ""
    if level is Level.ASSOCIATION:
        return _("No associations yet: Edit > Owners and associations.")
    return _("The plan has no parcels.")


def parse_breaks(text: str) -> tuple[float, ...] | None:
    """Numbers of a list, ascending; None where something is no number or there are too many.

    Semicolons and blanks separate; a comma between digits is a decimal comma.
    """
    words = text.replace(";", " ").replace("\u2212", "-").split()
    try:
        numbers = {float(word.strip(",").replace(",", ".")) for word in words}
    except ValueError:
        return None
    if len(numbers) >= MOST_CLASSES or not all(math.isfinite(value) for value in numbers):
        return None
    return tuple(sorted(numbers))


def _definition(field: Field) -> str:
    """What a result is, and its unit."""
    doc = _(field.doc)
    return _("{doc} In {unit}.").format(doc=doc, unit=field.unit) if field.unit else doc
