"""Cadastral references of the five countries: one spelling, what they name, and the parcel they lead to.

References
----------
ES : Dirección General del Catastro, referencia catastral: 14 characters for the parcel, 4 for the
    unit, 2 control letters.
IT : Agenzia delle Entrate, INSPIRE CP ``nationalCadastralReference``: comune, section, foglio,
    allegato, sviluppo, particella.
DK : Danish Geodata Agency: ejerlavskode and matrikelnummer; BFE number of the real-property register.
EE : Maa- ja Ruumiamet, katastritunnus: 5 digits, 3 digits, 4 digits; EHR building code: 9 digits.
BG : Ordinance RD-02-20-5 of 2016 on the cadastre, art. 16: EKATTE, cadastral district, land
    property, building, unit, parted by dots.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

__all__ = ["COUNTRIES", "Reference", "normalise", "parcel_key", "parcel_keys", "spanish_control"]

PARCEL, BUILDING, UNIT, PROPERTY = "parcel", "building", "unit", "property"


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as it is always written here.

    ``text`` is the reference itself; ``parcel`` is that of the parcel it lies on, empty where the
    reference does not tell (Danish BFE numbers, Estonian building codes).
    """

    country: str
    kind: str
    """parcel, building, unit or property."""
    text: str
    parcel: str
    system: str = ""
    """How it is built: urban, rural, dispersed; matrikel, bfe; katastritunnus, ehr; catasto; identifier."""
    valid: bool = True
    """False where control letters contradict the rest."""


def normalise(text: str, country: str = "") -> Reference | None:
    """Read a reference in any usual spelling.

    Parameters
    ----------
    text : str
        As it stands in a file.
    country : str
        ISO code of the country; empty tries those whose references cannot be mistaken.

    Returns
    -------
    Reference or None
        None where the text is no reference of the country.
    """
    plain = text.strip()
    if not plain:
        return None
    if country:
        reader = _READERS.get(country.upper())
        return reader(plain) if reader else None
    found = (reader(plain) for reader in _READERS.values())
    return next((one for one in found if one is not None and _is_plain(one)), None)


def _is_plain(found: Reference) -> bool:
    """Whether a reference can be told from any other pair of numbers without knowing the country."""
    if found.country == "IT":
        return found.text[0].isalpha()
    return (
        found.system == "matrikel" and len(found.text.partition("-")[0]) >= 5
    ) or found.country in "ES EE BG"


def parcel_key(reference: Reference) -> str:
    """Reference of the parcel, without the unit or the building on it; "" where it is not told."""
    return reference.parcel


def parcel_keys(texts: Iterable[str], country: str = "") -> list[str]:
    """Key of the parcel of each text; "" where it is no reference or tells no parcel."""
    known: dict[str, str] = {"": ""}
    found = []
    for text in texts:
        if text not in known:
            reference = normalise(text, country)
            known[text] = "" if reference is None else reference.parcel
        found.append(known[text])
    return found


# ES

_PREFIX: Final = re.compile(r"^(?:ES\.SDGC\.(?:BU|CP)\.)", re.IGNORECASE)
_SUFFIX: Final = re.compile(r"_(?:part[0-9]+|PI\.?[0-9]*)$", re.IGNORECASE)
_SPANISH: Final = (
    ("rural", re.compile(r"[0-9]{5}[A-Z][0-9]{8}")),  # province, municipality, sector, polígono, parcela
    ("dispersed", re.compile(r"00[0-9]{7}[A-Z]{2}[0-9]{2}[A-Z]")),
    ("urban", re.compile(r"[0-9]{7}[A-Z]{2}[0-9]{4}[A-Z]")),
    ("urban", re.compile(r"[0-9A-Z]{5}[0-9]{2}[A-Z]{2}[0-9]{4}[A-Z]")),  # manzanas may hold letters
)
_DIGITS: Final = re.compile("[0-9]+")
_CAPITALS: Final = re.compile("[A-Z]+")
_ALPHABET: Final = "ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
_WEIGHTS: Final = (13, 15, 12, 5, 4, 17, 9, 21, 3, 7, 1)
_CONTROL: Final = "MQWERTYUIOPASDFGHJKLBZX"


def spanish_control(parcel: str, unit: str) -> str:
    """Two control letters of a Spanish reference: 14 characters of the parcel and 4 of the unit."""
    return _letter(parcel[:7] + unit) + _letter(parcel[7:14] + unit)


def _letter(characters: str) -> str:
    values = (int(c) if c.isdigit() else _ALPHABET.index(c) + 1 for c in characters)
    return _CONTROL[sum(w * v for w, v in zip(_WEIGHTS, values, strict=True)) % len(_CONTROL)]


def _spanish(text: str) -> Reference | None:
    bare = re.sub(r"[\s\-./]", "", _SUFFIX.sub("", _PREFIX.sub("", text))).upper()
    if len(bare) not in (14, 18, 20):
        return None
    parcel, unit, control = bare[:14], bare[14:18], bare[18:]
    system = next((name for name, pattern in _SPANISH if pattern.fullmatch(parcel)), "")
    if not system or (unit and not _DIGITS.fullmatch(unit)) or (control and not _CAPITALS.fullmatch(control)):
        return None
    valid = not control or control == spanish_control(parcel, unit)
    return Reference("ES", UNIT if unit else PARCEL, bare, parcel, system, valid)


# BG

