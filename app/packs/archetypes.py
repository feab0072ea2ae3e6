"""The typology tables of a pack: building types and their variants."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from app.packs import plausible
from app.packs.table import Row, Table, keyed, layered, merged
from retrofit.errors import PackError
from retrofit.stock.codes import ELEMENTS, SIZE_CLASSES, VARIANTS
from retrofit.stock.pack import ArchetypeTable, FallbackVariant

TYPE_COLUMNS: Final = (
    "code", "size_class", "year_from", "year_to", "is_general", "description", "floor_area_ref_m2",
    "number_of_dwellings", "number_of_floors", *(f"area_{e}_m2" for e in ELEMENTS),
    *(f"area_window_{o}_m2" for o in ("north", "east", "south", "west", "horizontal")),
    "status", "source", "note",
)  # fmt: skip
VARIANT_COLUMNS: Final = (
    "code", "variant", *(f"u_{e}_w_m2k" for e in ELEMENTS), *(f"b_{e}" for e in ELEMENTS),
    *(f"thickness_{e}_m" for e in ELEMENTS[:3]), "g_window", "delta_u_tb_w_m2k", "n_infiltration_1h",
)  # fmt: skip
CONDITION_COLUMNS: Final = (
    "size_class", "room_height_m", "theta_i_c", "phi_int_w_m2", "c_m_wh_m2k", "q_w_nd_kwh_m2", "n_use_1h",
    "f_red_htr1", "f_red_htr4", "f_sh_hor", "f_sh_vert", "f_frame", "f_w", "status", "source",
)  # fmt: skip
FALLBACK_COLUMNS: Final = (
    "variant", *(f"u_{e}_w_m2k" for e in ELEMENTS), "g_window", "delta_u_tb_w_m2k", "n_infiltration_1h",
    "status", "source",
)  # fmt: skip
_SIDES: Final = ("north", "east", "south", "west", "horizontal")
_U_MAX: Final = 10.0
"""No element of a building loses more [W/(m²K)]; a larger figure is a typing error."""


def read_archetypes(folders: Sequence[Path], conditions: Mapping[tuple[str, ...], Row]) -> ArchetypeTable:
    """Read ``archetypes.csv`` and ``archetype_variants.csv`` under the conditions of use per size class."""
    types = merged(layered(folders, "archetypes.csv", TYPE_COLUMNS), "code")
    _check_years(types)
    size_class = np.array([row.position("size_class", SIZE_CLASSES) for row in types], dtype=np.int8)
    return ArchetypeTable(
        code=types.texts("code"),
        size_class=size_class,
        year_from=types.numbers("year_from", 0, 9999).astype(np.int32),
        year_to=types.numbers("year_to", 0, 9999).astype(np.int32),
        is_general=np.array([row.flag("is_general") for row in types], dtype=np.bool_),
        **_variants(folders, types, conditions),
        **_geometry(types),
        **_conditions(types, conditions),
        status=np.array([str(row.status()) for row in types], dtype=np.str_),
        source=types.texts("source"),
    )


def _check_years(types: Table) -> None:
    for row in types:
        if row.number("year_from", 0, 9999) > row.number("year_to", 0, 9999):
            raise row.refuse("year_to")


def _check_elements(row: Row, example: Row) -> None:
    """Refuse an element that the example building has and that loses no heat, or a window that lets none in."""
    for element in ELEMENTS:
        column = f"u_{element}_w_m2k"
        if row.number(column) == 0 and example.number_or_nan(f"area_{element}_m2") > 0:
            raise row.refuse(column)
    if row.number("g_window") == 0 and example.number_or_nan("area_window_m2") > 0:
        raise row.refuse("g_window")


def _geometry(types: Table) -> dict[str, Any]:
    """Return areas of the example buildings; NaN where the typology gives none."""
    areas = [types.numbers(f"area_{e}_m2", *plausible.AREA_M2, empty=True) for e in ELEMENTS]
    windows = [types.numbers(f"area_window_{side}_m2", *plausible.AREA_M2, empty=True) for side in _SIDES]
    return {
        "area_m2": np.stack(areas, axis=1),
        "window_area_m2": np.stack(windows, axis=1),
        "floor_area_ref_m2": types.numbers("floor_area_ref_m2", 1, 1e6, empty=True),
        "number_of_dwellings": types.numbers("number_of_dwellings", 1, 10_000, empty=True),
        "number_of_floors": types.numbers("number_of_floors", 1, 200, empty=True),
    }


def _condition(row: Row, conditions: Mapping[tuple[str, ...], Row]) -> Row:
    key = (row.text("size_class"),)
    if key not in conditions:
        raise PackError("pack_row_missing", file="conditions.csv", row=key[0])
    return conditions[key]


def _conditions(types: Table, conditions: Mapping[tuple[str, ...], Row]) -> dict[str, Any]:
    """Spread the conditions of use of a size class over its types."""
    names = [c for c in CONDITION_COLUMNS[1:-2] if c != "n_use_1h"]
    rows = [_condition(row, conditions) for row in types]
    return {name: np.array([row.number(name, *plausible.CONDITIONS[name]) for row in rows]) for name in names}


def _variants(
    folders: Sequence[Path], types: Table, conditions: Mapping[tuple[str, ...], Row]
) -> dict[str, Any]:
    """Return what differs between existing state and refurbished variants, shape (A, V, ...)."""
    tables = layered(folders, "archetype_variants.csv", VARIANT_COLUMNS)
    rows = keyed(tables, "code", "variant")
    place = {row.text("code"): i for i, row in enumerate(types)}
    examples = types.rows
    shape = (len(types), len(VARIANTS))
    wide = {name: np.zeros((*shape, len(ELEMENTS))) for name in ("u_w_m2k", "b_transmission", "thickness_m")}
    flat = {name: np.zeros(shape) for name in ("g_window", "delta_u_tb_w_m2k", "n_infiltration_1h")}
    has = np.zeros(shape, dtype=np.bool_)
    for row in rows.values():
        if row.text("code") not in place:
            raise row.refuse("code")
        at = place[row.text("code")], row.position("variant", VARIANTS)
        has[at] = True
        _check_elements(row, examples[at[0]])
        wide["u_w_m2k"][at] = [row.number(f"u_{e}_w_m2k", 0, _U_MAX) for e in ELEMENTS]
        wide["b_transmission"][at] = [row.number(f"b_{e}", 0, 1) for e in ELEMENTS]
        wide["thickness_m"][at][:3] = [row.number_or_nan(f"thickness_{e}_m", 0, 1) for e in ELEMENTS[:3]]
        flat["g_window"][at] = row.number("g_window", 0, 1)
        flat["delta_u_tb_w_m2k"][at] = row.number("delta_u_tb_w_m2k", 0, 1)
        flat["n_infiltration_1h"][at] = row.number("n_infiltration_1h", 0, 5)
    for row, known in zip(types, has[:, 0], strict=True):
        if not known:
            raise PackError("pack_row_missing", file=tables[0].file, row=f"{row.text('code')} existing")
    use = np.array(
        [_condition(row, conditions).number("n_use_1h", *plausible.CONDITIONS["n_use_1h"]) for row in types]
    )
    return {"has_variant": has, **wide, **flat, "n_use_1h": np.repeat(use[:, None], shape[1], axis=1)}


def read_fallbacks(folders: Sequence[Path]) -> dict[int, FallbackVariant]:
    """Read ``fallbacks.csv``: what a package does where the typology has no such variant."""
    tables = layered(folders, "fallbacks.csv", FALLBACK_COLUMNS)
    rows = keyed(tables, "variant")
    found = {}
    for name in VARIANTS[1:]:
        if (name,) not in rows:
            raise PackError("pack_row_missing", file=tables[0].file, row=name)
        row = rows[name,]
        position = VARIANTS.index(name)
        found[position] = FallbackVariant(
            variant=position,
            u_w_m2k=tuple(row.number(f"u_{e}_w_m2k", 0, _U_MAX) for e in ELEMENTS),
            g_window=row.number("g_window", 0, 1),
            delta_u_tb_w_m2k=row.number("delta_u_tb_w_m2k", 0, 1),
            n_infiltration_1h=row.number("n_infiltration_1h", 0, 5),
            source=row.text("source"),
            status=row.status(),
        )
    return found
