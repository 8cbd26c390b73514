"""`lmq pack schema`: the JSON Schema of packs, for editors."""

from __future__ import annotations

from typing import Annotated

import typer

from lemans_quiz.cli.error_reporting import visible
from lemans_quiz.i18n import _


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command(
        "schema", hidden=True, help=_("Print the JSON Schema for packs, for help and completion in editors.")
    )(show)


def show(
    path: Annotated[bool, typer.Option("--path", help=_("Print the path of the schema instead."))] = False,
) -> None:
    """Print the schema, or its place."""
    from lemans_quiz.authoring.schema import schema_path, written

    print(visible(str(schema_path())) if path else written(), end="\n" if path else "")
