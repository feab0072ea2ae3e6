"""Words for what a package is made of."""

from collections.abc import Mapping
from typing import Final

from app.text.labels import GENERATORS, PACKAGES, word
from app.text.translate import _, mark

METHOD_WORDS: Final[Mapping[str, str]] = {
    "exterior": mark("outside"),
    "interior": mark("inside"),
    "cavity": mark("blown into the cavity"),
    "prefabricated": mark("prefabricated elements outside"),
    "top_ceiling": mark("on the top ceiling"),
}
VENTILATION_WORDS: Final[Mapping[str, str]] = {
    "": mark("Airing by windows"),
    "exhaust": mark("Exhaust fans"),
    "heat_recovery": mark("Ventilation with heat recovery"),
}
CONTROL_WORDS: Final[Mapping[str, str]] = {
    "hydronic_balancing": mark("Balance the radiators"),
    "room_controls": mark("Controls in every room"),
}


def heating_word(family: str) -> str:
    """Say which heating system; "" keeps today's."""
    return word(family, GENERATORS) if family else _("Today's stays")


def package_word(key: str) -> str:
    """Say which package; "" is the building as it is."""
    return word(key, PACKAGES) if key else _("The building as it is")
