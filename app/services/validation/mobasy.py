"""MOBASY rows: real and typical buildings from heat transfer to primary energy."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from app.services.validation.judging import Floats, Judgement, Quantity, compare, numbers, read_rows
from retrofit.physics import heat

FILES: Final = ("rows",)

NEED: Final = (0.015, 1.0)
"""Largest error of the energy need: relative, or absolute [kWh/(m²a)], whichever is larger."""
EMPTY: Final = frozenset({"", "NA", "_NA_", "nan", "-999999.0", "-999999"})
FROM: Final = (
    "n_Model1_air_total", "h_Ref_AirExchangeRate_Model1", "h_Model1_ht_tr", "h_tr_A_Model1", "h_tr_B_Model1",
    "F_red_htrA_Model1", "F_red_htrB_Model1", "theta_i_htrA_Model1", "theta_i_htrB_Model1", "theta_i_Model1",
    "c_m_Model1", "Sum_DeltaT_for_HeatingDays_Model1", "q_Model1_sol", "q_Model1_int",
    "n_Model1_air_infiltration", "n_Model1_air_use",
)  # fmt: skip
"""Columns that the balance starts from."""
PUBLISHED: Final = {
    "h_ve": ("h_Model1_ht_ve", 5.1e-3, "W/(m²K)"),
    "theta_i": ("theta_i_calc_Model1", 1.1e-2, "°C"),
    "F_red": ("F_red_temp_Model1", 6e-3, ""),
    "a_H": ("a_Model1_H", 2.5e-4, ""),
    "eta": ("eta_Model1_h_gn", 2e-4, ""),
    "q_ht_tr": ("q_Model1_ht_tr", 0.82, "kWh/(m²a)"),
    "q_ht_ve": ("q_Model1_ht_ve", 0.82, "kWh/(m²a)"),
}
"""Quantity to its column, the largest error, and its unit."""
PRIMARY: Final = {
    "Gas": (1.13, 1.13),
    "Oil": (1.16, 1.15),
    "Coal": (1.06, 1.06),
    "Bio": (1.08, 0.06),
    "Bio_FW": (1.01, 0.01),
    "Bio_WP": (1.08, 0.06),
    "Bio_WC": (1.05, 0.03),
    "El": (2.71, 2.19),
    "DH": (1.30, 1.30),
    "DH_NoCHP": (1.30, 1.30),
    "DH_CHP33": (1.10, 1.10),
    "DH_CHP67": (0.90, 0.90),
    "DH_CHP100": (0.70, 0.70),
    "DH_Bio_NoCHP": (1.30, 0.10),
    "DH_Bio_CHP33": (1.10, 0.0),
    "DH_Bio_CHP67": (0.90, 0.0),
    "DH_Bio_CHP100": (0.70, 0.0),
    "Solar": (0.0, 0.0),
    "-": (0.0, 0.0),
    "_NA_": (0.0, 0.0),
}
"""Total and non-renewable primary energy factors of the set ``DE.002`` that the rows were
made with (TABULA table ``system.ec``, CC BY 4.0) [kWh/kWh]."""
TOLERANCE_PRIMARY: Final = 0.02


def judge(paths: Sequence[Path], tolerance: float | None = None) -> Judgement:
    """Recompute the seasonal balance and the primary energy of every row.

    Parameters
    ----------
    paths : sequence of Path
        The table of rows (CSV, also gzipped).
    tolerance : float, optional
        Instead of all tolerances of the set.

    Notes
    -----
    The rows print heat transfer and reduction factor with two digits in part, so the need
    is met within 1.5 % or 1 kWh/m². Primary energy is recomputed from the printed delivered
    energies; where these have one decimal, that rounding is taken off the difference.
    """
    path = paths[0]
    table = read_rows(path, *FROM, *(column for column, _t, _u in PUBLISHED.values()), "q_Model1_h_nd")
    given = {name: numbers(table[name], path, EMPTY) for name in FROM}
    found = _balance(given)
    quantities = []
    for name, (column, limit, unit) in PUBLISHED.items():
        expected = numbers(table[column], path, EMPTY)
        stated = np.isfinite(found[name]) & np.isfinite(expected)
        allowed = limit if tolerance is None else tolerance
        quantities.append(compare(name, found[name][stated], expected[stated], allowed, unit or "-"))
    quantities.append(_need(found["q_h_nd"], numbers(table["q_Model1_h_nd"], path, EMPTY), tolerance))
    quantities += _primary(table, path, tolerance)
    return Judgement("mobasy", len(table), tuple(quantities), _about_rest(table))


def _balance(given: dict[str, Floats]) -> dict[str, Floats]:
    """Balance of the season in the form of the MOBASY model."""
    h_tr = given["h_Model1_ht_tr"]
    limits = given["h_tr_A_Model1"], given["h_tr_B_Model1"]
    f_red = heat.between(h_tr, limits, (given["F_red_htrA_Model1"], given["F_red_htrB_Model1"]))
    inside = given["theta_i_htrA_Model1"], given["theta_i_htrB_Model1"]
    theta_i = heat.between(h_tr, limits, inside, open_below=True)
    theta_i = np.where(np.isfinite(theta_i), theta_i, given["theta_i_Model1"])
    use = given["n_Model1_air_use"]
    rest = given["n_Model1_air_total"] - given["n_Model1_air_infiltration"]
    h_ve = heat.ventilation(
        np.where(np.isfinite(use), use, rest),
        given["n_Model1_air_infiltration"],
        given["h_Ref_AirExchangeRate_Model1"],
    )
    balance = heat.seasonal_need(
        h_tr,
        h_ve,
        f_red,
        given["q_Model1_sol"],
        theta_i=given["Sum_DeltaT_for_HeatingDays_Model1"],
        theta_e=0.0,
        heating_days=1.0,
        phi_int=given["q_Model1_int"] / heat.HOURS_PER_DAY_K,
        c_m=given["c_m_Model1"],
    )
    return {
        "h_ve": h_ve,
        "theta_i": theta_i,
        "F_red": f_red,
        "a_H": balance.a_h,
        "eta": balance.eta,
        "q_ht_tr": balance.q_ht_tr,
        "q_ht_ve": balance.q_ht_ve,
        "q_h_nd": balance.q_h_nd,
    }


def _need(found: Floats, expected: Floats, tolerance: float | None) -> Quantity:
    """Relative error of the need, where 1 kWh/m² is allowed in any case."""
    stated = np.isfinite(expected)
    relative, absolute = NEED
    size = np.maximum(np.abs(expected[stated]), absolute / relative)
    limit = relative if tolerance is None else tolerance
    return compare("q_h_nd", found[stated] / size, expected[stated] / size, limit, "-")


def _primary(table: pd.DataFrame, path: Path, tolerance: float | None) -> list[Quantity]:
    """Primary energy of heating and hot water from delivered energies and factors."""
    limit = TOLERANCE_PRIMARY if tolerance is None else tolerance
    quantities = []
    for system, service in (("SysH", "h"), ("SysW", "w")):
        for place, kind in enumerate(("Total", "NonRen")):
            column = f"q_Model1_p_{kind}_{system}"
            if column not in table:
                continue
            expected = numbers(table[column], path, EMPTY)
            found, rounding = _weighted(table, path, system, service, place)
            stated = (expected > 0) & np.isfinite(found) & (_texts(table, "Code_Country") == "DE")
            off = np.abs(found - expected)[stated]
            beyond = np.maximum(off - rounding[stated], 0.0)
            quantities.append(
                compare(f"q_p_{kind}_{service}", beyond, np.zeros(len(beyond)), limit, "kWh/(m²a)")
            )
    return quantities


def _weighted(
    table: pd.DataFrame, path: Path, system: str, service: str, place: int
) -> tuple[Floats, Floats]:
    """Primary energy of a service, and how far the printed digits of its energies carry it [kWh/(m²a)]."""
    parts = [(f"q_Model1_del_{service}_{i}", f"Code_Model1_{system}_EC_{i}") for i in (1, 2, 3)]
    auxiliary = [f"q_Model1_del_{service}_aux", *(["q_Model1_del_ve_aux"] if service == "h" else [])]
    total, rounding = np.zeros((2, len(table)))
    for column, carrier in [*parts, *((name, "") for name in auxiliary)]:
        if column not in table:
            continue
        energy = np.nan_to_num(numbers(table[column], path, EMPTY))
        factor = _factors(_texts(table, carrier), place) if carrier else PRIMARY["El"][place]
        total += np.where(energy != 0, energy * factor, 0.0)
        coarse = table[column].str.partition(".")[2].str.len().to_numpy(dtype=np.int64) <= 1
        rounding += np.where(coarse & (energy != 0), 0.05 * np.abs(factor), 0.0)
    return total, rounding


def _factors(carriers: pd.Series, place: int) -> Floats:
    """Factor of every row's carrier; NaN where the set has none."""
    table = {carrier: pair[place] for carrier, pair in PRIMARY.items()}
    return np.array([table.get(carrier, np.nan) for carrier in carriers], dtype=np.float64)


def _texts(table: pd.DataFrame, column: str) -> pd.Series:
    return table[column] if column in table else pd.Series(["-"] * len(table))


def _about_rest(table: pd.DataFrame) -> tuple[str, ...]:
    """How the metered buildings scatter around the calculation: no model makes one exact."""
    ratios = [name for name in table.columns if name.startswith("ratio_Model1_q_meter_q_calc")]
    texts = table[ratios].to_numpy(dtype=object).ravel()
    values = np.array([float(text) for text in texts if text not in EMPTY], dtype=np.float64)
    values = values[(values > 0) & np.isfinite(values)]
    if not len(values):
        return ()
    low, middle, high = np.quantile(values, [0.25, 0.5, 0.75]).tolist()
    note = (
        f"{len(values)} metered years lie at {middle:.2f} of the published calculation, half of them between "
        f"{low:.2f} and {high:.2f} (logarithmic standard deviation {float(np.std(np.log(values))):.2f})."
    )
    return (note,)
