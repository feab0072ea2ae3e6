"""Papers of a plan: what they say, made of the same figures as window and tables."""
