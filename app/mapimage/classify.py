"""Values to classes: quantile, natural breaks, equal intervals, own breaks."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

Method = Literal["quantile", "natural", "equal", "own"]
METHODS: Final[tuple[Method, ...]] = ("quantile", "natural", "equal", "own")

NO_CLASS: Final = -1
"""Class of a missing value."""

MOST_CLASSES: Final = 12

SUPPORT: Final = 800
"""Values on which natural breaks are solved exactly; more are first drawn together
to this many quantiles, weighted by how many values each stands for."""


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """Classes of one column; class ``k`` holds ``upper[k-1] < value <= upper[k]``.

    Attributes
    ----------
    low : float
        Smallest value; NaN without values.
    upper : tuple of float, length k
        Upper bound of each class, ascending; the last is the largest value.
    index : ndarray of int16, shape (F,)
        Class of each row; `NO_CLASS` for a missing value.
    diverging : bool
        True when the classes lie on both sides of zero, or might.
    """

    low: float
    upper: tuple[float, ...]
    index: NDArray[np.int16]
    diverging: bool = False

    def __len__(self) -> int:
        return len(self.upper)

    @property
    def counts(self) -> NDArray[np.int64]:
        """Rows per class, shape (k,)."""
        return np.bincount(self.index[self.index >= 0], minlength=len(self))


def classify(
    values: NDArray[np.floating],
    method: Method,
    n: int = 5,
    breaks: tuple[float, ...] = (),
    *,
    diverging: bool = False,
    nice: bool = True,
) -> Classes:
    """Put every value into one of at most ``n`` classes.

    Parameters
    ----------
    values : ndarray, shape (F,)
        NaN and infinities belong to no class.
    method : str
        One of `METHODS`.
    n : int
        Classes wished for; fewer come out when there are fewer different values.
    breaks : tuple of float
        Inner breaks for ``own``; any order.
    diverging : bool
        Keep zero as a break: values below, at and above zero never share a class.
    nice : bool
        Round inner breaks to short numbers where that keeps them apart.
    """
    data = np.asarray(values, np.float64)
    known = np.isfinite(data)
    if not known.any():
        return Classes(np.nan, (), np.full(len(data), NO_CLASS, np.int16), diverging)
    if method == "own":
        upper = own_breaks(data[known], breaks)
    elif diverging:
        upper = _around_zero(data[known], method, n, nice=nice)
    else:
        upper = _breaks(data[known], method, n, nice=nice)
    index = np.where(known, np.searchsorted(upper, data, side="left"), NO_CLASS)
    bounds = tuple(float(value) for value in upper)
    return Classes(float(data[known].min()), bounds, index.astype(np.int16), diverging)


def quantile_breaks(values: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    """Upper bounds of classes with equally many values."""
    return np.unique(np.quantile(values, np.linspace(0, 1, n + 1)[1:]))


def equal_breaks(values: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    """Upper bounds of classes of equal width; the last is exactly the largest value."""
    low, high = values.min(), values.max()
    upper = low + (high - low) * np.arange(1, n + 1) / n
    upper[-1] = high
    return np.unique(upper)


def own_breaks(values: NDArray[np.float64], breaks: tuple[float, ...]) -> NDArray[np.float64]:
    """Upper bounds from given inner breaks; those that no value lies beyond stay, empty."""
    inner = np.unique(np.asarray([value for value in breaks if np.isfinite(value)], np.float64))
    high = values.max()
    return np.append(inner, high) if len(inner) == 0 or high > inner[-1] else inner


def natural_breaks(values: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    """Upper bounds that make the squared deviations within classes least.

    References
    ----------
    Fisher, W. D. (1958). On grouping for maximum homogeneity. Journal of the American
    Statistical Association 53(284), 789-798. doi:10.1080/01621459.1958.10501479

    Notes
    -----
    Exact by dynamic programming for up to `SUPPORT` different values; beyond that exact
    for the quantiles that stand for them.
    """
    support, weight = np.unique(values, return_counts=True)
    if len(support) > SUPPORT:
        edges = np.unique(np.quantile(values, np.linspace(0, 1, SUPPORT + 1)[1:], method="higher"))
        weight = np.bincount(np.searchsorted(edges, values), minlength=len(edges))
        support = edges
    n = min(n, len(support))
    if n <= 1:
        return support[-1:]
    return support[_least_deviation(support, weight.astype(np.float64), n)]


def _least_deviation(support: NDArray[np.float64], weight: NDArray[np.float64], n: int) -> NDArray[np.int64]:
    """Position of the last member of each of ``n`` groups."""
    count = len(support)
    centred = support - support.mean()
    w = np.concatenate([[0.0], np.cumsum(weight)])
    s = np.concatenate([[0.0], np.cumsum(weight * centred)])
    q = np.concatenate([[0.0], np.cumsum(weight * centred**2)])
    # cost[j, i]: squared deviation of the group of members j..i
    mass = w[None, 1:] - w[:-1, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        cost = q[None, 1:] - q[:-1, None] - (s[None, 1:] - s[:-1, None]) ** 2 / mass
    cost = np.where(np.tri(count, k=-1, dtype=bool), np.inf, np.maximum(cost, 0.0))
    best = cost[0]
    starts = []
    for _group in range(1, n):
        total = np.concatenate([[np.inf], best[:-1]])[:, None] + cost
        starts.append(total.argmin(axis=0))
        best = total.min(axis=0)
    last = [count - 1]
    for start in reversed(starts):
        last.append(int(start[last[-1]]) - 1)
    return np.asarray(last[::-1], np.int64)


def _breaks(values: NDArray[np.float64], method: Method, n: int, *, nice: bool) -> NDArray[np.float64]:
    n = min(max(n, 1), MOST_CLASSES)
    different = np.unique(values)
    if len(different) <= n and method != "equal":
        return different
    solve = {"quantile": quantile_breaks, "natural": natural_breaks, "equal": equal_breaks}[method]
    upper = solve(values, n)
    return _rounded(upper, values) if nice else upper


def _around_zero(values: NDArray[np.float64], method: Method, n: int, *, nice: bool) -> NDArray[np.float64]:
    below, above = values[values < 0], values[values > 0]
    side = max(n // 2, 1) if len(below) and len(above) else n
    parts = []
    if len(below):
        different = np.unique(below)
        mirrored = (
            different if len(different) <= side else -_breaks(-below, method, side, nice=nice)[::-1][1:]
        )
        parts.append(np.append(mirrored, below.max()))
    if len(below) + len(above) < len(values):
        parts.append(np.zeros(1))
    if len(above):
        parts.append(_breaks(above, method, side, nice=nice))
    return np.unique(np.concatenate(parts))


def _rounded(upper: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shorten inner breaks as far as no class moves by more than a hundredth of the span."""
    span = float(values.max() - values.min())
    if span <= 0 or len(upper) < 2:
        return upper
    for digits in (1, 2, 3):
        step = 10.0 ** (np.floor(np.log10(span)) - digits)
        inner = np.round(upper[:-1] / step) * step
        # division and product leave 0.30000000000000004 behind
        inner = np.round(inner, int(max(0, digits - np.floor(np.log10(span)))))
        bounds = np.concatenate([[values.min()], inner, [upper[-1]]])
        if (np.diff(bounds) > 0).all() and np.abs(inner - upper[:-1]).max() < span / 100:
            return np.append(inner, upper[-1])
    return upper
