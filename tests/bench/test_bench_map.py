"""How long the map takes with 100 000 buildings; no test asserts a time. Run with ``--benchmark-enable``."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from app.mapimage.layers import extent_of, prepare
from app.mapimage.render import Renderer
from app.mapimage.scene import Look, Scene
from app.mapimage.theme import Theme, classes_of, colours_of
from app.mapimage.view import View
from gis.arrays import flatten

BUILDINGS = 100_000
THEME = Theme("e_del_kwh_m2")


def tiled(geometries, count, width, height):
    """Repeat real shapes beside each other until there are ``count``."""
    side = int(np.ceil(np.sqrt(count / len(geometries))))
    points, owner = shapely.get_coordinates(geometries), shapely.get_num_coordinates(geometries).sum()
    steps = [(column * width, row * height) for column in range(side) for row in range(side)]
    moved = np.concatenate([points + step for step in steps])
    assert len(moved) == owner * len(steps)
    return shapely.set_coordinates(np.tile(geometries, len(steps)), moved)[:count]


@pytest.fixture(scope="module")
def shapes(shared):
    path = shared / "geodata" / "cz_bubenec_momepy" / "bubenec.gpkg"
    layers = {
        name: gpd.read_file(path, layer=name).to_crs(5514) for name in ("buildings", "plots", "streets")
    }
    xmin, ymin, xmax, ymax = layers["plots"].total_bounds
    repeat = BUILDINGS / len(layers["buildings"])
    return {
        name: flatten(
            tiled(np.asarray(frame.geometry.values), round(len(frame) * repeat), xmax - xmin, ymax - ymin)
        )
        for name, frame in layers.items()
    }


@pytest.fixture(scope="module")
def scene(shapes):
    plots = prepare(shapes["plots"])
    return Scene(plots, prepare(shapes["buildings"]), plots, prepare(shapes["streets"]))


@pytest.fixture(scope="module")
def renderer():
    with Renderer() as made:
        yield made


@pytest.fixture(scope="module")
def values():
    return np.random.default_rng(5).gamma(5.0, 30.0, BUILDINGS)


@pytest.fixture(scope="module")
def look(scene, values):
    return Look(themed(scene, values))


@pytest.fixture(scope="module")
def whole(shapes):
    return View.of_extent(extent_of(shapes["buildings"]), 1600, 1000)


def themed(scene, values):
    block_of = np.zeros(len(values), np.int32)
    return colours_of(THEME, classes_of(THEME, values), block_of, len(scene.blocks))


def test_prepare(benchmark, shapes):
    assert len(benchmark(prepare, shapes["buildings"])) == BUILDINGS


def test_first_paint_of_everything(benchmark, renderer, scene, look, whole):
    image = benchmark(lambda: renderer.paint(renderer.draw(scene, whole), look))
    assert image.shape == (1000, 1600)


def test_supersampled_paint_of_everything(benchmark, renderer, scene, look, whole):
    image = benchmark(lambda: renderer.paint(renderer.draw(scene, whole, 2), look))
    assert image.shape == (1000, 1600)


@pytest.mark.parametrize("sampling", [1, 2])
def test_theme_change(benchmark, renderer, scene, values, whole, sampling):
    frame = renderer.draw(scene, whole, sampling)
    image = benchmark(lambda: renderer.paint(frame, Look(themed(scene, values))))
    assert len(np.unique(image)) > 5


@pytest.mark.parametrize("sampling", [1, 2])
def test_pan_frame(benchmark, renderer, scene, look, whole, sampling):
    before = renderer.draw(scene, whole, sampling)
    moved = whole.moved(40, 25)
    image = benchmark(lambda: renderer.paint(renderer.draw(scene, moved, sampling, before=before), look))
    assert image.shape == (1000, 1600)


def test_one_kilometre(benchmark, renderer, scene, look, whole):
    near = View(whole.x, whole.y, 1000 / 1600, 1600, 1000)
    image = benchmark(lambda: renderer.paint(renderer.draw(scene, near), look))
    assert image.shape == (1000, 1600)


@pytest.mark.parametrize("method", ["quantile", "natural"])
def test_classes(benchmark, values, method):
    assert len(benchmark(classes_of, Theme("e_del_kwh_m2", method=method), values)) == 5
