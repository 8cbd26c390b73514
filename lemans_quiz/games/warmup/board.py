"""A question on the wall: its stem and all its options in the largest letters that leave them whole.

The size is found for stem and options together and does not depend on what is right.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.text import Text

from lemans_quiz.games.warmup.letters import HEIGHT, block_height, block_lines, can_draw, cells, drawn
from lemans_quiz.games.warmup.theme import LETTERS, SHAPES, Theme, option_style
from lemans_quiz.terminal.layout import BLANK, Lines, hanging, indented, joined, said, width_of, wrapped
from lemans_quiz.terminal.theme import NO, YES

LEAST = (80, 24)
"""Columns and rows on which every question that is asked is whole."""

OPEN, GOOD, DIM, OUT = "open", "good", "dim", "out"
"""How an option stands: as any other, right, wrong after the reveal, or said wrongly by a team that called."""

_SHAPE_AT, _TEXT_AT = 5, 13
_BAR_SHARE = 4
_NUMBER_CELLS = 8
_DRAWN_SHAPES = 6
"""So many shapes can be drawn in blocks."""
_TOO_HIGH = 999


class Shown(NamedTuple):
    """What a question shows. `hands` are empty where none are counted, `marks` has one for each option.

    `instead` takes the place of the stem. `answer` is a number that was asked for, once it is shown.
    """

    stem: str
    options: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    hands: tuple[int | None, ...] = ()
    has_bars: bool = False
    instead: str = ""
    answer: str = ""


class Size(NamedTuple):
    """Which parts are in block letters: the stem, the letter of each option, and the texts of the options one by one."""

    stem: bool
    leads: bool
    texts: tuple[bool, ...]


class Fit(NamedTuple):
    """How large everything is, and the blank lines: above all, below the stem and between options."""

    size: Size
    above: int
    below_stem: int
    between: int


def margin(width: int) -> int:
    """Return how far everything stands in from both sides."""
    return 4 if width >= 110 else 2


def board(shown: Shown, look: Theme, width: int, height: int) -> Lines:
    """Return a question as `height` lines; more only where it fits in no way, which `fit` tells."""
    inset = margin(width)
    room = width - 2 * inset
    if shown.answer:
        question = board(shown._replace(answer=""), look, width, height - HEIGHT - 1)
        answer = centred_block(shown.answer, look.good, room, HEIGHT)
        return [*question, *indented([_whole(line, look.good, room) for line in answer], inset), BLANK]
    fitted = fit(shown, room, height) or Fit(_small(shown), 0, 0, 0)
    stem = _stem(shown.stem, room, is_block=fitted.size.stem)
    top: Lines = [*[BLANK] * fitted.above, *stem, *[BLANK] * fitted.below_stem]
    if shown.instead:
        top = _counted(shown.instead, look, room, len(top))
    lines = [*top]
    for place in range(len(shown.options)):
        option = _option(shown, place, look, room, fitted.size)
        lines += [BLANK] * (fitted.between if place else 0)
        lines += option
    lines = indented(lines, inset)
    return [*lines, *[BLANK] * (height - len(lines))]


def _counted(text: str, look: Theme, room: int, height: int) -> Lines:
    """Return the count in the place of the stem: in block letters, or as a bar from side to side where that is too low."""
    lines = centred_block(text, look.accent, room, height)
    return lines if height >= HEIGHT else [_whole(line, f"{look.accent} reverse", room) for line in lines]


def fit(shown: Shown, room: int, height: int) -> Fit | None:
    """Return the largest way to show a question in so many cells, or None where there is none.

    Options go before the stem, which is read aloud; small ones are not crowded together below a large stem. One long option does not
    make the others small: it alone stands in small letters beside its large one.
    """
    count = len(shown.options)
    for size in _sizes_to_try(shown, room):
        lines = _lines_of(shown, room, size)
        is_crowded = count and not size.leads
        gaps = count if is_crowded and size.stem else 1 if is_crowded else 0
        if lines is not None and lines + gaps <= height:
            return _spread(size, height - lines, count)
    return None


def _sizes_to_try(shown: Shown, room: int) -> Iterator[Size]:
    """Yield sizes, the largest first."""
    count = len(shown.options)
    heights = [_option_height(shown, place, room, is_block=True) or _TOO_HIGH for place in range(count)]
    long = sorted((place for place in range(count) if heights[place] > HEIGHT), key=lambda place: -heights[place])
    for small in range(min(len(long), count // 2) + 1 if count <= _DRAWN_SHAPES else 0):
        texts = tuple(place not in long[:small] for place in range(count))
        yield from (Size(True, True, texts), Size(False, True, texts))
    yield Size(True, False, (False,) * count)
    yield _small(shown)


def _small(shown: Shown) -> Size:
    return Size(False, False, (False,) * len(shown.options))


def _spread(size: Size, spare: int, options: int) -> Fit:
    """Share out the lines that are left: first between options, then below the stem, the rest mostly below everything."""
    gaps = max(0, options - 1)
    between = min(2 if spare >= 4 * options else 1, (spare - 1) // gaps) if gaps and spare > gaps else 0
    spare -= between * gaps
    below = min(spare, between + 1) if options else 0
    return Fit(size, (spare - below) // 3, below, between)


def _lines_of(shown: Shown, room: int, size: Size) -> int | None:
    """Return the lines of the stem and of all options, or None where block letters do not go."""
    heights = [_stem_height(shown.stem, room, is_block=size.stem)]
    for place, is_block in enumerate(size.texts):
        height = _option_height(shown, place, room, is_block=is_block)
        if size.leads and not is_block:
            height = max(HEIGHT, len(_beside(shown, place, room)))
        heights.append(height)
    return None if None in heights else sum(height or 0 for height in heights)


def _beside(shown: Shown, place: int, room: int) -> Lines:
    """Return an option's text in small letters, as wide as it is beside a large letter."""
    return wrapped(said(shown.options[place]), room - _bar_room(shown, room) - _TEXT_AT)


