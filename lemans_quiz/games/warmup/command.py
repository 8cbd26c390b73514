"""`lmq warmup`: a quiz on the wall of a classroom, its plan, and the standings of a class."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from lemans_quiz import paths
from lemans_quiz.cli import global_options
from lemans_quiz.cli.error_reporting import broken, tell, visible
from lemans_quiz.cli.invocation import JSON, SCREEN, Invocation, invoked
from lemans_quiz.cli.options import Json, Kinds, Level, Packs, Plain
from lemans_quiz.cli.reports import PastGame, ReportFile, check_report, teams_told
from lemans_quiz.core.messages import Message, message
from lemans_quiz.core.turns import Turn
from lemans_quiz.errors import NotFound, UsageError
from lemans_quiz.games.session import kept_by, kept_complaint, leave_if_interrupted, show
from lemans_quiz.games.warmup.draw import Draft, Drawn, draw_script, no_class
from lemans_quiz.games.warmup.driver import WarmupDriver
from lemans_quiz.games.warmup.ending import report_lines
from lemans_quiz.games.warmup.game import replay
from lemans_quiz.games.warmup.journal import (
    Beginning,
    KeptWarmup,
    SavedWarmup,
    WarmupRecorder,
    give_up,
    kept_warm_ups,
    one_warm_up,
)
from lemans_quiz.games.warmup.report_file import (
    Occasion,
    card_lines,
    print_plan,
    print_standings,
    report_as,
    write_report,
)
from lemans_quiz.games.warmup.rules import CARDS, OVER
from lemans_quiz.games.warmup.settings import Settings, check, in_words, settings_from_json, settings_to_json
from lemans_quiz.games.warmup.setup import (
    Asked,
    asked_for,
    broken_off,
    is_another,
    kept_for_later,
    open_elsewhere,
    told_of,
)
from lemans_quiz.games.warmup.theme import THEMES
from lemans_quiz.i18n import _, render
from lemans_quiz.play.driver import Ending
from lemans_quiz.room.cards import MOST_CARDS
from lemans_quiz.room.memory import classes, complete_classes, past_of_class
from lemans_quiz.storage.history import History
from lemans_quiz.storage.opening import open_history
from lemans_quiz.storage.recording import place_of_warm_up

if TYPE_CHECKING:
    # Loaded where a warm-up is shown: the list of what was played needs no screen.
    from lemans_quiz.games.warmup.screen import Room

_LONGEST_CLASS = 30


def register(app: typer.Typer, help: str) -> None:
    """Add the command."""
    app.command("warmup", help=help)(warmup)


# Long because each option is a parameter of its own; what it does is a few lines at the end.
def warmup(
    context: typer.Context,
    packs: Packs = None,
    minutes: Annotated[
        float | None,
        typer.Option("--minutes", metavar="N", min=1, max=90, help=_("Total time in minutes (default: 5).")),
    ] = None,
    count: Annotated[
        int | None,
        typer.Option(
            "--count", "-n", metavar="N", min=1, max=100, help=_("Exact number of questions, regardless of time.")
        ),
    ] = None,
    seconds: Annotated[
        float | None,
        typer.Option(
            "--seconds", metavar="N", min=0, max=600, help=_("Seconds to think (default: 30; 0 for no limit).")
        ),
    ] = None,
    reading: Annotated[
        float | None,
        typer.Option(
            "--reading", metavar="N", min=0, max=120, help=_("Seconds before the options appear (default: 5).")
        ),
    ] = None,
    teams: Annotated[
        str | None,
        typer.Option(
            "--teams", metavar="TEAMS", help=_('Number of teams, or their names: 4 or "Blue,Yellow"; 0 for none.')
        ),
    ] = None,
    level: Level = None,
    kind: Kinds = None,
    in_order: Annotated[
        bool | None,
        typer.Option("--in-order/--shuffled", help=_("Ask the pack's questions in file order, or shuffled.")),
    ] = None,
    only: Annotated[
        str, typer.Option("--only", metavar="ID,ID", help=_("Ask only these questions from the pack, in this order."))
    ] = "",
    entry: Annotated[
        str | None,
        typer.Option(
            "--entry",
            metavar="HOW",
            help=_("How the class answers: fingers, hidden letters, or cards that a camera reads."),
        ),
    ] = None,
    buzz: Annotated[bool, typer.Option("--buzz", help=_("The first team to call out answers."))] = False,
    tally: Annotated[
        bool | None,
        typer.Option("--tally/--no-tally", help=_("Count the hands for each option and show bars, or not.")),
    ] = None,
    class_size: Annotated[
        int | None,
        typer.Option(
            "--class-size",
            metavar="N",
            min=1,
            max=999,
            help=_("Number of pupils; fills in the last count. Cards 1 to N are expected."),
        ),
    ] = None,
    seed: Annotated[
        str, typer.Option("--seed", metavar="CODE", help=_("Any word; the same word gives the same questions."))
    ] = "",
    class_name: Annotated[
        str,
        typer.Option(
            "--class",
            metavar="CLASS",
            help=_("Remember this class: no repeats, points add up over the term."),
            autocompletion=complete_classes,
        ),
    ] = "",
    wall: Annotated[
        bool,
        typer.Option("--wall", help=_("Open the projector page in a browser; W opens it at any time.")),
    ] = False,
    report: Annotated[
        str,
        typer.Option("--report", metavar="FILE", help=_("Save a report to a .csv, .xlsx, .html or .json file.")),
    ] = "",
    force: Annotated[bool, typer.Option("--force", help=_("Overwrite an existing report."))] = False,
    plan: Annotated[
        bool, typer.Option("--plan", help=_("Only print the planned questions, with answers and times."))
    ] = False,
    plain: Plain = False,
    json: Json = False,
    standings: Annotated[
        str,
        typer.Option(
            "--standings",
            metavar="CLASS",
            help=_("Only print a class's points over the term."),
            autocompletion=complete_classes,
        ),
    ] = "",
) -> None:
    """Play, plan or tell what was asked for."""
    invocation = invoked(context, plain=plain, json=json)
    language = invocation.language
    given: dict[str, object] = {
        "packs": tuple(packs) if packs else None, "minutes": minutes, "questions": count, "seconds": seconds,
        "reading": reading, "teams": teams, "level": level, "entry": "buzz" if buzz else entry, "tally": tally,
        "class_size": class_size, "theme": _theme(), "kinds": tuple(kind) if kind else None, "in_order": in_order,
        "only": tuple(filter(None, map(str.strip, only.split(",")))) or None,
        "seed": seed.strip() or None,
    }  # fmt: skip
    given = {name: value for name, value in given.items() if value is not None}
    if report:
        check_report(report, force=force)
    with open_history(paths.history(), tell) as history:
        if standings:
            _tell_standings(history, _class_name(standings))
            return
        name = _class_name(class_name)
        asked = asked_for(history, given, name)
        check(asked.settings)
        if plan:
            _tell_plan(history, asked, name, language)
        else:
            _play(history, asked, name, invocation, report=ReportFile(report, force), has_wall=wall)


def _theme() -> str | None:
    """Return the look that was asked for; a projector's own, whatever the terminal of the laptop is."""
    return global_options.theme() if global_options.theme() in THEMES else None


