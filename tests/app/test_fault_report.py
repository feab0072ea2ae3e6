"""A report says where the program stumbled, and nothing about whose it is."""

import getpass
import socket
from pathlib import Path

import pytest

from app import fault_report
from app.fault_report import MOST, Diary, report, without_names


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        (
            '  File "/srv/maria/kvarter/app/ui/window.py", line 7, in do',
            '  File "app/ui/window.py", line 7, in do',
        ),
        (
            '  File "/opt/x/lib/python3.11/site-packages/numpy/core/fromnumeric.py", line 3',
            '  File "numpy/core/fromnumeric.py", line 3',
        ),
        (r'  File "D:\Staff\Maria López\Kvarter\gis\read.py", line 1', '  File "gis/read.py", line 1'),
        ("cannot open /srv/city hall/Plan Vitoria.gpkg", "cannot open (a file.gpkg)"),
        (r"cannot open \\server\share\owners.xlsx: in use", "cannot open (a file.xlsx): in use"),
        ("~/plans/secret.gpkg.", "(a file.gpkg)."),
        ("KeyError: 'u_wall'", "KeyError: 'u_wall'"),
        ("1/2 of it, kWh/(m²a)", "1/2 of it, kWh/(m²a)"),
    ],
)
def test_paths_tell_nothing(line, plain):
    assert without_names(line) == plain


def test_a_real_fault_is_told_without_the_place_of_the_program():
    try:
        raise ValueError(f"bad {Path.home() / 'x.shp'}")
    except ValueError:
        import traceback

        text = report(traceback.format_exc(), ["save"])
    assert "ValueError: bad (a file.shp)" in text
    assert "numpy" in text
    assert "save" in text
    assert str(Path(fault_report.__file__).parent.parent) not in text
    assert socket.gethostname() not in text
    if len(getpass.getuser()) > 4:
        assert getpass.getuser() not in text


def test_a_diary_keeps_the_last_things():
    diary = Diary()
    for place in range(MOST + 5):
        diary.note(f"thing {place}")
    assert len(diary.lines) == MOST
    assert diary.lines[-1].endswith(f"thing {MOST + 4}")
