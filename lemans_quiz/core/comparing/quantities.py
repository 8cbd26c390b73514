"""A typed number with what people write around it -> what it may mean: units, fractions, powers, scales, times, words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, localcontext
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from lemans_quiz.core.comparing.digits import plain_numbers
from lemans_quiz.core.comparing.spoken import scales, spoken
from lemans_quiz.core.comparing.units import LENGTH, PERCENT, TIME, Unit, is_same_unit, units_of

_PRECISION = 200
_MOST_ZEROS = 60
"""Decimal digits that a power may add; whatever is larger is no answer to a question."""

_BEFORE = (
    r"(?:in the year|the year|in year|in|im jahre?|das jahr|year|jahr|anno|about|approximately|approx\.?|around|roughly|circa|ca\.?|c\."
    r"|etwa|ungef[äa]e?hr|rund|zirka|nearly|almost|fast|exactly|genau|it was|it is|it's|es waren|es war|es sind|a total of|insgesamt"
    r"|position|place|platz|rang|rank|pos\.?|the|=|~|≈|no\.|nr\.|n[º°]|number|nummer|no(?= ?\d)|nr(?= ?\d)|#|p(?=\d)|ad)(?![^\W\d_])\s*"
)
_BEHIND = (
    r"\s*(?:(?<![^\W\d_])(?:ad|ce|a\.d\.|n\. ?chr\.?|long|high|tall|wide|deep|old|ago|in all|in total|or so|lang|hoch|breit|tief|alt|insgesamt)"
    r"|!|\?|\([^()]*\))$"
)
_ORDINAL = r"(\d+)(?:st|nd|rd|th)(?: place)?"
_SIGN = r"(minus|negative|-|plus|\+)\s*"

_EXPONENT = r"(.*\d[.,]?)\s*(?:e|[x×*·]\s*10\s*(?:\^|\*\*)?)\s*([+-]?\d{1,3})"
_POWER = r"(\d{1,6})\s*(?:\^|\*\*)\s*(-?\d{1,3})"
_MIXED = r"(?:(\d{1,9})\s+(?:and\s+|und\s+)?)?(\d{1,9})\s*/\s*(\d{1,9})"
_CLOCK = r"(\d{1,4}):([0-5]\d)(?::([0-5]\d))?([.,]\d+)?"
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_COMPOUND = r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]+\.?|['\"′″]{1,2})\s*(?:,|and\b|und\b|&)?\s*"


_ONE = frozenset("a an ein eine einen einer".split())
_OF_DECADES = frozenset(("s", "er"))
"""What makes ten years of a year: 1920s."""
_OTHER_NUMBER = frozenset("bc bce v".split())
"""Words behind a number that make another of it."""


class Measure(NamedTuple):
    """A number that may be meant, in the unit of the question. It may be off by `slack`, where it was converted from another."""

    number: Decimal
    slack: Decimal = Decimal(0)

    def reaches(self, low: Decimal, high: Decimal) -> bool:
        """Tell whether it may lie from `low` to `high`, both included."""
        if not self.slack:  # a sum would round a number of many digits
            return low <= self.number <= high
        return low <= self.number + self.slack and self.number - self.slack <= high


class _Read(NamedTuple):
    """A number before its unit, and half of its last digit."""

    number: Decimal
    half_digit: Decimal


def measures(text: str, units: Sequence[str]) -> tuple[Measure, ...]:
    """Return every number that a text in small letters may mean; `units` are those of the question, in all languages."""
    return _measures(text, tuple(units))


@lru_cache(maxsize=64)
def _measures(text: str, units: tuple[str, ...]) -> tuple[Measure, ...]:
    wanted = _Wanted(units)
    with localcontext(prec=_PRECISION):
        found = [one for variant in _variants(text) for one in _signed(variant, wanted)]
    return tuple(dict.fromkeys(found))


class _Wanted:
    """The unit that a question asks for, in all its names; `kinds` are what it measures, where the program knows it."""

    def __init__(self, units: Sequence[str]) -> None:
        self.names = [unit for unit in units if unit]
        self.units = tuple(dict.fromkeys(unit for name in self.names for unit in units_of(name)))
        self.kinds = {unit.kind for unit in self.units}

    def is_named(self, text: str) -> bool:
        """Tell whether a text is the unit, in one of its spellings or with the -s of a plural."""
        return any(is_same_unit(name, text) or name.casefold().rstrip(".s") == text.rstrip(".s") for name in self.names)


def _variants(text: str) -> Iterator[str]:
    """Yield the text, and the text without the words that people put around a number."""
    yield text
    bare = re.sub(_BEHIND, "", re.sub(r"^\(([^()]*)\)$", r"\1", text))
    while (shorter := re.sub(rf"^{_BEFORE}", "", bare)) != bare and shorter:
        bare = shorter
    if bare != text:
        yield bare
    if "·" in bare and "^" not in bare:
        yield bare.replace("·", ".")
    if ordinal := re.fullmatch(_ORDINAL, bare):
        yield ordinal[1]


def _signed(text: str, wanted: _Wanted) -> list[Measure]:
    sign = re.match(_SIGN, text)
    if not sign:
        return _unsigned(text, wanted, 1)
    return _unsigned(text[sign.end() :], wanted, -1 if sign[1] in ("minus", "negative", "-") else 1)


def _unsigned(text: str, wanted: _Wanted, sign: int) -> list[Measure]:
    found = [measure for head, tail in _cuts(text) for measure in _with_tail(head, tail, wanted, sign)]
    if not found:
        found = [
            measure for unit, rest in _unit_first(text, wanted) for measure in _with_tail(rest, unit, wanted, sign)
        ]
    return found or ([] if sign < 0 else _compound(text, wanted))


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    """Yield each way to cut a text into a number and what stands behind it."""
    yield text, ""
    for cut in re.finditer(r"\s+(?=\S)|(?<=[\d.,⁰¹²³⁴⁵⁶⁷⁸⁹])(?=[^\W\d_]|[°%€$£¥'\"′″])", text):
        yield text[: cut.start()].rstrip(), text[cut.end() :]


def _unit_first(text: str, wanted: _Wanted) -> Iterator[tuple[str, str]]:
    """Yield the unit that stands before a number, with the number: €5, km 13.6."""
    found = re.match(r"(us\$|[^\W\d_]+|[€$£¥°%])\.?\s*(?=[\d.])", text)
    if found and (units_of(found[1]) or wanted.is_named(found[1])):
        rest = text[found.end() :]
        yield found[1], rest
        yield from ((f"{tail} {found[1]}", head) for head, tail in _cuts(rest) if tail)


def _with_tail(head: str, tail: str, wanted: _Wanted, sign: int) -> Iterator[Measure]:
    """Yield what a number means with a scale, a unit or both behind it."""
    for name, factors in _tails(tail, wanted):
        for read in _numbers(head, wanted, name):
            for factor in factors:
                yield from _in_unit(_Read(sign * read.number * factor, read.half_digit * factor), name, wanted)


def _tails(tail: str, wanted: _Wanted) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield each way to read what stands behind a number: the name of a unit, and what to multiply by."""
    short = tail.strip().rstrip(".") or tail.strip()
    word, _, rest = short.partition(" ")
    word, rest = word.rstrip("."), rest.strip()
    rest = rest.removeprefix("of ").strip()
    million = (10**6,) if word == "m" and (rest or not wanted.kinds & {LENGTH, TIME}) else ()
    factors = scales().get(word, ()) or million
    if not factors or wanted.is_named(short):
        yield short, (1,)
    if factors and not wanted.is_named(short):
        inner = list(_tails(rest, wanted)) if rest and rest != tail else [(rest, (1,))]
        yield from ((name, tuple(one * factor for one in factors for factor in others)) for name, others in inner)
    if word == "m" and wanted.kinds & {LENGTH, TIME} and rest == "":
        yield ("min" if TIME in wanted.kinds else "m"), (1,)


