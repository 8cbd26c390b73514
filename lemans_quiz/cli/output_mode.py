"""How the player asked to play, and the history of whoever plays."""

from __future__ import annotations

import os
import sys
from typing import NamedTuple

from lemans_quiz import paths
from lemans_quiz.cli.error_reporting import tell
from lemans_quiz.storage.history import History
from lemans_quiz.storage.opening import open_history

SCREEN, LINES, JSON = "screen", "lines", "json"


class OutputMode(NamedTuple):
    """How the player asked to play."""

    plain: bool = False
    json: bool = False

    def front(self) -> str:
        """Return SCREEN, LINES or JSON: what is asked for, and what the streams can do."""
        if self.json:
            return JSON
        if self.plain or os.environ.get("ACCESSIBLE", "0") not in {"", "0"} or os.environ.get("TERM") == "dumb":
            return LINES
        return SCREEN if sys.stdin.isatty() and sys.stdout.isatty() else LINES

    def may_retry(self) -> bool:
        """Tell whether a near miss may be tried again: from a pipe each line belongs to one question."""
        return self.front() != JSON and sys.stdin.isatty()


def history_of_the_player() -> History:
    """Open the history; a lost one after one warning where that is impossible."""
    return open_history(paths.history(), tell)
