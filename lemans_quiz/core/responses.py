"""What a player can answer: one type per way of answering. Indices are the item's own, never positions on a screen."""

from typing import NamedTuple


class Chosen(NamedTuple):
    """One option, by its index in the item."""

    option: int


class ChosenSet(NamedTuple):
    """Some options, by index, ascending; may be empty."""

    options: tuple[int, ...]


class Said(NamedTuple):
    """True or false."""

    value: bool


class Typed(NamedTuple):
    """A text or a number as it was typed."""

    text: str


class Ordered(NamedTuple):
    """All entries of an order item, by index, first to last."""

    entries: tuple[int, ...]


class Matched(NamedTuple):
    """For each left-hand side the index of a right-hand side, or -1 where none was given."""

    rights: tuple[int, ...]


class Unreadable(NamedTuple):
    """A line that is no answer to this kind of item; marked 0."""

    text: str


Response = Chosen | ChosenSet | Said | Typed | Ordered | Matched | Unreadable
