"""Results: sums over buildings, and figures recomputed from sums at every level."""

from typing import Final

from retrofit.stock.field import Field, Kind


def _sum(name: str, label: str, unit: str, dbf: str, doc: str, **more: object) -> Field:
    return Field(name, label, unit, Kind.SUM, dbf, doc, **more)  # type: ignore[arg-type]


def _ratio(
    name: str, label: str, unit: str, dbf: str, doc: str, over: tuple[str, str], **more: object
) -> Field:
    return Field(name, label, unit, Kind.RATIO, dbf, doc, numerator=over[0], denominator=over[1], **more)  # type: ignore[arg-type]


SUMS: Final = (
    _sum("buildings_count", "Buildings", "", "N_BLDG", "Number of buildings."),
    _sum("heated_count", "Heated buildings", "", "N_HEATED", "Number of heated buildings."),
    _sum(
        "renovated_count", "Renovated buildings", "", "N_RENOV", "Buildings with a package other than none."
    ),
    _sum("number_of_dwellings", "Dwellings", "", "N_DWELL", "Number of dwellings.", source="given"),
    _sum(
        "footprint_area_m2",
        "Footprint area",
        "m²",
        "FOOTPR_M2",
        "Footprint area, measured in the metric CRS.",
    ),
    _sum("floor_area_gross_m2", "Gross floor area", "m²", "GFA_M2", "Gross floor area above ground."),
    _sum("floor_area_ref_m2", "Heated floor area", "m²", "REF_M2", "TABULA reference floor area (heated)."),
    _sum(
        "trusted_area_m2",
        "Floor area with a sure type",
        "m²",
        "TRUST_M2",
        "Heated floor area times the trust in the building type.",
    ),
    _sum("party_wall_area_m2", "Party wall area", "m²", "PARTY_M2", "Wall area shared with neighbours."),
    _sum("q_h_nd_kwh", "Heating need", "kWh/a", "QHND_KWH", "Energy need for heating, today."),
    _sum("q_w_nd_kwh", "Hot water need", "kWh/a", "QWND_KWH", "Energy need for domestic hot water."),
    _sum(
        "e_del_kwh",
        "Delivered energy",
        "kWh/a",
        "EDEL_KWH",
        "Delivered energy for heating and hot water, today.",
    ),
    _sum(
        "e_p_nren_kwh",
        "Primary energy",
        "kWh/a",
        "EP_KWH",
        "Primary energy as the national rules weight it, today.",
    ),
    _sum(
        "e_p_ren_kwh",
        "Renewable primary energy",
        "kWh/a",
        "EPREN_KWH",
        "Renewable primary energy with heat from surroundings and sun, today.",
    ),
    _sum(
        "e_p_tot_kwh",
        "Total primary energy",
        "kWh/a",
        "EPTOT_KWH",
        "Renewable and non-renewable primary energy, today.",
    ),
    _sum("heat_load_kw", "Heat load", "kW", "LOAD_KW", "Heat load on the coldest day, today.", decimals=1),
    _sum("co2_kg", "CO2 emissions", "kg/a", "CO2_KG", "Emissions of heating and hot water, today."),
    _sum("energy_cost_eur", "Energy cost", "EUR/a", "COST_EUR", "Cost of delivered energy, today."),
    _sum(
        "q_h_nd_after_kwh",
        "Heating need after",
        "kWh/a",
        "QHND_AFT",
        "Energy need for heating with the chosen packages.",
    ),
    _sum(
        "e_del_after_kwh",
        "Delivered energy after",
        "kWh/a",
        "EDEL_AFT",
        "Delivered energy with the chosen packages.",
    ),
    _sum(
        "e_p_nren_after_kwh",
        "Primary energy after",
        "kWh/a",
        "EP_AFT",
        "Primary energy with the chosen packages.",
    ),
    _sum(
        "e_p_ren_after_kwh",
        "Renewable primary energy after",
        "kWh/a",
        "EPREN_AFT",
        "Renewable primary energy with the chosen packages.",
    ),
    _sum(
        "e_p_tot_after_kwh",
        "Total primary energy after",
        "kWh/a",
        "EPTOT_AFT",
        "Renewable and non-renewable primary energy with the chosen packages.",
    ),
    _sum(
        "heat_load_after_kw",
        "Heat load after",
        "kW",
        "LOAD_AFT",
        "Heat load on the coldest day with the chosen packages.",
        decimals=1,
    ),
    _sum("co2_after_kg", "CO2 emissions after", "kg/a", "CO2_AFT", "Emissions with the chosen packages."),
    _sum(
        "energy_cost_after_eur",
        "Energy cost after",
        "EUR/a",
        "COST_AFT",
        "Cost of delivered energy with the chosen packages.",
    ),
    _sum(
        "e_del_saving_kwh", "Energy saving", "kWh/a", "SAV_KWH", "Delivered energy saved; positive is less."
    ),
    _sum("co2_saving_kg", "CO2 saving", "kg/a", "SAV_CO2", "Emissions saved; positive is less."),
    _sum(
        "energy_cost_saving_eur",
        "Energy-cost saving",
        "EUR/a",
        "SAV_EUR",
        "Energy cost saved in the first year; positive is less.",
    ),
    _sum(
        "pv_kwh", "Solar electricity", "kWh/a", "PV_KWH", "Production of the roofs with the chosen packages."
    ),
    _sum(
        "pv_used_kwh",
        "Solar electricity used",
        "kWh/a",
        "PVUSE_KWH",
        "Of it what the buildings and their households use themselves.",
    ),
    _sum("pv_exported_kwh", "Solar electricity sold", "kWh/a", "PVEXP_KWH", "Of it what goes to the grid."),
    _sum(
        "pv_other_kwh",
        "Solar electricity for households and the grid",
        "kWh/a",
        "PVOTH_KWH",
        "Of it what replaces electricity beside heating and hot water; not in the energy saving.",
    ),
    _sum(
        "pv_other_co2_kg",
        "CO2 avoided by solar electricity elsewhere",
        "kg/a",
        "PVOTH_CO2",
        "Emissions of the electricity that it replaces in households and the grid; not in the CO2 saving.",
    ),
    _sum(
        "co2_saving_horizon_kg",
        "CO2 saved over the years",
        "kg",
        "SAVCO2_YRS",
        "Emissions saved over the horizon, with the emission factors of each year; solar electricity for "
        "households and the grid among them.",
    ),
    _sum(
        "embodied_kg",
        "CO2 of making insulation and windows",
        "kg",
        "EMBOD_KG",
        "Greenhouse gas of making insulation, windows and doors of the chosen packages; heating systems, "
        "ventilation and modules are not in it.",
    ),
    _sum(
        "invest_eur",
        "Investment",
        "EUR",
        "INVEST_EUR",
        "Investment of the chosen packages, block discount taken off.",
    ),
    _sum(
        "invest_anyway_eur",
        "Cost that falls due anyway",
        "EUR",
        "ANYWAY_EUR",
        "Part of the investment in elements past their life that would be spent without any saving.",
    ),
    _sum(
        "invest_extra_eur",
        "Extra cost for energy",
        "EUR",
        "EXTRA_EUR",
        "Investment less what falls due anyway.",
    ),
    _sum(
        "block_discount_eur",
        "Block discount",
        "EUR",
        "DISCT_EUR",
        "What ordering the works of a block together takes off the investment.",
    ),
    _sum(
        "outlay_eur",
        "Present value of all works",
        "EUR",
        "OUTLAY_EUR",
        "Investment, replacements, maintenance and residual value over the horizon, today's value.",
    ),
    _sum(
        "npv_eur",
        "Net present value",
        "EUR",
        "NPV_EUR",
        "Net present value of the chosen packages against doing nothing.",
        diverging=True,
    ),
    _sum(
        "inputs_guessed", "Guessed inputs", "", "N_GUESS", "Inputs that are an archetype's or an assumption."
    ),
    _sum("inputs_count", "Inputs", "", "N_INPUT", "Inputs looked at for the share of guesses."),
)

