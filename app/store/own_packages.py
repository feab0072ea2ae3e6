"""Own packages as plain tables: in the project file, and in a TOML file of the user."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from app.errors import UserError
from retrofit.plan.package import (
    MINERAL_WOOL_W_MK,
    STANDARD,
    Insulation,
    Package,
    Replacement,
    Treatment,
    Variant,
    faults,
)
from retrofit.stock.codes import ELEMENTS, METHODS, VARIANTS

Table = Mapping[str, Any]

EQUIPMENT: Final = ("heating", "ventilation", "controls", "solar_thermal", "pv_share")
KEYS = frozenset({"name", "builds_on", "air_leakage", "thermal_bridges", *EQUIPMENT, *ELEMENTS})


def to_table(package: Package) -> dict[str, Any]:
    """A package as a table: its name, what it builds on, and one table an element."""
    table: dict[str, Any] = {"name": package.key}
    if package.builds_on:
        table["builds_on"] = package.builds_on
    if package.n_infiltration_1h is not None:
        table["air_leakage"] = package.n_infiltration_1h
    if package.delta_u_tb_w_m2k is not None:
        table["thermal_bridges"] = package.delta_u_tb_w_m2k
    fitted = {
        "heating": package.generator,
        "ventilation": package.ventilation,
        "controls": list(package.controls),
        "solar_thermal": package.solar_thermal,
        "pv_share": package.pv_share,
    }
    table |= {key: value for key, value in fitted.items() if value}
    return table | {ELEMENTS[element]: _treatment_table(one) for element, one in package.elements}


def from_table(table: Table) -> Package:
    """A package from its table.

    Raises
    ------
    app.errors.UserError
        If a key or value of the table says nothing that is known.
    """
    unknown = sorted(set(table) - KEYS)
    if unknown:
        raise UserError("packages_key_unknown", key=unknown[0], known=", ".join(sorted(KEYS)))
    try:
        return Package(
            key=str(table["name"]),
            elements=tuple(
                (place, _treatment(table[name])) for place, name in enumerate(ELEMENTS) if name in table
            ),
            builds_on=str(table.get("builds_on", "")),
            n_infiltration_1h=_number(table, "air_leakage"),
            delta_u_tb_w_m2k=_number(table, "thermal_bridges"),
            generator=str(table.get("heating", "")),
            ventilation=str(table.get("ventilation", "")),
            controls=tuple(str(one) for one in table.get("controls", ())),
            solar_thermal=bool(table.get("solar_thermal", False)),
            pv_share=_number(table, "pv_share") or 0.0,
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise UserError(
            "packages_value_wrong", name=table.get("name", "?"), reason=f"{type(fault).__name__} {fault}"
        ) from None


def read_packages(path: Path) -> tuple[Package, ...]:
    """Own packages of a TOML file: one ``[[package]]`` each.

    Raises
    ------
    app.errors.UserError
        If the file is missing or does not hold packages that can be used.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("package", [])
    except FileNotFoundError:
        raise UserError("packages_file_missing", path=path) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as fault:
        raise UserError("packages_file_bad", path=path, reason=str(fault)) from None
    if not isinstance(tables, Sequence) or not tables or not all(isinstance(one, dict) for one in tables):
        raise UserError("packages_file_bad", path=path, reason="[[package]]")
    own = tuple(from_table(one) for one in tables)
    wrong = faults((*STANDARD, *own))
    if wrong:
        raise UserError(wrong[0])
    return own


def _treatment_table(treatment: Treatment) -> dict[str, Any]:
    if isinstance(treatment, Variant):
        return {"variant": VARIANTS[treatment.variant]}
    if isinstance(treatment, Insulation):
        table = {"thickness_cm": 100 * treatment.thickness_m, "conductivity": treatment.conductivity_w_mk}
        return table if treatment.method == METHODS[0] else {**table, "method": treatment.method}
    return {"u_value": treatment.u_w_m2k, "g_value": treatment.g_window}


def _treatment(table: Table) -> Treatment:
    known = {"variant", "thickness_cm", "conductivity", "method", "u_value", "g_value"}
    if set(table) - known:
        raise ValueError(", ".join(sorted(set(table) - known)))
    if "variant" in table:
        return Variant(VARIANTS.index(table["variant"]))
    if "thickness_cm" in table:
        return Insulation(
            float(table["thickness_cm"]) / 100,
            float(table.get("conductivity", MINERAL_WOOL_W_MK)),
            str(table.get("method", METHODS[0])),
        )
    return Replacement(float(table["u_value"]), float(table.get("g_value", 0.5)))


def _number(table: Table, key: str) -> float | None:
    return float(table[key]) if key in table else None
