"""A project as a map."""

from app.services.mapping import content_of
from app.services.planning import apply_default


def test_shapes_are_flattened_once_while_frames_stay(town):
    assert content_of(apply_default(town, 2).project) is content_of(town)


def test_other_frames_are_flattened_anew(town):
    moved = town.replace(blocks=town.blocks.copy())
    assert content_of(moved) is not content_of(town)
    assert len(content_of(moved).buildings) == len(town.buildings)
