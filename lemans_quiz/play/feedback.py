"""What follows an answer: sign, word, answer, reason, explanation, source. Also the words that plain output shares."""

from collections.abc import Sequence
from typing import NamedTuple, Self

from lemans_quiz.core import marks
from lemans_quiz.core.events import Appeal, Marked, Withdraw
from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Option, Order, Text, TrueFalse
from lemans_quiz.core.marks import Mark
from lemans_quiz.core.responses import Chosen, ChosenSet, Matched, Ordered, Response, Said, Typed, Unreadable
from lemans_quiz.core.turns import Turn, options_of
from lemans_quiz.core.typed import distance_text, key_text, response_text
from lemans_quiz.i18n import _, language
from lemans_quiz.play.bindings import APPEAL, MENU
from lemans_quiz.play.question import shown_options, unit_of
from lemans_quiz.terminal import theme
from lemans_quiz.terminal.citations import citation
from lemans_quiz.terminal.layout import BLANK, Block, Lines, Page, indented, joined, said, spread, width_of, wrapped
from lemans_quiz.terminal.theme import BAD, GOOD, HALF, LATE, NO, NONE, PART, QUIET, YES, in_one_line, safe
from lemans_quiz.terminal.views import (
    KeyHint,
    Progress,
    Setting,
    footer,
    header,
    margin,
    row,
    status_of,
    stem_lines,
)


class Verdict(NamedTuple):
    """How an answer is called: a sign, a word and a style."""

    sign: str
    word: str
    style: str


class Outcome(NamedTuple):
    """One closed question: what was answered and what it brought."""

    turn: Turn
    response: Response | None
    mark: Mark
    gained: float
    streak: int

    @classmethod
    def of(cls, turn: Turn, event: Marked) -> Self:
        """Return what a marked event tells of its turn."""
        return cls(turn, event.response, event.mark, event.gained, event.streak)


def verdict_of(mark: Mark) -> Verdict:
    """Return how a mark is called."""
    if mark.value >= 1.0:
        return Verdict(YES, _("Right"), GOOD)
    if mark.reason == marks.CLOSE:
        return Verdict(HALF, _("Close"), PART)
    if mark.value > 0.0:
        return Verdict(HALF, _("Partly right"), PART)
    if mark.reason == marks.TIME_OUT:
        return Verdict(LATE, _("Time's up"), PART)
    if mark.reason == marks.SKIPPED:
        return Verdict(NONE, _("Skipped"), QUIET)
    return Verdict(NO, _("Wrong"), BAD)


def reason_of(outcome: Outcome) -> str:
    """Say why a mark is what it is, where the verdict alone does not tell, and how far a number is from the truth."""
    kind = outcome.turn.item.kind
    away = distance_text(kind, outcome.response, language()) if isinstance(kind, Number) else ""
    told = (_why(outcome), _("off by {distance}").format(distance=in_one_line(away)) if away else "")
    return ", ".join(part for part in told if part)


def _why(outcome: Outcome) -> str:
    mark, typed = outcome.mark, in_one_line(getattr(outcome.response, "text", ""))
    matched = in_one_line(mark.matched)
    match mark.reason:
        case marks.SPELLING if mark.value < 1.0:
            return _("accepted on the second try: {typed} ≈ {answer}").format(typed=typed, answer=matched)
        case marks.SPELLING:
            return _("accepted: {typed} ≈ {answer}").format(typed=typed, answer=matched)
        case marks.NEAR_MISS:
            return _("close, but not close enough: {typed} ≈ {answer}").format(typed=typed, answer=matched)
        case marks.RIVAL:
            return _("{typed} could just as well mean {rival}").format(typed=typed, rival=matched)
        case marks.WITHIN:
            return _("within the tolerance")
        case marks.PARTLY:
            return _parts(outcome.turn.item).format(hits=mark.hits, of=mark.of)
        case marks.UNREADABLE:
            return _("{typed} could not be read as an answer").format(typed=typed)
        case marks.APPEALED:
            return _("counted as right (self-marked)")
        case marks.WITHDRAWN:
            return _("counted as wrong (self-marked)")
        case marks.RIGHT if mark.value < 1.0:
            return _("right on the second try")
        case _:
            return ""


