"""Files in a ZIP archive: unpacked beside nothing of the user's, within limits, never outside their folder."""

import lzma
import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

from gis.errors import LayerError, SourceError
from gis.formats import DRIVERS, GEODATABASE

MOST_FILES: Final = 10_000
MOST_BYTES: Final = 20_000_000_000
MOST_RATIO: Final = 200
"""An archive that grows by more than this is a bomb: geodata shrinks to a tenth, at best to a fiftieth."""
SMALL: Final = 50_000_000
"""Below so many bytes nobody minds how much an archive grows."""

DAMAGES: Final = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError,
    IndexError,
)  # fmt: skip
"""What unpacking damaged bytes raises; also a name that is too long, or a file where a folder is to be."""

INNER: Final = "|"
"""Between the file in an archive and its layer."""

_UNSAFE: Final = re.compile(r'[<>:"|?*\x00-\x1f]')


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """Unpack an archive into a folder that lasts as long as the context.

    Raises
    ------
    SourceError
        If it is damaged, encrypted, too large, or would write outside its folder.
    """
    with tempfile.TemporaryDirectory(prefix="kvarter-zip-") as folder:
        _unpack(path, Path(folder))
        yield Path(folder)


def _unpack(path: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            for member in _checked(path, archive):
                target = folder.joinpath(*(_UNSAFE.sub("_", part) for part in _inside(path, member)))
                target.parent.mkdir(parents=True, exist_ok=True)
                _extract(archive, member, target, path)
    except NotImplementedError as fault:
        raise SourceError("archive_method", source=path.name) from fault
    except DAMAGES as fault:
        said = (fault.strerror if isinstance(fault, OSError) else "") or str(fault) or type(fault).__name__
        raise SourceError("archive_damaged", source=path.name, reason=said) from fault


def files_in(folder: Path) -> list[Path]:
    """Files, and geodatabases, of an unpacked archive that can be read, in their order."""
    found: list[Path] = []
    for path in sorted(folder.rglob("*")):
        if any(parent.suffix.lower() == ".gdb" for parent in path.relative_to(folder).parents):
            continue
        ending = path.suffix.lower()
        if path.is_dir() != (DRIVERS.get(ending) == GEODATABASE):
            continue
        if ending in DRIVERS and not path.name.startswith("._"):
            found.append(path)
    return found


def name_in(folder: Path, path: Path) -> str:
    """Name of a file from the folder of the archive on."""
    return path.relative_to(folder).as_posix()


def find_in(folder: Path, layer: str, source: str) -> tuple[Path, str]:
    """File and inner layer that ``inner/file.gpkg|layer`` names; the only file for no name.

    Raises
    ------
    LayerError
        If there is no such file, or it is unclear which one is meant.
    """
    files = files_in(folder)
    names = ", ".join(name_in(folder, each) for each in files)
    if not layer and len(files) == 1:
        return files[0], ""
    name, _, inner = layer.partition(INNER)
    for each in files:
        if name_in(folder, each) == name:
            return each, inner
    raise LayerError(
        "layer_missing" if layer else "archive_unclear", source=source, layer=layer, layers=names
    )


def _checked(path: Path, archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = [each for each in archive.infolist() if not each.is_dir()]
    if len(members) > MOST_FILES:
        raise SourceError("archive_too_many", source=path.name, count=len(members), most=MOST_FILES)
    size = sum(each.file_size for each in members)
    packed = max(sum(each.compress_size for each in members), 1)
    if size > MOST_BYTES:
        raise SourceError(
            "archive_too_large", source=path.name, size=f"{size / 1e9:.0f}", most=f"{MOST_BYTES / 1e9:.0f}"
        )
    if size > SMALL and size > MOST_RATIO * packed:
        raise SourceError("archive_bomb", source=path.name, times=size // packed, most=MOST_RATIO)
    if any(each.flag_bits & 0x1 for each in members):
        raise SourceError("archive_encrypted", source=path.name)
    return members


def _inside(path: Path, member: zipfile.ZipInfo) -> tuple[str, ...]:
    """Parts of a member's name; refused where it leads outside, or is a link."""
    name = member.filename.replace("\\", "/")
    parts = PurePosixPath(name).parts
    is_link = (member.external_attr >> 16) & 0o170000 == 0o120000
    if name.startswith("/") or ".." in parts or re.match(r"^[A-Za-z]:", name) or is_link or not parts:
        raise SourceError("archive_escapes", source=path.name, member=member.filename)
    return parts


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, path: Path) -> None:
    """Unpack one member, never more than it says of itself."""
    left = member.file_size
    with archive.open(member) as packed, target.open("wb") as plain:
        while chunk := packed.read(1 << 20):
            left -= len(chunk)
            if left < 0:
                raise SourceError("archive_damaged", source=path.name, reason=member.filename)
            plain.write(chunk)
