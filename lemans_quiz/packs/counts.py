"""What became of the questions of a file that somebody else made, in numbers."""

from typing import NamedTuple


class Counts(NamedTuple):
    """What became of the questions of somebody else's file."""

    taken: int = 0
    changed: int = 0
    left_out: int = 0

    @property
    def lost(self) -> int:
        """How many are not as they were."""
        return self.changed + self.left_out
