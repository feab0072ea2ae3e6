"""Sentences of papers: report, passports, posters, by code."""

from typing import Final

from app.text.translate import mark

PAPER_MESSAGES: Final[dict[str, str]] = {
    "template_wrong": mark(
        "The template {template} has an error in line {line} ({reason}): mend it, or leave the folder of templates out."
    ),
    "template_unset": mark(
        "The paper could not be set with the template {template}: {reason}. Mend it, or leave the folder of templates out."
    ),
    "templates_missing": mark("There is no folder of templates {path}: choose another one, or leave it out."),
    "paper_ending": mark(
        "{path} has no ending that says how the paper is written: end its name with one of {known}."
    ),
    "logo_wrong": mark("The logo {path} cannot be used ({reason}): choose a PNG, JPEG or SVG picture."),
}
