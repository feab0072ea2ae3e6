"""Web feature services (WFS 1.1 and 2.0): what they offer, and a layer of one as a GeoPackage."""

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd
from owslib.util import ServiceException
from owslib.wfs import WebFeatureService
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError as UnknownCrs

from gis.crs import short_name
from gis.errors import LayerError, SourceError
from gis.geopackage import write_geopackage
from gis.read import read_layer
from gis.remote.asking import Login, checked, fetch, fetched, host_of, with_query
from gis.remote.storing import TAKEN, Fetched, free_name, layer_name, storable

VERSIONS: Final = ("2.0.0", "1.1.0")
PAGE: Final = 5000
"""Features asked for at once; a service may send fewer."""
MOST: Final = 2_000_000
"""Features of a layer."""
MOST_NAMED: Final = 30

Box = tuple[float, float, float, float]
Progress = Callable[[float, str], None]

_NONE: Final = re.compile(rb"""number(?:Returned|OfFeatures)\s*=\s*["']0["']|"features"\s*:\s*\[\s*\]""")
_MEMBER: Final = re.compile(rb"[mM]embers?\b|\"features\"")
_FAULT: Final = re.compile(rb"<(?:\w+:)?(?:ExceptionReport|ServiceExceptionReport)")
_SAID: Final = re.compile(rb"<(?:\w+:)?(?:ExceptionText|ServiceException)[^>]*>\s*(.*?)\s*<", re.DOTALL)
_COUNT: Final = re.compile(rb"(?:numberMatched|numberOfFeatures)\s*=\s*[\"'](\d+)[\"']")
_LIBRARY_FAULTS: Final = (
    AttributeError, IndexError, KeyError, SyntaxError, TypeError, ValueError, ServiceException,
)  # fmt: skip
"""What the library's parser raises where a document is not as it expects."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A layer of a service."""

    name: str
    title: str
    crs: str
    """``EPSG:25830``; "" where it is not told."""
    bounds: Box | None
    """West, south, east, north [°]."""


@dataclass(frozen=True, slots=True)
class WfsRequest:
    """Layers of a service, perhaps of a part of the world only."""

    address: str
    layers: tuple[str, ...]
    bbox: Box | None = None
    """xmin, ymin, xmax, ymax."""
    bbox_crs: str = ""
    """System of the box; "" is that of each layer."""
    login: Login | None = None
    most: int = MOST
    """Features of each layer."""


@dataclass(frozen=True, slots=True, eq=False)
class _Service:
    version: str
    offers: tuple[Offer, ...]
    address: str
    """Where features are asked for."""
    json: str
    """Output format for GeoJSON; "" where the service has none."""


def offers(address: str, login: Login | None = None, progress: Progress | None = None) -> tuple[Offer, ...]:
    """Layers of a service.

    Raises
    ------
    SourceError
        If there is no such service.
    """
    return _service(address, login, progress or _silent).offers


def fetch_wfs(request: WfsRequest, target: Path, progress: Progress | None = None) -> tuple[Fetched, ...]:
    """Fetch layers page by page into a GeoPackage, all of them whole or nothing at all.

    Parameters
    ----------
    request : WfsRequest
    target : Path
        Replaced in one step when everything has arrived.
    progress : callable, optional
        May raise to stop; nothing is written then.

    Raises
    ------
    SourceError
        If the service cannot be reached, refuses, sends something else, or less than it says it has.
    LayerError
        If it has no such layer, or nothing in it.
    WriteError
        If the target cannot be written.
    """
    tell = progress or _silent
    service = _service(request.address, request.login, tell)
    frames: dict[str, gpd.GeoDataFrame] = {}
    got: list[Fetched] = []
    for number, wanted in enumerate(request.layers):
        offer = _offered(service, wanted, request.address)
        name = free_name(layer_name(wanted), {*TAKEN, *frames})
        share = partial(_part_of, tell, number, len(request.layers))
        frame, matched = _layer(service, offer, request, share)
        frames[name] = storable(frame)
        got.append(Fetched(name, len(frame), matched))
    write_geopackage(target, frames)
    return tuple(got)


