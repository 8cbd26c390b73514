"""What can be chosen in the lobby: each setting by its name, with its value as text."""

from __future__ import annotations

import math

from lemans_quiz.games.host.rules import DEVICES, ENTRIES, MOST_TEAMS, NAMES, RANKINGS, SCORINGS, HostRules

_CHOICES = {"scoring": SCORINGS, "names": NAMES, "devices": DEVICES, "ranking": RANKINGS, "entry": ENTRIES}
_LONGEST_WIFI = 32
_LONGEST_TEAM = 20
_MOST_SECONDS = 600.0


def arranged(rules: HostRules, what: str, value: str) -> HostRules | None:
    """Return the rules with a setting changed, None where it cannot be that."""
    if what in _CHOICES:
        return _changed(rules, what, value) if value in _CHOICES[what] else None
    if what in ("seconds", "reading"):
        return _timed(rules, what, value)
    if what == "wifi":
        return rules._replace(wifi=value.strip()) if len(value) <= _LONGEST_WIFI and value.isprintable() else None
    if what == "teams":
        teams = tuple(filter(None, (" ".join(name.split()) for name in value.split(","))))
        is_fine = (
            len(teams) != 1 and len(teams) <= MOST_TEAMS and len({team.casefold() for team in teams}) == len(teams)
        )
        is_fine = is_fine and all(len(team) <= _LONGEST_TEAM and team.isprintable() for team in teams)
        return rules._replace(teams=teams) if is_fine else None
    return None


def _timed(rules: HostRules, what: str, value: str) -> HostRules | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    fits = math.isfinite(seconds) and 0 <= seconds <= _MOST_SECONDS
    return _changed(rules, what, seconds) if fits else None


def _changed(rules: HostRules, what: str, value: object) -> HostRules:
    return HostRules(**{**rules._asdict(), what: value})
