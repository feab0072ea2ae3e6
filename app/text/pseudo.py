"""Invented languages that are longer than English: they show where a window has no room."""

import gettext
import re
from typing import Final

ACCENTS: Final = str.maketrans("aceinostuyACEINOSTUY", "áçéîñôšťůýÁÇÉÎÑÔŠŤŮÝ")
KEPT: Final = re.compile(r"(\{[^}]*\}|<[^>]*>|&\w+;|%[a-z])")
"""Places for values, marks and entities stay as they are."""


class Pseudo(gettext.NullTranslations):
    """Accented English, longer by a share; short texts grow more, as they do in translation.

    Parameters
    ----------
    longer : float
        How much longer texts of more than twenty letters become [-].
    glued : bool
        Glue pairs of words together, as languages with long words do: they break less easily.
    """

    def __init__(self, longer: float = 0.35, *, glued: bool = False) -> None:
        super().__init__()
        self._longer, self._glued = longer, glued

    def gettext(self, message: str) -> str:
        """Say a text in the invented language."""
        if not message.strip():
            return message
        parts = KEPT.split(message)
        said = "".join(part if KEPT.fullmatch(part) else part.translate(ACCENTS) for part in parts)
        letters = len(message)
        share = self._longer * (2.0 if letters <= 20 else 1.0)
        if self._glued:
            said = re.sub(r"(?<=\w{3}) (?=\w{3,}\b)", "", said, count=letters // 16)
        end = re.search(r"[….:?!]*$", said)
        assert end is not None
        filler = " lorem ipsum dolor sit amet"
        return said[: end.start()] + filler[: max(round(share * letters), 2)].rstrip() + said[end.start() :]

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Say a text that depends on a number."""
        return self.gettext(msgid1 if n == 1 else msgid2)


PSEUDO: Final = {"en-XA": Pseudo(), "en-XB": Pseudo(0.3, glued=True)}
"""By their usual codes."""
