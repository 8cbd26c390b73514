import re
import sys
import time

import pytest
from markdown_it import MarkdownIt

from lemans_quiz.core.items import Choice, Item, Multiple, Order, Text
from lemans_quiz.core.seeds import Seed
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import deal
from lemans_quiz.errors import MissingExtra
from lemans_quiz.sheets import html, markdown, typst
from lemans_quiz.sheets.layout import lay_out
from lemans_quiz.sheets.model import Look, columns, letter
from tests.sheets.paper import ITEMS, NASTY, SEED, check_key, options, quiz, read_all, texts, tree, with_class, words_of

FORMATS = ("html", "markdown", "typst")
QUESTIONS = Look(part="questions")


@pytest.mark.parametrize("name", FORMATS)
def test_the_key_of_every_version_and_kind_is_right_for_its_paper(name: str) -> None:
    papers = read_all(quiz(versions=30))[name]
    assert len(papers) == 30
    check_key(papers)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("text", NASTY)
def test_no_text_of_a_pack_is_markup(name: str, text: str) -> None:
    item = Item("p", "x", plain(text), Multiple(options(text, "b", text + "c"), (0, 2)))
    for paper in read_all(quiz([item], versions=2))[name]:
        one_line = text.replace("\n", " ") if name == "markdown" else text
        assert paper.questions[0].stem == text
        assert one_line in paper.questions[0].options
        assert one_line + ", " + one_line + "c" == paper.key[0][2]


def test_no_title_or_seed_is_markup() -> None:
    seed = Seed("</style><script>\"\\'")
    sheet = lay_out(deal(ITEMS, seed.word), seed, title="<b>&", versions=2)
    root = tree(html.render(sheet, Look()))
    assert not list(root.iter("script"))
    assert {words_of(element) for element in root.iter("h1")} == {"<b>&", "Answer key: <b>&"}
    assert [words_of(code) for code in with_class(root, "code")] == [f"{seed.word} A", f"{seed.word} B"] * 2


def test_what_a_terminal_or_a_file_would_choke_on_is_left_out() -> None:
    sheet = lay_out(deal(ITEMS, "x"), Seed("\udcff\x1b[2J"), title="a\x00\x1bb\udc80", versions=1)
    assert sheet.title == "ab"
    assert html.render(sheet, Look()).encode()


def test_an_html_sheet_loads_nothing_and_runs_nothing() -> None:
    document = html.render(quiz(), Look())
    assert not re.search(r"<script|<link|<img|<iframe|src=|href=|url\(|@import|https?:", document)


@pytest.mark.parametrize("large", [False, True])
def test_pupils_pages_do_not_depend_on_what_is_right(large: bool) -> None:
    one = (
        Item("p", "x", plain("?"), Choice(options("a", "b", "c"), 0)),
        Item("p", "y", plain("!"), Order(texts("a", "b", "c"))),
    )
    two = (one[0]._replace(kind=Choice(options("a", "b", "c"), 2)), one[1]._replace(kind=Order(texts("c", "a", "b"))))
    look = QUESTIONS._replace(large=large)
    assert html.render(quiz(one), look) == html.render(quiz(two), look)
    assert markdown.render(quiz(one), look) == markdown.render(quiz(two), look)
    assert [version.questions for version in quiz(one).versions] == [
        version.questions for version in quiz(two).versions
    ]


def test_the_line_for_a_written_answer_is_as_long_whatever_the_answer() -> None:
    short, long = (Item("p", "x", plain("?"), Text(plain(word))) for word in ("a", "a" * 200))
    assert html.render(quiz([short]), QUESTIONS) == html.render(quiz([long]), QUESTIONS)


def test_the_pupils_part_has_no_key_and_the_key_no_questions() -> None:
    for render in (html.render, markdown.render):
        assert "Im 919." not in render(quiz(), QUESTIONS)
        assert "Answer key" not in render(quiz(), QUESTIONS)
        assert "Wer gewann 2015?" not in render(quiz(), Look(part="key"))
        assert "Im 919." in render(quiz(), Look(part="key"))


def test_the_first_version_is_the_quiz_as_it_is_played() -> None:
    turns = deal(ITEMS, SEED.word)
    first = quiz().versions[0]
    assert [question.stem for question in first.questions] == [turn.item.stem.first for turn in turns]
    assert first.questions[0].form.options == tuple(text.first for text in turns[0].shown())


def test_versions_differ_in_the_order_of_questions_and_of_options() -> None:
    versions = quiz(versions=8).versions
    assert len({tuple(question.stem for question in version.questions) for version in versions}) == 8
    shown = {
        question.form for version in versions for question in version.questions if question.stem == "Wer gewann 2015?"
    }
    assert len(shown) > 3


