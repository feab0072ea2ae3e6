"""A GeoPackage for other programs: styles, names and meanings of columns, metadata, relations between layers."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import pandas as pd

from gis.geopackage import KEY, quoted, write_geopackage
from gis.handover.layer import Layer, Origin
from gis.handover.workbook import title

RELATION: Final = "features"
"""Kind of a relation between two layers of shapes, as the standard calls it."""

_SPEC: Final = "http://www.geopackage.org/spec120/"
_EXTENSIONS: Final = (
    # table, column, extension, its definition, scope
    ("gpkg_data_columns", None, "gpkg_schema", f"{_SPEC}#extension_schema", "read-write"),
    ("gpkg_metadata", None, "gpkg_metadata", f"{_SPEC}#extension_metadata", "read-write"),
    ("gpkg_metadata_reference", None, "gpkg_metadata", f"{_SPEC}#extension_metadata", "read-write"),
)
_RELATED: Final = (
    "gpkg_related_tables",
    "http://docs.opengeospatial.org/is/18-000/18-000.html",
    "read-write",
)
_NOW: Final = "(strftime('%Y-%m-%dT%H:%M:%fZ','now'))"
_TABLES: Final = f"""
CREATE TABLE IF NOT EXISTS gpkg_extensions (
    table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
    CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_data_columns (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT,
    constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
    CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_metadata (
    id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL, md_scope TEXT NOT NULL DEFAULT 'dataset',
    md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE gpkg_metadata_reference (
    reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, row_id_value INTEGER,
    timestamp DATETIME NOT NULL DEFAULT {_NOW}, md_file_id INTEGER NOT NULL, md_parent_id INTEGER,
    CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
    CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));
CREATE TABLE gpkgext_relations (
    id INTEGER PRIMARY KEY AUTOINCREMENT, base_table_name TEXT NOT NULL, base_primary_column TEXT NOT NULL DEFAULT 'id',
    related_table_name TEXT NOT NULL, related_primary_column TEXT NOT NULL DEFAULT 'id', relation_name TEXT NOT NULL,
    mapping_table_name TEXT NOT NULL UNIQUE);
"""


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows of one layer belong to rows of another one: a column of theirs holds the key of those."""

    parent: str
    parent_key: str
    child: str
    child_key: str

    @property
    def mapping(self) -> str:
        """Table with the pairs."""
        return f"{self.parent}_{self.child}"


def write_layers(
    layers: Sequence[Layer],
    path: Path,
    origin: Origin,
    relations: Sequence[Relation] = (),
    tables: Mapping[str, pd.DataFrame] | None = None,
) -> None:
    """Write layers with their styles, the meaning of their columns, where they come from, how they belong together.

    Columns have names and descriptions in ``gpkg_data_columns``, sources stand in ``gpkg_metadata``, relations
    in ``gpkgext_relations`` with a table of pairs each (OGC 12-128r18 F.8 and F.9, OGC 18-000).

    Raises
    ------
    WriteError
        If a column cannot be stored or the target cannot be written; the former file stays.
    """
    write_geopackage(
        path,
        {layer.name: layer.shaped for layer in layers},
        tables,
        {layer.name: layer.styles for layer in layers if layer.styles},
        partial(_describe, layers=layers, origin=origin, relations=relations),
    )


def _describe(
    base: sqlite3.Connection, layers: Sequence[Layer], origin: Origin, relations: Sequence[Relation]
) -> None:
    base.executescript(_TABLES)
    base.executemany("INSERT INTO gpkg_extensions VALUES (?, ?, ?, ?, ?)", _EXTENSIONS)
    for layer in layers:
        base.execute(
            "UPDATE gpkg_contents SET identifier = ?, description = ? WHERE table_name = ?",
            (layer.title, _joined(layer.doc, origin.line), layer.name),
        )
        _columns(base, layer)
    _metadata(base, origin)
    for relation in relations:
        _relate(base, relation)


def _columns(base: sqlite3.Connection, layer: Layer) -> None:
    titles = [title(column) for column in layer.columns]
    told = [
        # two columns of a table may not bear one name
        (
            layer.name,
            one.name,
            called if titles.count(called) == 1 else one.name,
            called,
            _joined(one.doc, _from(one.source)),
        )
        for one, called in zip(layer.columns, titles, strict=True)
    ]
    base.executemany(
        "INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description) VALUES (?, ?, ?, ?, ?)",
        told,
    )


def _metadata(base: sqlite3.Connection, origin: Origin) -> None:
    """The line for people, and the same by name for programs."""
    for number, (standard, kind, text) in enumerate(
        (
            ("http://purl.org/dc/terms/provenance", "text/plain", origin.line),
            ("http://json-schema.org/", "application/json", origin.text),
        ),
        1,
    ):
        base.execute(
            "INSERT INTO gpkg_metadata (id, md_scope, md_standard_uri, mime_type, metadata)"
            " VALUES (?, 'dataset', ?, ?, ?)",
            (number, standard, kind, text),
        )
        base.execute(
            "INSERT INTO gpkg_metadata_reference (reference_scope, md_file_id) VALUES ('geopackage', ?)",
            (number,),
        )


def _relate(base: sqlite3.Connection, relation: Relation) -> None:
    parent, child, mapping = (quoted(one) for one in (relation.parent, relation.child, relation.mapping))
    parent_key, child_key = quoted(relation.parent_key), quoted(relation.child_key)
    base.execute(
        f"CREATE TABLE {mapping} (id INTEGER PRIMARY KEY, base_id INTEGER NOT NULL, related_id INTEGER NOT NULL)"
    )
    base.execute(
        f"INSERT INTO {mapping} (base_id, related_id) SELECT p.{KEY}, c.{KEY} FROM {child} c"  # noqa: S608 - quoted
        f" JOIN {parent} p ON p.{parent_key} = c.{child_key} ORDER BY c.{KEY}"
    )
    base.execute(
        "INSERT INTO gpkgext_relations (base_table_name, base_primary_column, related_table_name,"
        " related_primary_column, relation_name, mapping_table_name) VALUES (?, ?, ?, ?, ?, ?)",
        (relation.parent, KEY, relation.child, KEY, RELATION, relation.mapping),
    )
    known = base.execute("SELECT 1 FROM gpkg_extensions WHERE table_name = 'gpkgext_relations'").fetchone()
    for table in (relation.mapping,) if known else ("gpkgext_relations", relation.mapping):
        base.execute("INSERT INTO gpkg_extensions VALUES (?, NULL, ?, ?, ?)", (table, *_RELATED))


def _from(source: str) -> str:
    return f"({source})" if source else ""


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
