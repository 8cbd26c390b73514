"""Which options of a question are numbers or ranges that overlap. Single numbers and years are never taken for ranges."""

from __future__ import annotations

import re
from itertools import combinations

from lemans_quiz.core.values import NamedTuple

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
