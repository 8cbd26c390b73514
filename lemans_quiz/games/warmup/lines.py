"""A warm-up as plain lines, for a teacher who does not see the wall, and for pipes: words for signs, no colour, no place."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import TextIO

from lemans_quiz.core.events import Rejected
from lemans_quiz.core.items import Match
from lemans_quiz.games.warmup.cards.text import answers_by_card, counted
from lemans_quiz.games.warmup.commands import Event, Moved
from lemans_quiz.games.warmup.driver import WarmupDriver
from lemans_quiz.games.warmup.ending import report_lines
from lemans_quiz.games.warmup.prompts import Scene, key_hints, next_team, prompt
from lemans_quiz.games.warmup.rules import (
    CARDS,
    COUNTED,
    ENTRY,
    FINGERS,
    MISSING,
    OPEN,
    OVER,
    PODIUM,
    READING,
    REPORT,
    REVEALED,
    SIGHT,
    TALLY,
    TOO_MANY,
    Question,
    entry_for,
    hands_of,
    is_mixed,
    leaders,
    limit,
    places,
    playing_teams,
    points,
    standings,
)
from lemans_quiz.games.warmup.screen import Room
from lemans_quiz.games.warmup.state import Warmup, has_question_left, has_tie_break, is_shown
from lemans_quiz.games.warmup.stream import play_stream
from lemans_quiz.games.warmup.theme import LETTERS, LIGHT, theme
from lemans_quiz.games.warmup.views import answers_of, number_of, option_texts, short_answer, stem_of
from lemans_quiz.i18n import _
from lemans_quiz.play import complaining
from lemans_quiz.play.feedback import source_line
from lemans_quiz.play.leading import AGAIN, HELP, UNKNOWN, UNREADABLE
from lemans_quiz.terminal.plain import write_lines
from lemans_quiz.terminal.theme import in_one_line, number, safe


def play_warm_up_lines(
    host: WarmupDriver, room: Room, *, source: TextIO | None = None, out: TextIO | None = None
) -> str:
    """Play by lines; return "" or which of keys.ENDINGS broke it off. A terminal is also told what an empty line does."""
    stream = source or sys.stdin
    teller = _WarmupLines(host, room, out or sys.stdout, is_interactive=stream.isatty())
    by = play_stream(host, stream, teller, room.by_lines(host))
    if by and teller.is_interactive:
        teller.write([""])
    return by


class _WarmupLines:
    """Writes a warm-up as lines."""

    def __init__(self, host: WarmupDriver, room: Room, out: TextIO, *, is_interactive: bool) -> None:
        self.host = host
        self.room = room
        self.out = out
        self.is_interactive = is_interactive

    @property
    def state(self) -> Warmup:
        return self.host.state

    def scene(self) -> Scene:
        """Return what sentences of the wall are made of; 3 – 2 – 1 is over at once where it is told."""
        return Scene(self.state, self.state.since + COUNTED + 1, theme(LIGHT), self.room.language)

    def write(self, lines: Iterable[str]) -> None:
        """Write lines at once."""
        write_lines(self.out, lines)

    def begin(self) -> None:
        """Write the settings, the teams and how it is played, or where a warm-up that goes on stands."""
        self.write([*self.room.settings, *self.team_lines()])
        if self.is_interactive:
            self.write(help_lines())
        if self.state.phase != SIGHT:
            self.write(self.page(is_whole=True))
        self.hint()

    def tell(self, events: tuple[Event, ...], before: Warmup) -> None:
        """Write what a command brought."""
        for event in events:
            match event:
                case Moved():
                    is_new = len(self.state.questions) != len(before.questions)
                    self.write(self.page(is_whole=self.state.before is not before and not is_new))
                case Rejected(reason):
                    self.write([rejection(reason)])
                case _:
                    self.write(self.changes(before))
        self.hint()

    def reject(self, reason: str) -> None:
        """Write why nothing was done."""
        self.write([rejection(reason)])
        self.hint()

    def time_out(self, *, is_reading: bool) -> None:
        """Write that the time is over, below the line that is being typed."""
        self.write(["", *([] if is_reading else [_("Time's up")])])

    def answer(self, word: str) -> None:
        """Write what was asked for."""
        if word == AGAIN:
            self.write(self.page(is_whole=True))
        else:
            self.write(help_lines() if word == HELP else self.team_lines())
        self.hint()

    def wall(self, told: str) -> None:
        """Write where the page of the projector is, or why it is not."""
        self.write([told])
        self.hint()

    def problem(self, reason: str, *, is_kept: bool) -> None:
        """Write what may be wrong with a question, or that it is noted."""
        if reason:
            self.write([complaining.told(is_kept=is_kept)])
        else:
            reasons = (f"{place}. {text}" for place, (_reason, text) in enumerate(complaining.reasons(), 1))
            self.write([complaining.title(), *reasons, _("Type the number: :problem 1")])
        self.hint()

    def hint(self) -> None:
        """Tell a person what an empty line does."""
        if not self.is_interactive or self.state.phase == OVER:
            return
        does = self.onward()
        self.out.write(_("Enter: {does}").format(does=does) + " > " if does else "> ")
        self.out.flush()

    def onward(self) -> str:
        """Return what an empty line does now."""
        match self.state.phase:
            case "sight":
                return _("start")
            case "report":
                return _("end")
            case "podium" if len(leaders(self.state)) > 1 and has_tie_break(self.state):
                return _("tie-break question") if has_question_left(self.state) else _("closest number")
            case "podium":
                return _("review the questions")
        question = self.state.question
        hints = key_hints(self.scene(), question) if question else ()
        return hints[0].does if hints and hints[0].key == _("Space") else ""

    def page(self, *, is_whole: bool = False) -> list[str]:
        """Return what the phase tells; `is_whole` with the question that it belongs to."""
        question = self.state.question
        if question is None:
            return self.between()
        lines = self.head(question) if is_whole or self.is_first(question) else []
        if is_whole and self.state.phase not in (READING, OPEN):
            lines += self.options(question)
        return [*lines, *self.phase(question)]

    def is_first(self, question: Question) -> bool:
        """Tell whether the question has just come."""
        return self.state.phase == (READING if self.state.script.rules.reading > 0 else OPEN)

    def head(self, question: Question) -> list[str]:
        """Return which question it is, and what is asked."""
        item, language = question.turn.item, self.room.language
        context = in_one_line(item.context.show(language)) if item.context and is_mixed(self.state.script) else ""
        stem = f"{number_of(self.scene(), question)}: {in_one_line(stem_of(item, language))}"
        lefts = item.kind.lefts if isinstance(item.kind, Match) else ()
        sides = (f"{place}. {in_one_line(left.show(language))}" for place, left in enumerate(lefts, 1))
        last = [_("Last question")] if self.state.is_last and not question.is_tie_break else []
        return ["", *([context] if context else []), *last, stem, *sides]

    def options(self, question: Question) -> list[str]:
        """Return the options with their letters."""
        texts = option_texts(question.turn, self.room.language)
        return [f"{LETTERS[place]}. {text}" for place, text in enumerate(texts)]

    def phase(self, question: Question) -> list[str]:
        """Return what the class does now, or what is right."""
        scene = self.scene()
        if self.state.is_paused:
            return [_("Paused. Enter to continue.")]
        match self.state.phase:
            case "open":
                return [
                    *self.options(question),
                    *self.out_so_far(question),
                    prompt(scene, question),
                    *self.time(question),
                ]
            case "show":
                return [f"3 – 2 – 1. {prompt(scene, question)}"]
            case "entry":
                return [self.next_entry(question)]
            case "tally":
                return [self.next_count(question)]
            case "revealed":
                return self.revealed(question)
            case "explained":
                return self.explained(question)
            case _:
                return [prompt(scene, question)]

    def time(self, question: Question) -> list[str]:
        """Return how long there is to think."""
        seconds = limit(question.turn, self.state.script.rules)
        is_timed = seconds and not self.state.timer_off
        return [_("{seconds} s to think").format(seconds=f"{seconds:g}") if is_timed else _("no time limit")]

    def out_so_far(self, question: Question) -> list[str]:
        """Return which teams have called and were wrong."""
        names = ", ".join(self.name(team) for team in question.out)
        return [_("Out: {teams}").format(teams=names)] if names else []

    def next_entry(self, question: Question) -> str:
        """Say whose answer is to be written."""
        team = next_team(question)
        if team is None:
            return _("All answers are in.")
        if places(question.turn):
            return _("{team}: the letter, - for no answer.").format(team=self.name(team))
        return _("{team}: the number, - for none.").format(team=self.name(team))

    def next_count(self, question: Question) -> str:
        """Say which hands are to be counted, or which were."""
        hands = hands_of(question, self.state.script.rules.class_size)
        missing = [place for place, count in enumerate(question.hands) if count is None and hands[place] is None]
        if missing:
            text = option_texts(question.turn, self.room.language)[missing[0]]
            return _("How many hands for {option}?").format(option=f"{LETTERS[missing[0]]}, {text}")
        return self.counted(question)

    def counted(self, question: Question) -> str:
        """Return the hands of all options."""
        hands = hands_of(question, self.state.script.rules.class_size)
        told = ", ".join(f"{LETTERS[place]} {count or 0}" for place, count in enumerate(hands))
        return (_("Cards: {counts}") if question.seats else _("Hands: {counts}")).format(counts=told)

    def revealed(self, question: Question) -> list[str]:
        """Return the answer, who said what, and what is to be marked."""
        lines = [_("The answer:") + f" {self.right(question)}"]
        if any(question.hands):
            lines.append(self.counted(question))
        told = prompt(self.scene(), question)
        if entry_for(question.turn, self.state.script.rules) not in (FINGERS, CARDS):
            lines += [told] if told else []
            return [*lines, *self.scored(question)]
        return [*lines, *([told] if told else [])]

    def right(self, question: Question) -> str:
        """Return the right answer, with its letter, and what stands on a right slip."""
        language = self.room.language
        options = option_texts(question.turn, language)
        joint = " / " if places(question.turn) else " "
        letters = joint.join(LETTERS[place] for place in question.right_places if options)
        short = short_answer(question.turn, language)
        answer = answers_of(question.turn, question.right_places, language)
        lead = letters or (short if short != answer else "")
        return f"{lead}. {answer}" if lead else answer

    def scored(self, question: Question) -> list[str]:
        """Return which teams were right."""
        if not question.playing:
            return []
        names = ", ".join(self.name(team) for team in question.right)
        if names:
            return [_("Right: {teams}").format(teams=names)]
        return [_("No team was right.")]

    def explained(self, question: Question) -> list[str]:
        """Return the explanation, the source and the points."""
        item = question.turn.item
        text = safe(item.explanation.show(self.room.language)) if item.explanation else ""
        lines = [one for one in (text, source_line(item)) if one]
        return [*lines, *self.team_lines()]

    def between(self) -> list[str]:
        """Return what is told before and after the questions."""
        if self.state.phase == PODIUM:
            return ["", *self.podium()]
        if self.state.phase == REPORT:
            return ["", *report_lines(self.state, self.room.language)]
        return self.team_lines() if self.state.phase == SIGHT else []

    def podium(self) -> list[str]:
        """Return the places, and whether there is a tie."""
        rows = [f"{row.place}. {self.name(row.team)}: {number(row.points)}" for row in standings(self.state)]
        first = leaders(self.state)
        if len(first) < 2:
            return rows
        names = ", ".join(self.name(team) for team in first)
        if has_question_left(self.state):
            told = _("Tie: {teams}. One more question decides.")
        elif has_tie_break(self.state):
            told = _("Tie: {teams}. The closest number decides; :end keeps the tie.")
        else:
            told = _("Tie: {teams}. No questions left to break it.")
        return [*rows, told.format(teams=names)]

    def changes(self, before: Warmup) -> list[str]:
        """Return what is different now, where the phase is the same."""
        now, question = self.state, self.state.question
        if now.is_paused != before.is_paused:
            return [_("Paused. Enter to continue.")] if now.is_paused else self.page(is_whole=True)
        if now.timer_off != before.timer_off:
            return [_("The timer is off.") if now.timer_off else _("The timer is on again.")]
        if now.corrections != before.corrections or now.renames != before.renames or now.gone != before.gone:
            return self.team_lines()
        if mended := self.mended(before):
            return [mended, *self.team_lines()]
        if question is None:
            return []
        if now.phase == REVEALED:
            return self.scored(question)
        if answers_by_card(now):
            return [counted(now, question)]
        return self.phase(question) if now.phase in (ENTRY, TALLY) else []

    def mended(self, before: Warmup) -> str:
        """Return how a question counts otherwise than before, if one does."""
        shown = [place for place in range(len(self.state.questions)) if is_shown(self.state, place)]
        for place, (old, new) in enumerate(zip(before.questions, self.state.questions, strict=False)):
            told = place in shown and shown.index(place) + 1
            if new.is_void != old.is_void:
                sentence = (
                    _("Question {number} does not count.") if new.is_void else _("Question {number} counts again.")
                )
                return sentence.format(number=told)
            if new.also != old.also:
                return _("Right answer to question {number}: {answer}").format(number=told, answer=self.right(new))
        return ""

    def team_lines(self) -> list[str]:
        """Return the teams with numbers and points, none where nothing is scored."""
        totals = points(self.state)
        told = (f"{team + 1} {self.name(team)}: {number(totals[team])}" for team in playing_teams(self.state))
        listed = ", ".join(told)
        return [_("Points: {scores}").format(scores=listed)] if listed else []

    def name(self, team: int) -> str:
        """Return the name of a team."""
        return in_one_line(self.state.script.rules.teams[team])


def help_lines() -> list[str]:
    """Return what can be written."""
    return [
        _("An empty line continues. :back goes back one step. :help shows this again."),
        _("At the answer: numbers of the teams that were right, like 1 3; 0 for none; again to undo."),
        _("Any time: :again :teams :pause :timer :skip :end :quit :wall"),
        _("With cards: 11 B types one, 11 - removes it, :vote votes again, :camera shows the camera page's address."),
        _("Teams: :rename 2 Bees, :late Owls, :join 3 1, :points 2 +1"),
        _("To correct a question: :void or :also B, for an earlier one with its number: :void 2; :problem reports it."),
    ]


def rejection(reason: str) -> str:
    """Return why nothing was done."""
    reasons: dict[str, Callable[[], str]] = {
        "incomplete": lambda: _("Not all answers are in."),
        "first-step": lambda: _("This is the first step."),
        "no-team": lambda: _("That is not possible: check the team's number, or choose another name."),
        "paused": lambda: _("Paused. Enter to continue."),
        UNKNOWN: lambda: _("Unknown command; :help lists all."),
        UNREADABLE: lambda: _("Not understood; :help shows what you can type."),
        MISSING: lambda: _("A count is missing; an empty line shows the answer anyway."),
        TOO_MANY: lambda: _("More hands than pupils; an empty line shows the answer anyway."),
    }
    return reasons.get(reason, lambda: _("That is not possible now."))()
