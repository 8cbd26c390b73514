"""The words of a race that its screen and its lines share: figures, who passes whom, the chase, moments, the rules."""

from __future__ import annotations

from collections.abc import Sequence

from lemans_quiz.core.game import Rules
from lemans_quiz.core.laps import PUSH_GAIN, PUSH_LOSS, QUARTERS, HourLaps
from lemans_quiz.core.scoring import CLOCKED_RACES
from lemans_quiz.games.race.rules import (
    CLASSIFIED,
    DAWN,
    DAY,
    DUSK,
    FIRST_LIGHT,
    FLAG,
    HOURS,
    LAST_HOUR,
    LIGHTS_OUT,
    NIGHT,
    NIGHTFALL,
    Chase,
    Race,
    RaceStanding,
    Winner,
    chase_ahead,
    chase_behind,
    clock_hour,
    driven_by,
    is_sunday,
    light,
    moment,
    overtaking,
    worth_of,
)
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.terminal.theme import as_written, in_one_line

_UP, _DOWN = "▲", "▼"


def figure(value: float, digits: int = 1, *, signed: bool = False) -> str:
    """Return a number with thousands grouped, a true minus, and a plus where wanted."""
    written = as_written(f"{abs(value):,.{digits}f}")
    is_zero = not written.strip("0.,")
    sign = "−" if value < 0 and not is_zero else "+" if signed else ""
    return sign + written


def distance_text(value: float, digits: int = 1) -> str:
    """Return kilometres."""
    return _("{distance} km").format(distance=figure(value, digits))


def gap_text(value: float) -> str:
    """Return a lead or a deficit in kilometres, with its sign."""
    return _("{distance} km").format(distance=figure(value, signed=True))


def laps_text(laps: float) -> str:
    """Return a number of laps."""
    count = 1 if laps == 1 else max(2, round(laps))
    return ngettext("{laps} lap", "{laps} laps", count).format(laps=figure(laps))


def place_text(standing: RaceStanding) -> str:
    """Return the place among the whole field."""
    return _("P{place} of {of}").format(place=standing.place, of=standing.of)


def moved_text(standing: RaceStanding) -> str:
    """Return the places won or lost in the last hour, or nothing."""
    if not standing.moved:
        return ""
    return f"{_UP if standing.moved > 0 else _DOWN}{abs(standing.moved)}"


def winner_text(winner: Winner) -> str:
    """Return a winner by year and make."""
    return f"{winner.year} {in_one_line(winner.name)}"


def light_text(hours: int) -> str:
    """Return the light after so many hours, as a word."""
    return {DAY: _("day"), DUSK: _("dusk"), NIGHT: _("night"), DAWN: _("dawn")}[light(hours)]


def clock_text(hour: int, minute: int = 0) -> str:
    """Return the time of day, `minute` minutes into an hour counted from 1."""
    passed = hour - 1 + minute // 60
    return f"{clock_hour(passed):02}:{minute % 60:02}"


def weekday_text(hours: int) -> str:
    """Return the day after so many hours, shortened."""
    return _("Sun") if is_sunday(hours) else _("Sat")


def names_text(names: Sequence[str]) -> str:
    """Return names as they are listed in a sentence."""
    safe = [in_one_line(name) for name in names]
    if len(safe) < 2:
        return "".join(safe)
    return _("{names} and {last}").format(names=", ".join(safe[:-1]), last=safe[-1])


def winner_in_full(winner: Winner) -> str:
    """Return a winner with the drivers, as it stands behind `the` in a sentence."""
    text = _("{year} {make} of {drivers}") if winner.drivers else _("{year} {make}")
    return text.format(year=winner.year, make=in_one_line(winner.name), drivers=names_text(winner.drivers))


def hour_text(race: Race, laps: Sequence[float]) -> str:
    """Say what the hour that is over has brought: laps, who was passed and who passed, or how the chase stands."""
    gained = _("{gained} laps.").format(gained=figure(laps[-1], signed=True))
    return " ".join([gained, *overtaking_sentences(race, laps)])


def overtaking_sentences(race: Race, laps: Sequence[float]) -> list[str]:
    """Name who was passed in the last hour and who passed; where places stand still, tell the chase."""
    changed = overtaking(race, laps)
    told = [*_passing(changed.passed), *_passed(changed.passed_by)]
    return told or _chase(race, laps)


def _passing(winners: Sequence[Winner]) -> list[str]:
    if not winners:
        return []
    more = len(winners) - 1
    if not more:
        return [_("You pass the {winner}.").format(winner=winner_in_full(winners[0]))]
    text = ngettext("You pass the {winner} and one more.", "You pass the {winner} and {count} more.", more)
    return [text.format(winner=winner_in_full(winners[0]), count=count_text(more))]


