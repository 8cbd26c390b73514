"""The settings of a warm-up: from the command line, from last time, and to words. What is asked under them is draw.py's."""

from __future__ import annotations

import json
import os
from typing import NamedTuple

from lemans_quiz.core.messages import message
from lemans_quiz.errors import UsageError
from lemans_quiz.games.warmup.rules import BUZZ, CARDS, ENTRIES, FINGERS, LONGEST_TEAM, MOST_TEAMS, WarmupRules
from lemans_quiz.games.warmup.theme import LIGHT, THEMES
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.room.cards import MOST_CARDS

PLACES = (
    "Arnage",
    "Mulsanne",
    "Tertre Rouge",
    "Indianapolis",
    "Dunlop",
    "Hunaudières",
    "Maison Blanche",
    "Karting",
    "Raccordement",
)
"""Names of teams that were given none: corners and straights of the circuit."""


class Settings(NamedTuple):
    """How a warm-up is to be. `teams` is a number or names, separated by commas, as it was typed."""

    packs: tuple[str, ...] = ()
    minutes: float = 5.0
    questions: int = 0
    seconds: float = 30.0
    reading: float = 5.0
    teams: str = "0"
    level: str = ""
    entry: str = "fingers"
    tally: bool = False
    class_size: int = 0
    theme: str = LIGHT
    kinds: tuple[str, ...] = ()
    in_order: bool = False
    only: tuple[str, ...] = ()
    seed: str = ""


def settings_to_json(settings: Settings) -> str:
    """Return settings for the next time."""
    return json.dumps(settings._asdict())


def settings_from_json(text: str) -> Settings:
    """Read settings of last time; what an older or newer version kept otherwise is as by default."""
    try:
        kept = json.loads(text) if text else {}
        known = {name: kept[name] for name in Settings._fields if name in kept}
        read = Settings(**known)
        return read._replace(packs=tuple(read.packs), kinds=tuple(read.kinds), only=tuple(read.only))
    except (ValueError, TypeError):
        return Settings()


def for_next_time(settings: Settings) -> Settings:
    """Return what is remembered: single questions and a seed are for one lesson only."""
    return settings._replace(only=(), seed="")


def check(settings: Settings) -> WarmupRules:
    """Return the rules that settings ask for; raises UsageError with the way to say it."""
    names = team_names(settings.teams)
    if settings.theme not in THEMES:
        raise UsageError(
            message("Unknown theme '{theme}'.", theme=settings.theme), message("--theme light or --theme dark")
        )
    if settings.entry not in ENTRIES:
        ways = ", ".join(ENTRIES)
        raise UsageError(message("Unknown entry '{entry}'. Available: {ways}", entry=settings.entry, ways=ways))
    if settings.entry not in (FINGERS, CARDS) and not names:
        raise UsageError(message("Letters and --buzz need teams."), message("Say how many: --teams 4"))
    if (settings.in_order or settings.only) and not settings.packs:
        option = "--only" if settings.only else "--in-order"
        raise UsageError(message("{option} needs a pack: name one.", option=option))
    _check_cards(settings)
    if settings.entry == BUZZ and settings.tally:
        raise UsageError(message("Hands cannot be counted with --buzz: leave out --tally or --buzz."))
    return WarmupRules(
        minutes=settings.minutes,
        questions=settings.questions,
        seconds=settings.seconds,
        reading=settings.reading,
        teams=names,
        entry=settings.entry,
        tally=settings.tally,
        class_size=settings.class_size if settings.tally or settings.entry == CARDS else 0,
        rest_decides=True,
        # Cards say no number.
        nearest_decides=settings.entry != CARDS,
    )


def _check_cards(settings: Settings) -> None:
    if settings.entry != CARDS:
        return
    if settings.tally:
        raise UsageError(message("With cards, the camera counts: leave out --tally or --entry cards."))
    if settings.class_size > MOST_CARDS:
        raise UsageError(message("A class can have up to {most} cards.", most=MOST_CARDS))


def team_names(text: str) -> tuple[str, ...]:
    """Return the teams that a number or names ask for; none for 0. Raises UsageError."""
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) < 3:
        return _checked(tuple(PLACES[: int(text)]), int(text))
    names = tuple(" ".join(name.split()) for name in text.split(",") if name.strip())
    if len({name.casefold() for name in names}) < len(names):
        raise UsageError(message("Two teams have the same name."))
    long = next((name for name in names if len(name) > LONGEST_TEAM or not name.isprintable()), None)
    if long is not None:
        raise UsageError(
            message("Team name '{name}' is too long: up to {count} characters.", name=long, count=LONGEST_TEAM)
        )
    return _checked(names, len(names))


def _checked(names: tuple[str, ...], count: int) -> tuple[str, ...]:
    if count == 1 or count > MOST_TEAMS:
        raise UsageError(
            message("Play with 2 to {most} teams, or none.", most=MOST_TEAMS),
            message('Say how many, or their names: --teams 4 or --teams "Blue,Yellow"'),
        )
    return names


def in_words(
    settings: Settings,
    rules: WarmupRules,
    class_name: str,
    *,
    is_as_last_time: bool = False,
    teams_now: int | None = None,
) -> tuple[str, ...]:
    """Return what the sight check tells of the settings, for the teacher; `teams_now` play where some have joined others."""
    length = (
        ngettext("{count} question", "{count} questions", rules.questions).format(count=rules.questions)
        if rules.questions
        else ngettext("{minutes} minute", "{minutes} minutes", round(rules.minutes)).format(
            minutes=f"{rules.minutes:g}"
        )
    )
    time = _("{seconds} s to think").format(seconds=f"{rules.seconds:g}") if rules.seconds else _("no time limit")
    count = len(rules.teams) if teams_now is None else teams_now
    teams = (
        ngettext("{count} team", "{count} teams", count).format(count=count)
        if rules.teams
        else _("no teams, no scores")
    )
    cards = [_("with cards")] if rules.entry == CARDS else []
    parts = [*([_("Class {name}").format(name=class_name)] if class_name else []), length, time, teams, *cards]
    packs = [", ".join(map(os.path.basename, settings.packs))] if settings.packs else []
    told = " · ".join([*parts, *packs])
    return (_("As last time: {settings}").format(settings=told) if is_as_last_time else told,)
