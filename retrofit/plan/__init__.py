"""What can be done: measures, packages, scenarios."""
