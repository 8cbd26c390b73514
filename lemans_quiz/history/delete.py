"""`lmq history delete`: one session, some, or all, for good, after asking."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from lemans_quiz import paths
from lemans_quiz.cli.confirm import confirmed
from lemans_quiz.cli.error_reporting import tell, visible
from lemans_quiz.cli.invocation import Invocation, history_of_the_player, invoked
from lemans_quiz.core.messages import counted, message
from lemans_quiz.errors import FAILED, NotFound, QuizError, UsageError
from lemans_quiz.history.find import find, sittings, warm_ups
from lemans_quiz.history.views import list_lines
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.play.session_names import LESSONS, no_session, numbered
from lemans_quiz.room.memory import classes, complete_classes
from lemans_quiz.storage.cut_off import cut_off_games
from lemans_quiz.storage.forgetting import Wanted, forget
from lemans_quiz.storage.history import History
from lemans_quiz.storage.sessions import find_session

_WIDTH = 78


# Long because each option is a parameter of its own.
def delete(
    context: typer.Context,
    sessions: Annotated[
        list[str] | None, typer.Argument(metavar="[SESSION]...", help=_("Numbers from lmq history list."))
    ] = None,
    all_of_them: Annotated[bool, typer.Option("--all", help=_("Everything the player has played."))] = False,
    everyone: Annotated[
        bool, typer.Option("--everyone", help=_("With --all: the history of all players and classes."))
    ] = False,
    class_name: Annotated[
        str,
        typer.Option(
            "--class", metavar="CLASS", help=_("Everything stored about a class."), autocompletion=complete_classes
        ),
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_("Do not ask for confirmation."))] = False,
) -> None:
    """Ask, then delete."""
    player = invoked(context).player
    numbers = list(dict.fromkeys(map(numbered, sessions or ())))
    if [bool(numbers), all_of_them, bool(class_name)].count(True) != 1 or (everyone and not all_of_them):
        raise UsageError(
            message("Name the sessions to delete."),
            message("For example: lmq history delete 12, or --all for everything."),
        )
    with history_of_the_player() as history:
        if not history.keeps:
            raise typer.Exit(FAILED)
        if class_name:
            wanted = _class(history, class_name, yes=yes)
        elif all_of_them:
            wanted = _all(history, None if everyone else player, yes=yes)
        else:
            wanted = _some(invoked(context), history, numbers, yes=yes)
        if wanted is None:
            return
        forgotten = forget(history, paths.history(), wanted)
        if forgotten is None:
            raise typer.Exit(FAILED)
    is_gone = forgotten.is_gone & _sweep_cache(wanted)
    tell(counted("Deleted {count} session.", "Deleted {count} sessions.", forgotten.deleted))
    if not is_gone:
        raise QuizError(
            message("Traces of it remain in a file that another program is using."),
            message("Close the other windows of Le Mans Quiz and delete again."),
        )


def _some(invocation: Invocation, history: History, named: list[tuple[int, str]], *, yes: bool) -> Wanted | None:
    """Return some sessions and lessons as what is to be deleted, None where the player said no."""
    numbers = [number for number, lesson in named if not lesson]
    kept = {(one.number, one.kind): one for one in warm_ups(invocation, history, -1)}
    letters = {kind: letter for letter, kind in LESSONS.items()}
    for number, lesson in named:
        if lesson and (number, lesson) not in kept:
            raise no_session(f"{letters[lesson]}{number}")
    chosen = [kept[one] for one in named if one[1]]
    found = [*(find(history, number, invocation.player) for number in numbers), *chosen]
    listed = "\n".join(list_lines(found, _WIDTH))
    question = ngettext("Delete this session for good?", "Delete these sessions for good?", len(found))
    if not yes and not confirmed(f"{visible(listed)}\n{question}"):
        return None
    return Wanted(
        tuple(session for number in numbers if (session := find_session(history, number))),
        warm_ups=tuple((one.class_name, one.started) for one in chosen),
    )


def _class(history: History, name: str, *, yes: bool) -> Wanted | None:
    cut_off = {one.class_name for one in cut_off_games() if one.class_name}
    known = tuple({one.casefold(): one for one in sorted({*classes(history), *cut_off})}.values())
    if name.casefold() not in {one.casefold() for one in known}:
        help = message("Available: {classes}", classes=", ".join(known)) if known else None
        raise NotFound(message("Unknown class '{name}'.", name=name), help)
    if not yes and not confirmed(_("Delete everything about class {name} for good?").format(name=visible(name))):
        return None
    return Wanted(class_name=name)


def _all(history: History, whose: str | None, *, yes: bool) -> Wanted | None:
    count = len(sittings(history, whose, -1))
    if whose is None:
        question = ngettext(
            "Delete the whole history for good ({count} session, all players and classes)?",
            "Delete the whole history for good ({count} sessions, all players and classes)?",
            count,
        )
    else:
        question = ngettext("Delete {count} session for good?", "Delete all {count} sessions for good?", count)
    if not yes and not confirmed(question.format(count=count)):
        return None
    return Wanted(player=whose)


def _sweep_cache(wanted: Wanted) -> bool:
    """Delete what the cache may tell of it: reports of crashes, first pages that were left, and the bank, where packs now gone may rest."""
    name = wanted.player or wanted.class_name or ""
    try:
        for part in ("", "-journal"):
            Path(f"{paths.bank()}{part}").unlink(missing_ok=True)
        for report in paths.crashes().glob("*"):
            if wanted.everything or (name and name.encode() in report.read_bytes()):
                report.unlink()
    except OSError:
        return False
    shutil.rmtree(paths.cache() / "frames", ignore_errors=True)
    if wanted.everything:
        shutil.rmtree(paths.cache() / "pasted", ignore_errors=True)
    return True
