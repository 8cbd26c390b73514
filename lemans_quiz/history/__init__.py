"""The commands that show, export and delete what was played."""
