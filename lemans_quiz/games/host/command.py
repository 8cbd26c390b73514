"""`lmq host`: every pupil answers, by phone, card or hand, on the room's own network."""

from __future__ import annotations

import json
import os
import secrets
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lemans_quiz import paths
from lemans_quiz.cli.error_reporting import tell, visible
from lemans_quiz.cli.invocation import SCREEN, Invocation, invoked
from lemans_quiz.cli.options import Kinds, Level, Packs, Plain
from lemans_quiz.cli.reports import PastGame, ReportFile, check_report, save_report, teams_told
from lemans_quiz.core.messages import message
from lemans_quiz.core.turns import Turn
from lemans_quiz.errors import INTERRUPTED, QuizError
from lemans_quiz.games.host.draw import draw
from lemans_quiz.games.host.game import replay
from lemans_quiz.games.host.journal import (
    Beginning,
    KeptLesson,
    SavedGame,
    forget,
    is_recent,
    keep_lesson,
    kept_lessons,
    last_settings,
    saved_games,
)
from lemans_quiz.games.host.report import outcome
from lemans_quiz.games.host.report_file import Occasion, facts, report_as, without_pupils
from lemans_quiz.games.host.report_file import past_report as past_report
from lemans_quiz.games.host.rules import CARDS, OVER, SCORINGS, Script
from lemans_quiz.games.host.settings import (
    Settings,
    class_name,
    first_settings,
    over,
    settings_from_json,
    settings_to_json,
)
from lemans_quiz.games.host.setup import OpenRoom, Where
from lemans_quiz.games.host.state import HostGame
from lemans_quiz.i18n import _, render
from lemans_quiz.play.leading import asks_to_go_on
from lemans_quiz.room.memory import complete_classes, past_of_class
from lemans_quiz.storage.history import History
from lemans_quiz.storage.opening import open_history
from lemans_quiz.terminal.keys import END_OF_INPUT
from lemans_quiz.terminal.terminal import Terminal

if TYPE_CHECKING:
    from lemans_quiz.games.host.remote.ending import Ending


def complete_rules(incomplete: str) -> list[str]:
    """Return the ways to give points that begin so, for Tab."""
    return [name for name in SCORINGS if name.startswith(incomplete)]


def register(app: typer.Typer, help: str) -> None:
    """Add the command."""
    app.command("host", help=help)(host)


# Long because each option is a parameter of its own; what it does is a few lines at the end.
def host(
    context: typer.Context,
    packs: Packs = None,
    count: Annotated[
        int | None,
        typer.Option(
            "--count",
            "-n",
            metavar="N",
            min=1,
            max=100,
            help=_("Number of questions (default: 10, or all of a small pack)."),
        ),
    ] = None,
    level: Level = None,
    kind: Kinds = None,
    seconds: Annotated[
        float | None,
        typer.Option(
            "--seconds", metavar="N", min=0, max=600, help=_("Seconds to think (default: 30; 0 for no limit).")
        ),
    ] = None,
    scoring: Annotated[
        str | None,
        typer.Option(
            "--rules",
            metavar="RULES",
            help=_("points: speed does not count; fair: speed breaks ties; speed: faster scores more."),
            autocompletion=complete_rules,
        ),
    ] = None,
    teams: Annotated[
        str | None,
        typer.Option(
            "--teams", metavar="TEAMS", help=_('Number of teams, or their names: 4 or "Blue,Yellow"; 0 for none.')
        ),
    ] = None,
    entry: Annotated[
        str | None,
        typer.Option(
            "--entry", metavar="phones|cards", help=_("How pupils answer: phones, or cards that a camera reads.")
        ),
    ] = None,
    in_order: Annotated[
        bool | None,
        typer.Option("--in-order/--shuffled", help=_("Ask the pack's questions in file order, or shuffled.")),
    ] = None,
    only: Annotated[
        str, typer.Option("--only", metavar="ID,ID", help=_("Ask only these questions from the pack, in this order."))
    ] = "",
    seed: Annotated[
        str, typer.Option("--seed", metavar="CODE", help=_("Any word; the same word gives the same questions."))
    ] = "",
    named: Annotated[
        str,
        typer.Option(
            "--class",
            metavar="CLASS",
            help=_("Remember this class: no repeats, points add up over the term."),
            autocompletion=complete_classes,
        ),
    ] = "",
    report: Annotated[
        str,
        typer.Option("--report", metavar="FILE", help=_("Save a report to a .csv, .xlsx, .html or .json file.")),
    ] = "",
    force: Annotated[bool, typer.Option("--force", help=_("Overwrite an existing report."))] = False,
    rehearse: Annotated[bool, typer.Option("--rehearse", help=_("Rehearse with 28 simulated pupils."))] = False,
    privacy: Annotated[
        bool, typer.Option("--privacy", help=_("Only print a privacy page for parents and the school."))
    ] = False,
    address: Annotated[
        str,
        typer.Option("--address", metavar="IP", help=_("Address for phones, if this computer has several.")),
    ] = "",
    port: Annotated[
        int,
        typer.Option(
            "--port",
            metavar="N",
            min=0,
            max=65535,
            show_default=False,
            help=_("Port for phones (default: 80, else 8080)."),
        ),
    ] = 0,
    plain: Plain = False,
    check: Annotated[
        bool, typer.Option("--check", help=_("Only check whether phones can reach this computer."))
    ] = False,
) -> None:
    """Open a room, or tell what was asked for."""
    invocation = invoked(context, plain=plain)
    if check:
        from lemans_quiz.games.host.check import check as tell_whether_phones_come

        tell_whether_phones_come(port)
        return
    if privacy:
        _print_privacy()
        return
    given: dict[str, Any] = {
        "packs": tuple(packs) if packs else None, "size": count, "level": level, "seconds": seconds,
        "kinds": tuple(kind) if kind else None, "scoring": scoring, "teams": teams, "entry": entry, "in_order": in_order,
        "only": tuple(filter(None, map(str.strip, only.split(",")))) or None, "seed": seed.strip() or None,
    }  # fmt: skip
    given = {name: value for name, value in given.items() if value is not None}
    if report:
        check_report(report, force=force, example="quiz.html")
    name, where = class_name(named), Where(address.strip(), port)
    where.check()
    with open_history(paths.history(), tell) as history:
        last = last_settings(history, name) if name or not given else ""
        settings = over(settings_from_json(last) if last else first_settings(name), given)
        if rehearse:
            _rehearse(begin(history, settings, name, invocation.language), where, invocation)
            return
        saved = _gone_on_with(history, name, invocation, settings.wanted.packs if packs else None)
        beginning = saved.beginning if saved else begin(history, settings, name, invocation.language)
        _play(history, beginning, invocation, where, saved=saved, report=ReportFile(report, force))


