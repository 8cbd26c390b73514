"""The race: a game whose points are laps, seen against the field of all winners. How far an answer drives is laps.py's.

A race is an ordinary game by the rules of scoring.RACES: the same turns, commands, log and replay. Each hour has one question for
each player. Here is only how that game stands: every winner runs at the average pace of his whole race, and so does the rival;
the ghost is a race of one's own, hour by hour. Field, rival and ghost are passed in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from lemans_quiz.core.game import Asking, Game, pushes_left, summarise, tally
from lemans_quiz.core.items import Item
from lemans_quiz.core.laps import KILOMETRES

HOURS, SPRINT = 24, 6
START = 16
"""The hour of the day at which the race starts, on a Saturday, and ends."""

CLASSIFIED = 0.7
"""Share of the rival's distance that must be driven to be classified."""

DAY, DUSK, NIGHT, DAWN = "day", "dusk", "night", "dawn"
BARS = "▁▂▃▄▅▆▇█"
_LONGEST_HOUR = 18.5


class Winner(NamedTuple):
    """Who won: the year, the make, and the distance in kilometres over 24 hours."""

    year: int
    name: str
    distance: float


class Race(NamedTuple):
    """Against whom a race of `hours` is driven. `field` is in the order of its distances, the longest first.

    `ghost` holds the kilometres of the best race so far after each of its hours; it is empty where there is none.
    """

    field: tuple[Winner, ...]
    rival: Winner
    hours: int = HOURS
    players: tuple[str, ...] = ("",)
    ghost: tuple[float, ...] = ()


class RaceStanding(NamedTuple):
    """How a player stands after `hour` hours. Distances and gaps are kilometres; a gap above 0 is a lead.

    `laps` were driven in all, `gained` of them in the last hour. `place` of `of` is counted among the whole field and the player;
    `moved` is how many places the last hour won. `ahead` is the winner next in front, at `ahead_gap`; `best_gap` is against the ghost.
    """

    hour: int
    laps: float
    gained: float
    distance: float
    place: int
    of: int
    moved: int
    rival_gap: float
    ahead: Winner | None
    ahead_gap: float
    best_gap: float | None


def by_distance(winners: Sequence[Winner]) -> tuple[Winner, ...]:
    """Return the field: the longest distance first, the earlier year first among equals."""
    return tuple(sorted(winners, key=lambda winner: (-winner.distance, winner.year)))


