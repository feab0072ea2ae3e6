"""How kernels are compiled. Importing this module loads numba."""

from collections.abc import Callable
from typing import Any, cast

import numba


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile for the machine, without the interpreter's lock, and keep the result on disk."""
    return cast(Callable[..., Any], numba.njit(nogil=True, cache=True)(function))
