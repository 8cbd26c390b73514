"""A page of cards as a picture in SVG, which a browser and the PDF both show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lemans_quiz.cards.model import PAPERS as SIZES
from lemans_quiz.cards.model import Card, Page, Place, Rows, quarters
from lemans_quiz.room.sightings import LETTERS

_FONT = 'font-family="Libertinus Serif, Georgia, serif" text-anchor="middle" fill="#000"'
_LETTER = 5.5
"""The height of a letter in millimetres: read by who holds the card, and by nobody behind."""

_GAP = 3.5
"""From the white border of the tag to the middle of a letter, in millimetres."""


def drawing(page: Page) -> str:
    """Return a page."""
    drawn = [
        line for place, card in page.cards for line in (_back(place, card) if page.is_back else _front(place, card))
    ]
    cuts = [] if page.is_back else [_cut(place, page.width) for place, _card in page.cards if place.y]
    return _svg(page.width, page.height, (*drawn, *cuts))


def plain_drawing(paper: str) -> str:
    """Return a page to fold twice, with a letter and its shape on each quarter."""
    width, height = SIZES[paper]
    drawn = [line for place, letter, shape in quarters(paper) for line in _quarter(place, letter, shape)]
    folds = f'<path d="M{width / 2:g} 0V{height:g}M0 {height / 2:g}H{width:g}" stroke="#999" stroke-width=".3" stroke-dasharray="2 3"/>'
    return _svg(width, height, (*drawn, folds))


def _svg(width: float, height: float, lines: Iterable[str]) -> str:
    body = "\n".join(lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}mm" height="{height:g}mm" viewBox="0 0 {width:g} {height:g}">\n'
        f'<rect width="{width:g}" height="{height:g}" fill="#fff"/>\n{body}\n</svg>'
    )


def _front(place: Place, card: Card) -> Iterator[str]:
    x, y = place.middle
    yield _tag(card.rows, x, y, place.square)
    away = place.square * len(card.rows) / 2 + _GAP
    for quarter, letter in enumerate(LETTERS):
        yield f'<g transform="rotate({90 * quarter} {x:g} {y:g})">{_words(letter, x, y - away, _LETTER)}</g>'
    yield _words(str(card.seat), place.x + 14, place.y + place.height - 10, 4)


def _back(place: Place, card: Card) -> Iterator[str]:
    x, y = place.middle
    yield _words(str(card.seat), x, y, 9)
    yield f'<circle cx="{x:g}" cy="{y:g}" r="9" fill="none" stroke="#000" stroke-width=".4"/>'


def _tag(rows: Rows, x: float, y: float, square: float) -> str:
    """Return a tag as one path of its black squares, each row's run in one piece."""
    start_x, start_y = x - square * len(rows) / 2, y - square * len(rows) / 2
    runs = [
        f"M{start_x + first * square:.3f} {start_y + row * square:.3f}h{(last - first) * square:.3f}v{square:.3f}h-{(last - first) * square:.3f}z"
        for row, whites in enumerate(rows)
        for first, last in _runs(whites)
    ]
    return f'<path d="{"".join(runs)}" fill="#000" stroke="#000" stroke-width=".02"/>'


def _runs(whites: Iterable[bool]) -> Iterator[tuple[int, int]]:
    """Return where black squares begin and end in a row."""
    first = None
    for place, is_white in enumerate((*whites, True)):
        if is_white and first is not None:
            yield first, place
            first = None
        elif not is_white and first is None:
            first = place


def _words(words: str, x: float, y: float, size: float) -> str:
    return f'<text x="{x:g}" y="{y + size * 0.35:g}" font-size="{size:g}" {_FONT}>{words}</text>'


def _cut(place: Place, width: float) -> str:
    return f'<path d="M0 {place.y:g}H{width:g}" stroke="#999" stroke-width=".2" stroke-dasharray="2 3"/>'


def _quarter(place: Place, letter: str, shape: str) -> Iterator[str]:
    x, y = place.middle
    yield _words(letter, x, y - 8, 90)
    yield _words(shape, x, y + 46, 34)
