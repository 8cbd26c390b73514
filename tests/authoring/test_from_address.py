"""Packs by their addresses: told of, asked about, played once or kept, and asked for anew where they came from."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
import typer

from lemans_quiz import i18n
from lemans_quiz.authoring.add_command import Asked, add_from
from lemans_quiz.authoring.from_address import taken
from lemans_quiz.authoring.origins import Origin, origin_of
from lemans_quiz.cli.invocation import Invocation
from lemans_quiz.errors import NobodyToAsk, NotFound, PackMistakes, QuizError, UsageError
from lemans_quiz.i18n import render
from lemans_quiz.packs import archives
from tests import web_program
from tests.packs.test_archives import tarred, zipped
from tests.web_fixtures import HOST, answer, redirect

BEES = """title: {en: Bees, de: Bienen}
id: bees
authors: [Ann]
license: CC-BY-4.0
questions:
  - {id: legs, question: How many legs has a bee?, answer: 6}
  - {id: eggs, question: Who lays the eggs?, answer: the queen, wrong: [a drone, a worker]}
"""
TABLE = "Question,Correct answer,Wrong answer 1,Wrong answer 2\nWho lays the eggs?,the queen,a drone,a worker\n"
WASPS = BEES.replace("bees", "wasps").replace("Bees", "Wasps")


def sum_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("LEMANS_QUIZ_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def add(home, web):
    """Return a function that adds what stands at an address, or under a name, as `pack add` does."""

    def run(source: str, *, replace: bool = False, trust: bool = False) -> None:
        add_from(source, Asked(replace, trust), "en", web.network())

    return run


def installed(home: Path) -> dict[str, str]:
    packs = home / "data" / "packs"
    return {path.parent.name: path.read_text() for path in packs.glob("[!.]*/*.yaml")}


def answering(monkeypatch, *lines: str) -> list[str]:
    """Let somebody sit at the terminal who answers with these lines; return the questions."""
    waiting, asked = iter(lines), []

    def agreed(question: str) -> bool:
        asked.append(question)
        return next(waiting) == "y"

    monkeypatch.setattr("lemans_quiz.authoring.add_command.can_ask", lambda: True)
    monkeypatch.setattr("lemans_quiz.authoring.add_command.agreed", agreed)
    return asked


def test_what_was_fetched_is_told_and_asked_about_before_it_is_installed(home, web, add, monkeypatch, capsys):
    url = web.file("bees.yaml", BEES)
    asked = answering(monkeypatch, "n", "y")
    with pytest.raises(typer.Exit):
        add(url)
    assert installed(home) == {}
    add(url)
    assert asked == ["Install bees?"] * 2
    assert installed(home) == {"bees": BEES}
    told = capsys.readouterr().out
    assert f"{url}\n  “Bees” · Ann · 2 questions · CC-BY-4.0\n  SHA-256 {sum_of(BEES)}\n" in told


def test_where_nobody_can_be_asked_nothing_is_installed_but_for_yes_or_the_pinned_file(home, web, add):
    url = web.file("bees.yaml", BEES)
    with pytest.raises(NobodyToAsk) as raised:
        add(url)
    assert f"{url}#sha256={sum_of(BEES)}" in render(raised.value.help)
    assert installed(home) == {}
    with pytest.raises(QuizError, match="not the expected file"):
        add(f"{url}#sha256={sum_of(WASPS)}", trust=True)
    assert installed(home) == {}
    add(f"{url}#sha256={sum_of(BEES)}")
    add(web.file("wasps.yaml", WASPS), trust=True)
    assert sorted(installed(home)) == ["bees", "wasps"]


def test_where_a_pack_came_from_is_kept_and_a_newer_one_is_asked_for_there(
    home, web, add, monkeypatch, capsys, own_lmq
):
    url = web.file("bees.yaml", BEES)
    add(f"{url}#sha256={sum_of(BEES)}")
    origin = origin_of(home / "data" / "packs" / "bees")
    assert (origin.address, origin.sha256) == (url, sum_of(BEES))
    add("bees")
    assert "your own · from packs.example" in own_lmq("pack", "list", COLUMNS="120").stdout
    listed = map(json.loads, own_lmq("pack", "list", "--json").stdout.splitlines())
    assert [row["address"] for row in listed if row["address"]] == [url]
    newer = BEES.replace("answer: 6", "answer: 8")
    web.file("bees.yaml", newer)
    capsys.readouterr()
    with pytest.raises(NobodyToAsk):
        add("bees")
    asked = answering(monkeypatch, "y")
    add("bees")
    assert asked == ["Replace bees? What you have now is kept."]
    told = capsys.readouterr().out
    assert f"Checking for a newer version: {url}" in told
    assert "    - answer: 6\n    + answer: 8\n" in told
    assert "with a new answer: legs" in told
    assert installed(home) == {"bees": newer}
    assert origin_of(home / "data" / "packs" / "bees").sha256 == sum_of(newer)


def test_the_way_back_brings_back_where_the_former_version_came_from(home, web, add, own_lmq):
    add(web.file("bees.yaml", BEES), trust=True)
    web.file("bees.yaml", BEES.replace("Ann", "Ben"))
    add("bees", replace=True)
    assert own_lmq("pack", "remove", "bees", "--former").returncode == 0
    assert installed(home) == {"bees": BEES}
    assert origin_of(home / "data" / "packs" / "bees").sha256 == sum_of(BEES)
    add("bees", replace=True)
    assert "Ben" in installed(home)["bees"]


def test_a_pack_that_is_there_already_learns_where_it_can_be_had(home, web, add, tmp_path):
    (tmp_path / "bees.yaml").write_text(BEES)
    add(str(tmp_path / "bees.yaml"))
    with pytest.raises(UsageError, match="not known where"):
        add("bees")
    url = web.file("bees.yaml", BEES)
    add(url)
    assert origin_of(home / "data" / "packs" / "bees").address == url
    with pytest.raises(NotFound):
        add("no-such-pack")


def test_a_pack_that_its_address_has_no_more_stays(home, web, add):
    url = web.file("bees.yaml", BEES)
    add(url, trust=True)
    web.file("bees.yaml", WASPS)
    with pytest.raises(NotFound, match="no longer has a pack"):
        add("bees", replace=True)
    web.url("bees.yaml", answer(b"", status="404 Not Found"))
    with pytest.raises(NotFound):
        add("bees", replace=True)
    assert installed(home) == {"bees": BEES}


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_of_an_archive_all_packs_are_installed_and_only_the_named_one_is_updated(home, web, add, pack, capsys):
    url = web.file(
        "archive", pack({"r/bees.yaml": BEES.encode(), "r/wasps.yaml": WASPS.encode(), "r/ci.yml": b"on: push"})
    )
    add(url, trust=True)
    assert installed(home) == {"bees": BEES, "wasps": WASPS}
    told = capsys.readouterr()
    assert "“Bees” · Ann" in told.out
    assert "“Wasps” · Ann" in told.out
    assert "Left out, not a pack: r/ci.yml" in told.err
    newer = {
        "r/bees.yaml": BEES.replace("Ann", "Ben").encode(),
        "r/wasps.yaml": b"title: broken\nquestions: [{a: b}]\n",
    }
    web.file("archive", pack(newer))
    add("bees", replace=True)
    assert "Ben" in installed(home)["bees"]
    with pytest.raises(PackMistakes) as raised:
        add("wasps", replace=True)
    assert raised.value.diagnostics[0].file == f"{url}/r/wasps.yaml"


def test_any_readable_file_is_installed_and_knows_its_address(home, web, add):
    url = web.file("export?format=csv", TABLE, 'Content-Disposition: attachment; filename="Bee quiz.csv"')
    add(url, trust=True)
    assert list(installed(home)) == ["bee-quiz"]
    assert origin_of(home / "data" / "packs" / "bee-quiz").address == url
    web.file(
        "export?format=csv",
        TABLE.replace("a drone", "a wasp"),
        'Content-Disposition: attachment; filename="Bee quiz.csv"',
    )
    add("bee-quiz", replace=True)
    assert "a wasp" in installed(home)["bee-quiz"]


BOMB = zipped({"bomb.yaml": b"\0" * (3 << 20)})
HOSTILE = {
    "a web page": answer(b"<!doctype html><p>no"),
    "nothing": answer(b""),
    "no questions": answer(b"hello world\n"),
    "a broken pack": answer(b"title: Bees\nquestions:\n  - {question: a, anwser: b}\n"),
    "a zip bomb": answer(BOMB),
    "a broken zip": answer(BOMB[: len(BOMB) // 2]),
    "a picture": answer(b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
    "too short": answer(BEES.encode(), "Content-Length: 9999"),
    "garbage": b"\0\1\2\n\n",
    "to a file": redirect("file:///etc/passwd"),
    "to http": redirect(f"http://{HOST}/a"),
    "to this machine": redirect("https://127.0.0.1/a"),
    "to a private name": redirect("https://printer.example/a"),
    "missing": answer(b"", status="404 Not Found"),
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_server_gets_a_sentence_and_nothing_is_installed_or_left(home, web, page, monkeypatch):
    web.names["printer.example"] = "192.168.1.20"
    monkeypatch.setattr(archives, "MOST_BYTES", 2 << 20)
    with pytest.raises(QuizError) as raised:
        add_from(web.url("bees.yaml", page), Asked(True, True), "en", web.network())
    told = [in_language(language, raised.value) for language in i18n.LANGUAGES]
    assert len({*told}) == len(told)
    assert all(sentence and "{" not in sentence for sentence in told)
    assert not (home / "data").exists()
    assert list((home / "cache").rglob("bomb.yaml")) == []


@pytest.mark.parametrize("page", ["too short", "garbage", "to http", "a web page"])
def test_what_did_not_come_whole_leaves_nothing_behind(home, web, page):
    with pytest.raises(QuizError):
        play(web, "play", web.url("bees.yaml", HOSTILE[page]))
    assert not home.exists()


def in_language(language: str, error: QuizError) -> str:
    i18n.use(language)
    try:
        return render(error.sentence)
    finally:
        i18n.use("en")


def play(web, *arguments: str, json: bool = False) -> list[str]:
    return taken(list(arguments), Invocation(json=json), web.network())


def test_a_pinned_pack_is_played_without_a_question(home, web, own_lmq, capsys):
    (command, path, *options) = play(
        web, "play", f"{web.file('bees.yaml', BEES)}#sha256={sum_of(BEES)}", "--plain", "--seed", "a"
    )
    assert "“Bees” · Ann · 2 questions · CC-BY-4.0" in capsys.readouterr().err
    done = own_lmq(command, path, *options, typed="6\nthe queen\n")
    assert "Right: 2 of 2" in done.stdout
    assert installed(home) == {}


@pytest.mark.parametrize("options", [("--plain",), ("--json",), ()])
def test_without_a_terminal_an_unpinned_pack_is_not_played(home, web, options, capsys):
    url = web.file("bees.yaml", BEES)
    with pytest.raises(NobodyToAsk) as raised:
        play(web, "play", url, *options)
    assert f"{url}#sha256={sum_of(BEES)}" in render(raised.value.help)


def test_a_game_of_a_fetched_pack_is_resumed_when_the_file_is_gone(home, web, own_lmq):
    words = play(web, "play", f"{web.file('bees.yaml', BEES)}#sha256={sum_of(BEES)}")
    assert "Right" in own_lmq(*words, "--plain", "--seed", "a", typed="6\n").stdout
    shutil.rmtree(home / "cache")
    done = own_lmq("resume", "--plain", typed="the queen\n6\n")
    assert (done.returncode, "Right: 2 of 2" in done.stdout) == (0, True), done


def test_a_fetched_pack_that_a_class_remembers_longer_than_the_cache_is_told(home, web, own_lmq):
    words = play(web, "warmup", f"{web.file('bees.yaml', BEES)}#sha256={sum_of(BEES)}", "--class", "7b", "--plain")
    assert own_lmq(*words, "-n", "1", typed=":end\n").returncode == 0
    shutil.rmtree(home / "cache")
    done = own_lmq("warmup", "--class", "7b", "--plain", typed="\n")
    assert (done.returncode, "'bees.yaml' came from the web" in done.stderr) == (4, True), done


def test_packs_are_looked_at_without_a_question(home, web, own_lmq):
    url = web.file("bees.yaml", BEES)
    assert "How many legs" in own_lmq(*play(web, "pack", "show", url)).stdout
    assert own_lmq(*play(web, "pack", "check", url)).returncode == 0
    assert play(web, "pack", "add", url) == ["pack", "add", url]
    assert play(web, "sheet", "bees", "--title", url) == ["sheet", "bees", "--title", url]
    assert play(web, "history", "list", url) == ["history", "list", url]


def test_a_pack_with_mistakes_is_told_by_its_address(home, web):
    url = web.file("bees.yaml", BEES.replace("answer: 6", "anwser: 6"))
    with pytest.raises(PackMistakes) as raised:
        play(web, "play", url)
    assert {one.file for one in raised.value.diagnostics} == {url}


@pytest.mark.parametrize(
    "content",
    [
        '{"address": "file:///etc/passwd", "sha256": "", "day": ""}',
        '{"address": "https://a\\u001b[2J", "sha256": "", "day": ""}',
        "",
        "{",
        "[]",
        '{"address": 1, "sha256": 2, "day": 3}',
        '{"address": "a"}',
        "[" * 9000,
    ],
)
def test_a_damaged_note_of_an_origin_is_no_origin(tmp_path, content):
    (tmp_path / "origin.json").write_text(content)
    assert origin_of(tmp_path) is None
    (tmp_path / "origin.json").write_text(json.dumps(Origin("https://a.org", "b", "c")._asdict()))
    assert origin_of(tmp_path) == Origin("https://a.org", "b", "c")


@pytest.fixture
def at_terminal(home, web, play, tmp_path):
    """Return a function that begins the program under a terminal, in a network with the server."""
    web.authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    given = (str(web.port), str(tmp_path / "authority.pem"))
    return lambda *words, **size: play(*given, *words, home=home, script=Path(web_program.__file__), **size)


def test_a_fetched_pack_is_shown_with_its_sum_and_played_once_by_enter(home, web, at_terminal, own_lmq):
    session = at_terminal("play", web.file("bees.yaml", BEES), "--seed", "a")
    session.wait_for(f"SHA-256 {sum_of(BEES)}")
    assert "“Bees” · Ann · 2 questions · CC-BY-4.0" in session.text()
    session.answer("\r", "How many legs")
    session.answer("6\r", "Right.")
    session.press("\x03")
    assert session.finish() == 130
    assert installed(home) == {}
    assert own_lmq("history", "list").stdout.rstrip().endswith("quiz · bees.yaml")


def test_the_key_k_keeps_a_fetched_pack_and_plays_it_under_its_name(home, web, at_terminal, own_lmq):
    session = at_terminal("--lang", "de", "play", web.file("bees.yaml", BEES), "--seed", "a", columns=40, rows=20)
    session.wait_for("behalten und spielen")
    session.answer("k", "How many legs")
    session.answer("6\r", "Richtig")
    session.press("\x03")
    session.finish()
    assert installed(home) == {"bees": BEES}
    assert own_lmq("history", "list").stdout.rstrip().endswith("quiz · bees")


@pytest.mark.parametrize(("key", "code"), [("\x1b", 0), ("q", 0), ("\x03", 130)])
def test_a_fetched_pack_that_is_not_wanted_leaves_nothing_behind(home, web, at_terminal, key, code):
    session = at_terminal("race", web.file("bees.yaml", BEES))
    session.wait_for("keep and play")
    session.press(key)
    assert session.finish() == code
    assert installed(home) == {}


def test_by_lines_a_line_says_what_is_done_with_a_fetched_pack(home, web, at_terminal):
    url = web.file("bees.yaml", BEES)
    session = at_terminal("play", url, "--plain", "--seed", "a")
    session.wait_for("q to quit:")
    session.answer("\n", "Question 1 of 2")
    session = at_terminal("play", url, "--plain")
    session.wait_for("q to quit:")
    session.press("n\n")
    assert session.finish() == 0


def test_a_pack_is_added_by_a_yes_at_the_terminal(home, web, at_terminal):
    session = at_terminal("pack", "add", web.file("bees.yaml", BEES))
    session.wait_for("Install bees? [y/N]")
    session.press("y\n")
    assert session.finish() == 0
    assert "Installed: bees" in session.text()
    assert installed(home) == {"bees": BEES}
