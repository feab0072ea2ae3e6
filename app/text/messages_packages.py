"""Sentences about the user's own packages, by code."""

from collections.abc import Mapping
from typing import Final

from app.text.translate import _, mark

PACKAGE_MESSAGES: Final[dict[str, str]] = {
    "packages_standard_missing": mark(
        "The packages none, usual and advanced belong to every plan: keep them first."
    ),
    "packages_name_missing": mark(
        'Package {place} of the file has no name: give it one, as in name = "deep".'
    ),
    "packages_names_double": mark("Two packages are called {package}: give each its own name."),
    "packages_order_wrong": mark(
        "The package {package} builds on {below}, which does not come before it: put {below} first, or correct "
        "builds_on."
    ),
    "packages_value_outside": mark(
        "The package {package} has {key} = {value}, which is impossible: give a number from {low} to {high}."
    ),
    "packages_word_unknown": mark(
        "The package {package} has {key} = {value}, which is not known: take one of {known}."
    ),
    "packages_treatment_wrong": mark(
        "The package {package} cannot treat the {element} by {given}: for {element} give variant alone, or "
        "{takes}."
    ),
    "packages_key_unknown": mark(
        "The package {package} has the key {key}, which says nothing here: use one of {known}."
    ),
    "packages_value_wrong": mark("The package {package} has {key} = {value}: write {kind} instead."),
    "packages_not_written": mark("The packages cannot be written to {path}: {reason}."),
    "packages_file_missing": mark("The file of packages {path} does not exist: check the path."),
    "packages_file_bad": mark(
        "The file of packages {path} cannot be used ({reason}): it needs one [[package]] for each package, in TOML."
    ),
    "packages_file_encoding": mark(
        "The texts in the file of packages {path} are in an unknown encoding: save it as UTF-8."
    ),
    "packages_file_empty": mark(
        "The file of packages {path} holds no package: begin each with a line [[package]] and give it a name."
    ),
    "packages_without_pv": mark(
        "The pack {pack} has no figures to reckon photovoltaics with: the packages {packages} are planned without "
        "them. Read a weather file, or leave pv_share out."
    ),
}

KINDS: Final[Mapping[str, str]] = {
    "number": mark("a number, with a point and without quotes"),
    "word": mark("a word in quotes"),
    "list": mark('a list of words, as in ["hydronic_balancing"]'),
    "flag": mark("true or false, without quotes"),
    "table": mark("a table in braces, as in { thickness_cm = 20 }"),
}


def value_kind(kind: str) -> str:
    """Say what a value of a package must look like."""
    return _(KINDS[kind])
