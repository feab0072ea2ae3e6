"""A look at a layer says how its texts are written, in an archive too."""

import zipfile

import geopandas as gpd
import pytest
from shapely.geometry import box

from gis.delivery import LayerChoice
from gis.glance import glance

NAMES = ["Сграда на площада", "Жилищен блок", "Училище"]


@pytest.fixture
def shapefile(tmp_path):
    shapes = [box(350_000 + 30 * n, 4_655_000, 350_010 + 30 * n, 4_655_010) for n in range(3)]
    frame = gpd.GeoDataFrame({"name": NAMES}, geometry=shapes, crs=32635)
    folder = tmp_path / "in"
    folder.mkdir()
    frame.to_file(folder / "town.shp", encoding="cp1251")
    (folder / "town.cpg").unlink(missing_ok=True)
    return folder / "town.shp"


def test_a_zipped_shapefile_shows_its_texts_in_several_encodings(shapefile, tmp_path):
    packed = tmp_path / "town.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for part in shapefile.parent.iterdir():
            archive.write(part, f"2026/{part.name}")
    plain, zipped = glance(LayerChoice(shapefile, "buildings")), glance(LayerChoice(packed, "buildings"))
    assert zipped.encodings[0].encoding == plain.encodings[0].encoding == "CP1251"
    assert zipped.previews == plain.previews
    assert NAMES[0] in zipped.previews["CP1251"]
    assert NAMES[0] not in zipped.previews["CP1252"]
