"""What the program stands on: locked, told, and without the address of any registry."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from lemans_quiz.errors import MissingExtra

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
REGISTRY = re.compile(
    rb"pypi\.(org|python)|pythonhosted\.|registry\.npmjs|registry\.yarnpkg|deb\.debian\.|proxy\.golang|static\.crates"
    rb"|(index|find-links|registry)[-_ ]?(url)?['\"]?[\s=:]+['\"]?(https?|file):"
)
NOT_OURS = {
    ".git",
    ".venv",
    ".hypothesis",
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
    "__pycache__",
    "build",
    "dist",
}


def committed() -> list[Path]:
    """Return the files that git keeps, or all that there are where there is no git."""
    try:
        told = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return [path for path in ROOT.rglob("*") if path.is_file() and not NOT_OURS & set(path.relative_to(ROOT).parts)]
    return [path for name in told.decode().split("\0") if (path := ROOT / name).is_file()]


def pinned(name: str) -> dict[str, str]:
    lines = (ROOT / "requirements" / name).read_text("utf-8").splitlines()
    return dict(line.partition(" ;")[0].split("==") for line in lines)


def bounds() -> dict[str, str]:
    """Return the lower bound of each dependency by its name."""
    project = PROJECT["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    found = [re.match(r"([\w.-]+)(?:\[.*\])?>=([\d.]+)", one) for one in wanted]
    assert all(found), f"without a lower bound: {[one for one, match in zip(wanted, found, strict=True) if not match]}"
    return {match[1].lower(): match[2] for match in found if match}


def test_no_committed_file_holds_the_address_of_a_registry() -> None:
    files = committed()
    assert ROOT / "pyproject.toml" in files
    assert [str(path) for path in files if REGISTRY.search(path.read_bytes())] == []


@pytest.mark.parametrize("parts", [("--index-url ", "https:"), ("https://pypi", ".org"), ('registry = "', "https:")])
def test_an_address_of_a_registry_is_found(parts: tuple[str, str]) -> None:
    assert REGISTRY.search("".join(parts).encode())


def test_every_dependency_is_locked_in_both_lists() -> None:
    assert {name for name in bounds() if name not in pinned("lock.txt") or name not in pinned("lowest.txt")} == set()


def test_the_lowest_versions_are_those_of_the_bounds() -> None:
    def number(version: str) -> list[int]:
        return [int(part) for part in version.split(".") + ["0"] * (6 - version.count("."))]

    lowest = pinned("lowest.txt")
    raised = {name: (bound, lowest[name]) for name, bound in bounds().items() if number(bound) != number(lowest[name])}
    assert raised == {}


def test_the_documented_test_commands_use_the_lock() -> None:
    commands = [line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if "pytest" in line]
    assert len(commands) == 2
    assert [command for command in commands if command.count("lock.txt") != command.count("pip install")] == []


def test_the_command_that_plays_takes_what_the_program_works_with() -> None:
    plays = [line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if line.endswith("lmq play")]
    assert plays
    assert [line for line in plays if "lock" in line] == []


def test_every_dependency_of_the_program_is_told() -> None:
    told = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    wanted = {re.split(r"[<>=\[]", one)[0] for one in PROJECT["project"]["dependencies"]}
    assert {name for name in wanted if name.lower() not in told.lower()} == set()


def packages(folder: Path, monkeypatch: pytest.MonkeyPatch, source: str = "") -> str:
    """Return what is told to install for worksheets where the program lies in a folder and was installed from a source."""
    about = folder / "lemans_quiz-9.dist-info"
    about.mkdir()
    wanted = ("rich>=13", "typst>=0.15; extra == 'sheets'", "pyapriltags; extra == 'cards'", 'typst; extra == "dev"')
    lines = ("Metadata-Version: 2.4", "Name: lemans-quiz", "Version: 9", *(f"Requires-Dist: {one}" for one in wanted))
    (about / "METADATA").write_text("\n".join(lines), encoding="utf-8")
    if source:
        (about / "direct_url.json").write_text(json.dumps({"url": source}), encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    help = MissingExtra("PDF", "sheets").help
    assert help is not None
    return str(dict(help.fields)["packages"])


def test_an_extra_is_installed_from_where_the_program_came_from(tmp_path, monkeypatch) -> None:
    (tmp_path / "program.whl").touch()
    source = tmp_path / "program.whl"
    assert packages(tmp_path, monkeypatch, source.as_uri()) == f'"{source}[sheets]"'


@pytest.mark.parametrize("source", ["", "file:///gone/program.whl", "https://example.org/program.whl"])
def test_where_that_is_gone_the_libraries_of_an_extra_are_named(tmp_path, monkeypatch, source) -> None:
    assert packages(tmp_path, monkeypatch, source) == '"typst>=0.15"'
