"""`lmq history check`: whether the history is sound; what it lacks is brought back from copies and files set aside."""

from __future__ import annotations

import typer

from lemans_quiz import paths
from lemans_quiz.cli.error_reporting import tell, visible
from lemans_quiz.cli.invocation import history_of_the_player
from lemans_quiz.core.messages import counted
from lemans_quiz.errors import FAILED
from lemans_quiz.i18n import _, ngettext, render
from lemans_quiz.storage.backups import backups_of
from lemans_quiz.storage.checking import Checked, Source, begin_anew, mended
from lemans_quiz.storage.checking import check as looked_through
from lemans_quiz.storage.history import History
from lemans_quiz.storage.salvage import NOTHING


def check() -> None:
    """Look through the whole history, mend it where it is broken, and say what was found."""
    with _sound_or_new() as history:
        if history.is_lost:
            raise typer.Exit(FAILED)
        if history.keeps:
            _mend(history)
        found = looked_through(history)
        _tell(found)
    _tell_copies()
    if found.damaged or not found.is_sound:
        raise typer.Exit(FAILED)


def _sound_or_new() -> History:
    """Return the history, or a new one where a damaged one was set aside for what can be read of it to come back."""
    history = history_of_the_player()
    if history.is_lost:
        return history
    found = looked_through(history)
    if history.is_lost:
        return history_of_the_player()
    if history.keeps and not found.is_sound:
        print(_("The history is damaged. Recovering what can be read."))
        history.close()
        return begin_anew(paths.history(), tell)
    return history


def _mend(history: History) -> None:
    copies = backups_of(paths.history())
    for source in mended(history, paths.history()):
        if source.path not in copies or source.came_back != NOTHING:
            print(_source_text(source))


def _source_text(source: Source) -> str:
    name = visible(source.path.name)
    if source.came_back is None:
        return _("{file}: could not be recovered.").format(file=name)
    sessions, answers, warm_ups = source.came_back
    if not (sessions or warm_ups):
        return _("{file}: nothing new to recover.").format(file=name)
    games = render(counted("{count} session", "{count} sessions", sessions))
    rest = render(counted("{count} answer", "{count} answers", answers))
    classes = render(counted("{count} warm-up", "{count} warm-ups", warm_ups))
    return _("{file}: recovered {sessions}, {answers}, {warm_ups}.").format(
        file=name, sessions=games, answers=rest, warm_ups=classes
    )


def _tell(found: Checked) -> None:
    sessions = render(counted("{count} session", "{count} sessions", found.sessions))
    answers = render(counted("{count} answer", "{count} answers", found.answers))
    if found.is_sound and not found.damaged:
        print(_("The history is OK: {sessions}, {answers}.").format(sessions=sessions, answers=answers))
    elif found.damaged:
        print(
            ngettext(
                "{count} damaged row of the history was left out. The rest: {sessions}, {answers}.",
                "{count} damaged rows of the history were left out. The rest: {sessions}, {answers}.",
                found.damaged,
            ).format(count=found.damaged, sessions=sessions, answers=answers)
        )
    else:
        print(_("The history is damaged. Readable: {sessions}, {answers}.").format(sessions=sessions, answers=answers))


def _tell_copies() -> None:
    copies = backups_of(paths.history())
    for copy in copies:
        print(_("Backup: {path}").format(path=visible(str(copy))))
    if not copies:
        print(_("No backup yet: one is made every week you play."))
