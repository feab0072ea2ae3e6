"""Sentences about bands, meters and calibration, by code."""

from typing import Final

from app.text.translate import mark

EVIDENCE_MESSAGES: Final[dict[str, str]] = {
    "draws_wrong": mark("{draws} draws make no sense: take {least} to {most}."),
    "draws_too_many": mark(
        "{draws} draws of {buildings} buildings do not fit into memory: take {most} draws or fewer."
    ),
    "factor_set_unknown": mark("There is no set of factors {name}: choose one of {known}."),
}
