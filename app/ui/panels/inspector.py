"""`Inspector`: what is selected, or the whole district, in numbers and where they come from."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.changes import Changes
from app.project import Note, Project
from app.services.mapping import money_basis
from app.services.notes import note_of
from app.services.portrait import MIXED, Portrait, inputs, portrait, remarks
from app.text import labels
from app.text.messages import finding_sentence
from app.text.numbers import NO_VALUE, format_number, shortened
from app.text.translate import _, mark
from app.ui.document import Document, Selection
from app.ui.panels import inspector_cadastre as cadastre
from app.ui.panels import inspector_rows as tell
from app.ui.panels.inspector_charts import InspectorCharts
from app.ui.panels.notes import NotesBox
from app.ui.reading import Reader
from app.ui.rows import building_rows, selection_title
from app.ui.theme import GAP
from app.ui.widgets.bars import Bars
from app.ui.widgets.choice import Choice
from app.ui.widgets.grid import Grid
from app.ui.widgets.texts import heading, muted, plain, show
from retrofit.stock.codes import PACKAGES
from retrofit.stock.fields import Level

QUICK: Final = 2_000
"""So many buildings are summed up in less than 50 ms; more beside the window's thread."""
SHORT: Final = {"none": mark("None"), "usual": mark("Usual"), "advanced": mark("Advanced")}


