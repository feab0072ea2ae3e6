"""Look for a table in a GeoPackage without opening its layers."""

import sqlite3
from pathlib import Path


def has_table(path: Path, name: str) -> bool:
    """Tell whether a file is an SQLite base with a table of that name; the file is not touched."""
    if not path.is_file():
        return False
    base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        found = base.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (name,))
        return found.fetchone() is not None
    except sqlite3.DatabaseError:
        return False
    finally:
        base.close()
