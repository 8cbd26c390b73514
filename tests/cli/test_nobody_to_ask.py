"""What needs a yes ends with 1 where nobody can say it, and names the option that says it beforehand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

PACK = """title: Towns
questions:
- {id: host, question: Where is the race held?, answer: Le Mans, wrong: [Paris, Tours, Lyon]}
"""

COMMANDS = {
    "pack add {folder}/new/towns.yaml": "--replace",
    "pack add {folder}/basics.yaml": "--replace",
    "pack remove towns": "--yes",
    "history delete 1": "--yes",
    "history delete --all": "--yes",
    "history delete --all --everyone": "--yes",
}


@pytest.fixture(scope="module")
def home_with_a_pack(tmp_path_factory, program) -> Path:
    """A home with a pack and a session, and beside it a newer pack and one that would hide a built-in pack."""
    folder = tmp_path_factory.mktemp("asked")
    (folder / "new").mkdir()
    for name, text in (("towns", PACK), ("new/towns", PACK.replace("Lyon", "Nantes")), ("basics", PACK)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    lmq = program(folder / "home")
    lmq("pack", "add", str(folder / "towns.yaml"))
    lmq("play", "towns", typed="1\n1\n")
    return folder


@pytest.fixture
def folder(home_with_a_pack, tmp_path) -> Path:
    return shutil.copytree(home_with_a_pack, tmp_path, dirs_exist_ok=True)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(("command", "option"), COMMANDS.items())
def test_it_ends_with_1_changes_nothing_and_names_the_option(folder, own_lmq, command, option, language):
    words = [word.format(folder=folder) for word in command.split()]
    done = own_lmq("--lang", language, *words)
    assert done.returncode == 1
    assert option in done.stderr.splitlines()[-1]
    assert own_lmq("pack", "list").stdout.count("towns") == 1
    assert own_lmq("history").stdout.startswith("1  ")
    assert own_lmq(*words, option).returncode == 0
