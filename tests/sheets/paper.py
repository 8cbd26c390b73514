"""A quiz of every kind, and a pupil who has only the paper and the key: it is read back from each format."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from html.parser import HTMLParser
from typing import NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder

from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Option, Order, Source, Text, TrueFalse
from lemans_quiz.core.marking import mark
from lemans_quiz.core.responses import Chosen, ChosenSet, Matched, Ordered, Response, Said, Typed
from lemans_quiz.core.seeds import Seed
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import arrangeable, deal
from lemans_quiz.sheets import html, markdown, typst
from lemans_quiz.sheets.layout import lay_out
from lemans_quiz.sheets.model import Look, Sheet

SEED = Seed("ARNAGE-7K", "4Q")


def options(*texts: str) -> tuple[Option, ...]:
    return tuple(Option(plain(text)) for text in texts)


def texts(*words: str):
    return tuple(plain(word) for word in words)


SOURCE = Source("24 Heures", "ACO", 2018)
ITEMS = (
    Item(
        "p",
        "a",
        plain("Wer gewann 2015?"),
        Choice(options("Porsche", "Audi", "Škoda & Söhne", "Nissan"), 0),
        explanation=plain("Im 919."),
    ),
    Item("p", "b", plain("Wie gut?"), Choice(options("gar nicht", "mäßig", "sehr"), 1, fixed=True), points=2.5),
    Item(
        "p",
        "c",
        plain("Welche Teams?"),
        Multiple(options("Porsche", "Audi", "Rebellion", "Ferrari", "Peugeot"), (0, 1, 2)),
    ),
    Item("p", "d", plain("Es geht um 2015."), TrueFalse(True), as_of="2024-05-01"),
    Item("p", "e", plain("Es geht um 1955."), TrueFalse(False)),
    Item(
        "p",
        "f",
        plain("Wer fuhr die Pole?"),
        Text(plain("Nico Hülkenberg"), texts("Hülkenberg", "Hulk")),
        source=SOURCE,
    ),
    Item(
        "p",
        "g",
        plain("Wie lang ist eine Runde?"),
        Number(Decimal("13.626"), Decimal("13.5"), Decimal("13.75"), plain("km")),
    ),
    Item("p", "h", plain("Was kam wann?"), Order(texts("Bentley", "Jaguar", "Ford", "Audi", "Porsche"))),
    Item(
        "p",
        "i",
        plain("Wer tat was?"),
        Match(texts("Gregory", "Webber", "Jani"), texts("Fahrer", "Chef", "Produzentin"), (2, 0, 0)),
    ),
    Item("p", "j", plain("Woher?"), Match(texts("Tandy", "Bamber"), texts("GB", "NZ", "DE", "FR"), (0, 1))),
)
NASTY = (
    "<script>alert(1)</script> & &amp; \"'",
    '#panic("x") $x$ *a* _b_ `c` @ref <label> // /* \\u{41} \\',
    "1. one | two [a](b) ![c](d) :smile: ~~x~~ ^y^ {=html}",
    "- list\n# heading\n> quote\n2) two",
    "日本 العربية Ελλάδα Zażółć ß ẞ €",
)


def quiz(items: Sequence[Item] = ITEMS, versions: int = 4, language: str = "de", title: str = "Übung") -> Sheet:
    return lay_out(deal(items, SEED.word), SEED, title=title, versions=versions, language=language)


class Asked(NamedTuple):
    """A question as somebody reads it: what can be ticked, numbered or joined, from top to bottom."""

    stem: str
    options: list[str]
    lefts: list[str]


class Paper(NamedTuple):
    """A version: its code, its questions, and the key as number, mark and text."""

    code: str
    questions: list[Asked]
    key: list[tuple[str, str, str]]


def answer_of(item: Item, asked: Asked, sign: str, words: str) -> Response:
    """Answer a question by what the key says about the paper, and by nothing else."""
    known = [text.show("de") for text in arrangeable(item)]
    picked = [known.index(asked.options["ABCDEFGHI".index(name)]) for name in sign.split() if name.isalpha()]
    match item.kind:
        case Choice():
            return Chosen(picked[0])
        case Multiple():
            return ChosenSet(tuple(sorted(picked)))
        case TrueFalse():
            return Said(asked.options.index(words) == 0)
        case Order():
            numbered = sorted(zip(map(int, sign.split()), asked.options, strict=True))
            return Ordered(tuple(known.index(text) for _, text in numbered))
        case Match(lefts=lefts):
            assert asked.lefts == [left.show("de") for left in lefts]
            return Matched(tuple(picked))
        case _:
            return Typed(words.partition(" (")[0])


def check_key(papers: Sequence[Paper], items: Sequence[Item] = ITEMS) -> None:
    """Fail unless each version asks each item once and its key is fully right."""
    by_stem = {item.stem.first: item for item in items}
    for paper in papers:
        assert sorted(asked.stem for asked in paper.questions) == sorted(by_stem)
        assert [number for number, _, _ in paper.key] == [str(place) for place in range(1, len(items) + 1)]
        for asked, (_, sign, words) in zip(paper.questions, paper.key, strict=True):
            item = by_stem[asked.stem]
            assert mark(item, answer_of(item, asked, sign, words)).value == 1.0


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.builder = TreeBuilder()

    def handle_starttag(self, tag, attrs) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag == "meta":
            self.builder.end(tag)

    def handle_endtag(self, tag) -> None:
        self.builder.end(tag)

    def handle_data(self, data) -> None:
        self.builder.data(data)


def tree(document: str) -> Element:
    reader = _Tree()
    reader.feed(document.partition("<!doctype html>\n")[2].strip())
    return reader.builder.close()


def words_of(element: Element) -> str:
    return "".join(element.itertext())


def with_class(root: Element, *names: str) -> list[Element]:
    return [element for element in root.iter() if {*names} <= {*element.get("class", "").split()}]


def read_html(document: str) -> list[Paper]:
    root = tree(document)
    papers = []
    for version, answers in zip(with_class(root, "version"), with_class(root, "answers"), strict=True):
        asked = [_html_question(question) for question in with_class(version, "question")]
        key = [tuple(words_of(cell) for cell in row) for row in answers.iter("tr")]
        (code,), (same,) = with_class(version, "code"), with_class(answers, "code")
        assert words_of(code) == words_of(same)
        papers.append(Paper(words_of(code), asked, key))
    return papers


def _html_question(question: Element) -> Asked:
    (stem,) = with_class(question, "stem")
    lists = {
        name: [words_of(text) for found in with_class(question, name) for text in with_class(found, "text")]
        for name in ("ticks", "ranks", "lefts", "rights")
    }
    aside = "".join(map(words_of, with_class(stem, "aside")))
    return Asked(words_of(stem).removeprefix(aside), lists["ticks"] + lists["ranks"] + lists["rights"], lists["lefts"])


def unescaped(text: str) -> str:
    return re.sub(r"\\(\n|.)", r"\1", text.strip())


def read_markdown(document: str) -> list[Paper]:
    questions, _, key = document.partition(f"\n# {'Answer key'}")
    papers = []
    for version, answers in zip(
        re.split(r"^# ", questions, flags=re.M)[1:], re.split(r"^## ", key, flags=re.M)[1:], strict=False
    ):
        code = unescaped(answers.splitlines()[0])
        assert unescaped(version.splitlines()[0]).endswith(f" · {code}")
        asked = [_markdown_question(part) for part in re.split(r"^\*\*\d+\.\*\* ", version, flags=re.M)[1:]]
        rows = [cells(line) for line in answers.splitlines() if re.match(r"\| \d", line)]
        papers.append(Paper(code, asked, [(row[0], row[1], row[2]) for row in rows]))
    return papers


def cells(line: str) -> list[str]:
    return [unescaped(cell) for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def _markdown_question(part: str) -> Asked:
    stem, _, rest = part.partition("\n\n")
    stem = re.sub(r" \((?:As of|\d)[^()]*\)$", "", stem)
    listed = [unescaped(line[2:]) for line in rest.splitlines() if line.startswith("- ")]
    listed = [re.sub(r"^(?:☐ (?:[A-I]  )?|_+ )", "", line) for line in listed]
    rows = [cells(line) for line in rest.splitlines() if line.startswith(("| ____", "|  |"))]
    rights = [row[1].partition("  ")[2] for row in rows if row[1]]
    return Asked(unescaped(stem), listed or rights, [row[0].removeprefix("____ ") for row in rows if row[0]])


def read_payload(payload: str) -> list[Paper]:
    papers = []
    for version in json.loads(payload)["versions"]:
        asked = []
        for question in version["questions"]:
            form = question["form"]
            shown = form.get("options") or form.get("entries") or form.get("rights") or []
            asked.append(Asked(question["stem"], shown, form.get("lefts", [])))
        key = [(str(answer["number"]), answer["mark"], answer["text"]) for answer in version["answers"]]
        papers.append(Paper(version["code"], asked, key))
    return papers


def read_all(sheet: Sheet) -> dict[str, list[Paper]]:
    """Render a sheet in every format and read it back."""
    look = Look()
    return {
        "html": read_html(html.render(sheet, look)),
        "markdown": read_markdown(markdown.render(sheet, look)),
        "typst": read_payload(typst.payload(sheet, look)),
    }
