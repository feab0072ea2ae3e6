"""Heights of known houses from rasters of every kind, and of real ones."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyproj import CRS
from shapely.affinity import rotate
from shapely.geometry import MultiPolygon, Polygon, box

from gis import pixels
from gis.errors import GisError, SourceError
from gis.heights import MEASURED, NO_GROUND, NOTHING_THERE, OUTSIDE, PARTLY, HeightRules, measure_heights
from tests.elevation import CRS_NAME, LEFT, TOP, grid, ground, with_house, write

PLAN = CRS(CRS_NAME)
HOUSE = (LEFT + 60, TOP - 90, LEFT + 84, TOP - 78)


def shapes(*outlines):
    return np.array(outlines, dtype=object)


def taken(one):
    return one.height_m[one.measured]


@pytest.fixture
def rasters(tmp_path):
    """Write a surface with a house and its terrain; answer both paths."""

    def rasters(height=9.0, ridge=0.0, along="east", house=HOUSE, name="", **more):
        place = more.pop("place", grid())
        surface = with_house(house, height, ridge, along)
        return (
            [write(tmp_path / f"dsm{name}.tif", surface, place, **more)],
            [write(tmp_path / f"dtm{name}.tif", ground, place, **more)],
        )

    return rasters


def test_a_flat_box_is_measured_exactly_on_sloping_ground(rasters):
    found = measure_heights(shapes(box(*HOUSE)), PLAN, *rasters())
    assert found.status.tolist() == [MEASURED]
    assert found.height_m[0] == pytest.approx(9.0, abs=1e-4)
    assert found.eaves_m[0] == pytest.approx(9.0, abs=1e-4)
    assert found.top_m[0] == pytest.approx(9.0, abs=1e-4)
    assert found.ground_m[0] == pytest.approx(ground(LEFT + 72, TOP - 84), abs=0.05)
    assert found.coverage[0] == 1.0
    assert found.pixels[0] == 24 * 12
    assert found.roofs.form[0] == "flat"


@pytest.mark.parametrize(("along", "azimuths"), [("east", (0, 180, 360)), ("north", (90, 270))])
def test_a_gable_has_ridge_eaves_slope_and_orientation(rasters, along, azimuths):
    house = (LEFT + 60, TOP - 100, LEFT + 80, TOP - 80)
    found = measure_heights(shapes(box(*house)), PLAN, *rasters(6.0, 5.0, along, house))
    assert found.height_m[0] == pytest.approx(8.5, abs=0.2), "the middle between eaves and ridge"
    assert found.eaves_m[0] == pytest.approx(6.25, abs=0.3)
    assert found.top_m[0] == pytest.approx(10.75, abs=0.3)
    assert found.roofs.form[0] == "gabled"
    assert found.roofs.slope_deg[0] == pytest.approx(np.degrees(np.arctan(0.5)), abs=3)
    assert min(abs(found.roofs.azimuth_deg[0] - one) for one in azimuths) < 5


def test_a_percentile_moves_the_height_from_eaves_to_ridge(rasters):
    house = (LEFT + 60, TOP - 100, LEFT + 80, TOP - 80)
    pair = rasters(6.0, 5.0, house=house)
    low, high = (
        measure_heights(shapes(box(*house)), PLAN, *pair, HeightRules(one)).height_m[0]
        for one in (10.0, 90.0)
    )
    assert low == pytest.approx(6.5, abs=0.3)
    assert high == pytest.approx(10.5, abs=0.3)


def test_a_building_outside_stays_unknown_and_one_at_the_edge_by_its_coverage(rasters):
    edge = (LEFT - 6, TOP - 50, LEFT + 6, TOP - 40)
    pair = rasters(9.0, house=edge)
    far = box(LEFT + 900, TOP + 900, LEFT + 920, TOP + 920)
    found = measure_heights(shapes(box(*edge), far, Polygon(), None), PLAN, *pair)
    assert found.status.tolist() == [PARTLY, OUTSIDE, OUTSIDE, OUTSIDE]
    assert found.coverage[0] == pytest.approx(0.5)
    assert found.coverage[1:].tolist() == [0.0, 0.0, 0.0]
    assert not found.measured.any()
    assert np.isnan(found.height_m[1])
    half = measure_heights(shapes(box(*edge)), PLAN, *pair, HeightRules(least_coverage=0.4))
    assert taken(half) == pytest.approx([9.0], abs=1e-3)


def test_holes_parts_and_neighbours_keep_their_own_pixels(tmp_path):
    outer, yard = box(*HOUSE), box(LEFT + 66, TOP - 87, LEFT + 78, TOP - 81)
    ring = Polygon(outer.exterior.coords, [yard.exterior.coords])
    parts = MultiPolygon(
        [box(LEFT + 10, TOP - 30, LEFT + 20, TOP - 20), box(LEFT + 30, TOP - 30, LEFT + 40, TOP - 20)]
    )

    def surface(east, north):
        at = shapely.points(east, north)
        up = np.where(shapely.intersects_xy(ring, east, north), 12.0, 0.0)
        up = np.where(shapely.intersects(parts, at), 7.0, up)
        return ground(east, north) + up

    pair = [write(tmp_path / "a.tif", surface, grid())], [write(tmp_path / "b.tif", ground, grid())]
    found = measure_heights(shapes(ring, parts, yard), PLAN, *pair)
    assert found.height_m[:2] == pytest.approx([12.0, 7.0], abs=1e-3)
    assert found.pixels[:2].tolist() == [24 * 12 - 12 * 6, 200]
    assert found.status[2] == NOTHING_THERE, "a yard is no building"


def test_a_shed_smaller_than_a_pixel_takes_the_pixel_it_lies_in(rasters):
    wide = (LEFT + 50, TOP - 100, LEFT + 90, TOP - 60)
    pair = rasters(5.0, house=wide, place=grid(pixel=10.0), size=(20, 20))
    shed = box(LEFT + 72, TOP - 78, LEFT + 73, TOP - 77)
    found = measure_heights(shapes(shed, box(*wide)), PLAN, *pair)
    assert found.is_point.tolist() == [True, False]
    assert found.height_m == pytest.approx([5.0, 5.0], abs=0.1)
    assert found.roofs.form.tolist() == ["", "flat"] or found.roofs.form[0] == ""


def test_without_terrain_the_ground_beside_stands_in_and_it_is_said(rasters):
    surface, _terrain = rasters()
    found = measure_heights(shapes(box(*HOUSE)), PLAN, surface)
    assert found.height_m[0] == pytest.approx(9.0, abs=0.5)
    assert not found.beneath[0]
    assert "heights_without_terrain" in [one.code for one in found.remarks]


def test_neighbours_are_no_ground(tmp_path):
    """In a closed row the ground is the street's, not the neighbour's roof."""
    row = [box(LEFT + 20 + 10 * k, TOP - 110, LEFT + 30 + 10 * k, TOP - 98) for k in range(12)]
    whole = (LEFT + 20, TOP - 110, LEFT + 140, TOP - 98)
    surface = [write(tmp_path / "dsm.tif", with_house(whole, 11.0), grid())]
    found = measure_heights(shapes(*row), PLAN, surface)
    assert found.height_m == pytest.approx(np.full(12, 11.0), abs=0.6)


def test_terrain_with_holes_under_buildings_takes_the_ground_beside(tmp_path):
    def holed(east, north):
        inside = (
            (east > HOUSE[0] - 1) & (east < HOUSE[2] + 1) & (north > HOUSE[1] - 1) & (north < HOUSE[3] + 1)
        )
        return np.where(inside, -9999.0, ground(east, north))

    pair = (
        [write(tmp_path / "a.tif", with_house(HOUSE, 9.0), grid())],
        [write(tmp_path / "b.tif", holed, grid(), nodata=-9999.0)],
    )
    found = measure_heights(shapes(box(*HOUSE)), PLAN, *pair)
    assert found.status.tolist() == [MEASURED]
    assert found.height_m[0] == pytest.approx(9.0, abs=0.4)
    assert not found.beneath[0]


def test_terrain_of_another_place_gives_no_height(rasters, tmp_path):
    surface, _ = rasters()
    far = [write(tmp_path / "far.tif", ground, grid(LEFT + 50_000))]
    found = measure_heights(shapes(box(*HOUSE)), PLAN, surface, far)
    assert found.status.tolist() == [NO_GROUND]
    assert not found.measured.any()


@pytest.mark.parametrize(
    ("place", "size"),
    [
        (grid(pixel=0.5), (400, 400)),
        (grid(pixel=2.0, down=0.5), (100, 400)),
        (grid(LEFT + 0.37, TOP - 0.81, 1.0), (190, 190)),
        (grid(LEFT - 40, TOP - 20, turn=30.0), (260, 260)),
        (grid(LEFT, TOP - 200, 1.0, down=-1.0), (200, 200)),
    ],
)
def test_other_pixels_give_the_same_height(rasters, tmp_path, place, size):
    surface, _ = rasters(place=place, size=size)
    terrain = [write(tmp_path / "coarse.tif", ground, grid(LEFT - 50, TOP + 50, 5.0), (60, 60))]
    found = measure_heights(shapes(box(*HOUSE)), PLAN, surface, terrain)
    assert taken(found) == pytest.approx([9.0], abs=0.05)


@pytest.mark.parametrize("crs", ["EPSG:3044", "EPSG:25833", "EPSG:4258", "EPSG:3035", "EPSG:3857"])
def test_rasters_in_other_systems(tmp_path, crs):
    from pyproj import Transformer

    change = Transformer.from_crs(crs, CRS_NAME, always_xy=True)
    ends = Transformer.from_crs(CRS_NAME, crs, always_xy=True).transform_bounds(
        LEFT, TOP - 200, LEFT + 200, TOP
    )
    place = grid(ends[0], ends[3], (ends[2] - ends[0]) / 250, (ends[3] - ends[1]) / 250)
    surface = with_house(HOUSE, 9.0)
    files = [
        [
            write(
                tmp_path / f"{name}.tif", lambda x, y, f=f: f(*change.transform(x, y)), place, (250, 250), crs
            )
        ]
        for name, f in (("dsm", surface), ("dtm", ground))
    ]
    assert taken(measure_heights(shapes(box(*HOUSE)), PLAN, *files)) == pytest.approx([9.0], abs=0.05)
    flat = [[files[0][0]], [write(tmp_path / "utm.tif", ground, grid(pixel=3.0), (67, 67))]]
    assert taken(measure_heights(shapes(box(*HOUSE)), PLAN, *flat)) == pytest.approx([9.0], abs=0.05)


def test_tiles_are_one_raster(tmp_path):
    """A house on the border of four tiles, and of tiles with other pixels."""
    house = (LEFT + 90, TOP - 110, LEFT + 110, TOP - 90)
    surface = with_house(house, 8.0, 4.0)
    tiles = [
        write(tmp_path / f"{k}{j}.tif", surface, grid(LEFT + 100 * k, TOP - 100 * j), (100, 100))
        for k in range(2)
        for j in range(2)
    ]
    whole = [write(tmp_path / "whole.tif", surface, grid())]
    terrain = [write(tmp_path / "dtm.tif", ground, grid())]
    one = measure_heights(shapes(box(*house)), PLAN, whole, terrain)
    four = measure_heights(shapes(box(*house)), PLAN, tiles, terrain)
    assert four.height_m[0] == one.height_m[0]
    assert four.coverage[0] == 1.0
    assert four.roofs.form[0] == one.roofs.form[0] == "gabled"
    fine = [write(tmp_path / "fine.tif", surface, grid(LEFT + 80, TOP - 80, 0.5), (80, 80)), tiles[0]]
    assert measure_heights(shapes(box(*house)), PLAN, fine, terrain).pixels[0] == 1600


@pytest.mark.parametrize(
    ("unit", "factor", "named"),
    [("dm", 10.0, ""), ("cm", 100.0, ""), ("cm", 100.0, "cm"), ("ft", 1 / 0.3048, "ft")],
)
def test_whole_numbers_in_other_units(tmp_path, unit, factor, named):
    kind = {"dtype": "int32"}
    files = [
        [write(tmp_path / f"{name}.tif", lambda e, n, f=f: np.round(f(e, n) * factor), grid(), **kind)]
        for name, f in (("dsm", with_house(HOUSE, 9.0)), ("dtm", ground))
    ]
    found = measure_heights(shapes(box(*HOUSE)), PLAN, *files, HeightRules(unit=named))
    assert taken(found) == pytest.approx([9.0], abs=0.2)
    told = [one for one in found.remarks if one.code == "heights_unit_guessed"]
    assert bool(told) is (not named), "a guess is never silent"
    assert not told or told[0].args["unit"] == unit


def test_units_and_scales_that_the_file_names_are_taken(tmp_path):
    files = []
    for name, f in (("dsm", with_house(HOUSE, 9.0)), ("dtm", ground)):
        made = write(tmp_path / f"{name}.tif", lambda e, n, f=f: f(e, n) / 0.3048, grid(), units=("ft",))
        files.append([made])
    found = measure_heights(shapes(box(*HOUSE)), PLAN, *files)
    assert taken(found) == pytest.approx([9.0], abs=0.01)
    assert not found.remarks
    scaled = [
        [write(tmp_path / f"{name}s.tif", lambda e, n, f=f: 100 * f(e, n) + 5000, grid(), dtype="int32",
               scales=(0.01,), offsets=(-50.0,))]
        for name, f in (("dsm", with_house(HOUSE, 9.0)), ("dtm", ground))
    ]  # fmt: skip
    assert taken(measure_heights(shapes(box(*HOUSE)), PLAN, *scaled)) == pytest.approx([9.0], abs=0.02)


def test_feet_of_a_vertical_system(tmp_path):
    """British survey: EPSG:6349 is of NAD83(2011) with NAVD88 heights; its sister EPSG:8360 counts in feet."""
    compound = "EPSG:25832+6360"
    files = [
        [write(tmp_path / f"{name}.tif", lambda e, n, f=f: f(e, n) / (1200 / 3937), grid(), crs=compound)]
        for name, f in (("dsm", with_house(HOUSE, 9.0)), ("dtm", ground))
    ]
    assert taken(measure_heights(shapes(box(*HOUSE)), PLAN, *files)) == pytest.approx([9.0], abs=0.01)


def test_nodata_is_never_a_height(tmp_path):
    """As -9999 that the file names or does not, as NaN, and for every pixel."""
    part = (HOUSE[0], HOUSE[1], HOUSE[0] + 12, HOUSE[3])

    def holed(value):
        def surface(east, north):
            gone = (east > part[0]) & (east < part[2]) & (north > part[1]) & (north < part[3])
            return np.where(gone, value, with_house(HOUSE, 9.0)(east, north))

        return surface

    terrain = [write(tmp_path / "dtm.tif", ground, grid())]
    for number, (value, more) in enumerate(
        [(-9999.0, {"nodata": -9999.0}), (-9999.0, {}), (np.nan, {}), (1e30, {})]
    ):
        surface = [write(tmp_path / f"{number}.tif", holed(value), grid(), **more)]
        found = measure_heights(shapes(box(*HOUSE)), PLAN, surface, terrain)
        assert found.status.tolist() == [PARTLY]
        assert found.coverage[0] == pytest.approx(0.5)
        assert found.height_m[0] == pytest.approx(9.0, abs=1e-3), "told, not taken"
    nothing = [write(tmp_path / "none.tif", lambda e, _n: np.full(e.shape, np.nan), grid())]
    with pytest.raises(SourceError) as fault:
        measure_heights(shapes(box(*HOUSE)), PLAN, nothing, terrain)
    assert fault.value.code == "heights_nowhere"


def test_terrain_and_surface_the_wrong_way_round_are_refused(rasters):
    surface, terrain = rasters()
    with pytest.raises(SourceError) as fault:
        measure_heights(shapes(box(*HOUSE)), PLAN, terrain, surface)
    assert fault.value.code == "heights_below_ground"
    with pytest.raises(SourceError) as fault:
        measure_heights(shapes(box(*HOUSE)), PLAN, terrain, terrain)
    assert fault.value.code == "heights_without_buildings"


def test_a_raster_without_a_system_is_taken_to_be_in_the_plans_and_it_is_said(tmp_path):
    files = [
        [write(tmp_path / f"{name}.asc", f, grid(), crs=None)]
        for name, f in (("dsm", with_house(HOUSE, 9.0)), ("dtm", ground))
    ]
    found = measure_heights(shapes(box(*HOUSE)), PLAN, *files)
    assert taken(found) == pytest.approx([9.0], abs=0.01)
    assert [one.code for one in found.remarks] == ["heights_crs_assumed"]


def many(count=60, seed=3):
    random = np.random.default_rng(seed)
    made = []
    for _one in range(count):
        x, y = LEFT + random.uniform(5, 170), TOP - random.uniform(30, 195)
        w, h = random.uniform(0.4, 24, 2)
        made.append(rotate(box(x, y, x + w, y + h), random.uniform(0, 90)))
    return shapes(*made)


def bumpy(east, north):
    return ground(east, north) + 8.0 + 3.0 * np.sin(east / 7.0) + 2.0 * np.cos(north / 5.0)


@pytest.fixture
def hills(tmp_path):
    return [write(tmp_path / "a.tif", bumpy, grid(pixel=0.5), (400, 400))], [
        write(tmp_path / "b.tif", ground, grid(pixel=2.0), (100, 100))
    ]


FIELDS = ("status", "height_m", "eaves_m", "top_m", "ground_m", "coverage", "pixels")


def test_windows_do_not_matter(hills, monkeypatch):
    outlines = many()
    whole = measure_heights(outlines, PLAN, *hills)
    monkeypatch.setattr(pixels, "TILE_PX", 37)
    pieces = measure_heights(outlines, PLAN, *hills)
    around = measure_heights(outlines, PLAN, hills[0])
    monkeypatch.setattr(pixels, "TILE_PX", 2048)
    assert around.height_m == pytest.approx(measure_heights(outlines, PLAN, hills[0]).height_m, nan_ok=True)
    for name in FIELDS:
        assert getattr(pieces, name) == pytest.approx(getattr(whole, name), nan_ok=True), name
    assert pieces.roofs.form.tolist() == whole.roofs.form.tolist()


def test_a_building_larger_than_memory_is_read_in_every_so_many_pixels(hills, monkeypatch):
    outline = shapes(box(LEFT + 20, TOP - 180, LEFT + 170, TOP - 30))
    whole = measure_heights(outline, PLAN, *hills)
    monkeypatch.setattr(pixels, "LARGEST_PX", 60)
    sampled = measure_heights(outline, PLAN, *hills)
    assert sampled.pixels[0] < whole.pixels[0] / 10
    assert sampled.height_m[0] == pytest.approx(whole.height_m[0], abs=0.3)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(30)))
def test_permuted_buildings_give_permuted_heights(hills, order):
    outlines = many(30)
    plain, turned = (measure_heights(one, PLAN, *hills) for one in (outlines, outlines[np.array(order)]))
    for name in FIELDS:
        assert getattr(turned, name) == pytest.approx(getattr(plain, name)[np.array(order)], nan_ok=True), (
            name
        )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    off=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    pixel=st.sampled_from([0.25, 0.5, 1.0, 1.5]),
    turn=st.floats(0, 90),
    height=st.floats(2.5, 50),
)
def test_a_flat_roof_is_as_high_on_every_grid(tmp_path, off, pixel, turn, height):
    outline = rotate(box(*HOUSE), turn)

    def surface(east, north):
        return ground(east, north) + np.where(shapely.intersects_xy(outline, east, north), height, 0.0)

    size = (int(160 / pixel),) * 2
    place = grid(LEFT + off[0], TOP - off[1], pixel)
    files = (
        [write(tmp_path / "s.tif", surface, place, size)],
        [write(tmp_path / "t.tif", ground, grid(pixel=4.0), (50, 50))],
    )
    found = measure_heights(shapes(outline), PLAN, *files)
    assert taken(found) == pytest.approx([height], abs=0.02)
    assert found.roofs.form[0] == "flat"


def test_cells_are_those_whose_middle_lies_inside(hills):
    """The count of pixels agrees with shapely's on shapes of every turn."""
    outlines = many(40, seed=11)
    found = measure_heights(outlines, PLAN, *hills, HeightRules(least_coverage=0.0))
    column, row = np.meshgrid(np.arange(400) * 0.5 + 0.25, np.arange(400) * 0.5 + 0.25)
    for outline, count, point in zip(outlines, found.pixels, found.is_point, strict=True):
        inside = int(shapely.contains_xy(outline, LEFT + column.ravel(), TOP - row.ravel()).sum())
        assert count == (inside or 1)
        assert point == (inside == 0)


