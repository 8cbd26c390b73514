"""The terminal: values to screens, keys to commands. Knows no files and no packs."""
