"""What authors of packs need: the checker, the writer, and the pack commands."""
