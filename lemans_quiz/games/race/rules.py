"""The race: a game whose points are laps, seen against the field of all winners. How far an answer drives is laps.py's.

A race is an ordinary game by the rules of scoring.RACES: the same turns, commands, log and replay. Each hour has one question for
each player. Here is only how that game stands: every winner runs at the average pace of his whole race, and so does the rival;
the ghost is a race of one's own, hour by hour. Field, rival and ghost are passed in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from math import ceil
from typing import NamedTuple

from lemans_quiz.core.game import Asking, Game, pushes_left, summarise, tally
from lemans_quiz.core.items import Item
from lemans_quiz.core.laps import EVEN, KILOMETRES, QUARTERS, HourLaps, quarter_of
from lemans_quiz.core.scoring import EVEN_RACE, EVEN_RACE_STEADY
from lemans_quiz.core.turns import Turn

HOURS, SPRINT = 24, 6
START = 16
"""The hour of the day at which the race starts, on a Saturday, and ends."""

CLASSIFIED = 0.7
"""Share of the rival's distance that must be driven to be classified."""

DAY, DUSK, NIGHT, DAWN = "day", "dusk", "night", "dawn"
BARS = "▁▂▃▄▅▆▇█"
_LONGEST_HOUR = 20.0


class Winner(NamedTuple):
    """Who won: the year, the make, the distance in kilometres over 24 hours, and the drivers' surnames."""

    year: int
    name: str
    distance: float
    drivers: tuple[str, ...] = ()


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
    `moved` is how many places the last hour won. `ahead` is the winner next in front, at `ahead_gap`, `behind` the one next
    behind; `best_gap` is against the ghost.
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
    behind: Winner | None
    behind_gap: float
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
    ahead = next((w for w in reversed(race.field) if driven_by(w, hour) > distance), None) if hour else None
    behind = next((w for w in race.field if driven_by(w, hour) <= distance), None) if hour else None
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
        behind=behind,
        behind_gap=distance - driven_by(behind, hour) if behind else 0.0,
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


class Overtaking(NamedTuple):
    """Whom the last hour has passed, and who has passed; those nearest to the player first."""

    passed: tuple[Winner, ...] = ()
    passed_by: tuple[Winner, ...] = ()


def overtaking(race: Race, laps: Sequence[float]) -> Overtaking:
    """Return who changed sides in the last of these hours; in the first all were ahead."""
    hour = len(laps)
    before = _ahead(race, laps[:-1], hour - 1)
    now = _ahead(race, laps, hour)
    passed = tuple(winner for winner in race.field if winner in before and winner not in now)
    return Overtaking(
        passed, tuple(winner for winner in reversed(race.field) if winner in now and winner not in before)
    )


def _ahead(race: Race, laps: Sequence[float], hour: int) -> frozenset[Winner]:
    distance = kilometres(sum(laps))
    return frozenset(winner for winner in race.field if hour <= 0 or driven_by(winner, hour) > distance)


class Chase(NamedTuple):
    """A winner to be caught, or one who is catching up: the gap in kilometres, and the hours like the last one that it takes.

    `closing` is by how much an hour like the last one closes the gap, below 0 where it grows; `hours` is then 0.
    """

    winner: Winner
    gap: float
    closing: float
    hours: int


def chase_ahead(race: Race, laps: Sequence[float]) -> Chase | None:
    """Return the chase of the winner next in front, at the pace of the last hour; None where nobody is."""
    now = standing(race, laps)
    return _chase(now.ahead, -now.ahead_gap, now.gained) if now.ahead else None


def chase_behind(race: Race, laps: Sequence[float]) -> Chase | None:
    """Return the chase by the winner next behind, at the pace of the last hour; None where nobody is."""
    now = standing(race, laps)
    return _chase(now.behind, now.behind_gap, now.gained, by=True) if now.behind else None


def _chase(winner: Winner, gap: float, gained: float, *, by: bool = False) -> Chase:
    closing = kilometres(gained) - driven_by(winner, 1)
    closing = -closing if by else closing
    return Chase(winner, gap, closing, max(1, ceil(gap / closing)) if closing > 0 else 0)


