"""`lemans-quiz warmup`: a quiz on the wall of a classroom, its plan, and the standings of a class."""

from __future__ import annotations

import sys
import time
from typing import Annotated

import typer

from lemans_quiz import paths
from lemans_quiz.cli import global_options
from lemans_quiz.cli.error_reporting import tell
from lemans_quiz.cli.invocation import invoked
from lemans_quiz.cli.options import Kinds, Level, Packs
from lemans_quiz.core.messages import message
from lemans_quiz.errors import INTERRUPTED, NotFound, UsageError
from lemans_quiz.games.warmup.draw import Draft, Drawn, draw_script, no_class
from lemans_quiz.games.warmup.journal import (
    Beginning,
    SavedWarmup,
    WarmupRecorder,
    give_up,
    last_settings,
    past_of_class,
    unfinished_warm_up,
)
from lemans_quiz.games.warmup.report_file import (
    Occasion,
    ReportFile,
    check_report,
    print_plan,
    print_standings,
    write_report,
)
from lemans_quiz.games.warmup.rules import OVER
from lemans_quiz.games.warmup.settings import Settings, check, in_words, settings_from_json, settings_to_json
from lemans_quiz.games.warmup.theme import THEMES
from lemans_quiz.i18n import _, ngettext, render
from lemans_quiz.storage.classes import classes
from lemans_quiz.storage.history import History
from lemans_quiz.storage.opening import open_history
from lemans_quiz.storage.recording import place_of_warm_up

BROKEN_OFF_FOR = 12 * 3600.0
"""Seconds after which a warm-up that was broken off is not offered again."""

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
        typer.Option("--minutes", metavar="N", min=1, max=90, help=_("How long it takes, all in all; 5 if left out.")),
    ] = None,
    count: Annotated[
        int | None,
        typer.Option("--count", "-n", metavar="N", min=1, max=100, help=_("So many questions, whatever the time.")),
    ] = None,
    seconds: Annotated[
        float | None,
        typer.Option(
            "--seconds", metavar="N", min=0, max=600, help=_("Seconds to think; 30 if left out, 0 is no limit.")
        ),
    ] = None,
    reading: Annotated[
        float | None,
        typer.Option(
            "--reading", metavar="N", min=0, max=120, help=_("Seconds before the options appear; 5 if left out.")
        ),
    ] = None,
    teams: Annotated[
        str | None,
        typer.Option(
            "--teams", metavar="TEAMS", help=_('How many teams, or their names: 4 or "Blue,Yellow"; 0 is none.')
        ),
    ] = None,
    level: Level = None,
    kind: Kinds = None,
    in_order: Annotated[
        bool, typer.Option("--in-order", help=_("Ask the questions of the pack in the order of its file."))
    ] = False,
    only: Annotated[
        str, typer.Option("--only", metavar="ID,ID", help=_("Ask only these questions of the pack, in this order."))
    ] = "",
    entry: Annotated[
        str | None,
        typer.Option("--entry", metavar="HOW", help=_("How answers come in: fingers, or letters that stay hidden.")),
    ] = None,
    buzz: Annotated[bool, typer.Option("--buzz", help=_("The first team that calls answers."))] = False,
    tally: Annotated[bool, typer.Option("--tally", help=_("Count the hands for each option and draw bars."))] = False,
    class_size: Annotated[
        int | None,
        typer.Option(
            "--class-size",
            metavar="N",
            min=1,
            max=999,
            help=_("How many hands there are; the last count fills itself."),
        ),
    ] = None,
    seed: Annotated[str, typer.Option("--seed", metavar="CODE", help=_("Any word: the same questions again."))] = "",
    class_name: Annotated[
        str,
        typer.Option(
            "--class",
            metavar="CLASS",
            help=_("A class with a memory: nothing is repeated, points add up over the term."),
        ),
    ] = "",
    report: Annotated[
        str, typer.Option("--report", metavar="FILE", help=_("Write what came of it to a .csv, .html or .json file."))
    ] = "",
    force: Annotated[bool, typer.Option("--force", help=_("Write over a report that exists."))] = False,
    plan: Annotated[
        bool, typer.Option("--plan", help=_("Only print what would be asked, with answers and times."))
    ] = False,
    standings: Annotated[
        str, typer.Option("--standings", metavar="CLASS", help=_("Only print the points of a class over the term."))
    ] = "",
) -> None:
    """Play, plan or tell what was asked for."""
    language = invoked(context).language
    given: dict[str, object] = {
        "packs": tuple(packs) if packs else None, "minutes": minutes, "questions": count, "seconds": seconds,
        "reading": reading, "teams": teams, "level": level, "entry": "buzz" if buzz else entry, "tally": tally or None,
        "class_size": class_size, "theme": _theme(), "kinds": tuple(kind) if kind else None, "in_order": in_order or None,
        "only": tuple(filter(None, map(str.strip, only.split(",")))) or None,
    }  # fmt: skip
    given = {name: value for name, value in given.items() if value is not None}
    if report:
        check_report(report, force=force)
    with open_history(paths.history(), tell) as history:
        if standings:
            _tell_standings(history, _class_name(standings))
            return
        name = _class_name(class_name)
        settings = _settings(history, given, name)
        check(settings)
        if plan:
            _tell_plan(history, settings, name, seed, language)
        else:
            _play(history, settings, name, seed, language, report=ReportFile(report, force))


