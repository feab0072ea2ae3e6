"""Verbs that change a plan: packages and assumptions, each as one change that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.changes import Changes
from app.text.assumptions import assumption_changed
from app.text.labels import PACKAGES, field_title, word
from app.text.translate import _, ngettext
from app.ui.commands import Replace
from app.ui.dialogs import ask
from app.ui.operations.base import Failed, Then, Verbs
from app.ui.tasks import Task
from retrofit.stock import codes

if TYPE_CHECKING:
    from app.project import PackageRule, Project
    from app.services.outcome import Outcome
    from retrofit.plan.package import Package
    from retrofit.plan.scenario import Assumptions
    from retrofit.progress import Progress

NONE, USUAL, ADVANCED = (codes.PACKAGES.index(name) for name in ("none", "usual", "advanced"))

WEATHER_FILTER: Final = "EPW, PVGIS (*.epw *.csv *.json)"
PLACES_FILTER: Final = "GIS (*.gpkg *.shp *.geojson *.json *.gml *.zip *.fgb *.kml)"


class Planning(Verbs):
    """Give packages, change assumptions."""

    def undo(self) -> None:
        """Take the last change back."""
        self.document.undo_stack.undo()

    def redo(self) -> None:
        """Do the change again that was taken back."""
        self.document.undo_stack.redo()

    def assign(self, rows: Iterable[int], package: int) -> None:
        """Give some buildings a package."""
        chosen = tuple(rows)
        count = len(chosen)
        text = ngettext("{package} for {count} building", "{package} for {count} buildings", count)

        def service(project: Project, _progress: Progress) -> Outcome:
            import numpy as np

            from app.services.planning import assign_package

            return assign_package(project, np.array(chosen, dtype=np.int32), package)

        self._change(text.format(package=self._package(package), count=count), service)

    def assign_selected(self, package: int) -> None:
        """Give the selected buildings, or those of the selected blocks or parcels, a package."""
        self.assign(self.selected_buildings(), package)

    def selected_buildings(self) -> tuple[int, ...]:
        """Rows of the buildings that the selection stands for."""
        from app.ui.rows import building_rows

        selection = self.document.selection
        return tuple(building_rows(self._project(), selection).tolist()) if selection else ()

    def give_none(self) -> None:
        """No renovation for the selection."""
        self.assign_selected(NONE)

    def give_usual(self) -> None:
        """Usual renovation for the selection."""
        self.assign_selected(USUAL)

    def give_advanced(self) -> None:
        """Advanced renovation for the selection."""
        self.assign_selected(ADVANCED)

    def apply_default(self, package: int) -> None:
        """Give every building that packages reach by default the same package."""

        def service(project: Project, _progress: Progress) -> Outcome:
            from app.services.planning import apply_default

            return apply_default(project, package)

        self._change(_("{package} for the district").format(package=self._package(package)), service)

    def all_none(self) -> None:
        """No renovation in the whole district."""
        self.apply_default(NONE)

    def all_usual(self) -> None:
        """Usual renovation for the whole district."""
        self.apply_default(USUAL)

    def all_advanced(self) -> None:
        """Advanced renovation for the whole district."""
        self.apply_default(ADVANCED)

    def set_assumptions(
        self,
        assumptions: Assumptions,
        country: str,
        failed: Failed | None = None,
        done: Then | None = None,
        ended: Then | None = None,
        *,
        merge: bool = False,
    ) -> None:
        """Reckon with other assumptions, or another country's pack, as one change.

        With ``merge`` it becomes one step of undo with the former change of the same value.
        """
        before = self._project()
        what = assumption_changed(before.assumptions, assumptions, pack=country != before.country)

        def service(project: Project, progress: Progress) -> Outcome:
            from app.services.planning import set_assumptions

            return set_assumptions(project.replace(country=country), assumptions, progress)

        self._change(what, service, failed, done, ended, merge=merge)

    def ask_weather(self) -> None:
        """Let the user choose a weather file, and reckon with it."""
        path = ask.file_to_open(self._window, self.settings, _("Weather file"), WEATHER_FILTER)
        if path is not None:
            self.read_weather(path)

    def read_weather(self, path: Path, failed: Failed | None = None, ended: Then | None = None) -> None:
        """Reckon with the user's own hours of a year."""

        def service(project: Project, progress: Progress) -> Outcome:
            from app.services.planning import set_weather
            from app.weather import read_weather

            return set_weather(project, read_weather(path), progress)

        self._change(_("Weather of {name}").format(name=path.name), service, failed, ended=ended)

    def ask_packages(self) -> None:
        """Show the packages, to be changed."""
        from app.ui.dialogs.packages import PackagesDialog

        PackagesDialog(self._window, self).open()

    def set_packages(
        self,
        own: tuple[Package, ...],
        failed: Failed | None = None,
        done: Then | None = None,
        ended: Then | None = None,
    ) -> None:
        """Offer own packages beside the standard ones, as one change."""

        def service(project: Project, progress: Progress) -> Outcome:
            from app.services.offering import offer_packages

            return offer_packages(project, own, progress=progress)

        self._change(_("Change of packages"), service, failed, done, ended)

    def ask_rules(self) -> None:
        """Show the rules by which packages are given."""
        from app.ui.dialogs.rules import RulesDialog

        RulesDialog(self._window, self).open()

    def apply_rules(
        self,
        rules: tuple[PackageRule, ...],
        failed: Failed | None = None,
        done: Then | None = None,
        ended: Then | None = None,
    ) -> None:
        """Give packages by rules, as one change."""

        def service(project: Project, _progress: Progress) -> Outcome:
            from app.services.package_rules import apply_rules

            return apply_rules(project, rules)

        self._change(_("Packages by rules"), service, failed, done, ended)

    def ask_protection(self) -> None:
        """Let the user choose a layer of protected places, and what they protect."""
        path = ask.file_to_open(self._window, self.settings, _("Protected places"), PLACES_FILTER)
        if path is None:
            return
        words = {_("Facade: walls are insulated inside only"): "facade",
                 _("Whole building: windows and doors stay too"): "whole"}  # fmt: skip
        chosen = ask.one_of(
            self._window, _("Protected places"), _("Where the file does not say, protected is:"), list(words)
        )
        if chosen:
            self.protect(path, words[chosen])

    def protect(
        self, path: Path, level: str, failed: Failed | None = None, ended: Then | None = None
    ) -> None:
        """Take heritage protection from a layer, as one change."""

        def service(project: Project, progress: Progress) -> Outcome:
            from app.services.protection import ProtectionRequest, protect

            return protect(project, ProtectionRequest(path, default=level), progress)

        self._change(_("Protection from {name}").format(name=path.name), service, failed, ended=ended)

    def ask_values(self) -> None:
        """Show the values of the selected buildings that can be corrected."""
        from app.ui.dialogs.edit_values import EditValuesDialog

        EditValuesDialog(self._window, self, self.selected_buildings()).open()

    def set_values(
        self,
        rows: Iterable[int],
        values: Mapping[str, str],
        failed: Failed | None = None,
        done: Then | None = None,
        ended: Then | None = None,
    ) -> None:
        """Give some buildings other values, as one change."""
        chosen = tuple(rows)

        def service(project: Project, progress: Progress) -> Outcome:
            import numpy as np

            from app.services.editing import set_values

            return set_values(project, np.array(chosen, dtype=np.int32), values, progress)

        names = ", ".join(field_title(name) for name in values)
        text = ngettext("{names} of {count} building", "{names} of {count} buildings", len(chosen))
        self._change(text.format(names=names, count=len(chosen)), service, failed, done, ended)

    def _package(self, position: int) -> str:
        return word(self._project().packages[position].key, PACKAGES)

    def _change(
        self,
        text: str,
        service: Callable[[Project, Progress], Outcome],
        failed: Failed | None = None,
        then: Then | None = None,
        ended: Then | None = None,
        *,
        merge: bool = False,
        lasting: bool = False,
    ) -> None:
        """Run a service on the project as it is when its turn comes; the answer can be undone, unless it lasts."""

        def work(progress: Progress) -> tuple[Project, Outcome]:
            project = self._project()
            return project, service(project, progress)

        def done(answer: tuple[Project, Outcome]) -> None:
            from app.services.logbook import logged

            before, outcome = answer
            if before is self.document.project and _differs(before, outcome.project):
                changes = outcome.changes & ~Changes.PROJECT
                after = logged(outcome.project, text, self.settings.user, merge=merge)
                if lasting:
                    self.document.keep(after, changes)
                else:
                    self.document.undo_stack.push(Replace(text, self.document, after, changes, merge=merge))
            elif before is self.document.project:
                self.noted.emit(_("{what}: nothing is different.").format(what=text))
            if then is not None:
                then()

        self.runner.run(Task(text, work, done, failed, ended))


def _differs(before: Project, after: Project) -> bool:
    import numpy as np

    same = (before.assumptions, before.country, before.packages) == (
        after.assumptions,
        after.country,
        after.packages,
    )
    same = same and before.stock is after.stock and before.weather is after.weather
    same = same and _titles(before) == _titles(after)
    same = (
        same
        and before.selections == after.selections
        and before.bookmarks == after.bookmarks
        and before.notes == after.notes
        and before.checkpoints == after.checkpoints
    )
    same = same and before.rules == after.rules and before.privacy == after.privacy
    return not (same and np.array_equal(before.scenario.package_of, after.scenario.package_of))


def _titles(project: Project) -> list[tuple[int, str, str]]:
    return [(one.number, one.name, one.note) for one in (project.scenario, *project.shelf)]
