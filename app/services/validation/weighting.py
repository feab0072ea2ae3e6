"""EN ISO 52000-1, annex J: primary energy and renewable share of examples with on-site production."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from app.errors import UserError
from app.services.validation.judging import Floats, Judgement, case_fault, compare
from app.services.validation.weighting_files import (
    CARRIERS,
    ELECTRICITY,
    NEARBY,
    ROW,
    Components,
    read_components,
    read_factors,
    read_said,
)
from app.text.plain_words import plain_words
from retrofit.physics.overarching import (
    CO2,
    COGENERATION,
    NREN,
    ON_SITE,
    REN,
    Performance,
    flows,
    performance,
)

FILES: Final = ("cases", "components and factors")
FEWEST: Final = 1
MOST: Final = 1000

ROUNDING: Final = 1e-9
NUMBER: Final = r"(-?\d+(?:\.\d+)?)"
ENERGY: Final = r"C_ep \[kWh/m2\.an\]: "
TARGETS: Final[dict[str, tuple[str, float, str]]] = {
    "E_P_ren": (ENERGY + "ren = " + NUMBER, 0.05, "kWh/m²"),
    "E_P_nren": (ENERGY + ".*nren = " + NUMBER, 0.05, "kWh/m²"),
    "E_P_tot": (ENERGY + ".*tot = " + NUMBER, 0.05, "kWh/m²"),
    "RER": (r"(?<!\w)RER = " + NUMBER, 0.005, "-"),
    "RER_nrb": (r"(?<!\w)RER_nrb = " + NUMBER, 0.005, "-"),
    "E_CO2": (r"E_CO2 \[kg_CO2e/m2\.an\]: " + NUMBER, 0.005, "kg/m²"),
    "EAMBIENTE": (r"- EAMBIENTE: " + NUMBER, 0.005, "kWh/m²"),
    "TERMOSOLAR": (r"- TERMOSOLAR: " + NUMBER, 0.005, "kWh/m²"),
    "EL_INSITU": (r"- EL_INSITU: " + NUMBER, 0.005, "kWh/m²"),
    "EL_COGEN": (r"- EL_COGEN: " + NUMBER, 0.005, "kWh/m²"),
}
"""Quantities: how cteepbd prints them, how near to come (half a unit of the last digit), unit."""
BY_SOURCE: Final = "generada y usada en servicios EPB, por origen"

WITH_VALUE: Final = {
    "-c": 1, "-f": 1, "-l": 1, "-a": 1, "--arearef": 1, "-k": 1, "--kexp": 1, "--red1": 3, "--red2": 3,
    "--demanda_anual_acs": 1, "--oc": 1, "--of": 1, "--json": 1, "--xml": 1, "--txt": 1, "--xml_version": 1,
    "--load_matching": 0, "-F": 0,
}  # fmt: skip
"""Options of cteepbd that are understood and how many values each takes."""


@dataclass(frozen=True, slots=True)
class Case:
    """An example: options of its command line and what it prints."""

    name: str
    options: dict[str, list[str]]
    expected: str


def judge(paths: Sequence[Path], tolerance: float | None = None) -> Judgement:
    """Weigh every example and compare with what is printed.

    Parameters
    ----------
    paths : sequence of Path
        JSON with a list ``tests`` of ``name``, ``args`` and ``expect_stdout_contains``; the
        files that the arguments name are looked for among the further paths, then beside
        the JSON.
    tolerance : float, optional
        Instead of half a unit of the last printed digit.
    """
    cases = _cases(paths[0])
    found = [_solve(case, paths) for case in cases]
    quantities, judged = [], np.zeros(len(cases), dtype=bool)
    for name, (pattern, limit, unit) in TARGETS.items():
        expected = np.array([_printed(case.expected, pattern) for case in cases])
        judged |= ~np.isnan(expected)
        if not np.isnan(expected).all():
            here = [one[name] for one in found]
            allowed = (limit if tolerance is None else tolerance) + ROUNDING
            quantities.append(compare(name, here, expected, allowed, unit))
    if not judged.any():
        raise _bad(paths[0], "", "nothing is expected that can be judged")
    left_out = [case.name for case, one in zip(cases, judged, strict=True) if not one]
    notes = (f"Printed figures that are not judged: {', '.join(left_out)}.",) if left_out else ()
    return Judgement("weighting", int(judged.sum()), tuple(quantities), notes)


def _bad(path: Path, case: str, reason: str) -> UserError:
    return case_fault("validation_example_bad", path, case, reason)


def _printed(text: str, pattern: str) -> float:
    if pattern.startswith("- ") and BY_SOURCE not in text:
        return float("nan")
    found = re.search(pattern, text)
    return float(found[1]) if found else float("nan")


def _cases(path: Path) -> list[Case]:
    if not path.is_file():
        raise UserError("validation_file_missing", path=path)
    name = ""
    try:
        cases = []
        for test in json.loads(path.read_text(encoding="utf-8"))["tests"]:
            name = str(test["name"])
            expected = test["expect_stdout_contains"]
            text = expected if isinstance(expected, str) else "\n".join(expected)
            cases.append(Case(name, _options([str(arg) for arg in test["args"]]), text))
    except (ValueError, OSError, KeyError, TypeError, AttributeError) as fault:
        raise _bad(path, name, plain_words(fault)) from None
    if not cases:
        raise _bad(path, "", "no tests")
    return cases


def _options(args: Sequence[str]) -> dict[str, list[str]]:
    given, at = {}, 0
    while at < len(args):
        name, _, value = args[at].partition("=")
        if re.fullmatch(r"-v+", name):
            at += 1
            continue
        if name not in WITH_VALUE:
            raise ValueError(f"{name} is not supported")
        values = [value] if value else list(args[at + 1 : at + 1 + WITH_VALUE[name]])
        if len(values) != WITH_VALUE[name]:
            raise ValueError(f"{name} has no value")
        given[name] = values
        at += 1 + (0 if value else WITH_VALUE[name])
    return given


def _solve(case: Case, paths: Sequence[Path]) -> dict[str, float]:
    components = read_components(_named(case.options, "-c", case, paths))
    options, said = case.options, components.said
    try:
        area = float(_first(options, ("-a", "--arearef"), said.get("CTE_AREAREF", "1")))
        k_exp = float(_first(options, ("-k", "--kexp"), said.get("CTE_KEXP", "0")))
        own = {
            name: _three(options.get(f"--{name.lower()}"), said.get(f"CTE_{name}", ""))
            for name in ("RED1", "RED2")
        }
    except ValueError as fault:
        raise _bad(paths[0], case.name, plain_words(fault)) from None
    if not (area > 0 and 0 <= k_exp <= 1):
        raise _bad(paths[0], case.name, f"area {area:g}, k_exp {k_exp:g}")
    factors = _factors_of(case, components, paths)
    weights = read_factors(factors, {name: three for name, three in own.items() if three})
    matched = "--load_matching" in options
    result = performance(components.energies, weights, k_exp, matched=matched)
    unknown = np.isnan(result.by_carrier[..., : NREN + 1]).any(axis=-1)
    if unknown.any():
        carrier = CARRIERS[int(np.flatnonzero(unknown)[0])]
        raise UserError("validation_factor_missing", path=factors, carrier=carrier)
    return _found(result, flows(components.energies, matched=matched).covered.sum(axis=-1), area)


def _found(result: Performance, covered: Floats, area: float) -> dict[str, float]:
    total = result.total / area
    return {
        "E_P_ren": float(total[REN]),
        "E_P_nren": float(total[NREN]),
        "E_P_tot": float(result.e_p_tot) / area,
        "RER": float(result.rer),
        "RER_nrb": float(result.rer_within(NEARBY)),
        "E_CO2": float(total[CO2]),
        "EAMBIENTE": float(covered[ROW["EAMBIENTE"], ON_SITE]) / area,
        "TERMOSOLAR": float(covered[ROW["TERMOSOLAR"], ON_SITE]) / area,
        "EL_INSITU": float(covered[ELECTRICITY, ON_SITE]) / area,
        "EL_COGEN": float(covered[ELECTRICITY, COGENERATION]) / area,
    }


def _first(options: dict[str, list[str]], names: Iterable[str], otherwise: str) -> str:
    return next((options[name][0] for name in names if name in options), otherwise)


def _three(given: list[str] | None, said: str) -> tuple[float, ...]:
    texts = given or [text for text in said.split(",") if text.strip()]
    if texts and len(texts) != 3:
        raise ValueError("three factors expected")
    return tuple(float(text) for text in texts)


def _named(options: dict[str, list[str]], option: str, case: Case, paths: Sequence[Path]) -> Path:
    """The file an option names, by its bare name."""
    if option not in options:
        raise _bad(paths[0], case.name, f"no {option}")
    name = options[option][0].replace("\\", "/").rpartition("/")[2]
    return next((path for path in paths[1:] if path.name == name), paths[0].parent / name)


def _factors_of(case: Case, components: Components, paths: Sequence[Path]) -> Path:
    """The file of factors: named, or of the location."""
    if "-f" in case.options:
        return _named(case.options, "-f", case, paths)
    place = _first(case.options, ("-l",), components.said.get("CTE_LOCALIZACION", ""))
    if not place:
        raise _bad(paths[0], case.name, "neither -f nor -l")
    near = [*paths[1:], *sorted(paths[0].parent.glob("*.csv"))]
    tables = [path for path in near if path.is_file() and path.name.lower().startswith("factores")]
    for path in tables:
        if place in re.split(r"[_.]", path.stem) or read_said(path).get("CTE_LOCALIZACION") == place:
            return path
    raise _bad(paths[0], case.name, f"no file of factors for {place}")
