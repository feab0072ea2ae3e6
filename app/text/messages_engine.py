"""Sentences of codes raised in `retrofit`, by code."""

from typing import Final

from app.text.translate import mark

ENGINE_MESSAGES: Final[dict[str, str]] = {
}
