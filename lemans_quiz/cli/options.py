"""Options that several commands share, each said once. Imported after the language was chosen, for their help is in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from lemans_quiz.cli.completion_values import complete_kinds, complete_levels, complete_packs, complete_tags
from lemans_quiz.core.messages import message
from lemans_quiz.errors import UsageError
from lemans_quiz.i18n import _

Packs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PACK]...",
        help=_(
            "Pack names, https:// addresses, question files, folders or archives; - to paste. Default: all Le Mans packs."
        ),
        autocompletion=complete_packs,
    ),
]
Level = Annotated[
    str | None,
    typer.Option(
        "--level",
        "-l",
        metavar="1-5",
        help=_("Level 1 (anyone) to 5 (expert): 2 or 1-3."),
        autocompletion=complete_levels,
    ),
]
Tags = Annotated[
    list[str] | None,
    typer.Option(
        "--tag",
        "-t",
        metavar="TAG",
        help=_("Only questions with this tag; can be repeated."),
        autocompletion=complete_tags,
    ),
]
Kinds = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        "-k",
        metavar="KIND",
        help=_("Only this kind: choice, multiple, true-false, text, number, order or match."),
        autocompletion=complete_kinds,
    ),
]
Paper = Annotated[str, typer.Option("--paper", metavar="a4|letter", help=_("Paper size: a4 or letter."))]
Plain = Annotated[bool, typer.Option("--plain", help=_("Plain numbered lines, for screen readers and scripts."))]
Json = Annotated[bool, typer.Option("--json", help=_("One JSON object per line for each event, for programs."))]


def paper_named(name: str, papers: Iterable[str]) -> str:
    """Return one of `papers` as it is called there; raises UsageError for another."""
    if name.casefold() not in papers:
        raise UsageError(
            message("Unknown paper size '{paper}'.", paper=name),
            message("Available: {papers}", papers=", ".join(papers)),
        )
    return name.casefold()