def _in_unit(read: _Read, name: str, wanted: _Wanted) -> Iterator[Measure]:
    """Yield a number in the unit of the question: as it is, or converted where both measure the same."""
    if not name or wanted.is_named(name):
        yield Measure(read.number)
    elif not wanted.names:
        yield from _where_none_is_wanted(read, name)
    else:
        yield from _converted(read, units_of(name), wanted)


def _where_none_is_wanted(read: _Read, name: str) -> Iterator[Measure]:
    """Pass over a unit, or one word, where the question names none."""
    units = units_of(name)
    if any(unit.kind == PERCENT for unit in units):
        yield Measure(read.number / 100)
    if name in _OF_DECADES and read.number >= 100 and read.number % 10 == 0:
        return
    if units or (re.fullmatch(r"[^\W\d_]+", name) and name not in _OTHER_NUMBER):
        yield Measure(read.number)


def _converted(read: _Read, units: Iterable[Unit], wanted: _Wanted) -> Iterator[Measure]:
    for unit in units:
        for own in wanted.units:
            if unit.kind == own.kind:
                number = _rounded(own.from_base(unit.to_base(read.number)))
                slack = read.half_digit * unit.factor / own.factor
                # Rounding that is a large part of the number says nothing: one day is not 30 hours.
                yield Measure(number, slack if slack * _LEAST_OF_SLACK <= abs(number) else Decimal(0))


