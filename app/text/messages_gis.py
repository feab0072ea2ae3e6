"""Sentences of codes raised in `gis`, by code."""

from typing import Final

from app.text.translate import mark

GIS_MESSAGES: Final[dict[str, str]] = {
    "no_files": mark("No file was given: choose the file that holds the building footprints."),
    "folder_without_files": mark(
        "The folder {source} holds no file that can be read: choose a folder or files of the kinds {known}."
    ),
    "file_missing": mark(
        "The file {source} does not exist: check the path, or whether the drive is connected."
    ),
    "file_empty": mark("The file {source} is empty: get it again from where it came from."),
    "file_unreadable": mark(
        "The file {source} cannot be opened ({reason}): close it in other programs and check that you "
        "may read it."
    ),
    "file_truncated": mark(
        "The file {source} is cut off ({found} of {expected} bytes are there): copy or download it again."
    ),
    "file_damaged": mark(
        "The file {source} is damaged and cannot be read ({reason}): copy or download it again, or "
        "export it anew as GeoPackage."
    ),
    "sheet_unreadable": mark("The file {source} is no table that can be read: use one of {known}."),
    "format_unknown": mark("The file {source} is of a kind that cannot be read: use one of {known}."),
    "format_mismatch": mark(
        "The file {source} does not hold {expected} although its name says so: export it again in that "
        "format."
    ),
    "xml_doctype": mark(
        "The file {source} declares a document type, which can make a reader open other files: it was "
        "not read. Save it without the DOCTYPE line."
    ),
    "shapefile_part_missing": mark(
        "The shapefile {source} lacks its companion {part}: put all its files (.shp, .shx, .dbf, .prj) "
        "into one folder."
    ),
    "shapefile_inconsistent": mark(
        "The shapefile {source} holds {shapes} shapes but {rows} rows of attributes: its files do not "
        "belong together, copy them again."
    ),
    "layer_missing": mark("The file {source} has no layer {layer}: choose one of {layers}."),
    "layer_unclear": mark("It is unclear which layer of {source} holds the {role}: choose one of {layers}."),
    "layer_file_missing": mark("The file {source} is not where it was: add it again, or remove the layer."),
    "layer_empty": mark(
        "The layer {layer} of {source} has no features: choose another layer, or export it again."
    ),
    "layer_without_geometry": mark(
        "The layer {layer} of {source} has no shapes: choose a layer with a map geometry."
    ),
    "layer_wrong_geometry": mark(
        "The layer {layer} of {source} cannot serve as {role}: it holds {found}. Buildings, parts and "
        "parcels must be polygons, streets lines."
    ),
    "layer_nothing_usable": mark(
        "Not one shape of the layer {layer} of {source} can be used as {role}: check in a GIS that its "
        "polygons are closed and have an area."
    ),
    "text_undecodable": mark(
        "The texts in the layer {layer} of {source} are in an unknown encoding: export it again as UTF-8."
    ),
    "parts_without_floors": mark(
        "The layer {layer} of {source} has no field with floors above ground, so it cannot serve as "
        "building parts: choose another file, or leave the parts out."
    ),
    "buildings_not_found": mark(
        "None of the layers of {sources} looks like building footprints: name the file of the buildings "
        "and, where it has several layers, the layer."
    ),
    "buildings_unclear": mark(
        "Several layers may hold the buildings ({layers}): give only one of them, or name the layer."
    ),
    "role_twice": mark("Both {first} and {second} look like {role}: choose one of them."),
    "crs_missing": mark(
        "The layer {layer} of {source} does not say in which coordinate system it is: choose one, or add the "
        "missing .prj file. Likely: {proposals}."
    ),
    "crs_unknown": mark(
        "There is no coordinate system {crs}: name one by its EPSG code, such as EPSG:25830."
    ),
    "crs_implausible": mark(
        "The coordinates in the layer {layer} of {source} cannot be in {crs}, which was chosen: choose "
        "another coordinate system."
    ),
    "crs_impossible": mark(
        "The coordinates in the layer {layer} of {source} cannot be in {crs}, as the file says: choose "
        "the coordinate system they are in. Likely: {proposals}."
    ),
    "crs_elsewhere": mark(
        "By {crs}, as the file says, the layer {layer} of {source} lies at {place}, but its attributes or its "
        "place speak for another system: {proposals}. Load it again with that one if it is right; areas and "
        "climate depend on it."
    ),
    "layers_apart": mark(
        "The layer {layer} of {source} lies {distance} km from the buildings: one of them has a wrong coordinate "
        "system, or it is of another place."
    ),
    "crs_no_metric": mark(
        "No coordinate system in metres fits the place of these data ({crs}): check that their "
        "coordinate system is right."
    ),
    "backdrop_unreachable": mark(
        "The map server {host} gives no picture ({reason}). The plan is not affected; try again later, or choose "
        "another basemap."
    ),
    "backdrop_no_picture": mark(
        "The map server {host} sends no picture but: {said}. Check the address and the name of the layer."
    ),
    "backdrop_empty": mark(
        "The map server {host} has no picture of this place: check the address, or look at another scale."
    ),
    "backdrop_file_missing": mark(
        "The picture {source} is not where it was: choose it again, or switch the basemap off."
    ),
    "backdrop_file_placeless": mark(
        "The picture {source} does not say where it lies: take a GeoTIFF with a reference system."
    ),
    "backdrop_file_unreadable": mark("The picture {source} cannot be read ({reason}): choose another one."),
    "backdrop_address": mark(
        "{address} is no address of a map: it begins with http and has {places}, or is that of a WMS."
    ),
    "building_not_cut": mark(
        "The line cuts no building in two: draw it from outside the building to outside, and leave each side at "
        "least 4 m²."
    ),
    "building_merge_alone": mark("One building alone cannot be merged: select two or more."),
    "building_merge_apart": mark(
        "The {count} buildings lie apart: select buildings that touch, or put them into one block instead."
    ),
    "geometry_null": mark("The feature has no shape: draw it in the source, or leave it out."),
    "geometry_empty": mark("The feature has an empty shape: draw it in the source, or leave it out."),
    "geometry_not_finite": mark(
        "The feature has coordinates that are no numbers or lie outside the coordinate system: correct "
        "it in the source."
    ),
    "geometry_wrong_type": mark(
        "The feature is of the wrong type: buildings, parts and parcels must be polygons, streets lines."
    ),
    "geometry_zero_size": mark(
        "The feature has no area, or no length: correct it in the source, or leave it out."
    ),
    "geometry_gigantic": mark(
        "The feature is larger than any building on earth: it was held back. Correct its outline, or the coordinate "
        "system."
    ),
    "geometry_tiny": mark(
        "The feature is smaller than any building that is planned: remove it in the source, or lower the limit."
    ),
    "geometry_sliver": mark(
        "The feature is a sliver, thinner than a wall: remove it in the source, or lower the limit."
    ),
    "geometry_far_off": mark(
        "The feature lies far from all others, as a slip of a coordinate does: correct it in the source."
    ),
    "geometry_double": mark("The feature is nearly the same outline as {detail}: it was counted once."),
    "merged_into": mark("The feature lies in {detail}, and became a part of it."),
    "overlap_cut": mark("The feature covered {detail} m² of a neighbour, which were cut from it."),
    "buildings_overlap": mark(
        "{count} buildings still overlap others ({ids}): what both cover counts twice. Correct their outlines."
    ),
    "buildings_large": mark(
        "{count} buildings cover more than 10 hectares ({ids}): check that they are buildings, not works or grounds, "
        "before relying on any sum."
    ),
    "threshold_unknown": mark(
        "{name} = {value} is no limit of cleaning: use one of {known}, not below zero."
    ),
    "geometry_duplicate": mark("The same shape is there before: remove one of the two in the source."),
    "geometry_repaired": mark(
        "The outline crossed itself and was repaired (area changed by {detail}): check it on the map."
    ),
    "not_a_building": mark(
        "The feature is another construction, such as an open-air pool: it is not planned as a building."
    ),
    "part_without_building": mark(
        "The part belongs to no building of the district: load the buildings it belongs to."
    ),
    "reader_warning": mark(
        "While reading the layer {layer} of {source}: {text}. Check the layer in a GIS if shapes or "
        "values look wrong."
    ),
    "axes_swapped": mark(
        "The coordinates in the layer {layer} of {source} are in the order north, east: they were "
        "exchanged. Check that the map lies in the right place."
    ),
    "columns_unknown": mark(
        "No column of {layer} in {source} was recognised ({names}): everything but the outlines is assumed. Name the "
        "columns as the manual says (year_built, floors, use, floor_area ...) and open the file again."
    ),
    "files_unused": mark(
        "Files that were given but not used: {names}. A plan takes one file of buildings, one of parts, one of parcels "
        "and one of streets; merge files of the same kind in a GIS first."
    ),
    "layers_unused": mark(
        "Layers of the files that were not used: {names}. None of them is a layer of the plan."
    ),
    "crs_not_convertible": mark(
        "There is no way from the coordinate system {crs} to {to_crs}: choose the one that the coordinates are in."
    ),
    "crs_far_off": mark(
        "The coordinates in the layer {layer} of {source} lie far outside the area that {crs} is made for: "
        "check that it is the right coordinate system."
    ),
    "crs_inaccurate": mark(
        "The layer {layer} of {source} was brought from {from_crs} to {to_crs}, accurate to {accuracy} "
        "m: use one coordinate system for all files where this matters."
    ),
    "extent_wide": mark(
        "The buildings in {source} lie up to {width} km apart: areas far from the middle are less true. "
        "Check for stray features, or plan the places one by one."
    ),
    "ids_made": mark(
        "{source} has no field with unique ids: {count} features are numbered in file order. Add an id "
        "to keep choices when the file changes."
    ),
    "ids_missing": mark(
        "{count} features of {source} have no value in {field}: they are called after their position."
    ),
    "ids_duplicate": mark(
        "{count} features of {source} have an id in {field} that occurs before ({ids}): they are kept, "
        "with ~2, ~3 after the id. Correct the ids in the source."
    ),
    "year_from_period": mark(
        "Periods instead of a year in {field} of {source}: {count}. The middle is taken (of before 1930, 1929): "
        "{cases}."
    ),
    "year_placeholder": mark(
        "{count} of {known} buildings of {source} have the year {year} in {field}, which stands for "
        "unknown: the year is treated as missing. Enter it where you know it."
    ),
    "value_impossible": mark(
        "Impossible values in {field} of {source}: {count}. They are treated as missing: {cases}. Correct them in "
        "the source."
    ),
    "value_unreadable": mark(
        "Values in {field} of {source} that are no numbers: {count}. They are treated as missing: {cases}. Write "
        "them in digits."
    ),
    "value_zero": mark(
        "Values in {field} of {source} that are zero, which is taken for unknown: {count}. {cases}."
    ),
    "floors_not_in_parts": mark(
        "{count} buildings have no part with floors above ground in {source}: their floors come from elsewhere, or are assumed."
    ),
    "building_without_parcel": mark(
        "{count} buildings lie on none of the parcels: they are planned without a parcel."
    ),
    "owners_column_unknown": mark("The table {source} has no column {column}: choose one of {columns}."),
    "owners_no_name": mark(
        "It is unclear which column of {source} names the owner or association: choose one of {columns}."
    ),
    "owners_no_key": mark(
        "It is unclear which column of {source} tells the building, by its id or cadastral reference: choose one of "
        "{columns}."
    ),
    "address_on_parcels": mark(
        "{groups} addresses stand on several parcels, with {count} buildings: {cases}. They are kept apart; check whether "
        "they belong together."
    ),
    "parcel_many_addresses": mark(
        "{groups} parcels hold buildings of several addresses, {count} buildings: {cases}."
    ),
    "parcel_many_buildings": mark(
        "{count} buildings share their parcel with others: {parcels} parcels hold several, {example} the most, {most}."
    ),
    "building_many_parcels": mark(
        "{count} buildings lie on several parcels, with more than {share} % of the footprint on a further one: "
        "{cases}. Sums by parcel count each at its main parcel; check whether they are several buildings."
    ),
    "parcel_elsewhere": mark(
        "{count} buildings lie on another parcel than the one they name: {cases} (named / beneath). The named one "
        "is taken; check the reference or the shape."
    ),
    "parcel_reference_unknown": mark(
        "{count} buildings name a parcel that was not delivered: {cases}. They are put on the parcel beneath them."
    ),
    "parcel_reference_blank": mark(
        "{count} buildings name no parcel: {cases}. They are put on the parcel beneath them."
    ),
    "parcel_reference_invalid": mark(
        "{count} cadastral references have control letters that do not fit: {cases}. Check them for misprints."
    ),
    "parcels_overlap": mark(
        "{count} pairs of parcels overlap each other: {cases}. What stands on both is shared out between them."
    ),
    "parcel_slivers": mark(
        "{count} overlaps of a building and a parcel are slivers, below {area} m² or {share} % of the footprint: "
        "they are taken for inaccurate drawing."
    ),
    "use_unknown": mark(
        "{count} buildings of {source} have a use in {field} that is not known ({values}): the use is "
        "assumed."
    ),
    "heating_unknown": mark(
        "{count} buildings of {source} have a heating system in {field} that is not known ({values}): the most "
        "common one of their class is assumed."
    ),
    "block_too_small": mark("A block needs three corners and {least} m²: draw it around buildings."),
    "block_crosses_itself": mark("The line crosses itself: draw the block's outline without a loop."),
    "block_without_buildings": mark(
        "No building lies in what was drawn: a block is buildings that belong together."
    ),
    "block_not_cut": mark(
        "No block was cut: the line has to run through a block from outside to outside, with buildings on both sides."
    ),
    "block_merge_alone": mark("Select the blocks that shall become one: there have to be two or more."),
    "protection_taken": mark(
        "{count} buildings lie in the protected places of {source}: {facade} with a protected facade, {whole} as a "
        "whole. Places without a building: {unused}."
    ),
    "protection_without_areas": mark(
        "The layer {layer} of {source} has neither areas nor points: choose a layer of protected places."
    ),
    "heritage_unknown": mark(
        "{count} buildings of {source} have a heritage protection in {field} that is not known ({values}): none "
        "is assumed. Say none, facade or whole."
    ),
    "condition_unknown": mark(
        "{count} buildings of {source} have a condition in {field} that is not known ({values}): it is "
        "treated as missing."
    ),
    "size_class_unknown": mark(
        "{count} buildings of {source} have a building class in {field} that is not known ({values}): "
        "the class is derived instead."
    ),
    "write_folder_missing": mark(
        "{target} cannot be written because the folder {folder} does not exist: create it or choose another."
    ),
    "write_no_space": mark(
        "{target} was not written because the disk is full; what was there before is untouched. Free some "
        "space, or choose another drive."
    ),
    "write_refused": mark(
        "{target} was not written ({reason}); what was there before is untouched. Close it in other programs, "
        "or choose a folder you may write to."
    ),
    "write_failed": mark(
        "{target} was not written ({reason}); what was there before is untouched. Try again, or choose "
        "another folder."
    ),
    "write_crs_missing": mark(
        "{target} was not written because {layer} has no coordinate system: choose one first."
    ),
    "write_column_type": mark(
        "{target} was not written: the column {column} of {layer} mixes kinds of values. Please report this."
    ),
    "write_column_name": mark(
        "{target} was not written: these column names of {layer} are reserved or occur twice: {columns}. "
        "Rename them in the source."
    ),
    "write_geometry_mixed": mark(
        "{target} was not written because a shapefile holds one kind of shape, but there are {found}: "
        "export as GeoPackage instead."
    ),
    "write_number_out_of_range": mark(
        "{target} was not written: {count} numbers in the column {column} are too large or too small for a "
        "shapefile. Export as GeoPackage instead."
    ),
}