def _layer(
    service: _Service, offer: Offer, request: WfsRequest, tell: Progress
) -> tuple[gpd.GeoDataFrame, int | None]:
    """A whole layer, and how many features the service says it has."""
    host = host_of(request.address)
    with tempfile.TemporaryDirectory(prefix="kvarter-wfs-") as folder:
        ask = _Asking(service, offer, request, _box(request, offer), Path(folder), tell)
        matched = ask.matched()
        wanted = request.most if matched is None else min(matched, request.most)
        pages = list(ask.pages(wanted))
        got = sum(map(len, pages))
        if matched is not None and got < wanted:
            pages = list(replace(ask, paged=False).pages(wanted))  # a service without pages sends all at once
            got = sum(map(len, pages))
    if not got:
        raise LayerError(
            "layer_empty" if request.bbox is None else "server_nothing_there", source=host, layer=offer.name
        )
    if matched is not None and got < wanted:
        raise SourceError("server_incomplete", host=host, got=got, matched=wanted)
    whole = gpd.GeoDataFrame(pd.concat(pages, ignore_index=True), geometry="geometry", crs=pages[0].crs)
    if whole.crs is None:
        raise SourceError("server_no_crs", host=host, layer=offer.name)
    return whole.head(request.most), matched


def _offered(service: _Service, wanted: str, address: str) -> Offer:
    offer = next((each for each in service.offers if each.name == wanted), None)
    if offer is None:
        named = ", ".join(each.name for each in service.offers[:MOST_NAMED])
        raise LayerError("layer_missing", source=host_of(address), layer=wanted, layers=named)
    return offer


def _box(request: WfsRequest, offer: Offer) -> Box | None:
    """The area in the system of a layer."""
    if request.bbox is None or not request.bbox_crs:
        return request.bbox
    if not offer.crs:
        raise SourceError("server_no_crs", host=host_of(request.address), layer=offer.name)
    reckon = Transformer.from_crs(request.bbox_crs, offer.crs, always_xy=True)
    xmin, ymin, xmax, ymax = reckon.transform_bounds(*request.bbox)
    return float(xmin), float(ymin), float(xmax), float(ymax)


def _part_of(tell: Progress, number: int, count: int, fraction: float, what: str) -> None:
    tell((number + fraction) / count, what)


def _service(address: str, login: Login | None, tell: Progress) -> _Service:
    base = checked(address)
    for version in VERSIONS:
        query = {"service": "WFS", "version": version, "request": "GetCapabilities"}
        tell(0.0, "asking")
        raw = fetched(with_query(base, query), lambda _bytes: tell(0.0, "asking"), login)
        _refuse_faults(raw, base)
        said = re.search(rb'version\s*=\s*["\'](\d\.\d\.\d)["\']', raw[raw.find(b"Capabilities") :])
        if said and said.group(1).decode() != version and version != VERSIONS[-1]:
            continue
        try:
            found: Any = WebFeatureService(base, version=version, xml=raw)
            offered = tuple(_offer(each) for each in found.contents.values())
            return _Service(version, offered, *_feature_address(found, base))
        except _LIBRARY_FAULTS as fault:
            reason = (str(fault) or type(fault).__name__).splitlines()[0]
            raise SourceError("server_no_service", host=host_of(base), reason=reason[:200]) from fault
    raise SourceError("server_no_service", host=host_of(base), reason=", ".join(VERSIONS))


def _offer(each: Any) -> Offer:
    systems = getattr(each, "crsOptions", None) or []
    code = str(systems[0].getcode()) if systems else ""
    try:
        CRS(code)
    except UnknownCrs:
        code = ""
    bounds = each.boundingBoxWGS84
    return Offer(
        str(each.id), str(each.title or each.id).strip(), code, None if bounds is None else tuple(bounds)
    )


def _feature_address(service: Any, base: str) -> tuple[str, str]:
    """Where features are asked for, and the name of GeoJSON there, "" if it is not offered."""
    operation = next((each for each in service.operations if each.name == "GetFeature"), None)
    if operation is None:
        return base, ""
    formats = operation.parameters.get("outputFormat", {}).get("values", [])
    told = [str(each.get("url")) for each in operation.methods if str(each.get("type", "")).lower() == "get"]
    # behind a proxy a service may name itself by an address nobody else can reach
    same = [each for each in told if host_of(each) == host_of(base)]
    json = next((name for name in formats if "json" in name.casefold()), "")
    return (same[0] if same else base), json


