"""Own energy prices take the place of the pack's, and slips of the unit are refused."""

import pytest

from retrofit.errors import EngineError
from retrofit.plan.own_prices import OWN, with_own_prices
from retrofit.stock.codes import CARRIERS

GAS = CARRIERS.index("natural_gas")


@pytest.fixture
def pack(make_pack):
    return make_pack()


def test_the_price_without_vat_keeps_its_ratio(pack):
    before = pack.carrier(GAS)
    after = with_own_prices(pack, (("natural_gas", 0.3),)).carrier(GAS)
    assert (after.price_eur_kwh.value, after.price_eur_kwh.source) == (0.3, OWN)
    assert after.price_net_eur_kwh.value / 0.3 == pytest.approx(
        before.price_net_eur_kwh.value / before.price_eur_kwh.value
    )
    assert after.co2_kg_kwh == before.co2_kg_kwh


def test_other_carriers_stay(pack):
    after = with_own_prices(pack, (("natural_gas", 0.3),))
    assert all(after.carriers[one] is pack.carriers[one] for one in pack.carriers if one != GAS)
    assert with_own_prices(pack, ()).carriers == pack.carriers


@pytest.mark.parametrize("price", [0.0, -0.1, 13.13, float("nan"), float("inf")])
def test_a_price_out_of_reach_is_refused(pack, price):
    with pytest.raises(EngineError) as fault:
        with_own_prices(pack, (("natural_gas", price),))
    assert fault.value.code == "own_price_wrong"


def test_an_unknown_carrier_is_refused_with_those_there_are(pack):
    with pytest.raises(EngineError) as fault:
        with_own_prices(pack, (("peat", 0.1),))
    assert fault.value.code == "own_price_carrier"
    assert "natural_gas" in str(fault.value.details["known"])
