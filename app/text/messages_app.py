"""Sentences of codes raised in `app`, by code."""

from typing import Final

from app.text.translate import mark

APP_MESSAGES: Final[dict[str, str]] = {
}
