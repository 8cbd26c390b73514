"""A warm-up as JSON, one object a line for each event. Public: docs/json.md tells every field."""

from __future__ import annotations

import sys
from typing import TextIO

from lemans_quiz.core.events import Rejected
from lemans_quiz.core.items import Match, Number
from lemans_quiz.games.warmup.cards.events import cards_at_the_end, said_by_cards, seen_cards
from lemans_quiz.games.warmup.cards.text import answers_by_card
from lemans_quiz.games.warmup.commands import Event, Moved
from lemans_quiz.games.warmup.driver import WarmupDriver
from lemans_quiz.games.warmup.report import Reported, reported
from lemans_quiz.games.warmup.rules import (
    NONE,
    OVER,
    PODIUM,
    REVEALED,
    SIGHT,
    Question,
    expected,
    hands_of,
    leaders,
    limit,
    places,
    playing_teams,
    standings,
)
from lemans_quiz.games.warmup.screen import Room
from lemans_quiz.games.warmup.state import Warmup, has_tie_break
from lemans_quiz.games.warmup.stream import play_stream
from lemans_quiz.games.warmup.theme import LETTERS
from lemans_quiz.games.warmup.views import answers_of, option_texts, stem_of
from lemans_quiz.play.events import VERSION, Fields, line_of
from lemans_quiz.play.leading import HELP


def play_warm_up_jsonl(
    host: WarmupDriver,
    room: Room,
    class_name: str,
    seed: str,
    *,
    source: TextIO | None = None,
    out: TextIO | None = None,
) -> str:
    """Play by lines, telling events as JSON; `finished` comes last, also when the input ends early."""
    teller = _WarmupJson(host, room, out or sys.stdout, class_name, seed)
    by = play_stream(host, source or sys.stdin, teller, room.by_lines(host))
    teller.write(teller.finished())
    return by


