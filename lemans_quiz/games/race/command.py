"""`lmq race`: a question an hour, from Saturday 16:00 to Sunday 16:00, against all winners since 1923."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from lemans_quiz.cli.error_reporting import tell
from lemans_quiz.cli.invocation import Invocation, invoked
from lemans_quiz.cli.options import Json, Packs, Plain
from lemans_quiz.core.game import Rules
from lemans_quiz.core.laps import PUSHES
from lemans_quiz.core.messages import message
from lemans_quiz.core.scoring import RACE as BY_LAPS
from lemans_quiz.core.scoring import RACE_STEADY
from lemans_quiz.errors import UsageError
from lemans_quiz.files.writing import check_target, free_name, save
from lemans_quiz.games.draw import Quiz, Seen
from lemans_quiz.games.race.field import complete_rivals, field_of_winners
from lemans_quiz.games.race.rules import HOURS, SPRINT
from lemans_quiz.games.race.setup import (
    Raced,
    draw_race,
    first_try,
    last_distance,
    past_sessions,
    play_race_opening,
    rival_of,
    rival_of_the_day,
    title_of,
)
from lemans_quiz.games.session import (
    leave_if_interrupted,
    opening_of,
    play_missed,
    play_until_done,
)
from lemans_quiz.i18n import _
from lemans_quiz.play.driver import MISSED
from lemans_quiz.storage.history import History
from lemans_quiz.storage.recording import Recorder
from lemans_quiz.storage.records import RACE

MOST_PLAYERS = 6


class Wanted(NamedTuple):
    """The race that was asked for. `rival` is a year or 0; `players` is empty for one alone; `save` may be empty.

    `day` is the date of a race of the day, and empty for any other race.
    """

    packs: tuple[str, ...] = ()
    hours: int = HOURS
    seed: str = ""
    rival: int = 0
    steady: bool = False
    players: tuple[str, ...] = ()
    same: bool = False
    day: str = ""
    save: str = ""
    force: bool = False


def register(app: typer.Typer, help: str) -> None:
    """Add the command."""
    app.command("race", help=help)(race)


# Long because each option is a parameter of its own; what it does is a few lines at the end.
def race(
    context: typer.Context,
    packs: Packs = None,
    sprint: Annotated[bool, typer.Option("--sprint", help=_("Six questions for six hours."))] = False,
    rival: Annotated[
        int,
        typer.Option(
            "--rival",
            metavar="YEAR",
            show_default=False,
            help=_("Race wheel to wheel against that year's winner."),
            autocompletion=complete_rivals,
        ),
    ] = 0,
    today: Annotated[
        bool, typer.Option("--today", help=_("The race of the day: six questions, the same for everyone."))
    ] = False,
    seed: Annotated[
        str,
        typer.Option(
            "--seed", metavar="CODE", help=_("A code from another race, or any word, to drive the same race.")
        ),
    ] = "",
    players: Annotated[
        str, typer.Option("--players", metavar='"A,B"', help=_("Names of players who take turns."))
    ] = "",
    same: Annotated[
        bool,
        typer.Option("--same", help=_("With --players: same questions for all, feedback when all have answered.")),
    ] = False,
    no_speed: Annotated[
        bool, typer.Option("--no-speed", help=_("No clock: every right answer drives equally far."))
    ] = False,
    picture: Annotated[
        str,
        typer.Option("--save", metavar="FILE", help=_("Save the result as a picture: .svg, .html or .txt.")),
    ] = "",
    force: Annotated[bool, typer.Option("--force", help=_("Overwrite an existing picture."))] = False,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Draw the race that was asked for and drive it."""
    if same and not players.strip():
        raise UsageError(message("--same is for several players."), message('Add: --players "Anna,Ben"'))
    wanted = Wanted(
        packs=tuple(packs or ()),
        hours=SPRINT if sprint or today else HOURS,
        seed=_seed(seed, today=today),
        rival=rival,
        steady=no_speed,
        players=_names(players),
        same=same,
        day=time.strftime("%Y-%m-%d") if today and not packs else "",
        save=_file(picture, force=force),
        force=force,
    )
    race_until_done(wanted, invoked(context, plain=plain, json=json))


