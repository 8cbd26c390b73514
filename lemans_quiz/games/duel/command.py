"""`lmq play --players`: several players on one keyboard, each with a history of his own, and the tie-break between them."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from typing import NamedTuple

from lemans_quiz import paths
from lemans_quiz.cli.global_options import LONGEST_NAME
from lemans_quiz.cli.invocation import Invocation
from lemans_quiz.cli.selecting import by_id, files_for, unless_named
from lemans_quiz.core.draw import Filter
from lemans_quiz.core.events import Command
from lemans_quiz.core.game import Rules
from lemans_quiz.core.items import NUMBER, Item
from lemans_quiz.core.messages import message
from lemans_quiz.core.seeds import parse_seed
from lemans_quiz.core.turns import deal
from lemans_quiz.errors import NotFound, UsageError
from lemans_quiz.games.draw import Quiz, QuizRequest, Seen, Titles, draw_quiz
from lemans_quiz.games.duel.rules import FEWEST, MOST, seated, tie_break
from lemans_quiz.games.duel.text import TieBreak
from lemans_quiz.games.resume import take_up_again
from lemans_quiz.games.session import (
    kept_by,
    leave_if_interrupted,
    noticed,
    opening_of,
    play_until_done,
    setting_of,
    show,
)
from lemans_quiz.packs.bank import Bank, draw_from
from lemans_quiz.packs.library import NAMED
from lemans_quiz.play.driver import Ending, GameDriver, game_driver
from lemans_quiz.storage.history import History
from lemans_quiz.storage.recording import Recorder
from lemans_quiz.storage.records import PLAY, TIE_BREAK, Opening, Session
from lemans_quiz.terminal.views import Setting


def names_of(text: str) -> tuple[str, ...]:
    """Return the players that were named; raises UsageError with the way to write them."""
    names = tuple(" ".join(name.split()) for name in text.split(","))
    help = message('For example: --players "Anna,Ben"')
    if not all(names) or len({name.casefold() for name in names}) < len(names):
        raise UsageError(message("Player names must be different."), help)
    if not all(name.isprintable() and len(name) <= LONGEST_NAME for name in names):
        raise UsageError(message("Player names can have up to {count} characters.", count=LONGEST_NAME), help)
    if not FEWEST <= len(names) <= MOST:
        raise UsageError(message("A duel needs {fewest} to {most} players.", fewest=FEWEST, most=MOST), help)
    return names


def play_duels(
    request: QuizRequest, rules: Rules, invocation: Invocation, names: tuple[str, ...], *, same: bool
) -> None:
    """Draw and play, and again for as long as the players wish; raises typer.Exit for Ctrl-C."""
    drawn = request if same else request._replace(size=request.size * len(names), players=len(names))
    rules = rules._replace(retry=rules.retry and invocation.may_retry() and not same, appeals=not same)

    def draw(seed: str, seen: Seen) -> Quiz:
        quiz = draw_quiz(drawn._replace(seed=seed), seen)
        turns = seated(quiz.turns, len(names), same=same)
        if not turns:
            raise NotFound(
                message("There are fewer questions than players."),
                message("Add --same to give everyone the same ones."),
            )
        return quiz._replace(turns=turns)

    def play_one(quiz: Quiz, history: History) -> str:
        opening = opening_of(invocation, PLAY, request.title, quiz, rules, names)
        recorder, notice = Recorder(history, opening), noticed(quiz.notices, invocation)
        ending = play_duel(opening, quiz.titles, invocation, recorder, history, packs=request.packs, notice=notice)
        leave_if_interrupted(ending)
        return ending.wish

    play_until_done(draw, play_one, seed=request.seed, players=names)


def play_duel(
    opening: Opening,
    titles: Titles,
    invocation: Invocation,
    recorder: Recorder,
    history: History,
    log: Sequence[Command] = (),
    *,
    packs: Sequence[str] = (),
    notice: str = "",
) -> Ending:
    """Play what a session of several players opens with, from where `log` leads, on the front that fits."""

    def decider(players: tuple[int, ...]) -> GameDriver | None:
        return _tie_break(opening, players, history, packs)

    driver = game_driver(opening.turns, opening.rules, record=kept_by(recorder), log=log)
    return show(
        DuelFront(driver, setting_of(invocation, opening, titles, recorder, notice=notice), opening.players, decider),
        invocation,
    )


def go_on(history: History, session: Session, invocation: Invocation) -> Ending | None:
    """Go on with a game of several players; None where it cannot be read."""
    again = take_up_again(history, session)
    return again and play_duel(again.opening, again.titles, invocation, again.recorder, history, again.commands)


class DuelFront(NamedTuple):
    """The fronts of a game of several players. `decider` makes the game that decides a tie."""

    driver: GameDriver
    setting: Setting
    names: tuple[str, ...]
    decider: TieBreak

    def screen(self) -> Ending:
        """Play on the terminal."""
        from lemans_quiz.games.duel.screen import play_duel_screen

        return play_duel_screen(*self)

    def lines(self) -> Ending:
        """Play by lines of text."""
        from lemans_quiz.games.duel.lines import play_duel_lines

        return play_duel_lines(*self, interactive=sys.stdin.isatty())

    def events(self) -> Ending:
        """Play by lines, told as JSON."""
        from lemans_quiz.games.duel.events import play_duel_jsonl

        return play_duel_jsonl(*self)


def _tie_break(opening: Opening, players: tuple[int, ...], history: History, packs: Sequence[str]) -> GameDriver | None:
    """Return the game of one more question for some players, kept as a session of its own; None where there is none."""
    word = f"{parse_seed(opening.seed).word} {TIE_BREAK}"
    item = _one_more(opening, word, packs)
    if item is None:
        return None
    (turn,) = deal([item], word)
    extra = opening._replace(
        kind=TIE_BREAK,
        started=time.time(),
        turns=tie_break(turn, players),
        rules=Rules(timer=opening.rules.timer, retry=False, appeals=False),
    )
    return game_driver(extra.turns, extra.rules, record=kept_by(Recorder(history, extra)))


def _one_more(opening: Opening, word: str, packs: Sequence[str]) -> Item | None:
    """Draw a question that was not asked, from the packs of the game: a number where there is one."""
    asked = {(turn.item.pack, turn.item.id) for turn in opening.turns}
    ids = sorted({turn.item.pack for turn in opening.turns})

    def with_bank(bank: Bank) -> Item | None:
        shelves = by_id(bank.shelved) | {pack.id: pack for pack in bank.shelved if pack.origin == NAMED}
        chosen = [shelves[id] for id in ids if id in shelves]
        for wanted in (Filter(kinds=(NUMBER,)), Filter()):
            drawn = (one.item() for one in bank.draw(chosen, unless_named(wanted, packs), len(asked) + 1, word))
            found = next((item for item in drawn if (item.pack, item.id) not in asked), None)
            if found is not None:
                return found
        return None

    return draw_from(paths.bank(), files_for(packs), with_bank)
