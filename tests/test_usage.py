"""Help pages and mistakes on the command line in the player's language: nothing that Typer says is left in English."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from lemans_quiz.app import COMMANDS
from lemans_quiz.authoring.command import COMMANDS as AUTHORING
from lemans_quiz.cli.usage import PACK_COMMANDS

ALL_PAGES = """
import contextlib, io, json, sys
import typer
from lemans_quiz import app, i18n

i18n.use(sys.argv[1])
line = typer.main.get_command(app.command_line(app.COMMANDS))
if sys.argv[1] != "en":
    from lemans_quiz.cli.usage import speak
    speak(line)


def paths(command, path=()):
    yield path
    for name, below in getattr(command, "commands", {}).items():
        yield from paths(below, (*path, name))


pages = {}
for path in paths(line):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        line.main(args=[*path, "--help"], prog_name="lmq", standalone_mode=False)
    pages[" ".join(path)] = out.getvalue()
print(json.dumps(pages))
"""
"""Prints the help pages of all commands, by their names: a language must be chosen before a command is imported."""

THE_SAME = frozenset(
    "CODE Code Port NAME TEAMS ZIP CSV JSON PDF HTML Anki Kahoot Moodle Mans Tab Schema https was auto dark light gift moodle github csv json lmq "
    "choice multiple number order match text fair points speed streak fingers letters letter phones cards sans serif".split()
)
"""Words of both languages: names, what is typed, and German "was"."""


def pages(language: str) -> dict[str, str]:
    found = subprocess.run(
        [sys.executable, "-c", ALL_PAGES, language], capture_output=True, text=True, encoding="utf-8", check=True
    )
    return json.loads(found.stdout)  # type: ignore[no-any-return]


def words(page: str, names: set[str]) -> set[str]:
    """Return the words of a page without options, paths and the names of commands."""
    return set(re.findall(r"(?<![-\w/.])[A-Za-zäöüß]{3,}(?![-\w/])", page)) - names


def test_nothing_english_is_left_in_the_german_help_of_any_command():
    english, german = pages("en"), pages("de")
    names = {name for path in english for name in path.split()}
    left = {path: words(english[path], names) & words(german[path], names) - THE_SAME for path in english}
    assert {path: found for path, found in left.items() if found} == {}
    assert {*COMMANDS, "pack check", "history export"} <= {*german}
    assert re.search(r"PAKET .*DATEI ", german["pack export"], re.DOTALL)
    assert all("Aufruf: lmq" in page for page in german.values())


@pytest.mark.parametrize(
    ("line", "english", "german"),
    [
        ("play --levl 3", "Unknown option '--levl'.\nDid you mean '--level'?", "Unbekannte Option „--levl“.\nVielleicht „--level“?"),
        ("play --langg x", "Did you mean '--lang'?", "Vielleicht „--lang“?"),
        ("play -Z", "Unknown option '-Z'.\nFor help: lmq play --help", "Alle Möglichkeiten: lmq play --help"),
        ("play -n x", "--count needs a whole number, not 'x'.", "--count braucht eine ganze Zahl, nicht „x“."),
        ("play -n", "-n needs a value.\nFor help: lmq play --help", "Zu -n fehlt ein Wert."),
        ("play --plain=yes", "--plain takes no value.", "Zu --plain gehört kein Wert."),
        ("warmup --minutes 1000", "--minutes must be 1 to 90, not 1000.", "--minutes geht von 1 bis 90, 1000 liegt außerhalb."),
        ("warmup --minutes x", "--minutes needs a number, not 'x'.", "--minutes braucht eine Zahl, nicht „x“."),
        ("pack chek", "Unknown command 'chek'.\nDid you mean 'check'?", "Unbekannter Befehl „chek“.\nVielleicht „check“?"),
        ("plya", "Unknown command 'plya'.\nDid you mean 'play'?", "Vielleicht „play“?"),
        ("xyzzy", "Unknown command 'xyzzy'.\nFor help: lmq --help", "Unbekannter Befehl „xyzzy“."),
        ("pack remove", "Missing: PACK\nFor help: lmq pack remove --help", "Es fehlt: PAKET"),
        ("pack check", "Missing: FILE", "Es fehlt: DATEI"),
        ("resume x", "'x' is not a session.", "„x“ ist keine Sitzung."),
        ("paths a b", "Unexpected: a b", "Zu viel: a b"),
    ],
)  # fmt: skip
def test_a_mistake_on_the_command_line_is_told_with_the_way_out(lmq, line: str, english: str, german: str):
    found, gefunden = lmq(*line.split()), lmq(*line.split(), "--lang", "de")
    assert (found.returncode, gefunden.returncode) == (2, 2)
    assert english in found.stderr
    assert german in gefunden.stderr
    assert (
        words(found.stderr, {*line.split(), *COMMANDS, "check", "list", "lmq"}) & words(gefunden.stderr, set()) == set()
    )


def test_a_command_of_commands_alone_shows_its_help(lmq):
    found = lmq("pack", "--lang", "de")
    assert "Befehle" in found.stdout
    assert (found.returncode, found.stderr) == (2, "")


def test_what_was_typed_steers_no_terminal(lmq):
    found = lmq("play", "--\x1b[31mred")
    assert found.returncode == 2
    assert "\x1b" not in found.stderr


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("check quiz.yaml", "lmq pack check"),
        ("install quiz.yaml", "lmq pack add"),
        ("pack info basics", "lmq pack show"),
        ("pack chek basics", "check"),
        ("quiz.yaml", "lmq play quiz.yaml"),
        ("basics", "lmq play basics"),
        ("exam", "lmq play --exam"),
        ("help", "lmq --help"),
        ("version", "lmq --version"),
    ],
)
def test_what_people_type_first_is_answered_with_the_command_that_does_it(lmq, line: str, meant: str):
    done = lmq(*line.split())
    assert (done.returncode, f"Did you mean '{meant}'?" in done.stderr) == (2, True), done.stderr


def test_every_command_for_packs_is_known_without_its_group():
    assert {*PACK_COMMANDS, "preview"} == {*AUTHORING}
