"""`lmq pack add`: packs and any files of questions, from this machine or the web, to be played by name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from lemans_quiz import paths
from lemans_quiz.authoring.from_file import write_beside
from lemans_quiz.authoring.installing import (
    Found,
    Plan,
    checked,
    install,
    note_origin,
    planned,
    reason_of_error,
    stored_name,
)
from lemans_quiz.authoring.origins import Origin, origin_of
from lemans_quiz.authoring.updates import change_lines
from lemans_quiz.cli.confirm import agreed, can_ask
from lemans_quiz.cli.error_reporting import tell, visible
from lemans_quiz.cli.folders import in_archive, looked_through, tell_left_out, unpacked_folder
from lemans_quiz.cli.global_options import all_or_nothing
from lemans_quiz.cli.import_report import refused, summed_up, where_told
from lemans_quiz.cli.importing import import_file, is_ours
from lemans_quiz.cli.invocation import invoked
from lemans_quiz.cli.selecting import files_for
from lemans_quiz.core.messages import Message, message
from lemans_quiz.errors import NobodyToAsk, NotFound, PackMistakes, QuizError, UsageError
from lemans_quiz.files.addresses import is_address
from lemans_quiz.files.missing import no_such_file
from lemans_quiz.files.stages import staging
from lemans_quiz.files.writing import private_folder
from lemans_quiz.i18n import _
from lemans_quiz.packs.archives import is_archive
from lemans_quiz.packs.bank import IndexedPack, draw_from
from lemans_quiz.packs.library import SHIPPED, USER
from lemans_quiz.packs.reading.reader import load_pack

if TYPE_CHECKING:
    from lemans_quiz.cli.downloads import Download
    from lemans_quiz.files.connecting import Network

_FEW = 20
"""So many changes of each sort are told, unless all are asked for."""


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("add", help=_("Check packs and install them, to play them by name."))(add)


def add(
    context: typer.Context,
    source: Annotated[
        str,
        typer.Argument(
            metavar="FILE|FOLDER|ADDRESS",
            help=_(
                "A pack, question file, folder or archive, or its address; an installed pack's name checks for a newer one."
            ),
        ),
    ],
    replace: Annotated[
        bool, typer.Option("--replace", help=_("Replace a pack of the same name without asking."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_("Install a pack from the web without asking."))] = False,
    everything: Annotated[
        bool, typer.Option("--all", help=_("Show all changes, not just twenty of each kind."))
    ] = False,
) -> None:
    """Install all packs of the source, or none."""
    add_from(source, Asked(replace, yes, everything), invoked(context).language)


class Asked(NamedTuple):
    """Which questions are answered before they are put: `replace` what is there, `trust` an address. `everything` tells all changes."""

    replace: bool = False
    trust: bool = False
    everything: bool = False


class Source(NamedTuple):
    """What is to be installed: a file or a folder, where it was fetched from, and the one pack of it that is wanted, empty for all."""

    path: Path
    fetched: Download | None = None
    only: str = ""

    @property
    def origin(self) -> Origin | None:
        """Where a newer one can be had."""
        return self.fetched and Origin(self.fetched.address, self.fetched.sha256, date.today().isoformat())


def add_from(source: str, asked: Asked, language: str, network: Network | None = None) -> None:
    """Install what a word means: an address, a path, or the name of a pack that came from an address."""
    if is_address(source):
        fetched = _fetched(source, network)
        install_from(Source(fetched.path, fetched), asked, language)
    elif Path(source).exists():
        install_from(Source(Path(source)), asked, language)
    else:
        install_from(_newer(source, network), asked, language)


def _newer(name: str, network: Network | None) -> Source:
    """Fetch an installed pack from where it came from."""
    own = [pack for pack in _shelved() if pack.origin == USER and pack.id == name]
    if not own:
        raise no_such_file(name)
    origin = origin_of(Path(own[0].path).parent)
    if origin is None:
        raise UsageError(
            message("It is not known where the pack '{id}' came from.", id=name),
            message("Give the file or the address of a newer one: lmq pack add https://…"),
        )
    print(_("Checking for a newer version: {address}").format(address=visible(origin.address)))
    fetched = _fetched(origin.address, network)
    return Source(fetched.path, fetched, only=name)


def _fetched(address: str, network: Network | None) -> Download:
    from lemans_quiz.cli.downloads import download

    return download(address, network)


def install_from(source: Source, asked: Asked, language: str) -> list[str]:
    """Install the packs of a source, all of them or none, and return their ids; raises typer.Exit where the user does not want it."""
    try:
        with TemporaryDirectory(prefix="lmq-") as scratch:
            found = _checked(source, Path(scratch) / "packs")
            if source.fetched:
                from lemans_quiz.cli.downloads import told

                print("\n".join(told(source.fetched, [one.pack for one in found], language)))
            _install(found, source, asked)
    except BlockingIOError:
        raise QuizError(message("Another program is installing packs. Try again when it has finished.")) from None
    except OSError as error:
        raise QuizError(message("Cannot install the pack: {reason}", reason=reason_of_error(error))) from None
    return [one.pack.id for one in found]


def _shelved() -> Sequence[IndexedPack]:
    return draw_from(paths.bank(), files_for(()), lambda bank: bank.shelved)


def _install(found: Sequence[Found], source: Source, asked: Asked) -> None:
    """Install what is not there yet. Nobody else waits while the question is open: the lock is taken after it."""
    folder, shelved = paths.user_packs(), _shelved()
    plans = [planned(one, folder) for one in found]
    for plan in plans:
        if plan.is_same:
            print(_("Already installed, and identical: {id}").format(id=plan.id))
            if source.origin:
                note_origin(plan, folder, source.origin)
    plans = [plan for plan in plans if not plan.is_same]
    if not plans:
        return
    _refuse_loose({plan.id for plan in plans}, shelved, folder)
    hidden = _hidden([plan.id for plan in plans if not plan.there], shelved)
    _tell_changes(plans, everything=asked.everything)
    _ask(plans, hidden, source.fetched, asked)
    private_folder(folder.parent)
    with staging(folder) as stage:
        install(plans, stage, folder, source.origin)
    for plan in plans:
        _tell_installed(plan)
    for id in hidden:
        print(_("It hides the built-in pack {id} until you remove it.").format(id=id))


def _checked(source: Source, scratch: Path) -> list[Found]:
    """Read the packs of a source. Mistakes in an archive are told by its name, not by where it was unpacked."""
    place = str(source.fetched.address if source.fetched else source.path)
    packs = _packs_of(source.path, scratch)
    try:
        found = checked([path for path in packs if not source.only or _id_of(path) == source.only])
        if source.only and not found:
            checked(packs)
            raise NotFound(
                message("'{address}' no longer has a pack '{id}'; yours is kept.", address=place, id=source.only)
            )
    except PackMistakes as error:
        inner = str(unpacked_folder(source.path)) if is_archive(source.path) else str(source.path)
        renamed = (d._replace(file=d.file.replace(inner, place, 1)) for d in error.diagnostics)
        raise PackMistakes(error.name, renamed) from None
    return found


def _id_of(path: Path) -> str:
    pack = load_pack(path).pack
    return pack.id if pack else ""


def _tell_installed(plan: Plan) -> None:
    id = plan.id
    print(_("Installed: {id}. Play it with: lmq play {id}").format(id=id))
    if plan.there:
        print(_("The previous version is kept. Restore it with: lmq pack remove {id} --former").format(id=id))
    if stored_name(id) != id:
        tell(
            message(
                "Windows reserves the name '{id}', so the pack is in the folder '{name}'.",
                id=id,
                name=stored_name(id),
            )
        )


def _packs_of(source: Path, scratch: Path) -> list[Path]:
    """Return the packs of a source; other people's files are made into packs in `scratch`, and told."""
    named = [source]
    if source.is_dir() or is_archive(source):
        folder = looked_through(source) if source.is_dir() else in_archive(source)
        named = [Path(name) for name in folder.found]
        tell_left_out(folder.left_out)
    scratch.mkdir(parents=True, exist_ok=True)
    return [path if is_ours(path) else _made(path, scratch) for path in named]


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


