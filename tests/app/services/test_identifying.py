import pytest

from app import bridge
from app.services.identifying import Kind, things_at
from app.services.owners import associations_by_names
from app.services.planning import replan
from app.services.samples import sample_project


def test_everything_at_a_building_is_named(town):
    row = 0
    point = town.buildings.geometry.iloc[row].representative_point()
    things = things_at(town, (point.x, point.y), 1.0)
    kinds = [thing.kind for thing in things]
    assert kinds[0] is Kind.BUILDING
    assert things[0].rows == (row,)
    assert str(town.buildings.index[row]) in things[0].title
    assert "kWh/(m²a)" in things[0].note
    block = next(thing for thing in things if thing.kind is Kind.BLOCK)
    assert block.rows == (int(town.stock.block_of[row]),)
    parcel = next(thing for thing in things if thing.kind is Kind.PARCEL)
    assert parcel.rows == (int(town.stock.parcel_of[row]),)
    xmin, ymin, xmax, ymax = parcel.bounds
    assert xmin <= point.x <= xmax
    assert ymin <= point.y <= ymax


def test_streets_are_found_beside_their_line(town):
    line = town.streets.geometry.iloc[0]
    spot = line.interpolate(0.5, normalized=True)
    assert Kind.STREET in {thing.kind for thing in things_at(town, (spot.x + 2, spot.y), 3.0)}


def test_findings_speak_of_the_building_there():
    project = sample_project("synthetic").project
    finding = next(one for one in bridge.findings(project) if one.building_ids)
    row = project.buildings.index.get_loc(finding.building_ids[0])
    point = project.buildings.geometry.iloc[row].representative_point()
    found = [thing for thing in things_at(project, (point.x, point.y), 1.0) if thing.kind is Kind.FINDING]
    assert any(set(thing.rows) >= {row} for thing in found)
    assert all(thing.note for thing in found)


def test_nothing_lies_outside(town):
    assert things_at(town, (0.0, 0.0), 5.0) == ()


@pytest.mark.parametrize("part", ["parcels", "streets"])
def test_a_layer_may_be_missing(town, part):
    frame = getattr(town, part)
    without = town.replace(**{part: frame.iloc[:0]})
    point = town.buildings.geometry.iloc[0].representative_point()
    assert things_at(without, (point.x, point.y), 1.0)[0].kind is Kind.BUILDING


def test_the_association_of_a_building_is_named(town):
    names = ["KÜ Kalda 4" if row < 3 else "" for row in range(len(town.buildings))]
    owned = replan(associations_by_names(town, names, "owners.csv")).project
    inside = owned.buildings.geometry.iloc[0].representative_point()
    things = things_at(owned, (inside.x, inside.y), 1.0)
    body = next(thing for thing in things if thing.kind is Kind.ASSOCIATION)
    assert (body.title, body.rows) == ("KÜ Kalda 4", (0,))
    assert "Housing association" in body.note
    outside = owned.buildings.geometry.iloc[5].representative_point()
    assert Kind.ASSOCIATION not in {thing.kind for thing in things_at(owned, (outside.x, outside.y), 1.0)}
