"""From wishes to a quiz: opens the bank, takes a seed, draws, and says where a code drew something else elsewhere."""

import os
from collections.abc import Callable, Sequence
from typing import NamedTuple

from lemans_quiz import curtain, paths
from lemans_quiz.cli.selecting import choose, files_for, nothing_matches, unless_named
from lemans_quiz.cli.selecting import notices as told_of
from lemans_quiz.core.codec import fingerprint
from lemans_quiz.core.draw import Filter
from lemans_quiz.core.items import Item
from lemans_quiz.core.messages import Message, counted, message
from lemans_quiz.core.seeds import Seed, checked, mixed, parse_seed, seed_from_number
from lemans_quiz.core.text import LocalText
from lemans_quiz.core.turns import Turn, deal
from lemans_quiz.games.by_curve import draw_by_curve
from lemans_quiz.games.curve import levels
from lemans_quiz.packs.bank import Bank, Drawn, IndexedPack, draw_from
from lemans_quiz.packs.library import NAMED

TEN = 10
"""The questions of a game where their number is not said."""

TRIES = 5
"""So many seeds are tried for a game without one; the freshest is taken."""
TRIES_AHEAD = 120
"""So many where the next game is drawn while nobody waits for it."""

Titles = tuple[tuple[str, LocalText], ...]
"""Packs' titles by their ids."""

Seen = Callable[[], frozenset[tuple[str, str]]]


Drawing = Callable[[Bank, Sequence[IndexedPack], "QuizRequest", Seed], list[Drawn]]
"""How a seed draws from packs; a race has a way of its own."""


def pack_names(packs: Sequence[str]) -> list[str]:
    """Return packs as the history calls them: as they were named, sorted. Where the cache has a file is no name of it."""
    cache = str(paths.cache())
    if not any(name.startswith(cache) for name in packs):
        return sorted(packs)
    from lemans_quiz.cli.cached import named

    return sorted(map(named, packs))


class QuizRequest(NamedTuple):
    """What to draw: packs as they were named, which of their items, how many, and the seed as it was typed.

    `is_size_asked` says that the player named the number, and is told where there are fewer. So many
    `players` have a question of their own in each round.
    """

    packs: tuple[str, ...]
    wanted: Filter
    size: int
    seed: str = ""
    is_size_asked: bool = True
    players: int = 1

    @property
    def has_curve(self) -> bool:
        """Tell whether the level is left to the curve: who asks for levels is asked all of them alike."""
        return (self.wanted.low, self.wanted.high) == (Filter().low, Filter().high)

    @property
    def title(self) -> str:
        """What games must share to be compared: the packs and the filter, in one line."""
        wanted = self.wanted
        levels = f"{wanted.low}-{wanted.high}" if (wanted.low, wanted.high) != (0, 5) else ""
        return " ".join(part for part in (*pack_names(self.packs), levels, *wanted.tags, *wanted.kinds) if part)


class Quiz(NamedTuple):
    """What was drawn. `seed` has its check; `titles` are the packs'; `notices` are for the player before the first question.

    `files` are those of packs that were named by a path, by the packs' ids.
    """

    turns: tuple[Turn, ...]
    seed: Seed
    titles: Titles
    notices: tuple[Message, ...] = ()
    files: tuple[tuple[str, str], ...] = ()


def nothing_seen() -> frozenset[tuple[str, str]]:
    """Stand for a history that knows nothing."""
    return frozenset()


def draw_evenly(bank: Bank, packs: Sequence[IndexedPack], request: QuizRequest, seed: Seed) -> list[Drawn]:
    """Draw as many as were asked for, each pack once in a round."""
    return bank.draw(packs, request.wanted, request.size, seed.word)


def draw_as_asked(bank: Bank, packs: Sequence[IndexedPack], request: QuizRequest, seed: Seed) -> list[Drawn]:
    """Draw by the curve, or evenly where levels were asked for or the code knows no curve."""
    if not request.has_curve or seed.step is None:
        return draw_evenly(bank, packs, request, seed)
    plan = levels(request.size, seed.step, players=request.players)
    return draw_by_curve(bank, packs, request.wanted, seed, plan, of_all=not request.packs)


def draw_quiz(request: QuizRequest, seen: Seen = nothing_seen, *, by: Drawing = draw_as_asked, step: int = 0) -> Quiz:
    """Return a quiz as asked for, at a step of the curve where no seed decides it; raises NotFound where nothing matches."""
    return draw_from(paths.bank(), files_for(request.packs), lambda bank: _draw(bank, request, seen, by, step))


def _draw(bank: Bank, request: QuizRequest, seen: Seen, by: Drawing, step: int) -> Quiz:
    packs = choose(bank, request.packs)
    request = request._replace(wanted=unless_named(request.wanted, request.packs))
    asked = parse_seed(request.seed) if request.seed.strip() else None
    first = asked or _promised(step if request.has_curve else None)
    word, drawn = (
        (first, by(bank, packs, request, first)) if first else _freshest(bank, packs, request, seen(), by, step)
    )
    if not drawn:
        raise nothing_matches(bank, packs, request.wanted)
    items = [one.item() for one in drawn]
    seed = checked(word, map(fingerprint, items))
    curtain.note_seed(seed.code)
    notices = (*told_of(packs), *_other_draw(asked, seed), *_fewer(request, items))
    titles = tuple((pack.id, pack.title) for pack in packs)
    return Quiz(deal(items, seed.word), seed, titles, notices, files_of(packs))


def files_of(packs: Sequence[IndexedPack]) -> tuple[tuple[str, str], ...]:
    """Return the files of the packs that were named by a path, by the packs' ids."""
    return tuple((pack.id, pack.path) for pack in packs if pack.origin == NAMED)


def _promised(step: int | None) -> Seed | None:
    """Return the seed whose first page is shown already, if it is for the step that is due now."""
    promised = curtain.promised_seed()
    seed = parse_seed(promised)
    return seed if promised and seed.step == step else None


def _tries() -> int:
    return TRIES_AHEAD if curtain.is_rehearsed() else TRIES


def _freshest(
    bank: Bank,
    packs: Sequence[IndexedPack],
    request: QuizRequest,
    seen: frozenset[tuple[str, str]],
    by: Drawing,
    step: int,
) -> tuple[Seed, list[Drawn]]:
    """Try a handful of seeds and take the one whose draw holds the fewest items seen lately."""
    start = int.from_bytes(os.urandom(8), "big")
    best: tuple[int, Seed, list[Drawn]] | None = None
    for number in range(_tries() if seen else 1):
        seed = seed_from_number(mixed(start, number), step if request.has_curve else None)
        drawn = by(bank, packs, request, seed)
        known = sum((one.pack, one.id) in seen for one in drawn)
        if best is None or known < best[0]:
            best = (known, seed, drawn)
        if known == 0:
            break
    assert best is not None
    return best[1], best[2]


def _other_draw(asked: Seed | None, seed: Seed) -> tuple[Message, ...]:
    if asked is None or not asked.check or asked == seed:
        return ()
    return (
        message(
            "{asked} was drawn with other packs, versions, filters or question counts. This is a different quiz: {seed}",
            asked=asked.code,
            seed=seed.code,
        ),
    )


def _fewer(request: QuizRequest, items: Sequence[Item]) -> tuple[Message, ...]:
    if not request.is_size_asked or len(items) >= request.size:
        return ()
    return (
        counted("Only {count} matching question available.", "Only {count} matching questions available.", len(items)),
    )
