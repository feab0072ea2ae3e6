"""What it needs: envelope, balance, systems, weighting."""
