"""What a game in a room begins with: from the command line, from the class's last time, and to words."""

from __future__ import annotations

import json
import os
from typing import Any, NamedTuple

from lemans_quiz.core.messages import Message, message
from lemans_quiz.errors import UsageError
from lemans_quiz.games.host.arranging import arranged
from lemans_quiz.games.host.draw import Wanted
from lemans_quiz.games.host.rules import CARDS, ENTRIES, GENERATED, MOST_TEAMS, NUMBERS, SCORINGS, HostRules
from lemans_quiz.packs.library import looks_like_path
from lemans_quiz.room.names import CORNERS

_CHOSEN = ("scoring", "seconds", "reading", "teams", "names", "devices", "ranking", "wifi", "entry")
"""Rules that a class remembers."""

LONGEST_CLASS = 30


class Settings(NamedTuple):
    """What is asked and how it is played."""

    wanted: Wanted = Wanted()
    rules: HostRules = HostRules()


def settings_to_json(settings: Settings) -> str:
    """Return settings for the next time: single questions and a seed are for one lesson only."""
    rules = settings.rules._asdict()
    wanted = settings.wanted._replace(only=(), seed="")
    return json.dumps({"wanted": wanted._asdict(), "rules": {name: rules[name] for name in _CHOSEN}})


def first_settings(class_name: str) -> Settings:
    """Return how a class begins that has no memory yet: with the numbers of its register; without a class names are made."""
    return Settings(rules=HostRules(names=NUMBERS)) if class_name else Settings()


def settings_from_json(text: str) -> Settings:
    """Read settings of last time; what an older or newer version kept otherwise is as by default."""
    try:
        kept: dict[str, Any] = json.loads(text) if text else {}
        asked: dict[str, Any] = {
            name: tuple(one) if isinstance(one, list) else one for name, one in kept.get("wanted", {}).items()
        }
        wanted = Wanted()._replace(**{name: one for name, one in asked.items() if _is_like(Wanted(), name, one)})
        rules = HostRules()
        for name, value in kept.get("rules", {}).items():
            as_text = ",".join(value) if isinstance(value, list) else str(value)
            rules = arranged(rules, name, as_text) or rules
        return Settings(wanted, rules)
    except (ValueError, TypeError, AttributeError):
        return Settings()


def _is_like(wanted: Wanted, name: str, value: object) -> bool:
    """Tell whether a value is of the kind that stands there by default; a list holds texts alone."""
    if name not in Wanted._fields or type(value) is not type(getattr(wanted, name)):
        return False
    return not isinstance(value, tuple) or all(isinstance(one, str) for one in value)


def over(settings: Settings, given: dict[str, Any]) -> Settings:
    """Return settings under what is given now, one by one; raises UsageError with the way to say it."""
    wanted = settings.wanted._replace(**{name: value for name, value in given.items() if name in Wanted._fields})
    wanted = wanted._replace(packs=tuple(map(_whole, wanted.packs)))
    rules = settings.rules
    for name in ("scoring", "seconds", "reading", "teams", "entry"):
        if name in given:
            value = team_names(str(given[name])) if name == "teams" else str(given[name])
            changed = arranged(rules, name, value)
            if changed is None:
                raise _refused(name, str(given[name]))
            rules = changed
    if rules.entry == CARDS and rules.entry != settings.rules.entry and rules.names == GENERATED:
        rules = rules._replace(names=NUMBERS)  # cards have the numbers of the register
    if (wanted.in_order or wanted.only) and not wanted.packs:
        raise UsageError(message("{option} needs a pack: name one.", option="--only" if wanted.only else "--in-order"))
    return Settings(wanted, rules)


def _whole(name: str) -> str:
    """Return a pack that is a file by its whole path: next week the folder is another."""
    return os.path.abspath(name) if looks_like_path(name) or os.path.isfile(name) else name


def _refused(name: str, value: str) -> UsageError:
    told: dict[str, tuple[Message, Message | None]] = {
        "scoring": (
            message("Unknown rules '{name}'.", name=value),
            message("Available: {names}", names=", ".join(SCORINGS)),
        ),
        "entry": (
            message("Unknown entry '{name}'.", name=value),
            message("Available: {names}", names=", ".join(ENTRIES)),
        ),
        "teams": (
            message("Play with 2 to {most} teams, or none.", most=MOST_TEAMS),
            message('Say how many, or their names: --teams 4 or --teams "Blue,Yellow"'),
        ),
    }
    return UsageError(*told.get(name, (message("'{text}' is not a number of seconds.", text=value), None)))


def team_names(text: str) -> str:
    """Return the names of teams, with commas between: those that were typed, or corners of the circuit for a number of teams."""
    text = text.strip()
    is_count = text.isascii() and text.isdigit() and len(text) < 3
    return ",".join(CORNERS[: int(text)]) if is_count else text


def class_name(text: str) -> str:
    """Return the name of a class as it is kept; raises UsageError for one that cannot be."""
    name = " ".join(text.split())
    if len(name) > LONGEST_CLASS or not name.isprintable():
        raise UsageError(message("Class names have up to {count} characters.", count=LONGEST_CLASS))
    return name
