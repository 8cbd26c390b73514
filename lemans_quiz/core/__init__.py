"""The game itself: knows quizzes, touches no file, clock, dice, screen or network."""
