"""Every word the user reads: translation, sentences by code, numbers and units."""
