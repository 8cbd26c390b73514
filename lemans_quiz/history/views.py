"""Past sessions for showing: a list of them, and one question by question. Which there are is the caller's to know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lemans_quiz.core.game import Game
from lemans_quiz.core.typed import key_text, response_text
from lemans_quiz.history.text import pack_lines, told_pack_lines
from lemans_quiz.i18n import _
from lemans_quiz.play.lines import feedback_lines
from lemans_quiz.play.result import Result, outcomes_of, review_page
from lemans_quiz.play.session_names import LESSONS, what_was_played
from lemans_quiz.terminal.dates import moment_text
from lemans_quiz.terminal.layout import BLANK, Lines, Page, hanging, indented, said, width_of, wrapped
from lemans_quiz.terminal.terminal import Build
from lemans_quiz.terminal.theme import DOT, QUIET, in_one_line, safe
from lemans_quiz.terminal.views import NARROW, Setting, header, margin

_MOMENT = len("  2026-11-27 16:00  ")
_ROOM = 24
"""So many columns are left, beside a result, for what was played."""


class Sitting(NamedTuple):
    """A session to be shown: `number` is what commands call it by, `right` of `answered` of `length` questions were right.

    `told` is the result in words of its own game, where it has some; `class_name` is whose warm-up it was.
    """

    number: int
    kind: str
    title: str
    players: tuple[str, ...]
    started: float
    seed: str
    length: int
    answered: int
    right: int
    told: str = ""
    class_name: str = ""


def _what(sitting: Sitting) -> str:
    return what_was_played(sitting.kind, sitting.title, sitting.players)


def result_text(sitting: Sitting) -> str:
    """Return how many were right, and where it was left."""
    right = sitting.told or _("{right} of {of}").format(right=sitting.right, of=sitting.length)
    if sitting.answered >= sitting.length:
        return right
    return _("{right}, stopped after {answered}").format(right=right, answered=sitting.answered)


def name_of(sitting: Sitting) -> str:
    """Return what commands call it by: warm-ups are W1, W2 …, games in a room R1, R2 …"""
    letter = next((letter for letter, kind in LESSONS.items() if kind == sitting.kind), "")
    return f"{letter}{sitting.number}"


def list_lines(sittings: Sequence[Sitting], width: int) -> Iterator[str]:
    """Yield a line for each session: its number, when, how it went, what it was; below each other where it is narrow."""
    rows = [(name_of(one), moment_text(one.started), result_text(one), _what(one)) for one in sittings]
    first = max((len(row[0]) for row in rows), default=0)
    inset = first + _MOMENT
    widths = [width_of(row[2]) for row in rows]
    # A result that leaves no room beside it has a line of its own, and moves no other row.
    third = max((one for one in widths if one <= width - inset - _ROOM), default=0)
    for number, at, result, what in rows:
        lead = f"{number:>{first}}  {at}  "
        if width < NARROW:
            lines = [*hanging(lead, said(result), width), *indented(wrapped(said(what), width - first - 2), first + 2)]
        elif width_of(result) > third:
            lines = [*hanging(lead, said(result), width), *indented(wrapped(said(what), width - inset), inset)]
        else:
            lines = hanging(lead + result + " " * (third - width_of(result) + 2), said(what), width)
        yield from (line.plain.rstrip() for line in lines)


def told_lines(sitting: Sitting, game: Game, setting: Setting) -> Iterator[str]:
    """Yield a session question by question as plain lines: what was asked, what was answered, what is right and why."""
    yield _head(sitting)
    yield ""
    for number, outcome in enumerate(outcomes_of(game), start=1):
        stem = safe(outcome.turn.item.stem.show(setting.language))
        yield _("Question {number} of {of}: {stem}").format(number=number, of=len(game.turns), stem=stem)
        if outcome.response is not None:
            given = in_one_line(response_text(outcome.turn, outcome.response, setting.language))
            yield _("Your answer: {answer}").format(answer=given)
        yield from feedback_lines(outcome, setting)
    yield from told_pack_lines(game)


def _head(sitting: Sitting) -> str:
    """Return what there is to say of a session in a line."""
    seed = in_one_line(sitting.seed)
    told = (str(sitting.number), moment_text(sitting.started), _what(sitting), result_text(sitting), seed)
    return f" {DOT} ".join(part for part in told if part)


def session_page(sitting: Sitting, game: Game, setting: Setting) -> Build:
    """Return the page of a session question by question, to be scrolled."""

    def build(width: int, height: int) -> Page:
        inset = margin(width)
        page = review_page(Result(game, setting), width)
        title = header(_("Session {number}").format(number=sitting.number), None, width)
        head = indented(wrapped(said(_head(sitting), QUIET), width - 2 * inset), inset)
        body: Lines = page.body.lines or indented([said(_("No questions were answered."))], inset)
        if told := list(told_pack_lines(game)):
            body = [
                *body,
                BLANK,
                *indented([line for one in told for line in wrapped(said(one), width - 2 * inset)], inset),
            ]
        return page._replace(top=[*title, *head, BLANK], body=page.body._replace(lines=body))

    return build


def session_object(sitting: Sitting, game: Game | None, setting: Setting) -> dict[str, object]:
    """Return a session as a JSON object, with its questions where its game is given. `started` is seconds since 1970."""
    found: dict[str, object] = {
        "session": name_of(sitting) if sitting.kind in LESSONS.values() else sitting.number,
        "kind": sitting.kind,
        "title": sitting.title,
        "players": list(sitting.players),
        "started": round(sitting.started, 3),
        "seed": sitting.seed,
        "questions": sitting.length,
        "answered": sitting.answered,
        "right": sitting.right,
    }
    if game is not None:
        found["attempts"] = list(_attempts(game, setting.language))
        found["pack_lines"] = [{"pack": one.pack, "id": one.item, "line": one.line} for one in pack_lines(game)]
    return found


def _attempts(game: Game, language: str) -> Iterator[dict[str, object]]:
    for number, outcome in enumerate(outcomes_of(game), start=1):
        item, attempt = outcome.turn.item, game.attempts[number - 1]
        given = None if outcome.response is None else response_text(outcome.turn, outcome.response, language)
        yield {
            "number": number,
            "pack": item.pack,
            "id": item.id,
            "stem": item.stem.show(language),
            "response": given,
            "key": key_text(item, language),
            "mark": round(outcome.mark.value, 4),
            "reason": outcome.mark.reason,
            "points": outcome.gained,
            "seconds": attempt.seconds,
        }
