"""What the command line prints: for people, or as JSON for programs."""

import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import pandas as pd
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from app.project import Project
from app.services.mapping import money_basis
from app.services.outlook import Outlook, carriers_table, outlook_of, years_table
from app.services.validation import Judgement, Quantity
from app.text.labels import SEVERITIES, progress_label, word
from app.text.messages import finding_sentence
from app.text.numbers import format_number
from app.text.steps import CARRIER_NAMES
from app.text.translate import _
from gis.account import Fate
from retrofit.findings import Finding
from retrofit.progress import Progress as ProgressFunction
from retrofit.stock.codes import CARRIERS
from retrofit.stock.fields import FIELDS

HEADLINE = (
    "buildings_count",
    "heated_count",
    "renovated_count",
    "floor_area_ref_m2",
    "e_del_kwh",
    "e_del_kwh_m2",
    "e_p_nren_kwh",
    "co2_kg",
    "energy_cost_eur",
    "e_del_saving_kwh",
    "saving_pct",
    "co2_saving_kg",
    "energy_cost_saving_eur",
    "invest_eur",
    "invest_eur_m2",
    "npv_eur",
    "payback_simple_a",
    "payback_discounted_a",
    "guessed_pct",
)
"""Fields of the district summary, in reading order."""

WHERE_ANY = (
    "pv_kwh",
    "pv_used_kwh",
    "rer_after_pct",
    "co2_saving_horizon_kg",
    "abatement_eur_t",
    "embodied_kg",
    "invest_anyway_eur",
    "block_discount_eur",
)
"""Fields that follow where they say anything."""

FILE_WIDTH = 120
"""Columns of what goes into a pipe or a file."""

ROLES = ("buildings", "parts", "parcels", "streets", "blocks")


