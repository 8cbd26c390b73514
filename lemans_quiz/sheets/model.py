"""A sheet: shuffled versions of a quiz, laid out for writing, each with its key. How it looks is the renderers'.

A question never holds its key: what is printed for pupils is made from `Question` alone.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from lemans_quiz.i18n import _

Part = Literal["questions", "key", "all"]
"""What of a sheet to print: the pupils' pages, the key, or the key behind the pupils' pages."""

PAPERS = ("a4", "letter")
FONTS = ("serif", "sans")


class Ticks(NamedTuple):
    """Options with a box to tick each, and a letter unless they are true and false."""

    options: tuple[str, ...]
    lettered: bool = True


class Line(NamedTuple):
    """A line to write on, `short` for a number, with the unit behind it."""

    unit: str = ""
    short: bool = False


class Ranks(NamedTuple):
    """Entries with a box each for its number in the right order."""

    entries: tuple[str, ...]


class Pairs(NamedTuple):
    """Two columns to join, or a box at each left-hand side for the letter of a right-hand one."""

    lefts: tuple[str, ...]
    rights: tuple[str, ...]


Form = Ticks | Line | Ranks | Pairs


class Question(NamedTuple):
    """A question as it is printed. `task` says how to answer, `aside` what else must be known, `context` what the question is about
    where those of several packs stand on a sheet; each may be empty.
    """

    number: int
    stem: str
    form: Form
    task: str = ""
    aside: str = ""
    context: str = ""


class Answer(NamedTuple):
    """The key of a question: `mark` is what stands in the boxes from top to bottom, `text` the answer in words.

    `first` is the number of the same question in the first version.
    """

    number: int
    mark: str
    text: str
    first: int


class Version(NamedTuple):
    """One order of questions and options. `code` names it; `points` is how many can be reached, as text.

    `intro` says once what many questions would say; it may be empty.
    """

    code: str
    questions: tuple[Question, ...]
    answers: tuple[Answer, ...]
    points: str
    intro: str = ""


class Remark(NamedTuple):
    """What there is to say about an answer when it is discussed; the number is that of the first version."""

    number: int
    answer: str
    explanation: str
    source: str


class Sheet(NamedTuple):
    """All versions of a worksheet. `language` is that of the questions."""

    title: str
    language: str
    versions: tuple[Version, ...]
    remarks: tuple[Remark, ...] = ()


def alone(sheet: Sheet, place: int) -> Sheet:
    """Return the sheet of the version at a place, its remarks numbered as its questions are."""
    version = sheet.versions[place]
    number_of = {answer.first: answer.number for answer in version.answers}
    remarks = (remark._replace(number=number_of[remark.number]) for remark in sheet.remarks)
    return sheet._replace(versions=(version,), remarks=tuple(sorted(remarks)))


class Look(NamedTuple):
    """How a sheet is printed: `paper` is one of PAPERS, `font` one of FONTS or empty for what is usual in the format.

    `large` is type for those who see less, `wide` more room between letters, words and lines.
    """

    paper: str = "a4"
    large: bool = False
    font: str = ""
    wide: bool = False
    part: Part = "all"

    @property
    def with_questions(self) -> bool:
        """Whether the pupils' pages are wanted."""
        return self.part != "key"

    @property
    def with_key(self) -> bool:
        """Whether the key is wanted."""
        return self.part != "questions"


def letter(place: int) -> str:
    """Return the letter for a place from 0 on: A to Z, then AA, AB …"""
    before, last = divmod(place, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def columns(options: tuple[str, ...], look: Look) -> int:
    """Return in how many columns options stand: as many as fit on the page, so that paper is saved."""
    widest = max(map(len, options), default=0)
    for count, room in ((4, 12), (2, 32)):
        if widest <= room * _share(look) and len(options) >= count:
            return count
    return 1


def _share(look: Look) -> float:
    """Return how many letters go on a line, as a share of those in normal type."""
    return (0.6 if look.large else 1.0) * (0.75 if look.wide else 1.0)


def remarks_heading(sheet: Sheet) -> str:
    """Return what stands over the explanations."""
    return _("Explanations, numbered as in the first version") if len(sheet.versions) > 1 else _("Explanations")
