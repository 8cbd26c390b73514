"""Printed cards: each seat its own tag, fronts with letters, backs without, files never written over."""

import re
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from lemans_quiz.app import build
from lemans_quiz.cards.drawing import drawing
from lemans_quiz.cards.model import Card, cards, pages, tag_side
from lemans_quiz.errors import QuizError, UsageError
from lemans_quiz.room.sightings import sightings
from lemans_quiz.room.tags import detector, find

pytest.importorskip("pyapriltags")
BLACK_RUN = re.compile(r"M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+z")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build(["cards"]), ["cards", *arguments])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEMANS_QUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(svg: str, dots: float = 2.0) -> np.ndarray:
    """Return a page as ink on paper, so many dots a millimetre."""
    paper = np.full((round(297 * dots), round(210 * dots)), 250, np.uint8)
    for x, y, width, height in (map(float, found) for found in BLACK_RUN.findall(svg)):
        paper[round(y * dots) : round((y + height) * dots), round(x * dots) : round((x + width) * dots)] = 10
    return paper


@pytest.mark.parametrize("is_large", [False, True])
def test_every_card_is_read_back_from_its_page(is_large: bool) -> None:
    finder = detector()
    seen = [
        (one.seat, one.letter)
        for page in pages(cards(30), "a4", is_large=is_large)
        if not page.is_back
        for paper in [printed(drawing(page))]
        for one in sightings(find(finder, paper.tobytes(), paper.shape[1], paper.shape[0]), 30)
    ]
    assert seen == [(seat, "A") for seat in range(1, 31)]


def test_letters_are_on_fronts_alone_and_numbers_on_both() -> None:
    front, back = pages([Card(17, cards(1)[0].rows)], "a4", is_large=False)
    assert re.findall(r">([A-Z]|\d+)</text>", drawing(front)) == ["A", "B", "C", "D", "17"]
    assert re.findall(r">([A-Z]|\d+)</text>", drawing(back)) == ["17"]


@pytest.mark.parametrize(
    ("paper", "is_large", "size"), [("a4", False, 99.6), ("a4", True, 148.8), ("letter", False, 92.56)]
)
def test_a_tag_is_as_large_as_its_card_allows(paper: str, is_large: bool, size: float) -> None:
    assert tag_side(paper, is_large=is_large) == pytest.approx(size)


def test_an_odd_number_of_cards_leaves_the_last_half_empty(folder: Path) -> None:
    assert "5 cards on 6 pages" in run("--seats", "5").output
    assert (folder / "cards.html").read_text(encoding="utf-8").count("<svg") == 6


def test_a_pdf_has_a_page_for_each_side(folder: Path) -> None:
    pytest.importorskip("typst")
    assert run("-o", "c.pdf", "--seats", "3", "--paper", "letter").exit_code == 0
    assert (folder / "c.pdf").read_bytes().startswith(b"%PDF-")


def test_plain_cards_have_the_four_letters_and_no_tag(folder: Path) -> None:
    assert run("--plain").exit_code == 0
    written = (folder / "cards.html").read_text(encoding="utf-8")
    assert re.findall(r">(\S)</text>", written) == ["A", "▲", "B", "■", "C", "●", "D", "◆"]
    assert not BLACK_RUN.search(written)


@pytest.mark.parametrize(("words", "hint"), [(("--plain",), "fold it twice"), ((), "only the odd pages")])
def test_the_file_says_how_its_own_cards_are_printed(folder: Path, words: tuple[str, ...], hint: str) -> None:
    assert run(*words).exit_code == 0
    written = (folder / "cards.html").read_text(encoding="utf-8")
    assert re.findall("fold it twice|only the odd pages", written) == [hint]


def test_no_file_is_written_over(folder: Path) -> None:
    assert run("--seats", "1").exit_code == 0
    before = (folder / "cards.html").read_bytes()
    assert isinstance(run("--seats", "2").exception, UsageError)
    assert (folder / "cards.html").read_bytes() == before
    assert run("--seats", "2", "--force").exit_code == 0


@pytest.mark.parametrize("words", [("-o", "cards.docx"), ("-o", "cards"), ("--paper", "a3")])
def test_what_cannot_be_made_is_told(folder: Path, words: tuple[str, ...]) -> None:
    raised = run(*words).exception
    assert isinstance(raised, QuizError)
    assert raised.help
    assert list(folder.glob("*.*")) == []
