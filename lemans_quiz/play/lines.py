"""A game as plain lines, for pipes, screen readers and terminals that cannot do more: numbers, words, no sign, no colour."""

from __future__ import annotations

import sys
from collections.abc import Iterable
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
from lemans_quiz.core.game import Asking
from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Order, Text, TrueFalse
from lemans_quiz.core.marks import CLOSE
from lemans_quiz.core.turns import Turn, places_of
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.play.complaining import lines_of_reasons, offer_by_line, told_of
from lemans_quiz.play.driver import Ending, GameDriver
from lemans_quiz.play.feedback import (
    Outcome,
    gains,
    may_appeal,
    reason_of,
    right_text,
    source_line,
    told_feedback,
    verdict_of,
)
from lemans_quiz.play.question import near_text, shown_options, unit_of
from lemans_quiz.play.result import Result, farewell, figures, missed_texts
from lemans_quiz.play.stream import play_stream
from lemans_quiz.terminal.plain import write_lines
from lemans_quiz.terminal.theme import LETTERS, in_one_line, safe
from lemans_quiz.terminal.views import Setting


def play_lines(
    driver: GameDriver,
    setting: Setting,
    *,
    source: TextIO | None = None,
    out: TextIO | None = None,
    interactive: bool = False,
) -> Ending:
    """Play by lines to the end of the game or of the input, then write the result; `interactive` adds prompts."""
    return tell_lines(LineOutput(driver, setting, out or sys.stdout, interactive), source or sys.stdin)


def tell_lines(teller: LineOutput, source: TextIO) -> Ending:
    """Play by lines, telling what happens by `teller`."""
    teller.write(teller.start())
    setting = teller.setting
    by = play_stream(teller.driver, source, teller.tell, setting)
    teller.write([*([""] if by else []), *teller.result()])
    return Ending(by=by)


class LineOutput:
    """Writes events as lines. A race has one that says more: see games/race/lines.py."""

    def __init__(self, driver: GameDriver, setting: Setting, out: TextIO, interactive: bool) -> None:
        self.driver = driver
        self.setting = setting
        self.out = out
        self.interactive = interactive

    def start(self) -> list[str]:
        """Return what comes before the first question."""
        if not self.interactive:
            return []
        return [
            _("Answer with a number, a letter or text. Also: :hint (or 50:50, for half the points) :skip :right :quit"),
            offer_by_line(),
            "",
        ]

    def result(self) -> list[str]:
        """Return what comes after the last question, or where the input ended."""
        return result_lines(Result(self.driver.state, self.setting))

    def tell(self, events: tuple[Event, ...]) -> None:
        """Write events, and the prompt where a person is asked."""
        for event in events:
            self.write(self.lines(event))
        self.prompt()

    def write(self, lines: Iterable[str]) -> None:
        """Write lines at once."""
        write_lines(self.out, lines)

    def prompt(self) -> None:
        """Ask for a line, on a terminal."""
        if self.interactive and isinstance(self.driver.state.phase, Asking):
            self.out.write(_("Your answer:") + " ")
            self.out.flush()
        elif self.interactive and self.driver.state.position + 1 == len(self.driver.state.turns):
            last = self.outcome() if self.driver.state.rules.appeals else None
            if last is not None and may_appeal(last):
                self.out.write(_(":right, or Enter for the result:") + " ")
                self.out.flush()

    def outcome(self) -> Outcome | None:
        """Return the last outcome, if its feedback is on show."""
        game = self.driver.state
        last = game.attempts[-1] if game.attempts else None
        return Outcome(game.turns[last.turn], last.response, last.mark, 0.0, 0) if last else None

    def lines(self, event: Event) -> list[str]:
        """Return what an event says."""
        match event:
            case Asked():
                return question_lines(event, self.setting)
            case Hinted(which=which, text=text):
                return [
                    _("Hint {number}: {hint}").format(number=which, hint=in_one_line(text.show(self.setting.language)))
                ]
            case Halved(number, gone):
                places = places_of(self.driver.state.turns[number - 1], gone)
                told = _("50:50, for half the points. Removed: {places}")
                return [told.format(places=", ".join(str(place) for place in places))]
            case NearMissed(number=number, response=response):
                return [near_text(self.driver.state.turns[number - 1].item, response.text)]
            case Marked(number=number):
                return feedback_lines(Outcome.of(self.driver.state.turns[number - 1], event), self.setting)
            case Appealed(number=number):
                return [_("Question {number} counts as right (self-marked).").format(number=number), ""]
            case Withdrawn(number=number):
                return [_("Question {number} counts as wrong (self-marked).").format(number=number), ""]
            case Complained(number, reason, is_kept):
                return [told_of(number, reason, is_kept=is_kept)]
            case Rejected(reason="no-such-problem"):
                return lines_of_reasons()
            case Rejected(reason=reason):
                return [_rejection(reason)]
            case _:
                return []


