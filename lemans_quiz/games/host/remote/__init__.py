"""What the teacher sees of a game in a room and what all see: the terminal, which is the remote control, and the projector."""
