"""`lmq pack list`: which packs there are, what is in them and where they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from lemans_quiz import paths
from lemans_quiz.authoring.origins import origin_of
from lemans_quiz.cli.invocation import invoked
from lemans_quiz.cli.selecting import by_id, files_for
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.packs.bank import Bank, IndexedPack, draw_from
from lemans_quiz.packs.library import USER

if TYPE_CHECKING:
    from rich.console import Console

_NARROW = 60
"""Columns below which titles are put on lines of their own."""


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("list", help=_("List the installed packs."))(show)


def show(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help=_("One JSON object per line for each pack."))] = False,
) -> None:
    """Print one pack a line, or two on a narrow terminal."""
    language = invoked(context).language
    draw_from(paths.bank(), files_for(()), _print_json if json else lambda bank: _print_table(bank, language))


def _print_json(bank: Bank) -> None:
    import json

    visible = by_id(bank.shelved)
    for pack in bank.shelved:
        row = {
            "id": pack.id,
            "title": dict(pack.title.texts),
            "questions": pack.questions,
            "languages": list(pack.languages),
            "levels": {str(level): count for level, count in bank.levels(pack).items()},
            "origin": pack.origin,
            "path": pack.path,
            "license": pack.license,
            "address": address(pack),
            "state": state(pack, visible),
        }
        print(json.dumps(row, ensure_ascii=False))


def address(pack: IndexedPack) -> str:
    """Return where a pack of the user's came from, empty where that is not known."""
    from pathlib import Path

    found = origin_of(Path(pack.path).parent) if pack.origin == USER else None
    return found.address if found else ""


def state(pack: IndexedPack, visible: dict[str, IndexedPack]) -> str:
    """Return 'broken', 'hidden' or 'ready'."""
    if not pack.id:
        return "broken"
    return "ready" if visible[pack.id] is pack else "hidden"


def _print_table(bank: Bank, language: str) -> None:
    from rich.console import Console

    console = Console()
    if console.width < _NARROW:
        _print_narrow(bank, console, language)
    else:
        _print_wide(bank, console, language)


def _print_narrow(bank: Bank, console: Console, language: str) -> None:
    """Print each pack's title below its name, where a column for it would be a sliver."""
    from rich.padding import Padding
    from rich.text import Text

    visible = by_id(bank.shelved)
    for pack in bank.shelved:
        count = ngettext("{count} question", "{count} questions", pack.questions).format(count=pack.questions)
        console.print(Text(f"{_name(pack)}  {count}", style="bold"))
        console.print(Padding(Text(_title(pack, visible, language)), (0, 0, 0, 2), expand=False))


def _print_wide(bank: Bank, console: Console, language: str) -> None:
    from rich.table import Table
    from rich.text import Text

    visible = by_id(bank.shelved)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(_("Pack"), no_wrap=True)
    table.add_column(_("Questions"), justify="right")
    table.add_column(_("Levels 1–5"), no_wrap=True)
    table.add_column(_("Title"))
    for pack in bank.shelved:
        table.add_row(
            _name(pack), str(pack.questions), _spread(bank.levels(pack)), Text(_title(pack, visible, language))
        )
    console.print(table)


def _name(pack: IndexedPack) -> str:
    from pathlib import Path

    return pack.id or Path(pack.path).stem


def _title(pack: IndexedPack, visible: dict[str, IndexedPack], language: str) -> str:
    """Return title and languages, and what a reader must know about the pack."""
    if not pack.id:
        return _("has errors: lmq pack check {path}").format(path=pack.path)
    told = [f"{pack.title.show(language)} ({', '.join(pack.languages)})"]
    if state(pack, visible) == "hidden":
        told.append(_("hidden by your own pack of this name"))
    elif pack.origin == USER:
        told.append(_("your own"))
    if came_from := address(pack):
        told.append(_("from {host}").format(host=came_from.split("/")[2]))
    return " · ".join(told)


def _spread(levels: dict[int, int]) -> str:
    """Return a bar for each level, high where most questions are."""
    bars = " ▁▂▃▄▅▆▇"
    most = max((levels.get(level, 0) for level in range(1, 6)), default=0) or 1
    return "".join(bars[-(-levels.get(level, 0) * (len(bars) - 1) // most)] for level in range(1, 6))
