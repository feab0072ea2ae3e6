"""Tables of buildings, blocks and parcels."""
