"""One sitting: a quiz on a screen, by lines or as JSON, kept in the history while it is played, and what comes after it."""

import functools
import sys
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol, TypeVar

import typer

from lemans_quiz import paths
from lemans_quiz.cli.error_reporting import tell
from lemans_quiz.cli.invocation import JSON, LINES, SCREEN, Invocation, history_of_the_player
from lemans_quiz.core.events import Command
from lemans_quiz.core.game import Game, Rules, Summary, summarise
from lemans_quiz.core.items import Item
from lemans_quiz.core.messages import Message
from lemans_quiz.core.seeds import is_code, parse_seed
from lemans_quiz.core.turns import Turn, deal
from lemans_quiz.errors import INTERRUPTED
from lemans_quiz.games.curve import Played
from lemans_quiz.games.draw import Quiz, Titles
from lemans_quiz.i18n import command, render
from lemans_quiz.play.driver import DONE, MISSED, Ending, GameDriver, Record, game_driver
from lemans_quiz.storage.history import History
from lemans_quiz.storage.practice import recently_seen
from lemans_quiz.storage.recording import Recorder, SessionRecorder
from lemans_quiz.storage.records import AGAIN, EXAM, PLAY, Opening, Session
from lemans_quiz.terminal.keys import INTERRUPT
from lemans_quiz.terminal.views import Setting

S = TypeVar("S", contravariant=True)
C = TypeVar("C", contravariant=True)
E = TypeVar("E", contravariant=True)
Q = TypeVar("Q")

_COMPARED = (PLAY, EXAM)
"""Kinds of sessions that are the same game when played again: practice asks other questions, a race has its own rival."""


def setting_of(
    invocation: Invocation, opening: Opening, titles: Titles, recorder: SessionRecorder, *, notice: str = ""
) -> Setting:
    """Return what is the same on every screen of a game that is kept by `recorder`."""

    @functools.cache
    def compared(summary: Summary) -> str:
        return _compared(invocation.player, opening, recorder, summary)

    def way_back() -> str:
        return _way_back(invocation.player, opening.players) if recorder.is_kept else ""

    def complain(turn: Turn, reason: str) -> bool:
        return kept_complaint(recorder.history, turn.item, reason, opening.players[turn.player], opening.started)

    return Setting(invocation.language, opening.seed, titles, notice, compared, way_back, complain)


def kept_complaint(history: History, item: Item, reason: str, player: str, started: float) -> bool:
    """Keep what a player says is wrong with a question of a game that was begun at `started`; tell whether that could be done."""
    from lemans_quiz.packs.bank import release_of
    from lemans_quiz.storage.complaints import Complaint, keep_complaint

    release = release_of(paths.bank(), item)
    keep_complaint(history, Complaint(player, item, reason, time.time(), started, *release))
    return history.keeps


def _compared(player: str, opening: Opening, recorder: SessionRecorder, summary: Summary) -> str:
    if not recorder.is_kept or opening.kind not in _COMPARED or len(opening.players) > 1:
        return ""
    from lemans_quiz.play.comparing import compared
    from lemans_quiz.storage.sessions import compare

    before = compare(recorder.history, opening, player, before=recorder.session)
    return compared(summary, before, time.time(), scoring=opening.rules.scoring)


def _way_back(player: str, players: tuple[str, ...]) -> str:
    """Return the command that goes on with the game of these players, as it is typed: any of them may type it."""
    import shlex

    name = player if player in players else players[0]
    return f"{command()} resume --player {shlex.quote(name)}" if name else f"{command()} resume"


_LOOKED_AT = 40
"""So many of the last sessions are looked through for the last game by the curve."""

REMEMBERED = 400
"""So many of the last questions count as seen when a fresh quiz is drawn."""


class Front(Protocol):
    """How a game meets its players: on a screen, by lines, as JSON events. Each plays it to its end and says how it ended."""

    def screen(self) -> Ending:
        """Play on the terminal."""

    def lines(self) -> Ending:
        """Play by lines of text."""

    def events(self) -> Ending:
        """Play by lines, told as JSON."""


def show(front: Front, invocation: Invocation) -> Ending:
    """Play on the front that was asked for and that the streams can carry."""
    return {SCREEN: front.screen, LINES: front.lines, JSON: front.events}[invocation.front()]()


class QuizFront(NamedTuple):
    """The fronts of a game of questions one after another."""

    driver: GameDriver
    setting: Setting

    def screen(self) -> Ending:
        """Play on the terminal."""
        from lemans_quiz.play.screen import play_screen

        return play_screen(self.driver, self.setting)

    def lines(self) -> Ending:
        """Play by lines of text."""
        from lemans_quiz.play.lines import play_lines

        return play_lines(self.driver, self.setting, interactive=sys.stdin.isatty())

    def events(self) -> Ending:
        """Play by lines, told as JSON."""
        from lemans_quiz.play.events import play_jsonl

        return play_jsonl(self.driver, self.setting)


