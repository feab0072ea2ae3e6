"""All or nothing."""

import errno
import os
import time
from pathlib import Path

import pytest

from gis.atomic import LEFTOVER_S, replacing, write_error
from gis.errors import WriteError


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_fault_while_writing_leaves_the_former_file(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("former", encoding="utf-8")
    with pytest.raises(WriteError) as caught, replacing(target) as draft:
        draft.write_text("half", encoding="utf-8")
        raise OSError(errno.ENOSPC, "No space left on device")
    assert caught.value.code == "write_no_space"
    assert target.read_text(encoding="utf-8") == "former"
    assert _names(tmp_path) == ["a.txt"]


def test_a_stop_asked_by_the_caller_passes_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), replacing(tmp_path / "a.txt") as draft:
        draft.write_text("half", encoding="utf-8")
        raise KeyboardInterrupt
    assert _names(tmp_path) == []


def test_a_set_is_exchanged_together(tmp_path: Path) -> None:
    with replacing(tmp_path / "a.one", (".two", ".one")) as draft:
        draft.write_text("1", encoding="utf-8")
        draft.with_suffix(".two").write_text("2", encoding="utf-8")
    assert _names(tmp_path) == ["a.one", "a.two"]


def test_what_a_killed_program_left_is_cleared_when_old(tmp_path: Path) -> None:
    old, young, other = (
        tmp_path / name for name in (".a.txt.kvarter-old", ".a.txt.kvarter-new", ".b.kvarter-x")
    )
    for folder in (old, young, other):
        folder.mkdir()
    past = time.time() - 2 * LEFTOVER_S
    os.utime(old, (past, past))
    os.utime(other, (past, past))
    with replacing(tmp_path / "a.txt") as draft:
        draft.write_text("new", encoding="utf-8")
    assert _names(tmp_path) == [".a.txt.kvarter-new", ".b.kvarter-x", "a.txt"]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "write_refused"),
        (OSError(errno.EFBIG, "File too large"), "write_no_space"),
        (OSError(errno.EIO, "Input/output error"), "write_failed"),
    ],
)
def test_why_it_failed(tmp_path: Path, fault: OSError, code: str) -> None:
    assert write_error(tmp_path / "a.txt", fault).code == code
