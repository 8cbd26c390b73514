"""Whatever has changed since a frame was left: it is not shown, and the screen is that of a start without one."""

from __future__ import annotations

import re
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.curtain_fixtures import Page, Surroundings, drawn
from tests.effort import SOAK, times
from tests.forking import Template

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the curtain is left out on Windows")

PACK = """title: Towns
questions:
- id: place
  question: Where is the race held?
  answer: Le Mans
  wrong: [Paris, Tours, Lyon]
- id: sea
  question: Which town is by the sea?
  answer: Brest
  wrong: [Nancy, Dijon, Limoges]
"""
MISSED = """title: Rivers
questions:
- {question: Which river flows through Le Mans?, answer: Sarthe}
"""
COMMANDS = {
    "start screen": (),
    "play": ("play", "towns", "--seed", "word"),
    "play a file": ("play", "towns.yaml", "--seed", "word"),
    "race": ("race", "--seed", "word"),
    "race of the day": ("race", "--today"),
    "practice": ("practice", "rivers", "--missed"),
    "resume": ("resume",),
}
WITHOUT_SEED = [(), ("play",), ("play", "towns.yaml"), ("race",), ("race", "--today"), ("practice",), ("resume",)]


@pytest.fixture(scope="module")
def played_home(warm_home: Path, template: Template, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a pack of its own, a game that was left and a question that is due."""
    home = tmp_path_factory.mktemp("played") / "home"
    shutil.copytree(warm_home / "cache", home / "cache")
    (home / "data" / "packs").mkdir(parents=True)
    (home / "data" / "packs" / "towns.yaml").write_text(PACK, encoding="utf-8")
    (home / "data" / "packs" / "rivers.yaml").write_text(MISSED, encoding="utf-8")
    (home.parent / "towns.yaml").write_text(PACK, encoding="utf-8")
    Surroundings(template, home).run("play", "towns", "--seed", "word", typed="5\n1\n2\n3\n4\n")
    Surroundings(template, home).run("play", "towns", "--seed", "other", typed="1\n")
    Surroundings(template, home).run("play", "rivers", typed="the Seine\nthe Seine\n")
    Surroundings(template, home).run("practice", "--missed")
    return home


@pytest.fixture
def there(played_home: Path, template: Template, tmp_path: Path) -> Callable[..., Surroundings]:
    def with_words(*words: str) -> Surroundings:
        shutil.copytree(played_home, tmp_path / "home")
        shutil.copy(played_home.parent / "towns.yaml", tmp_path)
        return Surroundings(template, tmp_path / "home", *words)

    return with_words


@pytest.mark.parametrize("words", WITHOUT_SEED, ids=" ".join)
def test_the_page_that_was_left_is_the_page_that_is_painted(
    there: Callable[..., Surroundings], words: tuple[str, ...]
) -> None:
    here = there(*words)
    here.rehearse()
    (frame,) = here.frames()
    left = frame.read_text(encoding="utf-8")
    page = here.start()
    assert page.code == 130
    assert page.written.decode().startswith(left[left.index("\x1b") :])
    assert page.text == drawn(left[left.index("\x1b") :], here.size)


def poisoned(here: Surroundings) -> None:
    """Leave a frame that shows itself: other than the page, in a form that passes."""
    here.rehearse()
    (frame,) = here.frames()
    left = frame.read_bytes()
    at = left.index(b"\x1b[?1049h")
    frame.write_bytes(left[:at] + left[at:].replace(b"\x1b[2J", b"\x1b[2J\x1b[9;9HPOISON"))


def without_a_frame(here: Surroundings) -> Page:
    for frame in here.frames():
        frame.unlink()
    return here.start()


@pytest.mark.soak
@pytest.mark.parametrize("command", COMMANDS if SOAK else ("race", "practice"))
def test_a_page_other_than_the_one_that_was_left_takes_its_place(
    there: Callable[..., Surroundings], command: str
) -> None:
    here = there(*COMMANDS[command])
    poisoned(here)
    page = here.start()
    assert b"POISON" in page.first
    assert page.text == without_a_frame(here).text


def resize(here: Surroundings) -> None:
    here.size = (60, 20)


def set_variable(name: str, value: str) -> Callable[[Surroundings], None]:
    return lambda here: here.variables.update({name: value})


def choose_theme(here: Surroundings) -> None:
    here.run("--theme", "light", "paths")


def choose_language(here: Surroundings) -> None:
    (here.home / "data" / "settings.json").write_text('{"language": "de"}', encoding="utf-8")


def edit(here: Surroundings) -> None:
    (here.folder / "towns.yaml").write_text(PACK.replace("race", "great race"), encoding="utf-8")


def install(here: Surroundings) -> None:
    (here.home / "data" / "packs" / "towns.yaml").write_text(PACK.replace("Where", "In which town"), encoding="utf-8")


def add_a_pack(here: Surroundings) -> None:
    (here.home / "data" / "packs" / "more.yaml").write_text(PACK, encoding="utf-8")


def answer(here: Surroundings) -> None:
    """Answer the next question of the game that was left, in another window."""
    here.run("resume", typed="1\n")


def race(here: Surroundings) -> None:
    here.run("race", "--today", typed="1\n" * 12)


def forget(here: Surroundings) -> None:
    for part in ("", "-wal", "-shm"):
        (here.home / "data" / f"history.sqlite3{part}").unlink(missing_ok=True)


def let_midnight_pass(here: Surroundings) -> None:
    """Leave what was left as yesterday's."""
    (frame,) = here.frames()
    today, yesterday = (time.strftime("%Y-%m-%d", time.gmtime(time.time() - ago)) for ago in (0, 86400))
    left = frame.read_bytes()
    assert today.encode() in left
    frame.write_bytes(left.replace(today.encode(), yesterday.encode()))


def let_it_fall_due(here: Surroundings) -> None:
    (frame,) = here.frames()
    told, at, shown = frame.read_bytes().partition(b"\x1b[?1049h")
    head, until, seed, _ = told.rsplit(b"\n", 3)
    assert float(until) > time.time()
    frame.write_bytes(b"\n".join((head, b"%d.5" % (time.time() - 60), seed, b"")) + at + shown)


CHANGES: dict[str, Callable[[Surroundings], None]] = {
    "size": resize,
    "language": set_variable("LANGUAGE", "de"),
    "language that is remembered": choose_language,
    "theme": choose_theme,
    "colours": set_variable("NO_COLOR", "1"),
    "background": set_variable("COLORFGBG", "0;15"),
    "player": set_variable("LEMANS_QUIZ_PLAYER", "Ada"),
    "edited pack": edit,
    "version of an installed pack": install,
    "another pack": add_a_pack,
    "attempt": answer,
    "race": race,
    "history": forget,
    "midnight": let_midnight_pass,
    "due": let_it_fall_due,
}
NOT_OF = {
    "version of an installed pack": {"start screen"},
    "another pack": {"start screen"},
    "edited pack": {"start screen", "play", "race", "race of the day", "practice", "resume"},
    "attempt": {"play", "play a file"},
    "race": {"play", "play a file"},
    "history": {"play", "play a file"},
    "midnight": {"play", "play a file"},
    "due": {"play", "play a file", "race", "race of the day", "resume"},
}
"""Commands whose first page does not depend on it."""

ALL = [(command, change) for change in CHANGES for command in COMMANDS if command not in NOT_OF.get(change, ())]
FEW = [
    ("play", "size"), ("race", "language"), ("start screen", "language that is remembered"), ("practice", "theme"),
    ("resume", "colours"), ("race of the day", "player"), ("play a file", "edited pack"), ("resume", "attempt"),
    ("play", "version of an installed pack"), ("start screen", "attempt"), ("race of the day", "midnight"), ("practice", "due"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "change"), ALL if SOAK else FEW)
@pytest.mark.soak
def test_under_other_circumstances_no_frame_is_shown(
    there: Callable[..., Surroundings], command: str, change: str
) -> None:
    here = there(*COMMANDS[command])
    poisoned(here)
    CHANGES[change](here)
    page = here.start()
    assert b"POISON" not in page.first
    assert page.text == without_a_frame(here).text


def test_whoever_resumes_while_a_rehearsal_looks_at_the_game_is_not_refused(there: Callable[..., Surroundings]) -> None:
    here = there("resume")
    chance = Random(1)
    for _ in range(times(4, 200)):
        with here.rehearsing():
            time.sleep(chance.random() * 0.08)
            assert "Question" in here.run("resume")


def test_a_rehearsal_changes_nothing_that_was_kept(there: Callable[..., Surroundings]) -> None:
    here = there("resume")
    pack = here.home / "data" / "packs" / "towns.yaml"
    pack.write_text(PACK.replace("?", ", please?"), encoding="utf-8")
    before = kept(here)
    here.rehearse()
    assert before
    assert kept(here) == before


def kept(here: Surroundings) -> list[str]:
    with closing(sqlite3.connect(here.home / "data" / "history.sqlite3")) as connection:
        return list(connection.iterdump())


@pytest.mark.parametrize(("promised", "is_kept"), [("SARTHE-2CP", True), ("SARTHE-5CP", False)])
def test_a_promised_seed_draws_only_at_the_step_that_is_due(
    there: Callable[..., Surroundings], promised: str, is_kept: bool
) -> None:
    here = there("play")
    here.rehearse()
    (frame,) = here.frames()
    left = frame.read_text(encoding="utf-8").replace("\ninf\n", f"\ninf\n{promised}\n\0")
    frame.write_text(re.sub(r"\0.*\n", "", left), encoding="utf-8")
    assert (promised in here.start().written.decode()) == is_kept


def test_a_key_counts_from_the_frame_on_and_so_does_its_time_but_none_from_before(
    there: Callable[..., Surroundings],
) -> None:
    here = there("play", "towns", "--seed", "new")
    here.rehearse()
    here.import_slowly(1.0)
    here.start(b"3", early=b"2")
    with closing(sqlite3.connect(here.home / "data" / "history.sqlite3")) as connection:
        last, seconds = connection.execute("SELECT response, seconds FROM attempts ORDER BY id DESC").fetchone()
    here.run("play", "towns", "--seed", "new", typed="3\n")
    with closing(sqlite3.connect(here.home / "data" / "history.sqlite3")) as connection:
        (piped,) = connection.execute("SELECT response FROM attempts ORDER BY id DESC").fetchone()
    assert last == piped
    assert seconds >= 0.9


def test_what_is_told_in_the_place_of_a_game_takes_the_frame_off_first(there: Callable[..., Surroundings]) -> None:
    here = there("play", "towns.yaml")
    here.rehearse()
    here.import_slowly(0.5)
    remove = "import os, threading\nthreading.Timer(0.2, os.unlink, ['towns.yaml']).start()\n"
    here.begin.write_text(remove + here.begin.read_text(encoding="utf-8"), encoding="utf-8")
    page = here.start()
    frame, left, told = page.written.partition(b"\x1b[?1049l")
    assert b"Towns" in frame
    assert left
    assert told.startswith(b"File 'towns.yaml' not found.")
    assert page.code == 4
