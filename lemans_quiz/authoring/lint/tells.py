"""Advice on what a whole pack tells those who know nothing: at which rank of length, size, alphabet or fame its keys stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import exp, lgamma, log
from typing import NamedTuple

from lemans_quiz.authoring.lint.advice import Advice
from lemans_quiz.authoring.lint.pairs import small_words_of
from lemans_quiz.authoring.lint.ranks import Measure, by_alphabet, by_length, by_size, chances
from lemans_quiz.core.items import Choice, Item
from lemans_quiz.core.messages import Field, Message, message
from lemans_quiz.core.turns import arrangeable

ENOUGH = 12
"""Choices that a test of proportion needs to say anything."""
BY_CHANCE = 0.005
"""So seldom a pack without any tell gets this advice: the level of a test is that, shared by all tests of the pack."""
MOST_LOOKED_AT = 600
"""So many choices, from all over a pack, say all there is to say: they tell eight keys of a hundred too many at one rank."""
LONGEST_NAME = 4
"""Words of an option that is looked for in other questions."""

_BETWEEN_TEXTS = " _ "
"""A word that no name holds."""

LENGTH, SIZE, ALPHABET, NAMED = "length", "size", "alphabet", "named"


class Proportion(NamedTuple):
    """How many keys stand at a rank (from 0) of so many options, and how many would by chance."""

    measure: str
    language: str
    shown: int
    rank: int
    keys: float
    of: int

    @property
    def by_chance(self) -> float:
        """How many of them would stand there if the rank meant nothing."""
        return self.of / self.shown

    @property
    def probability(self) -> float:
        """How likely so many are, or more, if the rank means nothing."""
        return at_least(int(self.keys + 1e-9), self.of, 1 / self.shown)


def proportions(items: Sequence[Item], languages: Sequence[str]) -> Iterator[Proportion]:
    """Yield how many keys of the choices stand at each rank, where there are enough of them to tell."""
    choices = [item.kind for item in items if isinstance(item.kind, Choice)]
    choices = choices[:: _every(len(choices), MOST_LOOKED_AT)]
    looked_at = items[:: _every(len(items), 2 * MOST_LOOKED_AT)]
    for language in languages if len(choices) >= ENOUGH else ():
        columns = [[option.text.show(language) for option in choice.options] for choice in choices]
        measures: dict[str, Measure] = {LENGTH: by_length, SIZE: by_size, ALPHABET: by_alphabet}
        measures[NAMED] = named_elsewhere(looked_at, columns, language)
        for name, measure in measures.items():
            yield from _measured(choices, columns, language, name, measure)


def _every(count: int, most: int) -> int:
    """Return which one of so many is taken, every second or third, so that at most `most` are, from all over."""
    return max(1, -(-count // most))


def _measured(
    choices: Sequence[Choice], columns: Sequence[list[str]], language: str, name: str, measure: Measure
) -> Iterator[Proportion]:
    found: defaultdict[int, list[tuple[float, ...]]] = defaultdict(list)
    for choice, texts in zip(choices, columns, strict=True):
        shown = choice.show or len(texts)
        values = measure(texts, language)
        likely = None if values is None else chances(values, choice.key, shown)
        if likely is not None:
            found[shown].append(likely)
    for shown, ranks in found.items():
        for rank in range(1 if name == NAMED else shown) if len(ranks) >= ENOUGH else ():
            yield Proportion(name, language, shown, rank, sum([one[rank] for one in ranks]), len(ranks))


def named_elsewhere(items: Sequence[Item], columns: Sequence[list[str]], language: str) -> Measure:
    """Return a measure that ranks an option by how many of the items name it; its own item does so for all its options alike."""
    names = {text: tuple(small_words_of(text)) for texts in columns for text in texts}
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    wanted = {name for name in names.values() if 0 < len(name) <= LONGEST_NAME}
    for name in wanted:
        lengths[name[0]].add(len(name))
    known: Counter[tuple[str, ...]] = Counter()
    for item in items:
        told = (item.stem, *((item.explanation,) if item.explanation else ()), *arrangeable(item))
        words = small_words_of(_BETWEEN_TEXTS.join([text.show(language) for text in told]))
        known.update(wanted.intersection(_stretches(words, lengths)))
    return lambda texts, _language: [known[names[text]] for text in texts]


def _stretches(words: list[str], lengths: Mapping[str, set[int]]) -> list[tuple[str, ...]]:
    """Return what may be a name in a row of words: each stretch as long as a name that begins so."""
    return [
        tuple(words[start : start + length])
        for start, word in enumerate(words)
        if word in lengths
        for length in lengths[word]
    ]


def advise_on_tells(items: Sequence[Item], languages: Sequence[str], found: list[Advice]) -> None:
    """Add what the ranks of a pack's keys give away."""
    tested = list(proportions(items, languages))
    for one in tested:
        if one.keys > one.by_chance and one.probability * len(tested) < BY_CHANCE:
            help = message(
                "Players learn to pick that one. Change some answers, or write more wrong ones and 'show: {count}'.",
                count=one.shown,
            )
            found.append(Advice("telling-rank", None, "", _SENTENCES[one.measure](one), help))


def _fields(one: Proportion) -> dict[str, Field]:
    figures: dict[str, Field] = {"count": round(one.keys), "of": one.of, "expected": round(one.by_chance)}
    return {**figures, "place": one.rank + 1, "options": one.shown, "language": one.language}


_SENTENCES: dict[str, Callable[[Proportion], Message]] = {
    LENGTH: lambda one: message(
        "Sorted by length, longest first, the right answer is number {place} of {options} in {count} of {of} choice questions ({language}); "
        "by chance it would be in {expected}.",
        **_fields(one),
    ),
    SIZE: lambda one: message(
        "Sorted by size, largest first, the right answer is number {place} of {options} in {count} of {of} choice questions ({language}); "
        "by chance it would be in {expected}.",
        **_fields(one),
    ),
    ALPHABET: lambda one: message(
        "Sorted alphabetically, the right answer is number {place} of {options} in {count} of {of} choice questions ({language}); "
        "by chance it would be in {expected}.",
        **_fields(one),
    ),
    NAMED: lambda one: message(
        "In {count} of {of} choice questions the right answer is the one of {options} options that the pack mentions most elsewhere ({language}); "
        "by chance it would be in {expected}.",
        **_fields(one),
    ),
}


def at_least(successes: int, trials: int, chance: float) -> float:
    """Return the probability, 0 to 1, of so many successes or more: the upper tail of the binomial distribution."""
    if not 0 < chance < 1:
        return float(successes <= trials * chance)
    total = lgamma(trials + 1)
    odds = [
        exp(total - lgamma(k + 1) - lgamma(trials - k + 1) + k * log(chance) + (trials - k) * log(1 - chance))
        for k in range(successes, trials + 1)
    ]
    return min(1.0, sum(odds))
