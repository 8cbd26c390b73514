"""Count what the shipped packs hold and give away, and write docs/question-bank.md: python -m benchmarks.question_bank [--print]"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.guessing import LANGUAGES, Score, guess, shipped
from lemans_quiz.authoring.lint.advice import Checked
from lemans_quiz.authoring.lint.pairs import Words, answer_shown, near_duplicates
from lemans_quiz.authoring.lint.tells import proportions
from lemans_quiz.core.items import KINDS, Choice, Item, Pack, Source, Text, TrueFalse
from lemans_quiz.packs.reading.reader import load_pack

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "question-bank.md"

BEFORE = ("p. ", "pp. ", "S. ", "page ")
"""How a page is named in a citation."""


class Figure(NamedTuple):
    """One figure of the bank: what it is, how much, and what was promised (empty where nothing was)."""

    name: str
    value: str
    wanted: str = ""


def written(packs: Iterable[Pack]) -> list[Item]:
    """Return the questions that somebody wrote one by one."""
    return [item for pack in packs for item in pack.items if not item.table]


def share(part: int, whole: int) -> str:
    """Return a part of a whole as a count and per cent."""
    return f"{part} of {whole} ({part / whole:.0%})" if whole else "none"


Guesses = dict[str, dict[str, Score]]
"""The guesser's scores by language and pack."""


def figures(packs: Sequence[Pack], guesses: Guesses) -> Iterator[Figure]:
    """Yield the figures of written questions, and of all choices."""
    items = written(packs)
    count = len(items)
    yield Figure("Questions written one by one", str(count), "700")
    yield Figure("Questions made from the table of winners", str(sum(len(pack.items) for pack in packs) - count))
    easy = sum(1 <= item.level <= 2 for item in items)
    yield Figure("Level 1 and 2", share(easy, count), "300")
    yield Figure("Level 5", share(sum(item.level == 5 for item in items), count), "at most 6 %")
    needing = [item for item in items if item.level >= 3 or isinstance(item.kind, Text)]
    hinted = sum(bool(item.hints) for item in needing)
    yield Figure("Hints among typed questions and those of level 3 and up", share(hinted, len(needing)), "all")
    yield Figure("Explanations", share(sum(item.explanation is not None for item in items), count), "all")
    yield Figure("Sources with pages", share(sum(has_pages(item.source) for item in items), count))
    yield Figure("Sources with pages or an address", share(sum(can_be_found(item.source) for item in items), count))
    truths = [item.kind.key for item in items if isinstance(item.kind, TrueFalse)]
    yield Figure("True-false questions that are true", share(sum(truths), len(truths)), "about half")
    drawn = [item for item in items if isinstance(item.kind, Choice) and item.kind.show]
    choices = sum(isinstance(item.kind, Choice) for item in items)
    yield Figure("Choices with more wrong options than are shown", share(len(drawn), choices))
    for language in LANGUAGES:
        score = guesses[language][""]
        yield Figure(
            f"A guesser's score over all choices ({language}), by chance {score.chance:.1%}",
            f"{score.right:.1%}",
            "at most 29 %",
        )


def has_pages(source: Source | None) -> bool:
    """Tell whether a citation names pages."""
    return source is not None and bool(source.pages or any(f" {sign}" in f" {source.title}" for sign in BEFORE))


def can_be_found(source: Source | None) -> bool:
    """Tell whether a citation names pages or an address."""
    addressed = source is not None and ("http" in source.title + source.url or ".com" in source.title)
    return addressed or has_pages(source)


def sameness(packs: Sequence[Pack]) -> dict[str, tuple[int, int]]:
    """Return by pack how many questions are nearly the same as one elsewhere, and how many keys are keys elsewhere too.

    Keys are those of choices and typed questions, years left out: many questions may well ask for one.
    """
    items = {pack.id: written([pack]) for pack in packs}
    owners: dict[str, set[str]] = {}
    for name, mine in items.items():
        for key in _keys(mine):
            owners.setdefault(key, set()).add(name)
    alike = _near_duplicates(packs)
    return {name: (alike[name], sum(len(owners[key]) > 1 for key in _keys(mine))) for name, mine in items.items()}


def _keys(items: Iterable[Item]) -> list[str]:
    shown = (answer_shown(item).casefold() for item in items if isinstance(item.kind, Choice | Text))
    return [key for key in shown if not key.isdigit()]


