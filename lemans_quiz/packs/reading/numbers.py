"""Nodes -> numbers and dates, read in decimal; only unquoted ones are numbers."""

from __future__ import annotations

import re
from decimal import Decimal

from lemans_quiz.core.items import Number
from lemans_quiz.core.messages import Message, message
from lemans_quiz.core.text import LocalText
from lemans_quiz.packs.reading import meant
from lemans_quiz.packs.reading.lists import entries
from lemans_quiz.packs.reading.texts import Scope
from lemans_quiz.packs.yaml.nodes import Node, Scalar, Sequence, quoted

NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
LIKE_A_NUMBER = re.compile(r"(?=.*\d)[-+]?[\d.,' _\u00a0\u202f]*(?:[eE][-+]?\d+)?")
MOST_DIGITS = 20
"""More would be rounded in decimal arithmetic."""

_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?%")
_RANGE_WITH_COMMAS = re.compile(r"\[ *(-?\d+(?:,\d+)?) *, +(-?\d+(?:,\d+)?) *\]")
_ZEROS = re.compile(r"-?(?:0[0-9]|[0-9]+\.[0-9]*0$)")
_UNITS = frozenset(
    "km m cm mm nm mi ft in kg g mg t lb l ml cl s ms min h d km/h mph m/s kmh hp ps kw w v a hz °c °f °c. ° % € $ £ eur usd"
    " percent per cent prozent hours minutes seconds days weeks months years miles metres meters feet kilometres kilometers litres"
    " liters kilograms grams tons tonnes pounds degrees euros dollars people points laps times stunden minuten sekunden tage wochen"
    " monate jahre meter kilometer liter gramm kilogramm tonnen grad euro runden punkte mal menschen personen".split()
)
_WITH_UNIT = re.compile(r"([-+]?\d[\d.,' ]*?) ?([^\W\d_][\w/² ³]*|[%°€$£]\s?[CF]?)")
_BEFORE_UNIT = re.compile(r"([€$£]) ?(\d[\d.,]*)")
_SPAN = re.compile(r"(\d+(?:\.\d+)?) ?(?:-|\u2013|to|bis) ?(\d+(?:\.\d+)?)")
LONGEST_SPAN = 40
_BETWEEN = re.compile(
    r"(?:between|from|zwischen|von|entre) (\d+(?:\.\d+)?) (?:and|to|und|bis|et) (\d+(?:\.\d+)?)", re.IGNORECASE
)
_ABOUT = re.compile(
    r"(?:about|around|approx(?:imately|\.)?|roughly|circa|ca\.?|c\.|etwa|rund|ungefähr|~|\u2248) ?(\d[\d.,]*)",
    re.IGNORECASE,
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def is_number(node: Node) -> bool:
    """Tell whether a node is an unquoted number."""
    return isinstance(node, Scalar) and not node.style and NUMBER.fullmatch(node.value) is not None


def decimal(
    scope: Scope, node: Node, key: str, *, even_quoted: bool = False, expected: Message | None = None
) -> Decimal | None:
    """Read a number; `expected` tells what is wanted where it is none."""
    if not isinstance(node, Scalar) or (node.style and not even_quoted) or not NUMBER.fullmatch(node.value):
        _no_number(scope, node, key, expected or message("a number such as 13.626, without quotes"))
        return None
    if len(node.value) > MOST_DIGITS:
        _refuse(scope, node, message("The number in '{key}' is too long.", key=key), message("at most 20 digits"))
        return None
    return Decimal(node.value)


def _no_number(scope: Scope, node: Node, key: str, expected: Message) -> None:
    bare = node.value.strip() if isinstance(node, Scalar) else ""
    if key in ("tolerance", "close"):
        bare = bare.lstrip("±+-/ ")
    mended = bare if NUMBER.fullmatch(bare) else mended_number(bare) or meant.number(key, bare)
    grouped = without_groups(bare)
    help = message("Write {number}.", number=mended) if mended else None
    if grouped:
        help = message("Write {number}, or {other} if the comma marks decimals.", number=grouped, other=mended)
    scope.findings.add(
        "not-a-number",
        node,
        message("The value of '{key}' is not a number.", key=key),
        expected=expected,
        help=help,
        copy=scope.findings.mended(node, mended) if mended and not grouped else "",
    )


def without_groups(text: str) -> str:
    """Return a number without its comma where nobody can tell whether that one groups digits or is a decimal one."""
    return text.replace(",", "") if re.fullmatch(r"-?[1-9]\d{0,2},\d{3}", text) else ""


def mended_number(text: str) -> str:
    """Return the number that was probably meant, in the form that is read, or nothing."""
    tight = re.sub(r"[ _'\u00a0\u202f]", "", text).removeprefix("+")
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", tight) and not re.fullmatch(r"-?\d+,\d{3}", tight):
        tight = tight.replace(",", "")
    tight = tight.replace(",", ".") if tight.count(",") == 1 and "." not in tight else tight
    if re.fullmatch(r"-?\d{1,15}(\.\d+)?[eE]\+?\d{1,2}", tight):
        tight = f"{Decimal(tight):f}"
    tight = "0" + tight if tight.startswith(".") else tight
    return tight if NUMBER.fullmatch(tight) and len(tight) <= MOST_DIGITS else ""


def _refuse(scope: Scope, node: Node, sentence: Message, expected: Message) -> None:
    scope.findings.add("out-of-range", node, sentence, expected=expected)


def exact(
    scope: Scope, node: Node, *, tolerance: Node | None, close: Node | None, unit: LocalText | None
) -> Number | None:
    """Read a number that is right within a tolerance, or exactly without one, and earns part marks up to `close` away."""
    key = decimal(scope, node, "answer", even_quoted=True)
    if key is None:
        return None
    if isinstance(node, Scalar) and not node.style and tolerance is None and unit is None and _ZEROS.match(node.value):
        _warn_of_zeros(scope, node, key)
    width = Decimal(0) if tolerance is None else _tolerance(scope, tolerance, key)
    is_fine = unit is not None or (width and width < 1 and not _is_share(tolerance))
    if not is_fine and _may_be_grouped(scope, node):
        _warn_of_group(scope, node)
    near = Decimal(0) if close is None else _close(scope, close)
    return None if width is None or near is None else Number(key, key - width, key + width, unit, False, near)


_GROUPED_BY_DOTS = ("de", "es", "it", "nl", "pt", "da", "id", "tr")
"""Languages in which a dot groups digits: 1.957 is nineteen hundred and so on."""


def _may_be_grouped(scope: Scope, node: Node) -> bool:
    language = scope.language.partition("-")[0]
    return (
        language in _GROUPED_BY_DOTS
        and isinstance(node, Scalar)
        and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", node.value) is not None
    )


def _warn_of_group(scope: Scope, node: Node) -> None:
    """Warn that a dot is a decimal one, where authors may have grouped digits by it."""
    text = node.value  # type: ignore[union-attr]
    number = text.replace(".", "")
    scope.findings.add(
        "number-like-text",
        node,
        message("The dot in '{text}' is read as a decimal point.", text=text),
        help=message("If it groups thousands, write {number}; otherwise add the number's unit.", number=number),
        copy=scope.findings.mended(node, number) if not node.style else "",  # type: ignore[union-attr]
        severity="warning",
    )


def _close(scope: Scope, node: Node) -> Decimal | None:
    near = decimal(scope, node, "close", expected=message("a number, 0 or more"))
    if near is not None and near < 0:
        _refuse(
            scope, node, message("The value of '{key}' is out of range.", key="close"), message("a number, 0 or more")
        )
        return None
    return near


def _is_share(tolerance: Node | None) -> bool:
    return isinstance(tolerance, Scalar) and _PERCENT.fullmatch(tolerance.value.strip()) is not None


def _tolerance(scope: Scope, node: Node, key: Decimal) -> Decimal | None:
    percent = _PERCENT.fullmatch(node.value.strip()) if isinstance(node, Scalar) else None
    if percent and len(percent[1]) <= MOST_DIGITS:
        return abs(key) * Decimal(percent[1]) / 100
    width = decimal(scope, node, "tolerance")
    if width is not None and width < 0:
        _refuse(
            scope,
            node,
            message("The tolerance is negative."),
            message("a number, 0 or more, or a percentage such as 1 %"),
        )
        return None
    return width


def between(scope: Scope, node: Node, *, unit: LocalText | None) -> Number | None:
    """Read a range that is right from end to end."""
    if isinstance(node, Sequence) and node.flow and len(node.items) in (3, 4) and _decimal_commas(scope, node):
        return None
    if isinstance(node, Sequence) and len(node.items) == 1 and _one_span(scope, node):
        return None
    ends = entries(scope, node, "between", at_least=2, at_most=2)
    if ends is None:
        return None
    low, high = (decimal(scope, end, "between") for end in ends)
    if low is None or high is None:
        return None
    if low > high:
        swapped = f"[{high}, {low}]"
        scope.findings.add(
            "out-of-range",
            node,
            message("The range in 'between' ends before it starts."),
            expected=message("the lower number first"),
            help=message("Write {number}.", number=swapped),
            copy=scope.findings.mended(node, swapped),
        )
        return None
    return Number((low + high) / 2, low, high, unit, True)


def _one_span(scope: Scope, node: Sequence) -> bool:
    """Tell, and write down, that [5 - 6] holds one text."""
    only = node.items[0]
    found = _SPAN.fullmatch(only.value.strip()) if isinstance(only, Scalar) else None
    if not found:
        return False
    meant = f"[{found[1]}, {found[2]}]"
    scope.findings.add(
        "too-few-entries",
        node,
        message("'{key}' has too few entries: {count}.", key="between", count=1),
        expected=message("{least} entries", least=2),
        help=message("Write {number}.", number=meant),
        copy=scope.findings.mended(node, meant),
    )
    return True


def _decimal_commas(scope: Scope, node: Sequence) -> bool:
    """Tell, and write down, that two numbers with commas in them stand as three or four."""
    found = _RANGE_WITH_COMMAS.fullmatch(scope.findings.text[node.start_mark.index : node.end_mark.index])
    if not found:
        return False
    grouped = any(map(without_groups, found.groups()))
    decimals = f"[{found[1].replace(',', '.')}, {found[2].replace(',', '.')}]"
    help = message("Write {number}.", number=decimals)
    if grouped:
        other = f"[{found[1].replace(',', '')}, {found[2].replace(',', '')}]"
        help = message("Write {number}, or {other} if the comma marks decimals.", number=other, other=decimals)
    scope.findings.add(
        "digits-around-comma",
        node,
        message("Inside [ ], a comma ends the text, even between digits."),
        help=help,
        copy="" if grouped else scope.findings.mended(node, decimals),
    )
    return True


def bounded(scope: Scope, node: Node, key: str, *, low: int, high: int) -> float | None:
    """Read a number from `low` to `high`."""
    expected = message("a number from {low} to {high}", low=low, high=high)
    value = decimal(scope, node, key, expected=expected)
    if value is None or low <= value <= high:
        return None if value is None else float(value)
    _refuse(
        scope,
        node,
        message("The value of '{key}' is out of range.", key=key),
        expected,
    )
    return None


def whole(scope: Scope, node: Node, key: str, *, low: int, high: int) -> int | None:
    """Read a whole number from `low` to `high`."""
    expected = message("a whole number from {low} to {high}", low=low, high=high)
    if (
        isinstance(node, Scalar)
        and not node.style
        and node.value.isascii()
        and node.value.isdigit()
        and len(node.value) < 10
    ):
        value = int(node.value)
        if low <= value <= high:
            return value
    elif decimal(scope, node, key, expected=expected) is None:
        return None
    _refuse(
        scope,
        node,
        message("The value of '{key}' is out of range.", key=key),
        expected,
    )
    return None


def date(scope: Scope, node: Node, key: str) -> str | None:
    """Read a date, quoted or not, as ISO 8601 writes it."""
    import datetime

    text = node.value.strip() if isinstance(node, Scalar) else ""
    if _DATE.fullmatch(text):
        try:
            return datetime.date.fromisoformat(text).isoformat()
        except ValueError:
            pass
    likely = meant.date(text)
    scope.findings.add(
        "not-a-date",
        node,
        message("The value of '{key}' is not a date.", key=key),
        expected=message("year, month and day, as in 2026-06-14"),
        help=message("Did you mean '{word}'?", word=likely) if likely else None,
        copy=scope.findings.mended(node, likely) if likely else "",
    )
    return None


def warn_of_number(scope: Scope, node: Scalar) -> None:
    """Warn that an unquoted answer looks like a number and is read as a text."""
    number, grouped = mended_number(node.value), without_groups(node.value)
    help = message("Put it in quotes if it is text.")
    if grouped:
        help = message(
            "Write {number}, or {other} if the comma marks decimals, or put it in quotes for text.",
            number=grouped,
            other=number,
        )
    elif number:
        help = message("Write {number} for a number, or put it in quotes for text.", number=number)
    scope.findings.add(
        "number-like-text",
        node,
        message("'{text}' looks like a number, but is read as text.", text=node.value),
        help=help,
        copy="" if grouped else scope.findings.mended(node, number or quoted(node.value)),
        severity="warning",
    )


def warn_of_more_than_a_number(scope: Scope, node: Scalar) -> None:
    """Warn that an unquoted answer is typed text, where it reads like a number with its unit, a range or an estimate."""
    text = node.value.strip()
    keys: dict[str, str] = {}
    if found := _SPAN.fullmatch(text) or _BETWEEN.fullmatch(text):
        low, high = found.groups()
        keys = {"between": f"[{low}, {high}]"} if Decimal(low) < Decimal(high) and len(text) < LONGEST_SPAN else {}
    elif found := _ABOUT.fullmatch(text):
        keys = {"answer": mended_number(found[1]), "tolerance": "10 %"}
    elif found := _BEFORE_UNIT.fullmatch(text):
        keys = {"answer": mended_number(found[2]), "unit": found[1]}
    elif (found := _WITH_UNIT.fullmatch(text)) and found[2].strip().casefold() in _UNITS:
        keys = {"answer": mended_number(found[1]), "unit": quoted(found[2]) if found[2][0] in "%" else found[2]}
    if not keys or not all(keys.values()):
        return
    line = scope.findings.line_of(node)
    head = re.match(r"(.*?)answer: *$", line[: node.start_mark.column])
    lines = [f"{name}: {value}" for name, value in keys.items()]
    between = ", " if head and head[1].strip(" -") else f"\n{' ' * len(head[1])}" if head else ""
    copy = between.join(lines) + line[node.end_mark.column :] if head else ""
    scope.findings.add(
        "number-like-text",
        node,
        message("Players would have to type all of '{text}'.", text=text),
        help=message("For a number, write the lines below; for text, put it in quotes.")
        if copy
        else message("For a number, write {keys}; for text, put it in quotes.", keys=", ".join(lines)),
        copy=f"{head[1]}{copy}" if head else "",
        severity="warning",
    )


def _warn_of_zeros(scope: Scope, node: Scalar, key: Decimal) -> None:
    """Warn that zeros before or behind a number do not count."""
    scope.findings.add(
        "number-like-text",
        node,
        message("'{text}' is read as the number {number}.", text=node.value, number=f"{key.normalize():f}"),
        help=message("Put it in quotes if the zeros matter: it is then text."),
        copy=scope.findings.mended(node, quoted(node.value)),
        severity="warning",
    )