RATIOS: Final = (
    _ratio(
        "q_h_nd_kwh_m2",
        "Heating need per m²",
        "kWh/(m²a)",
        "QHND_M2",
        "Energy need for heating per heated floor area, today.",
        ("q_h_nd_kwh", "floor_area_ref_m2"),
        decimals=1,
    ),
    _ratio(
        "e_del_kwh_m2",
        "Delivered energy per m²",
        "kWh/(m²a)",
        "EDEL_M2",
        "Delivered energy per heated floor area, today.",
        ("e_del_kwh", "floor_area_ref_m2"),
        decimals=1,
    ),
    _ratio(
        "e_p_nren_kwh_m2",
        "Primary energy per m²",
        "kWh/(m²a)",
        "EP_M2",
        "Primary energy per heated floor area, today.",
        ("e_p_nren_kwh", "floor_area_ref_m2"),
        decimals=1,
    ),
    _ratio(
        "co2_kg_m2",
        "CO2 emissions per m²",
        "kg/(m²a)",
        "CO2_M2",
        "Emissions per heated floor area, today.",
        ("co2_kg", "floor_area_ref_m2"),
        decimals=1,
    ),
    _ratio(
        "e_del_after_kwh_m2",
        "Delivered energy per m² after",
        "kWh/(m²a)",
        "EDELAFT_M2",
        "Delivered energy per heated floor area with the chosen packages.",
        ("e_del_after_kwh", "floor_area_ref_m2"),
        decimals=1,
    ),
    _ratio(
        "saving_pct",
        "Energy saving share",
        "%",
        "SAV_PCT",
        "Saved share of today's delivered energy.",
        ("e_del_saving_kwh", "e_del_kwh"),
        scale=100.0,
        decimals=1,
    ),
    _ratio(
        "invest_eur_m2",
        "Investment per m²",
        "EUR/m²",
        "INVEST_M2",
        "Investment per heated floor area.",
        ("invest_eur", "floor_area_ref_m2"),
    ),
    _ratio(
        "guessed_pct",
        "Share of guessed inputs",
        "%",
        "GUESS_PCT",
        "Share of inputs that are an archetype's or an assumption.",
        ("inputs_guessed", "inputs_count"),
        scale=100.0,
        decimals=1,
    ),
    _ratio(
        "type_confidence_pct",
        "Trust in the building type",
        "%",
        "TYPE_TRUST",
        "How sure the building type is: 100 with year, class and use given and a type of that class and period.",
        ("trusted_area_m2", "floor_area_ref_m2"),
        scale=100.0,
    ),
    _ratio(
        "rer_pct",
        "Renewable share",
        "%",
        "RER_PCT",
        "Renewable share of all primary energy, today (EN ISO 52000-1).",
        ("e_p_ren_kwh", "e_p_tot_kwh"),
        scale=100.0,
        decimals=1,
    ),
    _ratio(
        "rer_after_pct",
        "Renewable share after",
        "%",
        "RERAFT_PCT",
        "Renewable share of all primary energy with the chosen packages.",
        ("e_p_ren_after_kwh", "e_p_tot_after_kwh"),
        scale=100.0,
        decimals=1,
    ),
    _ratio(
        "carbon_payback_a",
        "Years to save the CO2 of the works",
        "a",
        "CPAYBK_A",
        "Greenhouse gas of making insulation and windows over the emissions saved in the first year; empty where "
        "nothing is insulated or saved.",
        ("embodied_kg", "co2_saving_kg"),
        decimals=1,
    ),
)