def past_games(history: History, limit: int) -> list[PastGame]:
    """Return the last warm-ups, the last begun first."""
    return [_past_game(one) for one in kept_warm_ups(history, limit)]


def _past_game(kept: KeptWarmup) -> PastGame:
    settings = settings_from_json(kept.settings)
    packs = ", ".join(map(os.path.basename, settings.packs))
    asked = len(kept.outcome.asked)
    told = teams_told(kept.outcome.teams, asked)
    title = " ".join(part for part in (kept.class_name, packs) if part)
    return PastGame(kept.id, title, kept.started, settings.seed, asked, told, kept.class_name)


def past_report(history: History, number: int, kind: str, language: str) -> bytes | None:
    """Return the report of a warm-up as a file of a kind, or as plain text where that is empty; None where it is not there."""
    saved = one_warm_up(history, number)
    if saved is None:
        return None
    state = replay(saved.beginning.script, saved.commands)
    seed = settings_from_json(saved.beginning.settings).seed
    occasion = Occasion(saved.beginning.class_name, saved.beginning.started, language, seed)
    if not kind:
        return "\n".join(map(visible, (*report_lines(state, language), *card_lines(state)))).encode()
    return report_as(kind, state, occasion)


def _class_name(text: str) -> str:
    name = " ".join(text.split())
    if len(name) > _LONGEST_CLASS or not name.isprintable():
        raise UsageError(message("Class names have up to {count} characters.", count=_LONGEST_CLASS))
    return name


def _tell_standings(history: History, name: str) -> None:
    past = past_of_class(history, name)
    if not past:
        raise NotFound(*no_class(name, classes(history)))
    print_standings(name, past)


def _drawn(history: History, settings: Settings, name: str, language: str) -> Drawn:
    past = tuple(one.outcome for one in past_of_class(history, name)) if name else ()
    return draw_script(Draft(settings, check(settings), settings.seed, language, past))


def _tell_plan(history: History, asked: Asked, name: str, language: str) -> None:
    drawn = _drawn(history, asked.settings, name, language)
    if asked.is_as_last_time:
        print(
            broken(visible("\n".join(in_words(asked.settings, drawn.script.rules, name, is_as_last_time=True)))),
            file=sys.stderr,
        )
    for notice in drawn.notices:
        tell(notice)
    print_plan(drawn.script, drawn.seed, language)


