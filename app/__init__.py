"""Composition: the services, the window, the command line. Only `app.ui` and `app.main` know Qt."""
