from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lemans_quiz.app import build
from lemans_quiz.errors import NotFound, QuizError, UsageError
from lemans_quiz.sheets.command import without_letter
from tests.sheets.paper import read_html, read_markdown, tree, words_of

PACK = """\
title: {en: Eleven words, de: Elf Wörter}
questions:
  - {id: one, question: Which?, explanation: So., answer: Käse, wrong: [Brot, Wurst], tags: [food], level: 1}
  - {id: two, question: Who?, answer: Hülkenberg, explanation: He did., level: 2}
  - {id: three, question: True?, explanation: So it is., answer: true, level: 3}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, furnish: Callable[[Path], Path]) -> Path:
    monkeypatch.setenv("LEMANS_QUIZ_HOME", str(furnish(tmp_path / "home")))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "words.yaml").write_text(PACK, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build(["sheet"]), ["sheet", "./words.yaml", *arguments])


def error(*arguments: str) -> QuizError:
    raised = run(*arguments).exception
    assert isinstance(raised, QuizError)
    return raised


def test_a_sheet_is_named_after_its_seed(folder: Path) -> None:
    assert run("--seed", "klasse 7b!", "-n", "3", "--with-key").exit_code == 0
    (paper,) = read_html((folder / "sheet-klasse-7b.html").read_text(encoding="utf-8"))
    assert paper.code == "klasse 7b!"
    assert sorted(asked.stem for asked in paper.questions) == ["True?", "Which?", "Who?"]


def test_the_ending_decides_the_format(folder: Path) -> None:
    assert run("-o", "a.md", "--versions", "2", "--with-key").exit_code == 0
    assert len(read_markdown((folder / "a.md").read_text(encoding="utf-8"))) == 2


def test_a_pdf_is_a_pdf(folder: Path) -> None:
    pytest.importorskip("typst")
    assert run("-o", "a.PDF").exit_code == 0
    assert (folder / "a.PDF").read_bytes().startswith(b"%PDF-")


def test_the_key_can_be_a_file_of_its_own(folder: Path) -> None:
    assert run("-o", "a.html", "--key", "b.md").exit_code == 0
    assert "Hülkenberg" not in (folder / "a.html").read_text(encoding="utf-8")
    assert "Hülkenberg" in (folder / "b.md").read_text(encoding="utf-8")


def test_the_key_is_a_file_of_its_own_unless_it_is_joined(folder: Path) -> None:
    assert run("-o", "t.html").exit_code == 0
    assert run("-o", "u.html", "--with-key").exit_code == 0
    assert sorted(path.name for path in folder.glob("*.html")) == ["t-key.html", "t.html", "u.html"]
    assert "Hülkenberg" not in (folder / "t.html").read_text(encoding="utf-8")
    assert "Hülkenberg" in (folder / "t-key.html").read_text(encoding="utf-8")
    assert "Hülkenberg" in (folder / "u.html").read_text(encoding="utf-8")


def test_in_html_each_version_is_a_file_of_its_own(folder: Path) -> None:
    assert run("-o", "t.html", "--versions", "3").exit_code == 0
    assert sorted(path.name for path in folder.glob("*")) == [
        "home", "t-A.html", "t-B.html", "t-C.html", "t-key.html", "words.yaml",
    ]  # fmt: skip
    key = (folder / "t-key.html").read_text(encoding="utf-8")
    assert all(f"{letter}</h2>" in key for letter in "ABC")
    assert (folder / "t-B.html").read_text(encoding="utf-8").count('<section class="version') == 1


def test_a_key_joined_to_a_version_is_numbered_as_that_version(folder: Path) -> None:
    assert run("-o", "t.html", "--versions", "5", "--with-key").exit_code == 0
    for path in folder.glob("t-?.html"):
        document = path.read_text(encoding="utf-8")
        (paper,) = read_html(document)
        told = {words_of(term) for term in tree(document).iter("dt")}
        assert told == {f"{number} {text}" for number, _mark, text in paper.key}


def test_a_pack_that_is_named_is_taken_whole_unless_a_number_is_asked_for(folder: Path) -> None:
    rows = "\n".join(f"  - {{id: q{n}, question: Nr. {n}?, answer: true, level: 5}}" for n in range(23))
    (folder / "words.yaml").write_text(f"title: Long\nquestions:\n{rows}\n", encoding="utf-8")
    run("-o", "all.md")
    run("-o", "four.md", "-n", "4")
    assert (folder / "all.md").read_text(encoding="utf-8").count("Nr. ") == 23
    assert (folder / "four.md").read_text(encoding="utf-8").count("Nr. ") == 4


def test_the_code_on_the_paper_makes_the_same_sheet_again(folder: Path) -> None:
    run("-o", "a.html", "--versions", "3", "--with-key")
    code = read_html((folder / "a-C.html").read_text(encoding="utf-8"))[0].code
    run("-o", "b.html", "--versions", "3", "--seed", code.lower(), "--with-key")
    assert (folder / "a-C.html").read_bytes() == (folder / "b-C.html").read_bytes()


def test_the_look_asked_for_is_the_look_of_the_page(folder: Path) -> None:
    run("-o", "a.html", "--font", "Serif", "--wide", "--large")
    assert '<body class="large serif wide">' in (folder / "a.html").read_text(encoding="utf-8")


def test_only_our_codes_lose_a_letter_at_the_end() -> None:
    assert without_letter("ARNAGE-7K4Q b") == "ARNAGE-7K4Q"
    assert without_letter("arnage-7k4q AB") == "arnage-7k4q"
    assert without_letter("plan b") == "plan b"
    assert without_letter("ARNAGE-7K4Q") == "ARNAGE-7K4Q"


def test_filters_are_those_of_play(folder: Path) -> None:
    run("-o", "a.html", "--kind", "text", "--level", "2-3", "--with-key")
    (paper,) = read_html((folder / "a.html").read_text(encoding="utf-8"))
    assert [asked.stem for asked in paper.questions] == ["Who?"]
    assert isinstance(error("-o", "b.html", "--tag", "fod"), NotFound)


def test_an_existing_file_stays_and_nothing_is_written_unless_forced(folder: Path) -> None:
    (folder / "key.html").write_text("mine", encoding="utf-8")
    assert isinstance(error("-o", "a.html", "--key", "key.html"), UsageError)
    assert not (folder / "a.html").exists()
    assert (folder / "key.html").read_text(encoding="utf-8") == "mine"
    assert run("-o", "a.html", "--key", "key.html", "--force").exit_code == 0
    assert (folder / "key.html").read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize(
    "arguments",
    [
        ("-o", "a.docx"),
        ("-o", "a"),
        ("-o", "a.html", "--key", "a.html"),
        ("-o", "a.html", "--key", "./a.html"),
        ("--paper", "a5"),
        ("--font", "comic"),
        ("-o", "a.html", "--key", "b.html", "--with-key"),
        ("-o", "a.html", "--versions", "2", "--key", "a-B.html"),
    ],
)
def test_what_makes_no_sense_is_told(folder: Path, arguments: tuple[str, ...]) -> None:
    assert isinstance(error(*arguments), UsageError)
    assert not list(folder.glob("*.html"))


def test_a_folder_that_is_missing_is_told(folder: Path) -> None:
    assert isinstance(error("-o", "nowhere/a.html"), NotFound)


def test_the_heading_is_the_packs_title_or_what_was_asked_for(folder: Path) -> None:
    run("-o", "a.md")
    run("-o", "b.md", "--title", "Test *1*")
    assert (folder / "a.md").read_text(encoding="utf-8").startswith("# Eleven words · ")
    assert (folder / "b.md").read_text(encoding="utf-8").startswith("# Test \\*1\\* · ")
