"""The pupil's page as a file: small, of itself, old enough for old phones, and in two languages that say the same."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import lemans_quiz.games.host as host

FOLDER = Path(host.__file__).parent / "page"
HTML, CSS, JS = (FOLDER.joinpath(name).read_text(encoding="utf-8") for name in ("index.html", "page.css", "page.js"))


def test_the_page_is_under_15_kilobytes_compressed():
    assert {path.name for path in FOLDER.iterdir()} == {"index.html", "page.css", "page.js"}
    assert sum(len(gzip.compress(text.encode(), 9)) for text in (HTML, CSS, JS)) < 15_000


def test_nothing_comes_from_elsewhere():
    assert (
        re.findall(r"https?://|//[a-z]|@import|url\(", HTML + CSS + re.sub(r"^ *//.*$", "", JS, flags=re.MULTILINE))
        == []
    )
    assert re.findall(r'(?:src|href)="([^"]*)"', HTML) == ["/page.css", "/page.js"]


def test_text_is_only_ever_text():
    assert (
        re.findall(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|srcdoc|javascript:", JS
        )
        == []
    )
    assert " on" not in re.sub(r"[^=]*>", "", " ".join(re.findall(r"<\w+[^>]*>", HTML)))


def test_the_script_is_written_as_phones_of_2017_read_it():
    code = re.sub(r"'(?:\\.|[^'\\\n])*'|/[^/\n *][^/\n]*/[gimuy]*(?=[.,)])", "''", re.sub(r"//.*|/\*.*?\*/", "", JS))
    later = r"\?\.|\?\?|\*\*=|\|\|=|&&=|catch \{|\.\.\.|\bfinally\b|#\w+\(|\bimport\b|\bawait (?:using)|\d_\d|\d+n\b"
    assert re.findall(later, code) == []
    assert re.findall(r"\.(?:flat|flatMap|matchAll|replaceAll|at|fromEntries|finally|allSettled|any)\(", code) == []


def sentences(language: str) -> dict[str, str]:
    body = JS.split(f"    {language}: {{")[1].split("\n    },")[0]
    return dict(re.findall(r"(\w+): '((?:\\.|[^'])*)'", body))


def test_both_languages_say_the_same():
    english, german = sentences("en"), sentences("de")
    assert english.keys() == german.keys()
    fields = {name: sorted(re.findall(r"\{\w+\}", text)) for name, text in english.items()}
    assert fields == {name: sorted(re.findall(r"\{\w+\}", text)) for name, text in german.items()}


def test_every_sentence_is_said():
    code = JS.split("const SHAPES")[1]
    by_word = (
        "no_code no_full no_locked no_name no_number no_unknown no_other right partly wrong missing void podium over"
    ).split()
    assert [name for name in sentences("en") if f"'{name}'" not in code and name not in by_word] == []
