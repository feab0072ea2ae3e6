"""Heritage protection from a layer, in a plan."""

import geopandas as gpd
import numpy as np
import pytest

from app.errors import UserError
from app.services.files import open_project, save_project
from app.services.protection import ProtectionRequest, protect
from app.text.messages import finding_sentence
from retrofit.stock import codes


@pytest.fixture
def zone(town, tmp_path):
    def zone(block):
        path = tmp_path / "old_town.gpkg"
        shape = town.blocks.geometry.iloc[[block]].buffer(3)
        gpd.GeoDataFrame(geometry=list(shape), crs=town.blocks.crs).to_file(path)
        return path

    return zone


def test_a_protected_block_takes_less_off_its_walls(town, zone, tmp_path):
    found = protect(town, ProtectionRequest(zone(0))).project
    inside = town.stock.block_of == 0
    assert (found.stock.heritage[inside] == codes.PROTECTED_FACADE).all()
    assert (found.stock.heritage[~inside] == town.stock.heritage[~inside]).all()
    rows = np.flatnonzero(inside & found.baseline.typed.heated)
    wall = found.baseline.states.u_w_m2k[rows, 2, codes.WALL]
    assert (wall >= town.baseline.states.u_w_m2k[rows, 2, codes.WALL]).all()
    assert found.assessment.district["e_del_saving_kwh"] < town.assessment.district["e_del_saving_kwh"]
    remark = next(one for one in found.account.remarks if one.code == "protection_taken")
    assert remark.args["facade"] == inside.sum() == len(remark.feature_ids)
    save_project(found, tmp_path / "plan.gpkg")
    again = open_project(tmp_path / "plan.gpkg").project
    assert (again.stock.heritage == found.stock.heritage).all()


def test_a_layer_somewhere_else_changes_nothing_and_says_so(town, tmp_path):
    path = tmp_path / "far.gpkg"
    far = town.blocks.geometry.iloc[[0]].translate(50_000, 0)
    gpd.GeoDataFrame(geometry=list(far), crs=town.blocks.crs).to_file(path)
    with pytest.raises(UserError) as fault:
        protect(town, ProtectionRequest(path))
    assert fault.value.code == "protection_nowhere"


def test_what_was_taken_is_told_in_a_sentence(town, zone):
    from app import bridge

    found = protect(town, ProtectionRequest(zone(1), default="whole")).project
    told = [finding_sentence(one) for one in bridge.findings(found) if one.code == "protection_taken"]
    assert len(told) == 1
    assert "old_town.gpkg" in told[0]