class TowerRow(NamedTuple):
    """A place near the player: `winner` is None for himself; `gap` is his lead in kilometres, below 0 for those in front.

    `swapped` says that this winner was passed in the last hour, or has passed.
    """

    place: int
    winner: Winner | None
    gap: float = 0.0
    swapped: bool = False


def tower(race: Race, laps: Sequence[float], reach: int = 2) -> tuple[TowerRow, ...]:
    """Return so many places on either side of the player, the foremost first; before the first hour nobody has one."""
    hour = len(laps)
    if not hour:
        return ()
    distance, changed = kilometres(sum(laps)), overtaking(race, laps)
    place = place_of(race, distance, hour)
    swapped = {*changed.passed, *changed.passed_by}
    ahead = race.field[max(0, place - 1 - reach) : place - 1]
    behind = race.field[place - 1 : place - 1 + reach]
    rows = [TowerRow(0, one, distance - driven_by(one, hour), one in swapped) for one in (*ahead, *behind)]
    rows.insert(len(ahead), TowerRow(0, None))
    return tuple(row._replace(place=place - len(ahead) + number) for number, row in enumerate(rows))


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
    return Classification(
        standing=now,
        laps=laps,
        finished=finished,
        classified=finished and now.distance >= needed,
        needed=needed,
        above=now.ahead,
        below=now.behind,
        appealed=summarise(game, player=player).appealed,
    )


def worth_of(scoring: str, hour: int, hours: int) -> HourLaps:
    """Return what hour number `hour` (from 0) is worth by a rule."""
    return EVEN if scoring in (EVEN_RACE, EVEN_RACE_STEADY) else QUARTERS[quarter_of(hour, hours)]


def shared_places(distances: Sequence[float]) -> tuple[int, ...]:
    """Return the place of each of these distances among them, from 1, shared by equals."""
    return tuple(1 + sum(other > distance for other in distances) for distance in distances)


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


LIGHTS_OUT, NIGHTFALL, FIRST_LIGHT, LAST_HOUR, FLAG = "lights-out", "nightfall", "first-light", "last-hour", "flag"


def moment(hour: int, hours: int) -> str:
    """Return what happens after so many of so many hours, or nothing."""
    if hour in (0, hours):
        return LIGHTS_OUT if not hour else FLAG
    if hour == hours - 1:
        return LAST_HOUR
    if light(hour) == light(hour - 1):
        return ""
    return {NIGHT: NIGHTFALL, DAWN: FIRST_LIGHT}.get(light(hour), "")


def may_push(game: Game) -> bool:
    """Tell whether the question that is open can still be pushed, as far as nothing of it is known."""
    return game.phase == Asking() and pushes_left(game) > 0


NIGHT_LEVELS = (1, 1, 2, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 3, 3, 2, 3, 2, 3, 3, 4)
"""The level of each hour from Saturday 16:00: up until six in the morning, easier by day, and once more at the end; no level 5."""

SPRINT_LEVELS = (1, 2, 2, 3, 3, 4)

_UNKNOWN = 3
"""Where an item without a level stands."""


def levels_of(hours: int, players: int = 1) -> tuple[int, ...]:
    """Return the level of each question: every player has one of the same level each hour."""
    plan = SPRINT_LEVELS if hours == SPRINT else NIGHT_LEVELS[:hours]
    return tuple(level for level in plan for _player in range(players))


def asked_the_same(turns: Sequence[Turn], players: int) -> tuple[Turn, ...]:
    """Return the turns in which each question is asked of every player, one after the other."""
    return tuple(turn._replace(player=player) for turn in turns for player in range(players))


def is_same_for_all(turns: Sequence[Turn]) -> bool:
    """Tell whether the players of a race are asked the same."""
    return len(turns) > 1 and turns[0].player != turns[1].player and turns[0].item == turns[1].item


def is_hour_over(game: Game, players: int) -> bool:
    """Tell whether everybody has answered in the hour of the last attempt."""
    return not game.attempts or (game.attempts[-1].turn + 1) % players == 0


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
