"""The TABULA calculator, complete: from constructions and measures to the energy need.

Names are those of the published columns. The balance itself is the engine's own
(`retrofit.physics.heat`); this module adds what comes before it in the workbook:
reference area, envelope estimation, measures and thermal bridging.

References
----------
TABULA / EPISCOPE calculator ``tabula-calculator.xlsx``, sheet Calc.Set.Building,
IWU Darmstadt, CC BY 4.0; Loga, T., Diefenbach, N. (2013): TABULA Calculation Method.
"""

from typing import Final

import numpy as np

from retrofit.physics import heat
from retrofit.physics.heat import ReductionRule, ratio
from retrofit.physics.tabula_areas import (
    Columns,
    Found,
    estimate_envelope,
    is_empty,
    number,
    reference_area,
    text,
    total,
)

OPAQUE: Final = ("Roof_1", "Roof_2", "Wall_1", "Wall_2", "Wall_3", "Floor_1", "Floor_2")
WINDOWS: Final = ("Window_1", "Window_2")
GLAZED: Final = (*WINDOWS, "Door_1")
ELEMENTS: Final = (*OPAQUE, *GLAZED)
PLANES: Final = ("Horizontal", "East", "South", "West", "North")
INSULATION_CONDUCTIVITY: Final = 0.04
"""Of the insulation that "ReplaceInsulation" removes [W/(mK)]."""

NUMBER_COLUMNS: Final = (
    *("A_C_Ref_Input", "A_C_IntDim", "A_C_ExtDim", "A_C_Living", "A_C_Use", "V_C", "n_Storey"),
    *(f"A_{element}" for element in ELEMENTS),
    *(f"A_Window_{plane}" for plane in PLANES),
    *(f"{name}_{element}" for name in ("U", "f_Measure", "R_PredefinedMeasure") for element in ELEMENTS),
    *(
        f"{name}_{element}"
        for name in (
            "R_Add_UnheatedSpace", "b_Transmission", "d_Insulation", "d_Insulation_PredefinedMeasure",
            "d_Insulation_Input_Measure",
        )
        for element in OPAQUE
    ),
    *(f"{name}_{window}" for name in ("g_gl_n", "g_gl_n_PredefinedMeasure") for window in WINDOWS),
    *("delta_U_ThermalBridging_Original", "delta_U_ThermalBridging_Refurbished"),
    *("n_air_use", "n_air_infiltration", "h_room", "F_red_htr1", "F_red_htr4", "theta_i", "phi_int", "c_m"),
    *("HeatingDays", "Theta_e", "I_Sol_Hor", "I_Sol_East", "I_Sol_South", "I_Sol_West", "I_Sol_North"),
    *("F_sh_hor", "F_sh_vert", "F_f", "F_w"),
)  # fmt: skip
"""Input columns that must hold numbers."""
CODE_COLUMNS: Final = (
    *("Code_AtticCond", "Code_CellarCond", "Code_AttachedNeighbours", "Code_ComplexFootprint"),
    *("Code_ComplexRoof", "Code_TypeIntake_EnvelopeArea", "Code_TypeVariant"),
    "Code_ThermalBridging_Refurbished",
    *(f"Code_MeasureType_{element}" for element in ELEMENTS),
    *(f"Code_Measure_{window}" for window in WINDOWS),
)
"""Input columns that hold codes."""
OPTIONAL_COLUMNS: Final = ("f_Corr_CeilingHeight",)
"""Number columns that may be absent; 1 then."""