_LEAST_OF_SLACK = 20
_TELLING_DIGITS = 20


def _rounded(number: Decimal) -> Decimal:
    """Return a number without the last digits that factors such as 5/9 leave."""
    with localcontext(prec=_TELLING_DIGITS):
        return +number


def _numbers(head: str, wanted: _Wanted, unit: str) -> list[_Read]:
    """Return every number that a text without a unit may mean."""
    digits = plain_numbers(head)
    if digits:
        return [_Read(number, _half_digit(number)) for number in digits]
    if unit and head in _ONE:
        return [_Read(Decimal(1), Decimal(0))]
    special = [*_exponents(head), *_powers(head), *_fractions(head), *_clock(head, wanted, unit)]
    return [_Read(number, Decimal(0)) for number in special or spoken(head)]


def _half_digit(number: Decimal) -> Decimal:
    return Decimal(5).scaleb(int(number.as_tuple().exponent) - 1)


def _exponents(head: str) -> list[Decimal]:
    found = re.fullmatch(_EXPONENT, head.translate(_RAISED) if "10" in head else head)
    if not found or abs(int(found[2])) > _MOST_ZEROS:
        return []
    return [number.scaleb(int(found[2])) for number in plain_numbers(found[1])]


def _powers(head: str) -> list[Decimal]:
    raised = re.sub(r"(?<=\d)([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)$", lambda found: "^" + found[1].translate(_RAISED), head)
    found = re.fullmatch(_POWER, raised)
    if not found or abs(int(found[2])) * len(found[1]) > 3 * _MOST_ZEROS or int(found[1]) == 0:
        return []
    return [Decimal(found[1]) ** int(found[2])]


def _fractions(head: str) -> list[Decimal]:
    found = re.fullmatch(_MIXED, head)
    if not found or int(found[3]) == 0:
        return []
    return [Decimal(found[1] or 0) + Decimal(found[2]) / Decimal(found[3])]


def _clock(head: str, wanted: _Wanted, unit: str) -> list[Decimal]:
    """Read 1:31 in the unit of the question: minutes and seconds, or hours and minutes; 3:16.887 has seconds at its end."""
    found = re.fullmatch(_CLOCK, head)
    if not found or unit or (wanted.names and TIME not in wanted.kinds):
        return []
    parts = [Decimal(part) for part in found.groups()[:3] if part]
    parts[-1] += Decimal("0" + (found[4] or "").replace(",", "."))
    small = sum((part * 60**power for power, part in enumerate(reversed(parts))), Decimal(0))
    if not wanted.units:
        return [small]
    seconds = [small] if len(parts) == 3 or found[4] else [small, small * 60]
    return [own.from_base(number) for own in wanted.units for number in seconds]


def _compound(text: str, wanted: _Wanted) -> list[Measure]:
    """Read 1 h 31 min, 5 ft 3 in: parts of one kind, each smaller than the one before."""
    parts = re.findall(_COMPOUND, text)
    rest = re.sub(_COMPOUND, "", text).strip()
    units = [units_of(name) for _, name in parts]
    if rest.isdigit() and parts and any(unit.kind == TIME for unit in units[-1]):
        smaller = {"h": "min", "min": "s"}.get(parts[-1][1][:3].rstrip("rs. o"), "min")
        parts, units, rest = [*parts, (rest, smaller)], [*units, units_of(smaller)], ""
    if len(parts) < 2 or rest or not all(units) or not wanted.units:
        return []
    chosen = [next((unit for unit in found if unit.kind in wanted.kinds), None) for found in units]
    known = [unit for unit in chosen if unit is not None]
    falling = all(one.factor > other.factor for one, other in pairwise(known))
    if len(known) < len(chosen) or not falling:
        return []
    base = sum(
        (unit.to_base(Decimal(number.replace(",", "."))) for unit, (number, _) in zip(known, parts, strict=True)),
        Decimal(0),
    )
    return [Measure(own.from_base(base)) for own in wanted.units]
