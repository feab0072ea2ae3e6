"""Charts without a window: what they say, and how they become pictures and tables."""