def _theme() -> str | None:
    """Return the look that was asked for; a projector's own, whatever the terminal of the laptop is."""
    return global_options.theme() if global_options.theme() in THEMES else None


def _class_name(text: str) -> str:
    name = " ".join(text.split())
    if len(name) > _LONGEST_CLASS or not name.isprintable():
        raise UsageError(message("The name of a class has up to {count} characters.", count=_LONGEST_CLASS))
    return name


def _settings(history: History, given: dict[str, object], class_name: str) -> Settings:
    """Return the settings: what was given, or where nothing was those of last time."""
    if not given:
        kept = last_settings(history, class_name) if class_name else ""
        return settings_from_json(kept or last_settings(history))
    settings = Settings()._replace(**given)  # type: ignore[arg-type]
    is_counted = settings.class_size and "tally" not in given
    return settings._replace(tally=True) if is_counted else settings


def _tell_standings(history: History, name: str) -> None:
    past = past_of_class(history, name)
    if not past:
        raise NotFound(*no_class(name, classes(history)))
    print_standings(name, past)


def _draft(history: History, settings: Settings, name: str, seed: str, language: str) -> Draft:
    past = tuple(one.outcome for one in past_of_class(history, name)) if name else ()
    return Draft(settings, check(settings), seed, language, past)


def _tell_plan(history: History, settings: Settings, name: str, seed: str, language: str) -> None:
    drawn = draw_script(_draft(history, settings, name, seed, language))
    for notice in drawn.notices:
        tell(notice)
    print_plan(drawn.script, drawn.seed, language)


def _play(history: History, settings: Settings, name: str, seed: str, language: str, *, report: ReportFile) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            message("A warm-up needs a terminal to be shown on."),
            message("lemans-quiz warmup --plan prints what would be asked."),
        )
    saved = unfinished_warm_up(history, name, since=time.time() - BROKEN_OFF_FOR)
    if saved is not None and history.hold(place_of_warm_up(saved.id)):
        goes_on = _ask_whether_to_go_on(saved, language)
        if goes_on is None:
            raise typer.Exit
        if goes_on:
            return _show(
                history,
                saved.beginning,
                WarmupRecorder(history, saved.beginning, saved.id),
                saved,
                language=language,
                report=report,
            )
        give_up(history, saved.id)
    drawn = draw_script(_draft(history, settings, name, seed, language))
    for notice in drawn.notices:
        tell(notice)
    beginning = Beginning(name, time.time(), settings_to_json(settings), drawn.script)
    return _show(
        history,
        beginning,
        WarmupRecorder(history, beginning),
        None,
        language=language,
        report=report,
        drawn=drawn,
    )


def _ask_whether_to_go_on(saved: SavedWarmup, language: str) -> bool | None:
    from lemans_quiz.games.warmup.game import replay
    from lemans_quiz.games.warmup.screen import Room, ask_whether_to_go_on

    state = replay(saved.beginning.script, saved.commands)
    asked = max(1, len(state.questions))
    at = time.strftime("%H:%M", time.localtime(saved.beginning.started))
    told = ngettext(
        "The warm-up of {time} was broken off at its first question.",
        "The warm-up of {time} was broken off at question {count}.",
        asked,
    ).format(time=at, count=asked)
    return ask_whether_to_go_on(Room(settings_from_json(saved.beginning.settings).theme, language), told)


def _show(
    history: History,
    beginning: Beginning,
    recorder: WarmupRecorder,
    saved: SavedWarmup | None,
    *,
    language: str,
    report: ReportFile,
    drawn: Drawn | None = None,
) -> None:
    """Play on the wall, keep every step, and write the report in the end."""
    from lemans_quiz.games.session import kept_by
    from lemans_quiz.games.warmup.driver import WarmupDriver
    from lemans_quiz.games.warmup.screen import Room, show_warm_up

    settings = settings_from_json(beginning.settings)
    told = tuple(render(notice) for notice in drawn.notices) if drawn else ()
    words = (*in_words(settings, beginning.script.rules, beginning.class_name), *told)
    host = WarmupDriver(beginning.script, record=kept_by(recorder), log=saved.commands if saved else ())
    broken_by = show_warm_up(host, Room(settings.theme, language, words))
    if report.name:
        write_report(
            report, host.state, Occasion(beginning.class_name, beginning.started, language, drawn.seed if drawn else "")
        )
    if host.state.phase != OVER and recorder.id and not history.is_lost:
        again = f" --class '{beginning.class_name}'" if beginning.class_name else ""
        tell(message("The warm-up is kept with its points: lemans-quiz warmup{again} goes on with it.", again=again))
    if broken_by:
        raise typer.Exit(INTERRUPTED)
