"""Layers that are hidden, weak, or shown only from near."""

from dataclasses import replace

import numpy as np
import pytest

from app.mapimage.colours import Colours, pack
from app.mapimage.scene import Look
from app.mapimage.shown import Showing, Shown, look_at, weakened

RED, WHITE = pack((200, 0, 0)), pack((255, 255, 255))


@pytest.fixture
def look():
    return Look(Colours(np.asarray([0, WHITE], np.uint32), np.asarray([0, RED, RED], np.uint32)))


def test_all_layers_are_shown_as_they_are_by_default(look):
    assert look_at(look, Shown(), 1000.0) is look


def test_a_hidden_layer_has_no_colour_and_no_line(look):
    bare = look_at(look, Shown(buildings=Showing(visible=False)), 1.0)
    assert bare.colours.buildings.tolist() == [0, 0, 0]
    assert bare.palette.building_line[3] == 0
    assert bare.colours.blocks is look.colours.blocks


def test_a_layer_for_near_views_is_gone_from_far(look):
    near = Shown(buildings=Showing(up_to=2.0))
    assert look_at(look, near, 2.0) is look
    assert look_at(look, near, 2.1).colours.buildings.tolist() == [0, 0, 0]


def test_half_opacity_halves_every_channel_of_a_premultiplied_colour(look):
    half = weakened(look.colours.buildings, 0.5)
    channels = [(int(half[1]) >> shift) & 255 for shift in (24, 16, 8, 0)]
    assert channels == [128, 100, 0, 0]


def test_the_ground_is_clear_when_something_lies_under_it(look):
    assert look_at(look, replace(Shown(), ground=False), 1.0).palette.background == (0, 0, 0, 0)