def _print_privacy() -> None:
    import textwrap

    from lemans_quiz.games.host.remote.privacy import privacy_lines

    for line in privacy_lines():
        print(textwrap.fill(line, 78) if line else "")


def go_on(history: History, invocation: Invocation) -> bool:
    """Offer the game that was cut off last, for `resume`, and tell whether there is one; a pipe goes on with it unasked."""
    found = next(filter(is_recent, saved_games()), None)
    if found is None:
        return False
    saved = _unless_given_up(history, found, invocation) if sys.stdin.isatty() else found
    begun = found.beginning
    if saved is None:
        new = begin(history, settings_from_json(begun.settings), begun.class_name, invocation.language)
        begun = new._replace(address=begun.address, port=begun.port)
    _play(history, begun, invocation, saved=saved)
    return True


def _gone_on_with(
    history: History, name: str, invocation: Invocation, packs: tuple[str, ...] | None
) -> SavedGame | None:
    """Return the game that was cut off, of these packs where they are named, where the teacher wants to go on with it.

    A pipe cannot be asked: its lines belong to the game that it begins. What is too old is deleted.
    """
    for saved in saved_games():
        if not is_recent(saved):
            forget(saved.path)
    found = saved_games(name)
    same = [one for one in found if packs in (None, settings_from_json(one.beginning.settings).wanted.packs)]
    if same and sys.stdin.isatty():
        return _unless_given_up(history, same[0], invocation)
    if found:
        again = f" --class '{name}'" if name else ""
        tell(message("An interrupted game is saved. Resume it with: lmq host{again}", again=again))
    return None


def _unless_given_up(history: History, saved: SavedGame, invocation: Invocation) -> SavedGame | None:
    """Return the game where the teacher wants to go on with it; where another is wanted, it is deleted."""
    wanted = _wants(saved, invocation)
    if wanted is None:
        raise typer.Exit
    if not wanted:
        _give_up(history, saved)
    return saved if wanted else None


def _wants(saved: SavedGame, invocation: Invocation) -> bool | None:
    from lemans_quiz.games.host.remote.again import ask_whether_to_go_on, told_of

    begun = saved.beginning
    told = told_of(replay(begun.script, saved.commands), begun.class_name, begun.title, begun.started)
    return ask_whether_to_go_on(told) if invocation.front() == SCREEN else asks_to_go_on((told,))


def _give_up(history: History, saved: SavedGame) -> None:
    """Delete a game that will not go on; the class remembers what it was asked."""
    _remember(history, saved.beginning, replay(saved.beginning.script, saved.commands))
    forget(saved.path)


def _remember(history: History, beginning: Beginning, state: HostGame) -> None:
    """Keep for the class what was asked and how it is played."""
    if state.questions:
        settings = Settings(settings_from_json(beginning.settings).wanted, state.script.rules)
        occasion = _occasion(beginning)
        report = json.dumps(without_pupils(facts(state, occasion)), ensure_ascii=False)
        kept = settings_to_json(settings)
        keep_lesson(history, KeptLesson(0, beginning.class_name, beginning.started, kept, outcome(state), report))


