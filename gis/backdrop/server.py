"""Servers of web maps: squares by level, column and row, or whole pictures (WMS)."""

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, wait
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode, urlsplit

from gis.backdrop.cache import Cache
from gis.backdrop.decode import decoded
from gis.backdrop.frame import Frame, Rgba, Stop
from gis.backdrop.mercator import Tile, composed, tiles_for
from gis.backdrop.workers import Workers
from gis.errors import SourceError

AT_ONCE: Final = 4
"""Requests to a server at the same time."""
TIMEOUT_S: Final = 10.0
REST_S: Final = 60.0
"""So long a server that failed is left in peace."""
MOST_FAULTS: Final = 3
REDRAW_S: Final = 0.4
MOST_BYTES: Final = 20_000_000
MOST_SAID: Final = 200
"""Bytes of an answer that is no picture which are told."""
AGENT: Final = "Kvarter (district energy planning)"


@dataclass(slots=True, eq=False)
class Server:
    """Asks one server, gently: few requests at once, and none for a while after it failed."""

    cache: Cache
    timeout_s: float = TIMEOUT_S
    rest_s: float = REST_S
    _faults: int = 0
    _until: float = 0.0
    _last: SourceError | None = None

    @property
    def resting(self) -> bool:
        """Whether the server failed a moment ago."""
        return time.monotonic() < self._until

    def ask(self, address: str) -> Rgba | None:
        """The picture an address sends, from the cache where it is known; None where there is none.

        Raises
        ------
        SourceError
            If the server cannot be reached, refuses, or sends something else.
        """
        known = decoded(self.cache.get(address) or b"")
        if known is not None:
            return known
        host = urlsplit(address).netloc
        if self.resting and self._last is not None:
            raise SourceError(self._last.code, **self._last.details)
        request = urllib.request.Request(address, headers={"User-Agent": AGENT})  # noqa: S310 - scheme is checked
        try:
            with urllib.request.urlopen(request, timeout=self.timeout_s) as answer:  # noqa: S310
                data = bytes(answer.read(MOST_BYTES))
        except urllib.error.HTTPError as fault:
            fault.close()
            if fault.code == http.client.NOT_FOUND:
                return None  # beyond the edge of the map
            raise self._failed(host, f"{fault.code} {fault.reason}") from fault
        except (TimeoutError, urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as fault:
            raise self._failed(host, str(getattr(fault, "reason", fault)) or type(fault).__name__) from fault
        picture = decoded(data)
        if picture is None:
            said = " ".join(data[:MOST_SAID].decode("utf-8", "replace").split())
            raise self._counted(SourceError("backdrop_no_picture", host=host, said=said or "-"))
        self._faults = 0
        self.cache.put(address, data)
        return picture

    def _failed(self, host: str, reason: str) -> SourceError:
        return self._counted(SourceError("backdrop_unreachable", host=host, reason=reason))

    def _counted(self, fault: SourceError) -> SourceError:
        self._faults, self._last = self._faults + 1, fault
        if self._faults >= MOST_FAULTS:
            self._until, self._faults = time.monotonic() + self.rest_s, 0
        return fault


@dataclass(slots=True, eq=False)
class TileServer:
    """Squares at an address with ``{z}``, ``{x}`` and ``{y}`` (or ``{-y}`` counted from the south)."""

    address: str
    attribution: str
    server: Server
    nearest: int = 19
    _workers: Workers = field(default_factory=lambda: Workers(AT_ONCE, "kvarter-tiles"))

    def pictures(self, frame: Frame, stop: Stop) -> Iterator[Rgba]:
        """Pictures of a frame as squares arrive."""
        wanted = tiles_for(frame, self.nearest)
        found: dict[Tile, Rgba] = {}
        jobs = {self._workers.submit(self._tile, tile): tile for tile in wanted}
        fault: SourceError | None = None
        shown = time.monotonic()
        while jobs:
            ready, _rest = wait(jobs, timeout=REDRAW_S, return_when=FIRST_COMPLETED)
            for job in ready:
                tile = jobs.pop(job)
                try:
                    picture = job.result()
                except CancelledError:
                    return
                except SourceError as one:
                    fault = fault or one
                else:
                    if picture is not None:
                        found[tile] = picture
            if stop() or (fault is not None and self.server.resting):
                for job in jobs:
                    job.cancel()
                break
            if jobs and found and time.monotonic() - shown > REDRAW_S:
                shown = time.monotonic()
                yield composed(frame, wanted, found)
        if not stop() and found:
            yield composed(frame, wanted, found)
        if fault is not None:
            raise fault
        if not found and not stop():
            raise SourceError("backdrop_empty", host=urlsplit(self.address).netloc)

    def close(self) -> None:
        """Ask nothing any more."""
        self._workers.close()

    def _tile(self, tile: Tile) -> Rgba | None:
        south = 2**tile.z - 1 - tile.y
        address = self.address.replace("{z}", str(tile.z)).replace("{x}", str(tile.x))
        address = address.replace("{y}", str(tile.y)).replace("{-y}", str(south))
        return self.server.ask(address)


@dataclass(slots=True, eq=False)
class WmsServer:
    """One layer of a WMS, asked for in the plan's own reference system."""

    address: str
    layer: str
    attribution: str
    server: Server

    def pictures(self, frame: Frame, stop: Stop) -> Iterator[Rgba]:
        """The picture of a frame."""
        if stop():
            return
        xmin, ymin, xmax, ymax = frame.extent
        query = urlencode(
            {
                "SERVICE": "WMS", "VERSION": "1.1.1", "REQUEST": "GetMap", "LAYERS": self.layer, "STYLES": "",
                "SRS": frame.crs, "BBOX": f"{xmin:.3f},{ymin:.3f},{xmax:.3f},{ymax:.3f}",
                "WIDTH": frame.width, "HEIGHT": frame.height, "FORMAT": "image/png", "TRANSPARENT": "TRUE",
            }
        )  # fmt: skip
        joint = "&" if "?" in self.address else "?"
        picture = self.server.ask(f"{self.address.rstrip('?&')}{joint}{query}")
        if picture is not None and not stop():
            yield picture

    def close(self) -> None:
        """Nothing is open."""
