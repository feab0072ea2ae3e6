"""Read a whole country pack and refuse one that lacks anything."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from app.packs.archetypes import CONDITION_COLUMNS, read_archetypes, read_fallbacks
from app.packs.climate import read_seasons, read_stations
from app.packs.economy import layered, read_carriers, read_generators, read_measures, read_uses
from app.packs.table import keyed
from app.paths import resources
from retrofit.errors import PackError
from retrofit.stock.codes import SIZE_CLASSES
from retrofit.stock.pack import Cited, CountryPack, Source, Status

_SOURCE_KEYS: Final = ("title", "licence", "url", "year")


@cache
def available() -> tuple[str, ...]:
    """Return the codes of the packs that come with the program."""
    folders = (resources() / "packs").glob("*/pack.toml")
    return tuple(sorted(path.parent.name.upper() for path in folders))


@cache
def load_pack(code: str) -> CountryPack:
    """Return a pack that comes with the program.

    Raises
    ------
    PackError
        If there is no such pack, or one of its tables is not as it must be.
    """
    if code not in available():
        raise PackError("pack_unknown", pack=code, known=", ".join(available()))
    return read_pack(resources() / "packs" / code.lower())


def read_pack(folder: Path) -> CountryPack:
    """Read a pack's folder over the ``common`` folder beside it.

    Raises
    ------
    PackError
        Naming file, row and column of the first thing that is missing or impossible.
    """
    folders = (folder.parent / "common", folder)
    head = _Head(folder / "pack.toml")
    conditions = keyed(layered(folders, "conditions.csv", CONDITION_COLUMNS), "size_class")
    pack = CountryPack(
        code=head.text("code"),
        name=head.text("name"),
        version=head.text("version"),
        archetypes=read_archetypes(folder, conditions),
        stations=read_stations(folder),
        seasons=read_seasons(folder),
        generators=read_generators(folders),
        default_generator={k: str(v) for k, v in head.by_class("default_generator").items()},
        carriers=read_carriers(folders),
        costs=read_measures(folders),
        cost_index=head.cited("cost_index"),
        construction_price=head.cited("construction_price"),
        vat_renovation=head.cited("vat_renovation"),
        uses=read_uses(folders),
        fallbacks=read_fallbacks(folder),
        default_size_class=head.size_class(head.text("default_size_class")),
        default_period=head.period("default_period"),
        default_floors={k: float(str(v)) for k, v in head.by_class("default_floors").items()},
        storey_height_m=head.cited("storey_height"),
        dwelling_area_m2=head.cited("dwelling_area"),
        sources=_sources(folders),
        price_year=int(head.text("price_year")),
        class_substitute={
            k: head.size_class(str(v)) for k, v in head.by_class("class_substitute", every=False).items()
        },
    )
    _check(pack, folder)
    return pack


class _Head:
    """``pack.toml``, read value by value."""

    def __init__(self, path: Path) -> None:
        self.file = f"{path.parent.name}/{path.name}"
        self.values = _toml(path, self.file)

    def text(self, key: str) -> str:
        return str(self._get(self.values, key))

    def cited(self, key: str) -> Cited:
        table: Mapping[str, Any] = self._get(self.values, key)
        try:
            return Cited(
                value=float(self._get(table, "value")),
                unit=str(self._get(table, "unit")),
                source=str(self._get(table, "source")),
                status=Status(self._get(table, "status")),
                year=int(table.get("year", 0)),
            )
        except (TypeError, ValueError):
            raise PackError("pack_value_bad", file=self.file, row=key, column="value", value=table) from None

    def by_class(self, key: str, *, every: bool = True) -> dict[int, object]:
        """Return a table by size class; ``every`` asks for all classes."""
        table: Mapping[str, object] = self._get(self.values, key)
        found = {self.size_class(word): value for word, value in table.items()}
        for position, word in enumerate(SIZE_CLASSES):
            if every and position not in found:
                raise PackError("pack_row_missing", file=self.file, row=f"{key} {word}")
        return found

    def size_class(self, word: str) -> int:
        if word not in SIZE_CLASSES:
            raise PackError("pack_value_bad", file=self.file, row=word, column="size class", value=word)
        return SIZE_CLASSES.index(word)

    def period(self, key: str) -> tuple[int, int]:
        first, last = self._get(self.values, key)
        return int(first), int(last)

    def _get(self, table: Mapping[str, Any], key: str) -> Any:
        if key not in table:
            raise PackError("pack_column_missing", file=self.file, column=key)
        return table[key]


def _toml(path: Path, name: str) -> dict[str, Any]:
    if not path.is_file():
        raise PackError("pack_file_missing", file=name)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PackError("pack_toml_bad", file=name, reason=str(error)) from None


def _sources(folders: tuple[Path, Path]) -> dict[str, Source]:
    """Read ``sources.toml`` of both folders; the country's own entry wins."""
    found: dict[str, Source] = {}
    for folder in folders:
        name = f"{folder.name}/sources.toml"
        path = folder / "sources.toml"
        for key, entry in (_toml(path, name) if path.is_file() else {}).items():
            for column in _SOURCE_KEYS:
                if column not in entry:
                    raise PackError("pack_column_missing", file=f"{name} [{key}]", column=column)
            found[key] = Source(key, *(str(entry[column]) for column in _SOURCE_KEYS))
    return found


def _check(pack: CountryPack, folder: Path) -> None:
    """Refuse a pack whose figures point at something that is not there."""
    for code in pack.default_generator.values():
        if code not in pack.generators:
            raise PackError("pack_row_missing", file="generators.csv", row=code)
        pack.carrier(pack.generators[code].carrier)
    for key in sorted(_named(pack)):
        if key not in pack.sources:
            raise PackError("pack_source_unknown", file=f"{folder.name}/sources.toml", source=key)


def _named(pack: CountryPack) -> set[str]:
    """Return every source key the pack's figures name."""
    cited = [
        pack.cost_index,
        pack.construction_price,
        pack.vat_renovation,
        pack.storey_height_m,
        pack.dwelling_area_m2,
    ]
    cited += [c for g in pack.generators.values() for c in (g.e_h, g.e_w, g.aux_kwh_m2)]
    for figures in pack.carriers.values():
        cited += [figures.price_eur_kwh, figures.price_net_eur_kwh, figures.f_p_nren, figures.co2_kg_kwh]
    cited += [c for cost in pack.costs for c in (cost.fixed_eur_m2, cost.per_cm_eur_m2, cost.lifetime_a)]
    found = {figure.source for figure in cited} | set(pack.archetypes.source.tolist())
    found |= {station.source for station in pack.stations} | {season.source for season in pack.seasons}
    return found | {fallback.source for fallback in pack.fallbacks.values()}
