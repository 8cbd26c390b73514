"""A new kind of question is missed nowhere: each table keyed by kind and each switch over kinds has all of them.

What no table and no switch tells is tried with a question of each kind that the guide for authors shows: it is read, written,
answered, taken back, told and exported.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from lemans_quiz.authoring import key_descriptions, schema, template
from lemans_quiz.authoring.lint.item import _texts as advised_texts
from lemans_quiz.authoring.writer import write_pack
from lemans_quiz.core import items
from lemans_quiz.core.codec import fingerprint, item_from_json, item_to_json, response_from_json, response_to_json
from lemans_quiz.core.items import Item, Pack
from lemans_quiz.core.kinds import KIND_ROWS
from lemans_quiz.core.marking import mark
from lemans_quiz.core.responses import Response
from lemans_quiz.core.text import LocalText
from lemans_quiz.core.turns import Turn, arrange
from lemans_quiz.core.typed import key_text, read_line, response_text
from lemans_quiz.formats.writing.formats import WRITERS
from lemans_quiz.packs.reading.keys import NEEDED_BY_KIND, QUESTION_KEYS
from lemans_quiz.packs.reading.kinds import SAYS_ANSWER
from lemans_quiz.packs.reading.reader import read_pack
from lemans_quiz.play import answering
from lemans_quiz.play.feedback import Outcome, feedback_page
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.keys import Key
from lemans_quiz.terminal.views import Progress, Setting
from tests import sample_quiz
from tests.packs.pack_examples import schema_mistakes
from tests.packs.test_guide import PACKS, TABLE
from tests.play.test_screens import SCREENS
from tests.sheets import paper

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "lemans_quiz"
CLASSES = {kind.__name__ for kind in get_args(items.Kind)}
CONSTANTS = {name for name, value in vars(items).items() if isinstance(value, str) and value in items.KINDS}
MODULES = sorted(PACKAGE.rglob("*.py"))


@cache
def trees() -> tuple[tuple[Path, ast.Module], ...]:
    """Return the modules that know kinds, each kind under its own name where it was imported under another."""
    found = []
    for path in MODULES:
        source = path.read_text(encoding="utf-8")
        if any(name in source for name in ("core.items", "core.kinds")):
            tree = ast.parse(source)
            nodes = list(ast.walk(tree))
            imported = (alias for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names)
            own = {alias.asname: alias.name for alias in imported if alias.asname and alias.name in CLASSES}
            for node in nodes:
                if isinstance(node, ast.Name):
                    node.id = own.get(node.id, node.id)
            found.append((path, tree))
    return tuple(found)


def aliases(tree: ast.AST) -> dict[str, str]:
    """Return the names under which a module knows the kinds, with their own."""
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    names = (name for node in imports for name in node.names)
    return {name.asname: name.name for name in names if name.asname and name.name in CLASSES}


def classes_of(pattern: ast.pattern, known: dict[str, str]) -> set[str]:
    """Return the kinds that the first part of a case names, or '_' where it takes anything."""
    match pattern:
        case ast.MatchClass(cls=ast.Name(id=name)):
            return {known.get(name, name)}
        case ast.MatchOr(patterns=patterns):
            return set().union(*(classes_of(one, known) for one in patterns))
        case ast.MatchAs(pattern=None):
            return {"_"}
        case ast.MatchAs(pattern=inner) if inner is not None:
            return classes_of(inner, known)
        case ast.MatchSequence(patterns=[first, *_]):
            return classes_of(first, known)
    return set()


def switches() -> Iterator[tuple[str, set[str]]]:
    """Yield where kinds are told apart, and which; beside what was answered, the rest may be what does not fit."""
    for path, tree in trees():
        known = aliases(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Match):
                named = set().union(*(classes_of(case.pattern, known) for case in node.cases))
                if isinstance(node.subject, ast.Tuple):
                    named.discard("_")
                if len(named & CLASSES) > 1:
                    yield f"{path.relative_to(PACKAGE)}:{node.lineno}", named


def tables() -> Iterator[tuple[str, set[str]]]:
    """Yield where a table is keyed by kind, and which kinds it lacks; of those keyed by class only a module's own are for all."""
    for path, tree in trees():
        own = [node.value for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
        for node in ast.walk(tree):
            if isinstance(node, ast.Dict):
                named = {key.id for key in node.keys if isinstance(key, ast.Name)}
                for every in (CONSTANTS, *((CLASSES,) if node in own else ())):
                    if len(named & every) > 1:
                        yield f"{path.relative_to(PACKAGE)}:{node.lineno}", every - named


def test_a_switch_over_kinds_names_them_all_and_passes_over_none() -> None:
    found = dict(switches())
    assert len(found) > 5
    assert {place: lacking for place, named in found.items() if (lacking := CLASSES - named)} == {}
    assert [place for place, named in found.items() if "_" in named] == [], "passes over what it does not name"


def test_a_table_keyed_by_kind_has_all_kinds() -> None:
    found = dict(tables())
    assert len(found) > 5
    assert {place: lacking for place, lacking in found.items() if lacking} == {}


def test_every_kind_has_one_row_and_one_name() -> None:
    assert tuple(KIND_ROWS) == items.KINDS
    assert {row.type.__name__ for row in KIND_ROWS.values()} == CLASSES


def test_the_schema_tells_every_kind_by_its_keys() -> None:
    assert {kind for kind, _schema in schema._by_keys()} == set(items.KINDS)


def test_an_editor_is_told_every_key_of_a_question() -> None:
    assert {key.type for key in QUESTION_KEYS.values()} - set(schema.TYPES) == set(), "TYPES in authoring/schema.py"
    assert set(QUESTION_KEYS) - set(key_descriptions.QUESTION) == set(), "authoring/key_descriptions.py"


def read(text: str) -> Pack | None:
    return read_pack(text.encode(), file="", default_id="x", tables=lambda _: TABLE.encode()).pack


SHOWN = [item for text in PACKS if (pack := read(text)) for item in pack.items]
every_kind = pytest.mark.parametrize("kind", items.KINDS)


def samples(kind: str) -> list[Item]:
    """Return the questions of a kind that the guide for authors shows."""
    found = [item for item in SHOWN if item.kind_name == kind]
    assert found, f"docs/pack-reference.md shows no {kind}, or packs/reading/kinds.py does not tell it by its keys"
    return found


def answered(kind: str) -> Iterator[tuple[Turn, Response]]:
    """Yield questions with the right answer, typed as it is shown."""
    for item in samples(kind):
        turn = Turn(item, arrange(item, "word"))
        response = read_line(turn, key_text(item, "en"), "en")
        if mark(item, response).value == 1.0:
            yield turn, response


@every_kind
def test_a_question_without_the_keys_of_a_kind_is_told_that_it_has_no_answer(kind: str) -> None:
    assert any(needed & set(SAYS_ANSWER) for needed in NEEDED_BY_KIND[kind]), "SAYS_ANSWER in packs/reading/kinds.py"


@every_kind
def test_a_kind_is_kept_and_written_as_it_is_and_editors_take_it(kind: str) -> None:
    for item in samples(kind):
        assert item_from_json(item_to_json(item)) == item
        alone = item._replace(pack="x", id="q", table=False)
        written = write_pack(Pack("x", item.stem, (alone,)))
        again = read(written)
        assert again
        assert fingerprint(again.items[0]) == fingerprint(alone)
        assert schema_mistakes(written) == []


@every_kind
def test_the_right_answer_of_a_kind_typed_as_it_is_shown_is_right(kind: str) -> None:
    assert list(answered(kind)), f"core/typed.py or core/marking.py does not take the key of a {kind}"
    for turn, response in answered(kind):
        assert response_from_json(response_to_json(response)) == response
        assert response_text(turn, response, "en")


@every_kind
def test_an_answer_of_a_kind_is_there_again_and_enter_gives_it(kind: str) -> None:
    for turn, response in answered(kind):
        state = answering.restored(turn, response)
        assert answering.left_behind(state, response) == response
        assert answering.update(state, Key(keys.ENTER)) == response


@every_kind
def test_the_screen_tells_the_right_answer_of_a_kind(kind: str) -> None:
    for turn, _response in answered(kind):
        outcome = Outcome(turn, None, mark(turn.item, None), 0.0, 0)
        body = feedback_page(outcome, Progress(1, 1), Setting("en", "", ()), 200).body
        told = "\n".join(line.plain for line in body.lines).casefold()
        for part in re.split(", | → |; | – ", key_text(turn.item, "en").casefold()):
            assert part in told, "play/feedback.py does not tell the answer"


@every_kind
@pytest.mark.parametrize("format", WRITERS)
def test_a_kind_is_exported_or_refused_with_a_sentence(format: str, kind: str) -> None:
    for item in samples(kind):
        (outcome,) = WRITERS[format](Pack("x", item.stem, (item,)), "en").outcomes
        assert outcome.is_written or outcome.findings


def own_texts(value: object) -> Iterator[str]:
    match value:
        case LocalText(first=text):
            yield text
        case tuple():
            for part in value:
                yield from own_texts(part)


@every_kind
def test_advice_looks_for_languages_in_every_text_of_a_kind(kind: str) -> None:
    for item in samples(kind):
        assert set(own_texts(item.kind)) <= {text.first for _field, text in advised_texts(item)}, (
            "_texts in lint/item.py"
        )


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_new_pack_shows_every_kind(language: str) -> None:
    new = read(template.template(language, title="T", file="t.yaml", schema="s"))
    assert new
    assert set(items.KINDS) - {item.kind_name for item in new.items} == set(), "authoring/template.py"


@pytest.mark.parametrize("quiz", [sample_quiz, paper], ids=lambda quiz: quiz.__name__)
def test_the_quizzes_that_tests_play_and_print_have_every_kind(quiz: object) -> None:
    assert set(items.KINDS) - {item.kind_name for item in quiz.ITEMS} == set(), f"ITEMS in {quiz.__name__}"


@every_kind
def test_every_kind_has_its_approved_screens(kind: str) -> None:
    for page in (f"question-{kind}", f"feedback-{kind}"):
        assert any(name.startswith(page) for name in SCREENS), f"SCREENS in tests/play/test_screens.py have no {page}"


@pytest.mark.parametrize("file", ["core/test_codec.py", "authoring/test_writer.py", "formats/test_writing.py"])
def test_the_properties_are_tried_with_every_kind(file: str) -> None:
    tree = ast.parse((ROOT / "tests" / file).read_text("utf-8"))
    makers = [node for node in tree.body if not getattr(node, "name", "").startswith("test_")]
    named = {node.id for maker in makers for node in ast.walk(maker) if isinstance(node, ast.Name)}
    assert CLASSES - named == set(), f"the strategies in tests/{file}"


def test_the_documents_name_every_kind() -> None:
    told = (ROOT / "docs" / "json.md").read_text("utf-8")
    assert [kind for kind in items.KINDS if f"`{kind}`" not in told] == []


@pytest.mark.parametrize(
    "file", ["README.md", "docs/writing-packs.md", "docs/pack-reference.md", "lemans_quiz/core/items.py"]
)
def test_who_counts_the_kinds_counts_right(file: str) -> None:
    numbers = ("seven", "eight", "nine", "ten")
    counted = re.findall(rf"\b({'|'.join(numbers)}) \[?kinds", (ROOT / file).read_text("utf-8").casefold())
    assert set(counted) == {numbers[len(items.KINDS) - 7]}
