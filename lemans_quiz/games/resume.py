"""`lemans-quiz resume`: go on with a game that was left, killed or cut off, at its next question."""

from __future__ import annotations

from typing import Annotated

import typer

from lemans_quiz import paths
from lemans_quiz.cli.error_reporting import tell
from lemans_quiz.cli.global_options import player
from lemans_quiz.cli.options import Json, Plain
from lemans_quiz.cli.output_mode import OutputMode, history_of_the_player
from lemans_quiz.cli.selecting import by_id, files_for
from lemans_quiz.core.game import Ended
from lemans_quiz.core.items import Item
from lemans_quiz.core.messages import counted, message
from lemans_quiz.core.resuming import Current, Resumed
from lemans_quiz.core.resuming import resume as taken_up
from lemans_quiz.core.seeds import parse_seed
from lemans_quiz.errors import NotFound
from lemans_quiz.games.draw import Titles
from lemans_quiz.games.exam.journal import SavedExam, load_exam, take_up_exam
from lemans_quiz.games.exam.rules import TakenUp, replay_exam
from lemans_quiz.games.exam.rules import take_up as take_up_with
from lemans_quiz.games.session import leave_if_interrupted, play_opening
from lemans_quiz.i18n import _
from lemans_quiz.packs.bank import Bank, draw_from
from lemans_quiz.storage.history import History
from lemans_quiz.storage.records import EXAM, RACE, TIE_BREAK, Opening, Saved, Session
from lemans_quiz.storage.sessions import load, take_up, unfinished


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("resume", help=_("Go on with the game that was left last, at its next question."))(resume)


def resume(
    session: Annotated[int, typer.Argument(metavar="[SESSION]", help=_("Its number in lemans-quiz history list."))] = 0,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Replay what was answered and ask the rest."""
    with history_of_the_player() as history:
        saved = _saved(history, session)
        if isinstance(saved, SavedExam):
            go_on_with_exam(history, saved, OutputMode(plain=plain, json=json))
        else:
            go_on(history, saved, OutputMode(plain=plain, json=json))


def _saved(history: History, number: int) -> Saved | SavedExam:
    """Return the session with this number, or the one that was touched last; sessions that cannot be read are passed over."""
    for session in _open_sessions(history, number):
        saved = (load_exam if session.kind == EXAM else load)(history, session.id)
        if saved is not None:
            return saved
    raise NotFound(message("There is nothing to resume."), message("Start with: lemans-quiz play"))


def _open_sessions(history: History, number: int) -> list[Session]:
    """Return what the player left; where nobody is named, also what several people left on one keyboard."""
    me = player()
    found = (one for one in unfinished(history) if me in one.players or (not me and len(one.players) > 1))
    return [session for session in found if number in (0, session.id) and session.kind != TIE_BREAK]


def go_on(history: History, saved: Saved, output: OutputMode) -> None:
    """Go on with a session, with the packs as they are now."""

    def with_bank(bank: Bank) -> tuple[Resumed, Titles]:
        opening = saved.opening
        resumed = taken_up(
            opening.turns, opening.rules, saved.commands, _current(bank, opening), word=parse_seed(opening.seed).word
        )
        return resumed, _titles(bank, opening)

    resumed, titles = draw_from(paths.bank(), files_for(()), with_bank)
    _tell_changes(gone=len(resumed.gone), changed=len(resumed.changed))
    recorder = take_up(history, saved, resumed)
    if isinstance(resumed.game.phase, Ended):
        raise NotFound(message("Nothing is left of that game."), message("Start with: lemans-quiz play"))
    opening = saved.opening._replace(turns=resumed.game.turns)
    if opening.kind == RACE:
        from lemans_quiz.games.race.setup import play_race_opening

        ending = play_race_opening(opening, titles, output, recorder, history, resumed.commands).ending
    elif len(opening.players) > 1:
        from lemans_quiz.games.duel.command import play_duel

        ending = play_duel(opening, titles, output, recorder, history, resumed.commands)
    else:
        _driver, ending = play_opening(opening, titles, output, recorder, resumed.commands)
    leave_if_interrupted(ending)


def go_on_with_exam(history: History, saved: SavedExam, output: OutputMode) -> None:
    """Go on with an exam at the question that was at hand, with the packs as they are now."""
    from lemans_quiz.games.exam.command import write_exam

    opening = saved.opening

    def with_bank(bank: Bank) -> tuple[TakenUp, Titles]:
        exam = replay_exam(opening.turns, opening.rules, saved.commands)
        taken = take_up_with(exam, _current(bank, opening), word=parse_seed(opening.seed).word)
        return taken, _titles(bank, opening)

    taken, titles = draw_from(paths.bank(), files_for(()), with_bank)
    _tell_changes(gone=len(taken.gone), changed=len(taken.changed))
    recorder = take_up_exam(history, saved, taken.exam)
    if not taken.exam.turns:
        raise NotFound(message("Nothing is left of that game."), message("Start with: lemans-quiz play"))
    opening = opening._replace(turns=taken.exam.turns, rules=taken.exam.rules)
    _sitting, ending = write_exam(opening, titles, output, recorder, taken.exam)
    leave_if_interrupted(ending)


def _titles(bank: Bank, opening: Opening) -> Titles:
    """Return the titles of the packs that the game asks from."""
    asked = {turn.item.pack for turn in opening.turns}
    return tuple((pack.id, pack.title) for pack in bank.shelved if pack.id in asked)


def _current(bank: Bank, opening: Opening) -> Current:
    """Return what finds an item as it is now; one of a pack that is not installed stays as it was kept."""
    visible = by_id(bank.shelved)
    kept = {(turn.item.pack, turn.item.id): turn.item for turn in opening.turns}

    def current(pack: str, id: str) -> Item | None:
        return bank.find(visible[pack], [id])[0] if pack in visible else kept[pack, id]

    return current


def _tell_changes(*, gone: int, changed: int) -> None:
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
                "{count} question has changed since and is asked in its new form.",
                "{count} questions have changed since and are asked in their new form.",
                changed,
            )
        )
