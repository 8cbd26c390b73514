"""Drafts: questions as they were read from somebody's file, before they are fitted to what a pack may hold."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from lemans_quiz.core.messages import Message

PLAIN, HTML, MARKDOWN, AUTO = "plain", "html", "markdown", "auto"
"""How the texts of a draft are written; AUTO is Moodle's: lines as they are, and HTML where somebody wrote it."""

CATEGORY, DESCRIPTION = "category", "description"
"""Types of blocks that are no questions."""


class Finding(NamedTuple):
    """Something that was changed or left out. `code` groups what is alike; `place` is a line or sheet!cell, empty for the file."""

    code: str
    place: str
    sentence: Message


class DraftOption(NamedTuple):
    """Something to choose."""

    text: str
    right: bool = False
    feedback: str = ""


class Chosen(NamedTuple):
    """Options of which one is right, or `several`. `fixed` ones keep their order."""

    options: tuple[DraftOption, ...]
    several: bool = False
    fixed: bool = False


class Statement(NamedTuple):
    """A statement that is true or false."""

    key: bool


class Typed(NamedTuple):
    """Typed answers that all count; the first is shown. In those with `wildcards`, which Moodle has, a * stands for any text."""

    answers: tuple[str, ...]
    wildcards: bool = False


class Numeric(NamedTuple):
    """A number from `low` to `high`. `by_range` says that the range was given, not a value and its tolerance."""

    key: Decimal
    low: Decimal
    high: Decimal
    by_range: bool = False
    unit: str = ""


class Ordered(NamedTuple):
    """Entries in their right order."""

    entries: tuple[str, ...]


class Matched(NamedTuple):
    """Pairs of left and right, and right sides that belong to none."""

    pairs: tuple[tuple[str, str], ...]
    extra: tuple[str, ...] = ()


Answer = Chosen | Statement | Typed | Numeric | Ordered | Matched


class Draft(NamedTuple):
    """One question of a file. `type` is the format's own word for its kind.

    `id` is what the file calls it, to be made into an id where it is unique; `changes` are what was forgiven or lost already.
    `level` is 0 and `seconds` 0.0 where nothing is said.
    """

    place: str
    type: str
    stem: str
    answer: Answer
    id: str = ""
    markup: str = PLAIN
    explanation: str = ""
    hints: tuple[str, ...] = ()
    level: int = 0
    seconds: float = 0.0
    points: float = 1.0
    tags: tuple[str, ...] = ()
    source: str = ""
    changes: tuple[Finding, ...] = ()


class LeftOut(NamedTuple):
    """A block that cannot be played, and why."""

    place: str
    type: str
    stem: str
    why: Finding


Block = Draft | LeftOut


class Content(NamedTuple):
    """What a file holds. `asides` are blocks that are no questions (categories, descriptions), as their types.

    `notes` are about the file as a whole. Empty texts are not known.
    """

    blocks: tuple[Block, ...]
    notes: tuple[Finding, ...] = ()
    asides: tuple[str, ...] = ()
    title: str = ""
    license: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""


class Unreadable(Exception):
    """The file as a whole cannot be read as what it is; `sentence` says why and `help` what to do.

    A table that `may_be_facts` is none of questions, as far as can be told, but questions may be made from it.
    """

    def __init__(self, sentence: Message, help: Message | None = None, *, may_be_facts: bool = False) -> None:
        super().__init__(sentence.template)
        self.sentence = sentence
        self.help = help
        self.may_be_facts = may_be_facts
