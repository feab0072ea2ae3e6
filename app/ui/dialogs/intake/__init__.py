"""Pages of the import: columns, place and encoding, check."""
