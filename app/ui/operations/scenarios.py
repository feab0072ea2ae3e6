"""Verbs that keep several scenarios: new, copy, rename, delete, plan another one, compare."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.text.translate import _
from app.ui.dialogs import ask
from app.ui.operations.planning import Planning

if TYPE_CHECKING:
    from app.project import Project
    from app.services.outcome import Outcome
    from retrofit.progress import Progress


class Scenarios(Planning):
    """Choices side by side; each verb is one change that can be undone."""

    def new_scenario(self) -> None:
        """Ask for a name and plan a copy of the scenario in use."""
        self.copy_scenario(self._project().scenario.number)

    def copy_scenario(self, number: int) -> None:
        """Ask for a name and plan a copy of a scenario."""
        from app.services.scenarios import scenario_of

        like = scenario_of(self._project(), number).name
        name = ask.text(self._window, _("New scenario"), _("Name:"), _("{name} (copy)").format(name=like))
        if name:
            self.add_scenario(name, number)

    def add_scenario(self, name: str, like: int) -> None:
        """Plan a new scenario that begins like another one."""

        def service(project: Project, _progress: Progress) -> Outcome:
            from app.services.scenarios import add_scenario

            return add_scenario(project, name, like)

        self._change(_("New scenario {name}").format(name=name), service)

    def activate_scenario(self, number: int) -> None:
        """Plan another scenario."""
        from app.services.scenarios import scenario_of

        if number == self._project().scenario.number:
            return

        def service(project: Project, _progress: Progress) -> Outcome:
            from app.services.scenarios import activate_scenario

            return activate_scenario(project, number)

        name = scenario_of(self._project(), number).name
        self._change(_("Scenario {name}").format(name=name), service)

    def ask_scenario_name(self, number: int | None = None) -> None:
        """Ask for another name of a scenario; of the one in use when none is named."""
        from app.services.scenarios import scenario_of

        project = self._project()
        chosen = project.scenario.number if number is None else number
        old = scenario_of(project, chosen).name
        name = ask.text(self._window, _("Rename the scenario"), _("Name:"), old)
        if name and name != old:
            self.rename_scenario(chosen, name)

    def rename_scenario(self, number: int, name: str, note: str | None = None) -> None:
        """Give a scenario another name and note."""

        def service(project: Project, _progress: Progress) -> Outcome:
            from app.services.scenarios import rename_scenario

            return rename_scenario(project, number, name, note)

        self._change(_("Scenario called {name}").format(name=name), service)

    def delete_scenario(self, number: int | None = None) -> None:
        """Take a scenario away; the one in use when none is named."""
        from app.services.scenarios import scenario_of

        chosen = self._project().scenario.number if number is None else number
        name = scenario_of(self._project(), chosen).name

        def service(project: Project, _progress: Progress) -> Outcome:
            from app.services.scenarios import delete_scenario

            return delete_scenario(project, chosen)

        self._change(_("Scenario {name} deleted").format(name=name), service)

    def ask_comparison(self) -> None:
        """Show all scenarios side by side."""
        from app.ui.dialogs.comparison import ComparisonDialog

        ComparisonDialog(self._window, self).open()

    def show_difference(self, against: int | None) -> None:
        """Colour the map by the difference to another scenario; None shows the plan itself again."""
        from app.services.mapping import DEFAULT_THEME

        theme = self.document.theme or DEFAULT_THEME
        field = theme.field if against is None else _of_the_plan(theme.field)
        changed = replace(theme, field=field, against=against, ramp="", breaks=())
        if changed.method == "own":
            changed = replace(changed, method="quantile")
        self.document.set_theme(changed)


def _of_the_plan(name: str) -> str:
    """The result with the plan that belongs to one of today; others stay."""
    from retrofit.stock.fields import FIELDS

    parts = name.split("_")
    twins = ("_".join([*parts[:cut], "after", *parts[cut:]]) for cut in range(1, len(parts)))
    return next((twin for twin in twins if twin in FIELDS), name)
