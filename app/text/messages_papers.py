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
    "passports_none": mark("None of the chosen buildings is heated, so none has a passport: choose others."),
    "associations_none": mark(
        "The plan has no owners or associations yet: take them from a table under Edit > Owners and associations first."
    ),
    "association_cold": mark("No building of {association} is heated, so there is nothing to vote on."),
    "block_not_shown": mark(
        "Block {block} has no heated building, or too few to be published: choose another one, or turn the privacy switch off."
    ),
    "theme_unknown": mark("A map cannot show {theme}: choose one of {known}."),
    "level_unknown": mark("A map cannot be coloured by {level}: choose one of {known}."),
    "paper_unknown": mark("There is no paper {page}: choose one of {known}."),
    "scale_wrong": mark(
        "A map cannot be drawn at 1 : {scale}: give a number above zero, or 0 for the whole district."
    ),
    "logo_wrong": mark("The logo {path} cannot be used ({reason}): choose a PNG, JPEG or SVG picture."),
}
