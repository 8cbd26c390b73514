"""Every command that the program shows begins as the program was started: `lmq play`, or `py lmq.pyz play`."""

import ast
import re
from pathlib import Path

import pytest

from lemans_quiz import i18n
from lemans_quiz.core.messages import message

PACKAGE = Path(i18n.__file__).parents[1]
STARTED = "py 'my stick/lmq.pyz'"
SHOWN = re.compile(r"lmq [a-z{<]")
TEMPLATES = {"_", "ngettext", "message", "counted", "as_started"}
HELD_AS_CONSTANTS = {"authoring/template.py", "authoring/from_table.py"}
"""Files whose texts go through `as_started` later."""


def calls_and_docstrings(tree: ast.Module) -> set[int]:
    """Return the literals that are templates, told by the call they stand in, and those that nobody is shown."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
    templates = {id(argument) for call in calls if call.func.id in TEMPLATES for argument in call.args}
    return templates | {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def test_no_command_is_written_beside_the_templates() -> None:
    found = []
    for path in PACKAGE.rglob("*.py"):
        source = path.read_text("utf-8")
        name = path.relative_to(PACKAGE).as_posix()
        if SHOWN.search(source) and name not in HELD_AS_CONSTANTS:
            tree = ast.parse(source)
            known = calls_and_docstrings(tree)
            literals = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in known)
            found += [
                f"{name}:{one.lineno}" for one in literals if isinstance(one.value, str) and SHOWN.search(one.value)
            ]
    assert found == [], "begin a command with i18n.command(), or put it in a template"


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("resume",), " play"),
        (("history", "show", "99"), " history list"),
        (("history", "delete"), " history delete 12"),
        (("play", "--help"), " play [OPTION"),
        (("history", "list"), " play"),
    ],
)
def test_a_command_is_told_as_it_is_typed(own_lmq, language: str, words: tuple[str, ...], told: str) -> None:
    run = own_lmq("--lang", language, *words, LEMANS_QUIZ_COMMAND=STARTED)
    said = " ".join((run.stdout + run.stderr).split())
    assert STARTED + told in said
    assert not SHOWN.search(said)


def test_a_new_pack_says_how_it_is_played(own_lmq, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run = own_lmq("pack", "new", "own.yaml", LEMANS_QUIZ_COMMAND=STARTED)
    assert f"Play it:  {STARTED} play own.yaml" in run.stdout
    assert f"Play it:  {STARTED} play own.yaml" in (tmp_path / "own.yaml").read_text("utf-8")


def test_what_fields_hold_is_told_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(i18n.COMMAND, STARTED)
    sentence = message("Unknown pack '{name}'.", name="lmq play")
    assert i18n.render(sentence) == "Unknown pack 'lmq play'."


@pytest.mark.parametrize("told", ["", "py {lmq}.pyz", "py lmq.pyz\x1b[2J"])
def test_what_cannot_stand_in_a_sentence_is_not_told(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setenv(i18n.COMMAND, told)
    assert i18n._("Start with: lmq play") == "Start with: lmq play"
