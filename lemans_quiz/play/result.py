"""How a game ended: score, time, streak, what was missed, the review, the line to send to a friend."""

from typing import NamedTuple

from lemans_quiz.core import marks, scoring
from lemans_quiz.core.attempts import Attempt
from lemans_quiz.core.game import Game, Summary, summarise, tally
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.play.bindings import BACK
from lemans_quiz.play.feedback import (
    Outcome,
    answer_text,
    reason_of,
    right_text,
    source_line,
    told_feedback,
    verdict_of,
)
from lemans_quiz.terminal import theme
from lemans_quiz.terminal.digits import big
from lemans_quiz.terminal.layout import BLANK, Block, Lines, Page, hanging, indented, joined, said, wrapped
from lemans_quiz.terminal.theme import ACCENT, BOLD, DOT, PART, QUIET, TITLE, clock, in_one_line, safe
from lemans_quiz.terminal.views import (
    NAME,
    KeyHint,
    Menu,
    Setting,
    header,
    keys_line,
    margin,
    menu_hints,
    menu_lines,
)

_LINES_FOR_DIGITS = 20
_SIGNS_SHOWN = 40


class Result(NamedTuple):
    """A game that is over, or was left."""

    game: Game
    setting: Setting

    def summary(self) -> Summary:
        """Return its figures."""
        return summarise(self.game)

    def compared(self) -> str:
        """Say how it compares with the same game played before, or nothing."""
        return self.setting.compared(self.summary())


def outcomes_of(game: Game) -> list[Outcome]:
    """Return what became of each question that was closed."""
    summed = tally(game)
    rows = zip(game.attempts, summed.gained, summed.streaks, strict=True)
    return [Outcome(game.turns[a.turn], a.response, a.mark, gained, streak) for a, gained, streak in rows]


def share_line(result: Result, *, signs: bool = True) -> str:
    """Return one line to send to a friend: score, streak, seed and, where wanted, a sign for each question."""
    summary = result.summary()
    parts = [NAME, f"{summary.right}/{summary.of}"]
    if summary.best_streak >= 2:
        parts.append(_("streak {streak}").format(streak=summary.best_streak))
    if result.setting.seed:
        parts.append(in_one_line(result.setting.seed))
    if signs and 0 < len(result.game.attempts) <= _SIGNS_SHOWN:
        parts.append("".join(verdict_of(attempt.mark).sign for attempt in result.game.attempts))
    return f" {DOT} ".join(parts)


class Figure(NamedTuple):
    """A name and a value of the result."""

    name: str
    value: str


def figures(result: Result) -> list[Figure]:
    """Return the figures of a result, the most telling first."""
    summary = result.summary()
    found = [Figure(_("Right"), _("{right} of {of}").format(right=summary.right, of=summary.of))]
    if summary.answered < summary.of:
        found.append(Figure(_("Answered"), _("{number} of {of}").format(number=summary.answered, of=summary.of)))
    if result.game.rules.scoring != scoring.POINTS or summary.score != summary.right or summary.max != summary.of:
        points = _("{score} of {max}").format(score=theme.number(summary.score), max=theme.number(summary.max))
        found.append(Figure(_("Points"), points))
    found.append(Figure(_("Time"), clock(summary.seconds)))
    found.append(Figure(_("Best streak"), str(summary.best_streak)))
    return found


def headline(summary: Summary) -> str:
    """Say in a few words how it went."""
    if not summary.complete:
        return _("Result so far")
    if summary.right == summary.of:
        return _("All right!")
    return _("Result")


def result_page(result: Result, menu: Menu, width: int, height: int) -> Page:
    """Return the page of a result: figures, the line to send, what was missed; the menu stays at the bottom."""
    inset = margin(width)
    room = width - 2 * inset
    lines = [*_score(result, room, height), BLANK, *wrapped(said(share_line(result), ACCENT), room)]
    if told := result.compared():
        lines += wrapped(said(told, BOLD), room)
    if note := appeal_note(result):
        lines += [BLANK, *wrapped(said(note, PART), room)]
    lines += [BLANK, *missed_lines(result, room)]
    bottom = [BLANK, *menu_lines(menu, width), BLANK, *keys_line(menu_hints(len(menu.entries), _("quit")), width)]
    return Page(header(headline(result.summary()), None, width), Block(indented(lines, inset)), bottom)


