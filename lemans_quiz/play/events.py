"""A game as JSON, one object a line for each event. Public: docs/json.md tells every field, and a test holds it to that."""

from __future__ import annotations

import json
import re
import sys
from typing import TextIO

from lemans_quiz.core.events import (
    Appealed,
    Asked,
    Complained,
    Event,
    Halved,
    Hinted,
    Marked,
    NearMissed,
    Rejected,
    Withdrawn,
)
from lemans_quiz.core.game import summarise
from lemans_quiz.core.items import Choice, Match, Multiple, Number, Order, Text, TrueFalse
from lemans_quiz.core.turns import Turn, places_of
from lemans_quiz.core.typed import key_text, response_text, truth_text
from lemans_quiz.play.driver import Ending, GameDriver
from lemans_quiz.play.stream import play_stream
from lemans_quiz.terminal.views import Setting

VERSION = 1
"""Of the format: a higher one may rename or drop fields, the same one only adds."""

Fields = dict[str, object]
_UNSAFE = re.compile("[\x7f-\x9f\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]")


def play_jsonl(
    driver: GameDriver, setting: Setting, *, source: TextIO | None = None, out: TextIO | None = None
) -> Ending:
    """Play by lines, telling events as JSON; `finished` comes last, also when the input ends early."""
    return tell_jsonl(JsonOutput(driver, setting, out or sys.stdout), source or sys.stdin)


def tell_jsonl(teller: JsonOutput, source: TextIO) -> Ending:
    """Play by lines, telling what happens by `teller`."""
    teller.write(teller.started())
    setting = teller.setting
    by = play_stream(teller.driver, source, teller.tell, setting)
    teller.write(teller.finished())
    return Ending(by=by)


class JsonOutput:
    """Writes events as JSON. A race has one that adds fields: see games/race/events.py."""

    def __init__(self, driver: GameDriver, setting: Setting, out: TextIO) -> None:
        self.driver = driver
        self.setting = setting
        self.out = out

    def started(self) -> Fields:
        """Return the first object."""
        return _started(self.driver, self.setting)

    def finished(self) -> Fields:
        """Return the last object."""
        return _finished(self.driver, self.setting)

    def tell(self, events: tuple[Event, ...]) -> None:
        """Write events; how the game ended is written once, at the end."""
        for event in events:
            if fields := self.fields(event):
                self.write(fields)

    def write(self, fields: Fields) -> None:
        """Write one object and send it on."""
        self.out.write(line_of(fields) + "\n")
        self.out.flush()

    def fields(self, event: Event) -> Fields:
        """Return an event's fields, in the order they are written."""
        language = self.setting.language
        match event:
            case Asked():
                return _asked(event, self.setting)
            case Hinted(number, which, text):
                return {"event": "hint", "number": number, "hint": which, "text": text.show(language)}
            case Halved(number, gone):
                turn = self.driver.state.turns[number - 1]
                return {"event": "halved", "number": number, "gone": places_of(turn, gone)}
            case NearMissed(number, response):
                return {"event": "near-miss", "number": number, "response": response.text}
            case Marked():
                return _marked(event, self.driver.state.turns[event.number - 1], language)
            case Appealed() | Withdrawn():
                return _overruled(event, self.driver.state.turns[event.number - 1])
            case Complained(number, reason, is_kept):
                return complained_fields(number, self.driver.state.turns[number - 1], reason, is_kept=is_kept)
            case Rejected(reason):
                return {"event": "rejected", "reason": reason}
            case _:
                return {}


def complained_fields(number: int, turn: Turn, reason: str, *, is_kept: bool) -> Fields:
    """Return what is told of a complaint about a question."""
    return {"event": "problem", "number": number, "id": turn.item.id, "reason": reason, "kept": is_kept}


def line_of(fields: Fields) -> str:
    """Return one line of JSON without any character that a terminal might obey."""
    written = json.dumps(fields, ensure_ascii=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", written)


def _started(driver: GameDriver, setting: Setting) -> Fields:
    rules = driver.state.rules
    packs = dict.fromkeys(turn.item.pack for turn in driver.state.turns)
    return {
        "event": "started",
        "version": VERSION,
        "questions": len(driver.state.turns),
        "seed": setting.seed,
        "packs": sorted(packs),
        "language": setting.language,
        "rules": {"scoring": rules.scoring, "timer": rules.timer, "retry": rules.retry},
    }


def _asked(event: Asked, setting: Setting) -> Fields:
    item, language = event.turn.item, setting.language
    context = setting.context(item)
    return {
        "event": "asked",
        "number": event.number,
        "of": event.of,
        "pack": item.pack,
        "id": item.id,
        "kind": item.kind_name,
        **({"context": context} if context else {}),
        "stem": item.stem.show(language),
        **_choices(event.turn, language),
        "hints": len(item.hints),
        "level": item.level,
        "points": item.points,
        "limit": event.limit,
    }


def _choices(turn: Turn, language: str) -> Fields:
    """Return what a question lets choose from, in the order in which answers count it."""
    shown = [text.show(language) for text in turn.shown()]
    match turn.item.kind:
        case Choice() | Multiple() | Order():
            return {"options": shown}
        case TrueFalse():
            return {"options": [truth_text(True, language), truth_text(False, language)]}
        case Match(lefts=lefts):
            return {"lefts": [left.show(language) for left in lefts], "options": shown}
        case Number(unit=unit) if unit:
            return {"unit": unit.show(language)}
        case Number() | Text():
            return {}


def _marked(event: Marked, turn: Turn, language: str) -> Fields:
    response = None if event.response is None else response_text(turn, event.response, language)
    return {
        "event": "marked",
        "number": event.number,
        "id": turn.item.id,
        "mark": round(event.mark.value, 4),
        "right": event.mark.value >= 1.0,
        "response": response,
        "key": key_text(turn.item, language),
        "reason": event.mark.reason,
        "matched": event.mark.matched or None,
        "seconds": event.seconds,
        "points": event.gained,
        "streak": event.streak,
        "score": event.score,
    }


def _overruled(event: Appealed | Withdrawn, turn: Turn) -> Fields:
    return {
        "event": "appealed" if isinstance(event, Appealed) else "withdrawn",
        "number": event.number,
        "id": turn.item.id,
        "points": event.gained,
        "streak": event.streak,
        "score": event.score,
    }


def _finished(driver: GameDriver, setting: Setting) -> Fields:
    summary = summarise(driver.state)
    return {
        "event": "finished",
        "answered": summary.answered,
        "of": summary.of,
        "right": summary.right,
        "score": summary.score,
        "max": summary.max,
        "streak": summary.best_streak,
        "complete": summary.complete,
        "appealed": summary.appealed,
        "seed": setting.seed,
        "seconds": round(summary.seconds, 3),
    }
