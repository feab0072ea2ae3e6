"""Footprints over rasters, compiled: which pixels a roof has, and what they say. Importing this loads numba.

Positions are columns and rows of pixels; the middle of the first pixel is at (0.5, 0.5).
"""

import numba
import numpy as np

INSIDE, CUT = 1, 2
"""Bits of a pixel: its middle lies in the footprint; the outline passes within half a pixel of it."""
LEAST_WHOLE = 4
"""Pixels inside the outline that are enough to leave those out that it cuts."""
MOST_BESIDE = 4000
"""Pixels around a building that are looked at, at most."""
DIRECTIONS = 36
"""Sectors of the compass; behind them, level pixels are counted."""
EXPECTED, KNOWN, HEIGHT, LOW, HIGH, GROUND, FROM, SLOPE, POINT = range(9)
"""Columns of what is found."""
UNSEEN, BENEATH, BESIDE, AROUND, GROUNDLESS = range(5)
"""Where the ground is from: the terrain under or beside the building, the surface around it, or nowhere."""

compiled = numba.njit(nogil=True, cache=True, error_model="numpy")


@compiled
def measure(rows, shape, window, surface, ground, taken, change, rules, found, turned):  # type: ignore[no-untyped-def]
    """Measure some buildings in one window.

    Parameters
    ----------
    rows : ndarray of int, shape (n,)
        Buildings.
    shape : tuple of ndarray
        Columns and rows of all corners (N,), first corner of each ring, first ring of each building, a
        point in each building (B, 2).
    window : tuple of float
        First column and row of the window, and every how many pixels it was read.
    surface, ground : ndarray, shape (h, w)
        Heights [m], NaN unknown; no ground is of shape (0, 0).
    taken : ndarray of uint8, shape (h, w)
        1 where a building stands, needed without ground.
    change : tuple of ndarray
        From pixels of the window to those of the ground, shape (n, 6), and to metres, shape (n, 4).
    rules : tuple of float
        Share of the pixels below the height, below low, below high and of those around below the ground;
        breadth of what is beside [m]; least slope of a pitched roof and most of any, as tangents.
    found, turned : ndarray, shape (n, 9) and (n, 37)
        Filled: see the constants of this module; pixels by the direction they fall to.
    """
    x, y, ring_start, first_ring, points = shape
    to_ground, to_metres = change
    for place in range(rows.shape[0]):
        row = rows[place]
        first, last = ring_start[first_ring[row]], ring_start[first_ring[row + 1]]
        if last <= first:
            continue
        mask, r0, c0 = cells(x, y, ring_start, first_ring[row], first_ring[row + 1], window)
        one = found[place]
        if not np.any(mask & INSIDE):
            mask[:] = 0
            r = int(np.floor((points[row, 1] - window[1]) / window[2])) - r0
            c = int(np.floor((points[row, 0] - window[0]) / window[2])) - c0
            mask[min(max(r, 0), mask.shape[0] - 1), min(max(c, 0), mask.shape[1] - 1)] = INSIDE
            one[POINT] = 1.0
        turns = (to_ground[place], to_metres[place])
        _heights(mask, r0, c0, surface, ground, taken, turns, rules, one)
        _slopes(mask, r0, c0, surface, to_metres[place], rules, one, turned[place])


@compiled
def occupy(rows, shape, window, taken):  # type: ignore[no-untyped-def]
    """Mark the pixels where buildings stand, and those that outlines cut."""
    x, y, ring_start, first_ring, _points = shape
    height, width = taken.shape
    for row in rows:
        if ring_start[first_ring[row + 1]] <= ring_start[first_ring[row]]:
            continue
        mask, r0, c0 = cells(x, y, ring_start, first_ring[row], first_ring[row + 1], window)
        for r in range(max(0, -r0), min(mask.shape[0], height - r0)):
            for c in range(max(0, -c0), min(mask.shape[1], width - c0)):
                if mask[r, c]:
                    taken[r0 + r, c0 + c] = 1


@compiled
def cells(x, y, ring_start, ring, ring_end, window):  # type: ignore[no-untyped-def]
    """Pixels around a building with their bits, and row and column of the first of them."""
    first, last = ring_start[ring], ring_start[ring_end]
    left, top, step = window
    c0 = int(np.floor((x[first:last].min() - left) / step)) - 1
    r0 = int(np.floor((y[first:last].min() - top) / step)) - 1
    c1 = int(np.ceil((x[first:last].max() - left) / step)) + 1
    r1 = int(np.ceil((y[first:last].max() - top) / step)) + 1
    mask = np.zeros((r1 - r0, c1 - c0), np.uint8)
    for one in range(ring, ring_end):
        for at in range(ring_start[one] + 1, ring_start[one + 1]):
            ax, ay = (x[at - 1] - left) / step - c0, (y[at - 1] - top) / step - r0
            bx, by = (x[at] - left) / step - c0, (y[at] - top) / step - r0
            _toggle(mask, ax, ay, bx, by)
    for r in range(mask.shape[0]):
        inside = 0
        for c in range(mask.shape[1]):
            inside ^= mask[r, c]
            mask[r, c] = inside
    for one in range(ring, ring_end):
        for at in range(ring_start[one] + 1, ring_start[one + 1]):
            ax, ay = (x[at - 1] - left) / step - c0, (y[at - 1] - top) / step - r0
            bx, by = (x[at] - left) / step - c0, (y[at] - top) / step - r0
            _cut(mask, ax, ay, bx, by)
    return mask, r0, c0


