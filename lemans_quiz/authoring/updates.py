"""What a new version of a pack changes: which questions are new, changed and gone, and whose progress goes on.

A change is told as the author wrote it: the lines of the keys that differ, before and after.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lemans_quiz.authoring.writer import Fields, block, head_fields, question_fields
from lemans_quiz.core.comparing.mending import asks_for_the_same
from lemans_quiz.core.items import Item, Pack
from lemans_quiz.i18n import _, ngettext


class Change(NamedTuple):
    """The lines of a question, or of a pack's head, that differ. `keeps` says that what was learnt of it still counts."""

    id: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    keeps: bool = True


class Update(NamedTuple):
    """What one version of a pack has that another has not. `head` has no lines where the pack says the same of itself."""

    head: Change
    new: tuple[Item, ...]
    changed: tuple[Change, ...]
    gone: tuple[Item, ...]

    @property
    def lost(self) -> tuple[str, ...]:
        """The ids of the questions that have another answer now, and are learnt anew."""
        return tuple(change.id for change in self.changed if not change.keeps)


def update_of(before: Pack, after: Pack) -> Update:
    """Compare two versions of a pack, question by question of the same id, in the order of the new one."""
    old = {item.id: item for item in before.items}
    ids = {item.id for item in after.items}
    pairs = [(old[item.id], item) for item in after.items if item.id in old]
    changes = [_change(then, now) for then, now in pairs]
    return Update(
        Change(after.id, *_differing(head_fields(before), head_fields(after))),
        tuple(item for item in after.items if item.id not in old),
        tuple(change for change in changes if change.before or change.after),
        tuple(item for item in before.items if item.id not in ids),
    )


def _change(then: Item, now: Item) -> Change:
    before, after = _differing(question_fields(then), question_fields(now))
    return Change(now.id, before, after, not (before or after) or asks_for_the_same(then, now))


def _differing(before: Fields, after: Fields) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines of the keys that are not written the same in both."""
    old, new = ({key: block(key, value) for key, value in fields.items()} for fields in (before, after))

    def lines(own: dict[str, list[str]], other: dict[str, list[str]]) -> tuple[str, ...]:
        return tuple(line for key, found in own.items() if other.get(key) != found for line in found)

    return lines(old, new), lines(new, old)


def change_lines(after: Pack, before: Pack | None, *, at_most: int) -> list[str]:
    """Tell what a new version changes, with up to `at_most` questions of each sort; `before` is None where it cannot be read."""
    if before is None:
        return [_("What is installed as {id} cannot be read as a pack.").format(id=after.id)]
    update = update_of(before, after)
    lines = [_("You already have a pack {id}. Changes:").format(id=after.id)]
    lines += _sides(update.head, "  ")
    lines += _group(_("New ({count}):"), [_asked(item, "+") for item in update.new], at_most)
    lines += _group(_("Changed ({count}):"), [_changed(change) for change in update.changed], at_most)
    lines += _group(_("Removed ({count}):"), [_asked(item, "-") for item in update.gone], at_most)
    if len(lines) == 1:
        lines.append(_("  nothing that players would see"))
    return [*lines, _progress(update.lost, at_most)]


def _group(title: str, entries: Sequence[list[str]], at_most: int) -> list[str]:
    if not entries:
        return []
    lines = [title.format(count=len(entries)), *(line for entry in entries[:at_most] for line in entry)]
    left = len(entries) - at_most
    return [*lines, _("  … and {count} more (--all shows all)").format(count=left)] if left > 0 else lines


def _asked(item: Item, sign: str) -> list[str]:
    """Tell a question by its id and all its lines."""
    lines = (line for key, value in question_fields(item).items() for line in block(key, value))
    return [f"  {item.id}", *(f"    {sign} {line}" for line in lines)]


def _changed(change: Change) -> list[str]:
    return [f"  {change.id}", *_sides(change, "    ")]


def _sides(change: Change, inset: str) -> list[str]:
    return [f"{inset}- {line}" for line in change.before] + [f"{inset}+ {line}" for line in change.after]


def _progress(lost: Sequence[str], at_most: int) -> str:
    if not lost:
        return _("Your progress is kept.")
    named = ", ".join(lost[:at_most]) + (" …" if len(lost) > at_most else "")
    return ngettext(
        "Your progress is kept, except for {count} question with a new answer: {ids}",
        "Your progress is kept, except for {count} questions with new answers: {ids}",
        len(lost),
    ).format(count=len(lost), ids=named)
