"""Addresses as registers of five countries write them, brought to one form that can be compared.

References
----------
Street types and their abbreviations: INE, Callejero del Censo Electoral (ES); ISTAT, Base territoriale,
DUG (IT); Maa- ja Ruumiamet, ADS (EE); Danmarks Adresseregister (DK); the national classifier of addresses (BG).
Cyrillic letters by the Bulgarian Transliteration Act of 2009.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

STREET_TYPES: Final = frozenset(
    {
        # ES
        "c", "cl", "calle", "av", "avd", "avda", "avenida", "pz", "pza", "plz", "plaza", "ps", "pso", "paseo", "pj",
        "pje", "pasaje", "cr", "ctra", "carretera", "cm", "cmno", "camino", "ronda", "rda", "travesia", "trv", "kalea",
        # IT
        "via", "v", "viale", "vle", "v le", "piazza", "p za", "pzza", "piazzale", "ple", "largo", "lgo", "corso", "cso",
        "c so", "vicolo", "vic", "strada", "str", "contrada", "cda", "localita", "loc",
        # BG, transliterated
        "ul", "ulitsa", "bul", "bulevard", "pl", "ploshtad", "zhk", "zh k", "kv", "kvartal",
        # EE
        "tn", "tanav", "pst", "puiestee", "mnt", "maantee",
        # DE, FR
        "rue", "strasse",
    }
)  # fmt: skip
"""Words that one writer sets and the next leaves out; Danish and German ones are part of the name."""

ARTICLES: Final = frozenset(
    {
        "de",
        "del",
        "la",
        "las",
        "los",
        "el",
        "di",
        "della",
        "dei",
        "degli",
        "dell",
        "da",
        "d",
        "l",
        "y",
        "e",
        "i",
    }
)
SHORT: Final = {"sta": "santa", "sto": "santo", "s": "san", "st": "sankt", "dr": "doctor", "gral": "general", "gen": "general",
                "prof": "profesor", "g": "giuseppe", "tsar": "tsar"}  # fmt: skip
"""Abbreviations within names."""

_SPACED_TYPES: Final = {"vle": "viale", "pza": "piazza", "pzza": "piazza", "cso": "corso", "ple": "piazzale"}
_SPACED: Final = re.compile(r"\b(v\s?le|p\s?zz?a|c\s?so|p\s?le)\b")
"""Street types whose point parts them in two."""

INSIDE: Final = re.compile(
    r"\b(et|etazh|ap|apartament|vh|vhod|piso|planta|puerta|esc|escalera|portal|int|interno|scala|sc|piano|krt|korter"
    r"|lejl|st\s?th|st\s?tv|tv|th|mf|kl|izq|dcha|bajo|bj)\b.*$"
)
"""Floors, doors and entrances after the number: they are not of the building."""

_LETTERS: Final = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъьюя",
        ("a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "h",
         "ts", "ch", "sh", "sht", "a", "y", "yu", "ya"),
        strict=True,
    )
) | {"ø": "o", "æ": "ae", "å": "a", "ß": "ss", "ö": "o", "ä": "a", "ü": "u", "õ": "o", "ł": "l", "đ": "d"}  # fmt: skip

_NUMBER: Final = re.compile(
    r"(?<![\w])(\d{1,4})\s?([a-z](?![a-z]))?(?:\s?(?:[-–/]|to|bis)\s?(\d{1,4})\s?([a-z](?![a-z]))?|\s?/\s?([a-z])(?![a-z]))?(?![\w])"
)
_POSTCODE: Final = re.compile(r"(?<!\d)(\d{4,5})(?!\d)")
_WORD: Final = re.compile(r"[a-z]+|\d+")


@dataclass(frozen=True, slots=True)
class Address:
    """A street and a number as they are compared.

    ``last`` is the end of a range such as 12-14, else the number itself; ``letter`` is "" for none.
    """

    street: str
    number: int
    letter: str = ""
    last: int = 0
    postcode: str = ""

    def numbers(self) -> tuple[int, ...]:
        """House numbers that it names: of a range every second one, as houses of one side have them."""
        if self.last <= self.number:
            return (self.number,)
        step = 2 if (self.last - self.number) % 2 == 0 else 1
        return tuple(range(self.number, self.last + 1, step))


def plain_text(text: str) -> str:
    """Lower-case Latin letters without accents; digits and marks stay."""
    folded = text.casefold()
    spelled = "".join(_LETTERS.get(letter, letter) for letter in folded)
    bare = unicodedata.normalize("NFKD", spelled)
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


@lru_cache(maxsize=300_000)
def parse(text: str, country: str = "") -> Address | None:
    """Read an address; None where it has no street or no number.

    Parameters
    ----------
    text : str
        ``C/ Mayor, 12 3º B``, ``12 rue Haute``, ``ул. Цар Симеон 5, вх. А``, ``Tähe 4-12``.
    country : str
        ISO code: in Estonia what follows a dash is a flat, elsewhere the end of a range.
    """
    whole = re.sub(r"[\"'`´’.ºª°]", " ", plain_text(text)).replace("№", " ")
    whole = _SPACED.sub(lambda m: _SPACED_TYPES[re.sub(r"\s", "", m.group())], whole)
    whole = re.sub(r"\b(num|nr|no|numero|n)\b(?=\s*\d)", " ", whole)
    parts = [part.strip() for part in re.split(r"[,;\n]", whole) if part.strip()]
    if not parts:
        return None
    head, rest = parts[0], parts[1:]
    block = re.search(r"\bbl(?:ok)?\s*(\d{1,4})\s?([a-z])?\b", whole)
    found = _in(head)
    if found is None and rest and _in(f"{head} {rest[0]}") is not None:
        head, rest = f"{head} {rest[0]}", rest[1:]
        found = _in(head)
    if found is None and block:
        number, letter = int(block.group(1)), block.group(2) or ""
        street = _street(head[: head.find("bl")] if "bl" in head else head)
        return Address(f"{street} bl".strip(), number, letter, number) if street else None
    if found is None:
        return None
    street = _street(head[: found.start()]) or _street(INSIDE.sub("", head[found.end() :]))
    if not street:
        return None
    postcode = next((m.group(1) for part in rest if (m := _POSTCODE.search(part))), "")
    number, letter = int(found.group(1)), found.group(2) or found.group(5) or ""
    last = int(found.group(3)) if found.group(3) and country != "EE" else number
    return Address(street, number, letter, max(number, last), postcode)


def parsed(texts: Iterable[str], country: str = "") -> list[Address | None]:
    """Read many addresses; equal ones are read once."""
    return [parse(text.strip(), country) if text else None for text in texts]


def _in(part: str) -> re.Match[str] | None:
    """The house number of a part: the last one after the name, else one before it."""
    cut = INSIDE.sub("", part)
    found = [
        each for each in _NUMBER.finditer(cut) if not (each.start() == 0 and each.end() == len(cut.strip()))
    ]
    after = [each for each in found if re.search(r"[a-z]{2}", cut[: each.start()])]
    return next(iter(after or found), None)


def _street(text: str) -> str:
    """Words of a street that count, in one order: types and articles left out, short forms written out."""
    words = [SHORT.get(word, word) for word in _WORD.findall(text)]
    named = [word for word in words if word not in STREET_TYPES and word not in ARTICLES]
    return " ".join(named or words)


def streets_alike(
    wanted: list[str], known: list[str], least: float
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Best known street of each wanted one, its score, and the score of the next best, shape (W,).

    Parameters
    ----------
    wanted, known : list of str
        Streets as `Address.street` has them.
    least : float
        Scores below are none (-1) [0..100].

    Notes
    -----
    Levenshtein ratio of the sorted words (rapidfuzz); first letters must agree on one word, so
    that short names of few letters are not taken for each other.
    """
    best = np.full(len(wanted), -1, dtype=np.int64)
    score, second = np.zeros(len(wanted)), np.zeros(len(wanted))
    if not wanted or not known:
        return best, score, second
    for start in range(0, len(wanted), 500):
        piece = wanted[start : start + 500]
        scores = process.cdist(
            piece, known, scorer=fuzz.token_sort_ratio, score_cutoff=least, dtype=np.float32
        )
        order = np.argpartition(-scores, min(1, scores.shape[1] - 1), axis=1)[:, :2]
        rows = np.arange(len(piece))
        top = order[rows, np.argmax(scores[rows[:, None], order], axis=1)]
        here = scores[rows, top]
        scores[rows, top] = 0
        second[start : start + len(piece)] = scores.max(axis=1)
        best[start : start + len(piece)] = np.where(here >= least, top, -1)
        score[start : start + len(piece)] = here
    return best, score, second
