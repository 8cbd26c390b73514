"""Sentences about a race that screen and plain lines share: what is told on the grid."""

from __future__ import annotations

from lemans_quiz.core.game import Rules
from lemans_quiz.core.scoring import RACE
from lemans_quiz.games.race.rules import CLASSIFIED, SPRINT, Race, driven_by
from lemans_quiz.games.race.views import distance_text, winner_text
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.terminal.theme import in_one_line


def grid_sentences(race: Race, rules: Rules, position: int = 0) -> list[str]:
    """Return what a player should know before the start, or before going on at question `position` (from 0)."""
    return [
        _way(race, position),
        _driving(rules),
        *([_pushing(rules)] if rules.pushes else []),
        _rival(race),
        *([_ghost(race)] if race.ghost else []),
        *([_players(race)] if len(race.players) > 1 else []),
    ]


def _way(race: Race, position: int) -> str:
    if position:
        hour = position // len(race.players) + 1
        return _("You left in hour {hour} of {hours}. The race goes on there.").format(hour=hour, hours=race.hours)
    if race.hours == SPRINT:
        return _("Six hours, from Saturday 16:00 to 22:00: a question an hour.")
    return _("From Saturday 16:00 to Sunday 16:00: a question an hour, the hardest before morning.")


def _driving(rules: Rules) -> str:
    if rules.scoring == RACE:
        return _("Right drives on, and the quicker, the further. Wrong is a pit stop, no answer the garage.")
    return _("Right drives on, however long it takes. Wrong is a pit stop, no answer the garage.")


def _pushing(rules: Rules) -> str:
    return ngettext(
        "In {count} hour of your choice you may push: two laps more when right, three fewer when wrong.",
        "In {count} hours of your choice you may push: two laps more when right, three fewer when wrong.",
        rules.pushes,
    ).format(count=rules.pushes)


def _rival(race: Race) -> str:
    needed = CLASSIFIED * driven_by(race.rival, race.hours)
    text = _("Your rival: {winner}. {share} % of that distance, {distance}, make you classified.")
    return text.format(winner=winner_text(race.rival), share=round(100 * CLASSIFIED), distance=distance_text(needed, 0))


def _ghost(race: Race) -> str:
    return _("Your best race so far: {distance}.").format(distance=distance_text(race.ghost[-1]))


def _players(race: Race) -> str:
    return _("In turns: {players}.").format(players=", ".join(in_one_line(name) for name in race.players))
