"""Reference area and envelope areas from basic facts: TABULA's estimation procedure.

Names are those of the published columns.

References
----------
TABULA / EPISCOPE calculator ``tabula-calculator.xlsx``, sheet Calc.Set.Building,
IWU Darmstadt, CC BY 4.0; Loga, T., Diefenbach, N. (2013): TABULA Calculation Method.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrofit.physics.heat import ratio
from retrofit.stock.stock import FloatArray

Columns = Mapping[str, NDArray[np.generic]]
Found = dict[str, FloatArray]

EMPTY_CODES: Final = ("", "0", "None", "nan")


def reference_area(columns: Columns) -> FloatArray:
    """TABULA reference floor area ``A_C_Ref``, measured or from national areas [m²]."""
    measured, internal, external, living, useful, volume = (
        number(columns, name)
        for name in ("A_C_Ref_Input", "A_C_IntDim", "A_C_ExtDim", "A_C_Living", "A_C_Use", "V_C")
    )
    kinds = [measured, internal, external, living, useful]
    values = [measured, internal, 0.85 * external, 1.1 * living, 1.4 * useful]
    return np.select([kind > 0 for kind in kinds], values, default=0.85 / 3 * volume)


def estimate_envelope(columns: Columns, area_ref: FloatArray) -> Found:
    """Envelope areas from reference area, storeys, attic, cellar and neighbours [m²].

    The estimation procedure of TABULA for buildings of which only basic facts are
    known; column names ``A_Estim_*``.
    """
    attic, cellar = text(columns, "Code_AtticCond"), text(columns, "Code_CellarCond")
    storeys, f_attic, f_cellar = number(columns, "n_Storey"), _conditioned(attic), _conditioned(cellar)
    effective = 0.7 * f_attic + storeys + f_cellar
    area_storey = ratio(area_ref, effective)
    attic_in = np.where(_ends_with_i(attic), 1.0, f_attic)
    cellar_in = np.where(_ends_with_i(cellar), 1.0, f_cellar)
    wall_storey = _gross_wall_of_storey(columns, area_storey)
    door = 0.01 * area_ref + 1.5
    window = 0.18 * area_ref - door
    soil = 0.5 * cellar_in * wall_storey
    roof, ceiling = _roof_and_ceiling(attic, text(columns, "Code_ComplexRoof"), area_storey)
    found = {
        "A_Estim_Roof": roof,
        "A_Estim_UpperCeiling": ceiling,
        "A_Estim_Wall_ExtAir": (attic_in * 0.7 + storeys + cellar_in) * wall_storey - soil - window - door,
        "A_Estim_Wall_ToCellarOrSoil": soil,
        "A_Estim_Floor": 1.2 * area_storey + 5,
        "A_Estim_Window": window,
        "A_Estim_Door": door,
    }
    return found | {"A_Estim_Env_Sum": total(list(found.values()))}


def is_empty(codes: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Tell which entries of a code column hold no code."""
    return np.isin(codes.astype(np.str_), EMPTY_CODES)


def number(columns: Columns, name: str) -> FloatArray:
    """Return a column of numbers; a missing one is zero, as an empty cell in the workbook."""
    return np.nan_to_num(columns[name].astype(np.float64), nan=0.0)


def text(columns: Columns, name: str) -> NDArray[np.str_]:
    """Return a column of codes."""
    return columns[name].astype(np.str_)


def total(parts: Sequence[FloatArray]) -> FloatArray:
    """Sum arrays elementwise."""
    return np.asarray(np.sum(parts, axis=0))


def _conditioned(code: NDArray[np.str_]) -> FloatArray:
    """Conditioned share of attic or cellar from the code's first letter [-]."""
    return np.select([np.strings.startswith(code, "C"), np.strings.startswith(code, "P")], [1.0, 0.5], 0.0)


def _ends_with_i(code: NDArray[np.str_]) -> NDArray[np.bool_]:
    return np.asarray(np.strings.endswith(code, "I"))


def _gross_wall_of_storey(columns: Columns, area_storey: FloatArray) -> FloatArray:
    footprint = text(columns, "Code_ComplexFootprint")
    neighbours = text(columns, "Code_AttachedNeighbours")
    f_footprint = np.select([footprint == "Simple", footprint == "Complex"], [0.9, 1.2], 1.0)
    free_wall = np.select([neighbours == "B_N2", neighbours == "B_N1"], [5.0, 25.0], 50.0)
    f_height = number(columns, "f_Corr_CeilingHeight") if "f_Corr_CeilingHeight" in columns else 1.0
    return np.asarray(f_height * f_footprint * (0.7 * area_storey + free_wall))


def _roof_and_ceiling(
    attic: NDArray[np.str_], roof_code: NDArray[np.str_], area_storey: FloatArray
) -> tuple[FloatArray, FloatArray]:
    cases = [np.isin(attic, ("C", "PI", "NI")), attic == "P", attic == "-"]
    f_roof = np.select([roof_code == "Simple", roof_code == "Complex"], [0.9, 1.3], 1.0)
    p_roof, q_roof = np.select(cases, [1.6, 0.8, 1.2], 0.0), np.select(cases, [15.0, 7.0, 5.0], 0.0)
    p_ceiling, q_ceiling = np.select(cases, [0.0, 0.6, 0.0], 1.2), np.select(cases, [0.0, 3.0, 0.0], 5.0)
    return f_roof * (p_roof * area_storey + q_roof), p_ceiling * area_storey + q_ceiling
