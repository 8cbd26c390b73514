"""What writing a pack in somebody's format gives, and what the writers share."""

from __future__ import annotations

from typing import NamedTuple

from lemans_quiz.core.items import Choice, Item, Multiple, Number, Pack, Text
from lemans_quiz.core.messages import Message, message
from lemans_quiz.core.text import LocalText
from lemans_quiz.formats.drafts import Finding


class Outcome(NamedTuple):
    """What became of an item: written as it is, with changes, or left out."""

    item: Item
    is_written: bool = True
    findings: tuple[Finding, ...] = ()


class Written(NamedTuple):
    """The bytes of a file, what became of each item, and what the format has no place for at all."""

    content: bytes
    outcomes: tuple[Outcome, ...]
    notes: tuple[Finding, ...] = ()


class Changes:
    """Collects what is lost of one item; each kind of loss is told once."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.found: list[Finding] = []

    def add(self, code: str, sentence: Message) -> None:
        """Tell a loss."""
        if all(finding.code != code for finding in self.found):
            self.found.append(Finding(code, self.item.id, sentence))

    def outcome(self, *, is_written: bool = True) -> Outcome:
        """Return what became of the item."""
        return Outcome(self.item, is_written, tuple(self.found))


class NotWritable(Exception):
    """An item does not fit into the format."""

    def __init__(self, code: str, sentence: Message) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence


def tell_marking(changes: Changes) -> None:
    """Tell what of an item's marking only our own packs know."""
    kind = changes.item.kind
    if isinstance(kind, Text) and (kind.exact or kind.refused):
        changes.add("exact", message("Rejected answers and 'exact' were left out."))
    if isinstance(kind, Number) and kind.close:
        changes.add("close", message("Part marks for near numbers were left out."))
    if isinstance(kind, Choice | Multiple) and kind.show:
        changes.add("show", message("All of its options are shown, not just some."))


def shown(text: LocalText | None, language: str) -> str:
    """Return a text in a language, empty where there is none."""
    return text.show(language) if text else ""


_NO_PLACE = {
    "hints": message("This format does not support hints."),
    "levels": message("This format does not support levels."),
    "times": message("This format does not support time limits."),
    "points": message("This format does not support points."),
    "sources": message("This format does not support sources."),
    "tags": message("This format does not support tags."),
    "explanations": message("This format does not support explanations."),
}


def without_place(pack: Pack, *kept: str) -> tuple[Finding, ...]:
    """Return what of a pack the format has no place for; `kept` names what it keeps."""
    has = {
        "hints": any(item.hints for item in pack.items),
        "levels": any(item.level for item in pack.items),
        "times": any(item.seconds for item in pack.items),
        "points": any(item.points != 1 for item in pack.items),
        "sources": any(item.source for item in pack.items),
        "tags": any(item.tags for item in pack.items),
        "explanations": any(item.explanation for item in pack.items),
    }
    return tuple(
        Finding(f"no-{name}", "", _NO_PLACE[name]) for name, there in has.items() if there and name not in kept
    )
