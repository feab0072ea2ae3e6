"""All or nothing: files are made in a folder beside the target and take its place at the end."""

import contextlib
import errno
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pyogrio.errors import CRSError, DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError

from gis.errors import WriteError

WRITER_FAULTS: Final = (
    OSError,
    sqlite3.Error,
    CRSError,
    DataLayerError,
    DataSourceError,
    FeatureError,
    FieldError,
    GeometryError,
)
"""What the libraries raise when a file cannot be written."""

FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
REFUSED: Final = (errno.EACCES, errno.EPERM, errno.EROFS)

SPARE_BYTES: Final = 1_000_000
"""With less free space than this a vague failure is put down to the full disk."""

LEFTOVER_S: Final = 3600.0
"""Age at which a folder left by a killed program is cleared away [s]."""


@contextmanager
def replacing(target: Path, endings: Sequence[str] = ()) -> Iterator[Path]:
    """Yield a path to write to; what is written there takes the target's place at the end.

    Parameters
    ----------
    target : Path
        The file as it shall be called.
    endings : sequence of str
        Endings of the files of a set in the order in which they are put in place;
        empty for a single file.

    Raises
    ------
    WriteError
        If anything cannot be written; every former file is then as it was.
    """
    try:
        _clear_leftovers(target)
        folder = Path(tempfile.mkdtemp(prefix=_prefix(target), dir=target.parent))
    except OSError as fault:
        raise write_error(target, fault) from fault
    try:
        yield folder / target.name
        _put_in_place(folder, target, endings or (target.suffix,))
    except WRITER_FAULTS as fault:
        raise write_error(target, fault) from fault
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def replacing_all(folder: Path, allow: Callable[[Sequence[Path]], object]) -> Iterator[Path]:
    """Yield an empty folder; all that is written there takes its place in ``folder`` at the end, or nothing does.

    Parameters
    ----------
    folder : Path
        Made where it is absent, and taken away again if nothing is written.
    allow : callable
        Gets the targets before the first one is touched; raises where one of them may not be replaced.

    Raises
    ------
    WriteError
        If anything cannot be written; every former file is then as it was.
    """
    made = _made(folder)
    target = folder / "export"  # the name of the folder that is written to begins like it
    try:
        _clear_leftovers(target)
        draft = Path(tempfile.mkdtemp(prefix=_prefix(target), dir=folder))
    except OSError as fault:
        _unmake(made)
        raise write_error(folder, fault) from fault
    try:
        inside = draft / "new"
        inside.mkdir()
        yield inside
        names = sorted(path.name for path in inside.iterdir())
        allow([folder / name for name in names])
        _exchange(inside, folder, names, draft)
    except WriteError as fault:
        raise _spoken_of(fault, str(inside), str(folder)) from fault
    except WRITER_FAULTS as fault:
        raise write_error(folder, fault) from fault
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        _unmake(made)


def write_error(target: Path, fault: BaseException) -> WriteError:
    """Say why a target cannot be written."""
    number = fault.errno if isinstance(fault, OSError) else None
    reason = (fault.strerror if isinstance(fault, OSError) else None) or str(fault)
    folder = target if target.is_dir() else target.parent
    if not folder.is_dir():
        return WriteError("write_folder_missing", target=target.name, folder=str(folder))
    full = ("is full", *(os.strerror(each) for each in FULL))
    if number in FULL or any(words in reason for words in full) or _is_full(folder):
        return WriteError("write_no_space", target=str(target))
    if number in REFUSED:
        return WriteError("write_refused", target=str(target), reason=reason)
    return WriteError("write_failed", target=str(target), reason=reason)


def _spoken_of(fault: WriteError, draft: str, folder: str) -> WriteError:
    """Speak of the file that was to be written, not of its draft."""
    details = {
        key: value.replace(draft, folder) if isinstance(value, str) else value
        for key, value in fault.details.items()
    }
    return WriteError(fault.code, **details)


def _put_in_place(folder: Path, target: Path, endings: Sequence[str]) -> None:
    stem = target.name.removesuffix(target.suffix)
    _exchange(folder, target.parent, [f"{stem}{ending}" for ending in endings], folder)


def _exchange(source: Path, folder: Path, names: Sequence[str], keep_in: Path) -> None:
    """Exchange a set of files; if one cannot be exchanged the former ones come back."""
    for name in names:
        _flush(source / name)
    kept: list[tuple[Path, Path | None]] = []
    try:
        for name in names:
            final = folder / name
            former = _keep(final, keep_in) if len(names) > 1 else None
            kept.append((final, former))
            (source / name).replace(final)
    except OSError:
        for final, former in reversed(kept):
            _restore(final, former, keep_new=len(names) == 1)
        raise
    _flush_folder(folder)


def _made(folder: Path) -> list[Path]:
    """Make a folder; those that were made for it, the outermost first."""
    made: list[Path] = []
    try:
        for each in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
            each.mkdir()
            made.append(each)
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    except OSError as fault:
        _unmake(made)
        raise WriteError("write_folder", folder=str(folder), reason=fault.strerror or str(fault)) from fault
    return made


def _unmake(made: Sequence[Path]) -> None:
    """Take away folders that were made for nothing."""
    for each in reversed(made):
        with contextlib.suppress(OSError):  # not empty: it was of use
            each.rmdir()


def _keep(final: Path, folder: Path) -> Path | None:
    if not final.exists():
        return None
    former = folder / f"former-{final.name}"
    try:
        os.link(final, former)
    except OSError:  # a file system without links
        shutil.copy2(final, former)
    return former


def _restore(final: Path, former: Path | None, *, keep_new: bool) -> None:
    with contextlib.suppress(OSError):
        if former is not None:
            former.replace(final)
        elif not keep_new:
            final.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # only there a folder can be flushed
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _is_full(folder: Path) -> bool:
    try:
        disk = shutil.disk_usage(folder)
        return disk.total > 0 and disk.free < SPARE_BYTES
    except OSError:
        return False


def _prefix(target: Path) -> str:
    return f".{target.name}.kvarter-"


def _clear_leftovers(target: Path) -> None:
    now = time.time()
    for path in target.parent.glob(f"{_prefix(target)}*"):
        with contextlib.suppress(OSError):
            if now - path.stat().st_mtime > LEFTOVER_S:
                shutil.rmtree(path, ignore_errors=True)
