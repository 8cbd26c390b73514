"""Sessions of the history as the terminal shows them, and those that the player may ask for."""

from __future__ import annotations

from collections.abc import Callable

from lemans_quiz.cli.game_table import HOST as HOST_GAME
from lemans_quiz.cli.game_table import WARM_UP as WARM_UP_GAME
from lemans_quiz.cli.invocation import Invocation
from lemans_quiz.history.views import Sitting
from lemans_quiz.play.session_names import LESSONS, ROOM, WARM_UP, no_session
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


_GAMES = {WARM_UP: (WARM_UP_GAME, "warm_ups"), ROOM: (HOST_GAME, "lessons")}
"""For each kind of lesson its game, and the table in which it is kept."""


def warm_ups(invocation: Invocation, history: History, limit: int) -> list[Sitting]:
    """Return the last warm-ups of classes, and games in a room; they are of no player."""
    return [
        Sitting(
            number=one.number,
            kind=kind,
            title=one.title,
            players=(),
            started=one.started,
            seed=one.seed,
            length=one.length,
            answered=one.length,
            right=0,
            told=one.told,
            class_name=one.class_name,
        )
        for kind, (game, table) in _GAMES.items()
        if history.rows(f"SELECT 1 FROM {table} LIMIT 1")
        for one in invocation.wiring_of(game).past_games(history, limit)
    ]


def lesson_report(invocation: Invocation, history: History, lesson: tuple[int, str], kind: str = "") -> bytes:
    """Return the report of a lesson as `numbered` tells it, as a file of a kind such as .csv or as text; raises NotFound."""
    number, which = lesson
    game = invocation.wiring_of(_GAMES[which][0])
    found: bytes | None = game.past_report(history, number, kind, invocation.language)
    if found is None:
        letter = next(letter for letter, one in LESSONS.items() if one == which)
        raise no_session(f"{letter}{number}")
    return found


def find(history: History, number: int, player: str, tells: Tells = _nothing) -> Sitting:
    """Return one of the player's sessions; raises NotFound."""
    session = find_session(history, number)
    if session is None or player not in session.players:
        raise no_session(str(number))
    return sitting_of(session, tells)
