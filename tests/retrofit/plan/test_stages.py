"""Stages of a package: the last one is the package, none undoes another, and the heating comes last but the sun."""

import numpy as np

from retrofit.plan.package import STANDARD, Insulation, Package, Replacement, find_faults
from retrofit.plan.stages import STAGES, staged
from retrofit.stock.codes import ROOF, WALL, WINDOW

OWN = Package(
    "deep",
    ((ROOF, Insulation(0.2)), (WALL, Insulation(0.16)), (WINDOW, Replacement(0.8))),
    n_infiltration_1h=0.1,
    generator="heat_pump_air",
    ventilation="heat_recovery",
    controls=("room_controls",),
    solar_thermal=True,
)
ABOVE = Package("above", ((ROOF, Insulation(0.3)),), builds_on="deep")


def test_every_stage_adds_and_the_last_one_is_the_package():
    packages = (*STANDARD, OWN, ABOVE)
    found, place = staged(packages)
    assert found[: len(packages)] == packages
    assert place.shape == (len(packages), len(STAGES) + 1)
    assert (place[:, -1] == np.arange(len(packages))).all()
    assert (place[:, 0] == 0).all()
    assert not find_faults(found)
    cover, shell, heating = (found[place[3, done]] for done in (1, 2, 3))
    assert dict(cover.elements).keys() == {ROOF}
    assert (cover.generator, cover.ventilation, cover.n_infiltration_1h) == ("", "", None)
    assert dict(shell.elements).keys() == {ROOF, WALL, WINDOW}
    assert (shell.generator, shell.ventilation) == ("", "heat_recovery")
    assert (heating.generator, heating.solar_thermal) == ("heat_pump_air", True)
    assert found[place[4, 2]].builds_on == shell.key