PAYBACKS: Final = (
    Field(
        "payback_simple_a",
        "Simple payback",
        "a",
        Kind.PAYBACK,
        "PAYBK_A",
        "Investment over first-year saving; empty where nothing is saved.",
        1,
    ),
    Field(
        "payback_discounted_a",
        "Discounted payback",
        "a",
        Kind.PAYBACK,
        "DPAYBK_A",
        "Year in which the discounted savings reach the investment; empty when not within the horizon.",
        1,
    ),
    Field(
        "conserved_eur_kwh",
        "Cost of saved or generated energy",
        "EUR/kWh",
        Kind.PAYBACK,
        "CONSRV_EUR",
        "Yearly cost of all works over the energy saved and the solar electricity made in a year; empty where "
        "there is none.",
        3,
    ),
    Field(
        "abatement_eur_t",
        "Cost of avoided CO2",
        "EUR/t",
        Kind.PAYBACK,
        "ABATE_EUR",
        "What a tonne of avoided CO2 costs over the horizon, solar electricity for households and the grid among "
        "it; negative where works pay for themselves.",
        diverging=True,
    ),
    Field(
        "irr_pct",
        "Internal rate of return",
        "%",
        Kind.PAYBACK,
        "IRR_PCT",
        "Rate at which the savings over the horizon pay the investment; empty where none does.",
        1,
    ),
)
