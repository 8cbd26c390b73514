"""Which rows of a table are the nearest to one, and which of their values can stand as wrong answers. Texts in, numbers out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice

from lemans_quiz.packs.reading.numbers import NUMBER
from lemans_quiz.packs.reading.texts import fold

LOOKED_AT = 1000
"""So many of the nearest rows are looked at; beyond them, nearness no longer matters and the first fitting value is taken."""


class Nearest:
    """The rows of a table in the order of one of its columns.

    If all its cells are numbers they are as far apart as the numbers, else as many places as lie between their texts in
    alphabetical order. Rows whose cell is empty are near to none.
    """

    def __init__(self, cells: Sequence[str]) -> None:
        places: dict[Decimal | str, list[int]] = defaultdict(list)
        filled = [(row, cell) for row, cell in enumerate(cells) if cell]
        numeric = all(NUMBER.fullmatch(cell) and len(cell) <= 25 for _, cell in filled)
        for row, cell in filled:
            places[Decimal(cell) if numeric else fold(cell)].append(row)
        ordered = sorted(places.items(), key=lambda place: place[0])
        self._rows = [rows for _, rows in ordered]
        self._at: Sequence[Decimal | int] = [key for key, _ in ordered] if numeric else range(len(ordered))  # type: ignore
        self._place = {row: place for place, rows in enumerate(self._rows) for row in rows}

    def around(self, row: int) -> Iterator[int]:
        """Yield the rows nearest to one first, of two that are equally near the earlier; the row itself is one of them."""
        own = self._place[row]
        here = self._at[own]
        yield from self._rows[own]
        low, high, size = own - 1, own + 1, len(self._rows)
        while low >= 0 or high < size:
            if high >= size or (low >= 0 and here - self._at[low] <= self._at[high] - here):
                yield from self._rows[low]
                low -= 1
            else:
                yield from self._rows[high]
                high += 1


class Values:
    """What each row has to offer as a wrong answer, in each language; texts that only case or white space tell apart are one."""

    def __init__(self, columns: Sequence[Sequence[str]]) -> None:
        self._folded = [
            tuple(fold(cell) for cell in cells) if all(cells) else () for cells in zip(*columns, strict=True)
        ]
        self._first: dict[tuple[str, ...], int] = {}
        for row, texts in enumerate(self._folded):
            if texts:
                self._first.setdefault(texts, row)

    def __len__(self) -> int:
        """Return how many different ones there are."""
        return len(self._first)

    def pick(self, rows: Iterator[int], right: Sequence[set[str]], count: int) -> list[int]:
        """Return up to `count` rows with different values, none of which holds a text of one of the sets `right`."""
        seen: set[str] = set()
        picked: list[int] = []
        for row in self._candidates(rows):
            texts = self._folded[row]
            if texts and not any(text in seen or any(text in texts_right for texts_right in right) for text in texts):
                seen.update(texts)
                picked.append(row)
                if len(picked) == count:
                    break
        return picked

    def _candidates(self, rows: Iterator[int]) -> Iterator[int]:
        yield from islice(rows, LOOKED_AT)
        if next(rows, None) is not None:
            yield from islice(self._first.values(), LOOKED_AT)


def right_ones(groups: Iterable[Sequence[str]], offered: Sequence[Sequence[str]]) -> list[list[set[str]]]:
    """Return for each row the texts that would be right there: those of all rows whose question reads the same.

    `groups` holds the question of every row for each language, `offered` what each row would count as right. In each row's
    list is one set for each language; rows of a group share theirs.
    """
    result: list[list[set[str]]] = [[] for _ in offered]
    for stems in groups:
        shared: dict[str, set[str]] = defaultdict(set)
        for row, stem in enumerate(stems):
            texts = shared[fold(stem)]
            texts.update(map(fold, offered[row]))
            result[row].append(texts)
    return result