def calculate(columns: Columns, rule: ReductionRule = "tabula2015") -> Found:
    """Calculate every quantity of the workbook.

    Parameters
    ----------
    columns : mapping of str to ndarray, shape (n,)
        Input columns under their TABULA names. In a code column the texts ``""``,
        ``"0"`` and ``"None"`` are empty. ``f_Corr_CeilingHeight`` may be absent (1).
    rule : str
        Which temperature reduction below ``h_tr = 1``.

    Returns
    -------
    dict of str to ndarray, shape (n,)
        Calculated columns under their TABULA names.

    Notes
    -----
    A division by zero gives zero, as in the workbook: rows without a reference
    area keep a finite need from ventilation.
    """
    found: Found = {"A_C_Ref": reference_area(columns)}
    found |= estimate_envelope(columns, found["A_C_Ref"])
    found |= _areas(columns, found)
    for element in OPAQUE:
        found |= _opaque(columns, element)
    for element in GLAZED:
        found |= _glazed(columns, element)
    found |= _thermal_bridging(columns, found)
    found |= _heat_transfer(columns, found, rule)
    found |= _solar_gains(columns, found)
    balance = heat.seasonal_need(
        found["h_Transmission"],
        found["h_Ventilation"],
        found["F_red_temp"],
        found["q_sol"],
        theta_i=number(columns, "theta_i"),
        theta_e=number(columns, "Theta_e"),
        heating_days=number(columns, "HeatingDays"),
        phi_int=number(columns, "phi_int"),
        c_m=number(columns, "c_m"),
    )
    names = ("q_ht_tr", "q_ht_ve", "q_ht", "q_int", "tau", "q_h_nd")
    found |= {name: getattr(balance, name) for name in names}
    return found | {"a_H": balance.a_h, "gamma_h_gn": balance.gamma, "eta_h_gn": balance.eta}


def _areas(columns: Columns, found: Found) -> Found:
    """Element and window areas as the balance uses them: entered, or estimated where asked for."""
    estimated = text(columns, "Code_TypeIntake_EnvelopeArea") == "Estimation"
    cellar = text(columns, "Code_CellarCond")
    soil = found["A_Estim_Wall_ToCellarOrSoil"]
    wall_2 = np.where(cellar == "P", soil, 0.0)
    floor_1 = np.where(cellar == "-", 0.0, found["A_Estim_Floor"])
    zero = np.zeros(len(soil))
    guess = {
        "Roof_1": found["A_Estim_Roof"],
        "Roof_2": found["A_Estim_UpperCeiling"],
        "Wall_1": found["A_Estim_Wall_ExtAir"],
        "Wall_2": wall_2,
        "Wall_3": soil - wall_2,
        "Floor_1": floor_1,
        "Floor_2": found["A_Estim_Floor"] - floor_1,
        "Window_1": found["A_Estim_Window"],
        "Window_2": zero,
        "Door_1": found["A_Estim_Door"],
        "Window_Horizontal": zero,
        "Window_East": 0.5 * found["A_Estim_Window"],
        "Window_South": zero,
        "Window_West": 0.5 * found["A_Estim_Window"],
        "Window_North": zero,
    }
    return {
        f"A_Calc_{name}": np.where(estimated, area, number(columns, f"A_{name}"))
        for name, area in guess.items()
    }


def _opaque(columns: Columns, element: str) -> Found:
    """Resistance of the measure and U-value after it, of a roof, wall or floor."""
    u, r_add, fraction, r_predefined, d_existing, d_predefined, d_input = (
        number(columns, f"{name}_{element}")
        for name in (
            "U", "R_Add_UnheatedSpace", "f_Measure", "R_PredefinedMeasure",
            "d_Insulation", "d_Insulation_PredefinedMeasure", "d_Insulation_Input_Measure",
        )
    )  # fmt: skip
    kind = text(columns, f"Code_MeasureType_{element}")
    d_measure = np.where(d_input != 0, d_input, d_predefined)
    r_measure = r_predefined * np.where(d_predefined != 0, ratio(d_measure, d_predefined), 1.0)
    removed = np.where(kind == "ReplaceInsulation", d_existing / INSULATION_CONDUCTIVITY, 0.0)
    r_before = np.where(u == 0, 0.0, r_add + ratio(1.0, u) - removed)
    u_measure = ratio(1.0, np.where(kind == "Replace", r_add, r_before) + r_measure)
    untouched = np.where(u > 0, (1.0 - fraction) * ratio(1.0, ratio(1.0, u) + r_add), 0.0)
    return {f"R_Measure_{element}": r_measure, f"U_Actual_{element}": untouched + fraction * u_measure}