class Printer:
    """Writes to standard output as text or, once at the end, as one JSON object."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        self.console = Console(soft_wrap=True, highlight=False)
        if not self.console.is_terminal:
            self.console.width = FILE_WIDTH
        self.answer: dict[str, object] = {}

    def summary(self, project: Project) -> None:
        """District totals with units, and the account of the import."""
        assert project.assessment is not None
        found = {name: float(values[0]) for name, values in project.assessment.district.items()}
        told = [name for name in WHERE_ANY if found[name] and not math.isnan(found[name])]
        district = {name: found[name] for name in (*HEADLINE, *told)}
        outlook = outlook_of(project)
        self.answer |= {
            "name": project.name,
            "country": project.country,
            "crs": project.crs,
            "blocks": len(project.blocks),
            "parcels": len(project.parcels),
            "associations": len(project.associations),
            "district": {name: None if math.isnan(value) else value for name, value in district.items()},
            "units": {name: FIELDS[name].unit for name in district},
            "energy_classes": outlook.classes,
            "carriers": carriers_table(project).to_dict("records"),
            "years": years_table(project).to_dict("records"),
            "money_basis": money_basis(project),
            "fates": fates_of(project),
        }
        if self.as_json:
            return
        table = Table(title=project.name, title_justify="left", show_header=False, box=None, pad_edge=False)
        table.add_column(justify="left")
        table.add_column(justify="right")
        table.add_column(justify="left")
        table.add_row(_("Blocks"), format_number(len(project.blocks)), "")
        for name, value in district.items():
            field = FIELDS[name]
            table.add_row(_(field.label), format_number(value, field.decimals), field.unit)
        self.console.print(table)
        self.console.print(money_basis(project), style="dim")
        self._outlook(outlook)
        self._fates(project)

    def _outlook(self, outlook: Outlook) -> None:
        """Energy by carrier and buildings by class, today and with the plan."""
        rows = [
            (_(CARRIER_NAMES[name]), *(format_number(float(kwh)) for kwh in outlook.energy_kwh[:, place]))
            for place, name in enumerate(CARRIERS)
            if outlook.energy_kwh[:, place].any()
        ]
        self.table(_("Delivered energy, kWh/a"), (_("Carrier"), _("today"), _("with the plan")), rows)
        if outlook.classes:
            counts = [(name, *(str(count) for count in pair)) for name, pair in outlook.classes.items()]
            titles = (_("Class"), _("today"), _("with the plan"))
            self.table(_("Buildings by energy class, an estimate"), titles, counts)

    def _fates(self, project: Project) -> None:
        table = Table(box=None, pad_edge=False)
        for title in (_("Input"), _("accepted"), _("repaired"), _("rejected")):
            table.add_column(title, justify="left" if title == _("Input") else "right")
        for role, counts in fates_of(project).items():
            table.add_row(role, *(format_number(counts[fate.value]) for fate in Fate))
        self.console.print()
        self.console.print(table)

    def intake(self, project: Project) -> None:
        """What was read: files, layers, systems; what the account says stands in the answer, too."""
        self.answer |= {
            "name": project.name,
            "country": project.country,
            "crs": project.crs,
            "blocks": len(project.blocks),
            "parcels": len(project.parcels),
            "fates": fates_of(project),
            "sources": [asdict(source) for source in project.sources],
        }
        head = (_("File"), _("Layer"), _("Role"), _("Features"), _("Coordinate system"))
        rows = [(s.name, s.layer, s.role, format_number(s.features), s.crs) for s in project.sources]
        self.table(
            _("{name}, country pack {code}").format(name=project.name, code=project.country), head, rows
        )
        said = _("Measured in {crs}; middle at {place}; {blocks} blocks.")
        lat, lon = project.place
        where = f"{abs(lat):.4f}° {'N' if lat >= 0 else 'S'} {abs(lon):.4f}° {'E' if lon >= 0 else 'W'}"
        self.text(said.format(crs=project.crs, place=where, blocks=format_number(len(project.blocks))))

    def reasons(self, found: Sequence[tuple[str, str, int, str, str]]) -> None:
        """Why features were repaired or rejected."""
        names = ("role", "fate", "features", "sentence", "ids")
        self.answer["reasons"] = [dict(zip(names, each, strict=True)) for each in found]
        if self.as_json:
            return
        for role, fate, count, said, ids in found:
            self.console.print(escape(f"{role}, {fate}: {count} ({ids}). {said}"))

    def balance(self, table: pd.DataFrame) -> None:
        """Features and areas by role and fate."""
        self.answer["balance"] = table.to_dict("records")
        rows = [
            (
                str(one["role"]), str(one["fate"]), format_number(int(one["features"])),
                format_number(float(one["area_in_m2"])), format_number(float(one["area_out_m2"])),
            )
            for one in table.to_dict("records")
        ]  # fmt: skip
        head = (_("Input"), _("Fate"), _("Features"), _("m² as read"), _("m² kept"))
        self.table(_("Areas as read and kept"), head, rows)

    def findings(self, findings: Sequence[Finding]) -> None:
        """One sentence a finding, heaviest first."""
        self.answer["findings"] = [
            {
                "code": finding.code,
                "severity": finding.severity.value,
                "sentence": finding_sentence(finding, command=True),
                "ids": list(finding.building_ids),
            }
            for finding in findings
        ]
        if self.as_json or not findings:
            return
        self.console.print()
        for finding in findings:
            # values of the user's files may hold what looks like markup
            said = escape(finding_sentence(finding, command=True))
            self.console.print(f"[bold]{word(finding.severity.value, SEVERITIES)}[/bold]: {said}")

    def files(self, files: Mapping[str, Path]) -> None:
        """Where everything lies."""
        self.answer["files"] = {name: str(path) for name, path in files.items()}
        if self.as_json:
            return
        self.console.print()
        width = max((len(name) for name in files), default=0)
        for name, path in files.items():
            self.console.print(f"{name:<{width}}  {path}")

    def judgement(self, found: Judgement) -> None:
        """Errors of every quantity of a set of published cases, and the verdict."""
        self.answer |= {
            "set": found.name,
            "rows": found.rows,
            "passed": found.passed,
            "quantities": {q.name: _answer_of(q) for q in found.quantities},
            "notes": list(found.notes),
        }
        rows = [
            (
                q.name,
                str(q.rows),
                f"{q.maximum:.2e}",
                f"{q.p99:.2e}",
                f"{q.tolerance:g} {q.unit}".strip(),
                _("passed") if q.passed else _("failed"),
            )
            for q in found.quantities
        ]
        titles = (
            _("Quantity"),
            _("Rows"),
            _("Maximum error"),
            _("99th percentile"),
            _("Tolerance"),
            _("Verdict"),
        )
        self.table(_("{name}: {rows} rows").format(name=found.name, rows=found.rows), titles, rows)
        for note in found.notes:
            self.text(note)
        self.text(_("passed") if found.passed else _("failed"))

    def table(self, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A plain table (text output only)."""
        if self.as_json:
            return
        table = Table(title=title, title_justify="left", box=None, pad_edge=False)
        for place, column in enumerate(columns):
            table.add_column(column, justify="left" if place == 0 else "right")
        for row in rows:
            table.add_row(*row)
        self.console.print(table)

    def text(self, line: str) -> None:
        """One line (text output only)."""
        if not self.as_json:
            self.console.print(line)

    def close(self) -> None:
        """Print the JSON object, when asked for."""
        if self.as_json:
            told = finite_or_none(self.answer)
            sys.stdout.write(
                json.dumps(told, indent=2, default=str, ensure_ascii=False, allow_nan=False) + "\n"
            )


class Bar:
    """A progress bar on standard error that keeps quiet where nobody watches."""

    def __init__(self, as_json: bool) -> None:
        console = Console(stderr=True)
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=as_json or not console.is_terminal,
        )

    def __enter__(self) -> ProgressFunction:
        self._bar.start()
        task = self._bar.add_task("", total=1.0)

        def progress(fraction: float, what: str) -> None:
            self._bar.update(task, completed=fraction, description=progress_label(what))

        return progress

    def __exit__(self, *_exc: object) -> None:
        self._bar.stop()


def finite_or_none(answer: object) -> object:
    """The same answer with None for numbers that are not finite: JSON knows no others."""
    if isinstance(answer, Mapping):
        return {str(key): finite_or_none(value) for key, value in answer.items()}
    if isinstance(answer, (list, tuple)):
        return [finite_or_none(value) for value in answer]
    return None if isinstance(answer, float) and not math.isfinite(answer) else answer


def _answer_of(quantity: Quantity) -> dict[str, object]:
    return {
        "rows": quantity.rows,
        "max": quantity.maximum,
        "p99": quantity.p99,
        "tolerance": quantity.tolerance,
        "unit": quantity.unit or "relative",
        "passed": quantity.passed,
    }


def fates_of(project: Project) -> dict[str, dict[str, int]]:
    """Number of features by role and fate."""
    counted = {role: project.account.counts(role) for role in ROLES}
    return {
        role: {fate.value: number for fate, number in counts.items()}
        for role, counts in counted.items()
        if sum(counts.values())
    }