def _refuse_loose(ids: set[str], shelved: Sequence[IndexedPack], folder: Path) -> None:
    """Refuse a pack that would not be played: a file that was put into the folder by hand is found before it."""
    for pack in shelved:
        if pack.id in ids and pack.origin == USER and Path(pack.path).parent == folder:
            raise UsageError(
                message("The pack '{id}' already exists as a separate file: '{path}'.", id=pack.id, path=pack.path),
                message("Remove it first: lmq pack remove {id}", id=pack.id),
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


def _ask(plans: Sequence[Plan], hidden: Sequence[str], fetched: Download | None, asked: Asked) -> None:
    """Ask before packs take the place of others or come from the web, once for both; end the command where that is not wanted."""
    there = [plan.id for plan in plans if plan.there]
    is_replacing = asked.replace and len(there) == len(plans)
    is_trusted = fetched is None or fetched.is_pinned or asked.trust or is_replacing
    reasons = [] if asked.replace else _reasons(there, hidden)
    if not reasons and is_trusted:
        return
    if not can_ask():
        raise _nobody_to_ask(reasons, fetched)
    for reason in [] if asked.replace else _reasons((), hidden):
        tell(reason)
    if not agreed(_question(plans, there if reasons else (), hidden if reasons else ())):
        print(_("Nothing was changed."))
        raise typer.Exit


def _reasons(there: Sequence[str], hidden: Sequence[str]) -> list[Message]:
    """Return why packs are not just installed."""
    return [
        *(message("You already have a pack '{id}'.", id=id) for id in there),
        *(message("There is a built-in pack '{id}', which yours would hide.", id=id) for id in hidden),
    ]


def _nobody_to_ask(reasons: Sequence[Message], fetched: Download | None) -> NobodyToAsk:
    if reasons or fetched is None:
        return NobodyToAsk(reasons[0], message("To install it anyway, add --replace. Nothing was changed."))
    return NobodyToAsk(
        message("Packs from the web are installed only if you confirm."),
        message("Add --yes, or give the checksum: {address}", address=fetched.pinned_address),
    )


def _question(plans: Sequence[Plan], there: Sequence[str], hidden: Sequence[str]) -> str:
    if there:
        return _("Replace {packs}? What you have now is kept.").format(packs=", ".join(there))
    if hidden:
        return _("Install {packs} anyway?").format(packs=", ".join(hidden))
    return _("Install {packs}?").format(packs=", ".join(plan.id for plan in plans))
