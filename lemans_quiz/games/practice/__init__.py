"""What is due, what went wrong, something new."""