class Keeps(Protocol[S, C, E]):
    """A recorder of one kind of game."""

    def keep(self, command: C, state: S, events: tuple[E, ...], at: float) -> None:
        """Keep a command that was carried out, with the state after it."""


def kept_by(recorder: Keeps[S, C, E]) -> Record[S, C, E]:
    """Return what a driver tells its commands to, so that each is on the disk before anything of it is shown."""
    return lambda state, command, events: recorder.keep(command, state, events, time.time())


class Past:
    """What the history of some players knows that may choose a seed, and never what a seed draws."""

    def __init__(self, history: History, players: Sequence[str]) -> None:
        self.history = history
        self.players = players

    def __call__(self) -> frozenset[tuple[str, str]]:
        """Return the items that they have seen lately."""
        return frozenset(item for name in self.players for item in recently_seen(self.history, name, REMEMBERED))

    def last_game(self, title: str) -> Played | None:
        """Return how the last game by the curve went that the first of them played alone to its end, of one title."""
        from lemans_quiz.storage.sessions import list_sessions

        sessions = list_sessions(self.history, self.players[0], limit=_LOOKED_AT)
        played = (Played(step, one.right, one.length) for one in sessions if (step := _step_of(one, title)) is not None)
        return next(played, None)


def _step_of(session: Session, title: str) -> int | None:
    seed = parse_seed(session.seed)
    is_one = session.kind == PLAY and session.title == title and session.is_complete and len(session.players) == 1
    return seed.step if is_one and is_code(seed) else None


def play_until_done(
    draw: Callable[[str, Past], Q], play: Callable[[Q, History], str], *, seed: str, players: Sequence[str]
) -> None:
    """Draw and play, and again for as long as the players wish; `seed` is for the first game alone. Raises typer.Exit for Ctrl-C."""
    with history_of_the_player() as history:
        while play(draw(seed, Past(history, players)), history) != DONE:
            seed = ""


def opening_of(
    invocation: Invocation, kind: str, title: str, quiz: Quiz, rules: Rules, players: tuple[str, ...] = ()
) -> Opening:
    """Return what a session of a quiz that was just drawn starts with; without `players` it is the one of the program."""
    return Opening(
        kind=kind,
        title=title,
        started=time.time(),
        turns=quiz.turns,
        rules=rules,
        seed=quiz.seed.code,
        players=players or (invocation.player,),
        language=invocation.language,
        files=quiz.files,
    )


def play_quiz(
    quiz: Quiz, rules: Rules, invocation: Invocation, history: History, *, title: str, kind: str = PLAY
) -> str:
    """Play one quiz, and its missed questions for as long as the player wishes; return the last wish."""
    notice = noticed(quiz.notices, invocation)
    rules = rules._replace(retry=rules.retry and invocation.may_retry())
    while True:
        opening = opening_of(invocation, kind, title, quiz, rules)
        driver, ending = play_opening(opening, quiz.titles, invocation, Recorder(history, opening), notice=notice)
        leave_if_interrupted(ending)
        if ending.wish != MISSED:
            return ending.wish
        quiz = missed_again(driver.state, quiz)
        title, notice, kind = "", "", AGAIN


def play_missed(game: Game, quiz: Quiz, invocation: Invocation, history: History) -> str:
    """Play what was missed in another game as a quiz of its own; return the last wish."""
    return play_quiz(missed_again(game, quiz), Rules(), invocation, history, title="", kind=AGAIN)


def noticed(notices: Sequence[Message], invocation: Invocation) -> str:
    """Tell notices where lines are written; return what is left to be shown with the first question of a screen."""
    if invocation.front() == SCREEN:
        return " ".join(render(notice) for notice in notices)
    for notice in notices:
        tell(notice)
    return ""


def play_opening(
    opening: Opening,
    titles: Titles,
    invocation: Invocation,
    recorder: Recorder,
    log: Sequence[Command] = (),
    *,
    notice: str = "",
) -> tuple[GameDriver, Ending]:
    """Play what a session opens with, from where `log` leads, on the front that fits."""
    driver = game_driver(opening.turns, opening.rules, record=kept_by(recorder), log=log)
    return driver, show(QuizFront(driver, setting_of(invocation, opening, titles, recorder, notice=notice)), invocation)


def missed_again(game: Game, quiz: Quiz) -> Quiz:
    """Return the missed questions as a quiz of their own, their options shuffled anew."""
    items = [game.turns[turn].item for turn in summarise(game).missed]
    return quiz._replace(turns=deal(items, f"{quiz.seed.word} again {len(items)}"), notices=())


def leave_if_interrupted(ending: Ending) -> None:
    """Leave with the code of an interrupt where Ctrl-C ended the game."""
    if ending.by == INTERRUPT:
        raise typer.Exit(INTERRUPTED)
