"""Sentences of kinds of files: archives, city models, tables, encodings; by code."""

from typing import Final

from app.text.translate import mark

FILE_MESSAGES: Final[dict[str, str]] = {
    "archive_damaged": mark(
        "The archive {source} is damaged ({reason}): download it again, or unpack it and add the files."
    ),
    "archive_method": mark(
        "The archive {source} is packed in a way that cannot be read: unpack it and add the files."
    ),
    "archive_encrypted": mark("The archive {source} is locked with a password: unpack it and add the files."),
    "archive_too_many": mark(
        "The archive {source} holds {count} files, more than the {most} that are allowed: unpack it and add those "
        "that you need."
    ),
    "archive_too_large": mark(
        "The archive {source} would unpack to {size} GB, more than the {most} GB that are allowed: unpack it and "
        "add the files that you need."
    ),
    "archive_bomb": mark(
        "The archive {source} would grow {times} times when unpacked, more than the {most} times that are "
        "allowed: such archives are made to fill disks, and it was not opened."
    ),
    "archive_escapes": mark(
        "The archive {source} wants to write {member} outside its own folder: it was not opened. Ask the sender "
        "for a clean one."
    ),
    "encoding_unknown": mark(
        "{encoding} is no encoding of texts that is known, for {source}: use one such as UTF-8, CP1252, CP1257 or "
        "ISO-8859-15."
    ),
    "archive_nested": mark(
        "The archive {source} holds another archive, {member}: unpack it and add that one."
    ),
    "archive_without_files": mark("The archive {source} holds no file that can be read: look what is in it."),
    "archive_unclear": mark(
        "It is unclear which file of the archive {source} is meant: choose one of {layers}."
    ),
    "city_without_buildings": mark(
        "The city model {source} holds no building ({found}): choose the file with the buildings."
    ),
    "city_parts_merged": mark(
        "{count} building parts of {source} were merged into their buildings: footprint and height are those of "
        "the whole."
    ),
    "city_skipped": mark("The city model {source} also holds what is no building and was not read: {names}."),
    "encoding_guessed": mark(
        "{source} does not say in which encoding its texts are: they were read as {encoding}. Choose another one "
        "where letters are wrong."
    ),
    "encoding_not_as_said": mark(
        "{source} says that its texts are in {said}, but their letters are those of {encoding}, which was taken. "
        "Choose another one where letters are wrong."
    ),
    "extra_missing": mark(
        "{source} needs the package {package}, which is not installed: install Kvarter with the extra {extra}, or "
        "export the layer as GeoPackage."
    ),
    "file_too_large": mark(
        "The file {source} is {size} GB large, more than the {most} GB that are read at once: get it in tiles."
    ),
    "json_without_shapes": mark(
        "The file {source} is a list of records without shapes: join it to buildings as a register instead."
    ),
    "look_raster": mark(
        "The file {source} is a raster: where it is an elevation model, measure heights with it."
    ),
    "look_table": mark("The file {source} is a table without shapes: join it to buildings as a register."),
    "layer_no_role": mark(
        "The layer {layer} of {source} holds {found}, which serve neither as buildings nor as parcels or streets: "
        "join it to buildings as a register where it says something of them."
    ),
    "shape_unreadable": mark(
        "{count} rows of {source} have a place in {field} that cannot be read: they have no shape."
    ),
    "xml_too_deep": mark(
        "The file {source} nests more than {most} elements, as no map does: it was not read. Export it again."
    ),
}
