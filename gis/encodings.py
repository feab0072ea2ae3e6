"""Which encoding a text is in, by what its letters would be in each: a wrong one shows garbage without an error."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

UTF_8: Final = "UTF-8"
WESTERN: Final = "CP1252"

_CYRILLIC: Final = "абвгдежзийклмнопрстуфхцчшщъыьэюя"

ALPHABETS: Final[Mapping[str, Mapping[str, str]]] = {
    # encoding -> language -> its letters beyond ASCII, lower case; the first encoding wins a tie
    "CP1252": {
        "da": "æøåé", "es": "áéíóúüñçªº", "it": "àèéìòù", "de": "äöüß", "fr": "àâæçéèêëîïôœùûüÿ",
        "pt": "ãõçáéíóúâêôà", "sv": "åäöé", "nl": "ëïéèö", "et": "äõöüšž", "ca": "àèéíïòóúüç·",
    },
    "CP1251": {"bg": _CYRILLIC, "uk": _CYRILLIC + "іїєґ", "sr": _CYRILLIC + "ђјљњћџ"},
    "CP1257": {"et": "äõöüšž", "lv": "āčēģīķļņšūž", "lt": "ąčęėįšųūž"},
    "CP1250": {
        "cs": "áčďéěíňóřšťúůýž", "pl": "ąćęłńóśźż", "hu": "áéíóöőúüű", "hr": "čćđšž", "ro": "ăâîşţ",
        "sk": "áäčďéíĺľňóôŕšťúýž", "sl": "čšž",
    },
    "CP850": {"da": "æøåé", "es": "áéíóúüñçªº", "it": "àèéìòù", "de": "äöüß", "et": "äõöü", "sv": "åäöé"},
    "CP866": {"bg": _CYRILLIC},
    "ISO-8859-15": {"et": "äõöüšž", "fr": "àâæçéèêëîïôœùûüÿ", "fi": "äöåšž"},
    "ISO-8859-2": {"cs": "áčďéěíňóřšťúůýž", "pl": "ąćęłńóśźż", "hu": "áéíóöőúüű", "hr": "čćđšž"},
}  # fmt: skip
"""Alphabets of the countries that are planned for and their neighbours (Unicode CLDR exemplar letters)."""

CHOICES: Final = (UTF_8, *ALPHABETS, "ISO-8859-1")
"""Encodings that a user can choose from."""

LONGEST: Final = 200_000
"""Bytes beyond ASCII that are looked at."""

FEWEST: Final = 3
"""Fewer letters than this speak for no rare encoding."""

TORN: Final = 0.1
"""Share of broken letters that a field which ends within one explains [-]."""


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding and how well the letters fit it.

    ``score`` is 1 where every letter belongs to one language, 0 or less where the text makes no sense.
    """

    encoding: str
    score: float
    language: str = ""


def guesses(raw: bytes) -> tuple[Guess, ...]:
    """Encodings of a text, best first; only UTF-8 where everything is ASCII.

    Parameters
    ----------
    raw : bytes
        The text, or a table with texts in it: what is ASCII says nothing.
    """
    if raw.isascii():
        return (Guess(UTF_8, 1.0),)
    if is_utf8(raw):
        return (Guess(UTF_8, 1.0),)
    sample = _telling(raw)
    found = [_best(sample, name, alphabets) for name, alphabets in ALPHABETS.items()]
    if sum(byte > 127 for byte in sample) < FEWEST:
        found = [replace(guess, score=guess.score - (guess.encoding != WESTERN)) for guess in found]
    return tuple(sorted(found, key=lambda guess: -guess.score))


def score_in(raw: bytes, encoding: str) -> float:
    """How well the letters of a text fit one encoding, as in `Guess`."""
    alphabets = ALPHABETS.get(encoding) or ALPHABETS.get({"ISO-8859-1": WESTERN}.get(encoding, ""), {})
    if not alphabets:
        alphabets = {name: letters for each in ALPHABETS.values() for name, letters in each.items()}
    try:
        return _best(_telling(raw), encoding, alphabets).score
    except LookupError:
        return -2.0


