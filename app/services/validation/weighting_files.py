"""Energy components and weighting factors as cteepbd writes them: one line a component or factor.

References
----------
cteepbd (Ministerio de Fomento, IETcc-CSIC; MIT licence), formats of versions 0.11 to 2.0.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from app.errors import UserError
from app.services.validation.judging import Floats
from app.text.plain_words import plain_words
from retrofit.physics import overarching
from retrofit.physics.overarching import COGENERATION, GRID, ON_SITE, STEP_A, SUPPLY, Energies

CARRIERS: Final = (
    "ELECTRICIDAD", "EAMBIENTE", "TERMOSOLAR", "GASNATURAL", "GASOLEO", "FUELOIL", "GLP", "CARBON",
    "BIOCARBURANTE", "BIOMASA", "BIOMASADENSIFICADA", "RED1", "RED2",
)  # fmt: skip
"""Carriers, in the order of the arrays."""
ROW: Final[Mapping[str, int]] = {
    **{name: row for row, name in enumerate(CARRIERS)}, "MEDIOAMBIENTE": 1, "AMBIENTE": 1, "SOLAR": 2,
}  # fmt: skip
ELECTRICITY: Final = 0
AMBIENT: Final = (ROW["EAMBIENTE"], ROW["TERMOSOLAR"])
NEARBY: Final = np.isin(
    CARRIERS, ("EAMBIENTE", "TERMOSOLAR", "BIOMASA", "BIOMASADENSIFICADA", "RED1", "RED2")
)
"""Carriers from within the nearby perimeter (EN ISO 52000-1, table B.23; solid biomass only)."""
RENEWABLE: Final = (
    *((row, source) for row in AMBIENT for source in (GRID, ON_SITE)), (ELECTRICITY, ON_SITE),
)  # fmt: skip
"""Carriers and sources that weigh (1, 0, 0) where nothing is stated."""
DISTRICT: Final = {"RED1": (0.0, 1.3, 0.3), "RED2": (0.0, 1.3, 0.3)}
"""What cteepbd takes for district networks where nothing is stated: ren, nren, CO2."""

SERVICES: Final = frozenset(("ACS", "CAL", "REF", "VEN", "ILU", "HU", "DHU", "BAC", "NDEF", "EPB"))
OTHER: Final = frozenset(("NEPB", "NOEPB", "NEP"))
COGENERATED: Final = frozenset(("COGEN", "COGENERACION"))
MADE: Final[Mapping[str, tuple[int, int]]] = {
    "EL_INSITU": (ELECTRICITY, ON_SITE), "EL_COGEN": (ELECTRICITY, COGENERATION),
}  # fmt: skip
WITHOUT_ENERGY: Final = frozenset(("SALIDA", "OUT", "ZONA", "EDIFICIO", "DEMANDA"))
"""Components that state needs and heat given off: nothing that is weighted."""
SOURCES: Final = {"RED": GRID, "INSITU": ON_SITE, "COGEN": COGENERATION, "COGENERACION": COGENERATION}
USES: Final = {
    "SUMINISTRO": SUPPLY, "INPUT": SUPPLY, "A_RED": overarching.TO_GRID, "A_NEPB": overarching.TO_OTHER,
}  # fmt: skip
STEPS: Final = {"A": overarching.STEP_A, "B": overarching.STEP_B}


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """Words and numbers of a line."""

    path: Path
    number: int
    system: int
    words: tuple[str, ...]
    values: Floats

    def fault(self, reason: str) -> UserError:
        """Say what is wrong with the line."""
        return UserError("validation_line_bad", path=self.path, line=self.number, reason=reason)


@dataclass(frozen=True, slots=True, eq=False)
class Components:
    """Energy by carrier and step, and what the file says about itself."""

    energies: Energies
    said: Mapping[str, str]


def read_components(path: Path) -> Components:
    """Read energy components; ambient and solar heat without stated production is complemented.

    Raises
    ------
    app.errors.UserError
        If the file is missing or a line is not understood.
    """
    lines = [line for line in _lines(path) if not WITHOUT_ENERGY & set(line.words)]
    if not lines:
        raise UserError("validation_line_bad", path=path, line=1, reason="no energy component")
    steps = len(lines[0].values)
    used: dict[tuple[int, int], Floats] = defaultdict(lambda: np.zeros(steps))
    made: dict[tuple[int, int, int], Floats] = defaultdict(lambda: np.zeros(steps))
    other, fuel = np.zeros((2, len(CARRIERS), steps))
    everything = np.zeros((len(CARRIERS), steps))
    for line in lines:
        if len(line.values) != steps or not steps or not (line.values >= 0).all():
            raise line.fault(f"{steps} numbers that are not negative expected")
        if "PRODUCCION" in line.words:
            row, source = _produced(line)
            made[line.system, row, source] += line.values
            continue
        row, kind = _used(line)
        target = {"other": other, "fuel": fuel}.get(kind, everything)
        target[row] += line.values
        if kind != "fuel":
            used[line.system, row] += line.values
    for (system, row), values in used.items():
        if row in AMBIENT:
            made[system, row, ON_SITE] = np.maximum(made[system, row, ON_SITE], values)
    produced = np.zeros((len(CARRIERS), 2, steps))
    for (_, row, source), values in made.items():
        produced[row, source] += values
    return Components(Energies(everything, other, produced, fuel), read_said(path))


def _used(line: Line) -> tuple[int, str]:
    """Carrier, and whether an EPB service uses it ("epb"), another use ("other") or cogeneration ("fuel")."""
    words = set(line.words)
    if "AUX" in words:
        unknown = words - {"AUX", "ELECTRICIDAD"} - SERVICES
        kind, carriers = "epb", ["ELECTRICIDAD"]
    elif "CONSUMO" in words:
        carriers = [word for word in line.words if word in ROW]
        kind = "other" if words & OTHER else "fuel" if words & COGENERATED else "epb"
        unknown = words - {"CONSUMO"} - set(carriers) - SERVICES - OTHER - COGENERATED
    else:
        raise line.fault(", ".join(line.words) or "no kind of component")
    if unknown or len(carriers) != 1:
        raise line.fault(", ".join(sorted(unknown)) or "one carrier expected")
    return ROW[carriers[0]], kind


def _produced(line: Line) -> tuple[int, int]:
    words = [word for word in line.words if word != "PRODUCCION" and word not in SERVICES]
    if len(words) == 1 and words[0] in MADE:
        return MADE[words[0]]
    sources = [word for word in words if word in SOURCES and word != "RED"]
    carriers = [word for word in words if word in ROW]
    if len(carriers) != 1 or len(sources) + 1 != len(words):
        raise line.fault(", ".join(line.words))
    row = ROW[carriers[0]]
    if not sources and row not in AMBIENT:
        raise line.fault(", ".join(line.words))
    return row, SOURCES[sources[0]] if sources else ON_SITE


def read_factors(path: Path, own: Mapping[str, tuple[float, ...]]) -> Floats:
    """Read weighting factors, shape (C, 3, 3, 2, 3); what is not stated follows from the rest.

    Parameters
    ----------
    own : mapping
        Factors (ren, nren, CO2) of district networks that go before those of the file.
    """
    weights = overarching.no_weights(len(CARRIERS))
    for line in _lines(path):
        if len(line.words) != 4 or len(line.values) not in (2, 3):
            raise line.fault("carrier, source, use, step and three numbers expected")
        kinds = zip((ROW, SOURCES, USES, STEPS), line.words, strict=True)
        unknown = [word for known, word in kinds if word not in known]
        if unknown:
            raise line.fault(", ".join(unknown))
        carrier, origin, use, step = line.words
        place = weights[ROW[carrier], SOURCES[origin], USES[use], STEPS[step]]
        if np.isnan(place).all():
            place[: len(line.values)] = line.values
    for name, figures in {**DISTRICT, **own}.items():
        place = weights[ROW[name], GRID, SUPPLY, STEP_A]
        if name in own or np.isnan(place).all():
            place[:] = figures
    for row, source in RENEWABLE:
        place = weights[row, source, SUPPLY, STEP_A]
        if np.isnan(place).all():
            place[:] = (1.0, 0.0, 0.0)
    return overarching.with_defaults(weights)


def read_said(path: Path) -> dict[str, str]:
    """Read what lines like ``#META CTE_AREAREF: 100`` say."""
    said = {}
    for text in _text(path).splitlines():
        head = text.strip()
        if head.startswith(("#META", "#CTE_")):
            key, _, value = head.removeprefix("#META").removeprefix("#").partition(":")
            said[key.strip()] = value.strip()
    return said


def _lines(path: Path) -> Iterator[Line]:
    for number, text in enumerate(_text(path).splitlines(), 1):
        content = text.partition("#")[0].strip()
        if not content or content.lower().startswith("vector"):
            continue
        fields = [field.strip() for field in content.split(",")]
        system, words = 0, fields
        if fields[0].lstrip("-").isdigit():
            system, words = int(fields[0]), fields[1:]
        named = next((i for i, word in enumerate(words) if _is_number(word)), len(words))
        line = Line(path, number, system, tuple(word for word in words[:named] if word), np.zeros(0))
        if not all(_is_number(word) for word in words[named:]):
            raise line.fault("a word among the numbers")
        yield Line(path, number, system, line.words, np.array(words[named:], dtype=np.float64))


def _is_number(word: str) -> bool:
    try:
        return bool(np.isfinite(float(word)))
    except ValueError:
        return False


def _text(path: Path) -> str:
    if not path.is_file():
        raise UserError("validation_file_missing", path=path)
    try:
        return path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError) as fault:
        raise UserError("validation_file_unreadable", path=path, reason=plain_words(fault)) from None
