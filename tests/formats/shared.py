"""What tests of formats compare by."""

from lemans_quiz.core.items import Choice, Kind, Match, Multiple, Number, Option


def same_kind(one: Kind, other: Kind) -> bool:
    """Tell whether two answers ask the same; the order of options that are shuffled does not count."""
    if isinstance(one, Choice | Multiple) and isinstance(other, Choice | Multiple):
        return type(one) is type(other) and _sides(one) == _sides(other)
    if isinstance(one, Match) and isinstance(other, Match):
        return _pairs(one) == _pairs(other)
    if isinstance(one, Number) and isinstance(other, Number):
        return (one.key, one.low, one.high, one.unit) == (other.key, other.low, other.high, other.unit)
    return one == other


def _sides(kind: Choice | Multiple) -> tuple[set[Option], set[Option]]:
    keys = {kind.key} if isinstance(kind, Choice) else set(kind.keys)
    return {kind.options[key] for key in keys}, {option for at, option in enumerate(kind.options) if at not in keys}


def _pairs(kind: Match) -> tuple[list[tuple[str, str]], set[str]]:
    pairs = [(left.first, kind.rights[right].first) for left, right in zip(kind.lefts, kind.key, strict=True)]
    return pairs, {right.first for right in kind.rights}