@dataclass(frozen=True, slots=True)
class _Asking:
    """Requests for the features of a layer."""

    service: _Service
    offer: Offer
    request: WfsRequest
    box: Box | None
    folder: Path
    tell: Progress
    paged: bool = True

    def matched(self) -> int | None:
        """Number of features that the service says there are."""
        address = self._address({"resultType": "hits"})
        raw = fetched(address, lambda _bytes: self.tell(0.0, "asking"), self.request.login)
        if _FAULT.search(raw[:20_000]):
            return None
        said = _COUNT.search(raw[:20_000])
        return int(said.group(1)) if said else None

    def pages(self, wanted: int) -> Iterator[gpd.GeoDataFrame]:
        """Frames of features until there are as many as wanted, or no others come."""
        count, before = 0, None
        while count < wanted:
            page = self._page(count, wanted)
            if page is None or (before is not None and _is_same(before, page)):
                return
            yield page
            count, before = count + len(page), page
            if not self.paged:
                return

    def _page(self, start: int, wanted: int) -> gpd.GeoDataFrame | None:
        """The features from a number on; None where there are none."""
        second = self.service.version.startswith("2")
        query = {"outputFormat": self.service.json} if self.service.json else {}
        if self.paged:
            query |= {
                "startIndex": str(start),
                "count" if second else "maxFeatures": str(min(PAGE, wanted - start)),
            }
        path = self.folder / f"page_{start}.{'geojson' if self.service.json else 'gml'}"
        share = min(0.95, start / max(1, wanted))
        fetch(self._address(query), path, lambda _bytes: self.tell(share, "fetching"), self.request.login)
        try:
            frame = _features_of(path, self.request.address)
        finally:
            path.unlink(missing_ok=True)
        return None if frame is None else _in_its_system(frame, self.offer, as_json=bool(self.service.json))

    def _address(self, more: dict[str, str]) -> str:
        second = self.service.version.startswith("2")
        query = {
            "service": "WFS", "version": self.service.version, "request": "GetFeature",
            "typeNames" if second else "typeName": self.offer.name, **more,
        }  # fmt: skip
        if self.box is not None:
            # with the short name of a system x stands before y everywhere
            tail = f",{self.offer.crs}" if self.offer.crs else ""
            query["bbox"] = ",".join(f"{value:.6f}" for value in self.box) + tail
        return with_query(self.service.address, query)


def _features_of(path: Path, address: str) -> gpd.GeoDataFrame | None:
    """What a page holds; None where it is an empty one."""
    with path.open("rb") as stream:
        head = stream.read(20_000)
    _refuse_faults(head, address)
    if _NONE.search(head) or (b"FeatureCollection" in head and not _MEMBER.search(head)):
        return None
    try:
        return read_layer(path).frame
    except (LayerError, SourceError) as fault:
        if fault.code == "layer_empty":
            return None
        raise SourceError("server_no_features", host=host_of(address)) from fault


def _in_its_system(frame: gpd.GeoDataFrame, offer: Offer, *, as_json: bool) -> gpd.GeoDataFrame:
    """GeoJSON is taken for degrees unless it names a system: with metres in it, it is that of the layer."""
    if frame.crs is None and offer.crs:
        return frame.set_crs(offer.crs)
    if not offer.crs or not as_json or (frame.crs is not None and short_name(frame.crs) != "EPSG:4326"):
        return frame
    in_metres = float(abs(frame.total_bounds).max()) > 360 and not CRS(offer.crs).is_geographic
    return frame.set_crs(offer.crs, allow_override=True) if in_metres else frame


def _refuse_faults(raw: bytes, address: str) -> None:
    head, host = raw[:20_000], host_of(address)
    if b"<html" in head.lower():
        raise SourceError("server_html", host=host)
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise SourceError("xml_doctype", source=host)
    if _FAULT.search(head):
        raise SourceError("server_fault", host=host, reason=_reason(head))


def _reason(head: bytes) -> str:
    said = _SAID.search(head)
    text = said.group(1).decode("utf-8", "replace") if said else "ExceptionReport"
    return " ".join(text.split())[:200]


def _is_same(one: gpd.GeoDataFrame, two: gpd.GeoDataFrame) -> bool:
    return len(one) == len(two) and bool(one.geometry.geom_equals(two.geometry).all())


def _silent(_fraction: float, _what: str) -> None:
    """Ignore progress."""
