"""What kind of body owns or decides, by its name or by a word of the register."""

import re
from typing import Final

HOUSING, COMMUNITY, COMPANY, MUNICIPALITY, PRIVATE = KINDS = (
    "housing_association",
    "owners_community",
    "company",
    "municipality",
    "private",
)
"""Kinds of bodies that decide and pay."""

WORDS: Final = (
    (
        HOUSING,
        (
            r"korteri?-?ühistu|elamuühistu|hooneühistu|andels?-?bolig|boligforening|boligselskab|boligorganisation"
            r"|boligsocial|cooperativa (?:de viviendas|edilizia)|housing (?:association|cooperative)"
            r"|wohnungsgenossenschaft|жилищн\w* кооперац"
        ),
    ),
    (
        COMMUNITY,
        (
            r"ejerforening|ejerlejlighedsforening|comunidad (?:de )?prop|cdad\.? (?:de )?prop|com\. prop|condomin[io]|\bcond\."
            r"|етажна собств|сдружение на собств|wohnungseigentümergem|owners'? (?:association|community)|korteriomand"
        ),
    ),
    (
        MUNICIPALITY,
        (
            r"\bkommune\b|ayuntamiento|\bajuntament|\bconcello\b|\bcomune\b|\bобщина\b|\blinn\b|linnavalitsus|vallavalitsus"
            r"|\bvald\b|munitsipaal|municip|\bgemeinde\b|\bstadt\b|\bcity of\b|общинска|столична община|kommunal"
        ),
    ),
    (
        COMPANY,
        (
            r"\bgmbh\b|\baktiengesellschaft\b|s\.\s?l\.|s\.\s?a\.|s\.\s?r\.\s?l\.?|s\.\s?p\.\s?a\.?|\ba/s\b|\bi/s\b|\bk/s\b"
            r"|\baps\b|\bltd\b|\binc\b|\beood\b|\bsociedad (?:anónima|limitada)|società|osaühing|aktsiaselts|дружество"
        ),
    ),
    (PRIVATE, r"\bprivat\w*|\bprivad[oa]|частн\w*|eraomand|eraisik|particular|persona física|fysisk person|private person"),
)  # fmt: skip
"""Kind -> pattern of words in the case-folded name, the strongest first."""

SHORT: Final = (
    (HOUSING, r"(?<![\w/])(?:KÜ|A/B|AB(?=\s)|ЖСК)(?![\w/])"),
    (COMMUNITY, r"(?<![\w/])(?:E/F|C\.?P\.?(?=\s)|ЕС(?=\s)|WEG)(?![\w/])"),
    (COMPANY, r"(?<!\w)(?:OÜ|SLU?|SAU?|SRL|SPA|AS|BV|ЕООД|ООД|ЕАД|АД|KG|AG)(?=\W*$)|^(?:OÜ|AS|ET|ЕТ)(?=\s)"),
)
"""Abbreviations, which count only in capitals and in their place."""

_WORDS: Final = tuple((kind, re.compile(pattern)) for kind, pattern in WORDS)
_SHORT: Final = tuple((kind, re.compile(pattern)) for kind, pattern in SHORT)


def kind_of(name: str, said: str = "") -> str:
    """Kind of a body.

    Parameters
    ----------
    name : str
        What it is called.
    said : str
        What the register calls its kind; stronger than the name.

    Returns
    -------
    str
        One of `KINDS`; "" where nothing tells: a person's name is not taken for a private owner.
    """
    plain = said.strip().casefold().replace(" ", "_")
    if plain in KINDS:
        return plain
    return _recognised(said) or _recognised(name)


def _recognised(text: str) -> str:
    folded = text.casefold()
    named = {kind for kind, pattern in _WORDS if pattern.search(folded)}
    named |= {kind for kind, pattern in _SHORT if pattern.search(text)}
    # a housing association of a town, a company of a municipality: what is narrower decides
    order = (HOUSING, COMMUNITY, COMPANY, MUNICIPALITY, PRIVATE)
    return next((kind for kind in order if kind in named), "")
