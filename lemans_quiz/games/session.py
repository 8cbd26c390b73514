"""One sitting: a quiz on a screen, by lines or as JSON, kept in the history while it is played, and what comes after it."""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Sequence

import typer

from lemans_quiz.cli.error_reporting import tell
from lemans_quiz.cli.global_options import content_language, player
from lemans_quiz.cli.output_mode import JSON, SCREEN, OutputMode, history_of_the_player
from lemans_quiz.core.events import Command, Event
from lemans_quiz.core.game import Game, Rules, Summary, summarise
from lemans_quiz.core.messages import Message
from lemans_quiz.core.turns import Turn, deal
from lemans_quiz.errors import INTERRUPTED
from lemans_quiz.games.draw import Quiz, QuizRequest, Titles, draw_quiz
from lemans_quiz.i18n import render
from lemans_quiz.play.driver import DONE, MISSED, ROUND, Driver, Ending
from lemans_quiz.storage.history import History
from lemans_quiz.storage.practice import recently_seen
from lemans_quiz.storage.recording import Recorder
from lemans_quiz.storage.records import AGAIN, EXAM, PLAY, Opening
from lemans_quiz.terminal.keys import INTERRUPT
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


REMEMBERED = 400
"""So many of the last questions count as seen when a fresh quiz is drawn."""


def play_request(request: QuizRequest, rules: Rules, output: OutputMode) -> None:
    """Draw and play, and again for as long as the player wishes; raises typer.Exit for Ctrl-C."""
    with history_of_the_player() as history:

        def seen() -> frozenset[tuple[str, str]]:
            return frozenset(recently_seen(history, player(), REMEMBERED))

        wish = ROUND
        while wish != DONE:
            quiz = draw_quiz(request, seen)
            wish = play_quiz(quiz, rules, output, history, title=request.title)
            request = request._replace(seed="")


def play_quiz(quiz: Quiz, rules: Rules, output: OutputMode, history: History, *, title: str, kind: str = PLAY) -> str:
    """Play one quiz, and its missed questions for as long as the player wishes; return the last wish."""
    notice = noticed(quiz.notices, output)
    turns = quiz.turns
    rules = rules._replace(retry=rules.retry and output.may_retry())
    while True:
        opening = Opening(
            kind=kind,
            title=title,
            started=time.time(),
            turns=turns,
            rules=rules,
            seed=quiz.seed.code,
            players=(player(),),
            language=content_language(),
        )
        driver, ending = play_opening(opening, quiz.titles, output, Recorder(history, opening), notice=notice)
        leave_if_interrupted(ending)
        if ending.wish != MISSED:
            return ending.wish
        turns = missed_again(driver.game, quiz)
        title, notice, kind = "", "", AGAIN


def noticed(notices: Sequence[Message], output: OutputMode) -> str:
    """Tell notices where lines are written; return what is left to be shown with the first question of a screen."""
    if output.front() == SCREEN:
        return " ".join(render(notice) for notice in notices)
    for notice in notices:
        tell(notice)
    return ""


def play_opening(
    opening: Opening,
    titles: Titles,
    output: OutputMode,
    recorder: Recorder,
    log: Sequence[Command] = (),
    *,
    notice: str = "",
) -> tuple[Driver, Ending]:
    """Play what a session opens with, from where `log` leads, on the front that fits."""

    def keep(game: Game, command: Command, events: tuple[Event, ...]) -> None:
        recorder.keep(command, game, events, time.time())

    driver = Driver(opening.turns, opening.rules, record=keep, log=log)
    setting = setting_of(opening, titles, recorder, notice=notice)
    return driver, _show(driver, setting, output.front())


def _show(driver: Driver, setting: Setting, front: str) -> Ending:
    if front == SCREEN:
        from lemans_quiz.play.screen import play_screen

        return play_screen(driver, setting)
    if front == JSON:
        from lemans_quiz.play.events import play_jsonl

        return play_jsonl(driver, setting)
    from lemans_quiz.play.lines import play_lines

    return play_lines(driver, setting, interactive=sys.stdin.isatty())


def missed_again(game: Game, quiz: Quiz) -> tuple[Turn, ...]:
    """Return the missed questions as a game of their own, their options shuffled anew."""
    items = [game.turns[turn].item for turn in summarise(game).missed]
    return deal(items, f"{quiz.seed.word} again {len(items)}")


def leave_if_interrupted(ending: Ending) -> None:
    """Leave with the code of an interrupt where Ctrl-C ended the game."""
    if ending.by == INTERRUPT:
        raise typer.Exit(INTERRUPTED)