def _passed(winners: Sequence[Winner]) -> list[str]:
    if not winners:
        return []
    more = len(winners) - 1
    if not more:
        return [_("The {winner} passes you.").format(winner=winner_in_full(winners[0]))]
    text = ngettext(
        "The {winner} passes you, and so does one more.", "The {winner} passes you, and so do {count} more.", more
    )
    return [text.format(winner=winner_in_full(winners[0]), count=count_text(more))]


def _chase(race: Race, laps: Sequence[float]) -> list[str]:
    """Tell in kilometres and hours whom one may catch, or who may catch one; at the flag nobody is chased."""
    left = race.hours - len(laps)
    ahead, behind = chase_ahead(race, laps), chase_behind(race, laps)
    if not left or (ahead is None and behind is None):
        return []
    if ahead and ahead.hours:
        fields = {"winner": winner_in_full(ahead.winner), "gap": distance_text(ahead.gap)}
        if ahead.hours > left:
            return [_("The {winner} is {gap} ahead, too far for the time left.").format(**fields)]
        text = ngettext(
            "The {winner} is {gap} ahead: one more hour like this.",
            "The {winner} is {gap} ahead: {count} more hours like this.",
            ahead.hours,
        )
        return [text.format(count=count_text(ahead.hours), **fields)]
    if behind and 0 < behind.hours <= left:
        text = ngettext(
            "The {winner} is {gap} behind and passes you after one more hour like this.",
            "The {winner} is {gap} behind and passes you after {count} more hours like this.",
            behind.hours,
        )
        gap = distance_text(behind.gap)
        return [text.format(winner=winner_in_full(behind.winner), gap=gap, count=count_text(behind.hours))]
    if ahead:
        return [
            _("The {winner} is {gap} ahead and gains {more} an hour.").format(
                winner=winner_in_full(ahead.winner), gap=distance_text(ahead.gap), more=distance_text(-ahead.closing)
            )
        ]
    return [_leading(behind)] if behind else []


def _leading(behind: Chase) -> str:
    text = _("Nobody is ahead of you; the {winner} is {gap} behind.")
    return text.format(winner=winner_in_full(behind.winner), gap=distance_text(behind.gap))


def count_text(count: int) -> str:
    """Return a count as it is written in a sentence: small ones as words."""
    words = (
        _("two"),
        _("three"),
        _("four"),
        _("five"),
        _("six"),
        _("seven"),
        _("eight"),
        _("nine"),
        _("ten"),
        _("eleven"),
        _("twelve"),
    )
    return words[count - 2] if 2 <= count <= len(words) + 1 else str(count)


def moment_text(race: Race, hour: int) -> str:
    """Say what happens after so many hours, or nothing."""
    match moment(hour, race.hours):
        case "lights-out":
            return _("Lights out!")
        case "nightfall":
            return _("Night falls. Headlights on.")
        case "first-light":
            return _("The first light of Sunday.")
        case "last-hour":
            return _("The last hour.")
        case "flag":
            return _("The chequered flag!")
        case _:
            return ""


_MOMENT_SIGNS = {LIGHTS_OUT: "○○○○○", NIGHTFALL: "☾", FIRST_LIGHT: "◓", LAST_HOUR: "⚑", FLAG: "▀▄▀▄▀▄"}
"""A small picture of each moment; the sentence alone says it too."""


def worth_text(rules: Rules, hour: int, hours: int, *, pushing: bool = False, short: bool = False) -> str:
    """Say what the answer of hour number `hour` (from 1) is worth."""
    worth = _pushed(worth_of(rules.scoring, hour - 1, hours), pushing)
    if short:
        return _("wrong {wrong} laps").format(wrong=_plain(worth.pit_stop))
    return _("right {right} laps, wrong {wrong}").format(right=_right(rules, worth), wrong=_plain(worth.pit_stop))


def skip_text(rules: Rules, hour: int, hours: int, *, pushing: bool = False) -> str:
    """Name the price of a skip in an hour, beside that of a wrong answer."""
    worth = _pushed(worth_of(rules.scoring, hour - 1, hours), pushing)
    return _("the garage: {garage} laps; wrong is {wrong}").format(
        garage=_plain(worth.garage), wrong=_plain(worth.pit_stop)
    )


def _pushed(worth: HourLaps, pushing: bool) -> HourLaps:
    if not pushing:
        return worth
    lost = (max(0.0, laps - PUSH_LOSS) for laps in (worth.pit_stop, worth.garage))
    return HourLaps(worth.slowest + PUSH_GAIN, worth.quickest + PUSH_GAIN, *lost)


def _right(rules: Rules, worth: HourLaps) -> str:
    if rules.scoring not in CLOCKED_RACES:
        return _plain(worth.steady)
    return f"{_plain(worth.slowest)}–{_plain(worth.quickest)}"


