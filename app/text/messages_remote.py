"""Sentences of servers that are asked for data, by code."""

from typing import Final

from app.text.translate import mark

REMOTE_MESSAGES: Final[dict[str, str]] = {
    "server_address": mark(
        "{address} is no address of a server: give one such as https://maps.town.eu/wfs, without a password in it."
    ),
    "server_fault": mark(
        "The server {host} did not send the data ({reason}): try again later, or ask its operator."
    ),
    "server_login": mark("The server {host} wants a login ({reason}): give the user and the password."),
    "server_too_much": mark("The server {host} sends more than {most} MB at once: ask for a smaller area."),
    "server_too_slow": mark(
        "The server {host} took longer than {most} minutes: ask for a smaller area, or try again later."
    ),
    "server_cut_off": mark(
        "The server {host} stopped in the middle of its answer: nothing was written; try again later."
    ),
    "server_incomplete": mark(
        "The server {host} sent only {got} of {matched} features: nothing was written; ask for a smaller area, "
        "or ask its operator for the whole layer as a file."
    ),
    "server_html": mark(
        "The server {host} sent a web page instead of data: check the address, and whether a login page or a "
        "proxy lies in between."
    ),
    "server_no_service": mark(
        "The server {host} offers no web feature service that can be read ({reason}): check the address."
    ),
    "server_no_features": mark(
        "What the server {host} sent is no map layer that can be read: choose another layer, or ask its operator."
    ),
    "server_nothing_there": mark(
        "The server {source} has no feature of {layer} in this area: take another area or the whole layer."
    ),
    "database_extra_missing": mark(
        "PostGIS needs the package {package}, which is not installed: install Kvarter with the extra {extra}, or export "
        "the table as GeoPackage."
    ),
    "database_login": mark("The database does not let you in ({reason}): check user and password."),
    "database_rights": mark(
        "You may not read this in the database ({reason}): ask who runs it for the right to read."
    ),
    "database_fault": mark(
        "The database did not send the data ({reason}): check host, port and name, or try again later."
    ),
    "database_without_postgis": mark(
        "The database has no PostGIS, so no table of it has shapes: check its name, or ask who runs it."
    ),
    "database_no_crs": mark(
        "The database does not say in which coordinate system {table} is: ask who runs it to set its SRID."
    ),
    "fetch_without_file": mark("Name the GeoPackage for the layer: --out layer.gpkg."),
    "bbox_wrong": mark(
        "{text} is no area: give xmin,ymin,xmax,ymax in the coordinate system of the layer, such as "
        "--bbox 540000,4740000,541000,4741000."
    ),
    "server_no_crs": mark(
        "The server {host} does not say in which coordinate system {layer} is: ask its operator for the layer as a file."
    ),
}
