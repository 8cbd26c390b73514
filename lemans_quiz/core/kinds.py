"""What is known of each kind of question, a row for each. How a kind is read, shown and marked stands where that is done."""

from typing import NamedTuple

from lemans_quiz.core.items import (
    CHOICE,
    MATCH,
    MULTIPLE,
    NUMBER,
    ORDER,
    TEXT,
    TRUE_FALSE,
    Choice,
    Item,
    Kind,
    Match,
    Multiple,
    Number,
    Order,
    Text,
    TrueFalse,
)


class KindRow(NamedTuple):
    """One kind: its class, and seconds.

    Who answers right within `quick` seconds found it easy, after `slow` ones hard (reading included; a `quick` of 0 is never
    reached: true or false is a coin's toss). `thinking` is what answering takes beside reading, for a race.
    """

    type: type[Kind]
    quick: float
    slow: float
    thinking: float


KIND_ROWS: dict[str, KindRow] = {
    CHOICE: KindRow(Choice, quick=4, slow=30, thinking=4),
    MULTIPLE: KindRow(Multiple, quick=8, slow=60, thinking=7),
    TRUE_FALSE: KindRow(TrueFalse, quick=0, slow=20, thinking=3),
    TEXT: KindRow(Text, quick=6, slow=45, thinking=8),
    NUMBER: KindRow(Number, quick=6, slow=45, thinking=9),
    ORDER: KindRow(Order, quick=12, slow=90, thinking=12),
    MATCH: KindRow(Match, quick=15, slow=120, thinking=14),
}


def row_of(item: Item) -> KindRow:
    """Return the row of an item's kind."""
    return KIND_ROWS[item.kind_name]
