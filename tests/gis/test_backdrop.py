"""Pictures of the ground: at the right place, from files and servers, and with a sentence when there is none."""

import sqlite3
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
import rasterio
from affine import Affine
from PIL import Image
from pyproj import Transformer

from gis.backdrop.cache import Cache
from gis.backdrop.decode import decoded
from gis.backdrop.files import RasterFile, TileFile
from gis.backdrop.frame import Frame
from gis.backdrop.mercator import TILE_PX, WORLD_M, tiles_for
from gis.backdrop.server import Server, TileServer, WmsServer
from gis.errors import SourceError

CRS = "EPSG:25832"
FRAME = Frame(CRS, (590_000.0, 6_110_000.0, 590_800.0, 6_110_600.0), 400, 300)


def never():
    return False


def png(picture):
    """A picture of shape (height, width, bands) as PNG."""
    file = BytesIO()
    Image.fromarray(picture).save(file, "PNG")
    return file.getvalue()


def square(z, x, y):
    """A square whose red and green tell the place of each pixel in the square, and blue the square."""
    steps = np.arange(TILE_PX, dtype=np.uint8)
    picture = np.empty((TILE_PX, TILE_PX, 3), np.uint8)
    picture[..., 0], picture[..., 1], picture[..., 2] = steps[None, :], steps[:, None], (x * 7 + y * 13) % 200
    return png(picture)


def expected(frame, column, row, z):
    """Red and green that the web map has at a pixel of a frame."""
    x, y = frame.extent[0] + (column + 0.5) * frame.step, frame.extent[3] - (row + 0.5) * frame.step
    mx, my = Transformer.from_crs(frame.crs, "EPSG:3857", always_xy=True).transform(x, y)
    side = WORLD_M / 2**z
    across, down = (mx + WORLD_M / 2) / side, (WORLD_M / 2 - my) / side
    return across % 1 * TILE_PX, down % 1 * TILE_PX, (int(across) * 7 + int(down) * 13) % 200


def assert_in_place(picture, frame, z):
    assert picture.shape == (frame.height, frame.width, 4)
    looked = 0
    for column, row in ((10, 10), (200, 150), (390, 290), (77, 210), (310, 41)):
        red, green, blue = expected(frame, column, row, z)
        if not (4 < red < 250 and 4 < green < 250):
            continue  # at the seam of two squares the colours jump
        looked += 1
        assert picture[row, column, 3] == 255
        assert picture[row, column, 0] == pytest.approx(red, abs=2.5)
        assert picture[row, column, 1] == pytest.approx(green, abs=2.5)
        assert picture[row, column, 2] == blue
    assert looked >= 3


class Answers(BaseHTTPRequestHandler):
    """Squares, or what a test wants instead."""

    def do_GET(self):
        self.server.asked.append(self.path)
        mode = self.server.mode
        if mode == "hang":
            self.server.released.wait(20)
            return
        if mode in ("500", "404", "403"):
            self.send_error(int(mode))
            return
        if mode == "page":
            data = b"<html>Please log in</html>"
        elif mode == "wms":
            query = {name.lower(): value[0] for name, value in parse_qs(urlsplit(self.path).query).items()}
            shape = (int(query["height"]), int(query["width"]), 4)
            data = png(np.full(shape, 90, np.uint8))
        else:
            z, x, y = (int(part) for part in self.path.split(".")[0].split("/")[-3:])
            data = square(z, x, y)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_words):
        """Print nothing."""


