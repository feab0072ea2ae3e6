"""Picture files from servers as red, green, blue and alpha."""

from io import BytesIO

import numpy as np
from PIL import Image

from gis.backdrop.frame import Rgba


def decoded(data: bytes) -> Rgba | None:
    """Read a PNG, JPEG, GIF or WebP picture; None for what is none."""
    if not data:
        return None
    try:
        with Image.open(BytesIO(data)) as picture:
            return np.asarray(picture.convert("RGBA"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def rgba(bands: np.ndarray) -> Rgba:
    """One to four bands of shape (n, height, width) as a picture; grey where there are fewer than three."""
    bands = bands.astype(np.uint8) if bands.dtype != np.uint8 else bands
    count, height, width = bands.shape
    made = np.full((height, width, 4), 255, np.uint8)
    made[..., :3] = bands[:3].transpose(1, 2, 0) if count >= 3 else bands[0][..., None]
    if count in (2, 4):
        made[..., 3] = bands[-1]
    return made
