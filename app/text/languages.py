"""Languages the program can speak: English, and every catalogue that is found.

A catalogue lies in ``<code>/LC_MESSAGES/kvarter.mo``, in the program's ``resources/locale``
or in ``locale`` beside the user's settings, where a city can put its own.
"""

import gettext
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from app.text import translate

ENGLISH: Final = "en"
DOMAIN: Final = "kvarter"
NATIVE: Final[Mapping[str, str]] = {
    "bg": "Български", "ca": "Català", "cs": "Čeština", "da": "Dansk", "de": "Deutsch", "en": "English",
    "es": "Español", "et": "Eesti", "eu": "Euskara", "fr": "Français", "it": "Italiano", "lt": "Lietuvių",
    "lv": "Latviešu", "nl": "Nederlands", "pl": "Polski", "pt": "Português", "sv": "Svenska",
}  # fmt: skip
"""What languages call themselves; another code is shown as it is."""


def languages(folders: Iterable[Path]) -> dict[str, str]:
    """Codes of the languages there are, and what they call themselves; English first."""
    codes = {file.parts[-3] for folder in folders for file in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")}
    return {code: NATIVE.get(code, code) for code in (ENGLISH, *sorted(codes - {ENGLISH}))}


def speak(code: str, folders: Iterable[Path]) -> str:
    """Speak a language from now on; return its code, or that of English where it is not there."""
    for folder in folders:
        try:
            translate.use(gettext.translation(DOMAIN, folder, languages=[code]))
        except (OSError, UnicodeDecodeError, SyntaxError):  # no such catalogue, or a damaged one
            continue
        return code
    translate.use(gettext.NullTranslations())
    return ENGLISH
