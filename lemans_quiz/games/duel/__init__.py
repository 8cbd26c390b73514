"""Several players in turns on one keyboard."""
