"""`warmup` as a teacher runs it: plans, standings, reports, and a warm-up killed in the middle."""

from __future__ import annotations

import csv
import fcntl
import json
import os
import re
import select
import shutil
import struct
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyte
import pytest

from tests.forking import Output, Template, surroundings

Run = Callable[..., Output]


class Wall:
    """A warm-up under a pseudo-terminal."""

    def __init__(self, template: Template, home: Path, *arguments: str, columns: int = 80, rows: int = 24) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.fd, terminal = os.openpty()
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        environment = surroundings(TERM="xterm-256color", LEMANS_QUIZ_HOME=str(home))
        self.child = template.start_under(terminal, ("warmup", *arguments), environment=environment)
        self.is_open = True

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait_for(self, wanted: str, seconds: float = 20.0) -> str:
        deadline = time.monotonic() + seconds
        while wanted not in self.text():
            assert time.monotonic() < deadline, f"no {wanted!r} in:\n{self.text()}"
            self.pump(0.1)
        while self.pump(0.05) and time.monotonic() < deadline:
            pass
        return self.text()

    def pump(self, seconds: float) -> bool:
        """Take in what comes within some time; tell whether anything came."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            self.stream.feed(os.read(self.fd, 65536))
        except OSError:
            time.sleep(seconds)
            return False
        return True

    def press(self, keys: str, wanted: str) -> str:
        """Press keys once the deafness after the last step is over, and wait for what they bring."""
        time.sleep(0.75)
        os.write(self.fd, keys.encode())
        return self.wait_for(wanted)

    def kill(self) -> None:
        if self.is_open:
            self.child.kill()
            os.close(self.fd)
            self.is_open = False

    def finish(self) -> None:
        deadline = time.monotonic() + 20
        while not self.child.is_over():
            assert time.monotonic() < deadline, self.text()
            self.pump(0.05)
        os.close(self.fd)
        self.is_open = False


@pytest.fixture
def wall(tmp_path: Path, warm_home: Path, template: Template) -> Iterator[Callable[..., Wall]]:
    walls: list[Wall] = []
    shutil.copytree(warm_home / "cache", tmp_path / "home" / "cache")

    def begin(*arguments: str, columns: int = 80, rows: int = 24) -> Wall:
        walls.append(Wall(template, tmp_path / "home", *arguments, columns=columns, rows=rows))
        return walls[-1]

    yield begin
    for one in walls:
        one.kill()


ASKED = ("--seed", "arnage2", "-n", "1", "--reading", "0", "--teams", "Blau,Gelb", "racing-is-everything")


def to_the_reveal(one: Wall) -> None:
    one.wait_for("Can the back row")
    one.press(" ", "Question 1 of 1")
    one.press(" ", "Fingers up")
    one.press(" ", "Type their numbers")


def test_a_killed_warm_up_goes_on_with_the_same_board(wall):
    first = wall(*ASKED)
    to_the_reveal(first)
    before = first.press("2", "✓ 2 Gelb 1")
    first.kill()
    second = wall()
    second.wait_for("broken off")
    second.press(" ", "Pause. Space goes on.")
    after = second.press(" ", "Type their numbers")
    assert after == before


def test_a_warm_up_that_was_broken_off_can_be_left_for_a_new_one(wall):
    first = wall(*ASKED)
    to_the_reveal(first)
    first.kill()
    second = wall()
    second.wait_for("broken off")
    second.press("n", "Can the back row")
    assert "2 teams" in second.text()


def test_a_double_press_reveals_nothing(wall):
    one = wall(*ASKED)
    one.wait_for("Can the back row")
    one.press(" ", "Question 1 of 1")
    one.press("  ", "Fingers up")
    assert "show the answer" in one.text()


def test_backspace_takes_the_points_back_and_the_podium_ends_it(wall, tmp_path):
    report = tmp_path / "report.json"
    one = wall(*ASKED, "--class", "7b", "--report", str(report))
    to_the_reveal(one)
    one.press("1", "✓ 1 Blau 1")
    one.press("\x7f", "Fingers up")
    assert "1 Blau 0" in one.text()
    one.press(" ", "Type their numbers")
    one.press("2", "✓ 2 Gelb 1")
    one.press("\x1b[6~", "to the podium")
    one.press("\x1b[6~", "1 point")
    one.press(" ", "Most missed")
    one.press(" ", "")
    one.finish()
    held = json.loads(report.read_text(encoding="utf-8"))
    assert "names no pupil" not in held["about"]
    assert held["teams"][0] == {"place": 1, "team": "Gelb", "points": 1.0}
    assert held["questions"][0]["right_teams"] == ["Gelb"]


def test_the_class_is_told_its_standings_and_nothing_is_repeated(wall, own_lmq):
    one = wall(*ASKED, "--class", "7b")
    to_the_reveal(one)
    one.press("12", "✓ 1 Blau 1")
    one.press("\x1b", "Leave; it can go on later")
    one.press("8", "")
    one.finish()
    told = own_lmq("warmup", "--standings", "7B").stdout
    assert "Class 7B: 1 warm-up since" in told
    assert re.search(r"1  Blau +1\n +1  Gelb +1", told)
    fresh = own_lmq("warmup", "--plan", "-n", "1", "--seed", "arnage2", "racing-is-everything").stdout
    again = own_lmq("warmup", "--plan", "-n", "1", "--seed", "arnage2", "--class", "7b", "racing-is-everything").stdout
    assert fresh.splitlines()[0] != again.splitlines()[0]


def test_what_was_missed_comes_back_first(wall, own_lmq):
    one = wall(*ASKED, "--class", "7b")
    to_the_reveal(one)
    one.press("1", "✓ 1 Blau 1")
    one.kill()
    first = own_lmq("warmup", "--plan", "-n", "1", "--seed", "arnage2", "racing-is-everything").stdout.splitlines()[0]
    other = own_lmq("warmup", "--plan", "-n", "1", "--seed", "other", "--class", "7b", "racing-is-everything").stdout
    assert other.splitlines()[0] == first


def test_a_plan_tells_times_and_answers_and_leaves_out_accidents(lmq):
    told = lmq("warmup", "--plan", "--teams", "4", "--minutes", "60", "--seed", "x", "circuit", "machines").stdout
    assert told.startswith("1. 0:00  ")
    assert "✓" in told
    assert "End after about" in told
    assert "--seed x" in told


def test_an_unknown_class_is_not_found(lmq):
    found = lmq("warmup", "--standings", "9z")
    assert found.returncode == 4
    assert "Nothing is known of a class '9z'." in found.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--teams", "1"), "There are 2 to 9 teams, or none."),
        (("--teams", "Blau,blau"), "Two teams have the same name."),
        (("--entry", "letters"), "Only teams can type or call."),
        (("--teams", "2", "--buzz", "--tally"), "leave out --tally or --buzz"),
        (("--theme", "pink"), "There is no theme 'pink'."),
        (("--report", "x.pdf"), "A report is a .csv, .html or .json file."),
        ((), "A warm-up needs a terminal"),
    ],
)
def test_what_makes_no_sense_is_told_before_anything_is_shown(lmq, arguments, sentence):
    found = lmq("warmup", *arguments)
    assert found.returncode == 2
    assert sentence in found.stderr


def test_reports_as_tables_and_pages_need_nothing_from_outside(tmp_path):
    from lemans_quiz.core.items import Choice, Item, Option
    from lemans_quiz.core.text import plain
    from lemans_quiz.core.turns import deal
    from lemans_quiz.games.warmup.commands import Count, End, Forward, Toggle
    from lemans_quiz.games.warmup.game import replay
    from lemans_quiz.games.warmup.report_file import Occasion, ReportFile, write_report
    from lemans_quiz.games.warmup.rules import Script, WarmupRules

    options = tuple(Option(plain(text)) for text in ("Porsche", "=Audi()", "<script>"))
    asked = Item("race", "one", plain("Who <b>won</b>?"), Choice(options, 0))
    rules = WarmupRules(teams=("=A", "B"), questions=1, tally=True, class_size=28, reading=0)
    steps = [Forward(0), Forward(1), Forward(2), Count(3, 0, 3), Count(3, 1, 5), Forward(4), Toggle(5, 0), End(6)]
    state = replay(Script(deal([asked], "w"), (), rules), steps)
    for name in ("r.csv", "r.html"):
        write_report(ReportFile(str(tmp_path / name), force=False), state, Occasion("7b", 0.0, "en"))
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "http" not in page
    assert "names no pupil" not in page
    rows = list(csv.reader((tmp_path / "r.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows[2][:1] == ["question"]
    assert [row[4] for row in rows if row[0] == "team"] == ["'=A", "B"]


def test_a_report_says_that_it_names_no_pupil_only_where_teams_have_our_names():
    from lemans_quiz.games.warmup.report_file import contents
    from lemans_quiz.games.warmup.settings import team_names

    assert "names no pupil" in contents(team_names("4"))
    assert "names no pupil" in contents(())
    assert "names no pupil" not in contents(team_names("Mia, Ben"))


def test_a_report_is_not_written_over_without_force(wall, lmq, tmp_path):
    report = tmp_path / "report.html"
    report.write_text("of last week")
    refused = lmq("warmup", "--report", str(report))
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert report.read_text() == "of last week"
