"""Ways of using the pointer on the map, one class each; `base` says how to write another."""
