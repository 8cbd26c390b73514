"""The command line: one module per command; only here are the edges wired to each other."""
