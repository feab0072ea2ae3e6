"""A GIS officer changes the limits of cleaning, reads the files again, and writes the recipe down."""

import geopandas as gpd
import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog
from shapely.geometry import box

from app.services.editing import set_values
from app.services.files import open_project, save_project
from app.services.intake import ImportRequest, import_district
from app.services.recipes import read_recipe
from app.ui.dialogs.import_dialog import CHECK, ImportDialog
from app.ui.dialogs.intake.limits_form import LIMITS
from gis.delivery import DistrictFiles, FieldChoice, LayerChoice
from gis.thresholds import USUAL, Thresholds

X, Y = 550_000, 6_080_000
SIDES = (10, 12, 14, 2.5, 3.0)


@pytest.fixture
def town(tmp_path):
    """Three houses, and two boxes of 6 and 9 m²."""
    shapes = [box(X + 30 * place, Y, X + 30 * place + side, Y + side) for place, side in enumerate(SIDES)]
    frame = gpd.GeoDataFrame(
        {"id": list("abcde"), "Bauj": [1950, 1960, 1970, 1980, 1990]}, geometry=shapes, crs=25832
    )
    path = tmp_path / "town.gpkg"
    frame.to_file(path)
    return path


def settle(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog._busy, timeout=60_000)


def loaded(qtbot, window):
    document = window.document
    qtbot.waitUntil(lambda: document.project is not None and not window.runner.busy, timeout=60_000)
    return document.project


@pytest.fixture
def window(make_window, qtbot, town):
    window = make_window()
    window.do("open-files")
    dialog = window.findChild(ImportDialog)
    dialog.add((town,))
    settle(qtbot, dialog)
    dialog.load.click()
    loaded(qtbot, window)
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is None)
    return window


def open_again(qtbot, window):
    window.do("clean-again")
    dialog = window.findChild(ImportDialog)
    settle(qtbot, dialog)
    return dialog


def test_every_limit_has_a_field_which_gives_it_back(make_window, qtbot):
    assert set(LIMITS) == set(Thresholds.__slots__)
    window = make_window()
    window.do("open-files")
    form = window.findChild(ImportDialog).check.limits
    assert form.limits == USUAL
    other = Thresholds.of(smallest_m2=7.5, sliver_m=0.2, same_share=0.9, far_km=12, section_gap_m=3)
    form.show_limits(other)
    assert form.limits == other
    form.usual.click()
    assert form.limits == USUAL
    window.findChild(ImportDialog).reject()


def test_other_limits_are_tried_seen_taken_and_undone(window, qtbot):
    before = window.document.project
    assert len(before.buildings) == 5
    dialog = open_again(qtbot, window)
    assert dialog.rows["buildings"].path.name == "town.gpkg"
    dialog.pages.setCurrentIndex(CHECK)
    settle(qtbot, dialog)
    assert dialog.check.again.isHidden()
    dialog.check.opens.click()
    dialog.check.limits.boxes["smallest_m2"].setValue(8)
    assert dialog.check.again.isVisible()
    dialog.check.again.click()
    settle(qtbot, dialog)
    rejected = [row for row in dialog.check.fates.texts() if row[1].casefold() == "rejected"]
    assert [row[2] for row in rejected] == ["1"]
    assert dialog.check.again.isHidden()
    dialog.load.click()
    qtbot.waitUntil(lambda: len(window.document.project.buildings) == 4, timeout=60_000)
    assert window.document.project.files.limits.smallest_m2 == 8
    again = open_again(qtbot, window)
    assert again.check.limits.boxes["smallest_m2"].value() == 8
    again.reject()
    window.do("undo")
    assert window.document.project is before


def test_what_was_corrected_outlives_a_cleaning(window, qtbot):
    rows = np.array([2], dtype=np.int32)
    project = set_values(window.document.project, rows, {"year_of_construction": "1901"}).project
    window.document.open(project, None, saved=False)
    dialog = open_again(qtbot, window)
    dialog.check.limits.boxes["smallest_m2"].setValue(100.5)
    dialog.load.click()
    qtbot.waitUntil(lambda: len(window.document.project.buildings) == 2, timeout=60_000)
    kept = window.document.project.buildings
    assert kept["year_of_construction"].to_dict() == {"b": 1960, "c": 1901}


def test_the_recipe_of_a_plan_repeats_it_elsewhere(window, qtbot, tmp_path, monkeypatch):
    target = tmp_path / "recipes" / "mine"
    target.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.do("save-recipe")
    written = target.with_suffix(".toml")
    qtbot.waitUntil(lambda: written.exists() and not window.runner.busy)
    assert 'file = "../town.gpkg"' in written.read_text(encoding="utf-8")
    again = import_district(read_recipe(written).request).project
    mine = window.document.project
    assert again.buildings.index.tolist() == mine.buildings.index.tolist()
    assert again.buildings["year_of_construction"].tolist() == mine.buildings["year_of_construction"].tolist()
    assert (again.name, again.country) == (mine.name, mine.country)


def test_files_of_a_plan_outlive_saving(window, tmp_path):
    save_project(window.document.project, tmp_path / "p.gpkg")
    again = open_project(tmp_path / "p.gpkg").project
    assert again.files == window.document.project.files
    assert again.files.layers[0].path.is_absolute()


def test_columns_and_letters_that_were_chosen_hold_when_it_is_read_again(make_window, qtbot, town):
    fields = {"year_of_construction": FieldChoice(""), "number_of_dwellings": FieldChoice("Bauj")}
    files = DistrictFiles((LayerChoice(town, "buildings", encoding="CP1252", fields=fields),))
    window = make_window()
    window.operations.import_district(ImportRequest(files))
    assert loaded(qtbot, window).files == files
    dialog = open_again(qtbot, window)
    assert dialog.request.files.layers == files.layers
    dialog.pages.setCurrentIndex(1)
    settle(qtbot, dialog)
    kept = dialog.request.files.layers[0]
    assert kept.encoding == "CP1252"
    assert {name: kept.fields[name] for name in fields} == fields
    dialog.reject()