def test_progress_is_told_and_can_stop(hills):
    class StopError(Exception):
        pass

    told = []

    def stop(fraction, what):
        told.append((fraction, what))
        if fraction > 0:
            raise StopError

    with pytest.raises(StopError):
        measure_heights(many(), PLAN, *hills, progress=stop)
    assert told[0] == (0.0, "rasters")


def test_the_middle_of_gothenburg(shared):
    """25 of 137 footprints lie wholly in the raster; their median height is 9.4 m; what is outside is unknown."""
    folder = shared / "geodata" / "dsm_goteborg"
    frame = gpd.read_file(folder / "buildings.shp")
    outlines = frame.geometry.to_numpy()
    found = measure_heights(outlines, CRS(frame.crs), [folder / "DSM_KRbig.tif"], [folder / "DEM_KRbig.tif"])
    inside = shapely.within(outlines, box(147720.0, 6398557.0, 147954.0, 6398780.0))
    assert inside.sum() == 25
    assert (found.coverage[inside] == 1.0).all()
    assert np.median(found.height_m[inside]) == pytest.approx(9.4, abs=0.05)
    apart = found.coverage == 0
    assert apart.sum() == 96
    assert (found.status[apart] == OUTSIDE).all()
    assert np.isnan(found.height_m[apart]).all()
    assert (found.coverage[found.measured] >= 0.9).all()
    without = measure_heights(outlines, CRS(frame.crs), [folder / "DSM_KRbig.tif"])
    off = (without.height_m - found.height_m)[inside]
    assert abs(np.median(off)) < 0.5


def test_every_bad_raster_ends_in_data_or_a_code(shared, tmp_path):
    house = shapes(box(*HOUSE))
    codes = {}
    for path in sorted((shared / "geodata" / "nasty" / "rasterio").iterdir()):
        try:
            measure_heights(house, PLAN, [path])
            codes[path.name] = ""
        except GisError as fault:
            codes[path.name] = fault.code
    assert codes["all-nodata.tif"] == codes["corrupt.tif"] == "raster_is_picture"
    assert codes["issue1446.geojson"] == "raster_format_unknown"
    rest = {
        "float_nan.tif",
        "float_raster_with_nodata.tif",
        "N10W110.hgt.zip",
        "rotated.tif",
        "test_esri_wkt.tif",
    }
    assert {codes[name] for name in rest} == {"heights_nowhere"}
