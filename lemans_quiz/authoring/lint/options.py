"""Advice on the options of choice and multiple: the key that stands out, options that overlap, "all of the above"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from lemans_quiz.authoring.lint.advice import Advice
from lemans_quiz.core.items import Choice, Item, Multiple, Option
from lemans_quiz.core.messages import message
from lemans_quiz.core.text import LocalText

_NUMBER = r"-?\d+(?:[.,]\d+)*"
_RANGE = re.compile(
    rf"""(?P<lead>[^\d]*?)(?P<low>{_NUMBER})
    (?:\s?(?P<unit>[^\d\s–-]{{0,12}})\s*(?:-|–|—|\bto\b|\band\b|\bbis\b|\bund\b)\s*(?P<high>{_NUMBER}))?
    (?P<tail>[^\d]*)""",
    re.VERBOSE,
)
_ABOVE = re.compile(r"\b(?:more|over|above|at least|from|mehr|über|mindestens|ab)\b|[>≥+]")
_BELOW = re.compile(r"\b(?:less|fewer|under|below|up to|at most|weniger|unter|höchstens|bis)\b|[<≤]")
_INCLUDED = re.compile(r"\b(?:at least|at most|up to|or|from|mindestens|höchstens|oder|bis|ab)\b|[≥≤+]")
_FILLER = re.compile(
    r"\b(?:between|zwischen|more|than|over|above|at least|from|less|fewer|under|below|up to|at most|or|mehr|als|über|"
    r"mindestens|ab|weniger|unter|höchstens|bis|oder)\b|[<>≤≥+]"
)

_BEGINS = re.compile(rf"(?:(?:{_FILLER.pattern}|about|etwa|rund)\s*)*-?\d")
_SIGN = re.compile(rf"\d\s?[^\d\s–-]{{0,12}}\s*(?:-|–|—|\bto\b|\band\b|\bbis\b|\bund\b)\s*\d|{_FILLER.pattern}")
"""Something in options that makes a range of a number."""

_ENDLESS = float("inf")


class Interval(NamedTuple):
    """Numbers from `low` to `high`; the ends count where they are `closed`. `of` is what is counted."""

    low: float
    high: float
    closed: tuple[bool, bool]
    of: str

    @property
    def single(self) -> bool:
        """A number by itself."""
        return self.low == self.high


def begins_with_number(text: str) -> bool:
    """Tell whether an option, in small letters, begins with a number or with the words of a range."""
    return _BEGINS.match(text) is not None


def overlapping(options: list[str]) -> tuple[int, int] | None:
    """Return the first two options, in small letters, that share a number, at least one of them being a range."""
    if all(text.isdigit() for text in options) or not _SIGN.search("\n".join(options)):
        return None
    intervals = [(place, interval) for place, text in enumerate(options) if (interval := _interval(text))]
    if all(interval.single for _, interval in intervals):
        return None
    for (one, first), (other, second) in combinations(intervals, 2):
        if not (first.single and second.single) and first.of == second.of and _share(first, second):
            return one, other
    return None


def _interval(text: str) -> Interval | None:
    found = _RANGE.fullmatch(text)
    if found is None:
        return None
    around = f"{found['lead']} {found['tail']}"
    low = _value(found["low"])
    of = " ".join(_FILLER.sub(" ", f"{around} {found['unit'] or ''}").split())
    if found["high"]:
        high = _value(found["high"])
        years = not of and _are_years(found["low"], found["high"])
        return Interval(low, high, (True, True), of) if low < high and not years else None
    included = _INCLUDED.search(around) is not None
    if _ABOVE.search(around):
        return Interval(low, _ENDLESS, (included, True), of)
    if _BELOW.search(around):
        return Interval(-_ENDLESS, low, (True, included), of)
    return Interval(low, low, (True, True), of)


def _value(text: str) -> float:
    """Read a number; groups of three digits after a sign are thousands."""
    if re.fullmatch(r"-?\d{1,3}(?:[.,]\d{3})+", text):
        return float(re.sub(r"[.,]", "", text))
    parts = re.split(r"[.,]", text)
    return float(parts[0] + "." + "".join(parts[1:])) if len(parts) > 1 else float(text)


def _are_years(low: str, high: str) -> bool:
    """Spans of years are answers by themselves: 1960–1965 and 1964–1967 may stand side by side."""
    return all(len(year) == 4 and year.isdigit() and "1000" <= year <= "2100" for year in (low, high))


def _share(one: Interval, other: Interval) -> bool:
    low, high = max(one.low, other.low), min(one.high, other.high)
    if low != high:
        return low < high
    return all((low > i.low or i.closed[0]) and (low < i.high or i.closed[1]) for i in (one, other))


LONGEST_OPTION = 68
"""One line of a screen of 80 by 24, beside the option's number."""

