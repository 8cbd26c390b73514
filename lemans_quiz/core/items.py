"""Items: one question with everything about it, in seven kinds. Keys are included: never show an item, show a Turn."""

from decimal import Decimal
from typing import NamedTuple

from lemans_quiz.core.text import LocalText


class Option(NamedTuple):
    """Something to choose; `feedback` is told to who chose it."""

    text: LocalText
    feedback: LocalText | None = None


class Choice(NamedTuple):
    """One of the options is right: `options[key]`. `fixed` options are shown in their order, others are shuffled.

    Where `show` is not 0 a turn shows only so many of the options, the key among them; it is below their number.
    """

    options: tuple[Option, ...]
    key: int
    fixed: bool = False
    show: int = 0


class Multiple(NamedTuple):
    """Several of the options are right: those whose indices are in `keys` (ascending). `show` as in Choice, all keys shown."""

    options: tuple[Option, ...]
    keys: tuple[int, ...]
    fixed: bool = False
    show: int = 0


class TrueFalse(NamedTuple):
    """A statement that is true or false."""

    key: bool


MOST_RIVALS = 20
"""So many near answers are kept with a typed one: where there are more, the nearest."""


class Text(NamedTuple):
    """A typed answer. `key` is shown; `accept` counts too. `rivals` are wrong answers near to a right one.

    Where `exact` no slip is forgiven. `refused` are wrong however near they are, each with feedback of its own if it has any.
    """

    key: LocalText
    accept: tuple[LocalText, ...] = ()
    rivals: tuple[str, ...] = ()
    exact: bool = False
    refused: tuple[Option, ...] = ()


class Number(NamedTuple):
    """A number from `low` to `high`, both included; `key` is shown. Without tolerance all three are the same.

    `low == high == key` where exact; with `between`, `key` is the middle and `by_range` is true. Up to `close` away from the key
    an answer earns part marks; 0 where it does not, as always with `between`.
    """

    key: Decimal
    low: Decimal
    high: Decimal
    unit: LocalText | None = None
    by_range: bool = False
    close: Decimal = Decimal(0)


class Order(NamedTuple):
    """Entries in their right order. `beside` stands next to them after the answer, such as years; empty where none has anything."""

    entries: tuple[LocalText, ...]
    beside: tuple[LocalText | None, ...] = ()


class Match(NamedTuple):
    """`lefts[i]` belongs to `rights[key[i]]`; `rights` are distinct and may hold some that belong to none."""

    lefts: tuple[LocalText, ...]
    rights: tuple[LocalText, ...]
    key: tuple[int, ...]


Kind = Choice | Multiple | TrueFalse | Text | Number | Order | Match

CHOICE, MULTIPLE, TRUE_FALSE, TEXT = "choice", "multiple", "true-false", "text"
NUMBER, ORDER, MATCH = "number", "order", "match"
KINDS = (CHOICE, MULTIPLE, TRUE_FALSE, TEXT, NUMBER, ORDER, MATCH)
_NAMES: dict[type, str] = dict(zip((Choice, Multiple, TrueFalse, Text, Number, Order, Match), KINDS, strict=True))


class Source(NamedTuple):
    """Where a fact comes from. `title` may be a free citation; all else may be empty, `year` 0. `pages` are as cited: "12-14"."""

    title: str
    publisher: str = ""
    year: int = 0
    url: str = ""
    author: str = ""
    isbn: str = ""
    pages: str = ""


class Item(NamedTuple):
    """One question. `pack` and `id` name it for good; `level` is 1 (anyone) to 5 (expert), 0 where not said.

    `seconds` is 0 without a limit of its own; `points` may be 0 (a trial question); `as_of` is an ISO date or empty.
    `language` is the pack's, in which plain texts are written. `table` says that it was made from a table's row. `context` is the
    pack's line that tells what its questions are about, for where they stand among those of others.
    """

    pack: str
    id: str
    stem: LocalText
    kind: Kind
    hints: tuple[LocalText, ...] = ()
    explanation: LocalText | None = None
    source: Source | None = None
    as_of: str = ""
    level: int = 0
    seconds: float = 0.0
    points: float = 1.0
    tags: tuple[str, ...] = ()
    note: str = ""
    language: str = "en"
    table: bool = False
    context: LocalText | None = None

    @property
    def kind_name(self) -> str:
        """The kind's public name, one of KINDS."""
        return _NAMES[type(self.kind)]


class Pack(NamedTuple):
    """Items that belong together. `id` is its name for history, seeds and the command line.

    `sources` pairs the key by which questions cite a source with the source. `tables` are the file names of the tables it was
    made with, relative to the pack's folder. `context` stands at each of its items too. `version`, `description`, `homepage` and
    `updated` (an ISO date) are for sharing, and may be empty.
    """

    id: str
    title: LocalText
    items: tuple[Item, ...]
    language: str = "en"
    authors: tuple[str, ...] = ()
    license: str = ""
    sources: tuple[tuple[str, Source], ...] = ()
    tables: tuple[str, ...] = ()
    context: LocalText | None = None
    version: str = ""
    description: LocalText | None = None
    homepage: str = ""
    updated: str = ""

    def languages(self) -> tuple[str, ...]:
        """All languages in which every stem is given, the pack's own first."""
        common = [code for code, _ in self.title.texts]
        for item in self.items:
            if not item.stem.plain:
                given = {code for code, _ in item.stem.texts}
                common = [code for code in common if code in given]
        return (self.language, *(code for code in common if code != self.language))