def _plain(laps: float) -> str:
    return figure(laps, 0 if laps == round(laps) else 2 if round(laps, 1) != laps else 1)


def grid_sentences(race: Race, rules: Rules, position: int = 0) -> list[str]:
    """Return what a player should know before the start, or before going on at question `position` (from 0)."""
    return [
        _way_of_the_race(race, position),
        _driving(rules),
        _worth(race, rules),
        *([_pushing(rules)] if rules.pushes else []),
        _rival(race),
        *([_ghost(race)] if race.ghost else []),
        *([_players(race)] if len(race.players) > 1 else []),
    ]


def _way_of_the_race(race: Race, position: int) -> str:
    if position:
        hour = position // len(race.players) + 1
        return _("You stopped in hour {hour} of {hours}. The race continues there.").format(hour=hour, hours=race.hours)
    flag = f"{clock_hour(race.hours):02}:00"
    if is_sunday(race.hours):
        return _(
            "You answer one question an hour from Saturday 16:00 to Sunday {flag}. Every winner since 1923 drives at the average pace of the real race; you start last."
        ).format(flag=flag)
    return _(
        "You answer one question an hour from Saturday 16:00 to {flag}. Every winner since 1923 drives at the average pace of the real race; you start last."
    ).format(flag=flag)


def _driving(rules: Rules) -> str:
    if rules.scoring in CLOCKED_RACES:
        return _("Right answers drive on: the quicker, the farther. Wrong means a pit stop, no answer the garage.")
    return _("Right answers drive on, however long they take. Wrong means a pit stop, no answer the garage.")


def _worth(race: Race, rules: Rules) -> str:
    """Tell what an answer is worth, quarter by quarter where it grows."""
    worth = [worth_of(rules.scoring, hour, race.hours) for hour in range(race.hours)]
    if len(set(worth)) < len(QUARTERS):
        return _("A right answer is worth {right} laps, a wrong one {wrong}.").format(
            right=_right(rules, worth[0]), wrong=_plain(worth[0].pit_stop)
        )
    fields: dict[str, str] = {}
    for number, quarter in enumerate(QUARTERS, start=1):
        until = clock_hour(max(hour for hour in range(race.hours) if worth[hour] == quarter) + 1)
        fields[f"until{number}"] = f"{until:02}:00"
        fields[f"right{number}"] = _right(rules, quarter)
        fields[f"wrong{number}"] = _plain(quarter.pit_stop)
    if race.hours == HOURS:
        text = _(
            "The stakes rise each quarter: until {until1} {right1} laps if right, {wrong1} if wrong; until {until2} {right2} and {wrong2}; until {until3} {right3} and {wrong3}; on Sunday {right4} and {wrong4}."
        )
    else:
        text = _(
            "The stakes rise each quarter: until {until1} {right1} laps if right, {wrong1} if wrong; until {until2} {right2} and {wrong2}; until {until3} {right3} and {wrong3}; then {right4} and {wrong4}."
        )
    return text.format(**fields)


def _pushing(rules: Rules) -> str:
    return ngettext(
        "You can push once, before seeing a question: two laps more if right, three fewer if wrong.",
        "You can push {count} times, before seeing a question: two laps more if right, three fewer if wrong.",
        rules.pushes,
    ).format(count=count_text(rules.pushes))


def _rival(race: Race) -> str:
    needed = CLASSIFIED * driven_by(race.rival, race.hours)
    text = _("Your rival is the {winner}. Drive {share} % of that distance ({distance}) to be classified.")
    return text.format(
        winner=winner_in_full(race.rival), share=round(100 * CLASSIFIED), distance=distance_text(needed, 0)
    )


def _ghost(race: Race) -> str:
    return _("Your best race so far: {distance}.").format(distance=distance_text(race.ghost[-1]))


def _players(race: Race) -> str:
    return _("In turns: {players}.").format(players=names_text(race.players))


def marked_moment(race: Race, hour: int) -> str:
    """Return the sentence of a moment behind its small picture, or nothing."""
    told = moment_text(race, hour)
    return f"{_MOMENT_SIGNS[moment(hour, race.hours)]} {told}" if told else ""


def lead_text(race: Race, distances: Sequence[float], *, over: bool) -> str:
    """Say who of several players leads or has won, by how much, or that they share it."""
    order = sorted(range(len(distances)), key=lambda player: -distances[player])
    first = [player for player in order if distances[player] == distances[order[0]]]
    names = names_text([race.players[player] for player in first])
    if len(first) > 1:
        return (_("{names} share the win.") if over else _("{names} are level.")).format(names=names)
    gap = distance_text(distances[order[0]] - distances[order[1]])
    second = in_one_line(race.players[order[1]])
    text = _("{name} wins, {gap} ahead of {second}.") if over else _("{name} leads, {gap} ahead of {second}.")
    return text.format(name=names, gap=gap, second=second)
