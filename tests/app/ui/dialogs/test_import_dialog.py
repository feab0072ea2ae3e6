"""The dialog of an import: roles, layers, what is left out, where the cursor goes when a place is missing."""

import pytest

from app.ui.dialogs.import_dialog import ImportDialog


@pytest.fixture
def files(town, tmp_path):
    path = tmp_path / "town.gpkg"
    for layer, frame in (("buildings", town.buildings), ("plots", town.parcels), ("streets", town.streets)):
        frame[["geometry"]].to_file(path, layer=layer, engine="pyogrio", append=path.exists())
    roofs = tmp_path / "roofs.shp"
    town.buildings[["geometry"]].reset_index(drop=True).to_file(roofs, engine="pyogrio")
    roofs.with_suffix(".prj").unlink()
    return path, roofs


@pytest.fixture
def dialog(make_window):
    window = make_window()
    window.do("open-files")
    return window.findChild(ImportDialog)


def settle(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog._busy, timeout=20_000)


def test_one_file_fills_several_roles(dialog, qtbot, files):
    assert not dialog.load.isEnabled()
    dialog.add(files[:1])
    settle(qtbot, dialog)
    found = {role: (row.path, row.layer) for role, row in dialog.rows.items()}
    assert found == {
        "buildings": (files[0], "buildings"),
        "parts": (None, ""),
        "parcels": (files[0], "plots"),
        "streets": (files[0], "streets"),
        "blocks": (None, ""),
    }
    assert dialog.load.isEnabled()


def test_a_role_can_be_left_out(dialog, qtbot, files):
    dialog.add(files[:1])
    settle(qtbot, dialog)
    for role in ("streets", "buildings"):
        dialog.rows[role]._away.click()
        assert dialog.rows[role].path is None
    assert not dialog.load.isEnabled()
    assert dialog.rows["parcels"].path == files[0]


def test_a_file_can_be_given_a_role_by_hand(dialog, qtbot, files):
    dialog.look_into(dialog.rows["buildings"], files[0])
    settle(qtbot, dialog)
    row = dialog.rows["buildings"]
    assert row.path == files[0]
    assert row._layer.count() == 4  # the guess of the reader, and three layers
    assert row.layer == ""


def test_a_missing_place_leads_to_its_field(dialog, qtbot, files):
    dialog.add(files[1:])
    settle(qtbot, dialog)
    dialog.load.click()
    settle(qtbot, dialog)
    assert "EPSG" in dialog.fault.text()
    assert dialog.focusWidget() is dialog.crs


def test_name_and_pack_are_taken(dialog, qtbot, files):
    dialog.add(files[:1])
    settle(qtbot, dialog)
    dialog.name.setText("My town")
    dialog.country.setCurrentIndex(dialog.country.findData("DE"))
    document = dialog._operations.document
    dialog.load.click()
    qtbot.waitUntil(lambda: document.project is not None, timeout=30_000)
    assert (document.project.name, document.project.country) == ("My town", "DE")