class Inspector(QScrollArea):
    """Numbers before and after, packages compared, envelope, inputs with their origin."""

    package_requested = Signal(object, int)
    """Rows of buildings as a tuple, and the position of the package they should take."""
    explanation_requested = Signal(str)
    """Id of the building whose figures should be explained."""
    certainty_requested = Signal()
    """The user asks how sure the figures are."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._rows: tuple[int, ...] = ()
        self._reader = Reader(self)
        self._kind: tuple[Level, bool] = (Level.DISTRICT, False)
        self._title, self._subtitle = heading(factor=1.25), muted()
        self._empty = muted(_("Open a district to see its figures here."))
        self._cold = muted(_("Nothing here is heated: there is no energy to save."))
        self._package = Choice([(name, _(SHORT[name])) for name in PACKAGES], _("Renovation package"))
        self._mixed, self._basis = muted(), muted()
        self._change = Grid(["", _("Today"), _("Plan"), _("Change")], _("Today and with the plan"))
        self._bars = Bars(_("Delivered energy by package"))
        self._money = Grid(["", ""], _("Money"))
        self._options = Grid(["", *(NO_VALUE for _each in range(tell.MOST_COMPARED))], _("Packages compared"))
        self._envelope = Grid(["", _("m²"), _("U today"), _("U plan"), _("EUR")], _("Envelope"))
        self._body = Grid(["", ""], _("Association"))
        self._land = Grid(["", _("m²"), _("Share")], _("Parcels and buildings"))
        self._inputs = Grid(["", _("Value"), _("Origin")], _("Inputs"))
        self.why = QPushButton(_("Why these figures?"))
        self.why.setToolTip(_("The chain from a result to its inputs and their sources"))
        self.sure = QPushButton(_("How sure are these figures?"))
        self.sure.setToolTip(_("Bands of 80 %, what drives them, and which surveys would narrow them"))
        self.charts, self.notes = InspectorCharts(document), NotesBox(document)
        self._remarks: list[QLabel] = []
        self._lay_out()
        self._package.chosen.connect(self._choose)
        self.why.clicked.connect(self._ask_why)
        self.sure.clicked.connect(self.certainty_requested)
        document.changed.connect(self._changed)
        document.selection_changed.connect(self._show)
        document.bands_changed.connect(self._show)
        self._show()

    @property
    def busy(self) -> bool:
        """Whether figures are still to come."""
        return self._reader.busy

    def close_down(self) -> None:
        """Ask nothing any more."""
        self._reader.close()
        self.charts.close_down()
        self.notes.close_down()

    def _lay_out(self) -> None:
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(12, GAP, 12, 16)
        self._column.setSpacing(4)
        for widget in (self._empty, self._title, self._subtitle, self._cold):
            self._column.addWidget(widget)
        self._of_body = self._section(_("Association"), self._body)
        self._sections = [
            self._section(_("Renovation package"), self._package, self._mixed),
            self._section(_("Today and with the plan"), self._change, self.why, self.sure),
            self._section(_("Delivered energy per m² and year"), self._bars),
            self._section(_("Money"), self._money, self._basis),
            self.charts,
            self._section(_("If every building here took the package"), self._options),
            self._section(_("Envelope, U-values in W/(m²K)"), self._envelope),
        ]
        self._column.insertWidget(self._column.indexOf(self._sections[3]) + 1, self.charts)
        self._remembered = self._section(_("Notes"), self.notes)
        self._on_land = self._section(_("Parcels and buildings"), self._land)
        self._origin = self._section(_("Inputs and where they come from"), self._inputs)
        self._noticed = self._section(_("Worth knowing"))
        self._column.addStretch(1)
        body.setMinimumHeight(1)  # else every text asks for the height it has when it is narrowest
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(320)
        self.setAccessibleName(_("Inspector"))

    def _section(self, title: str, *widgets: QWidget) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 12, 0, 0)
        box.setSpacing(4)
        box.addWidget(heading(title))
        for widget in widgets:
            box.addWidget(widget)
        self._column.addWidget(holder)
        return holder

    def restyle(self) -> None:
        """Take the colours and fonts of another look."""
        self._show()
        self.charts.refresh()

    def _changed(self, _changes: Changes) -> None:
        self._show()

    def _show(self, _selection: Selection | None = None) -> None:
        project = self._document.project
        reckoned = project is not None and project.assessment is not None
        show(self._empty, visible=not reckoned)
        for label in (self._title, self._subtitle):
            show(label, visible=reckoned)
        if project is None or not reckoned:
            self._reader.forget()
            self._note(None)
            for part in (
                *self._sections,
                self._of_body,
                self._on_land,
                self._origin,
                self._noticed,
                self._cold,
            ):
                show(part, visible=False)
            return
        selection = self._document.selection
        rows = building_rows(project, selection)
        self._rows = tuple(rows.tolist())
        self._note(_noted(project, selection))
        self._reader.forget()
        if len(rows) > QUICK:
            self._reader.ask(
                lambda: portrait(project, rows), lambda told: self._tell(project, selection, told)
            )
        else:
            self._tell(project, selection, portrait(project, rows))

    def _tell(self, project: Project, selection: Selection, told: Portrait) -> None:
        """Show the figures of what is selected."""
        self._turn(selection)
        self._title.setText(selection_title(project, selection.level, selection.rows))
        self._subtitle.setText(_subtitle(project, selection, told))
        show(self._cold, visible=not told.heated)
        for part in self._sections:
            show(part, visible=told.heated)
        if told.heated:
            self._fill(project, told)
            self.charts.refresh()
        alone = selection.level is Level.BUILDING and len(selection.rows) == 1
        show(self.why, visible=alone)
        self._explain(project, selection.rows[0] if alone else None)
        body, pieces = cadastre.association(project, selection, told), cadastre.pieces(project, selection)
        show(self._of_body, visible=bool(body))
        self._body.fill(body)
        show(self._on_land, visible=bool(pieces))
        self._land.fill(pieces)

    def _turn(self, selection: Selection) -> None:
        """Start at the top for another kind of thing; the next of its kind stays where the eye is."""
        kind = (selection.level if selection else Level.DISTRICT, len(selection.rows) > 1)
        if kind != self._kind:
            self._kind = kind
            self.verticalScrollBar().setValue(0)

    def _fill(self, project: Project, told: Portrait) -> None:
        self._package.offer([(option.key, _short(option.key)) for option in told.options])
        self._package.set_value(told.options[told.package].key if told.package != MIXED else None)
        self._mixed.setText(tell.mixture(told))
        show(self._mixed, visible=told.package == MIXED)
        bands = tell.bands_here(self._document.selection, self._document.bands)
        self._change.fill(tell.change(told, bands))
        self._bars.show_bars(tell.bars(told))
        self._money.fill(tell.money(told, bands))
        self._basis.setText(money_basis(project))
        titles = [shortened(_short(option.key), 14) for option in tell.compared(told)]
        self._options.name_columns(["", *titles, *[""] * (tell.MOST_COMPARED - len(titles))])
        self._options.fill(tell.options(told))
        self._envelope.fill(tell.envelope(told))

    def _note(self, note: Note | None) -> None:
        """Show what was written down about one building or block."""
        self.notes.show_note(note)
        show(self._remembered, visible=note is not None)

    def _explain(self, project: Project, row: int | None) -> None:
        """Inputs and remarks of a single building."""
        show(self._origin, visible=row is not None)
        found = () if row is None else remarks(project, row)
        show(self._noticed, visible=bool(found))
        if row is not None:
            self._inputs.fill((*tell.inputs(inputs(project, row)), *tell.derived(project, row)))
        while len(self._remarks) < len(found):
            self._remarks.append(plain())
            self._noticed.layout().addWidget(self._remarks[-1])
        for place, label in enumerate(self._remarks):
            show(label, visible=place < len(found))
            label.setText(finding_sentence(found[place]) if place < len(found) else "")

    def _choose(self, key: str) -> None:
        project = self._document.project
        if project is not None:
            place = [package.key for package in project.packages].index(key)
            self.package_requested.emit(self._rows, place)

    def _ask_why(self) -> None:
        project = self._document.project
        if project is not None and len(self._rows) == 1:
            self.explanation_requested.emit(str(project.buildings.index[self._rows[0]]))


def _short(key: str) -> str:
    """A package in a word."""
    return _(SHORT[key]) if key in SHORT else key


def _noted(project: Project, selection: Selection) -> Note | None:
    """The note on what is selected; None where that is not one building or block."""
    if len(selection.rows) != 1 or selection.level not in (Level.BUILDING, Level.BLOCK):
        return None
    frame = project.buildings if selection.level is Level.BUILDING else project.blocks
    return note_of(project, selection.level, str(frame.index[selection.rows[0]]))


def _subtitle(project: Project, selection: Selection, told: Portrait) -> str:
    if selection.level is Level.BUILDING and len(selection.rows) == 1:
        return tell.kind(project, selection.rows[0])
    counts = _("{heated} of {all} buildings heated, {area} heated floor area").format(
        heated=format_number(told.figures["heated_count"]),
        all=format_number(told.figures["buildings_count"]),
        area=format_number(told.figures["floor_area_ref_m2"], 0, "m²"),
    )
    if selection.level is Level.BLOCK and len(selection.rows) == 1:
        method = str(project.blocks["method"].iloc[selection.rows[0]])
        return _("{counts}. Outline {method}.").format(
            counts=counts, method=labels.word(method, labels.BLOCK_METHODS)
        )
    return counts
