"""What the history adds to the screens of a game: how its result compares with earlier ones, and the way back to it when it is left."""

from __future__ import annotations

import functools
import time

from lemans_quiz.cli.invocation import content_language, player
from lemans_quiz.core.game import Summary
from lemans_quiz.games.draw import Titles
from lemans_quiz.storage.recording import Recorder
from lemans_quiz.storage.records import EXAM, PLAY, Opening
from lemans_quiz.terminal.views import Setting

_COMPARED = (PLAY, EXAM)
"""Kinds of sessions that are the same game when played again: practice asks other questions, a race has its own rival."""


def setting_of(opening: Opening, titles: Titles, recorder: Recorder, *, notice: str = "") -> Setting:
    """Return what is the same on every screen of a game that is kept by `recorder`."""

    @functools.cache
    def compared(summary: Summary) -> str:
        return _compared(opening, recorder, summary)

    def way_back() -> str:
        return _way_back(opening.players) if recorder.is_kept else ""

    return Setting(content_language(), opening.seed, titles, notice, compared, way_back)


def _compared(opening: Opening, recorder: Recorder, summary: Summary) -> str:
    if not recorder.is_kept or opening.kind not in _COMPARED or len(opening.players) > 1:
        return ""
    from lemans_quiz.play.comparing import compared
    from lemans_quiz.storage.sessions import compare

    before = compare(recorder.history, opening, player(), before=recorder.session)
    return compared(summary, before, time.time(), scoring=opening.rules.scoring)


def _way_back(players: tuple[str, ...]) -> str:
    """Return the command that goes on with the game of these players, as it is typed: any of them may type it."""
    import shlex

    name = player() if player() in players else players[0]
    return f"lemans-quiz resume --player {shlex.quote(name)}" if name else "lemans-quiz resume"
