"""The games, a folder each, and what brings any of them to its player."""
