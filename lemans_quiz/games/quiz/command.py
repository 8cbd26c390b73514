"""`lmq play`: draw a quiz and play it on whatever is there: a screen, a pipe or a program."""

from __future__ import annotations

from typing import Annotated

import typer

from lemans_quiz.cli.completion_values import complete_scoring
from lemans_quiz.cli.game_table import DUEL, EXAM
from lemans_quiz.cli.invocation import Invocation, invoked
from lemans_quiz.cli.options import Json, Kinds, Level, Packs, Plain, Tags
from lemans_quiz.cli.selecting import FilterOptions, filter_for
from lemans_quiz.core.game import Rules, default_scoring
from lemans_quiz.core.messages import Message, message
from lemans_quiz.core.scoring import RULES
from lemans_quiz.errors import UsageError
from lemans_quiz.games.curve import Played, step_after
from lemans_quiz.games.draw import TEN, Quiz, QuizRequest, draw_quiz
from lemans_quiz.games.session import Past, play_opening, play_quiz, play_until_done
from lemans_quiz.i18n import _
from lemans_quiz.play.driver import Ending
from lemans_quiz.storage.history import History
from lemans_quiz.storage.records import Session

LONGEST = 10_000
"""The most questions one game may have."""


def register(app: typer.Typer, help: str) -> None:
    """Add the command."""
    app.command("play", help=help)(play)


# Long because each option is a parameter of its own; what it does is a few lines at the end.
def play(
    context: typer.Context,
    packs: Packs = None,
    count: Annotated[
        int | None,
        typer.Option("--count", "-n", metavar="N", min=1, max=LONGEST, help=_("Number of questions; ten by default.")),
    ] = None,
    level: Level = None,
    tag: Tags = None,
    kind: Kinds = None,
    seed: Annotated[
        str,
        typer.Option(
            "--seed", metavar="CODE", help=_("A code from another game, or any word, to get the same questions again.")
        ),
    ] = "",
    timer: Annotated[
        float,
        typer.Option("--timer", metavar="N", min=0, max=3600, help=_("Seconds per question; 0 for no limit.")),
    ] = 0,
    rules: Annotated[
        str,
        typer.Option(
            "--rules",
            metavar="RULES",
            help=_("Scoring rules: points, fair, speed or streak."),
            autocompletion=complete_scoring,
        ),
    ] = "",
    exam: Annotated[
        bool,
        typer.Option("--exam", help=_("Exam: move freely, submit once, no feedback until then; one timer for all.")),
    ] = False,
    players: Annotated[
        str,
        typer.Option("--players", metavar='"A,B"', help=_("Names of players who take turns on one keyboard.")),
    ] = "",
    same: Annotated[
        bool,
        typer.Option("--same", help=_("With --players: same questions for all, feedback when all have answered.")),
    ] = False,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Draw the quiz that was asked for and play it."""
    wanted = filter_for(FilterOptions(level or "", tuple(tag or ()), tuple(kind or ())))
    played_by = Rules(scoring=_scoring(rules, timer), timer=timer)
    request = QuizRequest(tuple(packs or ()), wanted, count or TEN, seed, is_size_asked=count is not None)
    invocation = invoked(context, plain=plain, json=json)
    if same and not players.strip():
        raise UsageError(message("--same is for several players."), message('Add: --players "Anna,Ben"'))
    if exam and players.strip():
        raise UsageError(message("An exam is for one player: leave out --players or --exam."))
    if players.strip():
        duel = invocation.wiring_of(DUEL)
        duel.play_duels(request, played_by, invocation, duel.names_of(players), same=same)
    elif exam:
        invocation.wiring_of(EXAM).write_exams(request, played_by, invocation)
    else:
        _play(request, played_by, invocation)


def go_on(history: History, session: Session, invocation: Invocation) -> Ending | None:
    """Go on with a quiz or a practice; None where it cannot be read."""
    from lemans_quiz.games.resume import take_up_again

    again = take_up_again(history, session)
    return again and play_opening(again.opening, again.titles, invocation, again.recorder, again.commands)[1]


def _play(request: QuizRequest, rules: Rules, invocation: Invocation) -> None:
    def draw(seed: str, past: Past) -> Quiz:
        last = past.last_game(request.title) if not seed and request.has_curve else None
        quiz = draw_quiz(request._replace(seed=seed), past, step=step_after(last))
        return quiz._replace(notices=(*quiz.notices, *climbing(last))) if last else quiz

    def play_one(quiz: Quiz, history: History) -> str:
        return play_quiz(quiz, rules, invocation, history, title=request.title)

    play_until_done(draw, play_one, seed=request.seed, players=(invocation.player,))


def climbing(last: Played) -> tuple[Message, ...]:
    """Tell that the curve rises sooner or later than in the last game, or nothing where it does not."""
    fields = {"right": last.right, "of": last.of}
    if step_after(last) > last.step:
        return (message("You had {right} of {of} right last time, so this gets harder sooner.", **fields),)
    if step_after(last) < last.step:
        return (message("You had {right} of {of} right last time, so this gets harder later.", **fields),)
    return ()


def _scoring(rules: str, timer: float) -> str:
    if not rules:
        return default_scoring(timer)
    if rules not in RULES:
        raise UsageError(
            message("Unknown rules '{rules}'.", rules=rules), message("Available: {rules}", rules=", ".join(RULES))
        )
    return rules
