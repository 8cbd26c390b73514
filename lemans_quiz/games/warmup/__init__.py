"""The warm-up: a projector, teams, a lesson's first minutes."""
