"""Investment per element."""

from dataclasses import replace

import numpy as np
import pytest

from retrofit.errors import PackError
from retrofit.money.costs import at_variant, conductivities, cost_table, unit_costs


def test_fixed_and_per_cm_at_the_countrys_level(make_pack):
    table = cost_table(make_pack(), vat_included=False)
    thickness = np.array([[[np.nan] * 5, [0.1, 0.2, np.nan, 0.0, 0.0]]])
    variant = np.array([[[0] * 5, [1, 2, 0, 2, 1]]], dtype=np.int8)
    found = unit_costs(thickness, variant, table)
    np.testing.assert_allclose(found[0, 0], 0.0)
    np.testing.assert_allclose(found[0, 1], [0.5 * (100 + 20), 0.5 * (200 + 40), 0, 0.5 * 200, 0.5 * 100])


def test_vat_is_the_only_difference_of_the_switch(make_pack):
    net, gross = (cost_table(make_pack(), vat_included=vat) for vat in (False, True))
    np.testing.assert_allclose(gross.fixed_eur_m2, net.fixed_eur_m2 * 1.1)
    np.testing.assert_allclose(gross.per_cm_eur_m2, net.per_cm_eur_m2 * 1.1)
    np.testing.assert_array_equal(gross.lifetime_a, net.lifetime_a)


def test_construction_prices_can_be_brought_to_today(make_pack):
    then, now = (cost_table(make_pack(), vat_included=True, price_factor=f) for f in (1.0, 1.5))
    np.testing.assert_allclose(now.fixed_eur_m2, then.fixed_eur_m2 * 1.5)
    np.testing.assert_allclose(now.per_cm_eur_m2, then.per_cm_eur_m2 * 1.5)


def test_a_variant_is_looked_up_per_element():
    values = np.arange(15.0).reshape(3, 5)
    found = at_variant(values, np.array([[[0, 1, 2, 1, 0]]], dtype=np.int8))
    assert found.tolist() == [[[0.0, 6.0, 12.0, 8.0, 4.0]]]


def test_a_missing_cost_function_is_named(make_pack):
    pack = make_pack()
    pack = replace(pack, costs=pack.costs[1:])
    with pytest.raises(PackError) as caught:
        cost_table(pack, vat_included=True)
    assert caught.value.details == {"pack": "XX", "element": "roof", "package": "usual"}


def test_conductivities_are_those_of_the_variant(make_pack):
    assert conductivities(make_pack(), 1).tolist() == [0.035] * 5
