"""Which column of a source is which canonical field, in which unit, and what its values mean."""
