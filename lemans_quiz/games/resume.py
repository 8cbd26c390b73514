"""`lmq resume`: go on with a game that was left, killed or cut off, at its next question."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import Annotated, NamedTuple, TypeVar

import typer

from lemans_quiz import curtain, paths
from lemans_quiz.cli.error_reporting import tell
from lemans_quiz.cli.game_table import DUEL, EXAM, HOST, QUIZ, RACE
from lemans_quiz.cli.invocation import Invocation, history_of_the_player, invoked
from lemans_quiz.cli.options import Json, Plain
from lemans_quiz.cli.selecting import by_id, files_for
from lemans_quiz.core.events import Command
from lemans_quiz.core.game import Ended
from lemans_quiz.core.items import Item
from lemans_quiz.core.messages import counted, message
from lemans_quiz.core.resuming import Current, Resumed
from lemans_quiz.core.resuming import resume as taken_up
from lemans_quiz.core.seeds import parse_seed
from lemans_quiz.errors import NotFound, QuizError
from lemans_quiz.games.draw import Titles
from lemans_quiz.games.session import leave_if_interrupted
from lemans_quiz.i18n import _
from lemans_quiz.packs.bank import Bank, IndexedPack, draw_from
from lemans_quiz.play.driver import Ending
from lemans_quiz.play.session_names import WARM_UP, no_session, numbered, what_was_played
from lemans_quiz.storage.history import History
from lemans_quiz.storage.recording import Recorder, place_of_session
from lemans_quiz.storage.records import TIE_BREAK, Opening, Session
from lemans_quiz.storage.sessions import find_session, load, take_up, unfinished

T = TypeVar("T")


def register(app: typer.Typer, help: str) -> None:
    """Add the command."""
    app.command("resume", help=help)(resume)


def resume(
    context: typer.Context,
    session: Annotated[
        str, typer.Argument(metavar="[SESSION]", show_default=False, help=_("The number from lmq history list."))
    ] = "",
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Replay what was answered and ask the rest; sessions that cannot be read are passed over."""
    invocation = invoked(context, plain=plain, json=json)
    number = _number(session)
    with history_of_the_player() as history:
        # A pipe cannot be asked which game it means: its own quizzes come first.
        is_asked = sys.stdin.isatty()
        if is_asked and not number and _room_goes_on(history, invocation):
            return
        elsewhere: list[Session] = []
        for found in _open_sessions(history, number, invocation.player):
            if not history.hold(place_of_session(found.id)):
                elsewhere.append(found)
                curtain.promise_nothing()
                continue
            ending: Ending | None = invocation.wiring_of(_game_of(found)).go_on(history, found, invocation)
            if ending is not None:
                leave_if_interrupted(ending)
                return
        if not is_asked and not number and _room_goes_on(history, invocation):
            return
        if elsewhere:
            raise _open_elsewhere(elsewhere[0])
        if number:
            raise _not_resumed(history, number, invocation.player)
    raise NotFound(message("There is nothing to resume."), message("Start with: lmq play"))


def _number(text: str) -> int:
    """Return the number of a session, 0 where none is named; raises NotFound for what is played with a class."""
    if not text:
        return 0
    number, lesson = numbered(text)
    if lesson:
        name = f"{text[0].upper()}{number}"
        command = "warmup" if lesson == WARM_UP else "host"
        raise NotFound(
            message("{name} is played with a class and is not resumed by its number.", name=name),
            message("Resume an interrupted one with: lmq {command}", command=command),
        )
    return number


def _open_elsewhere(session: Session) -> QuizError:
    what = what_was_played(session.kind, session.title, session.players)
    return QuizError(
        message("Session {number} ({what}) is open in another window. Continue it there.", number=session.id, what=what)
    )


def _not_resumed(history: History, number: int, me: str) -> NotFound:
    """Return the error that says why a session cannot be resumed."""
    session = find_session(history, number)
    if session is None or not _is_of(session, me):
        return no_session(str(number))
    if session.is_complete:
        return NotFound(
            message("Session {number} is finished.", number=number),
            message("Show it with: lmq history show {number}", number=number),
        )
    return NotFound(message("Session {number} cannot be resumed.", number=number), message("See: lmq history list"))


