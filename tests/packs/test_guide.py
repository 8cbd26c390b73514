"""The pages for authors tell every diagnostic, and their examples are what they say they are."""

import ast
import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from lemans_quiz.authoring.lint.lint import check_readings
from lemans_quiz.core.diagnostics import Diagnostic
from lemans_quiz.core.items import KINDS
from lemans_quiz.core.messages import message
from lemans_quiz.packs.reading.reader import read_pack

ROOT = Path(__file__).parent.parent.parent
TODAY = date(2026, 11, 22)
GUIDE, REFERENCE, MESSAGES = (
    (ROOT / "docs" / page).read_text("utf-8").replace("{today}", TODAY.isoformat())
    for page in ("writing-packs.md", "pack-reference.md", "diagnostics.md")
)
BLOCK = re.compile(r"^```(\w+) (\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LIMITS = MESSAGES.partition("### Limits and files")[2]

SILENT = {"no-source", "no-explanation", "no-id"}
"""Advice that short examples would all get."""

MAKES_A_DIAGNOSTIC = {"add", "stop", "_add", "_unreadable", "Diagnostic", "Advice", "_for_all"}


class Entry(NamedTuple):
    """What the page of messages says of one code: blocks by language and name ("wrong" or "mended")."""

    code: str
    blocks: dict[tuple[str, str], str]


def entries() -> list[Entry]:
    parts = re.split(r"^#### ([a-z0-9-]+)$", MESSAGES.partition("### Limits and files")[0], flags=re.MULTILINE)
    found = zip(parts[1::2], parts[2::2], strict=True)
    return [Entry(code, {(m[1], m[2]): m[3] for m in BLOCK.finditer(text)}) for code, text in found]


ENTRIES = entries()
TABLE = next(match[3] for match in BLOCK.finditer(REFERENCE) if match[2] == "table")
PACKS = [match[3] for match in BLOCK.finditer(GUIDE + REFERENCE) if match[2] == "pack"]
TEMPLATE = 'each: winners\nid: w-{year}\nquestion: Which make won in {year}?\nanswer: "{make}"\n'


def whole(fragment: str) -> str:
    """Complete an example: a question is put under `questions`, keys are put into a question."""
    first = fragment.split(":")[0]
    if first in ("title", "license", "format") or first.startswith(("%", "#", '["')):
        return fragment
    if not fragment.startswith("- "):
        fragment = "- " + fragment.replace("\n", "\n  ").rstrip(" ")
    repeated = re.search(r"^  repeat: (\d+)\n", fragment, re.MULTILINE)
    if repeated:
        one = fragment.replace(repeated[0], "")
        fragment = "".join(one.replace("{n}", str(n)) for n in range(int(repeated[1])))
    head = "title: Garage\n" + ("tables: {winners: winners.csv}\n" if "each:" in fragment else "")
    return head + "questions:\n" + "".join(f"  {line}\n" if line else "\n" for line in fragment.splitlines())


def found(pack: str, table: str = TABLE) -> list[Diagnostic]:
    def tables(name: str):
        return table.encode() if name == "winners.csv" else message("File '{path}' not found.", path=name)

    reading = read_pack(pack.encode(), file="garage.yaml", default_id="garage", tables=tables)
    return check_readings([("garage.yaml", reading)], TODAY, strict=True)


def codes(entry: Entry, which: str) -> set[str]:
    fragment = entry.blocks.get(("yaml", which), TEMPLATE)
    told = {d.code for d in found(whole(fragment), entry.blocks.get(("csv", which), TABLE))}
    return {code for code in told if code not in SILENT or code == entry.code}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_the_wrong_example_gets_exactly_this_diagnostic(entry):
    assert codes(entry, "wrong") == {entry.code}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_the_mended_example_is_clean(entry):
    assert {which for _, which in entry.blocks} == {"wrong", "mended"}
    assert codes(entry, "mended") == set()


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.splitlines()[0])
def test_the_packs_of_the_pages_are_clean(pack):
    assert {d.code for d in found(pack)} <= SILENT


def test_the_first_pack_is_clean_to_the_last_note():
    assert found(PACKS[0]) == []


def test_the_packs_show_all_kinds():
    kinds = set()
    for pack in PACKS:
        read = read_pack(pack.encode(), file="", default_id="x", tables=lambda _: TABLE.encode()).pack
        kinds |= {item.kind_name for item in read.items}
    assert kinds == set(KINDS)


def emitted() -> set[str]:
    """Every code that stands in the source as what a diagnostic is made with."""
    codes: set[str] = set()
    package = ROOT / "lemans_quiz"
    for module in (*(package / "packs").rglob("*.py"), *(package / "authoring").rglob("*.py")):
        for call in ast.walk(ast.parse(module.read_text("utf-8"))):
            if (
                isinstance(call, ast.Call)
                and getattr(call.func, "attr", getattr(call.func, "id", "")) in MAKES_A_DIAGNOSTIC
            ):
                words = [node for part in call.args[:2] for node in ast.walk(part) if isinstance(node, ast.Constant)]
                codes |= {node.value for node in words if isinstance(node.value, str)}
    return {
        code
        for code in codes
        if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+|tab|directive|grammar|indentation|unreadable", code)
    }


def test_every_diagnostic_of_the_program_is_told_and_no_other():
    limits = set(re.findall(r"^\| `([a-z0-9-]+)` \|", LIMITS, re.MULTILINE))
    assert emitted() == {entry.code for entry in ENTRIES} | limits


def test_codes_stand_in_the_order_of_the_alphabet():
    for section in re.split(r"^### ", MESSAGES, flags=re.MULTILINE)[1:]:
        told = re.findall(r"^#### ([a-z0-9-]+)$", section, re.MULTILINE)
        assert told == sorted(told)


def test_every_diagnostic_with_an_example_is_found_from_the_top_of_the_page():
    listed = re.findall(r"\[([a-z0-9-]+)\]\(#\1\)", MESSAGES.partition("## All messages")[0])
    assert listed == [entry.code for entry in ENTRIES]


def test_the_start_takes_ten_minutes():
    assert len(GUIDE.split()) <= 1_200
