"""Roofs and walls that are delivered as features become the buildings they belong to."""

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import Polygon, box

from gis.delivery import DistrictFiles, LayerChoice
from gis.footprints import load_district

X, Y = 550_000.0, 6_080_000.0


def faces(number, words, *, ground=True):
    """Two roof halves, four walls and perhaps the ground of a house."""
    ground_word, roof, wall = words
    left = X + 30 * number
    found = [(roof, box(left - 0.5, Y, left + 5, Y + 8)), (roof, box(left + 5, Y, left + 10.5, Y + 8))]
    for a, b in (((0, 0), (10, 0)), ((10, 0), (10, 8)), ((10, 8), (0, 8)), ((0, 8), (0, 0))):
        low = [(left + x, Y + y, 0.0) for x, y in (a, b)]
        high = [(x, y, 6.0) for x, y, _ in reversed(low)]
        found.append((wall, Polygon([*low, *high])))
    if ground:
        found.append((ground_word, box(left, Y, left + 10, Y + 8)))
    return [(f"H{number}", kind, shape) for kind, shape in found]


def loaded(tmp_path, rows, names=("building_id", "type")):
    frame = gpd.GeoDataFrame(
        {names[0]: [row[0] for row in rows], names[1]: [row[1] for row in rows]},
        geometry=[row[2] for row in rows],
        crs=25832,
    )
    path = tmp_path / "faces.gpkg"
    frame.to_file(path)
    return load_district(DistrictFiles((LayerChoice(path, "buildings"),)))


WORDS = [
    ("GroundSurface", "RoofSurface", "WallSurface"),
    ("bldg:GroundSurface", "bldg:RoofSurface", "bldg:WallSurface"),
    ("Grundfläche", "Dachfläche", "Wandfläche"),
    ("suelo", "cubierta", "fachada"),
]


@pytest.mark.parametrize("words", WORDS)
def test_the_ground_draws_the_building_and_every_face_has_its_fate(tmp_path, words):
    intake = loaded(tmp_path, faces(0, words) + faces(1, words))
    assert list(intake.buildings.index) == ["H0", "H1"]
    assert intake.buildings.geometry.area.tolist() == pytest.approx([80.0, 80.0])
    fates = intake.account.fates
    assert len(fates) == 14
    assert (fates["fate"] != "rejected").sum() == 2
    codes = {each.code: each.args for each in intake.account.remarks}
    assert (codes["faces_united"]["count"], codes["faces_united"]["buildings"]) == (14, 2)


def test_without_grounds_the_roofs_draw_it(tmp_path):
    intake = loaded(
        tmp_path, faces(0, WORDS[0], ground=False) + faces(1, WORDS[0], ground=False), ("PARENT_ID", "cls")
    )
    assert list(intake.buildings.index) == ["H0", "H1"]
    assert intake.buildings.geometry.area.tolist() == pytest.approx([88.0, 88.0])
    assert intake.account.fates["reason"].value_counts()["section_of"] == 2


def test_buildings_whose_use_is_told_in_such_words_stay_buildings(tmp_path):
    rows = [
        (f"H{number}", "roof" if number % 2 else "house", box(X + 20 * number, Y, X + 20 * number + 9, Y + 9))
        for number in range(6)
    ]
    assert len(loaded(tmp_path, rows).account.fates) == 6
    assert not {"faces_united"} & {each.code for each in loaded(tmp_path, rows).account.remarks}


def test_faces_that_nobody_owns_are_not_united(tmp_path):
    rows = faces(0, WORDS[0]) + faces(1, WORDS[0])
    rows = [(f"F{place}", kind, shape) for place, (_, kind, shape) in enumerate(rows)]
    intake = loaded(tmp_path, rows)
    assert len(intake.account.fates) == len(rows)
    assert np.isfinite(intake.account.fates["area_in_m2"]).all()
