"""What the shell is told on Tab: the same as Typer would tell it, without Typer; and nothing of a pack that a shell would run."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer._completion_classes import BashComplete, FishComplete, ZshComplete
from typer.main import get_command

from lemans_quiz import app
from lemans_quiz.cli import completion, completion_scripts
from lemans_quiz.cli.completion import Command, Parameter, answers, told_to
from tests.effort import examples
from tests.forking import Output, surroundings
from tests.systems import CAN_FORK

ROOT = Path(__file__).resolve().parents[1]
TABLE = app.completion_table()
TYPER = get_command(app.command_line(list(app.COMMANDS)))
SHELLS = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


def commands(command: Command = TABLE, *path: str) -> Iterator[tuple[tuple[str, ...], Command]]:
    yield path, command
    for name, inner in command.commands.items():
        yield from commands(inner, *path, name)


PATHS = dict(commands())


@pytest.fixture(autouse=True)
def _home(warm_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEMANS_QUIZ_HOME", str(warm_home))


def typers(words: list[str], incomplete: str) -> list[tuple[str, str]]:
    found = ZshComplete(TYPER, {}, "lmq", "_LMQ_COMPLETE").get_completions(list(words), incomplete)
    told = [(item.value, " ".join((item.help or "").split())) for item in found if item.value]
    order = list(TABLE.commands)  # Typer tells groups last
    return sorted(told, key=lambda one: order.index(one[0])) if told and {one[0] for one in told} <= {*order} else told


@pytest.mark.parametrize("path", PATHS, ids=lambda path: " ".join(path) or "lmq")
def test_each_command_is_completed_as_typer_does(path: tuple[str, ...]) -> None:
    for incomplete in ("", "-", "--", "--p", "p", "zz"):
        assert answers(TABLE, list(path), incomplete) == typers(list(path), incomplete), incomplete


def values_of(path: tuple[str, ...]) -> list[tuple[str, Parameter]]:
    return [(name, one) for one in PATHS[path].parameters for name in (*one.names, *one.off)]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: " ".join(path) or "lmq")
def test_each_option_is_completed_as_typer_does(path: tuple[str, ...]) -> None:
    for name, one in values_of(path):
        if not one.choices:
            assert answers(TABLE, [*path, name], "") == typers([*path, name], ""), name
        if path:  # what is asked of the whole program may stand anywhere, and is taken off before
            assert answers(TABLE, [*path, name, "1"], "-") == typers([*path, name, "1"], "-"), name


NAMES = {name for path in PATHS if path for name, _one in values_of(path)}
WORDS = sorted(
    NAMES | {word for path in PATHS for word in path} | set("-- - 1 -n3 -ln --level=2 --json=2 --no basics".split())
)


@settings(max_examples=examples(300))
@given(
    st.sampled_from(sorted(PATHS)), st.lists(st.sampled_from(WORDS), max_size=4), st.sampled_from([*WORDS, "", "--l"])
)
def test_any_line_is_completed_as_typer_does(path: tuple[str, ...], words: list[str], incomplete: str) -> None:
    line = [*path, *words]
    assert answers(TABLE, line, incomplete) == typers(line, incomplete)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("play --kind ", "choice multiple true-false text number order match"),
        ("play -k t", "true-false text"),
        ("play --kind=ch", "choice"),
        ("play --kind = ch", "choice"),
        ("play --rules ", "points fair speed streak"),
        ("play --level 1-", "1-2 1-3 1-5"),
        ("play basics --tag circ", "circuit"),
        ("play --lang ", "en de"),
        ("--theme ", "light dark auto"),
        ("play quiz.txt --as mo", "moodle"),
        ("sheet --paper ", "a4 letter"),
        ("race --rival 2024", "2024"),
        ("--lang de pack show bas", "basics"),
        ("pack ch", "check"),
        ("history --count 3 sh", "show"),
    ],
)
def test_values_are_completed(line: str, found: str) -> None:
    *words, incomplete = line.split(" ")
    assert [word for word, _help in answers(TABLE, words, incomplete)] == found.split()


def test_a_value_behind_an_equals_sign_is_told_with_its_option_where_both_are_one_word() -> None:
    assert answers(TABLE, ["play"], "--kind=ch", is_whole=True) == [("--kind=choice", "")]


def pressed(home: Path, shell: str, line: str, **variables: str) -> dict[str, str]:
    """Return what a shell tells the program when Tab was pressed."""
    told = {"_LMQ_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": f"lmq {line}"}
    told |= {"COMP_WORDS": f"lmq {line}", "COMP_CWORD": str(len(f"lmq {line}|".split()) - 1)}
    told |= {"_TYPER_COMPLETE_FISH_ACTION": "get-args", "LEMANS_QUIZ_HOME": str(home)}
    return surroundings(**{**told, **variables})


def tab_anew(home: Path, shell: str, line: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Answer a Tab in an interpreter of its own."""
    command = [sys.executable, "-P", "-m", "lemans_quiz"]
    there = pressed(home, shell, line, **variables)
    return subprocess.run(command, env=there, capture_output=True, text=True, encoding="utf-8", check=False)


