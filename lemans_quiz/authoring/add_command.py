"""`lemans-quiz pack add` and `pack remove`: the user's own packs."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from lemans_quiz import paths
from lemans_quiz.authoring.from_file import write_beside
from lemans_quiz.authoring.installing import (
    Found,
    Plan,
    checked,
    former_of,
    install,
    pack_in,
    packs_of,
    planned,
    put_back,
    stored_name,
)
from lemans_quiz.authoring.installing import remove as take_away
from lemans_quiz.authoring.updates import change_lines
from lemans_quiz.cli.completing import complete_packs
from lemans_quiz.cli.confirm import agreed, can_ask, confirmed
from lemans_quiz.cli.error_reporting import tell, visible
from lemans_quiz.cli.folders import looked_through, tell_left_out
from lemans_quiz.cli.global_options import all_or_nothing
from lemans_quiz.cli.import_report import refused, summed_up, where_told
from lemans_quiz.cli.importing import import_file, is_ours
from lemans_quiz.cli.selecting import by_id, files_for
from lemans_quiz.core.diagnostics import ask_whether, did_you_mean
from lemans_quiz.core.messages import message
from lemans_quiz.errors import NotFound, PackMistakes, QuizError, UsageError
from lemans_quiz.files.reading import is_regular
from lemans_quiz.files.stages import staging
from lemans_quiz.files.writing import private_folder
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.packs.bank import Bank, IndexedPack, draw_from
from lemans_quiz.packs.library import SHIPPED, USER

_FEW = 20
"""So many changes of each sort are told, unless all are asked for."""


def register(group: typer.Typer) -> None:
    """Add both commands."""
    group.command("add", help=_("Check packs and install them, to be played by name."))(add)
    group.command("remove", help=_("Remove one of your own packs, or put its former version back."))(remove)


def add(
    source: Annotated[
        str,
        typer.Argument(
            metavar="FILE|FOLDER|ZIP", help=_("A pack, any file of questions, a folder of them, or a zip of packs.")
        ),
    ],
    replace: Annotated[
        bool, typer.Option("--replace", help=_("Do not ask before a pack takes the place of another of its name."))
    ] = False,
    everything: Annotated[bool, typer.Option("--all", help=_("Tell all changes, not twenty of each sort."))] = False,
) -> None:
    """Install all packs of the source, or none."""
    path = Path(source)
    if not path.exists():
        raise NotFound(message("There is no file '{name}'.", name=source))
    shelved = draw_from(paths.bank(), files_for(()), lambda bank: bank.shelved)
    try:
        with TemporaryDirectory(prefix="lmq-") as scratch:
            _add(_checked(path, Path(scratch) / "packs"), shelved, replace=replace, everything=everything)
    except BlockingIOError:
        raise QuizError(message("Another program is installing packs. Try again when it is done.")) from None
    except OSError as error:
        raise QuizError(message("It cannot be installed: {reason}", reason=_reason(error))) from None


def _add(found: Sequence[Found], shelved: Sequence[IndexedPack], *, replace: bool, everything: bool) -> None:
    """Install what is not there yet. Nobody else waits while the question is open: the lock is taken after it."""
    folder = paths.user_packs()
    plans = [planned(one, folder) for one in found]
    for plan in plans:
        if plan.is_same:
            print(_("Already there, byte for byte the same: {id}").format(id=plan.id))
    plans = [plan for plan in plans if not plan.is_same]
    if not plans:
        return
    _refuse_loose({plan.id for plan in plans}, shelved, folder)
    hidden = _hidden([plan.id for plan in plans if not plan.there], shelved)
    _tell_changes(plans, everything=everything)
    if not replace:
        _ask([plan.id for plan in plans if plan.there], hidden)
    private_folder(folder.parent)
    with staging(folder) as stage:
        install(plans, stage, folder)
    for plan in plans:
        _tell_installed(plan)
    for id in hidden:
        print(_("It hides the pack {id} that comes with the program, until you remove yours.").format(id=id))


def _checked(source: Path, scratch: Path) -> list[Found]:
    """Read the packs of a source. Mistakes in a zip are told by the zip's name, not by where it was unpacked."""
    try:
        return checked(_packs_of(source, scratch))
    except PackMistakes as error:
        renamed = (d._replace(file=d.file.replace(str(scratch), str(source), 1)) for d in error.diagnostics)
        raise PackMistakes(error.name, renamed) from None


def _tell_installed(plan: Plan) -> None:
    id = plan.id
    print(_("Installed: {id}. Play it with: lemans-quiz play {id}").format(id=id))
    if plan.there:
        print(_("The former version is kept. Put it back with: lemans-quiz pack remove {id} --former").format(id=id))
    if stored_name(id) != id:
        tell(
            message(
                "Windows keeps the name '{id}' for a device, so the pack lies in the folder '{name}'.",
                id=id,
                name=stored_name(id),
            )
        )


