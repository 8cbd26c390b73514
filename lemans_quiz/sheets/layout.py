"""A drawn quiz -> a sheet: versions are shuffled here, and every kind is laid out for writing, with its key beside it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from lemans_quiz import i18n
from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Order, Source, Text, TrueFalse
from lemans_quiz.core.normalising import without_controls
from lemans_quiz.core.numbers import shown
from lemans_quiz.core.seeds import Seed, shuffled
from lemans_quiz.core.turns import Turn, arrange
from lemans_quiz.core.typed import key_text
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.sheets.model import Answer, Form, Line, Pairs, Question, Ranks, Remark, Sheet, Ticks, Version, letter
from lemans_quiz.terminal.citations import citation_parts


def lay_out(
    turns: Sequence[Turn], seed: Seed, *, title: str, versions: int = 1, language: str = "en", is_mixed: bool = False
) -> Sheet:
    """Return a sheet of so many versions. The first one is the quiz as it was dealt; `language` is that of the questions.

    The version at a place is the same however many versions there are, and all of them ask with the same options.
    `is_mixed` tells that several packs were drawn from: then each question says what it is about.
    """
    dealt = [_shuffled(turns, seed, place) for place in range(versions)]
    numbers = {_name(turn): number for number, turn in enumerate(turns, 1)}
    codes = [f"{seed.code} {letter(place)}" if versions > 1 else seed.code for place in range(versions)]
    return Sheet(
        cleaned(title),
        language,
        tuple(
            _version(mine, cleaned(code), language, numbers, is_mixed=is_mixed)
            for mine, code in zip(dealt, codes, strict=True)
        ),
        tuple(_remarks(turns, language)),
    )


def cleaned(text: str) -> str:
    """Return a text that paper can show: its lines kept, without control characters."""
    return "\n".join(map(without_controls, text.strip().splitlines()))


def _shuffled(turns: Sequence[Turn], seed: Seed, place: int) -> Sequence[Turn]:
    if place == 0:
        return turns
    word = f"{seed.word} {letter(place)}"
    mine = [turns[index] for index in shuffled(len(turns), "version", word)]
    return [Turn(turn.item, arrange(turn.item, word, shown=turn.arrangement)) for turn in mine]


def _name(turn: Turn) -> tuple[str, str]:
    return turn.item.pack, turn.item.id


def _version(
    turns: Sequence[Turn], code: str, language: str, numbers: dict[tuple[str, str], int], *, is_mixed: bool
) -> Version:
    ticked = any(isinstance(turn.item.kind, Choice | TrueFalse) for turn in turns)
    return Version(
        code,
        tuple(_question(number, turn, language, is_mixed) for number, turn in enumerate(turns, 1)),
        tuple(_answer(number, turn, language, numbers[_name(turn)]) for number, turn in enumerate(turns, 1)),
        _amount(sum(turn.item.points for turn in turns)),
        _("Tick one box, unless the question says otherwise.") if ticked else "",
    )


def _amount(points: float) -> str:
    return shown(Decimal(str(round(points, 2))), i18n.language())


def _question(number: int, turn: Turn, language: str, is_mixed: bool) -> Question:
    item = turn.item
    form = _form(turn, language)
    context = cleaned(item.context.show(language)) if item.context and is_mixed else ""
    return Question(number, cleaned(item.stem.show(language)), form, _task(item), _aside(item), context)


def _form(turn: Turn, language: str) -> Form:
    texts = tuple(cleaned(text.show(language)) for text in turn.shown())
    match turn.item.kind:
        case Choice() | Multiple():
            return Ticks(texts)
        case TrueFalse():
            return Ticks((_("True"), _("False")), lettered=False)
        case Text():
            return Line()
        case Number(unit=unit):
            return Line(cleaned(unit.show(language)) if unit else "", short=True)
        case Order():
            return Ranks(texts)
        case Match(lefts=lefts):
            return Pairs(tuple(cleaned(left.show(language)) for left in lefts), texts)


def _task(item: Item) -> str:
    match item.kind:
        case Multiple():
            return _("Tick all that are right.")
        case Order():
            return _("Number the boxes: 1 comes first.")
        case Match(lefts=lefts, rights=rights):
            task = _("Draw lines between the pairs, or write the letter in the box.")
            return task if len(rights) <= len(lefts) else " ".join((task, _("Not everything has a partner.")))
        case Choice() | TrueFalse() | Text() | Number():
            return ""


def _aside(item: Item) -> str:
    """Return the date of a fact that changes, and the points where they are not 1."""
    date = _("As of {date}.").format(date=cleaned(item.as_of)) if item.as_of else ""
    points = ""
    if item.points != 1:
        count = int(item.points) if item.points == int(item.points) else 2
        points = ngettext("{points} point", "{points} points", count).format(points=_amount(item.points))
    return " · ".join(part for part in (date, points) if part)


def _answer(number: int, turn: Turn, language: str, first: int) -> Answer:
    return Answer(number, _mark(turn), _answer_text(turn.item, language), first)


def _mark(turn: Turn) -> str:
    """Return what a right paper has in its boxes, from top to bottom; nothing where words are written."""
    place_of = {index: place for place, index in enumerate(turn.arrangement)}
    match turn.item.kind:
        case Choice(key=key):
            return letter(place_of[key])
        case Multiple(keys=keys):
            return " ".join(letter(place) for place in sorted(place_of[key] for key in keys))
        case Order():
            return " ".join(str(index + 1) for index in turn.arrangement)
        case Match(key=rights):
            return " ".join(letter(place_of[right]) for right in rights)
        case TrueFalse() | Text() | Number():
            return ""


def _answer_text(item: Item, language: str) -> str:
    match item.kind:
        case TrueFalse(key=key):
            return _("True") if key else _("False")
        case Text(accept=accept) if accept:
            others = dict.fromkeys(cleaned(text.show(language)) for text in accept)
            answer = cleaned(key_text(item, language))
            return _("{answer} (also: {others})").format(answer=answer, others=", ".join(others))
        case Choice() | Multiple() | Text() | Number() | Order() | Match():
            return cleaned(key_text(item, language))


def _remarks(turns: Sequence[Turn], language: str) -> list[Remark]:
    remarks = []
    for number, turn in enumerate(turns, 1):
        item = turn.item
        explanation = cleaned(item.explanation.show(language)) if item.explanation else ""
        source = citation(item.source) if item.source else ""
        if explanation or source:
            remarks.append(Remark(number, _answer_text(item, language), explanation, source))
    return remarks


def citation(source: Source) -> str:
    """Return a source as one reads it under a text; its address only where there is nothing else."""
    return cleaned(", ".join(citation_parts(source)) or source.url)