def _glazed(columns: Columns, element: str) -> Found:
    """Resistance of the measure and U-value after it, of a window or door."""
    u, fraction, r_measure = (
        number(columns, f"{name}_{element}") for name in ("U", "f_Measure", "R_PredefinedMeasure")
    )
    kind = text(columns, f"Code_MeasureType_{element}")
    r_before = np.where(kind == "Replace", 0.0, ratio(1.0, u))
    u_measure = ratio(1.0, r_before + r_measure)
    return {
        f"R_Measure_{element}": r_measure,
        f"U_Actual_{element}": (1.0 - fraction) * u + fraction * u_measure,
    }


def _thermal_bridging(columns: Columns, found: Found) -> Found:
    """Supplement for thermal bridging after refurbishment.

    An empty code means "as before"; a "Variation" takes the refurbished value as
    it is, a refurbishment in proportion to the envelope that was touched.
    """
    area = total([found[f"A_Calc_{e}"] for e in ELEMENTS])
    touched = total(
        [
            np.where(
                found[f"R_Measure_{e}"] > 0, number(columns, f"f_Measure_{e}") * found[f"A_Calc_{e}"], 0.0
            )
            for e in ELEMENTS
        ]
    )
    share = ratio(touched, area)
    before = number(columns, "delta_U_ThermalBridging_Original")
    after = number(columns, "delta_U_ThermalBridging_Refurbished")
    variation = text(columns, "Code_TypeVariant") == "Variation"
    mixed = np.where(variation, after, (1.0 - share) * before + share * after)
    actual = np.where(is_empty(columns["Code_ThermalBridging_Refurbished"]), before, mixed)
    return {
        "Fraction_EnvelopeRefurbished": share,
        "delta_U_ThermalBridging": actual,
        "H_Transmission_ThermalBridging": area * actual,
    }


def _heat_transfer(columns: Columns, found: Found, rule: ReductionRule) -> Found:
    h = {
        f"H_Transmission_{e}": found[f"U_Actual_{e}"]
        * found[f"A_Calc_{e}"]
        * (number(columns, f"b_Transmission_{e}") if e in OPAQUE else 1.0)
        for e in ELEMENTS
    }
    h_tr = heat.transmission(
        total(list(h.values())),
        total([found[f"A_Calc_{e}"] for e in ELEMENTS]),
        found["delta_U_ThermalBridging"],
        found["A_C_Ref"],
    )
    h_ve = heat.ventilation(
        number(columns, "n_air_use"), number(columns, "n_air_infiltration"), number(columns, "h_room")
    )
    f_red = heat.temperature_reduction(
        h_tr, number(columns, "F_red_htr1"), number(columns, "F_red_htr4"), rule
    )
    degree_days = (number(columns, "theta_i") - number(columns, "Theta_e")) * number(columns, "HeatingDays")
    return {
        **h,
        "h_Transmission": h_tr,
        "h_Ventilation": h_ve,
        "F_red_temp": f_red,
        "Sum_DeltaT_for_HeatingDays": degree_days,
    }


def _solar_gains(columns: Columns, found: Found) -> Found:
    """Mean g-value after measures and solar gains of the season."""
    g, window = [], []
    for name in WINDOWS:
        replaced = ~is_empty(columns[f"Code_Measure_{name}"])
        after = number(columns, f"g_gl_n_PredefinedMeasure_{name}")
        g.append(np.where(replaced, after, number(columns, f"g_gl_n_{name}")))
        window.append(found[f"A_Calc_{name}"])
    g_mean = ratio(g[0] * window[0] + g[1] * window[1], window[0] + window[1])
    clear = (1.0 - number(columns, "F_f")) * number(columns, "F_w") * g_mean
    gains = {}
    for plane in PLANES:
        short, shading = ("Hor", "F_sh_hor") if plane == "Horizontal" else (plane, "F_sh_vert")
        irradiation = number(columns, f"I_Sol_{short}") * number(columns, shading)
        gains[f"Q_Sol_{short}"] = found[f"A_Calc_Window_{plane}"] * irradiation * clear
    return {**gains, "g_gl_n": g_mean, "q_sol": ratio(total(list(gains.values())), found["A_C_Ref"])}
