"""The 24 hours: a question an hour, against every winner."""