def _parts(item: Item) -> str:
    """Return the sentence that counts the parts that were right."""
    if isinstance(item.kind, Order):
        return _("{hits} of {of} pairs in the right order")
    return _("{hits} of {of} right")


def told_feedback(outcome: Outcome, setting: Setting) -> str:
    """Return what the option that was chosen, or the typed answer that never counts, itself has to say; or nothing."""
    kind = outcome.turn.item.kind
    if isinstance(kind, Text):
        refused = (one for one in kind.refused if outcome.mark.reason == marks.WRONG and _is_named(outcome, one))
        told = next((one.feedback for one in refused if one.feedback), None)
        return safe(told.show(setting.language)) if told else ""
    options = options_of(outcome.turn.item)
    chosen: Sequence[int] = ()
    if isinstance(outcome.response, Chosen):
        chosen = (outcome.response.option,)
    elif isinstance(outcome.response, ChosenSet):
        chosen = outcome.response.options
    texts = [options[index].feedback for index in chosen if index < len(options)]
    return "\n".join(safe(text.show(setting.language)) for text in texts if text)


def _is_named(outcome: Outcome, option: Option) -> bool:
    return outcome.mark.matched in option.text.everywhere()


def source_line(item: Item) -> str:
    """Return where the fact comes from, and as of when, or nothing."""
    if item.source is None:
        return _("As of {date}.").format(date=in_one_line(item.as_of)) if item.as_of else ""
    if item.as_of:
        return _("Source: {source} (as of {date})").format(source=citation(item.source), date=in_one_line(item.as_of))
    return _("Source: {source}").format(source=citation(item.source))


def gains(outcome: Outcome) -> str:
    """Return points gained and the streak, or nothing where there is neither."""
    points = f"+{theme.number(outcome.gained)}" if outcome.gained else ""
    streak = _("streak {streak}").format(streak=outcome.streak) if outcome.streak >= 2 else ""
    return "   ".join(part for part in (points, streak) if part)


def may_appeal(outcome: Outcome) -> bool:
    """Tell whether "I was right" can be said of it."""
    typed = isinstance(outcome.response, Typed) and bool(outcome.response.text.strip())
    return typed and isinstance(outcome.turn.item.kind, Text) and outcome.mark.value < 1.0


def overruling(outcome: Outcome) -> Appeal | Withdraw | None:
    """Return what the key that overrules a mark says of an answer, None where it says nothing; once said, it is taken back."""
    if outcome.mark.reason == marks.WITHDRAWN or may_appeal(outcome):
        return Appeal()
    typed = isinstance(outcome.response, Typed) and isinstance(outcome.turn.item.kind, Text | Number)
    return Withdraw() if typed and outcome.mark.value >= 1.0 else None


def is_overruled(outcome: Outcome) -> bool:
    """Tell whether a mark is the player's word."""
    return outcome.mark.reason in (marks.APPEALED, marks.WITHDRAWN)


def overruling_hint(outcome: Outcome) -> tuple[KeyHint, ...]:
    """Return the key that overrules a mark, or takes that back, where there is one."""
    match overruling(outcome):
        case None:
            return ()
        case _ if is_overruled(outcome):
            return (APPEAL.hint(_("undo")),)
        case Appeal():
            return (APPEAL.hint(),)
        case Withdraw():
            return (APPEAL.hint(_("I was wrong")),)


def overruling_question(outcome: Outcome) -> str:
    """Ask whether the player means it, before his word counts."""
    if isinstance(overruling(outcome), Appeal):
        return _("Count it as right? Press ! again.")
    return _("Count it as wrong? Press ! again.")


