"""The coldest day of one building as steps: outdoor temperature and heat load."""

from typing import Final

from retrofit.evidence.case import Case
from retrofit.evidence.explain_heat import outdoor_temperature, season_temperature
from retrofit.evidence.explain_transfer import condition, reference_area, transfer
from retrofit.evidence.steps import ASSUMED, Step, given
from retrofit.plan.tables import COLDER_THAN_MONTH_K, COLDER_THAN_SEASON_K, outdoors_of

W_PER_KW: Final = 1000.0


def coldest(case: Case) -> Step:
    """Outdoor temperature of the coldest day [°C]."""
    station = case.climate.station
    if station is None:
        margin, base = COLDER_THAN_SEASON_K, season_temperature(case)
    else:
        margin, base = COLDER_THAN_MONTH_K, outdoor_temperature(case, int(station.theta_e_c.argmin()))
    below = given("colder", margin, "K", "", ASSUMED)
    value = outdoors_of(case.climate).design_c
    return Step("theta_design", value, "°C", f"{base.symbol} - colder", (base, below))


def heat_load(case: Case) -> Step:
    """Heat load on the coldest day [kW]."""
    h_tr, h_ve, _f_red = transfer(case)
    floor, room, outdoors = reference_area(case), condition(case, "theta_i"), coldest(case)
    moved = float(case.results.h_w_k[case.row, case.package])
    whole = Step("h_w_k", moved, "W/K", "(h_tr + h_ve) * floor_area_ref", (h_tr, h_ve, floor))
    cold = float(case.tables.cold_k[case.type_row])
    formula = "theta_i - theta_design" if cold > 0 else "max(theta_i - theta_design, 0)"
    lift = Step("cold_k", cold, "K", formula, (room, outdoors))
    return Step("heat_load_kw", moved * cold / W_PER_KW, "kW", "h_w_k * cold_k / W_per_kW", (whole, lift))
