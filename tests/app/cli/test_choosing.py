"""Packages side by side and corrections, from the command line."""

import json
import re

import pandas as pd
import pytest
from typer.testing import CliRunner

from app.cli.commands import app
from app.services.files import save_project


@pytest.fixture(scope="module")
def plan(town, tmp_path_factory):
    path = tmp_path_factory.mktemp("choosing") / "plan.gpkg"
    save_project(town, path)
    return path


def kvarter(*arguments):
    done = CliRunner().invoke(app, [str(one) for one in arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_packages_are_compared_for_the_district(plan, town):
    found = {one["key"]: one for one in json.loads(kvarter("packages", plan, "--json"))["packages"]}
    assert list(found) == ["none", "usual", "advanced"]
    assert found["none"]["npv_eur"] == found["none"]["invest_eur"] == 0
    states = town.baseline.states
    assert found["advanced"]["npv_eur"] == pytest.approx(states.npv_eur[:, 2].sum())
    assert found["usual"]["buildings"] == int(town.assessment.district["renovated_count"][0])
    assert "Usual renovation" in kvarter("packages", plan)


def test_the_cost_optimum_is_a_table_and_a_file(plan, tmp_path):
    told = kvarter("cost-optimal", plan, "--out", tmp_path / "curves")
    assert "Doing nothing" in told
    curves = pd.read_csv(tmp_path / "curves" / "cost_optimal.csv")
    least = curves.loc[curves.groupby("archetype")["global_cost_eur_m2"].idxmin()]
    assert (least["least"] == "yes").all()
    assert curves["least"].eq("yes").sum() == curves["archetype"].nunique()


def test_a_correction_tells_what_it_does(plan, town, tmp_path):
    rule = "year_of_construction < 1980"
    told = kvarter("set", plan, "heating=wood_boiler", "--where", rule, "--out", tmp_path / "new.gpkg")
    count = int((town.stock.year_of_construction < 1980).sum())
    assert f"{count} buildings changed" in told
    before, after = re.search(r"Net present value: (.+) -> (.+) EUR", told).groups()
    assert before != after