def _room_goes_on(history: History, invocation: Invocation) -> bool:
    return _has_room() and bool(invocation.wiring_of(HOST).go_on(history, invocation))


def _has_room() -> bool:
    """Tell whether a game in a room may have been cut off."""
    curtain.rest_on(str(paths.rooms()))
    has_room = any(paths.rooms().glob("*.jsonl"))
    if has_room:
        curtain.promise_nothing()
    return has_room


def _game_of(session: Session) -> str:
    """Return the name of the game that a session is one of."""
    if session.kind in (EXAM, RACE):
        return session.kind
    return DUEL if len(session.players) > 1 else QUIZ


def _open_sessions(history: History, number: int, me: str) -> list[Session]:
    """Return what the player left; where nobody is named, also what several people left on one keyboard."""
    found = (one for one in unfinished(history) if _is_of(one, me))
    return [session for session in found if number in (0, session.id) and session.kind != TIE_BREAK]


def _is_of(session: Session, me: str) -> bool:
    return me in session.players or (not me and len(session.players) > 1)


class Again(NamedTuple):
    """A session to be gone on with, with the packs as they are now. `commands` lead to its next question."""

    opening: Opening
    titles: Titles
    recorder: Recorder
    commands: tuple[Command, ...]


def take_up_again(history: History, session: Session) -> Again | None:
    """Return a session of questions one after another as it goes on, None where it cannot be read; raises NotFound where nothing is left."""
    saved = load(history, session.id)
    if saved is None:
        return None

    def resumed(current: Current) -> Resumed:
        opening = saved.opening
        return taken_up(opening.turns, opening.rules, saved.commands, current, word=parse_seed(opening.seed).word)

    found, titles = with_packs_of_today(saved.opening, resumed)
    tell_changes(gone=len(found.gone), changed=len(found.changed))
    recorder = take_up(history, saved, found)
    if isinstance(found.game.phase, Ended):
        raise nothing_left()
    return Again(saved.opening._replace(turns=found.game.turns), titles, recorder, found.commands)


def with_packs_of_today(opening: Opening, use: Callable[[Current], T]) -> tuple[T, Titles]:
    """Return what `use` makes of the items as they are now, and the titles of their packs."""

    def with_bank(bank: Bank) -> tuple[T, Titles]:
        packs = _packs(bank, opening)
        return use(_current(bank, packs, opening)), _titles(packs, opening)

    there = [path for _pack, path in opening.files if os.path.exists(path)]
    return draw_from(paths.bank(), files_for(there), with_bank)


def nothing_left() -> NotFound:
    """Return the error for a game whose questions are all answered or gone."""
    return NotFound(message("Nothing left to play in that game."), message("Start with: lmq play"))


def _titles(packs: Mapping[str, IndexedPack], opening: Opening) -> Titles:
    """Return the titles of the packs that the game asks from."""
    asked = {turn.item.pack for turn in opening.turns}
    return tuple((pack.id, pack.title) for pack in packs.values() if pack.id in asked)


def _packs(bank: Bank, opening: Opening) -> dict[str, IndexedPack]:
    """Return the packs of a game as they are now, by id; one that was named by a path is the one that still lies there."""
    found = by_id(bank.shelved)
    for id, path in opening.files:
        found.pop(id, None)
        found |= {pack.id: pack for pack in bank.shelved if (pack.id, pack.path) == (id, path)}
    return found


def _current(bank: Bank, packs: Mapping[str, IndexedPack], opening: Opening) -> Current:
    """Return what finds an item as it is now; one whose pack is not there stays as it was kept."""
    kept = {(turn.item.pack, turn.item.id): turn.item for turn in opening.turns}

    def current(pack: str, id: str) -> Item | None:
        return bank.find(packs[pack], [id])[0] if pack in packs else kept[pack, id]

    return current


def tell_changes(*, gone: int, changed: int) -> None:
    """Say how many questions are no longer what they were when the game was left."""
    if gone:
        tell(
            counted(
                "{count} question is no longer in its pack and is left out.",
                "{count} questions are no longer in their packs and are left out.",
                gone,
            )
        )
    if changed:
        tell(
            counted(
                "{count} question has changed since and is asked in its new version.",
                "{count} questions have changed since and are asked in their new version.",
                changed,
            )
        )
