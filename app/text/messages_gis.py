"""Sentences of codes raised in `gis`, by code."""

from typing import Final

from app.text.translate import mark

GIS_MESSAGES: Final[dict[str, str]] = {
}
