"""What cannot be written leaves one sentence and nothing else: no half file, no companion, the former file whole."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gis.atomic import replacing_all
from gis.errors import WriteError
from gis.handover.geoparquet import write_geoparquet
from gis.handover.workbook import write_workbook
from tests.gis.handover.conftest import ORIGIN, layer
from tests.gis.handover.test_round_trip import WRITERS

ROOT = Path(__file__).resolve().parents[3]
FORMATS = ("shp", "gpkg", "geojson", "fgb", "parquet", "xlsx", "city.json")

WRITER = """
import sys, gc
from pathlib import Path
import geopandas as gpd, numpy as np, shapely
from gis.errors import WriteError
from gis.handover.cityjson import City, write_cityjson
from gis.handover.geopackage import write_layers
from gis.handover.geoparquet import write_geoparquet
from gis.handover.layer import Layer, Origin
from gis.handover.shapefile import write_shapefile
from gis.handover.vector import write_flatgeobuf, write_geojson
from gis.handover.workbook import write_workbook
from gis.write import Column

rows, folder, limit = int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
x = np.arange(rows) * 20.0
chance = np.random.default_rng(1)
values = {"id": np.array([f"B{n}" for n in range(rows)], dtype=object), "n": chance.uniform(0, 1e9, rows)}
frame = gpd.GeoDataFrame(values, geometry=shapely.box(x, 0, x + 10, chance.uniform(1, 10, rows)), crs=25830)
layer = Layer("b", "B", frame, (Column("id", "ID"), Column("n", "N")))
city = City(frame.set_index("id"), np.full(rows, 5.0), [{}] * rows)
origin = Origin("B", "line")
writers = {
    "shp": lambda path: write_shapefile(layer, path, origin),
    "gpkg": lambda path: write_layers([layer], path, origin),
    "geojson": lambda path: write_geojson(layer, path, origin),
    "fgb": lambda path: write_flatgeobuf(layer, path, origin),
    "parquet": lambda path: write_geoparquet(layer, path, origin),
    "xlsx": lambda path: write_workbook([layer], path, origin),
    "city.json": lambda path: write_cityjson(city, path, origin),
}
if limit:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
for ending in sys.argv[4:]:
    try:
        writers[ending](folder / f"b.{ending}")
        print(ending, "written")
    except WriteError as fault:
        print(ending, fault.code)
    gc.collect()
"""


def _write(rows: int, folder: Path, limit: int, *endings: str) -> tuple[dict[str, str], str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    words = [sys.executable, "-c", WRITER, str(rows), str(folder), str(limit), *endings]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return dict(line.split() for line in done.stdout.splitlines()), done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a limit of file sizes")
def test_a_full_disk_leaves_the_former_files(tmp_path: Path) -> None:
    said, _ = _write(3, tmp_path, 0, *FORMATS)
    assert set(said.values()) == {"written"}
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    said, noise = _write(2_000, tmp_path, 15_000, *FORMATS)
    assert set(said) == set(FORMATS)
    assert {code for code in said.values() if not code.startswith("write_")} == set()
    assert "Traceback" not in noise
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("name", ["Ärileht 🏠", "a b & c %20 #1", "x" * 200, "Пловдив"])
def test_folders_of_any_name_are_written_to(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    given = layer("🏠")
    for ending, write in WRITERS.items():
        write(given, folder / f"b.{ending}", ORIGIN)
    write_workbook([given], folder / "b.xlsx", ORIGIN)
    assert {path.suffix[1:] for path in folder.iterdir()} >= {*WRITERS, "xlsx"}


def _unwritable(tmp_path: Path) -> Path:
    """A folder that may not be written to; the superuser may write everywhere but to what is no disk."""
    if os.name == "posix" and os.geteuid() == 0:
        return Path("/sys/kernel") / "kvarter"
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o555)
    return shut / "out"


@pytest.mark.skipif(os.name != "posix", reason="needs the rights of folders")
@pytest.mark.parametrize("kind", ["shut", "file", "long", "deep"])
def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path, kind: str) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    folder = {
        "shut": _unwritable(tmp_path),
        "file": tmp_path / "file" / "out",
        "long": tmp_path / "new" / ("x" * 300),
        "deep": tmp_path.joinpath("new", *["d" * 200] * 30),
    }[kind]
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(WriteError) as caught, replacing_all(folder, len) as draft:
        (draft / "a.txt").write_text("new", encoding="utf-8")
    assert caught.value.code == "write_folder"
    assert caught.value.details["folder"] == str(folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_whole_folder_is_exchanged_or_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("former", encoding="utf-8")
    (tmp_path / "c.txt").mkdir()  # a folder cannot be replaced by a file
    with pytest.raises(WriteError) as caught, replacing_all(tmp_path, len) as draft:
        for name in ("a.txt", "b.txt", "c.txt"):
            (draft / name).write_text("new", encoding="utf-8")
    assert caught.value.code == "write_failed"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "c.txt"]
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "former"


def test_a_file_that_may_not_be_replaced_stops_all_of_them(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("former", encoding="utf-8")

    def allow(targets: list[Path]) -> None:
        assert targets == [tmp_path / "a.txt", tmp_path / "b.txt"]
        raise PermissionError(13, "no")

    with pytest.raises(WriteError, match="write_refused"), replacing_all(tmp_path, allow) as draft:
        (draft / "a.txt").write_text("new", encoding="utf-8")
        (draft / "b.txt").write_text("new", encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["b.txt"]


def test_what_was_made_for_nothing_is_taken_away(tmp_path: Path) -> None:
    with pytest.raises(WriteError) as caught, replacing_all(tmp_path / "new" / "folder", len) as draft:
        raise WriteError("write_no_space", target=str(draft / "a.txt"))
    assert caught.value.details["target"] == str(tmp_path / "new" / "folder" / "a.txt")
    assert list(tmp_path.iterdir()) == []


def test_the_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gis.handover.geoparquet.find_spec", lambda _name: None)
    with pytest.raises(WriteError) as caught:
        write_geoparquet(layer(), tmp_path / "b.parquet", ORIGIN)
    assert (caught.value.code, caught.value.details["extra"]) == ("write_extra_missing", "parquet")
    assert list(tmp_path.iterdir()) == []
