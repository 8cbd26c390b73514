"""Item + response -> Mark: how right, 0 to 1, and why."""

from __future__ import annotations

from lemans_quiz.core.items import Item
from lemans_quiz.core.marks import Mark
from lemans_quiz.core.responses import Response


def mark(item: Item, response: Response | None) -> Mark:
    """Return how right `response` is, 0 to 1, and why."""
    raise NotImplementedError
