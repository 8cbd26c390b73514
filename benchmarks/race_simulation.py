"""Players from guessing to perfect, slow to quick: the evidence for the figures in core/laps.py.

`python -m benchmarks.race_simulation` prints the tables of docs/race.md and draws its two plots into docs/images.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple

from lemans_quiz import paths
from lemans_quiz.core.laps import EVEN, PUSHES, QUARTERS, HourLaps, laps_of, quarter_of
from lemans_quiz.games.race.rules import CLASSIFIED, Race, Winner, driven_by, kilometres, nearest_rival, place_of
from lemans_quiz.games.race.setup import read_field

IMAGES = Path(__file__).parent.parent / "docs" / "images"
RACES = 2000
PAR = 12.0
SCATTER = 0.3
"""How much the time for an answer varies, as a share of par."""


class Driver(NamedTuple):
    """A player: the share of answers that are right, the time taken as a share of par, whether he pushes."""

    name: str
    right: float
    time: float
    pushes: bool = False


SHARES = (
    ("guessing", 0.25),
    ("half right", 0.5),
    ("three quarters right", 0.75),
    ("nine in ten right", 0.9),
    ("perfect", 1.0),
)
MOVING = (0.5, 0.7, 0.9)
PACES = (("slow", 2.0), ("at par", 1.0), ("quick", 0.4))
DRIVERS = (
    *(Driver(f"{share}, {pace}", right, time) for share, right in SHARES for pace, time in PACES),
    Driver("perfect, quick, pushing", 1.0, 0.4, pushes=True),
)


Worth = Callable[[int, int], HourLaps]
"""What hour number one (from 0) of so many is worth."""


def by_quarters(hour: int, hours: int) -> HourLaps:
    """Return what an hour is worth by today's rules."""
    return QUARTERS[quarter_of(hour, hours)]


def evenly(hour: int, hours: int) -> HourLaps:
    """Return what an hour was worth by the rules of the first version."""
    return EVEN


class Movement(NamedTuple):
    """How places moved in many races, as shares: hours 7 to 24 with another place, races in which the place stood still for
    five of these hours, races in which the last four hours moved three places or more.
    """

    changing: float
    standing_still: float
    late: float


class Outcome(NamedTuple):
    """What became of many races: all distances, sorted; shares of races; the middle place after each hour; how places moved."""

    driver: Driver
    distances: tuple[float, ...]
    classified: float
    beaten: float
    places: tuple[int, ...]
    movement: Movement

    def at(self, share: float) -> float:
        """Return the distance that this share of the races does not reach."""
        return self.distances[min(len(self.distances) - 1, int(share * len(self.distances)))]


def field() -> tuple[Winner, ...]:
    """Return the field of the shipped table."""
    return read_field(paths.shipped_packs())


def drive(driver: Driver, dice: random.Random, hours: int = 24, worth: Worth = by_quarters) -> list[float]:
    """Return the laps of each hour of one race; who pushes does so in the last hours."""
    return [
        _hour(driver, dice, worth(hour, hours), pushed=driver.pushes and hour >= hours - PUSHES)
        for hour in range(hours)
    ]


def _hour(driver: Driver, dice: random.Random, worth: HourLaps, *, pushed: bool) -> float:
    seconds = PAR * max(0.1, dice.gauss(driver.time, SCATTER))
    is_right = dice.random() < driver.right
    return laps_of(worth, 1.0 if is_right else 0.0, seconds=seconds, par=PAR, pushed=pushed)


