"""Passports: the way ends where the plan is, the sums are the plan's, and many can be stopped and gone on with."""

import json

import numpy as np
import pytest
from pypdf import PdfReader

from app.errors import UserError
from app.project import Privacy
from app.services.packs import pack_of
from app.services.papers.many import file_name, write_passports
from app.services.papers.passport import all_heated, passports
from app.services.papers.sender import Sender
from app.services.planning import assign_package, set_packages
from app.services.privacy import set_privacy
from retrofit import pipeline
from retrofit.errors import Cancelled
from retrofit.plan.package import STANDARD, Insulation, Package, Replacement
from retrofit.plan.stages import staged
from retrofit.stock.codes import ROOF, WALL, WINDOW

DEEP = Package(
    "deep",
    ((ROOF, Insulation(0.2)), (WALL, Insulation(0.16)), (WINDOW, Replacement(0.8))),
    generator="heat_pump_air",
    ventilation="heat_recovery",
    controls=("room_controls",),
    solar_thermal=True,
    pv_share=0.5,
)
ABOVE = Package("above", ((ROOF, Insulation(0.3)),), builds_on="deep")
SENDER = Sender("Town of Tests")


@pytest.fixture(scope="module")
def deep(town):
    project = set_packages(town, (DEEP, ABOVE)).project
    return assign_package(project, np.arange(len(project.buildings)), 3).project


def test_need_never_rises_and_cost_never_falls_from_stage_to_stage(deep):
    packages, place = staged((*STANDARD, DEEP, ABOVE))
    states = pipeline.with_packages(deep.baseline, packages, pack_of(deep), deep.assumptions).states
    heated = deep.baseline.typed.heated
    for row in range(len(place)):
        need, spent = (values[heated][:, place[row]] for values in (states.q_h_nd_kwh, states.invest_eur))
        assert (np.diff(need, axis=1) <= 1e-6 * need[:, :1]).all()
        assert (np.diff(spent, axis=1) >= -1e-6).all()
    for row in range(len(STANDARD) + 2):
        for name in ("q_h_nd_kwh", "e_del_total_kwh", "co2_kg", "invest_eur", "npv_eur"):
            np.testing.assert_allclose(
                getattr(states, name)[:, row], getattr(deep.baseline.states, name)[:, row], rtol=1e-9
            )


def test_a_passport_ends_where_the_plan_is(deep):
    rows = all_heated(deep)
    found = list(passports(deep, rows))
    assert [one.row for one in found] == rows.tolist()
    results = deep.assessment.buildings
    for one in found:
        last = one.steps[-1].after
        assert sum(step.invest_eur for step in one.steps) == pytest.approx(results["invest_eur"][one.row])
        assert last.e_del_kwh_m2 == pytest.approx(results["e_del_after_kwh_m2"][one.row])
        assert last.co2_kg == pytest.approx(results["co2_after_kg"][one.row])
        assert one.now.e_del_kwh_m2 == pytest.approx(results["e_del_kwh_m2"][one.row])
    keys = [step.key for step in found[0].steps]
    assert keys == ["cover", "shell", "heating", "sun"]


def test_the_inside_gets_warmer_where_the_shell_is_done(deep):
    one = next(passports(deep, all_heated(deep)[:1]))
    shell = next(step for step in one.steps if step.key == "shell")
    assert shell.after.surface_c[0] > one.now.surface_c[0]
    assert shell.after.surface_c[1] > one.now.surface_c[1]
    assert shell.after.surface_c[0] < 20.0


def test_paper_and_json_say_the_same(deep, tmp_path):
    found = write_passports(deep, tmp_path, SENDER, all_heated(deep)[:1])
    assert (found.made, found.kept) == (1, 0)
    told = json.loads(next(tmp_path.glob("*.json")).read_text(encoding="utf-8"))
    said = "".join(
        "".join(page.extract_text().split()) for page in PdfReader(next(tmp_path.glob("*.pdf"))).pages
    )
    assert told["units"]["e_del_kwh_m2"] == "kWh/(m²a)"
    assert told["status"] == "indicative"
    for step in told["passport"]["steps"]:
        assert f"{step['invest_eur']:,.0f}".replace(",", "") in said
    assert told["passport"]["building_id"] in said
    assert "TownofTests" in said


def test_a_stopped_run_goes_on_and_another_plan_is_not_overwritten_unasked(town, tmp_path):
    rows = all_heated(town)[:4]

    def stop(fraction, what):
        if what == "passports" and fraction > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_passports(town, tmp_path, SENDER, rows, stop)
    done = sorted(path.name for path in tmp_path.glob("*.pdf"))
    assert 0 < len(done) < 4
    again = write_passports(town, tmp_path, SENDER, rows)
    assert (again.made, again.kept) == (4 - len(done), len(done))
    other = assign_package(town, rows, 2).project
    with pytest.raises(UserError, match="export_exists"):
        write_passports(other, tmp_path, SENDER, rows)
    assert write_passports(other, tmp_path, SENDER, rows, overwrite=True).made == 4


def test_a_building_that_the_plan_leaves_gets_a_proposal(town):
    rows = all_heated(town)[:1]
    idle = assign_package(town, rows, 0).project
    one = next(passports(idle, rows))
    assert not one.proposed
    assert one.package == "usual"
    assert one.steps


def test_nobody_gets_passports_of_private_or_cold_buildings(town, tmp_path):
    private = set_privacy(town, Privacy(on=True)).project
    with pytest.raises(UserError, match="privacy_refused"):
        write_passports(private, tmp_path, SENDER)
    cold = np.flatnonzero(~town.baseline.typed.heated)[:2]
    with pytest.raises(UserError, match="passports_none"):
        write_passports(town, tmp_path, SENDER, cold)


def test_names_of_files_are_taken_by_every_system_and_stay_apart():
    names = ["a/b", "a:b", "a_b", "ærø", "Пловдив 1", "😀", "x" * 300, "CON", "a\\b", "..", "A_B"]
    made = [file_name("passport", name) for name in names]
    assert len({one.casefold() for one in made if one.casefold() != "passport-a_b"}) == len(names) - 2
    for one in made:
        assert len(one) <= 90
        assert not set(one) & set('/\\:*?"<>|')
        assert one.startswith("passport-")
    assert file_name("passport", "ærø") == "passport-ærø"
