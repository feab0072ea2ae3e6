"""Pictures of every panel, on the harbour district."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from screenshots import Session


def take_all(session: Session) -> None:
    """Take all of them; the plan is as it was before afterwards."""
    for take in (_layers, _themes, _assumptions, _history, _table, _inspector, _two_scenarios, _guide):
        take(session)
    window = session.window
    window.document.undo_stack.setIndex(0)
    rest(session)


def rest(session: Session) -> None:
    """Wait until nothing works any more."""
    session.until(lambda: not session.window.runner.busy)
    session.settle()


def _layers(session: Session) -> None:
    from app.services.basemap import Basemap

    room, folder = session.window.room, Path(session.place.name)
    room.docks["layers"].show()
    room.docks["layers"].raise_()
    panel = room.layers
    panel.own.add_file(_own_file(session, folder))
    panel.findings.setChecked(True)
    panel.labels.setCurrentIndex(panel.labels.findData("e_del_kwh_m2"))
    session.take("panel-layers-own", session.window)
    panel.add_basemap(Basemap(str(_ortho(session, folder)), "", "© the town"))
    panel.opacity["buildings"].setValue(70)
    session.until(lambda: panel.backdrop.picture is not None)
    session.take("panel-layers-basemap", session.window)
    panel.add_basemap(Basemap(str(folder / "gone.tif")))
    session.settle()
    session.take("panel-layers-fault", session.window)
    panel.use_basemap(None)
    panel.basemap.setCurrentIndex(0)
    panel.fault.hide()
    panel.opacity["buildings"].setValue(100)
    panel.findings.setChecked(False)
    panel.labels.setCurrentIndex(0)
    for row in list(panel.own.rows):
        panel.own.remove(row)
    room.docks["map"].raise_()


def _own_file(session: Session, folder: Path) -> Path:
    """A line through the district and the outline around it."""
    import geopandas as gpd
    import shapely

    project = session.window.document.project
    xmin, ymin, xmax, ymax = project.buildings.total_bounds
    path = folder / "own.gpkg"
    shapes = {
        "cycle path": shapely.LineString([(xmin, ymin), ((xmin + xmax) / 2, ymax), (xmax, ymin)]),
        "conservation area": shapely.box(xmin, ymin, (xmin + xmax) / 2, ymax),
    }
    for name, shape in shapes.items():
        gpd.GeoDataFrame(geometry=[shape], crs=project.crs).to_file(path, layer=name)
    return path


def _ortho(session: Session, folder: Path) -> Path:
    """A green picture of the ground."""
    import numpy as np
    import rasterio
    from affine import Affine

    project = session.window.document.project
    xmin, ymin, xmax, ymax = project.buildings.total_bounds
    size = 256
    light = np.random.default_rng(1).normal(0, 8, (size, size))
    bands = np.clip(np.stack([light + level for level in (120, 150, 100)]), 0, 255).astype(np.uint8)
    place = Affine((xmax - xmin + 800) / size, 0, xmin - 400, 0, (ymin - ymax - 800) / size, ymax + 400)
    path = folder / "ortho.tif"
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=size,
        height=size,
        count=3,
        dtype="uint8",
        crs=project.crs,
        transform=place,
    ) as target:
        target.write(bands)
    return path


def _themes(session: Session) -> None:
    from retrofit.stock.fields import Level

    document, theme = session.window.document, session.window.room.presenter.theme
    for name, changes in (
        ("blocks", {"level": Level.BLOCK, "field": "saving_pct"}),
        ("two-results", {"field": "e_del_kwh_m2", "second": "invest_eur_m2"}),
        ("packages", {"field": "package"}),
        ("npv", {"field": "npv_eur"}),
        ("class", {"field": "energy_class"}),
    ):
        document.set_theme(replace(theme, **changes))
        session.take(f"panel-map-{name}", session.window)
    document.set_theme(theme)


def _assumptions(session: Session) -> None:
    window = session.window
    window.do("assumptions")
    panel = window.room.docks["assumptions"].widget()
    panel.form.discount.setValue(4.5)
    session.until(lambda: not panel.following)
    rest(session)
    session.take("panel-assumptions", window)
    bar = (
        panel.findChildren(_scroll_area())[0].verticalScrollBar()
        if panel.findChildren(_scroll_area())
        else None
    )
    if bar is not None:
        bar.setValue(bar.maximum())
        session.take("panel-assumptions-prices", window)
    window.do("undo")
    rest(session)
    window.room.docks["inspector"].raise_()


def _scroll_area() -> Any:
    from PySide6.QtWidgets import QScrollArea

    return QScrollArea


def _history(session: Session) -> None:
    window = session.window
    window.operations.add_checkpoint("Before the council")
    rest(session)
    window.do("all-advanced")
    rest(session)
    dock = window.room.docks["history"]
    dock.show()
    dock.raise_()
    for page in ("steps", "checkpoints", "log"):
        dock.widget().show_page(page)
        session.take(f"panel-history-{page}", window)
    window.room.docks["tasks"].show()
    window.room.docks["tasks"].raise_()
    session.take("panel-tasks", window)
    window.do("undo")
    rest(session)


def _table(session: Session) -> None:
    from retrofit.stock.fields import Level

    window = session.window
    table = window.room.table
    window.room.docks["table"].raise_()
    table.filter_row.setChecked(True)
    session.take("panel-table-filters", window)
    table.filter_row.setChecked(False)
    window.document.select(Level.BLOCK, (1, 3))
    session.take("panel-table-blocks", window)
    window.document.select(Level.BUILDING)


def _inspector(session: Session) -> None:
    from retrofit.stock.fields import Level

    window = session.window
    bar = window.room.inspector.verticalScrollBar()
    window.document.select(Level.BUILDING, tuple(range(0, 60, 2)))
    session.until(lambda: not window.room.inspector.charts.busy)
    for place, share in (("top", 0.0), ("middle", 0.5), ("end", 1.0)):
        bar.setValue(round(share * bar.maximum()))
        session.take(f"panel-inspector-many-{place}", window)
    window.document.select(Level.BUILDING, (0,))
    session.until(lambda: not window.room.inspector.charts.busy)
    window.room.inspector.ensureWidgetVisible(window.room.inspector.notes)
    session.take("panel-inspector-notes", window)
    window.document.select(Level.BUILDING)


def _two_scenarios(session: Session) -> None:
    window = session.window
    beside, document = window.room.centre, window.document
    window.operations.add_scenario("Deep", document.project.scenario.number)
    rest(session)
    window.do("all-advanced")
    rest(session)
    theme = window.room.presenter.theme
    window.room.docks["scenarios"].show()
    window.room.docks["scenarios"].raise_()
    document.set_theme(replace(theme, field="e_del_after_kwh_m2"))
    for name in ("twin-maps", "swipe-maps"):
        window.do(name)
        session.until(lambda: not beside.busy and beside.other.stage.picture is not None)
        session.take(f"panel-{name}", window)
        window.do(name)
    document.set_theme(replace(theme, field="e_del_after_kwh_m2", against=document.project.shelf[0].number))
    session.take("panel-difference", window)
    document.set_theme(theme)
    window.room.docks["inspector"].raise_()


def _guide(session: Session) -> None:
    window = session.window
    guide = window.room.guide
    next(iter(guide.rows.values())).head.click()
    session.take("panel-guide-open", window)
    next(iter(guide.rows.values())).head.click()
    window.do("tour")
    session.settle()
    session.take("panel-tour", window)
    from app.ui.tour import Tour

    for tour in window.findChildren(Tour):
        tour.close()
        tour.deleteLater()
