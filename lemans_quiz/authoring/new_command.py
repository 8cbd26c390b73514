"""`lemans-quiz pack new`: a commented pack to start from, or one made from a table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lemans_quiz.cli.error_reporting import visible
from lemans_quiz.core.messages import message
from lemans_quiz.errors import NotFound, UsageError
from lemans_quiz.files.writing import reason_of, write_whole
from lemans_quiz.i18n import _, language
from lemans_quiz.packs.library import SUFFIXES


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("new", help=_("Write a small commented pack to start from."))(new)


def new(
    file: Annotated[str, typer.Argument(metavar="FILE", help=_("The file to write, ending in .yaml."))],
    title: Annotated[
        str, typer.Option("--title", metavar="TITLE", help=_("The pack's title; the file's name if left out."))
    ] = "",
    from_table: Annotated[
        str, typer.Option("--from-table", metavar="FILE.csv", help=_("Ask each column of this table from its first."))
    ] = "",
) -> None:
    """Write the pack; an existing file is never touched."""
    import shlex

    path = _pack_path(file)
    title = title or path.stem.replace("-", " ").replace("_", " ").capitalize()
    text = _from_table(from_table, path, title) if from_table else _from_template(path, title)
    _write(path, text)
    print(_("Written: {path}").format(path=visible(str(path))))
    print(_("Look at it while you edit:  lemans-quiz pack preview {path}").format(path=visible(shlex.quote(str(path)))))


def _pack_path(file: str) -> Path:
    path = Path(file if file.endswith(SUFFIXES) else f"{file}.yaml")
    if not path.parent.is_dir():
        raise NotFound(message("There is no folder '{folder}'.", folder=str(path.parent)))
    return path


def _from_template(path: Path, title: str) -> str:
    from lemans_quiz.authoring.schema import schema_path
    from lemans_quiz.authoring.template import template

    return template(language(), title=title, file=path.name, schema=schema_path().as_uri())


def _from_table(table: str, path: Path, title: str) -> str:
    from lemans_quiz.authoring.from_table import pack_from_table
    from lemans_quiz.authoring.schema import schema_path

    return pack_from_table(Path(table), path, title=title, language=language(), schema=schema_path().as_uri())


def _write(path: Path, text: str) -> None:
    try:
        write_whole(path, text.encode(), replace=False)
    except FileExistsError:
        raise UsageError(
            message("'{path}' exists already and stays as it is.", path=str(path)), message("Choose another name.")
        ) from None
    except OSError as error:
        raise NotFound(
            message("'{path}' cannot be written: {reason}", path=str(path), reason=reason_of(error))
        ) from None
