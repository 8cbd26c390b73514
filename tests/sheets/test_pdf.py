import json
import time

import pytest

from lemans_quiz.core.items import Choice, Item
from lemans_quiz.core.text import plain
from lemans_quiz.errors import NotFound
from lemans_quiz.sheets.model import Look
from lemans_quiz.sheets.typst import DOCUMENT, family_for, payload, render
from tests.sheets.paper import ITEMS, NASTY, options, quiz

compiler = pytest.importorskip("typst")

MANY = [
    item._replace(id=f"{item.id}{copy}", stem=plain(f"{item.stem.first} {copy}")) for copy in range(3) for item in ITEMS
]


def document(sheet, look: Look = Look()):  # noqa: B008
    return compiler.Compiler(DOCUMENT, sys_inputs={"sheet": payload(sheet, look)})


def ask(laid_out, expression: str):
    return json.loads(laid_out.eval(expression))


def words_in(content) -> str:
    """Return all text of a piece of a laid-out document."""
    match content:
        case {"func": "linebreak"}:
            return "\n"
        case {"func": "space"}:
            return " "
        case {"text": str(text)}:
            return text
        case dict():
            return "".join(words_in(part) for part in content.values() if isinstance(part, dict | list))
        case list():
            return "".join(map(words_in, content))
        case _:
            return ""


@pytest.mark.parametrize(
    "look", [Look(), Look("letter"), Look(large=True), Look("letter", large=True, wide=True)], ids=str
)
def test_no_question_is_split_over_a_page(look: Look) -> None:
    laid_out = document(quiz(MANY, versions=2), look)
    pages = "query(<question-{}>).map(it => (it.value, it.location().page()))"
    starts, ends = (ask(laid_out, pages.format(end)) for end in ("start", "end"))
    assert len(starts) == 2 * len(MANY)
    assert starts == ends
    assert len({page for _, page in starts}) > 2


def test_each_version_and_the_key_begin_on_a_right_hand_page() -> None:
    laid_out = document(quiz(MANY, versions=3))
    last_pages = ask(laid_out, "query(<end-of-part>).map(it => (it.value, it.location().page()))")
    first_pages = ask(laid_out, "query(<question-start>).filter(it => it.value == 1).map(it => it.location().page())")
    assert [name for name, _ in last_pages] == ["ARNAGE-7K4Q A", "ARNAGE-7K4Q B", "ARNAGE-7K4Q C", "Answer key"]
    assert all(page % 2 == 1 for page in first_pages)
    assert [page // 2 for page in first_pages[1:]] == [(page + 1) // 2 for _, page in last_pages[:2]]


def test_the_printed_key_is_the_key_of_each_version() -> None:
    sheet = quiz(versions=3)
    tables = ask(document(sheet), "query(table)")
    for table, version in zip(tables, sheet.versions, strict=True):
        printed = [words_in(cell) for cell in table["children"]]
        wanted = [word for answer in version.answers for word in (str(answer.number), answer.mark, answer.text)]
        assert printed == wanted


def test_printed_on_both_sides_nothing_stands_on_the_back_of_another_version() -> None:
    laid_out = document(quiz(MANY[:4], versions=3))
    first_pages = ask(laid_out, "query(<question-start>).filter(it => it.value == 1).map(it => it.location().page())")
    last_page = ask(laid_out, "query(<end-of-part>).map(it => it.location().page())")[-1]
    assert first_pages == [1, 3, 5]
    assert last_page >= 7


@pytest.mark.parametrize("text", NASTY)
def test_a_text_that_looks_like_typst_is_printed_as_it_is(text: str) -> None:
    sheet = quiz([Item("p", "x", plain(text), Choice(options(text, "b"), 0))], versions=1, title=text)
    (table,) = ask(document(sheet), "query(table)")
    assert words_in(table["children"][2]) == text
    assert render(sheet, Look()).startswith(b"%PDF-")


def test_a_question_longer_than_a_page_is_continued_not_cut() -> None:
    item = Item("p", "x", plain("lang " * 390), Choice(options(*(f"{n} " + "wort " * 390 for n in range(9))), 0))
    laid_out = document(quiz([item], versions=1), Look(part="questions"))
    assert ask(laid_out, "query(<question-end>).map(it => it.location().page())")[0] > 1


def test_letters_without_serifs_are_those_of_the_system_and_missing_ones_are_told() -> None:
    sans = Look(font="sans")
    assert family_for(sans, lambda: ["DejaVu Sans", "Arial"]) == "Arial"
    assert family_for(Look(), lambda: ["Arial"]) == "Libertinus Serif"
    with pytest.raises(NotFound):
        family_for(sans, lambda: ["DejaVu Sans Mono"])


def test_the_font_comes_with_typst() -> None:
    embedded = compiler.Fonts(include_system_fonts=False, include_embedded_fonts=True).families()
    assert "Libertinus Serif" in embedded


def test_the_same_sheet_is_the_same_file() -> None:
    assert render(quiz(), Look()) == render(quiz(), Look())


def test_a_pdf_of_thirty_versions_takes_seconds() -> None:
    start = time.process_time()
    render(quiz(MANY[:20], versions=30), Look())
    assert time.process_time() - start < 60