BY_FAR = 1.5
BY_LETTERS = 8
"""The key is the longest by far with more than so many times, and letters more than, the next option."""

_FIRST_LETTERS = frozenset(("all", "non", "bot", "nei", "any", "kei", "bei", "nic"))
_ALL_OR_NONE = re.compile(
    r"(?:all|none|both|neither|any)(?: (?:of )?(?:the |these|them|those)?(?:above|answers|options|others?|two)?)?"
    r"|(?:alle|keine?|beide|nichts)[rsn]?"
    r"(?: (?:der|die|den|von|oben|hier|genannten?|davon|diesen?|dieser|antworten|anderen|beiden))*"
)


class OptionRules:
    """Advises on the options of one pack's items."""

    def __init__(self, languages: Sequence[str], found: list[Advice]) -> None:
        self.languages = languages
        self.found = found

    def choice(self, item: Item, stems: Sequence[tuple[str, str]]) -> None:
        """Advise on an item with one key; `stems` are (language, text in small letters)."""
        kind: Choice = item.kind  # type: ignore[assignment]
        key = kind.key
        columns = self._columns(kind.options)
        for number, column in enumerate(columns):
            lengths = list(map(len, column))
            most = max(lengths)
            if most == lengths[key] and lengths.count(most) == 1:
                self._longest(item, lengths)
            folded = [text.casefold() for text in column]
            self._options(item, column, folded, most)
            answer = folded[key]
            for code, stem in stems if len(columns) == 1 else stems[number : number + 1]:
                if answer in stem:
                    self._key_in_stem(item, stem, folded, code)

    def multiple(self, item: Item, stems: Sequence[tuple[str, str]]) -> None:
        """Advise on an item with several keys."""
        kind: Multiple = item.kind  # type: ignore[assignment]
        columns = self._columns(kind.options)
        for number, column in enumerate(columns):
            folded = [text.casefold() for text in column]
            self._options(item, column, folded, max(map(len, column)))
            for code, stem in stems if len(columns) == 1 else stems[number : number + 1]:
                self._some_key_in_stem(item, stem, folded, code)

    def _columns(self, options: Sequence[Option]) -> list[list[str]]:
        """Return the texts of all options, once where no language makes a difference, else for each language."""
        for option in options:
            if not option.text.plain:
                return [[shown(o.text, n, code) for o in options] for n, code in enumerate(self.languages)]
        return [[option.text.texts[0][1] for option in options]]

    def _longest(self, item: Item, lengths: list[int]) -> None:
        """Advise on a key that is the longest option."""
        *_, following, longest = sorted(lengths) if len(lengths) > 1 else (0, *lengths)
        if longest <= BY_FAR * following or longest - following <= BY_LETTERS:
            return
        sentence = message(
            "The right answer is by far the longest option: {longest} characters, the next has {next}.",
            longest=longest,
            next=following,
        )
        help = message("Players guess the longest. Shorten it, or lengthen a wrong one.")
        self.found.append(Advice("longest-answer", item, "answer", sentence, help))

    def _options(self, item: Item, column: list[str], folded: list[str], longest: int) -> None:
        """Advise on what choice and multiple have in common."""
        kind: Choice | Multiple = item.kind  # type: ignore[assignment]
        if longest > LONGEST_OPTION:
            place = max(range(len(folded)), key=lambda number: len(folded[number]))
            too_long(item, self.found, option_field(kind, place), longest, LONGEST_OPTION)
        if not kind.fixed:
            for place, text in enumerate(folded):
                if text[:3] in _FIRST_LETTERS and is_all_or_none(text):
                    self._all_or_none(item, place, column[place])
        if begins_with_number(folded[0]):
            pair = overlapping(folded)
            if pair is not None:
                self._overlap(item, pair[1], column[pair[0]], column[pair[1]])

    def _overlap(self, item: Item, place: int, one: str, other: str) -> None:
        kind: Choice | Multiple = item.kind  # type: ignore[assignment]
        sentence = message("The options '{one}' and '{other}' overlap.", one=one, other=other)
        help = message("Choose limits so that every number fits only one option.")
        self.found.append(Advice("overlapping-options", item, option_field(kind, place), sentence, help))

    def _all_or_none(self, item: Item, place: int, text: str) -> None:
        kind: Choice | Multiple = item.kind  # type: ignore[assignment]
        sentence = message("'{text}' does not work, because options are shuffled.", text=text)
        help = message("Ask for several answers with 'answers', or list all options in order under 'choices'.")
        self.found.append(Advice("all-of-the-above", item, option_field(kind, place), sentence, help))

    def _key_in_stem(self, item: Item, stem: str, folded: list[str], code: str) -> None:
        kind: Choice = item.kind  # type: ignore[assignment]
        if _stand_out(folded, (kind.key,), stem):
            give_away(item, self.found, folded[kind.key], code)

    def _some_key_in_stem(self, item: Item, stem: str, folded: list[str], code: str) -> None:
        kind: Multiple = item.kind  # type: ignore[assignment]
        for key in kind.keys:
            if folded[key] in stem and _stand_out(folded, kind.keys, stem, key):
                give_away(item, self.found, folded[key], code)
                return


