"""What people feel of an element: how cold its inner surface gets."""

from typing import Final

import numpy as np

from retrofit.stock.stock import FloatArray

R_SI_M2K_W: Final = 0.13
"""Inner surface resistance for horizontal heat flow (EN ISO 6946, Table 7) [m²K/W]."""


def inner_surface_c(u_w_m2k: FloatArray, room_c: FloatArray, cold_k: FloatArray) -> FloatArray:
    """Temperature of the inner surface on the coldest day [°C].

    ``theta_si = theta_i - U R_si (theta_i - theta_e)`` (EN ISO 13788).

    Parameters
    ----------
    u_w_m2k : ndarray
        U-value [W/(m²K)].
    room_c : ndarray
        Room temperature [°C].
    cold_k : ndarray
        Room temperature less that of the coldest day [K].
    """
    return np.asarray(room_c - np.minimum(u_w_m2k * R_SI_M2K_W, 1.0) * cold_k)