def _near_duplicates(packs: Sequence[Pack]) -> Counter[str]:
    read = [(path, load_pack(path)) for path in sorted((ROOT / "questions").glob("*.yaml"))]
    checked = [Checked(str(path), one.pack, one.places) for path, one in read if one.pack in packs]  # type: ignore[arg-type]
    found: dict[int, list] = {id(one): [] for one in checked}  # type: ignore[type-arg]
    near_duplicates(Words(checked), found)
    return Counter({one.pack.id: len(found[id(one)]) for one in checked})


def page(packs: Sequence[Pack]) -> str:
    """Return the page."""
    guesses = {language: guess(packs, language) for language in LANGUAGES}
    return "\n".join([*_head(packs, guesses), *_by_pack(packs, guesses), *_by_rank(packs), ""])


def _head(packs: Sequence[Pack], guesses: Guesses) -> Iterator[str]:
    yield "# The question bank in figures"
    yield ""
    yield "Written by `python -m benchmarks.question_bank`. Questions made from a table are counted separately; everything else is about"
    yield "those that were written one by one."
    yield ""
    yield from _table(("figure", "measured", "wanted"), figures(packs, guesses))
    yield ""
    yield "**The guesser** sees only how options look: how long each is compared with the others and, if all are numbers, how large. It"
    yield "has learnt from the other packs at which of these ranks the right ones usually are (cross-validation), and picks the likeliest."
    yield ""


def _by_pack(packs: Sequence[Pack], guesses: Guesses) -> Iterator[str]:
    same = sameness(packs)
    yield "## Pack by pack"
    yield ""
    yield "*alike* counts questions that say nearly the same as another one, *shared keys* answers that are also the answer to another question."
    yield ""
    heads = ("pack", "written", *(f"level {level}" for level in range(1, 6)), *KINDS, "guesser en", "guesser de")
    rows = [(*_counts(pack), *(_percent(guesses[language], pack.id) for language in LANGUAGES)) for pack in packs]
    alike = [(str(same[pack.id][0]), str(same[pack.id][1])) for pack in packs]
    totals = _sum(rows)
    full = [(*row, *more) for row, more in zip(rows, alike, strict=True)]
    sums = tuple(str(sum(int(more[place]) for more in alike)) for place in range(2))
    everything = tuple(_percent(guesses[language], "") for language in LANGUAGES)
    yield from _table((*heads, "alike", "shared keys"), [*full, ("**all**", *totals, *everything, *sums)])
    yield ""


def _counts(pack: Pack) -> tuple[str, ...]:
    items = written([pack])
    levels, kinds = Counter(item.level for item in items), Counter(item.kind_name for item in items)
    numbers = (len(items), *(levels[level] for level in range(1, 6)), *(kinds[kind] for kind in KINDS))
    return (pack.id, *map(str, numbers))


def _sum(rows: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    width = 6 + len(KINDS)
    return tuple(str(sum(int(row[place]) for row in rows)) for place in range(1, width + 1))


def _percent(scores: dict[str, Score], name: str) -> str:
    return f"{scores[name].right:.0%}" if name in scores else "–"


def _by_rank(packs: Sequence[Pack]) -> Iterator[str]:
    yield "## Ranks of the right answers"
    yield ""
    yield "Of all written choices of four that are shown: in how many the right answer is first, second, third and last by length (longest"
    yield "first), by size (largest first) and in the alphabet, and in how many it is the option that the packs mention most."
    yield ""
    found = [one for one in proportions(written(packs), LANGUAGES) if one.shown == 4]
    rows: dict[tuple[str, str], list[str]] = {}
    for one in found:
        rows.setdefault((one.measure, one.language), [str(one.of)]).append(f"{one.keys / one.of:.0%}")
    yield from _table(
        ("rank of", "language", "choices", "1", "2", "3", "4"),
        [(*name, *row, *[""] * (5 - len(row))) for name, row in rows.items()],
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield f"| {' | '.join(row)} |"


def main(arguments: Sequence[str]) -> int:
    """Write the page, or print it."""
    text = page(shipped())
    if "--print" in arguments:
        print(text)
    else:
        PAGE.write_text(text, "utf-8")
        print(f"Written: {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