def feedback_page(outcome: Outcome, progress: Progress, setting: Setting, width: int, *, brief: bool = False) -> Page:
    """Return the page of a closed question; where it is `brief`, options that were neither right nor taken are left out."""
    item = outcome.turn.item
    stem = stem_lines(item, setting, width)
    answered = answered_lines(outcome, setting, width, brief=brief)
    below = verdict_lines(outcome, setting, width)
    start = len(stem) + len(answered)
    block = Block([*stem, *answered, *below], focus=(start, start + len(below) - 1))
    hints = (KeyHint(_("Enter"), _("continue")), *overruling_hint(outcome), MENU.hint())
    bottom = footer(status_of(outcome.turn, setting), "", hints, width)
    return Page(header(setting.title(item.pack), progress, width), block, bottom, sticky=len(stem))


def verdict_lines(outcome: Outcome, setting: Setting, width: int) -> Lines:
    """Return verdict, reason, feedback, explanation and source."""
    inset = margin(width)
    room = width - 2 * inset
    item = outcome.turn.item
    lines = _headline(outcome, setting, room)
    if reason := reason_of(outcome):
        lines += wrapped(said(reason), room)
    told = told_feedback(outcome, setting)
    explanation = safe(item.explanation.show(setting.language)) if item.explanation else ""
    for text, style in ((told, ""), (explanation, ""), (source_line(item), QUIET)):
        if text:
            apart = [BLANK] if style != QUIET or not explanation else []
            lines += [*apart, *wrapped(said(text, style), room)]
    return [BLANK, *indented(lines, inset)]


def _key(item: Item, setting: Setting) -> str:
    if isinstance(item.kind, TrueFalse):
        return _("True") if item.kind.key else _("False")
    if isinstance(item.kind, Order):
        return f" {theme.ARROW} ".join(entries_beside(item.kind, setting))
    return in_one_line(key_text(item, setting.language))


def _headline(outcome: Outcome, setting: Setting, room: int) -> Lines:
    """Return the verdict and the answer at the left, what it brought at the right."""
    verdict, item = verdict_of(outcome.mark), outcome.turn.item
    word = said(f"{verdict.sign} {verdict.word}.", verdict.style)
    gained = said(gains(outcome), verdict.style)
    if not isinstance(item.kind, Choice | TrueFalse | Text | Number):
        return spread(word, gained, room)
    answer = said(_key(item, setting), theme.BOLD)
    is_close = outcome.mark.reason == marks.CLOSE
    if is_close:
        word = said(f"{verdict.sign} {verdict.word}:", verdict.style)
    label = "" if outcome.mark.value >= 1.0 or is_close else _("The answer:") + " "
    told = joined(word, " " if is_close else "  ", said(label), answer)
    if width_of(told) + 2 + width_of(gained) <= room:
        return spread(told, gained, room)
    return [*spread(word, gained, room), *wrapped(joined(said(label), answer), room)]


def answered_lines(outcome: Outcome, setting: Setting, width: int, *, brief: bool = False) -> Lines:
    """Return the question's answers with what was right and what the player chose."""
    match outcome.turn.item.kind:
        case Choice() | TrueFalse() | Multiple():
            return _options(outcome, setting, width, brief=brief)
        case Text() | Number():
            return _typed(outcome, setting, width)
        case Order() as kind:
            return _entries(entries_beside(kind, setting), outcome.response, width)
        case Match() as kind:
            return _pairs(kind, outcome.response, setting, width)


def entries_beside(kind: Order, setting: Setting) -> list[str]:
    """Return the entries of an order, each with what stands beside it, such as its year."""
    notes = kind.beside or (None,) * len(kind.entries)
    pairs = zip(kind.entries, notes, strict=True)
    shown = (" · ".join(one.show(setting.language) for one in pair if one) for pair in pairs)
    return [in_one_line(one) for one in shown]


