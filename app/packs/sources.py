"""Where every figure of a pack comes from: read the sources and refuse a figure without one."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from app.packs.head import read_toml
from app.packs.table import read_table
from retrofit.errors import PackError
from retrofit.stock.pack import Cited, Source

_KEYS: Final = ("title", "licence", "url", "year")


def read_sources(folders: Sequence[Path]) -> dict[str, Source]:
    """Read ``sources.toml`` of every folder; a later folder's entry wins.

    Raises
    ------
    PackError
        If an entry lacks title, licence, url or year.
    """
    found: dict[str, Source] = {}
    for path in (folder / "sources.toml" for folder in folders):
        for key, entry in (read_toml(path) if path.is_file() else {}).items():
            for column in _KEYS:
                if column not in entry:
                    file = f"{path.parent.name}/sources.toml [{key}]"
                    raise PackError("pack_column_missing", file=file, column=column)
            found[key] = Source(key, *(str(entry[column]) for column in _KEYS))
    return found


def check_sources(folders: Sequence[Path], head: Mapping[str, Cited], known: Mapping[str, Source]) -> None:
    """Refuse a row or a value of a pack whose source is empty or nowhere described.

    Raises
    ------
    PackError
        Naming file and row.
    """
    file = f"{folders[-1].name}/sources.toml"
    for where, source in (*_in_tables(folders), *_in_head(folders[-1], head)):
        if source not in known:
            raise PackError("pack_source_unknown", file=file, source=source, where=where)


def _in_tables(folders: Sequence[Path]) -> Iterable[tuple[str, str]]:
    for folder in folders:
        for path in sorted(folder.glob("*.csv")):
            for row in read_table(path, ()):
                if "source" in row.cells:
                    if not row.text("source"):
                        raise row.refuse("source")
                    yield f"{row.file} row {row.line}", row.text("source")


def _in_head(folder: Path, head: Mapping[str, Cited]) -> Iterable[tuple[str, str]]:
    return ((f"{folder.name}/pack.toml {key}", figure.source) for key, figure in head.items())
