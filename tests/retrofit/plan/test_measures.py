"""Packages: never worse, fallbacks, thickness."""

from dataclasses import replace

import numpy as np
import pytest

from retrofit.plan.measures import package_states
from retrofit.stock import codes


def changed(types, **values):
    """A copy of the types in which ``name=(place, value)`` is set."""
    arrays = {}
    for name, (place, value) in values.items():
        arrays[name] = getattr(types, name).copy()
        arrays[name][place] = value
    return replace(types, **arrays)


def test_the_packages_are_the_published_variants(make_pack):
    pack = make_pack()
    states = package_states(pack)
    np.testing.assert_array_equal(states.u_w_m2k, pack.archetypes.u_w_m2k)
    np.testing.assert_array_equal(states.g_window, pack.archetypes.g_window)
    assert not states.fallback.any()
    assert not states.kept_below.any()
    assert np.isnan(states.thickness_m[:, 0]).all()
    np.testing.assert_allclose(states.thickness_m[:, 1:, :3], pack.archetypes.thickness_m[:, 1:, :3])


def test_an_element_is_never_made_worse(make_pack, make_archetypes):
    types = changed(make_archetypes(), u_w_m2k=((0, 1, codes.WINDOW), 5.7), g_window=((0, 1), 0.9))
    states = package_states(make_pack(archetypes=types))
    assert states.u_w_m2k[0, 1, codes.WINDOW] == types.u_w_m2k[0, 0, codes.WINDOW]
    assert states.g_window[0, 1] == types.g_window[0, 0]
    assert np.isnan(states.thickness_m[0, 1, codes.WINDOW])
    assert (np.diff(states.u_w_m2k, axis=1) <= 0).all()


def test_the_advanced_package_keeps_what_the_usual_one_does_better(make_pack, make_archetypes):
    types = changed(make_archetypes(), u_w_m2k=((0, 2, codes.WINDOW), 5.7))
    states = package_states(make_pack(archetypes=types))
    assert states.u_w_m2k[0, 2, codes.WINDOW] == types.u_w_m2k[0, 1, codes.WINDOW]
    assert states.g_window[0, 2] == types.g_window[0, 1]
    assert states.variant_of[0, 2, codes.WINDOW] == 1
    np.testing.assert_array_equal(np.argwhere(states.kept_below), [[0, 2]])


def test_thickness_follows_from_conductivity_where_none_is_published(make_pack, make_archetypes):
    types = changed(make_archetypes(), thickness_m=((0, 1, codes.WALL), 0.0))
    types = changed(types, thickness_m=((0, 2, codes.WALL), np.nan))
    states = package_states(make_pack(archetypes=types))
    u = types.u_w_m2k[0, :, codes.WALL]
    expected = 0.035 * (1 / u[1:] - 1 / u[0])
    np.testing.assert_allclose(states.thickness_m[0, 1:, codes.WALL], expected)


def test_a_missing_variant_takes_the_packs_fallback(make_pack, make_archetypes):
    types = changed(make_archetypes(), has_variant=((0, 2), False), u_w_m2k=((0, 2), 0.0))
    states = package_states(make_pack(archetypes=types))
    np.testing.assert_allclose(states.u_w_m2k[0, 2, :4], [0.2, 0.2, 0.3, 1.0])
    # the fallback says nothing of doors: they keep the usual renovation
    assert states.u_w_m2k[0, 2, codes.DOOR] == types.u_w_m2k[0, 1, codes.DOOR]
    np.testing.assert_array_equal(np.argwhere(states.fallback), [[0, 2]])


def test_a_variant_that_improves_nothing_takes_the_fallback_too(make_pack, make_archetypes):
    types = make_archetypes()
    types.u_w_m2k[0, 1] = types.u_w_m2k[0, 0]
    states = package_states(make_pack(archetypes=types))
    np.testing.assert_allclose(states.u_w_m2k[0, 1, :4], [0.5, 0.5, 0.5, 1.8])
    np.testing.assert_array_equal(np.argwhere(states.fallback), [[0, 1]])


def test_a_type_better_than_the_fallback_stays_as_it_is(make_pack, make_archetypes):
    types = make_archetypes()
    types.u_w_m2k[0] = 0.1
    states = package_states(make_pack(archetypes=types))
    assert (states.variant_of[0] == 0).all()
    assert not states.fallback.any()


def test_a_type_without_variant_and_fallback_stays_as_it_is(make_pack, make_archetypes):
    types = make_archetypes()
    types.has_variant[:, 1:] = False
    states = package_states(make_pack(archetypes=types, fallbacks={}))
    np.testing.assert_array_equal(states.u_w_m2k, np.repeat(types.u_w_m2k[:, :1], 3, axis=1))
    assert np.isnan(states.thickness_m).all()


def test_bridges_and_leaks_stay_where_nothing_is_touched(make_pack, make_archetypes):
    types = make_archetypes()
    types.u_w_m2k[0] = 0.1
    states = package_states(make_pack(archetypes=types))
    assert states.delta_u_tb_w_m2k[0].tolist() == [0.1, 0.1, 0.1]
    assert states.n_infiltration_1h[0].tolist() == [0.4, 0.4, 0.4]


@pytest.mark.parametrize("name", ["delta_u_tb_w_m2k", "n_infiltration_1h"])
def test_bridges_and_leaks_are_never_made_worse(make_pack, make_archetypes, name):
    types = make_archetypes()
    getattr(types, name)[:, 1:] = 9.0
    found = getattr(package_states(make_pack(archetypes=types)), name)
    assert (found < 1.0).all()
