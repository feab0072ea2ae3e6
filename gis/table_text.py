"""In which encoding the texts of a shapefile are: what it says of itself, against what its letters say."""

from pathlib import Path
from typing import Final

from gis.account import Remark
from gis.encodings import UTF_8, guesses, is_utf8, named, score_in
from gis.sources import sidecar

LANGUAGE_DRIVERS: Final = {
    # code page mark of a .dbf -> encoding (dBASE and Esri lists)
    0x01: "CP437", 0x02: "CP850", 0x03: "CP1252", 0x08: "CP865", 0x13: "CP932", 0x1F: "CP852", 0x26: "CP866",
    0x57: "CP1252", 0x64: "CP852", 0x65: "CP866", 0x66: "CP865", 0x68: "CP895", 0x6A: "CP737", 0xC8: "CP1250",
    0xC9: "CP1251", 0xCA: "CP1254", 0xCB: "CP1253", 0xCC: "CP1257",
}  # fmt: skip

CLEARLY: Final = 0.25
"""So much better must another encoding fit before what the file says is not believed."""


def encoding_of(path: Path) -> tuple[str | None, tuple[Remark, ...]]:
    """Choose the encoding of a shapefile's texts.

    Returns
    -------
    str or None
        None where every text is ASCII.
    tuple of Remark
        Where the choice is not simply what the file says.
    """
    table, page = sidecar(path, ".dbf"), sidecar(path, ".cpg")
    assert table is not None
    raw = table.read_bytes()
    start = int.from_bytes(raw[8:10], "little")
    texts = raw[32:start] + b" " + raw[start:]
    if texts.isascii():
        return None, ()
    said = named(page.read_text(encoding="ascii", errors="replace")) if page else ""
    said = said or LANGUAGE_DRIVERS.get(raw[29], "")
    if is_utf8(texts):
        return UTF_8, () if said == UTF_8 else _guessed(path, UTF_8, said, sure=True)
    found = guesses(texts)[0]
    if said and said != UTF_8 and score_in(texts, said) >= found.score - CLEARLY:
        return said, ()
    return found.encoding, _guessed(path, found.encoding, said, sure=found.score > 1 - CLEARLY)


def _guessed(path: Path, encoding: str, said: str, *, sure: bool) -> tuple[Remark, ...]:
    args: dict[str, object] = {"source": path.name, "encoding": encoding, "said": said}
    code = "encoding_not_as_said" if said else "encoding_guessed"
    return (Remark(code, "notes" if sure else "doubts", args=args),)