def nearest_rival(field: Sequence[Winner], last: float | None = None) -> Winner:
    """Return whom to race by default: the winner nearest to `last`, one's last distance over 24 hours, or the middle of the field.

    Only the faster half is looked at: 70 % of a slow winner's distance is within reach of guessing.
    """
    faster = field[: len(field) // 2 + 1]
    if last is None:
        return faster[-1]
    return min(faster, key=lambda winner: (abs(winner.distance - last), winner.year))


def find_winner(field: Sequence[Winner], year: int) -> Winner | None:
    """Return the winner of a year, or None where there is none with an undisputed distance."""
    return next((winner for winner in field if winner.year == year), None)


def hour_of(game: Game, players: int = 1) -> int:
    """Return the hour that is being driven, from 1."""
    return game.position // players + 1


def laps_by_hour(game: Game, player: int = 0) -> tuple[float, ...]:
    """Return the laps that a player drove in each hour that is done."""
    return tally(game, player=player).gained


def kilometres(laps: float) -> float:
    """Return the distance of some laps."""
    return round(laps * KILOMETRES, 3)


def ghost_of(laps: Sequence[float]) -> tuple[float, ...]:
    """Return the distance after each hour of a race, for racing against it."""
    return tuple(kilometres(driven) for driven in accumulate(laps))


def driven_by(winner: Winner, hour: float) -> float:
    """Return where a winner is after so many hours, at his average pace."""
    return winner.distance * hour / HOURS


def standing(race: Race, laps: Sequence[float]) -> RaceStanding:
    """Return how one stands after these hours. Before the first, everybody else stands in front on the grid."""
    hour = len(laps)
    distance = kilometres(sum(laps))
    place = place_of(race, distance, hour)
    ahead = next((w for w in reversed(race.field) if driven_by(w, hour) > distance), None)
    return RaceStanding(
        hour=hour,
        laps=round(sum(laps), 2),
        gained=laps[-1] if laps else 0.0,
        distance=distance,
        place=place,
        of=len(race.field) + 1,
        moved=place_of(race, kilometres(sum(laps[:-1])), hour - 1) - place if laps else 0,
        rival_gap=distance - driven_by(race.rival, hour),
        ahead=ahead,
        ahead_gap=distance - driven_by(ahead, hour) if ahead else 0.0,
        best_gap=_gap_to_ghost(race, distance, hour),
    )


def place_of(race: Race, distance: float, hour: int) -> int:
    """Return the place, from 1, of who has driven so far after so many hours: whoever draws level is passed."""
    if hour <= 0:
        return len(race.field) + 1
    return 1 + sum(1 for winner in race.field if driven_by(winner, hour) > distance)


def _gap_to_ghost(race: Race, distance: float, hour: int) -> float | None:
    if hour > len(race.ghost):
        return None
    return distance - (race.ghost[hour - 1] if hour else 0.0)


class Classification(NamedTuple):
    """How a race ended. `needed` kilometres make one classified, and only at the flag; `above` and `below` are the neighbours.

    `laps` were driven in each hour; `appealed` says that the player overruled a mark.
    """

    standing: RaceStanding
    laps: tuple[float, ...]
    finished: bool
    classified: bool
    needed: float
    above: Winner | None
    below: Winner | None
    appealed: bool


def classify(race: Race, game: Game, player: int = 0) -> Classification:
    """Return how a race ended for a player, or how it stands."""
    laps = laps_by_hour(game, player)
    now = standing(race, laps)
    needed = CLASSIFIED * driven_by(race.rival, race.hours)
    finished = len(laps) >= race.hours
    below = next((w for w in race.field if driven_by(w, now.hour) <= now.distance), None) if laps else None
    return Classification(
        standing=now,
        laps=laps,
        finished=finished,
        classified=finished and now.distance >= needed,
        needed=needed,
        above=now.ahead,
        below=below,
        appealed=summarise(game, player=player).appealed,
    )


def bars(laps: Sequence[float]) -> str:
    """Return a sign for each hour, the higher the further it went."""
    levels = (round(driven / _LONGEST_HOUR * len(BARS)) - 1 for driven in laps)
    return "".join(BARS[max(0, min(len(BARS) - 1, level))] for level in levels)


def clock_hour(hour: int) -> int:
    """Return the hour of the day after so many hours of racing."""
    return (START + hour) % 24


def is_sunday(hour: int) -> bool:
    """Tell whether midnight has passed after so many hours of racing."""
    return START + hour >= 24


def light(hour: int) -> str:
    """Return DAY, DUSK, NIGHT or DAWN after so many hours of racing, as it is in the middle of June at Le Mans."""
    now = clock_hour(hour)
    if 21 <= now < 23:
        return DUSK
    if 5 <= now < 7:
        return DAWN
    return NIGHT if now >= 23 or now < 5 else DAY


def may_push(game: Game) -> bool:
    """Tell whether the question that is open can still be pushed, as far as nothing of it is known."""
    return game.phase == Asking() and pushes_left(game) > 0


NIGHT_LEVELS = (1, 1, 2, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 4, 3, 3, 2, 3, 2, 3, 3, 4)
"""The level of each hour from Saturday 16:00: up until six in the morning, easier by day, and once more at the end."""

SPRINT_LEVELS = (1, 2, 2, 3, 3, 4)

_UNKNOWN = 3
"""Where an item without a level stands."""


def levels_of(hours: int, players: int = 1) -> tuple[int, ...]:
    """Return the level of each question: every player has one of the same level each hour."""
    plan = SPRINT_LEVELS if hours == SPRINT else NIGHT_LEVELS[:hours]
    return tuple(level for level in plan for _player in range(players))


def needed(plan: Sequence[int]) -> list[tuple[int, int]]:
    """Return how many questions of which level a plan asks for, the lowest first."""
    return sorted(Counter(plan).items())


def by_hour(items: Sequence[Item], plan: Sequence[int]) -> list[Item]:
    """Put drawn items into the hours of a plan: the hardest into the hardest hours, in the order of the draw among equals.

    With fewer items than hours the last hours are left out.
    """
    plan = plan[: len(items)]
    ranked = iter(sorted(items, key=lambda item: item.level or _UNKNOWN))
    hours = sorted(range(len(plan)), key=lambda hour: plan[hour])
    placed = dict(zip(hours, ranked, strict=False))
    return [placed[hour] for hour in range(len(plan))]