_BULGARIAN: Final = re.compile(
    r"(?P<ekatte>[0-9]{4,5})\s*[.,\-]\s*(?P<district>[0-9]{1,4})\s*[.,\-]\s*(?P<land>[0-9]{1,5})"
    r"(?:\s*[.,\-]\s*(?P<building>[0-9]{1,3}))?(?:\s*[.,\-]\s*(?P<unit>[0-9]{1,4}))?"
)
_BULGARIAN_WORDS: Final = re.compile(
    r"^(?:(?:поземлен имот|сграда|имот|идентификатор|идент|пи|с|№|id)\b[\s.:№]*)+", re.IGNORECASE
)


def _bulgarian(text: str) -> Reference | None:
    match = _BULGARIAN.fullmatch(_BULGARIAN_WORDS.sub("", text).strip(" ."))
    if match is None:
        return None
    numbers = {name: str(int(part)) for name, part in match.groupdict().items() if part is not None}
    parcel = f"{numbers['ekatte'].zfill(5)}.{numbers['district']}.{numbers['land']}"
    kind = UNIT if "unit" in numbers else BUILDING if "building" in numbers else PARCEL
    rest = [numbers[name] for name in ("building", "unit") if name in numbers]
    return Reference("BG", kind, ".".join((parcel, *rest)), parcel, "identifier")


# EE

_ESTONIAN: Final = re.compile(
    r"([0-9]{5})\s*[:\-. ]\s*([0-9]{3})\s*[:\-. ]\s*([0-9]{4})|([0-9]{5})([0-9]{3})([0-9]{4})"
)
_EHR: Final = re.compile(r"1[0-9]{8}|2[0-9]{8}")


def _estonian(text: str) -> Reference | None:
    match = _ESTONIAN.fullmatch(text)
    if match is not None:
        plain = ":".join(part for part in match.groups() if part is not None)
        return Reference("EE", PARCEL, plain, plain, "katastritunnus")
    if _EHR.fullmatch(text):
        return Reference("EE", BUILDING, text, "", "ehr")
    return None


# IT

_INSPIRE: Final = re.compile(
    r"(?:IT\.AGE\.(?:PLA|MAP)\.)?(?P<comune>[A-Z][0-9]{3})(?P<section>[A-Z_])(?P<foglio>[0-9]{4})[0-9A-Z]{2}\."
    r"(?P<particella>[0-9A-Z/]+)",
    re.IGNORECASE,
)
_WORDS: Final = re.compile(
    r"(?:(?:comune|cod)?[\s.:]*(?P<comune>[A-Z][0-9]{3})[\s,;\-/]*)?"
    r"(?:(?:sezione|sez)[\s.:]*(?P<section>[A-Z])\b[\s,;\-/]*)?"
    r"(?:foglio|fogl|fg|f)[\s.:]*(?:n[.°]?\s*)?(?P<foglio>[0-9]{1,4})[\s,;\-/]*"
    r"(?:particella|part|p\.?lla|mappale|mapp|map|numero|num|n|p|m)[\s.:]*(?P<particella>[0-9]{1,5}[A-Z]?)"
    r"(?:[\s,;\-/]*(?:subalterno|sub|s)[\s.:]*(?P<sub>[0-9]{1,4}[A-Z]?))?",
    re.IGNORECASE,
)
_NUMBERS: Final = re.compile(
    r"(?P<comune>[A-Z][0-9]{3})[\s_\-/.](?:(?P<section>[A-Z])[\s_\-/.])?(?P<foglio>[0-9]{1,4})"
    r"[\s_\-/.](?P<particella>[0-9]{1,5}[A-Z]?)(?:[\s_\-/.](?P<sub>[0-9]{1,4}[A-Z]?))?",
    re.IGNORECASE,
)
_BARE: Final = re.compile(
    r"(?P<foglio>[0-9]{1,4})[/\-](?P<particella>[0-9]{1,5}[A-Z]?)(?:[/\-](?P<sub>[0-9]{1,4}[A-Z]?))?",
    re.IGNORECASE,
)


def _italian(text: str) -> Reference | None:
    matches = (form.fullmatch(text) for form in (_INSPIRE, _WORDS, _NUMBERS, _BARE))
    match = next((one for one in matches if one is not None), None)
    if match is None:
        return None
    found = {name: (part or "").upper() for name, part in match.groupdict().items()}
    comune, section = found.get("comune", ""), found.get("section", "").strip("_")
    foglio = found["foglio"].lstrip("0") or "0"
    particella = found["particella"].lstrip("0") or "0"
    parcel = "-".join(part for part in (comune, section, foglio, particella) if part)
    sub = found.get("sub", "").lstrip("0")
    return Reference("IT", UNIT if sub else PARCEL, f"{parcel}-{sub}" if sub else parcel, parcel, "catasto")


# DK

_MATRIKEL: Final = re.compile(
    r"([0-9]{1,7})\s*[\s\-/_,;:]\s*(?:nr\.?\s*)?([0-9]{1,4})\s*([a-zæøåÆØÅ]{0,3})", re.IGNORECASE
)
_BFE: Final = re.compile(r"(?:BFE(?:[\s\-]?(?:nr|nummer|number)?)?[\s.:]*)?([0-9]{4,10})", re.IGNORECASE)


def _danish(text: str) -> Reference | None:
    match = _MATRIKEL.fullmatch(text)
    if match is not None:
        plain = f"{int(match[1])}-{int(match[2])}{match[3].lower()}"
        return Reference("DK", PARCEL, plain, plain, "matrikel")
    match = _BFE.fullmatch(text)
    if match is not None:
        return Reference("DK", PROPERTY, str(int(match[1])), "", "bfe")
    return None


_READERS: Final[dict[str, Callable[[str], Reference | None]]] = {
    "ES": _spanish,
    "BG": _bulgarian,
    "EE": _estonian,
    "IT": _italian,
    "DK": _danish,
}

COUNTRIES: Final = tuple(_READERS)
"""Countries whose references are understood."""
