"""Where classes end: quantiles, equal, pretty and natural breaks, standard deviations, own breaks.

Every function returns the upper bounds of the classes, ascending; the last is the largest value.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

SUPPORT: Final = 800
"""Values on which natural breaks are solved exactly; more are first drawn together
to this many quantiles, weighted by how many values each stands for."""

ROUND_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
"""Widths of pretty classes, times a power of ten."""

MOST_DEVIATIONS: Final = 3.5
"""Classes by standard deviation end this far from the mean."""


def quantile_breaks(values: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    """Upper bounds of classes with equally many values."""
    return np.unique(np.quantile(values, np.linspace(0, 1, n + 1)[1:]))


def equal_breaks(values: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    """Upper bounds of classes of equal width; the last is exactly the largest value."""
    low, high = values.min(), values.max()
    upper = low + (high - low) * np.arange(1, n + 1) / n
    upper[-1] = high
    return np.unique(upper)


def pretty_breaks(values: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    """Upper bounds at round numbers, as near to ``n`` classes as round numbers allow."""
    low, high = float(values.min()), float(values.max())
    if high <= low:
        return np.array([high])
    power = 10.0 ** np.floor(np.log10((high - low) / n))
    steps = power * np.array([0.5, *ROUND_STEPS, 20.0])
    counts = np.ceil(high / steps) - np.floor(low / steps)
    step = float(steps[np.abs(counts - n).argmin()])
    inner = step * np.arange(np.floor(low / step) + 1, np.ceil(high / step))
    # a product leaves 0.30000000000000004 behind
    inner = np.round(inner, int(max(0, 2 - np.floor(np.log10(step)))))
    return np.append(inner[(inner > low) & (inner < high)], high)


def deviation_breaks(
    values: NDArray[np.float64], n: int, *, middle: float | None = None
) -> NDArray[np.float64]:
    """Upper bounds at steps of one standard deviation on both sides of the mean.

    Parameters
    ----------
    values : ndarray, shape (F,)
    n : int
        With an even number the mean is a break, with an odd one it lies in the middle class.
    middle : float, optional
        Taken instead of the mean.
    """
    centre = float(values.mean()) if middle is None else middle
    width = float(np.sqrt(np.mean((values - centre) ** 2)))
    steps = np.arange(n - 1) - (n - 2) / 2
    inner = centre + width * steps[np.abs(steps) <= MOST_DEVIATIONS]
    low, high = values.min(), values.max()
    return np.append(np.unique(inner[(inner > low) & (inner < high)]), high)


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


def rounded(upper: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
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
