"""A race on whatever is there, kept in the history: field, rival, ghost and past races come together here."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Sequence

from lemans_quiz import paths
from lemans_quiz.cli.invocation import player
from lemans_quiz.cli.manner import JSON, SCREEN, Manner
from lemans_quiz.core.events import Command, Event
from lemans_quiz.core.game import Game, replay
from lemans_quiz.core.messages import message
from lemans_quiz.core.values import NamedTuple
from lemans_quiz.errors import NotFound, QuizError
from lemans_quiz.games.draw import Titles
from lemans_quiz.games.race.field import read_field
from lemans_quiz.games.race.result import Ended, Past
from lemans_quiz.games.race.rules import (
    HOURS,
    Race,
    Winner,
    find_winner,
    ghost_of,
    kilometres,
    laps_by_hour,
    nearest_rival,
)
from lemans_quiz.games.remembering import setting_of
from lemans_quiz.play.driver import Driver
from lemans_quiz.play.ending import Ending
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


def field_of_winners() -> tuple[Winner, ...]:
    """Return the field; raises QuizError where the table that comes with the program is missing."""
    field = read_field(paths.shipped_packs())
    if not field:
        raise QuizError(message("The table of winners that comes with the program cannot be read."))
    return field


def rival_of(field: Sequence[Winner], year: int, last: float | None = None) -> Winner:
    """Return the winner of a year, or the default for 0; raises NotFound with the nearest year."""
    if not year:
        return nearest_rival(field, last)
    winner = find_winner(field, year)
    if winner is not None:
        return winner
    near = min(field, key=lambda winner: abs(winner.year - year))
    help = message("There is one in {year}: {name}", year=near.year, name=near.name)
    raise NotFound(message("There is no winner of undisputed distance in {year}.", year=year), help)


def title_of(rival: Winner, packs: Sequence[str]) -> str:
    """Return what a race is called in the history: the rival is read from it when the race goes on."""
    return " ".join([f"rival {rival.year}", *sorted(packs)])


def past_sessions(history: History) -> list[Session]:
    """Return the races that the player drove alone to the end, the last first."""
    sessions = list_sessions(history, player())
    return [one for one in sessions if one.kind == RACE and one.is_complete and len(one.players) == 1]


def past_of(session: Session) -> Past:
    """Return a race of the history; its points are laps."""
    day = time.strftime("%Y-%m-%d", time.localtime(session.started))
    return Past(day, kilometres(session.score), session.answered, session.length, session.seed)


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


def race_of(opening: Opening, history: History) -> tuple[Race, tuple[Past, ...]]:
    """Return the race that a session opens, with ghost and past races of the same length where one drives alone."""
    field = field_of_winners()
    named = _RIVAL.match(opening.title)
    hours = -(-len(opening.turns) // len(opening.players))
    race = Race(field, rival_of(field, int(named[1]) if named else 0), hours)
    if len(opening.players) > 1:
        return race._replace(players=opening.players), ()
    sessions = [session for session in past_sessions(history) if session.length == hours]
    ghost = ghost_of(best_laps(history, sessions))
    return race._replace(ghost=ghost), tuple(past_of(session) for session in sessions)


def play_race_opening(
    opening: Opening,
    titles: Titles,
    manner: Manner,
    recorder: Recorder,
    history: History,
    log: Sequence[Command] = (),
) -> Raced:
    """Play the race that a session opens with, from where `log` leads, on the front that fits."""

    def keep(game: Game, command: Command, events: tuple[Event, ...]) -> None:
        recorder.keep(command, game, events, time.time())

    race, past = race_of(opening, history)
    driver = Driver(opening.turns, opening.rules, record=keep, log=log)
    setting = setting_of(opening, titles, recorder)
    ending = _show(driver, setting, race, past, manner.front())
    return Raced(Ended(race, driver.game, setting, past), ending)


def _show(driver: Driver, setting: Setting, race: Race, past: tuple[Past, ...], front: str) -> Ending:
    if front == SCREEN:
        from lemans_quiz.games.race.screen import play_race_screen

        return play_race_screen(driver, setting, race, past)
    if front == JSON:
        from lemans_quiz.games.race.events import play_race_jsonl

        return play_race_jsonl(driver, setting, race)
    from lemans_quiz.games.race.lines import play_race_lines

    return play_race_lines(driver, setting, race, past, interactive=sys.stdin.isatty())


def race_history(history: History, width: int, *, signs: bool) -> list[str]:
    """Return past races as a table and a plot, for `history --race`."""
    from lemans_quiz.games.race.history import race_history_lines

    return race_history_lines([past_of(session) for session in past_sessions(history)], width, signs=signs)