class _WarmupJson:
    """Writes a warm-up as JSON."""

    def __init__(self, host: WarmupDriver, room: Room, out: TextIO, class_name: str, seed: str) -> None:
        self.host = host
        self.room = room
        self.out = out
        self.class_name = class_name
        self.seed = seed

    @property
    def state(self) -> Warmup:
        return self.host.state

    def write(self, fields: Fields) -> None:
        """Write one object and send it on."""
        self.out.write(line_of(fields) + "\n")
        self.out.flush()

    def begin(self) -> None:
        """Write the first object, and where a warm-up that goes on stands."""
        self.write(self.started())
        if self.state.phase != SIGHT:
            self.moved()

    def tell(self, events: tuple[Event, ...], before: Warmup) -> None:
        """Write what a command brought."""
        for event in events:
            match event:
                case Moved():
                    self.moved(is_new=len(self.state.questions) > len(before.questions))
                case Rejected(reason):
                    self.reject(reason)
                case _:
                    self.changed(before)

    def reject(self, reason: str) -> None:
        """Write why nothing was done."""
        self.write({"event": "rejected", "reason": reason})

    def time_out(self, *, is_reading: bool) -> None:
        """Write nothing: the phase that follows says it."""

    def answer(self, word: str) -> None:
        """Write where the warm-up stands; who scripts it needs no help."""
        if word == HELP:
            self.reject("unknown-command")
        else:
            self.moved()

    def wall(self, told: str) -> None:
        """Write where the page of the projector is, or why it is not."""
        self.write({"event": "wall", "told": told})

    def problem(self, reason: str, *, is_kept: bool) -> None:
        """Write that something was said to be wrong with the question."""
        self.write({"event": "problem", "reason": reason, "kept": is_kept})

    def moved(self, *, is_new: bool = False) -> None:
        """Write the phase, before it a question that has just come, after it what is revealed."""
        question = self.state.question
        if question is not None and is_new:
            self.write(self.asked(question))
        if self.state.phase != OVER:
            self.write({"event": "phase", "phase": self.state.phase, "paused": self.state.is_paused})
        if question is not None and self.state.phase == REVEALED:
            self.write(self.revealed(question))
        if self.state.phase == PODIUM:
            tied = leaders(self.state)
            is_tie = len(tied) > 1
            names = [self.name(team) for team in tied] if is_tie else []
            more = {"tied": names, "tie_break": is_tie and has_tie_break(self.state)}
            self.write({"event": "podium", "teams": self.board(), **more})

    def changed(self, before: Warmup) -> None:
        """Write what is different now: the phase's own entries, or the points and who is right."""
        question = self.state.question
        if self.state.is_paused != before.is_paused:
            self.moved()
        elif question is not None and answers_by_card(self.state):
            self.write({"event": "seen", **seen_cards(self.state, question)})
        elif question is not None and self.state.phase in ("entry", "tally"):
            self.write({"event": "entered", **self.entries(question)})
        else:
            self.write({"event": "scored", "right": self.right(question), "teams": self.board()})

    def started(self) -> Fields:
        """Return the first object."""
        rules, script = self.state.script.rules, self.state.script
        return {
            "event": "started",
            "version": VERSION,
            "questions": expected(script),
            "seed": self.seed,
            "packs": sorted({turn.item.pack for turn in script.turns}),
            "language": self.room.language,
            "class": self.class_name,
            "teams": self.board(),
            "rules": {
                "entry": rules.entry,
                "tally": rules.tally,
                "class_size": rules.class_size,
                "minutes": rules.minutes,
                "seconds": rules.seconds,
                "reading": rules.reading,
            },
        }

    def asked(self, question: Question) -> Fields:
        """Return a question, without anything that tells the answer."""
        item, language = question.turn.item, self.room.language
        fields: Fields = {
            "event": "asked",
            "number": len([one for one in self.state.questions if not one.is_skipped]),
            "pack": item.pack,
            "id": item.id,
            "kind": item.kind_name,
            "stem": stem_of(item, language),
        }
        if options := option_texts(question.turn, language):
            fields["options"] = list(options)
        if isinstance(item.kind, Match):
            fields["lefts"] = [left.show(language) for left in item.kind.lefts]
        if isinstance(item.kind, Number) and item.kind.unit:
            fields["unit"] = item.kind.unit.show(language)
        fields["level"] = item.level
        fields["points"] = item.points
        fields["limit"] = limit(question.turn, self.state.script.rules)
        return {
            **fields,
            "teams": [self.name(team) for team in question.playing],
            "tie_break": question.is_tie_break,
            "last": self.state.is_last,
        }

    def revealed(self, question: Question) -> Fields:
        """Return the answer, what was said, and who was right."""
        return {
            "event": "revealed",
            "id": question.turn.item.id,
            "key": answers_of(question.turn, question.right_places, self.room.language),
            "letters": [LETTERS[place] for place in question.right_places if places(question.turn)],
            "explanation": self.explanation(question),
            **self.entries(question),
            **said_by_cards(question),
            "right": self.right(question),
            "teams": self.board(),
        }

    def explanation(self, question: Question) -> str:
        """Return the explanation, empty where there is none."""
        item = question.turn.item
        return item.explanation.show(self.room.language) if item.explanation else ""

    def entries(self, question: Question) -> Fields:
        """Return what the teams said and how many hands each option got, null where nothing was written."""
        said = {self.name(team): self.said(question, team) for team in question.playing}
        hands = hands_of(question, self.state.script.rules.class_size)
        return {"said": said, "hands": list(hands)}

    def said(self, question: Question, team: int) -> str | None:
        """Return what a team said, as a letter or a number, empty for no answer."""
        text = question.entries[team]
        if team in question.out:
            place = question.said[question.out.index(team)]
            return LETTERS[place] if place >= 0 else ""
        if text is None or text == NONE:
            return None if text is None else ""
        return LETTERS[int(text)] if places(question.turn) else text

    def right(self, question: Question | None) -> list[str]:
        """Return the teams that are right in the open question."""
        return [self.name(team) for team in question.right] if question else []

    def board(self) -> list[Fields]:
        """Return the teams by their numbers, with places and points."""
        rows = {row.team: row for row in standings(self.state)}
        return [
            {"number": team + 1, "team": self.name(team), "place": rows[team].place, "points": rows[team].points}
            for team in playing_teams(self.state)
        ]

    def name(self, team: int) -> str:
        """Return the name of a team."""
        return self.state.script.rules.teams[team]

    def finished(self) -> Fields:
        """Return the last object."""
        return {
            "event": "finished",
            "complete": self.state.phase == OVER,
            "questions": [self.outcome(row) for row in reported(self.state)],
            "teams": self.board(),
            **cards_at_the_end(self.state),
            "seed": self.seed,
        }

    def outcome(self, row: Reported) -> Fields:
        """Return how a question went."""
        return {
            "number": row.number,
            "pack": row.turn.item.pack,
            "id": row.turn.item.id,
            "right": [self.name(team) for team in row.right],
            "missed": None if row.missed is None else round(row.missed, 4),
            "void": row.is_void,
            "tie_break": row.is_tie_break,
        }
