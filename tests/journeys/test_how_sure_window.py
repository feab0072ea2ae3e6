"""A planner asks how sure a plan is, compares it with meters, changes it, and asks again."""

import numpy as np

from app.ui.dialogs.calibration import CalibrationDialog
from app.ui.dialogs.uncertainty import UncertaintyDialog
from retrofit.stock.fields import Level


def test_from_a_doubt_to_meters_and_back(make_window, qtbot, tmp_path):
    window = make_window()

    def wait():
        qtbot.waitUntil(lambda: not window.runner.busy, timeout=60_000)

    window.operations.open_synthetic()
    wait()
    document, inspector = window.document, window.room.inspector

    def banded():
        return "in 8 of 10 draws" in [row[0] for row in inspector._change.texts()]

    assert not banded()
    inspector.sure.click()
    dialog = window.findChild(UncertaintyDialog)
    wait()
    first = dialog.headline.text()
    assert dialog.ranges.texts()
    dialog.reject()
    assert banded()

    heated = np.flatnonzero(document.project.baseline.typed.heated)
    document.select(Level.BUILDING, (int(heated[0]),))
    assert banded()
    window.do("give-advanced")
    wait()
    assert not banded()
    window.do("certainty")
    dialog = next(one for one in window.findChildren(UncertaintyDialog) if one.isVisible())
    wait()
    assert dialog.headline.text() != first
    assert dialog.selected.rowCount() == 1
    dialog.reject()
    window.do("undo")
    assert banded()
    assert document.undo_stack.count() == 1

    energy = document.project.assessment.buildings["e_del_kwh"]
    rows = [f"{name};{0.7 * kwh:.1f};2023".replace(".", ",") for name, kwh in
            zip(document.project.buildings.index, energy, strict=True) if kwh > 0]  # fmt: skip
    table = tmp_path / "readings.csv"
    table.write_text("\n".join(["building_id;kWh;year", *rows]))
    window.do("meters")
    compared = window.findChild(CalibrationDialog)
    compared.file.set(table)
    compared.compare.click()
    wait()
    assert compared.fault.isHidden()
    raw, calibrated = (float(cell.replace("\u202f", "")) for cell in compared.energy.texts()[0][1:3])
    assert calibrated < raw
    assert "decimal commas" in compared.noticed.text()
    compared.reject()
    assert document.undo_stack.count() == 1
