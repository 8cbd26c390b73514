"""`lemans-quiz play --players`: several players on one keyboard, each with a history of his own, and the tie-break between them."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from lemans_quiz import paths
from lemans_quiz.cli.global_options import LONGEST_NAME, content_language
from lemans_quiz.cli.output_mode import JSON, SCREEN, OutputMode, history_of_the_player
from lemans_quiz.cli.selecting import by_id, files_for
from lemans_quiz.core.draw import Filter
from lemans_quiz.core.events import Command, Event
from lemans_quiz.core.game import Game, Rules
from lemans_quiz.core.items import NUMBER, Item
from lemans_quiz.core.messages import message
from lemans_quiz.core.seeds import parse_seed
from lemans_quiz.core.turns import deal
from lemans_quiz.errors import NotFound, UsageError
from lemans_quiz.games.draw import Quiz, QuizRequest, Titles, draw_quiz
from lemans_quiz.games.duel.rules import FEWEST, MOST, seated, tie_break
from lemans_quiz.games.duel.text import TieBreak
from lemans_quiz.games.session import REMEMBERED, leave_if_interrupted, noticed, setting_of
from lemans_quiz.packs.bank import Bank, draw_from
from lemans_quiz.packs.library import NAMED
from lemans_quiz.play.driver import DONE, ROUND, Driver, Ending
from lemans_quiz.storage.history import History
from lemans_quiz.storage.practice import recently_seen
from lemans_quiz.storage.recording import Recorder
from lemans_quiz.storage.records import PLAY, TIE_BREAK, Opening
from lemans_quiz.terminal.views import Setting


def names_of(text: str) -> tuple[str, ...]:
    """Return the players that were named; raises UsageError with the way to write them."""
    names = tuple(" ".join(name.split()) for name in text.split(","))
    help = message('Write: --players "Anna,Ben"')
    if not all(names) or len({name.casefold() for name in names}) < len(names):
        raise UsageError(message("Every player needs a name of his own."), help)
    if not all(name.isprintable() and len(name) <= LONGEST_NAME for name in names):
        raise UsageError(message("A player's name has up to {count} characters.", count=LONGEST_NAME), help)
    if not FEWEST <= len(names) <= MOST:
        raise UsageError(message("There can be {fewest} to {most} players in turns.", fewest=FEWEST, most=MOST), help)
    return names


def play_duels(request: QuizRequest, rules: Rules, output: OutputMode, names: tuple[str, ...], *, same: bool) -> None:
    """Draw and play, and again for as long as the players wish; raises typer.Exit for Ctrl-C."""
    players = len(names)
    drawn = request if same else request._replace(size=request.size * players)
    with history_of_the_player() as history:

        def seen() -> frozenset[tuple[str, str]]:
            return frozenset(item for name in names for item in recently_seen(history, name, REMEMBERED))

        wish = ROUND
        while wish != DONE:
            quiz = draw_quiz(drawn, seen)
            turns = seated(quiz.turns, players, same=same)
            if not turns:
                raise NotFound(message("There are fewer questions than players."), message("Add --same: all get them."))
            retry = rules.retry and output.may_retry() and not same
            opening = Opening(
                kind=PLAY,
                title=request.title,
                started=time.time(),
                turns=turns,
                rules=rules._replace(retry=retry, appeals=not same),
                seed=quiz.seed.code,
                players=names,
                language=content_language(),
            )
            wish = _play_one(opening, quiz, output, history, request.packs)
            drawn = drawn._replace(seed="")


def _play_one(opening: Opening, quiz: Quiz, output: OutputMode, history: History, packs: Sequence[str]) -> str:
    notice = noticed(quiz.notices, output)
    recorder = Recorder(history, opening)
    ending = play_duel(opening, quiz.titles, output, recorder, history, packs=packs, notice=notice)
    leave_if_interrupted(ending)
    return ending.wish


def play_duel(
    opening: Opening,
    titles: Titles,
    output: OutputMode,
    recorder: Recorder,
    history: History,
    log: Sequence[Command] = (),
    *,
    packs: Sequence[str] = (),
    notice: str = "",
) -> Ending:
    """Play what a session of several players opens with, from where `log` leads, on the front that fits."""

    def keep(game: Game, command: Command, events: tuple[Event, ...]) -> None:
        recorder.keep(command, game, events, time.time())

    def decider(players: tuple[int, ...]) -> Driver | None:
        return _tie_break(opening, players, history, packs)

    driver = Driver(opening.turns, opening.rules, record=keep, log=log)
    setting = setting_of(opening, titles, recorder, notice=notice)
    return _show(driver, setting, opening.players, decider, output.front())


def _show(driver: Driver, setting: Setting, names: tuple[str, ...], decider: TieBreak, front: str) -> Ending:
    if front == SCREEN:
        from lemans_quiz.games.duel.screen import play_duel_screen

        return play_duel_screen(driver, setting, names, decider)
    if front == JSON:
        from lemans_quiz.games.duel.events import play_duel_jsonl

        return play_duel_jsonl(driver, setting, names, decider)
    from lemans_quiz.games.duel.lines import play_duel_lines

    return play_duel_lines(driver, setting, names, decider, interactive=sys.stdin.isatty())


def _tie_break(opening: Opening, players: tuple[int, ...], history: History, packs: Sequence[str]) -> Driver | None:
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
    recorder = Recorder(history, extra)
    return Driver(
        extra.turns, extra.rules, record=lambda game, command, events: recorder.keep(command, game, events, time.time())
    )


def _one_more(opening: Opening, word: str, packs: Sequence[str]) -> Item | None:
    """Draw a question that was not asked, from the packs of the game: a number where there is one."""
    asked = {(turn.item.pack, turn.item.id) for turn in opening.turns}
    ids = sorted({turn.item.pack for turn in opening.turns})

    def with_bank(bank: Bank) -> Item | None:
        shelves = by_id(bank.shelved) | {pack.id: pack for pack in bank.shelved if pack.origin == NAMED}
        chosen = [shelves[id] for id in ids if id in shelves]
        for wanted in (Filter(kinds=(NUMBER,)), Filter()):
            drawn = (one.item() for one in bank.draw(chosen, wanted, len(asked) + 1, word))
            found = next((item for item in drawn if (item.pack, item.id) not in asked), None)
            if found is not None:
                return found
        return None

    return draw_from(paths.bank(), files_for(packs), with_bank)
