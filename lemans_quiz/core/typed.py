"""Lines of plain text <-> responses: what a player types where no single keys are read, and what is shown of an answer.

Positions in a line are those on the screen; a response holds the item's own indices. Keys and cursors are the terminal's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Order, Text, TrueFalse
from lemans_quiz.core.languages import language_of
from lemans_quiz.core.normalising import LONGEST, forms, is_same, languages_of, without_controls
from lemans_quiz.core.numbers import readings, shown
from lemans_quiz.core.responses import Chosen, ChosenSet, Matched, Ordered, Response, Said, Typed, Unreadable
from lemans_quiz.core.text import LocalText
from lemans_quiz.core.turns import Turn, arrangeable

LineCommand = Literal["hint", "skip", "quit", "right", "wrong", "push"]

_COMMANDS: dict[str, LineCommand] = {
    **dict.fromkeys((":hint", ":tipp", ":hinweis"), "hint"),
    **dict.fromkeys(("", ":skip", ":weiter", ":überspringen"), "skip"),
    **dict.fromkeys((":quit", ":ende", ":beenden"), "quit"),
    **dict.fromkeys((":right", ":richtig"), "right"),
    **dict.fromkeys((":wrong", ":falsch"), "wrong"),
    **dict.fromkeys((":push", ":attacke"), "push"),
}

_TRUE = frozenset(("1", "a", "t", "true", "y", "yes", "right", "correct", "r", "richtig", "wahr", "ja", "j", "stimmt"))
_FALSE = frozenset(("2", "b", "f", "false", "n", "no", "wrong", "incorrect", "falsch", "nein", "stimmt nicht"))

# Compiled when first used (re remembers them): the first question on the screen needs none of them.
_PLACE = r"([1-9]|1[0-9]|2[0-6]|[a-z])[.):]?"
_BETWEEN_PLACES = r"(?:[\s,;+&/>→]|->|\b(?:and|und|et)\b)+"
_BETWEEN_TEXTS = r"(\s*(?:,|;|→|->|>)\s*)"
_BETWEEN_SIDES = r"\s*(?:=|→|->|:)\s*|\s+[–-]\s+"
_PAIR = r"[\s,;]*([1-9][0-9]?)\s*[-–=:.)>]*\s*([a-z])(?![a-z])"
_MOST_PARTS = 40


def read_command(line: str) -> LineCommand | None:
    """Return the command a line stands for: `:hint :skip :quit :right :wrong :push` or its German word; an empty line skips."""
    return _COMMANDS.get(without_controls(line).casefold()) if len(line) <= LONGEST else None


def read_line(turn: Turn, line: str, language: str) -> Response:
    """Read one attempt. A number or letter is tried as a position first, then the line as a text in any language.

    `language` is the one shown. What cannot be read is `Unreadable`, with control characters taken out.
    """
    clean = without_controls(line[: 2 * LONGEST])[:LONGEST]
    if not clean or len(line) > 2 * LONGEST:
        return Unreadable(clean)
    return _read(turn, clean, language) or Unreadable(clean)


def _read(turn: Turn, line: str, language: str) -> Response | None:
    match turn.item.kind:
        case Choice():
            option = _Arranged(turn, language).one(line)
            return None if option is None else Chosen(option)
        case Multiple():
            options = _Arranged(turn, language).several(line)
            return None if options is None else ChosenSet(tuple(sorted(set(options))))
        case Order():
            entries = _Arranged(turn, language).several(line)
            is_whole = entries is not None and sorted(entries) == sorted(turn.arrangement)
            return Ordered(tuple(entries)) if entries is not None and is_whole else None
        case Match() as pairs:
            return _read_match(turn, pairs, line, language)
        case TrueFalse():
            return _read_truth(line.casefold().rstrip(".!"), language.partition("-")[0])
        case Text() | Number():
            return Typed(line)


def _read_truth(word: str, language: str) -> Said | None:
    if word in _TRUE or word in language_of(language).says_true:
        return Said(True)
    return Said(False) if word in _FALSE or word in language_of(language).says_false else None


class _Arranged:
    """What was arranged on the screen, and how a line names it: by its place there or by its text."""

    def __init__(self, turn: Turn, language: str) -> None:
        self.order = turn.arrangement
        self.names = _Names(turn.shown(), turn.item.stem, language)

    def at(self, word: str) -> int | None:
        """Return the index of what stands at a place named by a number or a letter."""
        if not (found := re.fullmatch(_PLACE, word.casefold())):
            return None
        name = found[1]
        place = int(name) - 1 if name.isdigit() else ord(name) - ord("a")
        return self.order[place] if place < len(self.order) else None

    def one(self, line: str) -> int | None:
        """Return the index of the one that a line names."""
        at = self.at(line)
        return self.named(line) if at is None else at

    def named(self, text: str) -> int | None:
        """Return the index of the one that a text names."""
        place = self.names.find(text)
        return None if place is None else self.order[place]

    def several(self, line: str) -> list[int] | None:
        """Return the indices of those that a line names, in its order; None where anything is not understood."""
        if (found := _all_or_none([self.at(word) for word in _words(line)])) is not None:
            return found
        if (found := self._by_text(re.split(_BETWEEN_TEXTS, line))) is not None:
            return found
        return _all_or_none([self.at(letter) for letter in line]) if line.isalnum() else None

    def _by_text(self, parts: list[str]) -> list[int] | None:
        """Read texts with a separator at every odd place; a text may hold separators of its own, so the longest is tried first."""
        found: list[int] = []
        start = 0
        while start < len(parts) <= _MOST_PARTS:
            ends = range(len(parts), start, -2)
            end = next((end for end in ends if self.one("".join(parts[start:end])) is not None), None)
            if end is None:
                return None
            found += _all_or_none([self.one("".join(parts[start:end]))]) or []
            start = end + 1
        return found or None


def _words(line: str) -> list[str]:
    return [word for word in re.split(_BETWEEN_PLACES, line.casefold()) if word]


def _all_or_none(found: Sequence[int | None]) -> list[int] | None:
    known = [index for index in found if index is not None]
    return known if known and len(known) == len(found) else None


class _Names:
    """Texts that can be named by typing them; a name that fits two of them names none."""

    def __init__(self, texts: Sequence[LocalText], stem: LocalText, language: str) -> None:
        self.shown = [without_controls(text.show(language)).casefold() for text in texts]
        self.readings = [
            (index, code, without_controls(words).casefold(), forms(words, code))
            for index, text in enumerate(texts)
            for code, words in languages_of(text, stem)
        ]
        self.longest = max((len(clean) for _, _, clean, _ in self.readings), default=0)

    def find(self, typed: str) -> int | None:
        """Return the index of the text that was typed: as shown, else in any language, else but for what does not matter."""
        if len(typed) > 3 * self.longest + 20:
            return None
        hits = next((hits for hits in self._hits(typed) if hits), set())
        return hits.pop() if len(hits) == 1 else None

    def _hits(self, typed: str) -> Iterator[set[int]]:
        folded = typed.casefold()
        yield {index for index, text in enumerate(self.shown) if text == folded}
        yield {index for index, _, text, _ in self.readings if text == folded}
        made = {code: forms(typed, code) for _, code, _, _ in self.readings}
        yield {index for index, code, _, known in self.readings if made[code].accented == known.accented}
        yield {index for index, code, _, known in self.readings if is_same(made[code], known)}


def _read_match(turn: Turn, pairs: Match, line: str, language: str) -> Matched | None:
    arranged = _Arranged(turn, language)
    found = _pairs_by_place(arranged, line) or _pairs_by_text(arranged, pairs, line, turn.item.stem, language)
    letters = _words(line)
    if not found and len(letters) == len(pairs.lefts) and all(letter.isalpha() for letter in letters):
        found = [(left, arranged.at(letter)) for left, letter in enumerate(letters)]
    given = {left: right for left, right in found if right is not None}
    if not found or len(given) < len(found) or max(given) >= len(pairs.lefts):
        return None
    return Matched(tuple(given.get(left, -1) for left in range(len(pairs.lefts))))


def _pairs_by_place(arranged: _Arranged, line: str) -> list[tuple[int, int | None]]:
    """Read `1b 2a`: the number of the left-hand side, the letter of the right-hand one."""
    found: list[tuple[int, int | None]] = []
    folded = line.casefold().rstrip(" ,;.")
    pattern = re.compile(_PAIR)
    place = 0
    while pair := pattern.match(folded, place):
        found.append((int(pair[1]) - 1, arranged.at(pair[2])))
        place = pair.end()
    return found if place == len(folded) else []


def _pairs_by_text(
    arranged: _Arranged, pairs: Match, line: str, stem: LocalText, language: str
) -> list[tuple[int, int | None]]:
    """Read `left – right; left – right`, each side by its text; a `?` leaves a side without."""
    lefts = _Names(pairs.lefts, stem, language)
    found: list[tuple[int, int | None]] = []
    for part in line.split(";")[:_MOST_PARTS]:
        sides = _split_sides(lefts, arranged, part.strip())
        if sides is None:
            return []
        found += [sides] if sides[1] is not None else []
    return found


def _split_sides(lefts: _Names, arranged: _Arranged, part: str) -> tuple[int, int | None] | None:
    for cut in re.finditer(_BETWEEN_SIDES, part):
        left, rest = lefts.find(part[: cut.start()]), part[cut.end() :]
        right = arranged.named(rest)
        if left is not None and (right is not None or rest == "?"):
            return left, right
    return None


def response_text(turn: Turn, response: Response | None, language: str) -> str:
    """Return a player's response as text; what does not fit the item shows as nothing."""
    texts = [text.show(language) for text in arrangeable(turn.item)]

    def name(index: int) -> str:
        return texts[index] if 0 <= index < len(texts) else ""

    match response:
        case Chosen(option):
            return name(option)
        case ChosenSet(options):
            return ", ".join(name(index) for index in turn.arrangement if index in options)
        case Said(value):
            return truth_text(value, language)
        case Typed(text) | Unreadable(text):
            return text
        case Ordered(entries):
            return " → ".join(name(index) for index in entries)
        case Matched(rights):
            lefts = turn.item.kind.lefts if isinstance(turn.item.kind, Match) else ()
            sides = zip(lefts, rights, strict=False)
            return "; ".join(f"{left.show(language)} – {name(right) or '?'}" for left, right in sides)
        case None:
            return ""


