"""Sources on servers, asked only when the user names them: what they send becomes a file like any other."""
