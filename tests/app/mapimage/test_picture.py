import io

import numpy as np
import pytest
from matplotlib.image import imread

from app.mapimage.colours import Colours
from app.mapimage.legend import legend
from app.mapimage.picture import MapContent, map_figure, map_picture, round_length
from app.mapimage.scene import Look
from app.mapimage.theme import Theme, classes_of, colours_of

THEME = Theme("e_del_kwh_m2", n=4)


@pytest.fixture
def drawing(squares):
    houses, block = squares
    classes = classes_of(THEME, np.array([50.0, 100.0, 150.0, 200.0]))
    look = Look(colours_of(THEME, classes, np.zeros(4, int), 1))
    return MapContent(block, houses), look, legend(THEME, classes)


def test_the_picture_has_its_size_and_the_colours_of_the_legend(drawing, tmp_path):
    target = tmp_path / "map.png"
    map_picture(target, *drawing, title="Four houses", sources="Test", size_px=(1000, 640))
    image = np.round(imread(target)[:, :, :3] * 255).astype(int)
    assert image.shape == (640, 1000, 3)
    for row in drawing[2].rows:
        assert (image == row.colour).all(axis=2).sum() > 200
    assert [path.name for path in tmp_path.iterdir()] == ["map.png"]


def test_the_picture_says_what_it_shows(drawing):
    figure = map_figure(*drawing, title="Four houses", sources="Land registry", size_px=(1000, 640))
    words = [text.get_text() for text in figure.texts]
    assert {"Four houses", "Land registry", "kWh/(m²a)", "buildings"} <= set(words)
    assert any("m" in text.get_text() for text in figure.axes[0].texts)
    assert "N" in [text.get_text() for text in figure.axes[0].texts]


def test_a_failed_write_leaves_the_old_picture(drawing, tmp_path):
    target = tmp_path / "map.png"
    target.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        map_picture(target, *drawing, title="x", sources="y", size_px=(100, 0))
    assert target.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_into_memory_without_a_legend():
    buffer = io.BytesIO()
    map_picture(
        buffer, MapContent(), Look(Colours.plain(0, 0)), None, title="Empty", sources="", size_px=(400, 300)
    )
    assert buffer.getvalue().startswith(b"\x89PNG")


@pytest.mark.parametrize(("room", "length"), [(160, 100), (99, 50), (45, 40), (2500, 2000)])
def test_bar_lengths_are_round(room, length):
    assert round_length(room) == length
