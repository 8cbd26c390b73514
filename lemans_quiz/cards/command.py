"""`lmq cards`: cards for a class to hold up, which a camera reads, or plain ones to fold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lemans_quiz.cards.drawing import drawing, plain_drawing
from lemans_quiz.cards.model import PAPERS, cards, pages, tag_side
from lemans_quiz.cli.error_reporting import visible
from lemans_quiz.cli.options import Paper, paper_named
from lemans_quiz.core.diagnostics import ask_whether, did_you_mean
from lemans_quiz.core.messages import message
from lemans_quiz.errors import UsageError
from lemans_quiz.files.writing import save
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.room.cards import MOST_CARDS

_FORMATS = (".html", ".pdf")


def register(app: typer.Typer, help: str) -> None:
    """Add the command."""
    app.command("cards", help=help)(print_cards)


def print_cards(
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help=_("Cards file: .html or .pdf."))
    ] = "cards.html",
    seats: Annotated[
        int, typer.Option("--seats", metavar="N", min=1, max=MOST_CARDS, help=_("Number of cards, one for each pupil."))
    ] = 30,
    large: Annotated[bool, typer.Option("--large", help=_("One card per page, for a large room."))] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help=_("One page with A to D to copy and fold, to read by eye without a camera."))
    ] = False,
    paper: Paper = "a4",
    force: Annotated[bool, typer.Option("--force", help=_("Overwrite existing files."))] = False,
) -> None:
    """Make the pages and write the file."""
    size, suffix = paper_named(paper, PAPERS), _format_of(output)
    drawings = [plain_drawing(size)] if plain else [drawing(page) for page in pages(cards(seats), size, is_large=large)]
    save(Path(output), _rendered(suffix, drawings, size, _folding() if plain else _printing()), force=force)
    print(_("Saved: {path}").format(path=visible(output)))
    print(_folding() if plain else _told(seats, len(drawings), tag_side(size, is_large=large)))


def _rendered(suffix: str, drawings: list[str], paper: str, hint: str) -> bytes:
    if suffix == ".pdf":
        from lemans_quiz.cards import typst

        return typst.render(drawings, paper, _("Cards"))
    from lemans_quiz.cards import html

    return html.render(drawings, paper, _("Cards"), hint)


def _printing() -> str:
    return _(
        "Print at 100 %, on both sides, without headers and footers. On a one-sided printer, print only the odd pages."
    )


def _folding() -> str:
    return _("One page: copy it for everyone, and fold it twice.")


def _told(seats: int, sides: int, millimetres: float) -> str:
    made = ngettext("{count} card", "{count} cards", seats).format(count=seats)
    return _("{cards} on {pages} pages, fronts and backs; the pattern is {size} cm wide. {printing}").format(
        cards=made, pages=sides, size=round(millimetres / 10), printing=_printing()
    )


def _format_of(name: str) -> str:
    suffix = Path(name).suffix.casefold()
    if suffix not in _FORMATS:
        near = did_you_mean(suffix, _FORMATS)
        raise UsageError(
            message("Cannot save cards as '{file}'.", file=name),
            ask_whether(near) or message("Use a name that ends in .html or .pdf."),
        )
    return suffix