def simulate(
    driver: Driver, winners: Sequence[Winner], races: int = RACES, *, hours: int = 24, worth: Worth = by_quarters
) -> Outcome:
    """Return what becomes of a driver in many races."""
    dice = random.Random(driver.name)
    race = Race(tuple(winners), nearest_rival(winners), hours)
    needed = CLASSIFIED * driven_by(race.rival, hours)
    driven = [drive(driver, dice, hours, worth) for _race in range(races)]
    distances = sorted(kilometres(sum(laps)) for laps in driven)
    middle = distances[len(distances) // 2]
    places = [[place_of(race, kilometres(sum(laps[:hour])), hour) for hour in range(1, hours + 1)] for laps in driven]
    return Outcome(
        driver,
        tuple(distances),
        classified=sum(distance >= needed for distance in distances) / races,
        beaten=sum(driven_by(winner, hours) <= middle for winner in winners) / len(winners),
        places=tuple(_middle(column) for column in zip(*places, strict=True)),
        movement=_movement(places),
    )


_SETTLED, _STILL, _LATE, _FAR = 6, 5, 4, 3
"""Hours in which places settle, hours that are a standstill, the last hours, and places that are far."""


def _movement(places: Sequence[Sequence[int]]) -> Movement:
    moved = [[a != b for a, b in pairwise(race[_SETTLED - 1 :])] for race in places]
    late = sum(abs(race[-1] - race[-1 - _LATE]) >= _FAR for race in places)
    still = sum(_longest_standstill(race) >= _STILL for race in moved)
    hours = sum(map(len, moved)) or 1
    return Movement(sum(map(sum, moved)) / hours, still / len(places), late / len(places))


def _longest_standstill(moved: Sequence[bool]) -> int:
    return max((len(list(hours)) for is_moved, hours in groupby(moved) if not is_moved), default=0)


def _middle(values: Sequence[int]) -> int:
    return sorted(values)[len(values) // 2]


def table(outcomes: Sequence[Outcome]) -> str:
    """Return the table of docs/race.md."""
    lines = [
        "| player | 1 in 20 below | middle | 1 in 20 above | classified | winners beaten |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for one in outcomes:
        low, middle, high = (f"{one.at(share):,.0f} km" for share in (0.05, 0.5, 0.95))
        lines.append(f"| {one.driver.name} | {low} | {middle} | {high} | {one.classified:.0%} | {one.beaten:.0%} |")
    return "\n".join(lines)


def movement_table(winners: Sequence[Winner]) -> str:
    """Return the table of how places move, by today's rules and by those of the first version."""
    lines = [
        "| right | places change in hours 7–24 | five hours of standstill | three places or more in the last four hours |",
        "|---|--:|--:|--:|",
    ]
    for right in MOVING:
        driver = Driver(f"{right:.0%} right", right, 1.0)
        now, before = (simulate(driver, winners, worth=worth).movement for worth in (by_quarters, evenly))
        cells = (f"{new:.0%} ({old:.0%})" for new, old in zip(now, before, strict=True))
        lines.append(f"| {driver.name} | {' | '.join(cells)} |")
    return "\n".join(lines)


WIDTH, LEFT, RIGHT, ROW = 760, 190, 30, 24
INK, SOFT, BLUE, PALE, RED = "#333", "#888", "#0087d7", "#9bd0f2", "#d70000"
HUES = ("#d70000", "#d75f00", "#5f5fff", "#00875f", "#0087d7")


def spread_svg(outcomes: Sequence[Outcome], winners: Sequence[Winner]) -> str:
    """Draw the spread of distances of each player above the distances of all winners."""
    low, high = 1800.0, 5600.0

    def x(distance: float) -> float:
        return LEFT + (distance - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    height = ROW * (len(outcomes) + 4)
    needed = CLASSIFIED * nearest_rival(winners).distance
    parts: list[str] = []
    for distance in range(2000, 5501, 500):
        parts += [
            _line(x(distance), 22, x(distance), height - 44, "#ddd"),
            _text(x(distance), height - 28, f"{distance:,}", SOFT, "middle"),
        ]
    parts += [
        _line(x(needed), 20, x(needed), height - 52, RED, dash=True),
        _text(x(needed), 14, "classified", RED, "middle"),
    ]
    for row, one in enumerate(outcomes):
        y = 36 + ROW * row
        parts += [
            _text(LEFT - 10, y + 4, one.driver.name, INK, "end"),
            _line(x(one.at(0.05)), y, x(one.at(0.95)), y, PALE, width=9),
        ]
        parts.append(f'<circle cx="{x(one.at(0.5)):.1f}" cy="{y}" r="5" fill="{BLUE}"/>')
    y = 36 + ROW * len(outcomes)
    parts.append(_text(LEFT - 10, y + 4, "all winners", INK, "end"))
    parts += [_line(x(winner.distance), y - 7, x(winner.distance), y + 7, SOFT) for winner in winners]
    parts.append(
        _text(
            (LEFT + WIDTH) / 2,
            height - 8,
            "kilometres in 24 hours: the middle of 2,000 races, and nine in ten of them",
            SOFT,
            "middle",
        )
    )
    return _svg(height, parts)


def places_svg(outcomes: Sequence[Outcome], winners: Sequence[Winner]) -> str:
    """Draw how the middle place moves through the hours, for the players who take the par time."""
    shown = [one for one in outcomes if one.driver.name.endswith("at par")]
    height, top, bottom = 420, 24, 60
    last = len(winners) + 1
    left, right = 60, 190

    def x(hour: float) -> float:
        return left + hour / 24 * (WIDTH - left - right)

    def y(place: float) -> float:
        return top + (place - 1) / (last - 1) * (height - top - bottom)

    parts = []
    for place in (1, 20, 40, 60, 80, last):
        parts += [
            _line(left, y(place), WIDTH - right, y(place), "#ddd"),
            _text(left - 8, y(place) + 4, f"P{place}", SOFT, "end"),
        ]
    for hour in range(0, 25, 4):
        parts.append(_text(x(hour), height - bottom + 20, f"{(16 + hour) % 24:02}:00", SOFT, "middle"))
    for one, hue in zip(shown, HUES, strict=True):
        points = " ".join(f"{x(hour):.1f},{y(place):.1f}" for hour, place in enumerate((last, *one.places)))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{hue}" stroke-width="2.5"/>')
        parts.append(_text(WIDTH - right + 8, y(one.places[-1]) + 4, one.driver.name.partition(",")[0], hue))
    parts.append(
        _text(
            (left + WIDTH - right) / 2,
            height - 10,
            "the middle place of 2,000 races after each hour, at par time",
            SOFT,
            "middle",
        )
    )
    return _svg(height, parts)


def _line(x1: float, y1: float, x2: float, y2: float, hue: str, *, width: float = 1, dash: bool = False) -> str:
    dashes = ' stroke-dasharray="4 3"' if dash else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{hue}" stroke-width="{width}"{dashes}/>'
    )


def _text(x: float, y: float, text: str, hue: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{hue}" text-anchor="{anchor}">{text}</text>'


def _svg(height: int, parts: Sequence[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="12">'
    return "\n".join([head, f'<rect width="{WIDTH}" height="{height}" fill="white"/>', *parts, "</svg>", ""])


def main() -> None:
    """Print the tables and draw the plots."""
    winners = field()
    outcomes = [simulate(driver, winners) for driver in DRIVERS]
    print(table(outcomes))
    print()
    print(movement_table(winners))
    IMAGES.mkdir(parents=True, exist_ok=True)
    drawn: tuple[tuple[str, Callable[[Sequence[Outcome], Sequence[Winner]], str]], ...] = (
        ("race-distances.svg", spread_svg),
        ("race-places.svg", places_svg),
    )
    for name, draw in drawn:
        (IMAGES / name).write_text(draw(outcomes, winners), encoding="utf-8")


if __name__ == "__main__":
    main()
