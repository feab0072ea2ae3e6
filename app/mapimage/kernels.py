"""How kernels are compiled. Importing this module loads numba."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def compiled(function: Kernel) -> Kernel:
    """Compile for the machine, without the interpreter's lock, and keep the result on disk."""
    return cast(Kernel, numba.njit(nogil=True, cache=True)(function))
