"""The mechanism that plays every game: on a screen, by lines, as events."""