@compiled
def _toggle(mask, ax, ay, bx, by):  # type: ignore[no-untyped-def]
    """Change inside to outside to the right of a wall, in the rows whose middle it crosses."""
    if ay == by:
        return
    low, high = min(ay, by), max(ay, by)
    for r in range(max(int(np.ceil(low - 0.5)), 0), min(int(np.ceil(high - 0.5)), mask.shape[0])):
        across = ax + (r + 0.5 - ay) * (bx - ax) / (by - ay)
        c = max(int(np.ceil(across - 0.5)), 0)
        if c < mask.shape[1]:
            mask[r, c] ^= 1


@compiled
def _cut(mask, ax, ay, bx, by):  # type: ignore[no-untyped-def]
    """Mark the pixels whose middle lies within half a pixel of a wall."""
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    low, high = min(ay, by), max(ay, by)
    for r in range(max(int(np.floor(low - 0.5)), 0), min(int(np.ceil(high + 0.5)), mask.shape[0])):
        start, end = min(ax, bx), max(ax, bx)
        if dy != 0.0:
            one = ax + (min(max(r, low), high) - ay) * dx / dy
            two = ax + (min(max(r + 1.0, low), high) - ay) * dx / dy
            start, end = min(one, two), max(one, two)
        for c in range(max(int(np.floor(start - 1.0)), 0), min(int(np.ceil(end + 1.0)), mask.shape[1])):
            px, py = c + 0.5 - ax, r + 0.5 - ay
            along = 0.0
            if length > 0.0:
                along = min(max((px * dx + py * dy) / length, 0.0), 1.0)
            px, py = px - along * dx, py - along * dy
            if px * px + py * py < 0.25:
                mask[r, c] |= CUT


@compiled
def at(ground, change, c, r):  # type: ignore[no-untyped-def]
    """Ground at a position of the surface, between the middles of the pixels around it."""
    u = change[0] * c + change[1] * r + change[2] - 0.5
    v = change[3] * c + change[4] * r + change[5] - 0.5
    if not (-1.0 < u < ground.shape[1] and -1.0 < v < ground.shape[0]):
        return np.nan
    c0, r0 = int(np.floor(u)), int(np.floor(v))
    total, weights = 0.0, 0.0
    for dr in range(2):
        for dc in range(2):
            rr, cc = r0 + dr, c0 + dc
            if 0 <= rr < ground.shape[0] and 0 <= cc < ground.shape[1]:
                value = ground[rr, cc]
                weight = (1.0 - abs(u - cc)) * (1.0 - abs(v - rr))
                if not np.isnan(value) and weight > 0.0:
                    total += weight * value
                    weights += weight
    return total / weights if weights > 1e-6 else np.nan


@compiled
def quantile(values, share):  # type: ignore[no-untyped-def]
    """Value below which a share of sorted values lies."""
    place = share * (values.shape[0] - 1)
    low = int(np.floor(place))
    high = min(low + 1, values.shape[0] - 1)
    return values[low] + (place - low) * (values[high] - values[low])


