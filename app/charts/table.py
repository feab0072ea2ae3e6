"""A chart as a table of its figures, in full."""

import csv
import io
from pathlib import Path

from app.charts.chart import Chart
from app.text.translate import _

Cells = list[str]


def rows(chart: Chart) -> list[Cells]:
    """Head and lines: one line a category, or one a value with its place and width."""
    if chart.categories:
        head = [chart.x.text, *(f"{one.name} [{chart.y.unit}]" for one in chart.series)]
        return [
            head,
            *(
                [name, *(repr(one.values[place]) for one in chart.series)]
                for place, name in enumerate(chart.categories)
            ),
        ]
    wide = any(one.width for one in chart.series)
    named = any(one.names for one in chart.series)
    head = [_("Series"), *([_("Name")] if named else []), chart.x.text]
    head += [_("Width [{unit}]").format(unit=chart.x.unit)] if wide else []
    lines = [[*head, chart.y.text]]
    for one in chart.series:
        for place, value in enumerate(one.values):
            line = [one.name, *([one.names[place] if one.names else ""] if named else [])]
            line.append(repr(one.x[place]))
            line += [repr(one.width[place]) if one.width else ""] if wide else []
            lines.append([*line, repr(value)])
    return lines


def text(chart: Chart) -> str:
    """Comma-separated text: title, part of the plan, unit and source in the first lines, then the table."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for label, words in (
        (_("Chart"), chart.title),
        (_("Of"), chart.scope),
        (_("In short"), chart.sentence),
        (_("Unit"), chart.y.unit),
        (_("Source"), chart.source),
    ):
        writer.writerow([label, _plain(words)])
    writer.writerow([])
    writer.writerows([_plain(cell) for cell in line] for line in rows(chart))
    return out.getvalue()


def write(chart: Chart, path: Path) -> None:
    """Write the table with the mark that spreadsheets know UTF-8 by.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    path.write_text(text(chart), encoding="utf-8-sig", newline="")


def _plain(cell: str) -> str:
    """A cell that a spreadsheet does not take for a formula; numbers stay numbers."""
    try:
        float(cell)
    except ValueError:
        return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell
    return cell
