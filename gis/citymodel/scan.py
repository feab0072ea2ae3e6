"""CityGML 1 to 3 with Energy ADE as a stream: buildings, their attributes and polygons, nothing else kept."""

from pathlib import Path
from typing import Final
from xml.parsers import expat

from gis.citymodel.model import SURFACES, CityModel, Face, Ring, Thing
from gis.errors import SourceError

DEEPEST: Final = 150
"""Elements within elements; real models stay below 40."""

BUILDINGS: Final = frozenset({"Building", "BuildingPart"})
IGNORED: Final = frozenset(
    {
        "BuildingInstallation", "IntBuildingInstallation", "BuildingConstructiveElement", "Room", "BuildingRoom",
        "BuildingFurniture", "interiorRoom", "Appearance", "Window", "Door", "WindowSurface", "DoorSurface",
        "appearance", "TexturedSurface", "ThermalZone", "ThermalBoundary", "implicitRepresentation",
    }
)  # fmt: skip
"""Elements whose polygons are none of the outside."""

POLYGONS: Final = frozenset({"Polygon", "PolygonPatch", "Triangle", "Rectangle"})
CORNERS: Final = frozenset({"lowerCorner", "upperCorner"})
COORDINATES: Final = frozenset({"posList", "pos", "coordinates"})
GENERIC: Final = frozenset(
    {
        "stringAttribute", "intAttribute", "doubleAttribute", "measureAttribute", "dateAttribute", "uriAttribute",
        "StringAttribute", "IntAttribute", "DoubleAttribute", "MeasureAttribute", "DateAttribute", "CodeAttribute",
    }
)  # fmt: skip
ADDRESS: Final = {
    "ThoroughfareName": "address_street", "ThoroughfareNumber": "address_number", "LocalityName": "address_city",
    "PostalCodeNumber": "address_postcode",
}  # fmt: skip
DEEP: Final = frozenset({"yearOfConstruction", "yearOfRefurbishment", "buildingType", "constructionWeight"})
"""Elements of the Energy ADE that say something of the whole building wherever they stand in it."""


