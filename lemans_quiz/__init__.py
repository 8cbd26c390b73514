"""Le Mans Quiz: a quiz game for the terminal. Here is only the version, so that importing costs nothing."""

__version__ = "0.2.0"
