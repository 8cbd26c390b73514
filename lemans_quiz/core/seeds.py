"""What a seed decides: the same on every Python, every machine and every day.

A seed is any word; a *code* such as ARNAGE-27K4Q is a word made by us that also carries a check of what it drew. No module of
the standard library is used for chance, because none promises the same numbers for ever.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_MASK = (1 << 64) - 1
_PRIME = 0x100000001B3
_OFFSET = 0xCBF29CE484222325

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Characters that nobody mistakes for another: no 0 O, 1 I L, U V."""

PLACES = (
    "ARNAGE BUGATTI CHAPELLE COURBE DUNLOP ESSES FORD FORET GARAGE HUNAUDIERES INDIANAPOLIS KARTING LAGACHE MAISON "
    "MARECHAUX MULSANNE MUSEE PADDOCK PONTLIEUE PORSCHE RACCORD SARTHE SAOSNES SOMMER TERTRE TRIBUNE TOURELLE VILLAGE"
).split()
"""Places around the circuit; with two characters of ALPHABET they make 25,200 seeds for each step of the curve."""

_CHECK = 2
_WORDS = (3, 2)
"""Lengths of what stands before the check: the step of the curve and two characters; without a step in older codes."""


def mixed(*parts: str | int) -> int:
    """Return a number of 64 bits that depends on every part and on where one part ends.

    FNV-1a over UTF-8, then the finishing steps of SplitMix64 (Steele, Lea and Flood, 2014).
    """
    state = _OFFSET
    for part in parts:
        for byte in str(part).encode("utf-8", "surrogatepass"):
            state = ((state ^ byte) * _PRIME) & _MASK
        state = ((state ^ 0x1F) * _PRIME) & _MASK
    state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & _MASK
    return state ^ (state >> 31)


def below(limit: int, *parts: str | int) -> int:
    """Return a number from 0 up to, not including, `limit` (1 or more). Its bias is under limit / 2**64."""
    return (mixed(*parts) * limit) >> 64


def drawn_order(size: int, *parts: str | int) -> Iterator[int]:
    """Yield the numbers below `size` in an order drawn by `parts`, each in constant time however large `size` is.

    This is the Fisher-Yates shuffle with only the places that moved kept in memory.
    """
    moved: dict[int, int] = {}
    for index in range(size):
        other = index + below(size - index, *parts, index)
        yield moved.get(other, other)
        moved[other] = moved.pop(index, index)


def shuffled(size: int, *parts: str | int) -> tuple[int, ...]:
    """Return the numbers below `size` in an order drawn by `parts`."""
    return tuple(drawn_order(size, *parts))


class Seed(NamedTuple):
    """`word` decides everything; `check` is what a code claims to have drawn, or empty for any other word."""

    word: str
    check: str = ""

    @property
    def code(self) -> str:
        """The seed as it is printed and typed."""
        return self.word + self.check

    @property
    def step(self) -> int | None:
        """The step of the curve, the first of any word that is no code of ours; None for a code that draws without a curve."""
        tail = _tail(self.word)
        if not tail:
            return 0
        return ALPHABET.index(tail[0]) if len(tail) == _WORDS[0] else None


def _tail(word: str) -> str:
    """Return what stands behind the place in the word of a code, nothing for any other word."""
    place, dash, tail = word.rpartition("-")
    return tail if dash and place in PLACES and len(tail) in _WORDS and all(c in ALPHABET for c in tail) else ""


def parse_seed(text: str) -> Seed:
    """Read what a player typed: a code of ours in any case, or any other word, which is taken without a check."""
    folded = text.strip().upper()
    if _tail(folded[:-_CHECK]) and all(c in ALPHABET for c in folded[-_CHECK:]):
        return Seed(folded[:-_CHECK], folded[-_CHECK:])
    return Seed(folded) if _tail(folded) else Seed(" ".join(text.split()).casefold())


def seed_from_number(number: int, step: int | None = 0) -> Seed:
    """Return the word of a new code for any number 0 or above; its check is known once it has drawn.

    Without a step it is a code that draws without a curve.
    """
    number, place = divmod(number, len(PLACES))
    second, first = divmod(number, len(ALPHABET))
    rising = "" if step is None else ALPHABET[step]
    return Seed(f"{PLACES[place]}-{rising}{ALPHABET[first]}{ALPHABET[second % len(ALPHABET)]}")


def is_code(seed: Seed) -> bool:
    """Tell whether the seed is a code of ours, with or without its check."""
    return bool(_tail(seed.word))


def checked(seed: Seed, fingerprints: Iterable[int]) -> Seed:
    """Return the seed with the check of the items it drew, in their order; a seed that is no code stays as it is."""
    if not is_code(seed):
        return seed
    value = below(len(ALPHABET) ** 2, "check", *fingerprints)
    first, second = divmod(value, len(ALPHABET))
    return seed._replace(check=ALPHABET[first] + ALPHABET[second])


def picked(values: Sequence[str], *parts: str | int) -> str:
    """Return one of the values."""
    return values[below(len(values), *parts)]
