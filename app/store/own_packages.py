"""Own packages as plain tables: in the project file, and in a TOML file of the user."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from app.errors import UserError
from app.text.messages_packages import value_kind
from retrofit.plan.package import (
    MINERAL_WOOL_W_MK,
    OPAQUE,
    STANDARD,
    Insulation,
    Package,
    Replacement,
    Treatment,
    Variant,
    find_faults,
    treatment_wrong,
)
from retrofit.stock.codes import ELEMENTS, METHODS, VARIANTS

Table = Mapping[str, Any]

EQUIPMENT: Final = ("heating", "ventilation", "controls", "solar_thermal", "pv_share", "battery_kwh_per_kwp")
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
        "battery_kwh_per_kwp": package.battery_kwh_kwp,
    }
    table |= {key: value for key, value in fitted.items() if value}
    return table | {ELEMENTS[element]: _treatment_table(one) for element, one in package.elements}


def from_table(table: Table, place: int = 1) -> Package:
    """A package from its table.

    Parameters
    ----------
    table : mapping
    place : int
        Which package of its file it is, for the sentence where it has no name.

    Raises
    ------
    app.errors.UserError
        If a key or value of the table says nothing that is known.
    """
    read = _Reader(str(table.get("name") or ""), table)
    if not read.name:
        raise UserError("packages_name_missing", place=place)
    unknown = sorted(set(table) - KEYS)
    if unknown:
        raise UserError(
            "packages_key_unknown", package=read.name, key=unknown[0], known=", ".join(sorted(KEYS))
        )
    return Package(
        key=read.name,
        elements=tuple(
            (element, _treatment(read, element)) for element, word in enumerate(ELEMENTS) if word in table
        ),
        builds_on=read.word("builds_on"),
        n_infiltration_1h=read.number("air_leakage"),
        delta_u_tb_w_m2k=read.number("thermal_bridges"),
        generator=read.word("heating"),
        ventilation=read.word("ventilation"),
        controls=read.words("controls"),
        solar_thermal=read.flag("solar_thermal"),
        pv_share=read.number("pv_share") or 0.0,
        battery_kwh_kwp=read.number("battery_kwh_per_kwp") or 0.0,
    )


def read_packages(path: Path) -> tuple[Package, ...]:
    """Own packages of a TOML file: one ``[[package]]`` each.

    Raises
    ------
    app.errors.UserError
        If the file is missing or does not hold packages that can be used.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("package", [])
    except FileNotFoundError:
        raise UserError("packages_file_missing", path=path) from None
    except UnicodeDecodeError:
        raise UserError("packages_file_encoding", path=path) from None
    except tomllib.TOMLDecodeError as fault:
        raise UserError("packages_file_bad", path=path, reason=str(fault)) from None
    except OSError as fault:
        raise UserError("packages_file_bad", path=path, reason=fault.strerror or "") from None
    if not isinstance(tables, Sequence) or not tables or not all(isinstance(one, dict) for one in tables):
        raise UserError("packages_file_empty", path=path)
    own = tuple(from_table(one, place) for place, one in enumerate(tables, start=1))
    wrong = find_faults((*STANDARD, *own))
    if wrong:
        raise UserError(wrong[0].code, **wrong[0].details)
    return own


def write_packages(packages: Sequence[Package], path: Path) -> None:
    """Write own packages as a TOML file that `read_packages` takes.

    Raises
    ------
    app.errors.UserError
        If the file cannot be written.
    """
    text = "\n".join(_toml(to_table(package)) for package in packages)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as fault:
        raise UserError("packages_not_written", path=path, reason=fault.strerror or "") from None


def _toml(table: Table) -> str:
    """One ``[[package]]``; an element is an inline table."""
    return "\n".join(["[[package]]", *(f"{key} = {_toml_value(value)}" for key, value in table.items()), ""])


def _toml_value(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_toml_value(inner)}" for key, inner in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class _Reader:
    """A table whose values are asked for by kind, so that each refusal can name package and key."""

    name: str
    table: Table
    inside: str = ""

    def number(self, key: str) -> float | None:
        value = self.table.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, (int, float))):
            raise self._refused(key, value, "number")
        try:
            return None if value is None else float(value)
        except OverflowError:
            raise self._refused(key, value, "number") from None

    def word(self, key: str) -> str:
        value = self.table.get(key, "")
        if not isinstance(value, str):
            raise self._refused(key, value, "word")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self._refused(key, value, "list")
        return tuple(value)

    def flag(self, key: str) -> bool:
        value = self.table.get(key, False)
        if not isinstance(value, bool):
            raise self._refused(key, value, "flag")
        return value

    def part(self, key: str) -> "_Reader":
        value = self.table[key]
        if not isinstance(value, Mapping):
            raise self._refused(key, value, "table")
        return _Reader(self.name, value, f"{key} ")

    def _refused(self, key: str, value: object, kind: str) -> UserError:
        shown = str(value).lower() if isinstance(value, bool) else str(value)
        return UserError(
            "packages_value_wrong",
            package=self.name,
            key=self.inside + key,
            value=shown,
            kind=value_kind(kind),
        )


def _treatment_table(treatment: Treatment) -> dict[str, Any]:
    if isinstance(treatment, Variant):
        return {"variant": VARIANTS[treatment.variant]}
    if isinstance(treatment, Insulation):
        table = {"thickness_cm": 100 * treatment.thickness_m, "conductivity": treatment.conductivity_w_mk}
        return table if treatment.method == METHODS[0] else {**table, "method": treatment.method}
    return {"u_value": treatment.u_w_m2k, "g_value": treatment.g_window}


def _treatment(package: _Reader, element: int) -> Treatment:
    read = package.part(ELEMENTS[element])
    ways = (
        {"variant"},
        {"thickness_cm", "conductivity", "method"} if element in OPAQUE else {"u_value", "g_value"},
    )
    main = ("variant", "thickness_cm" if element in OPAQUE else "u_value")
    if not any(set(read.table) <= way and key in read.table for way, key in zip(ways, main, strict=True)):
        fault = treatment_wrong(package.name, element, ", ".join(read.table))
        raise UserError(fault.code, **fault.details)
    if "variant" in read.table:
        return Variant(_variant(read))
    if element in OPAQUE:
        thickness, conductivity = read.number("thickness_cm"), read.number("conductivity")
        method = read.word("method") or METHODS[0]
        known = MINERAL_WOOL_W_MK if conductivity is None else conductivity
        return Insulation((thickness or 0.0) / 100, known, method)
    g_value = read.number("g_value")
    return Replacement(read.number("u_value") or 0.0, 0.5 if g_value is None else g_value)


def _variant(read: _Reader) -> int:
    word = read.word("variant")
    if word not in VARIANTS:
        raise UserError(
            "packages_word_unknown",
            package=read.name,
            key=f"{read.inside}variant",
            value=word,
            known=", ".join(VARIANTS),
        )
    return VARIANTS.index(word)
