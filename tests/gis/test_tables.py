import sqlite3
from contextlib import closing
from pathlib import Path

from gis.tables import has_table


def test_a_table_is_found_by_name(tmp_path: Path) -> None:
    path = tmp_path / "año #1.gpkg"
    with closing(sqlite3.connect(path)) as base:
        base.execute("CREATE TABLE kvarter_meta (key TEXT)")
        base.commit()
    before = path.read_bytes()
    assert has_table(path, "kvarter_meta")
    assert not has_table(path, "other")
    assert path.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [path]


def test_other_files_have_no_tables(tmp_path: Path) -> None:
    text = tmp_path / "text.gpkg"
    text.write_text("no base at all, but long enough to be read as one" * 10)
    assert not has_table(text, "kvarter_meta")
    assert not has_table(tmp_path / "absent.gpkg", "kvarter_meta")