Tab = Callable[..., Output]


@pytest.fixture(scope="module")
def tab(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Tab:
    """Return what answers a Tab: forked, where that can be."""
    if not CAN_FORK:
        return tab_anew  # type: ignore[return-value]
    begin = tmp_path_factory.mktemp("begin") / "begin.py"
    begin.write_text("from lemans_quiz.begin import main\nmain()\n", encoding="utf-8")
    template = request.getfixturevalue("template")

    def answered(home: Path, shell: str, line: str, **variables: str) -> Output:
        there = pressed(home, shell, line, **variables)
        return template.run([], typed="", environment=there, script=str(begin))  # type: ignore[no-any-return]

    return answered


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which a Tab has left its table."""
    home = tmp_path_factory.mktemp("home")
    tab_anew(home, "fish", "")
    assert [path.name for path in (home / "cache").iterdir()] == ["completion-en.json"]
    return home


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize("line", ["", "pa", "play --k", "pack ", "play --kind ", "stats --seed "])
def test_the_second_tab_needs_neither_typer_nor_commands(left: Path, tmp_path: Path, shell: str, line: str) -> None:
    (tmp_path / "typer.py").write_text("raise SystemExit(7)\n", encoding="utf-8")
    done = tab_anew(left, shell, line, PYTHONPATH=f"{tmp_path}{os.pathsep}{ROOT}")
    words = line.split(" ")
    found = answers(TABLE, words[:-1], words[-1])
    assert (done.stdout, done.stderr, done.returncode) == (told_to(shell, found) + "\n", "", 0)


@pytest.mark.parametrize("shell", ["bash", "fish"])
@pytest.mark.parametrize("line", ["", "play --", "pack show ", "race --rival 19", "history ", "warmup --t"])
def test_the_scripts_of_typer_read_the_answers(shell: str, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", f"lmq {line}")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    monkeypatch.setenv("COMP_WORDS", f"lmq {line}")
    monkeypatch.setenv("COMP_CWORD", str(len(f"lmq {line}|".split()) - 1))
    words, incomplete = completion.typed_words(shell)
    told = SHELLS[shell](TYPER, {}, "lmq", "_LMQ_COMPLETE").complete()
    assert sorted(told_to(shell, answers(TABLE, words, incomplete)).split("\n")) == sorted(told.split("\n"))


def read_by_zsh(told: str) -> list[tuple[str, str]]:
    """Take apart what `_arguments` is given, as zsh does: twice as a line of a shell, then at the first free colon."""
    command, action = shlex.split(told)
    assert command == "_arguments"
    assert action.startswith("*: :((")
    assert action.endswith("))")
    freed = re.sub(r"\\:", ":", action[6:-2].replace(r"\\:", "\0")).replace("\0", r"\:")
    pairs = [re.split(r"(?<!\\):", word, maxsplit=1) for word in shlex.split(freed)]
    return [(pair[0].replace(r"\:", ":"), pair[1] if len(pair) > 1 else "") for pair in pairs]


@pytest.mark.parametrize("line", ["", "play --", "pack show ", "race --rival 19", "history ", "warmup --t"])
def test_zsh_reads_the_same_answers(line: str) -> None:
    *words, incomplete = line.split(" ")
    assert read_by_zsh(told_to("zsh", answers(TABLE, words, incomplete))) == typers(words, incomplete)


@given(st.text(), st.text().filter(lambda text: "\\" not in text))
def test_no_title_leaves_the_quotes_it_is_told_to_zsh_in(word: str, title: str) -> None:
    told = told_to("zsh", [("pack", title)])
    shown = "".join(sign if sign.isprintable() else " " for sign in title)
    assert read_by_zsh(told) == [("pack", shown)]


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_a_word_that_bash_would_not_take_as_it_is_is_quoted(word: str) -> None:
    shown = "".join(sign if sign.isprintable() else " " for sign in word)
    assert shlex.split(told_to("bash", [(word, "")])) == [shown]


@pytest.mark.parametrize("broken", ["", "[]", '["0.0", {}, []]', "null", "\x00", '{"a": 1}'])
def test_a_table_that_is_broken_is_made_anew(tab: Tab, tmp_path: Path, broken: str) -> None:
    file = tmp_path / "cache" / "completion-en.json"
    file.parent.mkdir()
    file.write_text(broken, encoding="utf-8")
    assert tab(tmp_path, "bash", "pat").stdout == "paths\n"
    assert json.loads(file.read_text(encoding="utf-8"))[0] == app.__version__


def test_a_table_of_other_files_of_the_program_is_made_anew(tab: Tab, left: Path) -> None:
    file = left / "cache" / "completion-en.json"
    version, stamps, root = json.loads(file.read_text(encoding="utf-8"))
    root[3]["patience"] = root[3].pop("paths")
    stamps[str(ROOT / "lemans_quiz" / "app.py")] = [1, 1]
    file.write_text(json.dumps([version, stamps, root]), encoding="utf-8")
    assert tab(left, "bash", "pat").stdout == "paths\n"


def test_a_table_names_no_function_but_ours_that_complete() -> None:
    evil: Any = Parameter("one", [], [], "", True, False, False, ["plain"], "os:system")
    assert answers(Command("", False, [evil], {}), [], "") == [("plain", "")]


def test_a_line_without_sense_says_nothing(tab: Tab, tmp_path: Path) -> None:
    done = tab(tmp_path, "bash", "", COMP_CWORD="many")
    assert (done.stdout, done.stderr) == ("\n", "")


@pytest.mark.parametrize(("line", "code"), [("pl", 0), ("stats zz", 1)])
def test_fish_is_told_whether_to_look_for_files(tab: Tab, left: Path, line: str, code: int) -> None:
    done = tab(left, "fish", line, _TYPER_COMPLETE_FISH_ACTION="is-args")
    assert (done.returncode, done.stdout) == (code, "")


def test_fish_looks_for_the_script_where_its_settings_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(completion_scripts.shellingham, "detect_shell", lambda: ("fish", "/usr/bin/fish"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    completion_scripts.install("lmq")
    assert "lmq" in (tmp_path / "fish" / "completions" / "lmq.fish").read_text(encoding="utf-8")


def test_zsh_is_told_of_its_folder_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(completion_scripts.shellingham, "detect_shell", lambda: ("zsh", "/usr/bin/zsh"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("ZDOTDIR", str(tmp_path / "zsh"))
    (tmp_path / "zsh").mkdir()
    (tmp_path / "zsh" / ".zshrc").write_text("setopt autocd", encoding="utf-8")
    completion_scripts.install("lmq")
    completion_scripts.install("lemans-quiz")
    settings = (tmp_path / "zsh" / ".zshrc").read_text(encoding="utf-8")
    assert settings == f"setopt autocd\n{completion_scripts._ZFUNC}\n"
    assert {path.name for path in (tmp_path / ".zfunc").iterdir()} == {"_lmq", "_lemans-quiz"}
