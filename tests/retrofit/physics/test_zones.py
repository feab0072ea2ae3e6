"""Buildings of a stock, hour by hour."""

import numpy as np
import pytest

from retrofit.physics import heat, need
from retrofit.physics.envelope import envelope
from retrofit.physics.hourly import profile
from retrofit.physics.solar import station_of
from retrofit.physics.zones import Summer, conditions_of, hourly_need, zones_of
from retrofit.plan.measures import package_states
from retrofit.stock.typology import complete


@pytest.fixture
def town(make_pack, random_stock):
    pack = make_pack()
    typed = complete(random_stock(60, seed=3), pack)
    return typed, envelope(typed, pack.archetypes), package_states(pack, kinds=typed.kinds)


def rows_of(typed):
    return np.flatnonzero(typed.heated & (typed.floor_area_ref_m2 > 0)).astype(np.int32)


def test_resistances_are_those_of_the_monthly_method(town):
    typed = town[0]
    rows = rows_of(typed)
    h_tr, h_ve, f_red = need.heat_transfer(rows, *town)
    for reduced in (False, True):
        zones = zones_of(rows, *town, package=1, reduced=reduced)
        ref = typed.floor_area_ref_m2[rows] * (f_red[:, 1] if reduced else 1.0)
        np.testing.assert_allclose(zones.h_op + zones.h_w, h_tr[:, 1] * ref)
        np.testing.assert_allclose(zones.h_ve, h_ve[:, 1] * ref)
        assert (zones.h_op > 0).all()


@pytest.mark.parametrize(("package", "least"), [(0, 0.75), (2, 0.9)])
def test_the_year_comes_near_the_monthly_need(town, weather, package, least):
    """The better the envelope, the nearer: its surfaces are then as warm as the air."""
    typed, _areas, states = town
    rows, station = rows_of(typed), station_of(weather)
    types, ref, archetypes = typed.kind_of[rows], typed.floor_area_ref_m2[rows], typed.types
    h_tr, h_ve, f_red = (found[:, package] for found in need.heat_transfer(rows, *town))
    aperture = need.solar_aperture(rows, *town[:2])
    monthly = heat.monthly_need(
        h_tr,
        h_ve,
        f_red,
        aperture @ station.i_sol_kwh_m2.T * states.g_window[types, package, None],
        theta_i=archetypes.theta_i_c[types],
        theta_e=station.theta_e_c,
        phi_int=archetypes.phi_int_w_m2[types],
        c_m=archetypes.c_m_wh_m2k[types],
    )
    found = hourly_need(*town, weather, package, reduced=True).q_h_nd_kwh[rows]
    ratio = found / (monthly.sum(axis=1) * ref)
    assert ratio.min() > least
    assert ratio.max() < 1.05


def test_what_is_not_heated_stays_empty(town, weather):
    found = hourly_need(*town, weather)
    cold = np.setdiff1d(np.arange(len(town[0].stock)), rows_of(town[0]))
    assert len(cold)
    assert not found.q_h_nd_month_kwh[cold].any()
    assert np.isnan(found.theta_air_max_c[cold]).all()
    assert found.theta_air_c.size == 0


def test_a_package_and_a_setback_save(town, weather):
    today, better = (hourly_need(*town, weather, package).q_h_nd_kwh for package in (0, 2))
    assert (better <= today).all()
    lower = hourly_need(*town, weather, use=profile(4.0, (22, 23, 0, 1, 2, 3, 4, 5)))
    assert lower.q_h_nd_kwh.sum() < today.sum()


def test_cooling_is_there_only_where_asked(town, weather):
    assert not hourly_need(*town, weather).q_c_nd_kwh.any()
    cooled = hourly_need(*town, weather, summer=Summer(cooled=True))
    assert cooled.q_c_nd_kwh.sum() > 0
    assert np.nanmax(cooled.theta_air_max_c) <= 26 + 1e-9


def test_airing_is_more_than_leakage(town):
    rows = rows_of(town[0])
    zones = zones_of(rows, *town, package=0)
    opened = conditions_of(rows, *town, package=0, summer=Summer(airing_1h=3.0))
    assert (opened.h_ve_airing > zones.h_ve).all()
