"""Warm-ups to and from JSON: commands, scripts, outcomes. Where they are kept is the edges' concern."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

from lemans_quiz.core.codec import item_from_json, item_to_json
from lemans_quiz.core.turns import Turn
from lemans_quiz.games.warmup.commands import COMMANDS, Command
from lemans_quiz.games.warmup.report import Outcome
from lemans_quiz.games.warmup.rules import Rules, Script

_NAMES: dict[str, Callable[..., Command]] = {kind.__name__.casefold(): kind for kind in COMMANDS}


def command_to_json(command: Command) -> str:
    """Return a command as an array: its name, its time, and what belongs to it."""
    return json.dumps([type(command).__name__.casefold(), *command], ensure_ascii=False)


def command_from_json(text: str) -> Command:
    """Read what `command_to_json` wrote. Raises ValueError on anything else."""
    try:
        name, at, *rest = json.loads(text)
        kind = _NAMES[name]
        if type(at) not in (int, float) or not math.isfinite(at):
            raise ValueError(at)
        return kind(float(at), *[tuple(part) if isinstance(part, list) else part for part in rest])
    except (ValueError, TypeError, KeyError) as problem:
        raise ValueError("not a command") from problem


def script_to_json(script: Script) -> str:
    """Return a script with its items as they are now."""
    value = {"rules": script.rules._asdict(), "turns": _turns(script.turns), "spare": _turns(script.spare)}
    return json.dumps(value, ensure_ascii=False)


def script_from_json(text: str) -> Script:
    """Read what `script_to_json` wrote. Raises ValueError on anything else."""
    try:
        value = json.loads(text)
        rules = {name: value["rules"][name] for name in Rules._fields if name in value["rules"]}
        rules["teams"] = tuple(rules["teams"])
        return Script(_from(value["turns"]), _from(value["spare"]), Rules(**rules))
    except (ValueError, TypeError, KeyError) as problem:
        raise ValueError("not a script") from problem


def outcome_to_json(outcome: Outcome) -> str:
    """Return what the class's memory keeps of a warm-up."""
    return json.dumps(outcome._asdict(), ensure_ascii=False)


def outcome_from_json(text: str) -> Outcome:
    """Read what `outcome_to_json` wrote; an empty text is a warm-up of which nothing is known."""
    value = json.loads(text) if text else {"teams": [], "asked": []}
    teams = tuple((str(name), float(points)) for name, points in value["teams"])
    return Outcome(teams, tuple((pack, item, missed) for pack, item, missed in value["asked"]))


def _turns(turns: tuple[Turn, ...]) -> list[Any]:
    return [[item_to_json(turn.item), list(turn.arrangement)] for turn in turns]


def _from(values: Any) -> tuple[Turn, ...]:
    return tuple(Turn(item_from_json(body), tuple(places)) for body, places in values)
