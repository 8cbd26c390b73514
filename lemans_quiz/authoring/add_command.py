"""`lemans-quiz pack add` and `pack remove`: the user's own packs."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Annotated

import typer

from lemans_quiz import paths
from lemans_quiz.authoring.from_file import write_beside
from lemans_quiz.authoring.installing import Found, checked, install, is_installed, packs_of, stored_name
from lemans_quiz.authoring.installing import remove as take_away
from lemans_quiz.cli.completing import complete_packs
from lemans_quiz.cli.confirm import confirmed
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
from lemans_quiz.i18n import _
from lemans_quiz.packs.bank import Bank, IndexedPack, draw_from
from lemans_quiz.packs.library import SHIPPED, USER


def register(group: typer.Typer) -> None:
    """Add both commands."""
    group.command("add", help=_("Check packs and install them, to be played by name."))(add)
    group.command("remove", help=_("Remove one of your own packs."))(remove)


def add(
    source: Annotated[
        str,
        typer.Argument(
            metavar="FILE|FOLDER|ZIP", help=_("A pack, any file of questions, a folder of them, or a zip of packs.")
        ),
    ],
    replace: Annotated[
        bool, typer.Option("--replace", help=_("Replace packs of the same name that you have already."))
    ] = False,
) -> None:
    """Install all packs of the source, or none."""
    folder = paths.user_packs()
    path = Path(source)
    if not path.exists():
        raise NotFound(message("There is no file '{name}'.", name=source))
    try:
        private_folder(folder.parent)
        with staging(folder) as stage:
            found = _checked(path, stage.scratch)
            _refuse_installed(found, folder, replace)
            install(found, stage)
    except BlockingIOError:
        raise QuizError(message("Another program is installing packs. Try again when it is done.")) from None
    except OSError as error:
        raise QuizError(message("It cannot be installed: {reason}", reason=_reason(error))) from None
    for one in found:
        _tell_installed(one.pack.id)
    _tell_hidden([one.pack.id for one in found])


def _checked(source: Path, scratch: Path) -> list[Found]:
    """Read the packs of a source. Mistakes in a zip are told by the zip's name, not by where it was unpacked."""
    try:
        return checked(_packs_of(source, scratch))
    except PackMistakes as error:
        renamed = (d._replace(file=d.file.replace(str(scratch), str(source), 1)) for d in error.diagnostics)
        raise PackMistakes(error.name, renamed) from None


def _tell_installed(id: str) -> None:
    print(_("Installed: {id}. Play it with: lemans-quiz play {id}").format(id=id))
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


def _refuse_installed(found: list[Found], folder: Path, replace: bool) -> None:
    there = [one.pack.id for one in found if is_installed(one.pack.id, folder)]
    if there and not replace:
        raise UsageError(
            message("You have a pack '{id}' already.", id=there[0]),
            message("To replace it, add --replace. Nothing was changed."),
        )


def _tell_hidden(ids: list[str]) -> None:
    """Say which packs of the program can no longer be seen."""

    def all_ids(bank: Bank) -> set[str]:
        return {pack.id for pack in bank.shelved}

    shipped = [file for file in files_for(()) if file.origin == SHIPPED]
    for id in sorted(draw_from(paths.bank(), shipped, all_ids) & set(ids)):
        print(_("It hides the pack {id} that comes with the program, until you remove yours.").format(id=id))


def remove(
    pack: Annotated[str, typer.Argument(metavar="PACK", help=_("The pack's name."), autocompletion=complete_packs)],
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_("Do not ask."))] = False,
) -> None:
    """Remove a pack of the user's after asking."""
    found = draw_from(paths.bank(), files_for(()), lambda bank: _own(bank, pack))
    path = visible(found.path)
    if not yes and not confirmed(_("Remove {path}?").format(path=path)):
        raise typer.Exit
    try:
        take_away(Path(found.path), paths.user_packs())
    except OSError as error:
        raise QuizError(message("It cannot be removed: {reason}", reason=_reason(error))) from None
    print(_("Removed: {path}").format(path=path))


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
