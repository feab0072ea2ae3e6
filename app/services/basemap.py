"""Which picture of the ground lies under the map: a file, a server of squares, or a WMS."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from app.errors import UserError
from gis.backdrop.cache import Cache
from gis.backdrop.files import RasterFile, TileFile
from gis.backdrop.frame import Backdrop
from gis.backdrop.server import Server, TileServer, WmsServer

OSM = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
PLACES = "{z}, {x}, {y}"
OSM_CREDIT = "© OpenStreetMap contributors"


@dataclass(frozen=True, slots=True)
class Basemap:
    """A choice of basemap.

    Attributes
    ----------
    source : str
        Path of a file, or an address.
    layer : str
        Name of the layer of a WMS; "" for squares and files.
    attribution : str
        Who is named on the map.
    """

    source: str
    layer: str = ""
    attribution: str = ""

    @property
    def online(self) -> bool:
        """Whether a server is asked."""
        return urlsplit(self.source).scheme in {"http", "https"}

    @property
    def title(self) -> str:
        """Name for a list."""
        if not self.online:
            return Path(self.source).name
        host = urlsplit(self.source).netloc
        return f"{host}, {self.layer}" if self.layer else host


def backdrop_of(chosen: Basemap, cache: Path) -> Backdrop:
    """Open a basemap; nothing is read or asked yet.

    Parameters
    ----------
    chosen : Basemap
    cache : Path
        Folder for what servers send.

    Raises
    ------
    app.errors.UserError
        If the address is none of a map.
    """
    if not chosen.online:
        path = Path(chosen.source)
        if "://" in chosen.source:
            raise UserError("backdrop_address", address=chosen.source, places=PLACES)
        return TileFile(path) if path.suffix.lower() == ".mbtiles" else RasterFile(path, chosen.attribution)
    server = Server(Cache(cache))
    credit = chosen.attribution
    if chosen.layer:
        return WmsServer(chosen.source, chosen.layer, credit, server)
    if not all(part in chosen.source for part in ("{z}", "{x}")) or not (
        "{y}" in chosen.source or "{-y}" in chosen.source
    ):
        raise UserError("backdrop_address", address=chosen.source, places=PLACES)
    return TileServer(chosen.source, credit, server)
