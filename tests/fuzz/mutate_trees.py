"""Damage to the structure of JSON, XML and tables."""

import json
import re
from copy import deepcopy
from random import Random
from typing import Any, Final

ODD: Final = (
    None, True, -1, 0, 1e308, float("nan"), float("inf"), -1e400, "", "x", "nan", "1e999", [], {}, [[]], [None], {"type": None}, 10**30,
    "Polygon", "Point", "GeometryCollection", "A" * 5000, "\ud800", "\x00", [0, 0], [[[0, 0]]], 2**63, "EPSG:3857", [1e15, 1e15],
    {"type": "Polygon", "coordinates": []}, {"type": "Point", "coordinates": [float("nan")] * 2}, "2024-02-30", 0.1 + 0.2,
    {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32760"}}, {"type": "name", "properties": {"name": "EPSG:0"}},
)  # fmt: skip

_ELEMENT: Final = re.compile(rb"<([A-Za-z][\w:.-]*)((?:\s[^<>]*)?)>([^<]*)</\1\s*>")
_TAG: Final = re.compile(rb"<(/?)([A-Za-z][\w:.-]*)((?:\s[^<>]*?)?)(/?)>")
_ATTRIBUTE: Final = re.compile(rb'\s[\w:.-]+="[^"]*"')

TEXTS: Final = (
    b"", b"nan", b"1e400", b"-1", b"0", b"x", b"&amp;", b"<![CDATA[<x>]]>", b"1 2 3", b"9" * 500, b"\xff", b"<x/>", b"&#0;", b"&#x10ffff;",
    b"1,2,3,4", b"2024-13-45", b" ", b"0 0 0 0 0 0", b"1e308 1e308 -1e308 1e308 0 0 1e308 1e308", b"inf inf",
)  # fmt: skip
DOCTYPES: Final = (
    b'<!DOCTYPE a [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>',
    b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
    b'<?xml-stylesheet href="x"?>',
)
ATTRIBUTES: Final = (
    b' srsDimension="3"', b' srsDimension="0"', b' srsDimension="999999999999"', b' srsDimension="2"', b' srsName="EPSG:4326"', b' srsName=""',
    b' srsName="urn:ogc:def:crs:EPSG::0"', b' gml:id="x"', b' xlink:href="#S_1"', b' xsi:nil="true"', b' uom="ft"', b' uom="nonsense"',
)  # fmt: skip


def json_damage(raw: bytes, rng: Random) -> bytes | None:
    """Keys lost, types exchanged, values impossible, lists within lists without end; None for what is no JSON."""
    try:
        tree = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    for _ in range(rng.choice((1, 1, 2, 5))):
        tree = _changed(tree, rng)
    if rng.random() < 0.02:
        deep = rng.choice((500, 5000, 100_000))
        text = json.dumps(tree).replace("[", "[" * deep, 1)
        return text.encode("utf-8", "replace")
    return json.dumps(tree, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")


def lines_damage(raw: bytes, rng: Random) -> bytes | None:
    """One line of many is damaged."""
    lines = raw.split(b"\n")
    place = rng.randrange(len(lines))
    found = json_damage(lines[place].lstrip(b"\x1e"), rng)
    if found is None:
        return None
    lines[place] = found
    return b"\n".join(lines)


def _nodes(tree: Any, found: list[tuple[Any, Any]], depth: int = 0) -> list[tuple[Any, Any]]:
    """Every place in a tree: the container and the key."""
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in pairs:
        found.append((tree, key))
        if depth < 30:
            _nodes(value, found, depth + 1)
    return found


def _changed(tree: Any, rng: Random) -> Any:
    places = _nodes(tree, [])
    if not places:
        return deepcopy(rng.choice(ODD))
    container, key = rng.choice(places)
    # names are few among the coordinates: half of the damage goes to them
    if rng.random() < 0.5:
        named = [place for place in places if isinstance(place[1], str)]
        container, key = rng.choice(named or places)
    what = rng.randrange(8)
    if what == 0:
        del container[key]
    elif what == 1 and isinstance(container, dict):
        container[rng.choice(("type", "id", "geometry", "coordinates", "properties", "x", ""))] = (
            container.pop(key)
        )
    elif what == 2 and isinstance(container, list):
        container[key:key] = [container[key]] * rng.choice((1, 3, 100))
    elif what == 3:
        container[key] = [container[key]]
    elif what == 4:
        other, place = rng.choice(places)
        try:
            container[key] = json.loads(json.dumps(other[place]))
        except (KeyError, IndexError):
            container[key] = None
    elif what == 5 and isinstance(container[key], int | float):
        container[key] = container[key] * rng.choice((-1, 0, 1e3, 1e-3, 1e10, 1e300))
    elif what == 6 and isinstance(container[key], list):
        container[key] = container[key][:: rng.choice((-1, 2))]
    else:
        container[key] = deepcopy(rng.choice(ODD))
    return tree


def xml_damage(raw: bytes, rng: Random) -> bytes | None:
    """Elements lost, doubled, renamed, moved, emptied or nested; attributes and document types."""
    what = rng.randrange(12)
    tags = list(_TAG.finditer(raw))
    if not tags:
        return None
    tag = rng.choice(tags)
    if what <= 3:
        leaves = list(_ELEMENT.finditer(raw))
        if not leaves:
            return None
        leaf = rng.choice(leaves)
        text = _text(leaf.group(3), rng)
        return raw[: leaf.start(3)] + text + raw[leaf.end(3) :]
    if what <= 5:
        start, end = _whole(raw, tags, tag)
        piece = raw[start:end]
        new = rng.choice((b"", piece * 2, piece * 30, b"<x>" + piece + b"</x>"))
        return raw[:start] + new + raw[end:]
    if what == 6:
        name, other = tag.group(2), rng.choice(tags).group(2)
        return raw.replace(b"<" + name, b"<" + other).replace(b"</" + name, b"</" + other)
    if what == 7:
        start, end = _whole(raw, tags, tag)
        place = rng.choice(tags).start()
        return raw[:place] + raw[start:end] + raw[place:]
    if what == 8 and tag.group(1) == b"":
        return raw[: tag.end(2)] + rng.choice(ATTRIBUTES) + raw[tag.end(2) :]
    if what == 9:
        found = list(_ATTRIBUTE.finditer(raw))
        if not found:
            return None
        match = rng.choice(found)
        name = match.group().partition(b"=")[0]
        new = rng.choice((b"", name + b'=""', name + b'="' + rng.choice(TEXTS[:5]) + b'"', match.group() * 2))
        return raw[: match.start()] + new + raw[match.end() :]
    if what == 10:
        place = max(raw.find(b"?>") + 2, 0) if raw.startswith(b"<?xml") else 0
        return raw[:place] + rng.choice(DOCTYPES) + raw[place:]
    deep = rng.choice((100, 2000, 60_000))
    return raw[: tag.start()] + b"<d>" * deep + b"</d>" * deep + raw[tag.start() :]


def _text(raw: bytes, rng: Random) -> bytes:
    numbers = raw.split()
    if len(numbers) < 4 or rng.random() < 0.2:
        return rng.choice(TEXTS)
    place = rng.randrange(len(numbers))
    what = rng.randrange(5)
    if what == 0:
        del numbers[place]
    elif what == 1:
        numbers[place] = rng.choice((b"nan", b"1e400", b"inf", b"x", b"-1", b"1e15", b"0"))
    elif what == 2:
        numbers = numbers[:place]
    elif what == 3:
        numbers *= rng.choice((2, 50))
    else:
        rng.shuffle(numbers)
    return b" ".join(numbers)


def _whole(raw: bytes, tags: list[re.Match[bytes]], tag: re.Match[bytes]) -> tuple[int, int]:
    """Where the element of a tag begins and ends."""
    if tag.group(1) or tag.group(4):
        return tag.start(), tag.end()
    depth = 0
    for each in tags[tags.index(tag) :]:
        depth += -1 if each.group(1) else 0 if each.group(4) else 1
        if depth == 0:
            return tag.start(), each.end()
    return tag.start(), tag.end()


def cells_damage(raw: bytes, rng: Random) -> bytes | None:
    """Cells, columns and separators of a table of text."""
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = raw.decode("utf-16" if wide else "utf-8", "replace")
    mark = max(";,\t", key=text.count)
    table = [line.split(mark) for line in text.splitlines()]
    row = rng.choice(table) if table else [""]
    place = rng.randrange(len(row))
    what = rng.randrange(7)
    if what == 0:
        row[place] = str(rng.choice(ODD))
    elif what == 1:
        row[place:place] = [""] * rng.choice((1, 3, 500))
    elif what == 2:
        for line in table:
            del line[place : place + 1]
    elif what == 3:
        for line in table[1:]:
            line[place : place + 1] = [str(rng.choice(ODD))]
    elif what == 4 and table:
        table[0] = [rng.choice((cell, "", "id", table[0][0], "x", "lat", "geometry")) for cell in table[0]]
    elif what == 5:
        row[place] = '"' + row[place]
    else:
        mark = rng.choice((";", ",", "\t", "|", " ", ";;"))
    joined = "\n".join(mark.join(line) for line in table)
    return joined.encode(
        "utf-16" if wide else rng.choice(("utf-8", "utf-8", "cp1252", "utf-8-sig")), "replace"
    )
