"""Colours are told apart by colour-blind readers and in grey."""

import itertools

import numpy as np
import pytest

from app.mapimage.colours import (
    NAMED,
    NO_VALUE,
    NOT_HEATED,
    PAIRS,
    RAMPS,
    diverging_colours,
    named_colours,
    ramp_colours,
)

SEEN = {
    "all": np.eye(3),
    "no red": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "no green": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "no blue": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}  # fmt: skip
"""Machado, Oliveira and Fernandes 2009, severity 1, doi:10.1109/TVCG.2009.113; for linear light."""

TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(rgb):
    share = np.asarray(rgb, float) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def lab(rgb, eye):
    xyz = np.clip(linear(rgb) @ np.asarray(SEEN[eye]).T, 0, 1) @ TO_XYZ.T / [0.9505, 1.0, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.column_stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])])


def nearest(rgb, eye):
    """Smallest difference between two of some colours (CIE 1976)."""
    seen = lab(rgb, eye)
    return min(np.linalg.norm(one - other) for one, other in itertools.combinations(seen, 2))


def lightness(rgb):
    return lab(rgb, "all")[:, 0]


@pytest.mark.parametrize("eye", SEEN)
def test_names_are_told_apart_by_every_eye(eye):
    assert nearest(named_colours(len(NAMED.split())), eye) > 12


@pytest.mark.parametrize("eye", SEEN)
def test_pairs_of_results_are_told_apart_by_every_eye(eye):
    assert nearest(PAIRS, eye) > 12
    assert nearest([*PAIRS, NOT_HEATED], eye) > 8


@pytest.mark.parametrize("eye", SEEN)
@pytest.mark.parametrize("name", RAMPS)
def test_five_classes_are_told_apart_by_every_eye(name, eye):
    colours = diverging_colours(name, 2, 1, 2) if RAMPS[name].diverging else ramp_colours(name, 5)
    assert nearest(colours, eye) > 6


def test_both_results_of_a_pair_darken_in_grey():
    light = lightness(PAIRS).reshape(3, 3)
    assert (np.diff(light, axis=0) < 0).all()
    assert (np.diff(light, axis=1) < 0).all()


@pytest.mark.parametrize("n", range(2, 13))
@pytest.mark.parametrize("name", [name for name, ramp in RAMPS.items() if not ramp.diverging])
def test_ramps_are_in_order_in_grey(name, n):
    steps = np.diff(lightness(ramp_colours(name, n)))
    assert (steps > 0.5).all() or (steps < -0.5).all()


@pytest.mark.parametrize("name", [name for name, ramp in RAMPS.items() if ramp.diverging])
def test_diverging_ramps_darken_towards_both_ends_in_grey(name):
    light = lightness(diverging_colours(name, 4, 1, 4))
    assert (np.diff(light[:5]) > 0).all()
    assert (np.diff(light[4:]) < 0).all()


def test_what_has_no_value_is_no_colour_of_a_name():
    for grey in (NO_VALUE, NOT_HEATED):
        assert np.abs(named_colours(12).astype(int) - grey).max(axis=1).min() > 30