def key_text(item: Item, language: str) -> str:
    """Return the right answer as text: a number with unit and tolerance, order joined by arrows, pairs by semicolons."""
    match item.kind:
        case Choice(options, key):
            return options[key].text.show(language)
        case Multiple(options, keys):
            return ", ".join(options[key].text.show(language) for key in keys)
        case TrueFalse(right):
            return truth_text(right, language)
        case Text(answer):
            return answer.show(language)
        case Number() as number:
            return _number_text(number, language)
        case Order(entries):
            return " → ".join(entry.show(language) for entry in entries)
        case Match(lefts, rights, places):
            sides = zip(lefts, places, strict=True)
            return "; ".join(f"{left.show(language)} – {rights[place].show(language)}" for left, place in sides)


def distance_text(number: Number, response: Response | None, language: str) -> str:
    """Return how far a typed number is from the truth, with the unit; nothing where it is the truth or no number."""
    units = number.unit.everywhere() if number.unit else ()
    found = readings(response.text, units) if isinstance(response, Typed) else ()
    if not found:
        return ""
    ends = (number.low, number.high) if number.by_range else (number.key,)
    is_inside = number.by_range and any(number.low <= one <= number.high for one in found)
    away = min(abs(one - end) for one in found for end in ends)
    return (
        ""
        if is_inside or not away
        else shown(away, language) + (f" {number.unit.show(language)}" if number.unit else "")
    )


def truth_text(value: bool, language: str) -> str:
    """Return true or false as a word; English where the language is not known."""
    truth = language_of(language).truth
    return (truth if all(truth) else language_of("en").truth)[value]


def _number_text(number: Number, language: str) -> str:
    unit = f" {number.unit.show(language)}" if number.unit else ""
    if number.by_range:
        dash = " – " if number.low < 0 else "–"
        return f"{shown(number.low, language)}{dash}{shown(number.high, language)}{unit}"
    if number.low == number.high:
        return shown(number.key, language) + unit
    tolerance = max(number.high - number.key, number.key - number.low, Decimal(0))
    return f"{shown(number.key, language)}{unit} (± {shown(tolerance, language)})"
