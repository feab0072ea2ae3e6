"""How sure we are, and the sums of blocks and districts."""