def race_until_done(wanted: Wanted, invocation: Invocation) -> None:
    """Race, and again for as long as the player wishes; raises typer.Exit for Ctrl-C."""

    def draw(seed: str, seen: Seen) -> Quiz:
        players = max(1, len(wanted.players))
        return draw_race(wanted.packs, seed, hours=wanted.hours, players=players, same=wanted.same, seen=seen)

    def drive(quiz: Quiz, history: History) -> str:
        nonlocal wanted
        raced = _drive(quiz, wanted, invocation, history)
        if wanted.save and raced.ended.game.attempts:
            wanted = _save(raced, wanted)
        leave_if_interrupted(raced.ending)
        if raced.ending.wish != MISSED:
            return raced.ending.wish
        return play_missed(raced.ended.game, quiz, invocation, history)

    play_until_done(draw, drive, seed=wanted.seed, players=(invocation.player,))


def _drive(quiz: Quiz, wanted: Wanted, invocation: Invocation, history: History) -> Raced:
    for notice in quiz.notices:
        tell(notice)
    rules = Rules(
        scoring=RACE_STEADY if wanted.steady else BY_LAPS,
        retry=invocation.may_retry() and not wanted.same,
        pushes=PUSHES,
        appeals=not wanted.same,
    )
    title = _title(quiz, wanted, rules, invocation, history)
    opening = opening_of(invocation, RACE, title, quiz, rules, wanted.players)
    return play_race_opening(opening, quiz.titles, invocation, Recorder(history, opening), history)


def _title(quiz: Quiz, wanted: Wanted, rules: Rules, invocation: Invocation, history: History) -> str:
    """Return the race's title: it names the rival and, for the race of the day, whether this is the first try."""
    field = field_of_winners()
    day = wanted.day if quiz.seed.word == wanted.day else ""
    last = last_distance(past_sessions(history, invocation.player, rules.scoring))
    rival = rival_of_the_day(field, day) if day and not wanted.rival else rival_of(field, wanted.rival, last)
    players = wanted.players or (invocation.player,)
    counts = len(players) == 1 and not any(first_try(history, player, day) for player in players) if day else True
    return title_of(rival, wanted.packs, day=day, counts=counts)


def _seed(seed: str, *, today: bool) -> str:
    if seed and today:
        raise UsageError(message("--today has its own seed: leave out --seed."))
    return time.strftime("%Y-%m-%d") if today else seed


def _names(text: str) -> tuple[str, ...]:
    names = tuple(" ".join(name.split()) for name in text.split(","))
    if not text.strip():
        return ()
    if not all(names) or len({name.casefold() for name in names}) < len(names):
        raise UsageError(message("Player names must be different."), message('For example: --players "Anna,Ben"'))
    if not 2 <= len(names) <= MOST_PLAYERS:
        raise UsageError(message("A race in turns needs two to {most} players.", most=MOST_PLAYERS))
    return names


def _file(name: str, *, force: bool) -> str:
    """Refuse a file that could not be written before a race is driven for it."""
    if not name:
        return ""
    path = Path(name)
    if path.suffix.casefold() not in (".svg", ".html", ".txt"):
        raise UsageError(message("'{file}' is not a picture.", file=name), message("Name it .svg, .html or .txt."))
    check_target(path, force=force)
    return name


def _save(raced: Raced, wanted: Wanted) -> Wanted:
    """Save the picture of a race; return what the next race is saved by, which may write over this picture."""
    from lemans_quiz.games.race.history import picture

    path = Path(wanted.save) if wanted.force else free_name(Path(wanted.save))
    save(path, picture(raced.ended, path.suffix.casefold()).encode(), force=wanted.force)
    tell(message("Result saved to {file}", file=str(path)))
    return wanted._replace(save=str(path), force=True)
