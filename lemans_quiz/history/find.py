"""Sessions of the history as the terminal shows them, and those that the player may ask for."""

from __future__ import annotations

from collections.abc import Callable

from lemans_quiz.core.messages import message
from lemans_quiz.errors import NotFound
from lemans_quiz.history.views import Sitting
from lemans_quiz.storage.history import History
from lemans_quiz.storage.records import Session
from lemans_quiz.storage.sessions import find_session, list_sessions

Tells = Callable[[Session], str]
"""Tells the result of a session in words of its own game, or nothing."""


def _nothing(_session: Session) -> str:
    return ""


def sittings(history: History, whose: str | None, limit: int, tells: Tells = _nothing) -> list[Sitting]:
    """Return the last sessions of a player or (None) of all, the last begun first; a limit of -1 is all of them."""
    return [sitting_of(session, tells) for session in list_sessions(history, whose, limit=limit)]


def sitting_of(session: Session, tells: Tells = _nothing) -> Sitting:
    """Return a session as it is shown."""
    return Sitting(
        number=session.id,
        kind=session.kind,
        title=session.title,
        players=session.players,
        started=session.started,
        seed=session.seed,
        length=session.length,
        answered=session.answered,
        right=session.right,
        told=tells(session),
    )


def find(history: History, number: int, player: str, tells: Tells = _nothing) -> Sitting:
    """Return one of the player's sessions; raises NotFound."""
    session = find_session(history, number)
    if session is None or player not in session.players:
        raise NotFound(
            message("There is no session {number}.", number=number), message("Look at: lemans-quiz history list")
        )
    return sitting_of(session, tells)
