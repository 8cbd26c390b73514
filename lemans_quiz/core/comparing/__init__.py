"""What two typed texts have in common: how a text is written and read, and which slips can be no other thing."""