def _occasion(beginning: Beginning) -> Occasion:
    return Occasion(beginning.class_name, beginning.started, beginning.language, beginning.seed)


def begin(history: History, settings: Settings, name: str, language: str) -> Beginning:
    """Draw the questions of a new game."""
    past = tuple(one.outcome for one in past_of_class(history, name)) if name else ()
    drawn = draw(settings.wanted, language, past, by_cards=settings.rules.entry == CARDS)
    for notice in drawn.notices:
        tell(notice)
    return Beginning(
        name,
        time.time(),
        settings_to_json(settings),
        Script(drawn.turns, settings.rules),
        f"{secrets.randbelow(10_000):04}",
        language,
        drawn.title,
        drawn.seed,
    )


def _rehearse(beginning: Beginning, where: Where, invocation: Invocation) -> None:
    """Play with simulated pupils; nothing of it is kept or remembered."""
    from lemans_quiz.games.host.rehearsal import Rehearsal

    with OpenRoom(beginning, address=where.found(), port=where.port, is_kept=False) as room:
        pupils = Rehearsal(room.desk)
        pupils.start()
        notice = _("Rehearsal: 28 simulated pupils join. Your own phone can join too.")
        try:
            broken_by = _lead(room, invocation, lambda turn, reason: False, notice)
        finally:
            pupils.stop()
    if broken_by:
        raise typer.Exit(INTERRUPTED)


def _lead(room: OpenRoom, invocation: Invocation, complain: Callable[[Turn, str], bool], notice: str = "") -> str:
    """Let the teacher lead, on a screen or by lines; return which key broke it off. Lines may just end."""
    if invocation.front() == SCREEN:
        from lemans_quiz.games.host.remote.ending import show_ending
        from lemans_quiz.games.host.remote.screen import show_game

        def after(terminal: Terminal) -> None:
            if (ending := _ending(room)) is not None:
                show_ending(terminal, ending)

        return show_game(room.desk, room.stage(complain, notice), after=after)
    from lemans_quiz.games.host.remote.lines import lead_by_lines

    by = lead_by_lines(room.desk, room.stage(complain, notice, by_lines=True), ending=lambda: _ending(room))
    return "" if by == END_OF_INPUT else by


def _play(
    history: History,
    beginning: Beginning,
    invocation: Invocation,
    where: Where = Where(),  # noqa: B008 - a value
    *,
    saved: SavedGame | None = None,
    report: ReportFile = ReportFile("", force=False),  # noqa: B008 - a value
) -> None:
    """Play, keep every step, and in the end delete the names or say how it goes on."""

    def complain(turn: Turn, reason: str) -> bool:
        from lemans_quiz.games.session import kept_complaint

        return kept_complaint(history, turn.item, reason, "", beginning.started)

    with OpenRoom(beginning, address=where.found(beginning.address), port=where.port, saved=saved) as room:
        try:
            broken_by = _lead(room, invocation, complain)
        finally:
            # Also where the window is closed or the program is ended from outside.
            state = room.desk.snapshot.state
            _keep(history, state, beginning, report)
    if state.phase == OVER or not state.questions:
        forget(room.journal.path)
    elif not room.journal.is_lost:
        again = f" --class '{beginning.class_name}'" if beginning.class_name else ""
        tell(message("The game is saved with all answers. Resume it with: lmq host{again}", again=again))
    if broken_by:
        raise typer.Exit(INTERRUPTED)


def _keep(history: History, state: HostGame, beginning: Beginning, report: ReportFile) -> None:
    """Write the report that was asked for, and what the class remembers."""
    if state.questions and report.name:
        path = save_report(report, lambda kind: report_as(kind, state, _occasion(beginning)))
        tell(message("Saved: {path}", path=str(path)))
    _remember(history, beginning, state)


def _ending(room: OpenRoom) -> Ending | None:
    """Return what came of it, and how a report is written; None where nothing was asked."""
    from lemans_quiz.games.host.remote.ending import Ending

    state, beginning = room.desk.snapshot.state, room.beginning

    def write(name: str) -> str:
        try:
            check_report(name, force=False, example="quiz.html")
            path = save_report(ReportFile(name, force=False), lambda kind: report_as(kind, state, _occasion(beginning)))
        except QuizError as error:
            return render(error.sentence)
        return _("Saved: {path}").format(path=visible(str(path)))

    return Ending(state, beginning.language, write) if state.questions else None


def past_games(history: History, limit: int) -> list[PastGame]:
    """Return the last games in a room, the last begun first."""
    return [_past_game(one) for one in kept_lessons(history, limit)]


def _past_game(kept: KeptLesson) -> PastGame:
    packs = ", ".join(map(os.path.basename, settings_from_json(kept.settings).wanted.packs)) or "Le Mans"
    asked = len(kept.outcome.asked)
    told = teams_told(kept.outcome.teams, asked)
    title = " ".join(filter(None, (kept.class_name, packs)))
    return PastGame(kept.id, title, kept.started, "", asked, told, kept.class_name)
