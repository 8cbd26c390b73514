"""Worksheets as a school's copier prints them, on both sides: pages as pictures, and what stands on the back of what."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import CHROMIUM

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not shutil.which("pdftoppm"), reason="needs pdftoppm (Debian: poppler-utils)"),
]
QUIETLY = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --no-pdf-header-footer"
).split()
KEY = "key"


def pack(folder: Path, questions: int) -> Path:
    path = folder / "test.yaml"
    path.write_text(
        "title: Test\nid: test\nquestions:\n"
        + "".join(
            f"- id: q{n}\n  question: Stem{n:02d} asks something that needs a few more words, so that it breaks somewhere?\n"
            f"  answer: Opt{n:02d}a is one of four\n"
            f"  wrong: [Opt{n:02d}b is one of four, Opt{n:02d}c is one of four, Opt{n:02d}d is one of four]\n"
            f"  explanation: Why{n:02d}.\n"
            for n in range(1, questions + 1)
        ),
        encoding="utf-8",
    )
    return path


def sheet(folder: Path, name: str, *options: str, questions: int = 19) -> Path:
    """Write a sheet of three versions, which end on a right-hand page, and return its file."""
    command = [sys.executable, "-m", "lemans_quiz", "sheet", pack(folder, questions), "--seed", "x", "--versions", "3"]
    subprocess.run(
        [*command, "-o", folder / name, *options], check=True, env={"LEMANS_QUIZ_HOME": str(folder / "home")}
    )
    return folder / name


def printed(html: Path) -> Path:
    """Return the PDF that a browser prints."""
    pdf = html.with_suffix(".pdf")
    profile = f"--user-data-dir={html.parent / 'browser'}"
    subprocess.run([str(CHROMIUM), *QUIETLY, profile, f"--print-to-pdf={pdf}", html], check=True, capture_output=True)
    return pdf


def pages(pdf: Path) -> list[str]:
    """Return the text of each page."""
    found = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    return found.split("\f")[:-1]


def pictures(pdf: Path) -> list[bytes]:
    """Return the grey dots of each page, 30 an inch."""
    subprocess.run(["pdftoppm", "-r", "30", "-gray", pdf, pdf.with_suffix("")], check=True)
    found = sorted(pdf.parent.glob(f"{pdf.stem}-*.pgm"))
    return [path.read_bytes().split(b"\n255\n", 1)[1] for path in found]


def on_it(page: str) -> set[str]:
    """Return whose page it is: of one version, or of the key; nothing for an empty one."""
    is_key = "Answer key" in page or re.search(r"Why\d\d", page)
    return {KEY} if is_key else set(re.findall(r"\bx ?([ABC])\b", page))


def sheets_of_paper(pdf: Path) -> list[set[str]]:
    """Return what stands on each sheet of paper, front and back, where pages that are empty as text are white as pictures."""
    texts, dots = pages(pdf), pictures(pdf)
    assert len(texts) == len(dots)
    for text, picture in zip(texts, dots, strict=True):
        assert bool(text.strip()) == (min(picture) < 128)
    owners = [on_it(text) for text in texts]
    return [set().union(*owners[front : front + 2]) for front in range(0, len(owners), 2)]


def test_in_a_pdf_no_sheet_of_paper_holds_two_versions_or_a_key_behind_a_test(tmp_path: Path) -> None:
    papers = sheets_of_paper(sheet(tmp_path, "test.pdf", "--with-key"))
    assert all(len(paper) == 1 for paper in papers)
    assert [next(iter(paper)) for paper in papers] == sorted(next(iter(paper)) for paper in papers)
    assert {"A", "B", "C", KEY} == set().union(*papers)


def test_the_key_of_a_pdf_is_a_file_of_its_own_and_the_tests_hold_none_of_it(tmp_path: Path) -> None:
    tests = sheet(tmp_path, "test.pdf")
    assert KEY not in set().union(*sheets_of_paper(tests))
    assert set().union(*map(on_it, pages(tmp_path / "test-key.pdf"))) == {KEY}


@pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine: apt-get install chromium")
@pytest.mark.parametrize("look", [(), ("--large", "--wide"), ("--paper", "letter")], ids=str)
def test_what_a_browser_prints_holds_one_version_whole_questions_and_no_more_pages_than_the_pdf(
    tmp_path: Path, look: tuple[str, ...]
) -> None:
    sheet(tmp_path, "test.html", "--font", "sans", *look)
    pdf = sheet(tmp_path, "pdf.pdf", "--font", "sans", *look)
    own = [sum(on_it(page) == {version} for page in pages(pdf)) for version in "ABC"]
    for version, most in zip("ABC", own, strict=True):
        paper = printed(tmp_path / f"test-{version}.html")
        assert set().union(*sheets_of_paper(paper)) == {version}
        assert len(pages(paper)) <= most
        for number in range(1, 20):
            where = [place for place, page in enumerate(pages(paper)) if re.search(rf"(Stem|Opt){number:02d}", page)]
            assert len(where) == 1


@pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine: apt-get install chromium")
def test_the_key_that_a_browser_prints_asks_nothing(tmp_path: Path) -> None:
    sheet(tmp_path, "test.html")
    key = printed(tmp_path / "test-key.html")
    assert set().union(*sheets_of_paper(key)) == {KEY}
