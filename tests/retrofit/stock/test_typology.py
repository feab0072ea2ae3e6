"""Archetype, heated or not, and what the user is told."""

from dataclasses import replace

import numpy as np
import pytest

from retrofit.errors import PackError
from retrofit.findings import Severity
from retrofit.stock import codes
from retrofit.stock.typology import complete


def type_codes(pack, typed):
    return [pack.archetypes.code[row] if row >= 0 else "" for row in typed.archetype_of]


def finding(typed, code):
    return next((f for f in typed.findings if f.code == code), None)


@pytest.mark.parametrize(
    ("year", "period"), [(1800, "01"), (1945, "01"), (1946, "02"), (1980, "02"), (2024, "03")]
)
def test_class_and_year_give_the_type(make_pack, make_stock, year, period):
    pack = make_pack()
    typed = complete(make_stock(1, year_of_construction=year, number_of_dwellings=1.0), pack)
    assert type_codes(pack, typed) == [f"XX.N.SFH.{period}"]


def test_a_class_without_types_takes_its_substitute_and_says_so(make_pack, make_stock, make_archetypes):
    pack = make_pack(archetypes=make_archetypes((codes.SFH, codes.TH, codes.AB, codes.NRES)))
    typed = complete(make_stock(2, number_of_dwellings=[5.0, 1.0], year_of_construction=1970.0), pack)
    assert type_codes(pack, typed) == ["XX.N.AB.02", "XX.N.SFH.02"]
    told = finding(typed, "class_substituted")
    assert told.building_ids == ("b0",)
    assert told.args["taken"] == "AB"


def test_a_gap_in_the_periods_takes_the_nearest_and_says_so(make_pack, make_stock, make_archetypes):
    types = make_archetypes((codes.SFH, codes.NRES))
    types = replace(types, year_from=types.year_from + (types.year_from == 0) * 1930)
    typed = complete(
        make_stock(1, number_of_dwellings=1.0, year_of_construction=1900.0),
        pack := make_pack(archetypes=types),
    )
    assert type_codes(pack, typed) == ["XX.N.SFH.01"]
    assert finding(typed, "period_substituted").building_ids == ("b0",)


def test_the_substitute_class_of_the_same_period_goes_before_another_period(
    make_pack, make_stock, make_archetypes
):
    types = make_archetypes()
    late = (types.size_class == codes.AB) & (types.year_from == 0)
    types = replace(types, year_from=np.where(late, 1930, types.year_from).astype(np.int32))
    typed = complete(
        make_stock(1, number_of_dwellings=20.0, year_of_construction=1900.0),
        pack := make_pack(archetypes=types),
    )
    assert type_codes(pack, typed) == ["XX.N.MFH.01"]


def test_special_types_are_never_assigned(make_pack, make_stock, make_archetypes):
    types = make_archetypes()
    special = (types.size_class == codes.SFH) & (types.year_from == 1946)
    pack = make_pack(archetypes=replace(types, is_general=~special))
    typed = complete(make_stock(1, number_of_dwellings=1.0, year_of_construction=1970.0), pack)
    assert type_codes(pack, typed) == ["XX.N.TH.02"]


def test_a_pack_without_any_type_for_a_class_is_refused(make_pack, make_stock, make_archetypes):
    pack = make_pack(archetypes=make_archetypes((codes.SFH,)))
    with pytest.raises(PackError, match="pack_no_archetype"):
        complete(make_stock(1, current_use=codes.USE_OFFICE), pack)


@pytest.mark.parametrize(
    ("use", "condition", "heated", "by_default"),
    [
        (codes.USE_RESIDENTIAL, codes.FUNCTIONAL, True, True),
        (codes.USE_RESIDENTIAL, codes.DECLINED, True, False),
        (codes.USE_RESIDENTIAL, codes.RUIN, False, False),
        (codes.USE_RESIDENTIAL, codes.DEMOLISHED, False, False),
        (codes.USE_RESIDENTIAL, codes.PROJECTED, False, False),
        (codes.USE_ANCILLARY, codes.FUNCTIONAL, False, False),
        (codes.USE_AGRICULTURE, codes.FUNCTIONAL, False, False),
        (codes.USE_OFFICE, codes.FUNCTIONAL, True, True),
    ],
)
def test_what_is_heated_and_what_packages_reach(make_pack, make_stock, use, condition, heated, by_default):
    typed = complete(make_stock(1, current_use=use, condition_of_construction=condition), make_pack())
    assert (typed.heated[0], typed.renovated_by_default[0]) == (heated, by_default)
    assert (typed.archetype_of[0] >= 0) == heated
    assert (typed.floor_area_ref_m2[0] > 0) == heated
    assert (typed.generator_of[0] == "gas_boiler") == heated


def test_the_user_is_told_what_was_assumed_and_what_is_doubtful(make_pack, make_stock):
    typed = complete(
        make_stock(
            4,
            current_use=[0, codes.USE_OFFICE, codes.USE_ANCILLARY, -1],
            condition_of_construction=[codes.DECLINED, 0, 0, 0],
            year_of_construction=[1950, 1950, np.nan, np.nan],
            number_of_floors_above_ground=[2, 2, np.nan, np.nan],
        ),
        make_pack(),
    )
    told = {f.code: (f.severity, f.building_ids) for f in typed.findings}
    assert told == {
        "declined_heated": (Severity.DOUBTS, ("b0",)),
        "generators_assumed": (Severity.DOUBTS, ("b0", "b1", "b3")),
        "nonresidential_simple": (Severity.NOTES, ("b1",)),
        "not_heated": (Severity.NOTES, ("b2",)),
        "year_assumed": (Severity.DOUBTS, ("b3",)),
        "floors_assumed": (Severity.DOUBTS, ("b3",)),
        "use_assumed": (Severity.NOTES, ("b3",)),
    }
    assert typed.findings[0].args["count"] == 1


def test_a_floor_area_far_from_the_registers_is_a_doubt(make_stock, make_pack):
    typed = complete(
        make_stock(
            4,
            current_use=[0, 0, 0, 0],
            year_of_construction=[1950] * 4,
            floor_area_gross_m2=[100.0, 100.0, 100.0, 100.0],
            official_area_m2=[100.0, 40.0, 300.0, np.nan],
        ),
        make_pack(),
    )
    told = {finding.code: finding.building_ids for finding in typed.findings}
    assert told["official_area_differs"] == ("b1", "b2")
