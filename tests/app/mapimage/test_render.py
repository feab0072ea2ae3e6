import numpy as np
import pytest

from app.mapimage.colours import SELECTION, Colours, pack
from app.mapimage.layers import extent_of, prepare
from app.mapimage.raster import new_token
from app.mapimage.render import Renderer
from app.mapimage.scene import Look, Scene
from app.mapimage.view import View
from gis.arrays import flatten


@pytest.fixture
def renderer():
    with Renderer() as made:
        yield made


@pytest.fixture
def scene(squares):
    houses, block = squares
    return Scene(prepare(block), prepare(houses))


VIEW = View(35, 5, 0.25, 400, 160)


def coloured(*colours):
    table = np.asarray([0, *(pack(colour) for colour in colours)], np.uint32)
    return Colours(np.asarray([0, pack((255, 255, 255))], np.uint32), table)


RED, GREEN, BLUE, BLACK = (200, 0, 0), (0, 200, 0), (0, 0, 200), (9, 9, 9)


@pytest.mark.parametrize("sampling", [1, 2, 3])
def test_each_building_has_its_colour(renderer, scene, sampling):
    frame = renderer.draw(scene, VIEW, sampling)
    image = renderer.paint(frame, Look(coloured(RED, GREEN, BLUE, BLACK)))
    for row, colour in enumerate((RED, GREEN, BLUE, BLACK)):
        column, line = VIEW.to_pixel(row * 20 + 5, 5)
        assert image[int(line), int(column)] == pack(colour)


def test_another_theme_uses_the_same_ids(renderer, scene):
    frame = renderer.draw(scene, VIEW, 2)
    column, line = (int(place) for place in VIEW.to_pixel(5, 5))
    first = renderer.paint(frame, Look(coloured(RED, GREEN, BLUE, BLACK)))
    second = renderer.paint(frame, Look(coloured(BLUE, GREEN, BLUE, BLACK)))
    assert first[line, column] == pack(RED)
    assert second[line, column] == pack(BLUE)


def test_a_selected_building_has_a_rim_and_a_tint(renderer, scene):
    frame = renderer.draw(scene, VIEW, 1)
    image = renderer.paint(frame, Look(coloured(RED, GREEN, BLUE, BLACK), buildings=np.array([1])))
    assert pack(SELECTION) in image
    column, line = VIEW.to_pixel(25, 5)
    assert image[int(line), int(column)] not in {pack(GREEN), pack(SELECTION)}


@pytest.mark.parametrize("sampling", [1, 2])
@pytest.mark.parametrize("step", [(13, 0), (-9, 31), (0, -17), (900, 0)])
def test_a_panned_frame_equals_a_new_one(renderer, town, sampling, step):
    layer = prepare(flatten(town))
    scene = Scene(layer, layer, layer, layer)
    view = View.of_extent(extent_of(flatten(town)), 300, 200)
    before = renderer.draw(scene, view, sampling)
    panned = renderer.draw(scene, view.moved(*step), sampling, before=before)
    new = renderer.draw(scene, view.moved(*step), sampling)
    assert np.mean(panned.ids.buildings == new.ids.buildings) > 0.9999
    assert np.mean(panned.ids.lines == new.ids.lines) > 0.999


def test_a_cancelled_frame_is_none(renderer, scene):
    token = new_token()
    token[0] = 1
    assert renderer.draw(scene, VIEW, cancel=token) is None


def test_an_empty_scene_is_background(renderer):
    image = renderer.paint(renderer.draw(Scene(), VIEW, 2), Look(Colours.plain(0, 0)))
    assert len(np.unique(image)) == 1


@pytest.mark.parametrize("sampling", [1, 2])
@pytest.mark.parametrize("way", [1, 2])
def test_a_hatched_building_has_lines_over_its_colour(renderer, scene, sampling, way):
    frame = renderer.draw(scene, VIEW, sampling)
    plain = coloured(RED, RED, RED, RED)
    hatched = Colours(plain.blocks, plain.buildings, np.array([0, 0, way, 0, 0], np.uint8))
    one, other = renderer.paint(frame, Look(plain)), renderer.paint(frame, Look(hatched))
    changed = np.flatnonzero((one != other).any(axis=0))
    left, right = (VIEW.to_pixel(x, 5)[0] for x in (20, 30))
    assert left - 1 <= changed.min() < changed.max() <= right + 1
    inside = other[:, int(left) + 2 : int(right) - 2]
    assert (inside == pack(RED)).any()


def test_a_hatch_moves_along_with_the_map(renderer, scene):
    plain = coloured(RED, GREEN, BLUE, RED)
    hatched = Look(Colours(plain.blocks, plain.buildings, np.array([0, 1, 2, 1, 2], np.uint8)))
    before = renderer.paint(renderer.draw(scene, VIEW, 1), hatched)
    after = renderer.paint(renderer.draw(scene, VIEW.moved(7, 3), 1), hatched)
    np.testing.assert_array_equal(after[10:, 10:-10], before[7:-3, 3:-17])
