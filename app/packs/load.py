"""Read a whole country pack and refuse one that lacks anything."""

import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import platformdirs

from app.identity import DISTRIBUTION
from app.packs.archetypes import CONDITION_COLUMNS, read_archetypes, read_fallbacks
from app.packs.climate import read_seasons, read_stations
from app.packs.economy import read_carriers, read_measures, read_use_conditions, read_uses
from app.packs.head import Head, read_toml
from app.packs.heating import read_controls, read_generator_costs, read_generators, read_ventilations
from app.packs.outlook import (
    read_anyway,
    read_classes,
    read_embodied,
    read_minimum_u,
    read_paths,
    read_photovoltaics,
)
from app.packs.sources import check_sources, read_sources
from app.packs.table import keyed, layered
from app.paths import resources
from retrofit.errors import PackError
from retrofit.stock.pack import CountryPack

OWN_PACKS: Final = "KVARTER_PACKS"
"""Environment variable with a folder of the user's own packs, beside the settings' ``packs``."""
_FIGURES: Final = ("cost_index", "construction_price", "vat_renovation", "storey_height", "dwelling_area")


def available() -> tuple[str, ...]:
    """Return the codes of all packs: the program's and the user's own."""
    return tuple(sorted(_found(_places())))


def load_pack(code: str) -> CountryPack:
    """Return a pack of the program or of the user.

    Raises
    ------
    PackError
        If there is no such pack, or one of its tables is not as it must be.
    """
    return _kept(folder_of(code))


def folder_of(code: str) -> Path:
    """Return the folder of a pack of the program or of the user.

    Raises
    ------
    PackError
        If there is no such pack.
    """
    found = _found(_places())
    if code not in found:
        raise PackError("pack_unknown", pack=code, known=", ".join(sorted(found)))
    return found[code]


def known_or_base(code: str) -> str:
    """Return a pack's code, or its country's where a city's pack is not on this computer."""
    found = _found(_places())
    base = code.partition(".")[0]
    return base if code not in found and base in found else code


def _places() -> tuple[Path, ...]:
    own = os.environ.get(OWN_PACKS, "")
    settings = platformdirs.user_config_path(DISTRIBUTION, appauthor=False)
    return (resources() / "packs", settings / "packs", *([Path(own)] if own else []))


@cache
def _found(places: tuple[Path, ...]) -> Mapping[str, Path]:
    """Return folder by code; the program's own packs cannot be replaced, only laid over."""
    folders = [path.parent for place in reversed(places) for path in sorted(place.glob("*/pack.toml"))]
    return {folder.name.upper(): folder for folder in folders}


@cache
def _kept(folder: Path) -> CountryPack:
    pack = read_pack(folder)
    if pack.code != folder.name.upper():
        raise PackError(
            "pack_value_bad", file=f"{folder.name}/pack.toml", row="code", column="value", value=pack.code
        )
    return pack


def layers(folder: Path) -> tuple[Path, ...]:
    """Return the folders a pack is read from: common, country and, for a city, its own.

    Raises
    ------
    PackError
        If there is no ``pack.toml``, or no pack of the code it names as ``base``.
    """
    base = str(read_toml(folder / "pack.toml").get("base", ""))
    country = _beside(folder, base.lower()) if base else folder
    if not (country / "pack.toml").is_file():
        raise PackError("pack_base_unknown", file=f"{folder.name}/pack.toml", base=base)
    common = _beside(country, "common")
    return (common, country, folder) if base else (common, country)


def _beside(folder: Path, name: str) -> Path:
    """Return a folder beside another, else the program's own."""
    near = folder.resolve().parent / name
    return near if near.is_dir() else resources() / "packs" / name


def read_pack(folder: Path) -> CountryPack:
    """Read a pack's folder over the folders it is laid over.

    Raises
    ------
    PackError
        Naming file, row and column of the first thing that is missing or impossible.
    """
    folders = layers(folder)
    own = folders[1:]
    head = Head(own)
    conditions = keyed(layered(folders, "conditions.csv", CONDITION_COLUMNS), "size_class")
    pack = CountryPack(
        code=head.text("code"),
        name=head.text("name"),
        version="+".join(Head([layer]).text("version") for layer in own),
        archetypes=read_archetypes(own, conditions),
        stations=read_stations(own),
        seasons=read_seasons(own),
        generators=read_generators(folders),
        default_generator={k: str(v) for k, v in head.by_class("default_generator").items()},
        carriers=read_carriers(folders),
        costs=read_measures(folders),
        cost_index=head.cited("cost_index"),
        construction_price=head.cited("construction_price"),
        vat_renovation=head.cited("vat_renovation"),
        uses=read_uses(folders),
        fallbacks=read_fallbacks(own),
        default_size_class=head.size_class(head.text("default_size_class")),
        default_period=head.period("default_period"),
        default_floors=head.numbers_by_class("default_floors"),
        storey_height_m=head.cited("storey_height"),
        dwelling_area_m2=head.cited("dwelling_area"),
        sources=read_sources(folders),
        price_year=head.year("price_year"),
        class_substitute={
            k: head.size_class(str(v)) for k, v in head.by_class("class_substitute", every=False).items()
        },
        energy_classes=read_classes(own),
        paths=read_paths(folders),
        **_further(folders),
        base=str(head.values.get("base", "")),
    )
    _check(pack, folders, head)
    return pack


def _further(folders: Sequence[Path]) -> dict[str, Any]:
    """Tables of equipment, works and uses, by the pack's own names."""
    return {
        "generator_costs": read_generator_costs(folders),
        "ventilations": read_ventilations(folders),
        "controls": read_controls(folders),
        "embodied": read_embodied(folders),
        "anyway": read_anyway(folders),
        "minimum_u": read_minimum_u(folders),
        "photovoltaics": read_photovoltaics(folders),
        "use_conditions": read_use_conditions(folders),
    }


def _check(pack: CountryPack, folders: Sequence[Path], head: Head) -> None:
    """Refuse a pack whose figures point at something that is not there."""
    if pack.base and not pack.code.startswith(f"{pack.base}."):
        raise PackError("pack_value_bad", file=head.file, row="code", column="value", value=pack.code)
    for code in pack.default_generator.values():
        if code not in pack.generators:
            raise PackError("pack_row_missing", file="generators.csv", row=code)
        pack.carrier(pack.generators[code].carrier)
    check_sources(folders, {key: head.cited(key) for key in _FIGURES}, pack.sources)