def test_a_version_is_the_same_however_many_there_are() -> None:
    assert quiz(versions=2).versions == quiz(versions=30).versions[:2]


def test_options_of_a_scale_stay_in_their_order() -> None:
    scale = {
        question.form.options
        for version in quiz(versions=8).versions
        for question in version.questions
        if question.stem == "Wie gut?"
    }
    assert scale == {("gar nicht", "mäßig", "sehr")}


def test_codes_are_the_seed_and_a_letter_and_one_version_needs_none() -> None:
    assert [version.code for version in quiz(versions=3).versions] == [
        "ARNAGE-7K4Q A",
        "ARNAGE-7K4Q B",
        "ARNAGE-7K4Q C",
    ]
    assert quiz(versions=1).versions[0].code == "ARNAGE-7K4Q"
    assert [letter(place) for place in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_points_and_dates_stand_beside_their_question() -> None:
    version = quiz().versions[0]
    asides = {question.stem: question.aside for question in version.questions}
    assert version.points == "11.5"
    assert asides["Wie gut?"] == "2.5 points"
    assert asides["Es geht um 2015."] == "As of 2024-05-01."
    assert asides["Woher?"] == ""


def test_short_options_share_a_row_and_fewer_do_in_large_type() -> None:
    assert columns(("a", "b", "c", "d"), Look()) == 4
    assert columns(("about twenty letters", "b", "c"), Look()) == 2
    assert columns(("about twenty letters", "b", "c"), Look(large=True)) == 1
    assert columns(("x" * 60, "b"), Look()) == 1


def test_the_paper_is_the_one_asked_for() -> None:
    assert "@page { size: letter; }" in html.render(quiz(), Look("letter"))
    assert "@page { size: A4; }" in html.render(quiz(), Look("a4"))


def test_two_hundred_pupils_are_served_in_seconds() -> None:
    many = [item._replace(id=f"{item.id}{copy}") for copy in range(2) for item in ITEMS]
    start = time.process_time()
    sheet = quiz(many, versions=100)
    html.render(sheet, Look())
    markdown.render(sheet, Look())
    assert time.process_time() - start < 60


def test_a_pdf_without_typst_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtra) as missing:
        typst.render(quiz(), Look())
    packages = dict(missing.value.help.fields)["packages"]
    assert "[sheets]" in packages or "typst" in packages


@pytest.mark.parametrize("text", NASTY)
def test_a_markdown_reader_shows_what_the_pack_says(text: str) -> None:
    item = Item("p", "x", plain(text), Choice(options(text, "b"), 0))
    source = markdown.render(quiz([item, ITEMS[5], ITEMS[8]], versions=1, title=text.replace("\n", " ")), QUESTIONS)
    shown = MarkdownIt("commonmark").enable("table").enable("strikethrough").render(source)
    root = tree("<!doctype html>\n<body>" + shown.replace("<br />", "") + "</body>")
    wanted = text.replace("\n", " ")
    assert words_of(next(root.iter("h1"))).startswith(f"{wanted} · ")
    assert any(wanted in " ".join(words_of(entry).split("\n")) for entry in root.iter("li"))
    assert any(text in words_of(paragraph) for paragraph in root.iter("p"))
    assert any(words_of(paragraph) == "_" * 40 for paragraph in root.iter("p"))
    assert {element.tag for element in root.iter()} <= set(
        "body h1 p strong em ul li table thead tbody tr th td".split()
    )


def drawn(number: int) -> Item:
    kind = Choice(options("key", *(f"wrong {letter(place)}" for place in range(8))), 0, show=4)
    return Item("series", f"drawn-{number}", plain("Which?"), kind, context=plain("The *series* of 2017"))


def test_all_versions_ask_with_the_same_options_in_an_order_of_their_own() -> None:
    sheet = lay_out(deal([drawn(0)], SEED.word), SEED, title="T", versions=30)
    shown = [version.questions[0].form.options for version in sheet.versions]  # type: ignore[union-attr]
    assert len({frozenset(texts) for texts in shown}) == 1
    assert len(shown[0]) == 4
    assert len(set(shown)) > 5
    assert {texts[ord(v.answers[0].mark) - ord("A")] for texts, v in zip(shown, sheet.versions, strict=True)} == {"key"}


@pytest.mark.parametrize("render", [html.render, markdown.render, typst.payload])
def test_the_context_of_a_pack_is_printed_where_packs_are_mixed(render) -> None:
    turns = deal([drawn(0)], SEED.word)
    mixed, alone = (render(lay_out(turns, SEED, title="T", is_mixed=is_mixed), Look()) for is_mixed in (True, False))
    assert "of 2017" in mixed
    assert "of 2017" not in alone
