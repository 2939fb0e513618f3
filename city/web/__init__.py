"""The city's pages: drawn on the server, quick, of use without a script, in the language of the desktop program."""