def _play(
    history: History, asked: Asked, name: str, invocation: Invocation, *, report: ReportFile, has_wall: bool
) -> None:
    saved = broken_off(history, name)
    kept: tuple[Message, ...] = ()
    if saved is not None and (is_another(asked, saved) or not _can_ask(invocation)):
        kept = (kept_for_later(saved),)
    elif saved is not None and not history.hold(place_of_warm_up(saved.id)):
        kept = (open_elsewhere(saved),)
    elif saved is not None:
        goes_on = _ask_whether_to_go_on(saved, invocation)
        if goes_on is None:
            raise typer.Exit
        if goes_on:
            _show(history, saved.beginning, saved, (), invocation=invocation, report=report, has_wall=has_wall)
            return
        give_up(history, saved.id)
    drawn = _drawn(history, asked.settings, name, invocation.language)
    for notice in (*drawn.notices, *kept):
        tell(notice)
    settings = asked.settings._replace(seed=drawn.seed)
    # By lines they have just been told.
    told = tuple(render(notice) for notice in (*drawn.notices, *kept)) if invocation.front() == SCREEN else ()
    words = (*in_words(settings, drawn.script.rules, name, is_as_last_time=asked.is_as_last_time), *told)
    beginning = Beginning(name, time.time(), settings_to_json(settings), drawn.script)
    _show(history, beginning, None, words, invocation=invocation, report=report, has_wall=has_wall)


def _can_ask(invocation: Invocation) -> bool:
    """Tell whether somebody can say whether a warm-up goes on: a script's lines belong to the one that it begins."""
    return invocation.front() != JSON and sys.stdin.isatty()


def _ask_whether_to_go_on(saved: SavedWarmup, invocation: Invocation) -> bool | None:
    if invocation.front() != SCREEN:
        from lemans_quiz.play.leading import asks_to_go_on

        return asks_to_go_on(told_of(saved))
    from lemans_quiz.games.warmup.screen import Room, ask_whether_to_go_on

    room = Room(settings_from_json(saved.beginning.settings).theme, invocation.language)
    return ask_whether_to_go_on(room, told_of(saved))


def _show(
    history: History,
    beginning: Beginning,
    saved: SavedWarmup | None,
    words: tuple[str, ...],
    *,
    invocation: Invocation,
    report: ReportFile,
    has_wall: bool,
) -> None:
    """Play on the front that was asked for, keep every step, and write the report in the end."""
    from lemans_quiz.games.warmup.cards.card_seats import CardTray
    from lemans_quiz.games.warmup.cards.keys import CardTable
    from lemans_quiz.games.warmup.cards.setup import CameraRoom
    from lemans_quiz.games.warmup.screen import Room
    from lemans_quiz.room.projector import Projector

    settings, rules = settings_from_json(beginning.settings), beginning.script.rules
    recorder = WarmupRecorder(history, beginning, saved.id if saved else 0)
    host = WarmupDriver(beginning.script, record=kept_by(recorder), log=saved.commands if saved else ())

    def complain(turn: Turn, reason: str) -> bool:
        return kept_complaint(history, turn.item, reason, "", beginning.started)

    occasion = Occasion(beginning.class_name, beginning.started, invocation.language, settings.seed)
    try:
        with Projector() as projector, CameraRoom(CardTray(lambda: host.state), rules.class_size or MOST_CARDS) as eyes:
            if has_wall:
                tell(message("Projector page: {address}", address=projector.open()))
            cards = CardTable(eyes.tray, eyes.cameras) if rules.entry == CARDS else None
            room = Room(settings.theme, invocation.language, words, complain, projector, cards)
            ending = show(WarmupFront(host, room, occasion), invocation)
    finally:
        # Also where the window is closed or the program is ended from outside.
        if report.name:
            tell(message("Saved: {path}", path=str(write_report(report, host.state, occasion))))
    if host.state.phase != OVER and recorder.id and not history.is_lost:
        again = f" --class '{beginning.class_name}'" if beginning.class_name else ""
        tell(message("The warm-up is saved with its points. Resume it with: lmq warmup{again}", again=again))
    leave_if_interrupted(ending)


class WarmupFront(NamedTuple):
    """The fronts of a warm-up."""

    host: WarmupDriver
    room: Room
    occasion: Occasion

    def screen(self) -> Ending:
        """Play on the wall."""
        from lemans_quiz.games.warmup.screen import show_warm_up

        return Ending(by=show_warm_up(self.host, self.room))

    def lines(self) -> Ending:
        """Play by lines of text."""
        from lemans_quiz.games.warmup.lines import play_warm_up_lines

        return Ending(by=play_warm_up_lines(self.host, self.room))

    def events(self) -> Ending:
        """Play by lines, told as JSON."""
        from lemans_quiz.games.warmup.events import play_warm_up_jsonl

        return Ending(by=play_warm_up_jsonl(self.host, self.room, self.occasion.class_name, self.occasion.seed))