def _score(result: Result, room: int, height: int) -> Lines:
    """Return the figures, beside big digits where there is room for them."""
    found = figures(result)
    widest = max(len(figure.name) for figure in found)
    rows = [joined(said(figure.name.ljust(widest + 2), QUIET), said(figure.value, BOLD)) for figure in found]
    summary = result.summary()
    digits = big(f"{summary.right}/{summary.of}")
    if height < _LINES_FOR_DIGITS or len(digits[0]) + widest + 16 > room:
        return rows
    pairs = range(max(len(digits), len(rows)))
    blank = " " * len(digits[0])
    left = [digits[n] if n < len(digits) else blank for n in pairs]
    return [joined(said(left[n], TITLE), "     ", rows[n] if n < len(rows) else BLANK) for n in pairs]


def missed_lines(result: Result, room: int) -> Lines:
    """Return each question that was not right, with its answer."""
    missed = result.summary().missed
    if not missed:
        return []
    title = ngettext("Review this one:", "Review these {count}:", len(missed)).format(count=len(missed))
    lines: Lines = [said(title, TITLE)]
    for index, (stem, answer) in zip(missed, missed_texts(result), strict=True):
        sign = verdict_of(_attempt(result.game, index).mark).sign
        lines += hanging(f"{sign} ", said(stem), room)
        lines += hanging(f"  {theme.ARROW} ", said(answer, BOLD), room)
    return lines


class Missed(NamedTuple):
    """A question that was not right, and its answer, each in one line."""

    stem: str
    answer: str


def missed_texts(result: Result) -> list[Missed]:
    """Return what was missed, in the order it was asked."""
    items = [result.game.turns[index].item for index in result.summary().missed]
    language = result.setting.language
    return [Missed(in_one_line(item.stem.show(language)), right_text(item, result.setting)) for item in items]


def _attempt(game: Game, index: int) -> Attempt:
    return next(attempt for attempt in game.attempts if attempt.turn == index)


def appeal_note(result: Result) -> str:
    """Say that the player overruled marks, or nothing."""
    count = sum(1 for attempt in result.game.attempts if attempt.mark.reason in (marks.APPEALED, marks.WITHDRAWN))
    if not count:
        return ""
    return ngettext("One answer is self-marked.", "{count} answers are self-marked.", count).format(count=count)


def review_page(result: Result, width: int) -> Page:
    """Return all questions with what was answered and what was right, to be scrolled."""
    inset = margin(width)
    room = width - 2 * inset
    lines: Lines = []
    for number, outcome in enumerate(outcomes_of(result.game), start=1):
        lines += [*_reviewed(number, outcome, result.setting, room), BLANK]
    hints = (KeyHint(_("↑↓ PgUp PgDn"), _("scroll")), BACK.hint())
    title = header(_("Review"), None, width)
    return Page(title, Block(indented(lines[:-1], inset), focus=(0, 0)), [BLANK, *keys_line(hints, width)])


def _reviewed(number: int, outcome: Outcome, setting: Setting, room: int) -> Lines:
    item, verdict = outcome.turn.item, verdict_of(outcome.mark)
    stem = said(safe(item.stem.show(setting.language)), BOLD)
    lines = hanging(f"{number}. ", stem, room)
    inner = len(f"{number}. ")
    given = answer_text(outcome, setting)
    word = said(f"{verdict.sign} {verdict.word}", verdict.style)
    below: Lines = wrapped(joined(word, f"  {given}") if given else word, room - inner)
    if outcome.mark.value < 1.0:
        below += hanging(f"{theme.ARROW} ", said(right_text(item, setting), BOLD), room - inner)
    explanation = safe(item.explanation.show(setting.language)) if item.explanation else ""
    told = (reason_of(outcome), told_feedback(outcome, setting), explanation, source_line(item))
    for place, text in enumerate(told):
        if text:
            below += wrapped(said(text, QUIET if place == len(told) - 1 else ""), room - inner)
    return [*lines, *indented(below, inner)]


def farewell(result: Result, *, signs: bool = True) -> list[str]:
    """Return the line to send to a friend and, where the game was left, how far it came and how it goes on."""
    summary = summarise(result.game)
    lines = [share_line(result, signs=signs)]
    if not summary.complete:
        lines.append(_left(summary, result.setting.way_back()))
    return lines


def _left(summary: Summary, way_back: str) -> str:
    """Say how far the game came and, where it was kept, how it goes on."""
    left = {"answered": summary.answered, "of": summary.of}
    if not way_back:
        return _("Stopped after {answered} of {of} questions.").format(**left)
    return _("Stopped after {answered} of {of} questions. Resume with: {command}").format(
        command=safe(way_back), **left
    )
