"""A file of questions -> its content. What kind of file it is, is told by what is in it, or said."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from lemans_quiz.core.messages import Message, message
from lemans_quiz.formats import moodle_xml
from lemans_quiz.formats.decoding import Decoded, decoded
from lemans_quiz.formats.drafts import Content, Finding, LeftOut, Unreadable
from lemans_quiz.formats.tables import binary_files, headerless
from lemans_quiz.formats.tables import questions as tables
from lemans_quiz.formats.tables.csv_grid import csv_grid, separator_of
from lemans_quiz.formats.tables.grids import Grid
from lemans_quiz.formats.tables.headers import find_header, is_answers_to_a_form
from lemans_quiz.formats.texts import (
    cards,
    gift,
    json_questions,
    markdown_questions,
    trivia_text,
    trivia_yaml,
    typed_text,
)
from lemans_quiz.formats.texts.bare_blocks import read_bare_blocks

_DASHED = re.compile(r"^([^\s\-*#>][^\n]{0,80}?) +(?:[-–—=]|=>|->) +([^\n]{1,200})$", re.M)
_LOOKED_AT, _LONGEST_LINE = 200_000, 20_000
_GIFT_ANSWER = re.compile(r"(?<!\\)\{(?:[^{}\\]|\\.)*\}", re.DOTALL)

_GIFT_SIGN = re.compile(r"[=~#]|(?:T|F|TRUE|FALSE|true|false)(?:\W|$)|>\s*\d|.*[=~]|$", re.DOTALL)


class Read(NamedTuple):
    """What was read, and as what: one of KINDS."""

    kind: str
    content: Content


def _gift(content: bytes) -> Content:
    return _of_text(content, gift.read_gift)


def _typed(content: bytes) -> Content:
    return _of_text(content, lambda text: read_bare_blocks(text) or typed_text.read_typed_text(text))


def _tasks(content: bytes) -> Content:
    return _of_text(content, markdown_questions.read_task_lists)


def _mkdocs(content: bytes) -> Content:
    return _of_text(content, markdown_questions.read_mkdocs_quiz)


def _hashcards(content: bytes) -> Content:
    return _of_text(content, markdown_questions.read_hashcards)


def _obsidian(content: bytes) -> Content:
    return _of_text(content, markdown_questions.read_obsidian)


def _json(content: bytes) -> Content:
    return _of_text(content, lambda text: _found(json_questions.read_json(text)))


def _trivia_yaml(content: bytes) -> Content:
    return _of_text(content, trivia_yaml.read_trivia_yaml)


def _open_trivia(content: bytes) -> Content:
    return _of_text(content, trivia_text.read_open_trivia)


def _anki(content: bytes) -> Content:
    return _of_text(content, cards.read_anki)


def _cards(content: bytes) -> Content:
    text = decoded(content)
    grid, notes = csv_grid(_DASHED.sub(r"\1\t\2", text.text) if _is_dashed(text.text) else _whole_cards(text.text))
    return _with(cards.read_cards(grid), text, notes)


def _sheet(content: bytes) -> Content:
    if binary_files.is_binary(content):
        return _of_grids(binary_files.sheets_of(content))
    text = decoded(content)
    grid, notes = csv_grid(text.text)
    return _with(_of_grids([grid]), text, notes)


KINDS: dict[str, Callable[[bytes], Content]] = {
    "sheet": _sheet,
    "gift": _gift,
    "aiken": _typed,
    "text": _typed,
    "markdown": _tasks,
    "mkdocs-quiz": _mkdocs,
    "hashcards": _hashcards,
    "obsidian": _obsidian,
    "json": _json,
    "red-trivia": _trivia_yaml,
    "open-trivia": _open_trivia,
    "moodle": moodle_xml.read_moodle_xml,
    "anki": _anki,
    "cards": _cards,
}
"""How each kind is read, by the name that `--as` takes."""


def read_questions(content: bytes, kind: str = "") -> Read:
    """Return the questions of a file, read as `kind` or as what it is. Raises Unreadable where it is nothing that is known."""
    if not content.strip():
        raise Unreadable(message("The file is empty."))
    kind = kind or kind_of(content)
    found = KINDS[kind](content)
    if not found.blocks:
        raise Unreadable(message("It contains no questions."), _known_kinds(), may_be_facts=True)
    return Read(kind, found)


def kind_of(content: bytes) -> str:
    """Return which of KINDS a file is. Raises Unreadable where it is none."""
    if binary_files.is_binary(content):
        return "sheet"
    if moodle_xml.is_moodle_xml(content):
        return "moodle"
    if binary_files.is_qti(content):
        binary_files.refuse_qti()
    text = decoded(content).text
    if not text.strip():
        raise Unreadable(message("The file is empty."))
    start = _start(text)
    kind = next((kind for kind, is_it in _SIGNS if is_it(start)), "")
    if kind:
        return kind
    raise Unreadable(message("It contains no recognisable questions."), _known_kinds(), may_be_facts=True)


def _start(text: str) -> str:
    """Return as many whole lines as a kind is told by; a line that is longer than any question is is not looked at."""
    start = text if len(text) <= _LOOKED_AT else text[:_LOOKED_AT].rpartition("\n")[0] or text[:_LOOKED_AT]
    if max(map(len, start.split("\n"))) <= _LONGEST_LINE:
        return start
    return "\n".join(line[:_LONGEST_LINE] for line in start.split("\n"))


def _known_kinds() -> Message:
    return message("If it does contain questions, name its format: --as {kinds}", kinds="|".join(KINDS))


def _is_gift(text: str) -> bool:
    """Tell whether a text has titles or categories of GIFT, or answers in braces in most of its paragraphs."""
    if (re.search(r"^\s*(?:::[^\n]*?::|\$CATEGORY:)", text, re.M) and "{" in text) or text.lstrip().startswith(
        "$CATEGORY:"
    ):
        return True
    found = [answer[0][1:-1].strip() for answer in _GIFT_ANSWER.finditer(text)]
    signs = [answer for answer in found if _GIFT_SIGN.match(answer)]
    paragraphs = [part for part in re.split(r"\n\s*\n", text) if part.strip() and not part.strip().startswith("//")]
    return bool(signs) and len(signs) >= len(paragraphs) * 0.2 and len(signs) >= len(found) * 0.5


def _is_typed(text: str) -> bool:
    """Tell whether a text read as typed gives questions with answers, and not a few by chance."""
    blocks = typed_text.read_typed_text(text).blocks
    taken = [block for block in blocks if hasattr(block, "answer")]
    return len(taken) > 0 and len(taken) >= len(blocks) * 0.25


def _is_typed_without_answers(text: str) -> bool:
    """Tell whether a text read as typed gives questions with options, of which most lack nothing but the right one."""
    blocks = typed_text.read_typed_text(text).blocks
    lacking = [block for block in blocks if isinstance(block, LeftOut) and block.why.code == "no-right-answer"]
    return len(lacking) > 1 and len(lacking) >= len(blocks) * 0.75


def _is_aiken(text: str) -> bool:
    return bool(re.search(r"^ANSWER: ?[A-Z]\s*$", text, re.M) and re.search(r"^[A-Z][.)]", text, re.M))


def _is_sheet(text: str) -> bool:
    grid, _ = csv_grid(text)
    return is_answers_to_a_form(grid) or _is_headerless(text, grid)


def _is_headerless(text: str, grid: Grid) -> bool:
    wide = [row for row in grid.rows if len(row.cells) >= 4]
    return len(wide) >= max(1, len(grid.rows) * 0.8) and headerless.read_headerless(grid) is not None


def _is_cards(text: str) -> bool:
    """Tell whether nearly all lines have the same two sides, or more with a tab between."""
    if _is_dashed(text):
        return True
    separator = separator_of(text)
    grid, _ = csv_grid(_whole_cards(text), separator)
    widths = [sum(bool(cell.strip()) for cell in row.cells) for row in grid.rows]
    if separator == "\t":
        return sum(width >= 2 for width in widths) >= max(1, len(widths) * 0.7)
    return (separator == ";" and len(widths) > 1 and all(width == 2 for width in widths)) or (
        separator == "," and len(widths) > 2 and all(width == 2 for width in widths) and ((_asks(grid) and len({row.cell(1) for row in grid.rows}) > len(grid.rows) * 0.3) or max(map(len, text.split("\n"))) < 200)
    )  # fmt: skip


def _is_counted(text: str) -> bool:
    """Tell whether tabs stand behind numbers and letters alone, as word processors write lists."""
    lines = [line.strip() for line in text.split("\n") if "\t" in line.strip()]
    return sum(bool(re.match(r"(?:[0-9]{1,3}|[A-Za-z])[.)]\t", line)) for line in lines) > len(lines) * 0.7


def _asks(grid: Grid) -> bool:
    """Tell whether most rows begin with a question."""
    return sum(row.cell(0).endswith("?") for row in grid.rows) > len(grid.rows) * 0.5


def _is_dashed(text: str) -> bool:
    """Tell whether nearly all lines, three or more, have a dash or an equals sign between two sides."""
    lines = [line for line in text.split("\n") if line.strip()]
    return (
        len(lines) > 2 and "\t" not in text and sum(bool(_DASHED.fullmatch(line)) for line in lines) >= len(lines) * 0.9
    )


def _is_html_table_of_cards(text: str) -> bool:
    """Tell whether it is what Anki writes without its head: rows of one width with HTML in their cells."""
    if not re.search(r"<(img|br|div|b|i)\b", text):
        return False
    grid, _ = csv_grid(text)
    widths = [len(row.cells) for row in grid.rows]
    return len(widths) > 1 and min(widths) >= 2 and max(widths) - min(widths) <= 1


_SIGNS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("json", json_questions.is_json),
    ("anki", cards.is_anki),
    ("open-trivia", trivia_text.is_open_trivia),
    ("mkdocs-quiz", markdown_questions.is_mkdocs_quiz),
    ("sheet", lambda text: find_header(csv_grid(text)[0]) is not None),
    ("gift", _is_gift),
    ("aiken", _is_aiken),
    ("hashcards", markdown_questions.is_hashcards),
    ("markdown", markdown_questions.is_task_list),
    ("red-trivia", trivia_yaml.is_trivia_yaml),
    ("sheet", _is_sheet),
    ("obsidian", markdown_questions.is_obsidian),
    ("anki", _is_html_table_of_cards),
    ("cards", lambda text: separator_of(text) == "\t" and _is_cards(text) and not _is_counted(text)),
    ("text", lambda text: read_bare_blocks(text) is not None or _is_typed(text)),
    ("cards", _is_cards),
    ("text", _is_typed_without_answers),
)
"""What is looked for, in this order: the surest first."""


def _found(content: Content | None) -> Content:
    if content is None:
        raise Unreadable(message("It contains no questions."), _known_kinds())
    return content


def _whole_cards(text: str) -> str:
    """Join lines to the card above where a text has tabs and they have none: Quizlet does not quote line breaks."""
    if "\t" not in text or '"' in text:
        return text
    return re.sub(r"\n(?=[^\t\n]+(?:\n|$))", " ", text)


def _of_text(content: bytes, read: Callable[[str], Content]) -> Content:
    text = decoded(content)
    return _with(read(text.text), text)


def _with(content: Content, text: Decoded, notes: tuple[Finding, ...] = ()) -> Content:
    return content._replace(notes=(*text.notes, *notes, *content.notes))


def _of_grids(grids: list[Grid]) -> Content:
    found = tables.read_tables(grids)
    if found is None and any(map(is_answers_to_a_form, grids)):
        raise Unreadable(
            message("These are the answers to a form, not its questions."),
            message("Copy the questions from the form itself, with their right answers, into a text file or a table."),
        )
    if found is not None:
        return found
    for grid in grids:
        content = headerless.read_headerless(grid)
        if content is not None:
            return content
    two = [
        grid
        for grid in grids
        if grid.rows and all(sum(bool(cell.strip()) for cell in row.cells) <= 2 for row in grid.rows)
    ]
    if two:
        return cards.read_cards(two[0])
    raise Unreadable(
        message("The table has no columns named for questions and answers."),
        message("Name its columns: Question, Correct answer, Wrong answer 1, Wrong answer 2 …"),
        may_be_facts=True,
    )
