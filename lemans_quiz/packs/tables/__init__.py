"""Many questions from one table."""