@pytest.fixture
def web():
    """A server of squares on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    server.asked, server.mode, server.released = [], "squares", threading.Event()
    server.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.released.set()
    server.shutdown()
    thread.join()
    server.server_close()


def tiles(web, tmp_path, **changes):
    return TileServer(
        web.address + "/{z}/{x}/{y}.png", "© somebody", Server(Cache(tmp_path / "cache"), **changes)
    )


def test_squares_are_laid_where_they_belong(web, tmp_path):
    source = tiles(web, tmp_path)
    *_rough, whole = source.pictures(FRAME, never)
    assert_in_place(whole, FRAME, tiles_for(FRAME, 19).z)
    source.close()


def test_squares_are_asked_once_and_then_come_from_disk(web, tmp_path):
    one, two = tiles(web, tmp_path), tiles(web, tmp_path)
    *_rough, first = one.pictures(FRAME, never)
    asked = len(web.asked)
    assert asked == len(tiles_for(FRAME, 19))
    web.mode = "500"
    *_rough, second = two.pictures(FRAME, never)
    assert len(web.asked) == asked
    np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize(
    ("mode", "code"),
    [
        ("500", "backdrop_unreachable"),
        ("403", "backdrop_unreachable"),
        ("page", "backdrop_no_picture"),
        ("404", "backdrop_empty"),
    ],
)
def test_a_broken_server_says_so_and_is_left_in_peace(web, tmp_path, mode, code):
    web.mode = mode
    source = tiles(web, tmp_path, rest_s=30)
    with pytest.raises(SourceError) as told:
        list(source.pictures(FRAME, never))
    assert told.value.code == code
    if mode != "404":
        asked = len(web.asked)
        assert asked < len(tiles_for(FRAME, 19)) + 1
        with pytest.raises(SourceError):
            list(source.pictures(FRAME, never))
        assert len(web.asked) <= asked + 4
    assert not list((tmp_path / "cache").rglob("*.png"))
    source.close()


def test_an_answer_that_is_no_picture_is_not_kept(web, tmp_path):
    server = Server(Cache(tmp_path / "cache"))
    web.mode = "page"
    with pytest.raises(SourceError, match="backdrop_no_picture"):
        server.ask(web.address + "/1/0/0.png")
    web.mode = "squares"
    assert server.ask(web.address + "/1/0/0.png") is not None


def test_a_server_that_never_answers_is_given_up(web, tmp_path):
    web.mode = "hang"
    source = tiles(web, tmp_path, timeout_s=0.2, rest_s=30)
    began = time.monotonic()
    with pytest.raises(SourceError, match="backdrop_unreachable"):
        list(source.pictures(FRAME, never))
    assert time.monotonic() - began < 10
    source.close()


def test_what_is_no_longer_wanted_is_not_asked_for(web, tmp_path):
    source = tiles(web, tmp_path)
    assert list(source.pictures(FRAME, lambda: True)) == []
    source.close()
    assert len(web.asked) <= 8


def test_a_wms_is_asked_for_the_frame_in_the_plans_own_system(web, tmp_path):
    web.mode = "wms"
    source = WmsServer(web.address + "/wms?map=town", "ortho", "", Server(Cache(tmp_path / "cache")))
    (picture,) = source.pictures(FRAME, never)
    assert picture.shape == (300, 400, 4)
    assert (picture == 90).all()
    (asked,) = web.asked
    query = {name: value[0] for name, value in parse_qs(urlsplit(asked).query).items()}
    assert query["SRS"] == CRS
    assert query["LAYERS"] == "ortho"
    assert query["map"] == "town"
    assert [float(part) for part in query["BBOX"].split(",")] == list(FRAME.extent)


def test_a_full_cache_forgets_what_was_not_used_for_longest(tmp_path):
    cache = Cache(tmp_path, most_bytes=250)
    for name in "abc":
        cache.put(name, bytes(100))
        time.sleep(0.02)
    assert cache.get("a") is not None
    time.sleep(0.02)
    cache.prune()
    assert [cache.get(name) is not None for name in "abc"] == [True, False, True]


def write(path, bands, crs="EPSG:4326", **kind):
    """A picture over the frame and its surroundings."""
    west, south, east, north = 10.40, 55.10, 10.44, 55.16
    height, width = bands.shape[1:]
    place = Affine((east - west) / width, 0.0, west, 0.0, (south - north) / height, north)
    kind = {"driver": "GTiff", "crs": crs, "transform": place, **kind}
    with rasterio.open(
        path, "w", width=width, height=height, count=len(bands), dtype=bands.dtype, **kind
    ) as target:
        target.write(bands)
    return path


@pytest.fixture
def frame():
    """In the middle of the pictures that `write` makes."""
    x, y = Transformer.from_crs("EPSG:4326", CRS, always_xy=True).transform(10.42, 55.13)
    return Frame(CRS, (x - 500, y - 500, x + 500, y + 500), 100, 100)


def halves(dtype, low, high, count=3):
    """West low, east high."""
    bands = np.full((count, 60, 40), low, dtype)
    bands[:, :, 20:] = high
    return bands


def test_a_geotiff_in_degrees_lies_in_place(tmp_path, frame):
    source = RasterFile(write(tmp_path / "a.tif", halves(np.uint8, 40, 200)))
    (picture,) = source.pictures(frame, never)
    assert (picture[:, 5, :3] == 40).all()
    assert (picture[:, 95, :3] == 200).all()
    assert (picture[..., 3] == 255).all()


def test_what_lies_beside_the_file_is_clear(tmp_path, frame):
    far = Frame(
        CRS,
        (frame.extent[0] - 1_000_000, *frame.extent[1:2], frame.extent[2] - 1_000_000, frame.extent[3]),
        50,
        50,
    )
    source = RasterFile(write(tmp_path / "a.tif", halves(np.uint8, 40, 200)))
    (picture,) = source.pictures(far, never)
    assert (picture[..., 3] == 0).all()


def test_pictures_with_alpha_one_band_or_sixteen_bits(tmp_path, frame):
    clear = halves(np.uint8, 40, 200, count=4)
    clear[3, :, :20] = 0
    (picture,) = RasterFile(write(tmp_path / "a.tif", clear, photometric="RGB", ALPHA="YES")).pictures(
        frame, never
    )
    assert (picture[:, 5, 3] == 0).all()
    assert (picture[:, 95] == (200, 200, 200, 255)).all()
    (picture,) = RasterFile(write(tmp_path / "b.tif", halves(np.uint8, 40, 200, count=1))).pictures(
        frame, never
    )
    assert (picture[:, 95] == (200, 200, 200, 255)).all()
    (picture,) = RasterFile(write(tmp_path / "c.tif", halves(np.uint16, 300, 4000))).pictures(frame, never)
    assert (picture[:, 5, 0] == 0).all()
    assert (picture[:, 95, 0] == 255).all()


def test_a_picture_with_a_colour_table(tmp_path, frame):
    path = write(tmp_path / "a.tif", halves(np.uint8, 1, 2, count=1))
    with rasterio.open(path, "r+") as target:
        target.write_colormap(1, {1: (10, 20, 30, 255), 2: (200, 100, 50, 255)})
    (picture,) = RasterFile(path).pictures(frame, never)
    assert picture[50, 5].tolist() == [10, 20, 30, 255]
    assert picture[50, 95].tolist() == [200, 100, 50, 255]


def test_files_that_give_no_picture_say_why(tmp_path, frame):
    (tmp_path / "broken.tif").write_bytes(b"II*\0 and no more")
    placeless = write(tmp_path / "placeless.tif", halves(np.uint8, 1, 2), crs=None)
    for path, code in (
        (tmp_path / "gone.tif", "backdrop_file_missing"),
        (tmp_path / "broken.tif", "backdrop_file_unreadable"),
        (placeless, "backdrop_file_placeless"),
    ):
        with pytest.raises(SourceError) as told:
            list(RasterFile(path).pictures(frame, never))
        assert told.value.code == code
    (tmp_path / "broken.mbtiles").write_bytes(b"no database")
    for name, code in (
        ("gone.mbtiles", "backdrop_file_missing"),
        ("broken.mbtiles", "backdrop_file_unreadable"),
    ):
        with pytest.raises(SourceError) as told:
            list(TileFile(tmp_path / name).pictures(frame, never))
        assert told.value.code == code
        assert TileFile(tmp_path / name).attribution == ""


def test_mbtiles_count_their_rows_from_the_south(tmp_path):
    path, z = tmp_path / "town.mbtiles", 14
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE metadata (name text, value text)")
    base.execute("INSERT INTO metadata VALUES ('attribution', '© the town')")
    base.execute("CREATE TABLE tiles (zoom_level int, tile_column int, tile_row int, tile_data blob)")
    for tile in tiles_for(FRAME, z):
        base.execute(
            "INSERT INTO tiles VALUES (?, ?, ?, ?)", (z, tile.x, 2**z - 1 - tile.y, square(z, tile.x, tile.y))
        )
    base.commit()
    base.close()
    source = TileFile(path)
    assert source.attribution == "© the town"
    (picture,) = source.pictures(FRAME, never)
    assert_in_place(picture, FRAME, z)


def test_what_is_no_picture_decodes_to_nothing():
    assert decoded(b"") is None
    assert decoded(b"<html>") is None
    assert decoded(png(np.full((4, 5, 3), 7, np.uint8))).shape == (4, 5, 4)