def _rejection(reason: str) -> str:
    return {
        "no-hints": _("No hint available."),
        "no-more-hints": _("No more hints."),
        "gone": _("That option was removed."),
        "no-appeal": _("Only typed answers can be self-marked."),
        "no-such-question": _("There was no question with that number."),
    }.get(reason, _("That is not possible now."))


def question_lines(event: Asked, setting: Setting) -> list[str]:
    """Return a question with its numbered options and, where it is not plain, how to answer."""
    item = event.turn.item
    head = _("Question {number} of {of}: {stem}").format(
        number=event.number, of=event.of, stem=safe(item.stem.show(setting.language))
    )
    context = setting.context(item)
    return [*([context] if context else []), head, *option_lines(event.turn, setting), *_how(item, setting)]


def option_lines(turn: Turn, setting: Setting) -> list[str]:
    """Return what can be chosen, each with its label."""
    shown = shown_options(turn, setting.language)
    kind = turn.item.kind
    if isinstance(kind, Order):
        return [f"{LETTERS[place]}. {text}" for place, text in enumerate(shown)]
    if isinstance(kind, Match):
        lefts = [f"{place}. {in_one_line(left.show(setting.language))}" for place, left in enumerate(kind.lefts, 1)]
        return [*lefts, *(f"{LETTERS[place]}. {text}" for place, text in enumerate(shown))]
    return [f"{place}. {text}" for place, text in enumerate(shown, 1)]


def _how(item: Item, setting: Setting) -> list[str]:
    match item.kind:
        case Multiple():
            return [_("Several are right. Answer like this: 1,3")]
        case Order():
            return [_("Answer with the letters in order, for example b a c")]
        case Match():
            return [_("Answer with pairs, for example 1b 2a")]
        case Number() if unit := unit_of(item, setting.language):
            return [_("Answer with a number, in {unit}").format(unit=unit)]
        case Choice() | TrueFalse() | Text() | Number():
            return []


def feedback_lines(outcome: Outcome, setting: Setting) -> list[str]:
    """Return verdict, answer, reason, explanation and source, then an empty line."""
    item = outcome.turn.item
    word = verdict_of(outcome.mark).word
    is_close = outcome.mark.reason == CLOSE
    lines = [
        f"{word}: {right_text(item, setting)}"
        if is_close
        else f"{word}. {_('The answer:')} {right_text(item, setting)}"
    ]
    explanation = safe(item.explanation.show(setting.language)) if item.explanation else ""
    more = (reason_of(outcome), gains(outcome), told_feedback(outcome, setting), explanation, source_line(item))
    return [*lines, *(text for text in more if text), ""]


def result_lines(result: Result) -> list[str]:
    """Return the figures, what was missed, and the line to send."""
    missed = missed_texts(result)
    lines = [f"{figure.name}: {figure.value}" for figure in figures(result)]
    if told := result.compared():
        lines.append(_("Comparison: {how}").format(how=told))
    if missed:
        lines += ["", ngettext("Review this one:", "Review these {count}:", len(missed)).format(count=len(missed))]
        lines += [f"{stem} {_('The answer:')} {answer}" for stem, answer in missed]
    return [*lines, "", *farewell(result, signs=False)]
