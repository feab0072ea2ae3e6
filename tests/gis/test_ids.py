import pandas as pd

from gis.ids import ids


def test_ids_are_unique_and_no_row_is_lost():
    frame = pd.DataFrame({"localId": ["a", "b", "a", None, "a", "a~2"]})
    found, remarks = ids(frame, ("localid",))
    assert len(set(found)) == 6
    assert list(found[:2]) == ["a", "b"]
    assert {remark.code for remark in remarks} == {"ids_missing", "ids_duplicate"}


def test_weak_id_columns_serve_only_when_unique():
    frame = pd.DataFrame({"id": [1, 1], "name": ["x", "y"]})
    assert list(ids(frame, ("id", "name"))[0]) == ["x", "y"]
    found, remarks = ids(frame, ("id",), "p")
    assert list(found) == ["p1", "p2"]
    assert remarks[0].code == "ids_made"
