"""``x^a - 1`` over whole arrays, branch-free, so that the compiler can reckon several at once.

Importing this module loads numba.

Notes
-----
Logarithm and exponential are reduced to intervals around 1 and 0 by the bits of the numbers
and summed there as series: the largest relative error is 2e-14, also where ``x`` is close to 1
and the naive power loses its digits.
"""

from collections.abc import Callable
from typing import Any, cast

import numba
import numpy as np

_ROUND = 6755399441055744.0
"""1.5 x 2^52: adding it rounds to a whole number that can be read from the last bits."""
_WHOLE = np.int64(0x4330000000000000)
"""Bits of 2^52: with a small whole number in the last bits, 2^52 plus that number."""
_OFF = 4503599627370496.0 + 1023.0
_ONE = np.int64(0x3FF0000000000000)
_ROOT_HALF = np.int64(0x3FE6A09E667F3BCD)
"""Bits of sqrt(1/2): the reduced number lies between it and sqrt(2)."""
_FRACTION = np.int64(0x000FFFFFFFFFFFFF)
_LOWEST = -1000.0


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile for the machine, without the interpreter's lock, and keep the result on disk."""
    made = numba.njit(nogil=True, cache=True, error_model="numpy", fastmath={"contract", "nsz"})
    return cast(Callable[..., Any], made(function))


@compiled
def powers_less_one(x, a, out, first, second):  # type: ignore[no-untyped-def]
    """Write ``x^a - 1``.

    Parameters
    ----------
    x, a : ndarray, shape (n,)
        Bases in (0, 1], exponents above 0.
    out : ndarray, shape (n,)
        Written.
    first, second : ndarray, shape (n,)
        Room to work in.
    """
    bits, whole, mantissa = x.view(np.int64), first.view(np.int64), second.view(np.int64)
    n = x.shape[0]
    for i in range(n):
        shifted = bits[i] + (_ONE - _ROOT_HALF)
        whole[i] = (shifted >> 52) | _WHOLE
        mantissa[i] = (shifted & _FRACTION) + _ROOT_HALF
    for i in range(n):
        f = (second[i] - 1.0) / (second[i] + 1.0)
        s = f * f
        series = 0.13333333333333333 + s * 0.11764705882352941
        series = 0.18181818181818182 + s * (0.15384615384615385 + s * series)
        series = 0.2857142857142857 + s * (0.2222222222222222 + s * series)
        series = f * (2.0 + s * (0.6666666666666666 + s * (0.4 + s * series)))
        power = a[i] * ((first[i] - _OFF) + series * 1.4426950408889634)
        power = max(power, _LOWEST)
        rounded = power + _ROUND
        first[i] = rounded
        second[i] = (power - (rounded - _ROUND)) * 0.6931471805599453
    for i in range(n):
        whole[i] = (whole[i] + np.int64(1023)) << 52
    for i in range(n):
        r = second[i]
        series = 2.755731922398589e-07 + r * 2.505210838544172e-08
        series = 2.48015873015873e-05 + r * (2.7557319223985893e-06 + r * series)
        series = 0.001388888888888889 + r * (0.0001984126984126984 + r * series)
        series = 0.041666666666666664 + r * (0.008333333333333333 + r * series)
        series = r * (1.0 + r * (0.5 + r * (0.16666666666666666 + r * series)))
        out[i] = (first[i] - 1.0) + first[i] * series
