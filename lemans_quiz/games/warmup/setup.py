"""What a warm-up begins with: the settings of last time under those given now, and one that was broken off."""

from __future__ import annotations

import os
import time
from typing import NamedTuple

from lemans_quiz.core.messages import Message, message
from lemans_quiz.core.seeds import parse_seed
from lemans_quiz.games.warmup.game import replay
from lemans_quiz.games.warmup.journal import SavedWarmup, changed_teams, last_settings, unfinished_warm_up
from lemans_quiz.games.warmup.rules import BUZZ, CARDS, FINGERS, playing_teams, points
from lemans_quiz.games.warmup.settings import Settings, for_next_time, in_words, settings_from_json
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.packs.library import looks_like_path
from lemans_quiz.storage.history import History
from lemans_quiz.terminal.dates import day_text, local_day, weekday_name
from lemans_quiz.terminal.theme import DOT, in_one_line, number

_DAY = 24 * 3600.0
OFFERED_FOR = _DAY
"""Seconds for which a warm-up that was broken off is offered again."""
OFFERED_TO_A_CLASS_FOR = 56 * _DAY
"""The same of a class, whose next lesson may be after the holidays."""

_LOOKS = frozenset(("theme",))
"""Settings that do not make it another warm-up."""

Given = dict[str, object]


class Asked(NamedTuple):
    """What a command asks for: the settings, which of them it named, and whether the others are those of last time."""

    settings: Settings
    given: Given
    is_as_last_time: bool = False

    @property
    def is_named(self) -> bool:
        """Tell whether the command named anything of the warm-up itself."""
        return bool(set(self.given) - _LOOKS)


def asked_for(history: History, given: Given, class_name: str) -> Asked:
    """Return the settings of a command: for a class what is given stands over what is remembered, one by one.

    A new class inherits nobody's settings; without a class those of last time count where nothing is given.
    """
    given = _with_whole_paths(given)
    kept = last_settings(history, class_name)
    is_named = bool(set(given) - _LOOKS)
    if not kept or (is_named and not class_name):
        return Asked(_over(Settings(), given), given)
    before = for_next_time(settings_from_json(kept))
    if names := changed_teams(history, class_name):
        before = before._replace(teams=",".join(names))
    return Asked(_over(before, given), given, is_as_last_time=True)


def _with_whole_paths(given: Given) -> Given:
    """Return what is given with packs that are files by their whole paths: next week the folder is another."""
    packs = given.get("packs")
    if not isinstance(packs, tuple):
        return given
    whole = (os.path.abspath(name) if looks_like_path(name) or os.path.isfile(name) else name for name in packs)
    return {**given, "packs": tuple(whole)}


def _over(kept: Settings, given: Given) -> Settings:
    """Put what is given over what is kept, and take away what that rules out."""
    follows: Given = {}
    if "minutes" in given and "questions" not in given:
        follows["questions"] = 0
    if "packs" in given:
        follows["in_order"] = False
    entry = given.get("entry", kept.entry)
    if given.get("teams") == "0" and kept.entry != CARDS:
        follows["entry"] = FINGERS
    if given.get("tally") or ("class_size" in given and kept.entry == BUZZ):
        follows["entry"] = FINGERS if kept.entry in (BUZZ, CARDS) else kept.entry
    if given.get("entry") in (BUZZ, CARDS):
        follows["tally"] = False
    elif "class_size" in given and entry != CARDS:
        follows["tally"] = True
    return kept._replace(**{**follows, **given})  # type: ignore[arg-type]


def broken_off(history: History, class_name: str) -> SavedWarmup | None:
    """Return the warm-up that is offered to go on: of a class for weeks, else for a day."""
    kept_for = OFFERED_TO_A_CLASS_FOR if class_name else OFFERED_FOR
    return unfinished_warm_up(history, class_name, since=time.time() - kept_for)


def is_another(asked: Asked, saved: SavedWarmup) -> bool:
    """Tell whether a command names another warm-up than the one that was broken off."""
    own = settings_from_json(saved.beginning.settings)
    named = {name: value for name, value in asked.given.items() if name not in _LOOKS}
    if "seed" in named:
        named["seed"] = parse_seed(str(named["seed"])).word
        own = own._replace(seed=parse_seed(own.seed).word if own.seed else "")
    return any(getattr(own, name) != value for name, value in named.items())


def told_of(saved: SavedWarmup) -> tuple[str, ...]:
    """Return what there is to say of a warm-up that was broken off: when and where, pack and class, teams and points."""
    state = replay(saved.beginning.script, saved.commands)
    asked = max(1, len(state.questions))
    first = ngettext(
        "The warm-up from {day}, {time} was interrupted at its first question.",
        "The warm-up from {day}, {time} was interrupted at question {count}.",
        asked,
    ).format(day=_day(saved.beginning.started), time=_time(saved), count=asked)
    rules = state.script.rules
    what = in_words(
        settings_from_json(saved.beginning.settings),
        rules,
        saved.beginning.class_name,
        teams_now=len(playing_teams(state)),
    )
    totals = points(state)
    board = f" {DOT} ".join(f"{in_one_line(rules.teams[team])} {number(totals[team])}" for team in playing_teams(state))
    return (first, *what, *([board] if board else []))


def kept_for_later(saved: SavedWarmup) -> Message:
    """Return what to say where another warm-up comes first."""
    class_name = saved.beginning.class_name
    return message(
        "The warm-up from {day}, {time} is saved. Resume it with: lmq warmup{again}",
        day=_day(saved.beginning.started),
        time=_time(saved),
        again=f" --class '{class_name}'" if class_name else "",
    )


def open_elsewhere(saved: SavedWarmup) -> Message:
    """Return what to say of a warm-up that goes on in another window."""
    return message(
        "The warm-up W{number} from {day}, {time} is open in another window. This is a new one.",
        number=saved.id,
        day=_day(saved.beginning.started),
        time=_time(saved),
    )


def _day(at: float) -> str:
    day, today = local_day(at), local_day(time.time())
    if day == today:
        return _("today")
    return _("{weekday}, {day}").format(weekday=weekday_name(day), day=day_text(day, today))


def _time(saved: SavedWarmup) -> str:
    return time.strftime("%H:%M", time.localtime(saved.beginning.started))
