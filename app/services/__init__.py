"""One function per user intention; window, command line and tests call the same ones."""
