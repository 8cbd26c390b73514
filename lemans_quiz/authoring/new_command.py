"""`lmq pack new`: a pack asked for question by question, a commented one to start from, or one made from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lemans_quiz.authoring.from_file import pack_text
from lemans_quiz.cli import global_options
from lemans_quiz.cli.error_reporting import visible
from lemans_quiz.cli.importing import Imported, NotReadable, import_file, is_ours
from lemans_quiz.core.messages import message
from lemans_quiz.errors import NotFound, QuizError, UsageError
from lemans_quiz.files.missing import no_such_file, no_such_folder
from lemans_quiz.files.writing import exists_already, reason_of, write_whole
from lemans_quiz.i18n import _, language
from lemans_quiz.packs.library import SUFFIXES
from lemans_quiz.packs.reading.reader import id_from_name

_ANOTHER_NAME = message("Choose another name.")


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("new", help=_("Create a pack: question by question, or from a question file."))(new)


def new(
    file: Annotated[
        str,
        typer.Argument(
            metavar="[PACK.yaml]",
            help=_("The pack file to create, with example questions. If left out, you are asked for questions."),
        ),
    ] = "",
    title: Annotated[
        str, typer.Option("--title", metavar="TITLE", help=_("The pack's title (default: the file's name)."))
    ] = "",
    source: Annotated[
        str,
        typer.Option(
            "--from",
            "--from-table",
            metavar="FILE",
            help=_("Any question file, or a table of facts, which becomes questions about its first column."),
        ),
    ] = "",
    everything: Annotated[
        bool, typer.Option("--all", help=_("Show everything that was lost, not just three of each kind."))
    ] = False,
    force: Annotated[bool, typer.Option("--force", "-f", help=_("Overwrite an existing file."))] = False,
) -> None:
    """Write the pack; an existing file is touched only with `force`, and never the one that the pack is made from."""
    if not file and not source:
        from lemans_quiz.authoring.interview import ask_for_pack

        _tell_next(ask_for_pack(Path(), title))
        return
    path = _pack_path(file or f"{Path(source).stem}.yaml")
    if source:
        _write_from(source, path, title, everything=everything, force=force)
    else:
        _write(path, _from_template(path, title or _title_of(path)), force=force)
    _tell_next(path)


def _title_of(path: Path) -> str:
    return path.stem.replace("-", " ").replace("_", " ").capitalize()


def _tell_next(path: Path) -> None:
    """Say where the pack is and what can be done with it."""
    import shlex

    from lemans_quiz.authoring.schema import FILE

    name = visible(shlex.quote(str(path)))
    print(_("Saved: {path}").format(path=visible(str(path))))
    if (path.parent / FILE).exists():
        print(_("Beside it: {file}, from which editors suggest keys").format(file=FILE))
    print(_("Play it:  lmq play {path}").format(path=name))
    print(_("Preview it while you edit:  lmq pack check --watch {path}").format(path=name))


def _write_from(source: str, path: Path, title: str, *, everything: bool, force: bool) -> None:
    """Write the pack of a file: of its questions, or of its facts where it is a table whose header names no question."""
    from lemans_quiz.cli.import_report import licence, lines, print_report, refused, report_of

    if not Path(source).exists():
        raise no_such_file(source)
    if path.resolve() == Path(source).resolve():
        raise UsageError(message("The pack would overwrite the file it is made from."), _ANOTHER_NAME)
    found = _questions_of(Path(source))
    if found is None:
        _write(path, _from_table(source, path, title or _title_of(path)), force=force)
        return
    if global_options.all_or_nothing() and found.counts.lost:
        raise refused(source, found.counts)
    text, found = pack_text(found, Path(source).name, id=id_from_name(path.stem), title=title)
    _write(path, text, force=force)
    print_report([*lines(report_of(Path(source).name, found), everything=everything), "", licence(found)])


def _questions_of(source: Path) -> Imported | None:
    """Return the questions of a file; None for a table of facts. A pack of our own is none of both."""
    if is_ours(source):
        raise UsageError(
            message("'{path}' is already a pack.", path=str(source)),
            message("Play it:  lmq play {path}", path=str(source)),
        )
    try:
        found = import_file(source)
    except NotReadable:
        if not _may_be_facts(source):
            raise
        return None
    return None if found.kind == "cards" and _may_be_facts(source) and _is_table_of_facts(source) else found


def _may_be_facts(source: Path) -> bool:
    return source.suffix.casefold() in {".csv", ".tsv"} and not global_options.kind()


def _is_table_of_facts(source: Path) -> bool:
    """Tell whether each column of a table can be asked from the first."""
    try:
        _from_table(str(source), source.with_suffix(".yaml"), "Facts")
    except QuizError:
        return False
    return True


def _pack_path(file: str) -> Path:
    path = Path(file if file.endswith(SUFFIXES) else f"{file}.yaml")
    if not path.parent.is_dir():
        raise no_such_folder(str(path.parent))
    return path


def _from_template(path: Path, title: str) -> str:
    from lemans_quiz.authoring.schema import FILE
    from lemans_quiz.authoring.template import template

    return template(language(), title=title, file=path.name, schema=FILE)


def _from_table(table: str, path: Path, title: str) -> str:
    from lemans_quiz.authoring.from_table import pack_from_table
    from lemans_quiz.authoring.schema import FILE

    return pack_from_table(Path(table), path, title=title, language=language(), schema=FILE)


def _write(path: Path, text: str, *, force: bool) -> None:
    from lemans_quiz.authoring.schema import keep_beside

    try:
        write_whole(path, text.encode(), replace=force)
        keep_beside(path.parent, make=True)
    except FileExistsError:
        raise exists_already(path) from None
    except OSError as error:
        raise NotFound(message("Cannot write '{path}': {reason}", path=str(path), reason=reason_of(error))) from None
