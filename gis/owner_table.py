"""A table that names owners or associations: which column is what, and which buildings a row means."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from gis.columns import listed, texts
from gis.errors import FieldError
from gis.profiles import plain
from gis.read import read_layer
from gis.references import normalise
from gis.sheets import SPREADSHEETS, TEXTS, read_sheet

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "building": (
        "buildingid", "building", "bldgid", "ehrkood", "hoone", "gebaeudeid", "bygningsid", "bygning", "edificioid",
        "idedificio", "edificio", "сграда", "idсграда", "id",
    ),
    "reference": (
        "nationalcadastralreference", "cadastralreference", "cadastralref", "reference", "refcat", "referenciacatastral",
        "katastritunnus", "tunnus", "kataster", "matrikel", "matrikelnr", "jordstykke", "bfenummer", "bfe",
        "riferimentocatastale", "particella", "identifikator", "идентификатор", "кадастраленидентификатор", "имот",
        "parcelid", "parcel", "parcela", "localid",
    ),
    "name": (
        "association", "associationname", "housingassociation", "owner", "ownername", "korteriühistu", "ühistu",
        "omanik", "ühistunimi", "ejer", "ejernavn", "ejerforening", "andelsboligforening", "propietario", "titular",
        "comunidad", "comunidaddepropietarios", "proprietario", "condominio", "intestatario", "собственик",
        "сдружение", "етажнасобственост", "eigentümer", "name", "nimi", "navn", "nombre", "nome", "име",
    ),
    "kind": (
        "kind", "ownerkind", "ownertype", "associationkind", "associationtype", "omandvorm", "omandivorm", "ejerforhold",
        "tipodepropietario", "tipoproprieta", "видсобственост", "type", "tipo", "вид",
    ),
}  # fmt: skip
"""Plain names of columns by what they say, best first."""

BYS: Final = ("building", "reference")
"""How a row may name its buildings."""


@dataclass(frozen=True, slots=True)
class OwnerTable:
    """Rows of a table as texts, shape (n,) each."""

    source: str
    titles: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    """By title."""

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))


@dataclass(frozen=True, slots=True)
class OwnerColumns:
    """Titles of the columns in use; "" for none."""

    building: str = ""
    reference: str = ""
    name: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class OwnersFound:
    """What a table says of the buildings.

    Attributes
    ----------
    names, kinds : ndarray of str, shape (B,)
        "" for none.
    several : tuple of int
        Rows of buildings that the table gives to several; the most frequent one is taken.
    unmatched : tuple of str
        Keys of rows that mean no building.
    rows, matched : int
        Rows of the table with a name, and those that mean a building.
    """

    names: NDArray[np.object_]
    kinds: NDArray[np.object_]
    several: tuple[int, ...]
    unmatched: tuple[str, ...]
    rows: int
    matched: int


def read_owners(path: Path, layer: str = "") -> OwnerTable:
    """Read a spreadsheet, a text table, or the attributes of a layer.

    Raises
    ------
    gis.errors.SourceError
        If the file cannot be read.
    """
    if path.suffix.lower() in (*SPREADSHEETS, *TEXTS):
        sheet = read_sheet(path, layer)
        cells = list(zip(*sheet.rows, strict=True))
        return OwnerTable(path.name, sheet.titles, dict(zip(sheet.titles, cells, strict=True)))
    frame = read_layer(path, layer or None).frame
    named = [column for column in frame.columns if column != frame.geometry.name]
    columns = {str(column): tuple(texts(frame[column]).tolist()) for column in named}
    return OwnerTable(path.name, tuple(columns), columns)


def recognised(table: OwnerTable, chosen: OwnerColumns, by: str = "") -> OwnerColumns:
    """Columns as chosen, and by their names where nothing was chosen.

    Parameters
    ----------
    table : OwnerTable
    chosen : OwnerColumns
    by : str
        One of `BYS` where only ids, or only references, are to be looked at.

    Raises
    ------
    FieldError
        If a chosen column is not there, or none names an owner or a building.
    """
    for title in (chosen.building, chosen.reference, chosen.name, chosen.kind):
        if title and title not in table.columns:
            raise FieldError(
                "owners_column_unknown", source=table.source, column=title, columns=listed(table.titles)
            )
    by_plain = {plain(title): title for title in reversed(table.titles)}

    def first(what: str) -> str:
        return next((by_plain[name] for name in COLUMNS[what] if name in by_plain), "")

    keyed = bool(chosen.building or chosen.reference)
    found = OwnerColumns(
        building="" if by == "reference" else chosen.building or ("" if keyed else first("building")),
        reference="" if by == "building" else chosen.reference or ("" if keyed else first("reference")),
        name=chosen.name or first("name"),
        kind=chosen.kind or first("kind"),
    )
    if not found.name:
        raise FieldError("owners_no_name", source=table.source, columns=listed(table.titles))
    if not found.building and not found.reference:
        raise FieldError("owners_no_key", source=table.source, columns=listed(table.titles))
    return found


def find_owners(
    table: OwnerTable,
    columns: OwnerColumns,
    buildings: gpd.GeoDataFrame,
    parcel_of: NDArray[np.int32],
    parcel_ids: NDArray[np.object_],
) -> OwnersFound:
    """Find the buildings of every row of a table.

    Parameters
    ----------
    table : OwnerTable
    columns : OwnerColumns
        From `recognised`.
    buildings : GeoDataFrame, shape (B,)
        Indexed by id, with ``national_cadastral_reference``.
    parcel_of : ndarray, shape (B,)
        Row of each building's main parcel, -1 for none.
    parcel_ids : ndarray of str
    """
    places = _places(buildings, parcel_of, parcel_ids)
    empty = ("",) * len(table)
    column = {name: table.columns.get(getattr(columns, name), empty) for name in COLUMNS}
    said: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    unmatched, rows, matched = [], 0, 0
    for building, reference, name, kind in zip(*(column[name] for name in COLUMNS), strict=True):
        if not name.strip():
            continue
        rows += 1
        here = places.by_id(building) or places.by_reference(reference)
        matched += bool(here)
        if not here:
            unmatched.append(building or reference or name)
        for row in here:
            said[row][(name.strip(), kind.strip())] += 1
    names, kinds = (np.full(len(buildings), "", dtype=object) for _each in range(2))
    for row, counted in said.items():
        names[row], kinds[row] = counted.most_common(1)[0][0]
    several = tuple(
        sorted(row for row, counted in said.items() if len({name for name, _kind in counted}) > 1)
    )
    return OwnersFound(names, kinds, several, tuple(unmatched), rows, matched)


@dataclass(frozen=True, slots=True)
class _Places:
    """Rows of buildings by what may name them, in lower case."""

    ids: Mapping[str, Sequence[int]]
    references: Mapping[str, Sequence[int]]
    parcels: Mapping[str, Sequence[int]]

    def by_id(self, text: str) -> Sequence[int]:
        word = text.strip().casefold()
        return self.ids.get(word, ()) if word else ()

    def by_reference(self, text: str) -> Sequence[int]:
        """Buildings with that reference, else those on its parcel, in any spelling."""
        word = text.strip().casefold()
        if not word:
            return ()
        for found in (self.references, self.ids, self.parcels):
            if word in found:
                return found[word]
        reference = normalise(text)
        if reference is None:
            return ()
        told, parcel = reference.text.casefold(), reference.parcel.casefold()
        return self.references.get(told) or self.references.get(parcel) or self.parcels.get(parcel) or ()


def _places(
    buildings: gpd.GeoDataFrame, parcel_of: NDArray[np.int32], parcel_ids: NDArray[np.object_]
) -> _Places:
    ids: dict[str, list[int]] = defaultdict(list)
    references: dict[str, list[int]] = defaultdict(list)
    parcels: dict[str, list[int]] = defaultdict(list)
    for row, name in enumerate(buildings.index):
        ids[str(name).casefold()].append(row)
    for row, text in enumerate(buildings["national_cadastral_reference"].tolist()):
        for word in _spellings(text):
            references[word].append(row)
    spelled = [_spellings(str(name)) for name in parcel_ids]
    for row, parcel in enumerate(parcel_of.tolist()):
        for word in spelled[parcel] if parcel >= 0 else ():
            parcels[word].append(row)
    return _Places(ids, references, parcels)


def _spellings(text: str) -> set[str]:
    """A reference as it is written and in the spelling used here."""
    if not text:
        return set()
    reference = normalise(text)
    return {text.casefold()} | ({reference.text.casefold()} if reference is not None else set())
