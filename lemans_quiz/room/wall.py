"""The projector's page as a value: what stands on the wall, whatever game it is of. How it is drawn is wall/wall.js's.

A game turns its state into a WallPage and hands it to a Wall (projector.py), as often as it likes. A page holds only what everybody
may see now: no mark, count or answer before the reveal, and no name of a step of the podium that is still hidden. Texts are plain
and already in the language of the room; they may hold anything, and are cleaned of control characters on the way.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from lemans_quiz.terminal.circuit import lap
from lemans_quiz.terminal.theme import safe

MESSAGE, LOBBY, QUESTION, EXPLANATION = "message", "lobby", "question", "explanation"
STANDINGS, CIRCUIT, PODIUM, REPORT = "standings", "circuit", "podium", "report"
KINDS = (MESSAGE, LOBBY, QUESTION, EXPLANATION, STANDINGS, CIRCUIT, PODIUM, REPORT)

GOOD, DIM, OUT = "good", "dim", "out"
"""Marks of an option: right, not right, said and wrong. Before the reveal only OUT may be, which everybody heard."""
RIGHT, WRONG, UP, IN, WAITING, ASIDE = "right", "wrong", "up", "in", "waiting", "aside"
"""Marks of a team or a seat: was right, said something wrong, is to answer now, has answered, has not, takes no part."""

LETTERS = "ABCDEFGHI"
SHAPES = "▲■●◆★▼▬◢◣"
"""They go with the options, from top to bottom. The first six of the shapes can be drawn in a terminal's blocks."""


class WallOption(NamedTuple):
    """An option; `chosen` is by how many, and `before` by how many in the vote before, None where nothing is counted."""

    text: str
    mark: str = ""
    chosen: int | None = None
    before: int | None = None


class WallTeam(NamedTuple):
    """A team or a seat. `number` and `place` are 0 and `points` is empty where they are not shown; `lap` is where its car stands,
    in laps from the start line."""

    name: str
    number: int = 0
    points: str = ""
    mark: str = ""
    place: int = 0
    lap: float = 0.0


class WallClock(NamedTuple):
    """Time that is left of a limit, in seconds, when the page is made; `runs` tells whether it goes on by itself.

    One that `is_bare` is a bar without digits, as for reading.
    """

    left: float
    limit: float
    runs: bool = True
    is_bare: bool = False


class WallCode(NamedTuple):
    """A QR code: an SVG path of squares of 1 × 1, and how many there are side by side, the quiet zone among them."""

    size: int
    path: str


class WallRow(NamedTuple):
    """A question in the report: its text, the answer, what is told of it, and its number."""

    text: str
    answer: str
    told: str = ""
    number: int = 0


class WallPage(NamedTuple):
    """What stands on the wall. Each kind takes the fields that it has a place for; those that are empty take no room.

    Everywhere: `header` and `note` at the top left ("Question 3 of 10", "Last question"), `clock` or the words `time` at the top
    right, `prompt` below (what the class does now), `teams` as a strip at the bottom, `is_dark` as the terminal's theme says
    ("" leaves it to the browser), `content_language` where questions are in another language than the program.
    `counted` is a sentence such as "26 of 28 answered"; `seats` is the grid of numbers that turn to ✓.

    message      title, lines, seats
    lobby        title, lines (how to get in), address, room_code, code (QR), counted, names (who is in)
    question     context, text, options (none in the reading time), instead (3 – 2 – 1 over the options), answer (what stands on a
                 right slip, after the reveal), has_bars (room for bars is kept before they come), counted, seats
    explanation  text (the answer), letter_of (place of the right option or -1), lines (explanation), source
    standings    title, teams with places
    circuit      title, teams with laps
    podium       title, teams in order, the first three as steps; a step still hidden has an empty name
    report       title, rows
    """

    kind: str
    language: str = "en"
    content_language: str = ""
    theme: str = ""
    header: str = ""
    note: str = ""
    clock: WallClock | None = None
    time: str = ""
    prompt: str = ""
    title: str = ""
    lines: tuple[str, ...] = ()
    context: str = ""
    text: str = ""
    options: tuple[WallOption, ...] = ()
    instead: str = ""
    answer: str = ""
    has_bars: bool = False
    letter_of: int = -1
    source: str = ""
    counted: str = ""
    seats: tuple[WallTeam, ...] = ()
    teams: tuple[WallTeam, ...] = ()
    rows: tuple[WallRow, ...] = ()
    address: str = ""
    room_code: str = ""
    code: WallCode | None = None
    names: tuple[str, ...] = ()


def page_to_json(page: WallPage, words: dict[str, str] | None = None) -> str:
    """Return a page for the browser, without what is empty; `words` are sentences that the browser says by itself."""
    value = _plain(page)
    if page.kind == CIRCUIT:
        value["circuit"] = circuit_path()
    return json.dumps({**value, "words": words or {}}, ensure_ascii=False)


def _plain(value: Any) -> Any:
    """Return JSON's own kinds: named tuples as objects without their empty fields, texts without control characters."""
    if isinstance(value, str):
        return safe(value)
    if hasattr(value, "_asdict"):
        fields = {name: _plain(one) for name, one in value._asdict().items()}
        return {name: one for name, one in fields.items() if one or (one == 0 and one is not False)}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def circuit_path() -> dict[str, Any]:
    """Return the lap as an SVG path from the start line on, north at the right, and the size of its picture, in metres."""
    norths, easts = [point.north for point in lap()], [point.east for point in lap()]
    west, south = min(easts), min(norths)
    places = [f"{point.north - south:.0f} {point.east - west:.0f}" for point in lap()]
    return {"path": f"M{' L'.join(places)}", "width": round(max(norths) - south), "height": round(max(easts) - west)}


def qr_code(text: str) -> WallCode:
    """Return the QR code of a text with its quiet zone."""
    import segno

    rows = [list(row) for row in segno.make_qr(text, error="m").matrix_iter(border=4)]
    squares = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark]
    return WallCode(len(rows), "".join(squares))