def _options(outcome: Outcome, setting: Setting, width: int, *, brief: bool) -> Lines:
    keys, chosen = _keys(outcome.turn), _chosen(outcome)
    lines: Lines = []
    for place, text in enumerate(shown_options(outcome.turn, setting.language)):
        right, taken = place in keys, place in chosen
        if brief and not right and not taken:
            continue
        sign = YES if right else NO if taken else " "
        style = (GOOD if right else BAD) if right or taken else QUIET
        if isinstance(outcome.turn.item.kind, Multiple):
            sign = YES if right and taken else NO if taken else " "
            style = GOOD if right and taken else BAD if taken else PART if right else QUIET
            text = _("{option} (right answer)").format(option=text) if right and not taken else text
        lines += row(f"{sign} {place + 1}   ", text, width, style=style)
    return lines


def _keys(turn: Turn) -> set[int]:
    """Return the places of what is right."""
    match turn.item.kind:
        case Choice(key=key):
            return {turn.arrangement.index(key)}
        case Multiple(keys=keys):
            return {turn.arrangement.index(key) for key in keys}
        case TrueFalse(key=key):
            return {0 if key else 1}
        case Text() | Number() | Order() | Match():
            return set()


def _chosen(outcome: Outcome) -> set[int]:
    """Return the places of what the player took."""
    match outcome.response:
        case Chosen(option):
            return {outcome.turn.arrangement.index(option)}
        case ChosenSet(options):
            return {outcome.turn.arrangement.index(option) for option in options}
        case Said(value):
            return {0 if value else 1}
        case _:
            return set()


def _typed(outcome: Outcome, setting: Setting, width: int) -> Lines:
    inset = margin(width)
    if not isinstance(outcome.response, Typed | Unreadable):
        return indented([said(f"{theme.PROMPT} {NONE}", QUIET)], inset)
    unit = unit_of(outcome.turn.item, setting.language)
    typed = in_one_line(outcome.response.text)
    text = joined(said(f"{theme.PROMPT} ", QUIET), said(typed, verdict_of(outcome.mark).style))
    if unit and unit not in typed and not any(map(str.isalpha, typed)):
        text = joined(text, "  ", said(unit, QUIET))
    return indented(wrapped(text, width - 2 * inset), inset)


def _entries(texts: Sequence[str], response: Response | None, width: int) -> Lines:
    """Return the entries in their right order, each with the place the player gave it."""
    given = response.entries if isinstance(response, Ordered) else ()
    lines: Lines = []
    for place, text in enumerate(texts):
        at = given.index(place) if place in given else None
        right = at == place
        shown = text
        if at is not None and not right:
            shown = _("{entry} (you: place {place})").format(entry=text, place=at + 1)
        style = GOOD if right else "" if at is None else BAD
        lines += row(f"{YES if right else ' ' if at is None else NO} {place + 1}   ", shown, width, style=style)
    return lines


def _pairs(kind: Match, response: Response | None, setting: Setting, width: int) -> Lines:
    given = response.rights if isinstance(response, Matched) else ()
    lines: Lines = []
    for place, left in enumerate(kind.lefts):
        chosen = given[place] if place < len(given) else -1
        right = chosen == kind.key[place]
        name, partner = left.show(setting.language), kind.rights[kind.key[place]].show(setting.language)
        text = in_one_line(f"{name} {theme.ARROW} {partner}")
        if chosen >= 0 and not right:
            other = in_one_line(kind.rights[chosen].show(setting.language))
            text = _("{pair} (you: {other})").format(pair=text, other=other)
        style = GOOD if right else BAD if given else ""
        lines += row(f"{YES if right else NO if given else ' '} {place + 1}   ", text, width, style=style)
    return lines


def answer_text(outcome: Outcome, setting: Setting) -> str:
    """Return the player's answer in one line, or nothing where none was given."""
    if outcome.response is None:
        return ""
    if isinstance(outcome.response, Said):
        return _("True") if outcome.response.value else _("False")
    return in_one_line(response_text(outcome.turn, outcome.response, setting.language))


def right_text(item: Item, setting: Setting) -> str:
    """Return the right answer in one line."""
    return _key(item, setting)
