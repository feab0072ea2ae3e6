"""What a plan is handed over as: files that other programs open with all that belongs to them."""
