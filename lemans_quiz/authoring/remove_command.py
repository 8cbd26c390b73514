"""`lmq pack remove`: the user's own packs taken away, or put back as they were before the last update."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lemans_quiz import paths
from lemans_quiz.authoring.installing import former_of, pack_in, put_back, reason_of_error
from lemans_quiz.authoring.installing import remove as take_away
from lemans_quiz.cli.completion_values import complete_packs
from lemans_quiz.cli.confirm import agreed, confirmed
from lemans_quiz.cli.error_reporting import visible
from lemans_quiz.cli.selecting import by_id, files_for
from lemans_quiz.core.diagnostics import ask_whether, did_you_mean
from lemans_quiz.core.messages import message
from lemans_quiz.errors import NotFound, QuizError, UsageError
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.packs.bank import Bank, IndexedPack, draw_from
from lemans_quiz.packs.library import USER


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("remove", help=_("Remove one of your own packs, or restore its previous version."))(remove)


def remove(
    pack: Annotated[str, typer.Argument(metavar="PACK", help=_("The pack's name."), autocompletion=complete_packs)],
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help=_("Remove without asking, including any previous version."))
    ] = False,
    former: Annotated[
        bool, typer.Option("--former", help=_("Restore the previous version; the current one is kept instead."))
    ] = False,
) -> None:
    """Remove a pack of the user's after asking, or put back what it took the place of."""
    found = draw_from(paths.bank(), files_for(()), lambda bank: _own(bank, pack))
    place, folder = Path(found.path), paths.user_packs()
    kept = former_of(place, folder)
    if former and kept is None:
        raise NotFound(message("There is no previous version of the pack '{name}'.", name=pack))
    if not former and not yes and not confirmed(_("Remove {path}?").format(path=visible(found.path))):
        raise typer.Exit
    if kept and not former and not yes:
        former = agreed(
            _("Restore the previous version ({pack})? Otherwise it is deleted, too.").format(pack=_named(kept))
        )
    try:
        if former:
            _put_back(pack, place, folder)
        else:
            _take_away(place, folder)
    except OSError as error:
        raise QuizError(message("Cannot remove the pack: {reason}", reason=reason_of_error(error))) from None


def _named(former: Path) -> str:
    """Return what tells one version of a pack from another."""
    pack = pack_in(former)
    if pack is None:
        return former.name
    questions = ngettext("{count} question", "{count} questions", len(pack.items)).format(count=len(pack.items))
    version = _("version {version}").format(version=pack.version) if pack.version else ""
    return ", ".join(visible(part) for part in (pack.title.first, version, pack.updated, questions) if part)


def _put_back(name: str, place: Path, folder: Path) -> None:
    put_back(place, folder)
    print(_("Restored the previous version of {id}. The other one is kept.").format(id=name))


def _take_away(place: Path, folder: Path) -> None:
    take_away(place, folder)
    print(_("Removed: {path}").format(path=visible(str(place))))


def _own(bank: Bank, name: str) -> IndexedPack:
    """Return a pack of the user's by its id, or by its file's name where it has mistakes."""
    own = [one for one in bank.shelved if one.origin == USER]
    for one in own:
        if name in {one.id, Path(one.path).stem if not one.id else one.id}:
            return one
    if name in by_id(bank.shelved):
        raise UsageError(message("The pack '{name}' is built in and cannot be removed.", name=name))
    near = did_you_mean(name, [one.id for one in own])
    yours = message("Your packs: {packs}", packs=", ".join(sorted(one.id for one in own))) if own else None
    raise NotFound(message("You have no pack '{name}'.", name=name), ask_whether(near) or yours)