def _stand_out(folded: list[str], keys: Sequence[int], stem: str, key: int = -1) -> bool:
    """Tell whether a key stands in the stem, and no distractor does."""
    answer = folded[keys[0] if key < 0 else key]
    if len(answer) < 3 or not stands_in(answer, stem):
        return False
    others = [text for number, text in enumerate(folded) if number not in keys]
    return not any(text in stem and stands_in(text, stem) for text in others)


def is_all_or_none(text: str) -> bool:
    """Tell whether an option, in small letters, means all or none of the others."""
    return text[:3] in _FIRST_LETTERS and _ALL_OR_NONE.fullmatch(text.rstrip(".")) is not None


def shown(text: LocalText, number: int, code: str) -> str:
    """Return a text in a language that is mostly the one at `number` of its map."""
    texts = text.texts
    if text.plain:
        return texts[0][1]
    return texts[number][1] if number < len(texts) and texts[number][0] == code else text.show(code)


def option_field(kind: Choice | Multiple, number: int) -> str:
    """Return where an option stands in the file."""
    if kind.fixed:
        return f"choices.{number}"
    if isinstance(kind, Choice):
        return "answer" if number == 0 else f"wrong.{number - 1}"
    right = len(kind.keys)
    return f"answers.{number}" if number < right else f"wrong.{number - right}"


def stands_in(words: str, text: str) -> bool:
    """Tell whether a text holds a word or several as a whole."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not text[max(0, at - 1) : at].isalnum() and not text[end : end + 1].isalnum():
            return True
        at = text.find(words, at + 1)
    return False


def give_away(item: Item, found: list[Advice], words: str, code: str) -> None:
    """Add advice on a stem in a language that holds the answer, or words of it."""
    stem = item.stem.show(code)
    at = stem.casefold().find(words)
    if stem[at : at + len(words)].casefold() == words:
        words = stem[at : at + len(words)]
    sentence = message("'{words}' in the question gives away the right answer.", words=words)
    help = message("Use different words in one of the two places.")
    found.append(Advice("answer-in-question", item, f"question.{code}", sentence, help))


def too_long(item: Item, found: list[Advice], field: str, length: int, most: int) -> None:
    """Add advice on a text that cannot be read from the back of a room."""
    sentence = message(
        "This text has {length} characters; more than {most} is too long for a projector.", length=length, most=most
    )
    found.append(Advice("too-long", item, field, sentence, message("Shorten it, or split it into two questions.")))
