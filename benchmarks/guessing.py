"""Play the shipped choices as somebody who knows nothing but how options look: python -m benchmarks.guessing

The guesser sees how long each option is among those shown and, where all are numbers, how large. It has learnt from the other
packs at which ranks the right one stands, and takes the likeliest. What it scores above chance is what questions give away.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import log
from pathlib import Path
from typing import NamedTuple

from lemans_quiz.authoring.lint.ranks import by_length, by_size
from lemans_quiz.core.items import Choice, Item, Pack
from lemans_quiz.core.turns import deal
from lemans_quiz.packs.reading.reader import load_pack

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "de")
DRAWS = 8
"""So many times each question is asked: with other wrong options where it has more than it shows."""

Sign = tuple[str, int, int, int]
"""What the guesser sees of an option: which measure, of how many, how many rank higher, how many are alike."""


class Asked(NamedTuple):
    """A question as the guesser sees it: the signs of each option, and which is right."""

    item: Item
    signs: tuple[tuple[Sign, ...], ...]
    key: int


class Score(NamedTuple):
    """How often the guesser was right, 0 to 1, and how often it would be by chance, over so many questions."""

    right: float
    chance: float
    questions: int


def shipped() -> list[Pack]:
    """Return the packs that ship with the program."""
    read = [load_pack(path).pack for path in sorted((ROOT / "questions").glob("*.yaml"))]
    return [pack for pack in read if pack is not None]


def asked(pack: Pack, language: str) -> list[Asked]:
    """Return every choice of a pack as it is shown in each draw."""
    items = [item for item in pack.items if isinstance(item.kind, Choice)]
    found = []
    for draw in range(DRAWS):
        for turn in deal(items, f"guess {draw}"):
            texts = [text.show(language) for text in turn.shown()]
            found.append(Asked(turn.item, tuple(_signs(texts, language)), turn.arrangement.index(turn.item.kind.key)))
    return found


def _signs(texts: Sequence[str], language: str) -> Iterator[tuple[Sign, ...]]:
    measured = {"length": by_length(texts, language), "size": by_size(texts, language)}
    for place in range(len(texts)):
        yield tuple(
            (name, len(texts), sum(other > values[place] for other in values), list(values).count(values[place]))
            for name, values in measured.items()
            if values is not None
        )


class Learnt:
    """How often options with a sign were there, and how often they were right."""

    def __init__(self, questions: Iterable[Asked]) -> None:
        self.seen: Counter[Sign] = Counter()
        self.right: Counter[Sign] = Counter()
        for question in questions:
            for place, signs in enumerate(question.signs):
                self.seen.update(signs)
                if place == question.key:
                    self.right.update(signs)

    def without(self, other: Learnt) -> Learnt:
        """Return what is left without the questions of another."""
        left = Learnt(())
        left.seen, left.right = self.seen - other.seen, self.right - other.right
        return left

    def odds(self, signs: tuple[Sign, ...]) -> float:
        """Return how much likelier an option with these signs is than any: a sum of logarithms, 0 where nothing is known."""
        return sum(log((self.right[sign] + 1) / (self.seen[sign] + sign[1]) * sign[1]) for sign in signs)

    def share(self, question: Asked) -> float:
        """Return how likely the guess is right, 0 to 1: what seems equally likely is taken equally often."""
        odds = [round(self.odds(signs), 9) for signs in question.signs]
        return (odds[question.key] == max(odds)) / odds.count(max(odds))


def guess(packs: Sequence[Pack], language: str) -> dict[str, Score]:
    """Return the guesser's score by pack, "" being all of them; it learns from all packs but the one it plays."""
    questions = {pack.id: asked(pack, language) for pack in packs}
    learnt = {name: Learnt(played) for name, played in questions.items()}
    together = Learnt(question for played in questions.values() for question in played)
    right = {name: _right(together.without(learnt[name]), played) for name, played in questions.items()}
    scores = {name: _score(right[name], played) for name, played in questions.items() if played}
    everything = [question for played in questions.values() for question in played]
    return {"": _score([share for shares in right.values() for share in shares], everything), **scores}


def _right(learnt: Learnt, played: Sequence[Asked]) -> list[float]:
    return [learnt.share(question) for question in played]


def _score(right: Sequence[float], played: Sequence[Asked]) -> Score:
    chance = sum(1 / len(question.signs) for question in played)
    count = len(played) or 1
    return Score(sum(right) / count, chance / count, len(played) // DRAWS)


def main() -> int:
    """Print the scores of all packs, and of each."""
    packs = shipped()
    for language in LANGUAGES:
        print(f"{language}: right, by chance, choices")
        for name, score in guess(packs, language).items():
            print(f"  {name or 'all packs':24} {score.right:6.1%} {score.chance:6.1%} {score.questions:5}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
