"""Kinds of buildings: earlier works, protection, known heating systems."""

import numpy as np
import pytest

from retrofit.pipeline import baseline
from retrofit.plan.measures import package_states
from retrofit.plan.scenario import Assumptions
from retrofit.stock import codes
from retrofit.stock.kinds import LATE_FROM, plain_kinds
from retrofit.stock.typology import complete

OLD = {"year_of_construction": 1930.0, "size_class": codes.SFH}


def renewed(n, element, year):
    years = np.full((n, len(codes.ELEMENTS)), np.nan)
    years[:, element] = year
    return years


def test_plain_buildings_are_of_the_plain_kinds(make_pack, random_stock):
    pack = make_pack()
    typed = complete(random_stock(80, seed=2), pack)
    heated = typed.heated
    np.testing.assert_array_equal(typed.kind_of[heated], typed.archetype_of[heated])
    assert (typed.kind_of[~heated] == -1).all()


def test_a_known_heating_system_makes_a_kind_of_its_own(make_pack, make_stock):
    pump = codes.HEATINGS.index("heat_pump_air")
    typed = complete(make_stock(3, **OLD, heating=[-1, pump, pump]), make_pack())
    assert typed.generator_of.tolist() == ["gas_boiler", "heat_pump_air", "heat_pump_air"]
    assert typed.kind_of[0] != typed.kind_of[1] == typed.kind_of[2]
    assert len(typed.kinds) == len(plain_kinds(make_pack())) + 1 + 1  # one is like a plain one
    assumed = [f for f in typed.findings if f.code == "generators_assumed"]
    assert assumed[0].building_ids == ("b0",)


@pytest.mark.parametrize("element", [codes.ROOF, codes.WALL, codes.WINDOW])
def test_earlier_works_lower_the_need_of_today_and_leave_less_to_do(make_pack, make_stock, milan, element):
    def solve(stock):
        return baseline(stock, make_pack(), Assumptions(), milan)

    late, early = renewed(1, element, LATE_FROM), renewed(1, element, LATE_FROM - 10.0)
    solved = [
        solve(make_stock(1, **OLD, renewal_year=years))
        for years in (renewed(1, element, np.nan), early, late)
    ]
    built, before, since = (one.states.q_h_nd_kwh[0] for one in solved)
    assert built[0] > before[0] > since[0]
    usual = codes.VARIANTS.index("usual")
    assert solved[2].states.invest_element_eur[0, usual, element] == 0.0
    assert solved[0].states.invest_element_eur[0, usual, element] > 0.0


def test_a_protected_facade_is_insulated_inside(make_pack, make_stock):
    pack = make_pack()
    typed = complete(make_stock(2, **OLD, heritage=[0, 1]), pack)
    made = package_states(pack, kinds=typed.kinds)
    free, kept = (made.u_w_m2k[typed.kind_of[row], 2, codes.WALL] for row in (0, 1))
    today = made.u_w_m2k[typed.kind_of[0], 0, codes.WALL]
    assert free < kept < today
    assert made.thickness_m[typed.kind_of[1], 2, codes.WALL] == 0.06
    window = made.u_w_m2k[typed.kind_of, 2, codes.WINDOW]
    assert window[0] == window[1]


def test_a_wholly_protected_building_keeps_its_windows(make_pack, make_stock):
    pack = make_pack()
    typed = complete(make_stock(2, **OLD, heritage=[0, 2]), pack)
    made = package_states(pack, kinds=typed.kinds)
    kind = typed.kind_of[1]
    assert made.u_w_m2k[kind, 2, codes.WINDOW] == made.u_w_m2k[kind, 0, codes.WINDOW]
    assert made.variant_of[kind, 2, codes.WINDOW] == 0
    assert made.u_w_m2k[kind, 2, codes.ROOF] < made.u_w_m2k[kind, 0, codes.ROOF]
