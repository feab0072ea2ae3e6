"""A year of weather made by hand."""

import numpy as np
import pytest

from retrofit.physics.solar import HOURS, Weather


@pytest.fixture(scope="session")
def weather():
    """Sinus of the year and of the day at 45° N; sun through a hazy sky, wherever it stands above the horizon."""
    hour = np.arange(HOURS)
    year = -np.cos((hour / 24 - 15) / 365 * 2 * np.pi)
    theta = 12.0 + 11.0 * year + 4.0 * np.sin((hour % 24 - 9) / 24 * 2 * np.pi)
    nothing = np.zeros(HOURS)
    dark = Weather(
        "dark", 45.46, 9.19, 120.0, 1.0, theta, nothing, nothing.copy(), nothing.copy(), synthetic=True
    )
    height = np.maximum(np.cos(np.radians(dark.sun.zenith_deg)), 0.0)
    dni, dhi = 450.0 * (height > 0) * height**0.3, 180.0 * height
    return Weather("by hand", 45.46, 9.19, 120.0, 1.0, theta, dni * height + dhi, dni, dhi, synthetic=True)