def _stem_height(stem: str, room: int, *, is_block: bool) -> int | None:
    if not is_block:
        return len(wrapped(said(stem), room))
    return block_height(stem, room)


def _option_height(shown: Shown, place: int, room: int, *, is_block: bool) -> int | None:
    text, size = shown.options[place], room - _bar_room(shown, room)
    if not is_block:
        return len(hanging(_lead(place), said(text), size))
    return block_height(text, size - _TEXT_AT)


def _bar_room(shown: Shown, room: int) -> int:
    return room // _BAR_SHARE if shown.has_bars else 0


def _stem(stem: str, room: int, *, is_block: bool) -> Lines:
    if is_block:
        return [said(line, "bold") for line in block_lines(stem, room) or ()]
    return wrapped(said(stem, "bold"), room)


def _lead(place: int) -> str:
    return f"  {LETTERS[place]} {SHAPES[place]}  "


def _option(shown: Shown, place: int, look: Theme, room: int, fitted: Size) -> Lines:
    mark = shown.marks[place] if shown.marks else OPEN
    size = room - _bar_room(shown, room)
    if fitted.leads:
        texts = block_lines(shown.options[place], size - _TEXT_AT) if fitted.texts[place] else None
        lines = _block_option(texts or _middled(_beside(shown, place, room)), place, mark, look)
    else:
        lines = _plain_option(shown, place, mark, look, size)
    if shown.has_bars and shown.hands:
        lines = _with_bar(lines, shown, place, look, (size, room), is_block=fitted.leads)
    if mark == GOOD:
        return [_whole(line, look.good, room) for line in lines]
    return lines


def _middled(lines: Lines) -> list[str]:
    """Return lines of small text as high as a large letter at least, in the middle of it."""
    above = max(0, (HEIGHT - len(lines)) // 2)
    texts = [*[""] * above, *(line.plain for line in lines)]
    return [*texts, *[""] * (HEIGHT - len(texts))]


def _whole(line: Text, style: str, room: int) -> Text:
    """Return a line in one style from side to side."""
    return said(line.plain.ljust(room + len(line.plain) - width_of(line)), style)


def _styles(mark: str, place: int, look: Theme) -> tuple[str, str]:
    """Return the styles of an option's lead and of its text."""
    if mark == OPEN:
        return option_style(look, place), "bold"
    return (look.quiet, look.quiet + (" strike" if mark == OUT else "")) if mark != GOOD else (look.good, look.good)


def _plain_option(shown: Shown, place: int, mark: str, look: Theme, size: int) -> Lines:
    lead_style, style = _styles(mark, place, look)
    sign = {GOOD: YES, OUT: NO}.get(mark, " ")
    lead = said(f"{sign}{_lead(place)[1:]}", lead_style)
    return hanging(lead, said(shown.options[place], style), size)


def _block_option(texts: list[str], place: int, mark: str, look: Theme) -> Lines:
    lead_style, style = _styles(mark, place, look)
    letter, shape = drawn(LETTERS[place]), drawn(YES if mark == GOOD else SHAPES[place])
    lines: Lines = []
    for number, text in enumerate(texts):
        lead = letter[number].ljust(_SHAPE_AT) + shape[number] if number < HEIGHT else ""
        lines.append(joined(said(lead.ljust(_TEXT_AT), lead_style), said(text, style)))
    return lines


def _with_bar(lines: Lines, shown: Shown, place: int, look: Theme, sizes: tuple[int, int], *, is_block: bool) -> Lines:
    """Put the hands that an option got at its right, as a bar and a number."""
    hands = shown.hands[place] or 0
    most = max(1, *(count or 0 for count in shown.hands))
    numbers = drawn(str(hands)) if is_block else [str(hands).rjust(3)]
    column = _NUMBER_CELLS if is_block else 4
    bar = "█" * max(1 if hands else 0, round((sizes[1] - sizes[0] - column - 2) * hands / most))
    style = look.bar if shown.marks and shown.marks[place] == OPEN else look.quiet
    padded = []
    for row, line in enumerate(lines):
        number = numbers[row] if row < len(numbers) else ""
        is_bar = row < max(1, len(numbers) - 1)
        gap = " " * (sizes[0] - width_of(line) + 1)
        padded.append(joined(line, gap, said(number.ljust(column) + (bar if is_bar else ""), style)))
    return padded


def centred_block(text: str, style: str, room: int, height: int) -> Lines:
    """Return a short text in the middle of so many lines, in block letters where they go."""
    is_block = height >= HEIGHT and can_draw(text) and cells(text) <= room
    lines = drawn(text) if is_block else [line.plain for line in wrapped(said(text), room)][:height]
    above = (height - len(lines)) // 2
    middle = [said(" " * ((room - width_of(line)) // 2) + line, style) for line in lines]
    return [*[BLANK] * above, *middle, *[BLANK] * (height - above - len(middle))]