class Scan:
    """Handlers of a stream; ``model`` is what they found."""

    def __init__(self, source: str, *, shapes: bool = True) -> None:
        self.model = CityModel()
        self._source, self._shapes = source, shapes
        self._stack: list[str] = []
        self._open: list[Thing] = []
        self._levels: list[int] = []
        self._ignored = 0
        self._text: list[str] | None = None
        self._face: Face | None = None
        self._ring: Ring = []
        self._inner = False
        self._lod, self._surface, self._generic = "", "", ""
        self._dimensions: list[int] = [3]
        self._ids: list[tuple[int, str]] = []
        self._links: dict[str, str] = {}
        self._of_face: list[tuple[Face, tuple[str, ...]]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        name = tag.rpartition(" ")[2]
        self._stack.append(name)
        if len(self._stack) > DEEPEST:
            raise SourceError("xml_too_deep", source=self._source, most=DEEPEST)
        named = {key.rpartition(" ")[2]: value for key, value in attributes.items()} if attributes else {}
        if "srsName" in named and not self.model.system:
            self.model.system = named["srsName"]
        if self._ignored or name in IGNORED:
            self._ignored += 1
            return
        if name in CORNERS:
            self._text = []
            return
        if name in BUILDINGS:
            self._begin(named.get("id", ""))
        elif self._open:
            self._within(name, named)
        elif len(self._stack) == 3 and self._stack[1].endswith("Member"):
            self.model.skipped[name] = self.model.skipped.get(name, 0) + 1
        if named.get("srsDimension", "").isdigit():
            self._dimensions.append(int(named["srsDimension"]))
            self._levels.append(len(self._stack))

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        name = tag.rpartition(" ")[2]
        depth = len(self._stack)
        if self._ignored:
            self._ignored -= 1
        elif name in CORNERS:
            self._corner("".join(self._text or ()))
            self._text = None
        elif self._open:
            self._close(name)
        if self._levels and self._levels[-1] == depth:
            self._levels.pop()
            self._dimensions.pop()
        while self._ids and self._ids[-1][0] >= depth:
            self._ids.pop()
        self._stack.pop()

    def text(self, data: str) -> None:
        """Take text, where somebody waits for it."""
        if self._text is not None and not self._ignored:
            self._text.append(data)

    def _corner(self, text: str) -> None:
        """A corner of an envelope, of the model or of a building."""
        try:
            x, y = (float(each) for each in text.split()[:2])
        except ValueError:
            return
        self.model.reach(x, y)

    def _begin(self, name: str) -> None:
        parent = self._open[-1].id if self._open else ""
        thing = Thing(name or f"{parent or 'building'}_{len(self.model.things) + 1}", parent)
        self.model.things.append(thing)
        self._open.append(thing)
        self._text = None

    def _within(self, name: str, named: dict[str, str]) -> None:
        self._text = []
        if name.startswith("lod") and name[3:4].isdigit():
            self._lod = name[3] + ("r" if name.endswith("RoofEdge") else "")
        elif name in SURFACES:
            self._surface = SURFACES[name]
        elif name in POLYGONS and self._shapes:
            self._face = Face([], self._surface, self._lod)
        elif name == "interior":
            self._inner = True
        elif name in GENERIC:
            self._generic = named.get("name", "")
        if "id" in named:
            self._ids.append((len(self._stack), named["id"]))
        if self._surface and "href" in named:
            self._links[named["href"].lstrip("#")] = self._surface
        if "uom" in named and name == "measuredHeight":
            self._open[-1].attributes["measuredHeight_uom"] = named["uom"]

    def _close(self, name: str) -> None:
        text = "".join(self._text).strip() if self._text else ""
        self._text = None
        if name in BUILDINGS:
            self._finish()
        elif name in COORDINATES and self._face is not None:
            self._ring += self._points(text, name)
        elif name == "LinearRing" and self._face is not None:
            if len(self._ring) >= 3:
                self._face.rings.append(self._ring)
            self._ring = []
        elif name in POLYGONS and self._face is not None:
            if self._face.rings:
                self._open[-1].faces.append(self._face)
                self._of_face.append((self._face, tuple(each for _, each in self._ids)))
            self._face = None
        elif name == "interior":
            self._inner = False
        elif name in SURFACES:
            self._surface = ""
        elif name.startswith("lod") and name[3:4].isdigit():
            self._lod = ""
        elif text:
            self._attribute(name, text)

    def _attribute(self, name: str, text: str) -> None:
        """Keep what is said of the building itself: a child of it, a generic value, a line of its address."""
        attributes = self._open[-1].attributes
        parent = self._stack[-2] if len(self._stack) > 1 else ""
        if name == "value" and self._generic:
            attributes.setdefault(self._generic, text)
            self._generic = ""
        elif name == "name" and parent in GENERIC:
            self._generic = text
        elif name in ADDRESS:
            attributes.setdefault(ADDRESS[name], text)
        elif name == "value" and parent == "Height":
            attributes.setdefault("measuredHeight", text)
        elif parent in BUILDINGS or name in DEEP:
            attributes.setdefault(name, text)
        elif parent == "FloorArea":
            attributes.setdefault(f"floorArea_{name}", text)

    def _points(self, text: str, name: str) -> Ring:
        try:
            if name == "coordinates":
                rows = [[float(each) for each in row.split(",")] for row in text.split()]
                return [(row[0], row[1], row[2] if len(row) > 2 else 0.0) for row in rows]
            values = [float(each) for each in text.split()]
        except (ValueError, IndexError) as fault:
            raise SourceError("file_damaged", source=self._source, reason=str(fault)) from fault
        if self._dimensions[-1] == 2:
            return [(x, y, 0.0) for x, y in zip(values[::2], values[1::2], strict=False)]
        return list(zip(values[::3], values[1::3], values[2::3], strict=False))

    def _finish(self) -> None:
        """Close a building: faces that a solid holds are what the surface is that links to them."""
        self._open.pop()
        if self._open:
            return
        if self._links:
            for face, names in self._of_face:
                if not face.surface:
                    face.surface = next(
                        (self._links[one] for one in reversed(names) if one in self._links), ""
                    )
        self._links, self._of_face = {}, []


def scan_gml(path: Path, *, shapes: bool = True) -> CityModel:
    """Read the buildings of a CityGML file; without their polygons where only a look is wanted.

    Raises
    ------
    SourceError
        If it is damaged, declares a document type, or nests deeper than any real model.
    """
    found = Scan(path.name, shapes=shapes)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def doctype(*_: object) -> None:
        raise SourceError("xml_doctype", source=path.name)

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.text
    try:
        with path.open("rb") as stream:
            parser.ParseFile(stream)
    except (expat.ExpatError, LookupError, ValueError) as fault:  # an encoding may be unknown
        raise SourceError("file_damaged", source=path.name, reason=str(fault)) from fault
    return found.model
