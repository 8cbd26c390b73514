"""`lmq pack show`: the questions of a pack as players will see them."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.text import Text

from lemans_quiz import paths
from lemans_quiz.cli.completion_values import complete_packs
from lemans_quiz.cli.error_reporting import tell
from lemans_quiz.cli.invocation import invoked
from lemans_quiz.cli.selecting import choose, files_for, notices
from lemans_quiz.core.items import Item
from lemans_quiz.core.turns import deal
from lemans_quiz.i18n import _
from lemans_quiz.packs.bank import Bank, IndexedPack, draw_from
from lemans_quiz.play.preview import shown_question
from lemans_quiz.terminal.layout import WIDEST, Lines
from lemans_quiz.terminal.theme import for_console
from lemans_quiz.terminal.views import Progress, Setting

_AT_ONCE = 4000
"""So many lines are written in one piece."""


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("show", help=_("Show a pack's questions as players will see them."))(show)


def show(
    context: typer.Context,
    pack: Annotated[
        str,
        typer.Argument(
            metavar="PACK",
            help=_("A pack's name, any question file, or its address."),
            autocompletion=complete_packs,
        ),
    ],
    answers: Annotated[
        bool, typer.Option("--answers", "-a", help=_("Include answers, explanations and sources."))
    ] = False,
    id: Annotated[str, typer.Option("--id", metavar="ID", help=_("Only the question with this id."))] = "",
) -> None:
    """Print all questions, or one."""

    def with_bank(bank: Bank) -> list[tuple[IndexedPack, list[Item]]]:
        return [(chosen, _asked(bank, chosen, id)) for chosen in choose(bank, [pack])]

    found = draw_from(paths.bank(), files_for([pack]), with_bank)
    titles = tuple((chosen.id, chosen.title) for chosen, _items in found)
    for notice in notices(chosen for chosen, _items in found):
        tell(notice)
    setting = Setting(invoked(context).language, "", titles)
    asked = [item for _chosen, items in found for item in items]
    if not asked:
        from lemans_quiz.core.messages import message
        from lemans_quiz.errors import NotFound

        raise NotFound(message("The pack has no question '{id}'.", id=id))
    columns, lines = width(), list[Text]()
    for number, turn in enumerate(deal(asked, "show"), 1):
        lines += shown_question(turn, Progress(number, len(asked)), setting, columns, answers=answers)
        if len(lines) > _AT_ONCE or number == len(asked):
            print_lines(lines)
            lines = []


def _asked(bank: Bank, pack: IndexedPack, id: str) -> list[Item]:
    """Return the items of a pack, or only that of an id."""
    return [item for item in bank.find(pack, [id]) if item] if id else bank.items(pack)


def width() -> int:
    """Return the width to draw at: the terminal's, within reason."""
    import shutil

    return max(20, min(WIDEST, shutil.get_terminal_size().columns))


def print_lines(lines: Lines) -> None:
    """Print styled lines: with colours on a terminal that wants them, as plain text elsewhere."""
    from rich.console import Console

    console = Console(theme=for_console(), highlight=False, soft_wrap=True)
    if console.color_system is None:
        console.file.write("".join(f"{line.plain}\n" for line in lines))
    else:
        console.print(Text("\n").join(lines))
    sys.stdout.flush()
