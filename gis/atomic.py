"""All or nothing: files are made in a folder beside the target and take its place at the end."""

import contextlib
import errno
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
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


def write_error(target: Path, fault: BaseException) -> WriteError:
    """Say why a target cannot be written."""
    number = fault.errno if isinstance(fault, OSError) else None
    reason = (fault.strerror if isinstance(fault, OSError) else None) or str(fault)
    folder = target.parent
    if not folder.is_dir():
        return WriteError("write_folder_missing", target=target.name, folder=str(folder))
    if number in FULL or "is full" in reason or _is_full(folder):
        return WriteError("write_no_space", target=str(target))
    if number in REFUSED:
        return WriteError("write_refused", target=str(target), reason=reason)
    return WriteError("write_failed", target=str(target), reason=reason)


def _put_in_place(folder: Path, target: Path, endings: Sequence[str]) -> None:
    """Exchange a set of files; if one cannot be exchanged the former ones come back."""
    stem = target.name.removesuffix(target.suffix)
    new = [folder / f"{stem}{ending}" for ending in endings]
    for path in new:
        _flush(path)
    kept: list[tuple[Path, Path | None]] = []
    try:
        for path in new:
            final = target.parent / path.name
            former = _keep(final, folder) if len(new) > 1 else None
            kept.append((final, former))
            path.replace(final)
    except OSError:
        for final, former in reversed(kept):
            _restore(final, former, keep_new=len(new) == 1)
        raise
    _flush_folder(target.parent)


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