@compiled
def _beside(mask, r0, c0, surface, ground, taken, to_ground, to_metres, rules):  # type: ignore[no-untyped-def]
    """Ground beside a building, NaN where nothing is known."""
    wide_c = int(np.ceil(rules[4] / max(np.hypot(to_metres[0], to_metres[2]), 1e-9)))
    wide_r = int(np.ceil(rules[4] / max(np.hypot(to_metres[1], to_metres[3]), 1e-9)))
    rows, columns = mask.shape[0] + 2 * wide_r, mask.shape[1] + 2 * wide_c
    stride = max(int(np.ceil(np.sqrt(rows * columns / MOST_BESIDE))), 1)
    values = np.empty((rows // stride + 1) * (columns // stride + 1), np.float64)
    count = 0
    for r in range(-wide_r, mask.shape[0] + wide_r, stride):
        for c in range(-wide_c, mask.shape[1] + wide_c, stride):
            if 0 <= r < mask.shape[0] and 0 <= c < mask.shape[1] and mask[r, c]:
                continue
            value = np.nan
            if ground.shape[0]:
                value = at(ground, to_ground, c0 + c + 0.5, r0 + r + 0.5)
            elif (
                0 <= r0 + r < surface.shape[0]
                and 0 <= c0 + c < surface.shape[1]
                and not taken[r0 + r, c0 + c]
            ):
                value = surface[r0 + r, c0 + c]
            if not np.isnan(value):
                values[count] = value
                count += 1
    if not count:
        return np.nan
    share = 0.5 if ground.shape[0] else rules[3]
    return quantile(np.sort(values[:count]), share)


@compiled
def _heights(mask, r0, c0, surface, ground, taken, turns, rules, one):  # type: ignore[no-untyped-def]
    """Heights above ground of the pixels of a building, summed up."""
    change, to_metres = turns
    n = mask.size
    tops, floors, whole = np.empty(n), np.empty(n), np.zeros(n, np.bool_)
    expected, count, beneath = 0, 0, 0
    for r in range(mask.shape[0]):
        for c in range(mask.shape[1]):
            if not mask[r, c] & INSIDE:
                continue
            expected += 1
            if not (0 <= r0 + r < surface.shape[0] and 0 <= c0 + c < surface.shape[1]):
                continue
            top = surface[r0 + r, c0 + c]
            if np.isnan(top):
                continue
            floor = at(ground, change, c0 + c + 0.5, r0 + r + 0.5) if ground.shape[0] else np.nan
            beneath += not np.isnan(floor)
            tops[count], floors[count], whole[count] = top, floor, not mask[r, c] & CUT
            count += 1
    one[EXPECTED] = expected
    if not count:
        return
    if 2 * beneath >= count:
        one[FROM] = BENEATH
        kept = np.flatnonzero(~np.isnan(floors[:count]))
        tops, floors, whole = tops[kept], floors[kept], whole[kept]
    else:
        beside = _beside(mask, r0, c0, surface, ground, taken, change, to_metres, rules)
        if np.isnan(beside):
            one[FROM] = GROUNDLESS
            return
        one[FROM] = BESIDE if ground.shape[0] else AROUND
        tops, whole = tops[:count], whole[:count]
        floors = np.full(count, beside)
    _summed(tops, floors, whole, rules, one)


@compiled
def _summed(tops, floors, whole, rules, one):  # type: ignore[no-untyped-def]
    """Height, eaves, top and ground of the pixels of a building."""
    one[KNOWN] = tops.shape[0]
    one[GROUND] = floors.mean()
    every = np.sort(tops - floors)
    inner = every
    if whole.sum() >= LEAST_WHOLE:
        inner = np.sort((tops - floors)[whole])
    # the middle is not moved by the pixels that the outline cuts as long as they are the fewer
    chosen = every if 2 * inner.shape[0] >= every.shape[0] else inner
    one[HEIGHT] = quantile(chosen, rules[0])
    one[LOW] = quantile(inner, rules[1])
    one[HIGH] = quantile(inner, rules[2])


@compiled
def _slopes(mask, r0, c0, surface, to_metres, rules, one, turned):  # type: ignore[no-untyped-def]
    """Count the pixels inside a roof by the direction they fall to, and find their slope."""
    a, b, c_, d = to_metres
    turn, sectors = a * d - b * c_, DIRECTIONS / (2.0 * np.pi)
    wide_c = max(int(np.round(1.0 / max(np.hypot(a, c_), 1e-9))), 1)
    wide_r = max(int(np.round(1.0 / max(np.hypot(b, d), 1e-9))), 1)
    slopes, count = np.empty(mask.size), 0
    for r in range(wide_r, mask.shape[0] - wide_r):
        for c in range(wide_c, mask.shape[1] - wide_c):
            if mask[r, c] != INSIDE or not (mask[r, c - wide_c] & mask[r, c + wide_c] & INSIDE):
                continue
            if not mask[r - wide_r, c] & mask[r + wide_r, c] & INSIDE:
                continue
            top, bottom, left, right = r0 + r - wide_r, r0 + r + wide_r, c0 + c - wide_c, c0 + c + wide_c
            if not (top >= 0 and bottom < surface.shape[0] and left >= 0 and right < surface.shape[1]):
                continue
            across = (surface[r0 + r, right] - surface[r0 + r, left]) / (2.0 * wide_c)
            down = (surface[bottom, c0 + c] - surface[top, c0 + c]) / (2.0 * wide_r)
            east, north = (d * across - c_ * down) / turn, (a * down - b * across) / turn
            slope = east * east + north * north
            if slope < rules[5] * rules[5]:
                turned[DIRECTIONS] += 1
            elif slope < rules[6] * rules[6]:
                way = np.arctan2(-east, -north) * sectors
                turned[int(np.floor(way)) % DIRECTIONS] += 1
                slopes[count] = slope
                count += 1
    one[SLOPE] = np.degrees(np.arctan(np.sqrt(np.median(slopes[:count])))) if count else 0.0
