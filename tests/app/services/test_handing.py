"""Layers for other programs: what they mean stands in them, and real QGIS draws the classes of the map."""

import json
import os
import shutil
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from app.mapimage.theme import Theme
from app.services.exporting import HANDED, QGIS, ExportRequest, export_plan
from app.services.mapping import themed
from gis.geopackage import read_geopackage
from retrofit.stock.fields import FIELDS, Level

SYSTEM_PYTHON = "/usr/bin/python3"
ASK = """
import json, sys
from qgis.core import QgsApplication, QgsProject, QgsRenderContext, QgsVectorLayer
QgsApplication.setPrefixPath("/usr", True)
app = QgsApplication([], False)
app.initQgis()
project = QgsProject.instance()
told = {"read": project.read(sys.argv[1]), "crs": project.crs().authid(), "layers": {}, "groups": [one.name() for one in project.layerTreeRoot().findGroups()]}
for layer in project.mapLayers().values():
    about = {"valid": layer.isValid(), "rows": layer.featureCount(), "styles": layer.styleManager().styles(), "kind": layer.renderer().type(), "classes": {}}
    if layer.name() == sys.argv[2]:
        renderer, context = layer.renderer().clone(), QgsRenderContext()
        renderer.startRender(context, layer.fields())
        for feature in layer.getFeatures():
            context.expressionContext().setFeature(feature)
            if renderer.type() == "RuleRenderer":
                keys = renderer.legendKeysForFeature(feature, context)
                rules = {rule.ruleKey(): rule.symbol() for rule in renderer.rootRule().children()}
                found = [rules[key].color().name() for key in keys if key in rules]
            else:
                found = [renderer.symbolForFeature(feature, context).color().name()]
            about["classes"][str(feature["building_id"])] = found[0] if len(found) == 1 else found
        renderer.stopRender(context)
        about["aliases"] = [field.displayName() for field in layer.fields()][:8]
    told["layers"][layer.name()] = about
told["relations"] = len(project.relationManager().relations())
print("TOLD" + json.dumps(told))
"""


@pytest.fixture(scope="module")
def handed(town, tmp_path_factory):
    folder = tmp_path_factory.mktemp("handed") / "Peña & Õ"
    request = ExportRequest(folder, shapefile=False, geopackage=False, csv=False, picture=False)
    export_plan(town, request)
    return folder


def test_columns_have_meanings_and_sources_stand_inside(town, handed):
    with closing(sqlite3.connect(handed / HANDED)) as base:
        told = dict(
            base.execute("SELECT column_name, title FROM gpkg_data_columns WHERE table_name = 'buildings'")
        )
        (facts,) = base.execute(
            "SELECT metadata FROM gpkg_metadata WHERE mime_type = 'application/json'"
        ).fetchone()
        related = base.execute("SELECT base_table_name, related_table_name FROM gpkgext_relations").fetchall()
        pairs = base.execute("SELECT count(*) FROM blocks_buildings").fetchone()[0]
    assert told["e_del_kwh_m2"] == "Delivered energy per m² [kWh/(m²a)]"
    known = json.loads(facts)
    assert {"geometry", "typology", "climate", "pack", "price_year", "vat", "currency"} <= set(known)
    assert ("blocks", "buildings") in related
    assert pairs == len(town.buildings)


def test_values_and_nulls_are_those_of_the_plan(town, handed):
    found = read_geopackage(handed / HANDED).layers["buildings"].set_index("building_id")
    found = found.loc[town.buildings.index]
    results = town.assessment.buildings
    for name in ("e_del_kwh", "invest_eur", "payback_simple_a"):
        np.testing.assert_array_equal(found[name].to_numpy(dtype=float), results[name])
    assert found["payback_simple_a"].isna().any()


def test_the_project_names_its_layers_from_where_it_lies(handed):
    with zipfile.ZipFile(handed / QGIS) as archive:
        text = archive.read(archive.namelist()[0]).decode()
    assert f"./{HANDED}|layername=buildings" in text
    assert str(handed) not in text


@pytest.mark.parametrize("field", ["e_del_kwh_m2", "saving_pct", "package"])
def test_qgis_opens_the_project_with_the_classes_and_colours_of_the_map(town, tmp_path, field):
    if shutil.which("qgis") is None or not Path(SYSTEM_PYTHON).exists():
        pytest.skip("QGIS is not installed")
    theme = Theme(field, Level.BUILDING)
    request = ExportRequest(
        tmp_path, shapefile=False, geopackage=False, csv=False, picture=False, theme=theme
    )
    export_plan(town, request)
    script = tmp_path / "ask.py"
    script.write_text(ASK, encoding="utf-8")
    clean = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    clean |= {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path)}
    words = [SYSTEM_PYTHON, str(script), str(tmp_path / QGIS), "Buildings"]
    ran = subprocess.run(words, env=clean, capture_output=True, text=True, timeout=120, check=False)
    line = next((one for one in ran.stdout.splitlines() if one.startswith("TOLD")), None)
    if line is None and "No module named" in ran.stderr:
        pytest.skip("the Python of QGIS is not installed")
    assert line is not None, ran.stderr[-1500:]
    told = json.loads(line.removeprefix("TOLD"))
    assert told["read"]
    assert told["crs"] == town.crs
    assert told["groups"] == ["Plan", "Cadastre"]
    assert all(layer["valid"] for layer in told["layers"].values())
    assert told["relations"] >= 2
    buildings = told["layers"]["Buildings"]
    assert buildings["rows"] == len(town.buildings)
    assert len(buildings["styles"]) > 10
    assert FIELDS["block_id"].label in buildings["aliases"]
    colours = themed(town, theme)
    by_key = {row.key: "#{:02x}{:02x}{:02x}".format(*row.colour) for row in colours.legend.rows}
    expected = {
        str(name): by_key[int(key)]
        for name, key in zip(town.buildings.index, colours.classes.index, strict=True)
    }
    assert buildings["classes"] == expected
