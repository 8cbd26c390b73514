"""A race on whatever is there, kept in the history: field, rival, ghost and past races come together here."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from lemans_quiz import paths
from lemans_quiz.cli.invocation import Invocation
from lemans_quiz.core.draw import Filter
from lemans_quiz.core.events import Command
from lemans_quiz.core.game import replay
from lemans_quiz.core.messages import counted, message
from lemans_quiz.core.seeds import Seed, below
from lemans_quiz.errors import NotFound
from lemans_quiz.games.draw import Drawing, Quiz, QuizRequest, Seen, Titles, draw_quiz, nothing_seen, pack_names
from lemans_quiz.games.race.field import field_of_winners
from lemans_quiz.games.race.field import read_field as read_field  # for the start screen
from lemans_quiz.games.race.result import Day, Ended, PastRace
from lemans_quiz.games.race.rules import (
    HOURS,
    SPRINT,
    Race,
    Winner,
    asked_the_same,
    by_hour,
    find_winner,
    ghost_of,
    kilometres,
    laps_by_hour,
    levels_of,
    nearest_rival,
    needed,
    place_of,
)
from lemans_quiz.games.race.text import distance_text
from lemans_quiz.games.resume import take_up_again
from lemans_quiz.games.session import kept_by, setting_of, show
from lemans_quiz.i18n import _
from lemans_quiz.packs.bank import Bank, Drawn, IndexedPack
from lemans_quiz.play.driver import Ending, GameDriver, game_driver
from lemans_quiz.storage.history import History
from lemans_quiz.storage.recording import Recorder
from lemans_quiz.storage.records import RACE, Opening, Session
from lemans_quiz.storage.sessions import list_sessions, load
from lemans_quiz.terminal.views import Setting

_RIVAL = re.compile(r"rival (\d{4})\b")


class Raced(NamedTuple):
    """A race that was played, and how playing ended."""

    ended: Ended
    ending: Ending


def rival_of(field: Sequence[Winner], year: int, last: float | None = None) -> Winner:
    """Return the winner of a year, or the default for 0; raises NotFound with the nearest year."""
    if not year:
        return nearest_rival(field, last)
    winner = find_winner(field, year)
    if winner is not None:
        return winner
    near = min(field, key=lambda winner: abs(winner.year - year))
    help = message("Try {year}: {name}", year=near.year, name=near.name)
    raise NotFound(message("No winner with an undisputed distance in {year}.", year=year), help)


def rival_of_the_day(field: Sequence[Winner], day: str) -> Winner:
    """Return the rival that everybody has in the race of a day, out of the faster half."""
    return field[below(len(field) // 2 + 1, "rival", day)]


_DAY = re.compile(r"rival \d{4} (day|again) (\d{4}-\d\d-\d\d)")
"""The title of a race of the day, and of one that is driven again."""


def title_of(rival: Winner, packs: Sequence[str], *, day: str = "", counts: bool = True) -> str:
    """Return what a race is called in the history: rival and day are read from it when the race goes on."""
    of_the_day = [f"{'day' if counts else 'again'} {day}"] if day else []
    return " ".join([f"rival {rival.year}", *of_the_day, *pack_names(packs)])


def past_sessions(history: History, player: str, scoring: str = "") -> list[Session]:
    """Return the races that the player drove alone to the end, the last first, by one rule or by all; a race of the day counts once."""
    sessions = (one for one in list_sessions(history, player) if one.kind == RACE)
    return [
        one
        for one in sessions
        if one.is_complete and len(one.players) == 1 and scoring in ("", one.scoring) and not _is_again(one)
    ]


def _is_again(session: Session) -> bool:
    found = _DAY.match(session.title)
    return found is not None and found[1] == "again"


def first_try(history: History, player: str, day: str) -> Session | None:
    """Return the first race of a day that a player has begun, finished or not."""
    tries = [one for one in list_sessions(history, player) if (found := _DAY.match(one.title)) and found[2] == day]
    return tries[-1] if tries else None


def days_in_a_row(history: History, player: str, until: date) -> int:
    """Return how many days before and with `until` the race of the day was driven to the flag, without a gap.

    As long as that day's own is still to come, the row ends the day before.
    """
    titles = (_DAY.match(one.title) for one in past_sessions(history, player))
    driven = {found[2] for found in titles if found}
    last = until if until.isoformat() in driven else until - timedelta(days=1)
    days = 0
    while (last - timedelta(days=days)).isoformat() in driven:
        days += 1
    return days


def day_of(opening: Opening, history: History, player: str, field: Sequence[Winner]) -> Day | None:
    """Return what a race of the day is to this player, or None for any other race."""
    found = _DAY.match(opening.title)
    if not found or len(opening.players) > 1:
        return None
    yesterday = date.fromisoformat(found[2]) - timedelta(days=1)
    before = days_in_a_row(history, player, yesterday)
    first = first_try(history, player, found[2]) if found[1] == "again" else None
    return Day(found[2], before, told_try(first, field) if first else "")


def told_result(session: Session) -> str:
    """Return distance and place of a race of the history that one drove alone, or nothing."""
    field = read_field(paths.shipped_packs())
    return _told_result(session, field) if len(session.players) == 1 and field else ""


def _told_result(session: Session, field: Sequence[Winner]) -> str:
    driven = past_of(session)
    place = place_of(Race(tuple(field), field[0], driven.hours), driven.distance, driven.driven)
    return f"{distance_text(driven.distance, 0)}, P{place}"


def told_try(session: Session, field: Sequence[Winner]) -> str:
    """Say how far a race of the history came, and at which place."""
    driven = past_of(session)
    told = _told_result(session, field)
    if session.is_complete:
        return told
    left = _("{told}, stopped after {driven} of {hours} hours; continue with lmq resume")
    return left.format(told=told, driven=driven.driven, hours=driven.hours)


def past_of(session: Session) -> PastRace:
    """Return a race of the history; its points are laps."""
    day = time.strftime("%Y-%m-%d", time.localtime(session.started))
    return PastRace(day, kilometres(session.score), session.answered, session.length, session.seed, session.scoring)


def last_distance(sessions: Sequence[Session]) -> float | None:
    """Return the distance of the last race as it would be over 24 hours, or None for the first one."""
    if not sessions:
        return None
    last = past_of(sessions[0])
    return last.distance * HOURS / last.hours


def best_laps(history: History, sessions: Sequence[Session]) -> tuple[float, ...]:
    """Return the laps of each hour of the best of these races; none where there is none that can be read."""
    if not sessions:
        return ()
    saved = load(history, max(sessions, key=lambda session: session.score).id)
    if saved is None:
        return ()
    return laps_by_hour(replay(saved.opening.turns, saved.opening.rules, saved.commands))


def race_of(opening: Opening, history: History, player: str) -> tuple[Race, tuple[PastRace, ...]]:
    """Return the race that a session opens, with ghost and past races of the same length where one drives alone."""
    field = field_of_winners()
    named = _RIVAL.match(opening.title)
    hours = -(-len(opening.turns) // len(opening.players))
    race = Race(field, rival_of(field, int(named[1]) if named else 0), hours)
    if len(opening.players) > 1:
        return race._replace(players=opening.players), ()
    alike = past_sessions(history, player, opening.rules.scoring)
    sessions = [session for session in alike if session.length == hours]
    ghost = ghost_of(best_laps(history, sessions))
    return race._replace(ghost=ghost), tuple(past_of(session) for session in sessions)


def play_race_opening(
    opening: Opening,
    titles: Titles,
    invocation: Invocation,
    recorder: Recorder,
    history: History,
    log: Sequence[Command] = (),
) -> Raced:
    """Play the race that a session opens with, from where `log` leads, on the front that fits."""
    race, past = race_of(opening, history, invocation.player)
    day = day_of(opening, history, invocation.player, race.field)
    driver = game_driver(opening.turns, opening.rules, record=kept_by(recorder), log=log)
    setting = setting_of(invocation, opening, titles, recorder)
    ending = show(RaceFront(driver, setting, race, past, day), invocation)
    return Raced(Ended(race, driver.state, setting, past, day), ending)


def go_on(history: History, session: Session, invocation: Invocation) -> Ending | None:
    """Go on with a race; None where it cannot be read."""
    again = take_up_again(history, session)
    if again is None:
        return None
    return play_race_opening(again.opening, again.titles, invocation, again.recorder, history, again.commands).ending


class RaceFront(NamedTuple):
    """The fronts of a race. `past` are earlier ones of the same length."""

    driver: GameDriver
    setting: Setting
    race: Race
    past: tuple[PastRace, ...]
    day: Day | None = None

    def screen(self) -> Ending:
        """Drive on the terminal."""
        from lemans_quiz.games.race.screen import play_race_screen

        return play_race_screen(*self)

    def lines(self) -> Ending:
        """Drive by lines of text."""
        from lemans_quiz.games.race.lines import play_race_lines

        return play_race_lines(*self, interactive=sys.stdin.isatty())

    def events(self) -> Ending:
        """Drive by lines, told as JSON."""
        from lemans_quiz.games.race.events import play_race_jsonl

        return play_race_jsonl(self.driver, self.setting, self.race)


def race_history(history: History, player: str, width: int, *, signs: bool) -> list[str]:
    """Return past races as a table and a plot, for `history --race`."""
    from lemans_quiz.games.race.history import race_history_lines

    return race_history_lines([past_of(session) for session in past_sessions(history, player)], width, signs=signs)


def draw_race(
    packs: Sequence[str], seed: str, *, hours: int, players: int, same: bool = False, seen: Seen = nothing_seen
) -> Quiz:
    """Return the quiz of a race: a question an hour for each player, the `same` for all or each one's own.

    Raises NotFound where the packs have too few.
    """
    plan = levels_of(hours, 1 if same else players)
    quiz = draw_quiz(QuizRequest(tuple(packs), Filter(), len(plan), seed), seen, by=_by_level(plan))
    if len(quiz.turns) < len(plan):
        raise _too_few(len(plan), len(quiz.turns), hours)
    if same:
        return quiz._replace(turns=asked_the_same(quiz.turns, players))
    turns = tuple(turn._replace(player=number % players) for number, turn in enumerate(quiz.turns))
    return quiz._replace(turns=turns)


def _by_level(plan: Sequence[int]) -> Drawing:
    def draw(bank: Bank, packs: Sequence[IndexedPack], request: QuizRequest, seed: Seed) -> list[Drawn]:
        word, wanted = seed.word, request.wanted
        drawn = [one for level, count in needed(plan) for one in _of_level(bank, packs, wanted, level, count, word)]
        if len(drawn) < len(plan):
            drawn += _any_others(bank, packs, wanted, drawn, len(plan), word)
        found = {(one.pack, one.id): one for one in drawn}
        return [found[item.pack, item.id] for item in by_hour([one.item() for one in found.values()], plan)]

    return draw


def _of_level(
    bank: Bank, packs: Sequence[IndexedPack], wanted: Filter, level: int, count: int, word: str
) -> list[Drawn]:
    return bank.draw(packs, wanted._replace(low=level, high=level), count, f"{word} level {level}")


def _any_others(
    bank: Bank, packs: Sequence[IndexedPack], wanted: Filter, drawn: Sequence[Drawn], count: int, word: str
) -> list[Drawn]:
    """Return what makes up for levels that the packs lack; nothing twice."""
    known = {(one.pack, one.id) for one in drawn}
    more = bank.draw(packs, wanted, count + len(drawn), word)
    return [one for one in more if (one.pack, one.id) not in known][: count - len(drawn)]


def _too_few(wanted: int, found: int, hours: int) -> NotFound:
    sentence = counted(
        "The race needs {wanted} questions, and there is only {count}.",
        "The race needs {wanted} questions, and there are only {count}.",
        found,
        wanted=wanted,
    )
    return NotFound(
        sentence, message("--sprint needs only {count} questions.", count=SPRINT) if hours != SPRINT else None
    )
