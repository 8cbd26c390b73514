"""A new kind of question is missed nowhere: each table keyed by kind and each switch over kinds has all of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from lemans_quiz.authoring import schema
from lemans_quiz.core import items
from lemans_quiz.core.kinds import KIND_ROWS

PACKAGE = Path(__file__).resolve().parents[1] / "lemans_quiz"
CLASSES = {kind.__name__ for kind in get_args(items.Kind)}
CONSTANTS = {name for name, value in vars(items).items() if isinstance(value, str) and value in items.KINDS}
MODULES = sorted(PACKAGE.rglob("*.py"))


def trees() -> Iterator[tuple[Path, ast.AST]]:
    for path in MODULES:
        source = path.read_text(encoding="utf-8")
        if any(name in source for name in ("core.items", "core.kinds")):
            yield path, ast.parse(source)


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
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Dict):
                named = {key.id for key in node.keys if isinstance(key, ast.Name)} & CONSTANTS
                if len(named) > 1:
                    yield f"{path.relative_to(PACKAGE)}:{node.lineno}", named


@pytest.mark.parametrize(("place", "named"), [pytest.param(*found, id=found[0]) for found in switches()])
def test_a_switch_over_kinds_names_them_all_and_passes_over_none(place: str, named: set[str]) -> None:
    assert CLASSES - named == set(), f"{place} lacks {sorted(CLASSES - named)}"
    assert "_" not in named, f"{place} passes over what it does not name"


@pytest.mark.parametrize(("place", "named"), [pytest.param(*found, id=found[0]) for found in tables()])
def test_a_table_keyed_by_kind_has_all_kinds(place: str, named: set[str]) -> None:
    assert CONSTANTS - named == set(), f"{place} lacks {sorted(CONSTANTS - named)}"


def test_every_kind_has_one_row_and_one_name() -> None:
    assert tuple(KIND_ROWS) == items.KINDS
    assert {row.type.__name__ for row in KIND_ROWS.values()} == CLASSES


def test_the_schema_tells_every_kind_by_its_keys() -> None:
    assert {kind for kind, _schema in schema._by_keys()} == set(items.KINDS)
