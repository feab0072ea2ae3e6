"""The map of the window: canvas, gestures and furniture."""
