"""The questions of a race: drawn by level from all packs, the hardest hours before morning. Seeds and checks are quiz.py's."""

from __future__ import annotations

from collections.abc import Sequence

from lemans_quiz.core.draw import Filter
from lemans_quiz.core.messages import counted, message
from lemans_quiz.core.seeds import Seed
from lemans_quiz.errors import NotFound
from lemans_quiz.games.draw import Draught, Drawing, Quiz, Seen, draw_quiz, nothing_seen
from lemans_quiz.games.race.levels import by_hour, levels_of, needed
from lemans_quiz.games.race.rules import SPRINT
from lemans_quiz.packs.bank import Bank, Drawn, Shelved


def draw_race(packs: Sequence[str], seed: str, *, hours: int, players: int, seen: Seen = nothing_seen) -> Quiz:
    """Return the quiz of a race: a question an hour for each player. Raises NotFound where the packs have too few."""
    plan = levels_of(hours, players)
    quiz = draw_quiz(Draught(tuple(packs), Filter(), len(plan), seed), seen, by=_by_level(plan))
    if len(quiz.turns) < len(plan):
        raise _too_few(len(plan), len(quiz.turns), hours)
    turns = tuple(turn._replace(player=number % players) for number, turn in enumerate(quiz.turns))
    return quiz._replace(turns=turns)


def _by_level(plan: Sequence[int]) -> Drawing:
    def draw(bank: Bank, packs: Sequence[Shelved], draught: Draught, seed: Seed) -> list[Drawn]:
        drawn = [one for level, count in needed(plan) for one in _of_level(bank, packs, level, count, seed)]
        if len(drawn) < len(plan):
            drawn += _any_others(bank, packs, drawn, len(plan), seed)
        found = {(one.pack, one.id): one for one in drawn}
        return [found[item.pack, item.id] for item in by_hour([one.item() for one in found.values()], plan)]

    return draw


def _of_level(bank: Bank, packs: Sequence[Shelved], level: int, count: int, seed: Seed) -> list[Drawn]:
    return bank.draw(packs, Filter(low=level, high=level), count, f"{seed.word} level {level}")


def _any_others(bank: Bank, packs: Sequence[Shelved], drawn: Sequence[Drawn], count: int, seed: Seed) -> list[Drawn]:
    """Return what makes up for levels that the packs lack; nothing twice."""
    known = {(one.pack, one.id) for one in drawn}
    more = bank.draw(packs, Filter(), count + len(drawn), seed.word)
    return [one for one in more if (one.pack, one.id) not in known][: count - len(drawn)]


def _too_few(wanted: int, found: int, hours: int) -> NotFound:
    sentence = counted(
        "The race needs {wanted} questions, and there is only {count}.",
        "The race needs {wanted} questions, and there are only {count}.",
        found,
        wanted=wanted,
    )
    return NotFound(sentence, message("--sprint needs only {count}.", count=SPRINT) if hours != SPRINT else None)