def _packs_of(source: Path, scratch: Path) -> list[Path]:
    """Return the packs of a source; other people's files are made into packs in `scratch`, and told."""
    if not source.is_dir() and (_is_zip_of_packs(source) or is_ours(source)):
        found = packs_of(source, scratch)
        tell_left_out(found.left_out)
        return found.packs
    scratch.mkdir(parents=True, exist_ok=True)
    named = [source]
    if source.is_dir():
        folder = looked_through(source)
        named = [Path(name) for name in folder.found]
        tell_left_out(folder.left_out)
    return [path if is_ours(path) else _made(path, scratch) for path in named]


_OF_SHEETS = ("[Content_Types].xml", "mimetype")
"""What every sheet holds that is a zip."""


def _is_zip_of_packs(source: Path) -> bool:
    """Tell whether a file is a zip; sheets are zips too, and are none of packs."""
    if not is_regular(source) or not zipfile.is_zipfile(source):
        return False
    try:
        with zipfile.ZipFile(source) as archive:
            names = archive.namelist()
    except Exception:
        return True
    return not any(name in names for name in _OF_SHEETS)


def _made(path: Path, workshop: Path) -> Path:
    """Make a pack of a file and tell what became of its questions."""
    found = import_file(path)
    if all_or_nothing() and found.counts.lost:
        raise refused(str(path), found.counts)
    made = write_beside(path, workshop, found)
    tell(summed_up(path.name, found.counts))
    if found.counts.lost:
        tell(where_told(str(path)))
    return made


def _reason(error: OSError) -> str:
    return f"{error.strerror} ({error.filename})" if error.strerror else str(error)


def _refuse_loose(ids: set[str], shelved: Sequence[IndexedPack], folder: Path) -> None:
    """Refuse a pack that would not be played: a file that was put into the folder by hand is found before it."""
    for pack in shelved:
        if pack.id in ids and pack.origin == USER and Path(pack.path).parent == folder:
            raise UsageError(
                message("The pack '{id}' is there as a file of its own: '{path}'.", id=pack.id, path=pack.path),
                message("Remove it first: lemans-quiz pack remove {id}", id=pack.id),
            )


def _hidden(ids: Sequence[str], shelved: Sequence[IndexedPack]) -> list[str]:
    """Return which of the packs would hide one that comes with the program."""
    return sorted({pack.id for pack in shelved if pack.origin == SHIPPED} & set(ids))


def _tell_changes(plans: Sequence[Plan], *, everything: bool) -> None:
    """Print what is new, changed and gone in packs that are there."""
    for plan in plans:
        if plan.there:
            lines = change_lines(
                plan.found.pack, plan.before, at_most=len(plan.found.pack.items) + _FEW if everything else _FEW
            )
            print("\n".join(lines))


def _ask(there: Sequence[str], hidden: Sequence[str]) -> None:
    """Ask before packs take the place of others, and end the command where that is not wanted."""
    reasons = [message("You have a pack '{id}' already.", id=id) for id in there]
    hiding = [message("The program has a pack '{id}' of its own, which yours would hide.", id=id) for id in hidden]
    if not reasons and not hiding:
        return
    if not can_ask():
        raise UsageError((*reasons, *hiding)[0], message("To install it anyway, add --replace. Nothing was changed."))
    for reason in hiding:
        tell(reason)
    question = _("Replace {packs}? What is there now is kept.") if there else _("Install {packs} all the same?")
    if not agreed(question.format(packs=", ".join(there or hidden))):
        print(_("Nothing was changed."))
        raise typer.Exit


def remove(
    pack: Annotated[str, typer.Argument(metavar="PACK", help=_("The pack's name."), autocompletion=complete_packs)],
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help=_("Do not ask; a former version goes with the pack."))
    ] = False,
    former: Annotated[
        bool, typer.Option("--former", help=_("Put the former version back; the two change places."))
    ] = False,
) -> None:
    """Remove a pack of the user's after asking, or put back what it took the place of."""
    found = draw_from(paths.bank(), files_for(()), lambda bank: _own(bank, pack))
    place, folder = Path(found.path), paths.user_packs()
    kept = former_of(place, folder)
    if former and kept is None:
        raise NotFound(message("No former version of the pack '{name}' is kept.", name=pack))
    if not former and not yes and not confirmed(_("Remove {path}?").format(path=visible(found.path))):
        raise typer.Exit
    if kept and not former and not yes:
        former = agreed(_("Put the former version back ({pack})?").format(pack=_named(kept)))
    try:
        if former:
            _put_back(pack, place, folder)
        else:
            _take_away(place, folder)
    except OSError as error:
        raise QuizError(message("It cannot be removed: {reason}", reason=_reason(error))) from None


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
    print(_("The former version of {id} is back. The other is kept in turn.").format(id=name))


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
        raise UsageError(message("The pack '{name}' comes with the program and stays.", name=name))
    near = did_you_mean(name, [one.id for one in own])
    raise NotFound(message("You have no pack '{name}'.", name=name), ask_whether(near))