def is_utf8(raw: bytes) -> bool:
    """Whether bytes beyond ASCII are UTF-8, but for letters torn at the end of a field."""
    text = raw.decode("utf-8", errors="replace")
    torn = text.count("\ufffd")
    whole = len(text) - len(text.encode("ascii", errors="ignore")) - torn
    return whole > 0 and torn <= TORN * whole


def decoded(raw: bytes, encoding: str) -> str:
    """A text in an encoding; what is no letter in it becomes the replacement mark."""
    return raw.decode(encoding, errors="replace")


def preview(samples: Sequence[bytes], encodings: Sequence[str], most: int = 5) -> dict[str, tuple[str, ...]]:
    """A few texts beyond ASCII in each of some encodings."""
    telling = [raw for raw in samples if not raw.isascii()][:most]
    return {name: tuple(decoded(raw, name).strip() for raw in telling) for name in encodings}


def named(page: str) -> str:
    """The encoding that a .cpg file, or a person, means: ``1251``, ``cp1251``, ``ANSI 1251``; "" for none."""
    text = page.strip().upper().replace("_", "-")
    if text.replace("-", "") in ("UTF8", "65001"):
        return UTF_8
    digits = (
        text.removeprefix("ANSI").removeprefix("OEM").removeprefix("CP").removeprefix("WINDOWS-").strip(" -")
    )
    if digits.isdigit() and len(digits) <= 4:
        return f"CP{digits}"
    if text.replace(" ", "").replace("-", "").startswith("8859"):
        text = "ISO-8859-" + text.replace(" ", "").replace("-", "")[4:]
    try:
        b"a".decode(text)  # some codecs are known and yet are none of texts
    except (LookupError, ValueError):
        return ""
    return text


def _telling(raw: bytes) -> bytes:
    """The words with bytes beyond ASCII, each once, set apart by blanks."""
    values = np.frombuffer(raw, dtype=np.uint8)
    # letters and what is beyond ASCII hold together, everything else parts
    upper = values & 0xDF
    within = ((upper >= 65) & (upper <= 90)) | (values >= 128)
    words = bytes(np.where(within, values, 32).astype(np.uint8)).split()
    told = dict.fromkeys(word for word in words if not word.isascii())
    return b" ".join(told)[:LONGEST]


def _best(sample: bytes, encoding: str, alphabets: Mapping[str, str]) -> Guess:
    text = decoded(sample, encoding)
    scores = {language: _score(text, letters) for language, letters in alphabets.items()}
    language = max(scores, key=lambda name: scores[name])
    return Guess(encoding, scores[language], language)


def _score(text: str, letters: str) -> float:
    """How well a text fits an alphabet: the mean over its letters beyond ASCII."""
    known = frozenset(letters + letters.upper())
    cyrillic = _CYRILLIC[0] in known
    total, count = 0.0, 0
    before = " "
    for place, letter in enumerate(text):
        if letter > "\x7f":
            after = text[place + 1] if place + 1 < len(text) else " "
            total += _worth(letter, (before, after), known, cyrillic=cyrillic)
            count += 1
        before = letter
    return total / max(count, 1)


def _worth(letter: str, beside: tuple[str, str], known: frozenset[str], *, cyrillic: bool) -> float:
    if not letter.isalpha() and letter not in known:
        return -2.0
    worth = 1.0 if letter in known else -0.5
    before = beside[0]
    if letter.isupper() and before.islower():
        worth -= 1.0
    foreign = [each.isascii() if cyrillic else each > "\x7f" for each in beside if each.isalpha()]
    # Latin words have letters beyond ASCII here and there, Cyrillic ones have no others
    if foreign and all(foreign) and (cyrillic or len(foreign) == 2):
        worth -= 1.0
    return worth
