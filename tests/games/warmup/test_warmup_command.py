"""`warmup` as a teacher runs it: plans, standings, reports, and a warm-up killed in the middle."""

from __future__ import annotations

import csv
import http.client
import json
import os
import re
import select
import signal
import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pyte
import pytest

from lemans_quiz import i18n
from lemans_quiz.core.items import Choice, Item, Option
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import deal
from lemans_quiz.formats.tables.xlsx_grid import xlsx_grids
from lemans_quiz.games.warmup.commands import Correct, Count, End, Forward, Toggle
from lemans_quiz.games.warmup.ending import report_lines
from lemans_quiz.games.warmup.game import replay
from lemans_quiz.games.warmup.report import outcome
from lemans_quiz.games.warmup.report_file import Occasion, report_as
from lemans_quiz.games.warmup.rules import DEAF, Script, WarmupRules
from tests.forking import HURRY, Output, Template, surroundings

with suppress(ImportError):  # There are none on Windows, and no template either.
    import fcntl
    import termios

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
        self.deaf = float(os.environ.get(HURRY, DEAF))

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait_for(self, wanted: str, seconds: float = 60.0) -> str:
        deadline = time.monotonic() + seconds
        while wanted not in self.text():
            assert time.monotonic() < deadline, f"no {wanted!r} in:\n{self.text()}"
            self.pump(0.1)
        while (self.pump(0.05) or not self.child.listens()) and time.monotonic() < deadline:
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
        time.sleep(self.deaf + 0.05)
        os.write(self.fd, keys.encode())
        return self.wait_for(wanted)

    def kill(self) -> None:
        if self.is_open:
            self.child.kill()
            os.close(self.fd)
            self.is_open = False

    def finish(self) -> int:
        deadline = time.monotonic() + 60
        while not self.child.is_over():
            assert time.monotonic() < deadline, self.text()
            self.pump(0.05)
        os.close(self.fd)
        self.is_open = False
        return self.child.wait()


@pytest.fixture
def wall(
    tmp_path: Path, furnish: Callable[[Path], Path], template: Template, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Wall]]:
    walls: list[Wall] = []
    furnish(tmp_path / "home")
    monkeypatch.setenv(HURRY, "0.1")

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
    one.press(" ", "Fingers up:")
    one.press(" ", "Type their numbers")


def choose(one: Wall, label: str, wanted: str) -> None:
    """Take an entry of the menu by its number."""
    number = re.search(rf"(\d)  {label}", one.press("\x1b", label))
    assert number is not None
    one.press(number[1], wanted)


def test_a_killed_warm_up_goes_on_with_the_same_board(wall):
    first = wall(*ASKED)
    to_the_reveal(first)
    before = first.press("2", "✓ 2 Gelb 1")
    first.kill()
    second = wall()
    second.wait_for("was interrupted")
    second.press(" ", "Paused. Space to continue.")
    after = second.press(" ", "Type their numbers")
    assert after == before


def test_a_warm_up_that_was_broken_off_can_be_left_for_a_new_one(wall):
    first = wall(*ASKED)
    to_the_reveal(first)
    first.kill()
    second = wall()
    second.wait_for("was interrupted")
    second.press("n", "Can the back row")
    assert "2 teams" in second.text()


def test_a_double_press_reveals_nothing(wall, monkeypatch):
    monkeypatch.delenv(HURRY)
    one = wall(*ASKED)
    one.wait_for("Can the back row")
    one.press(" ", "Question 1 of 1")
    one.press("  ", "Fingers up")
    assert "show the answer" in one.text()


def test_no_key_reveals_anything_before_zero(wall, monkeypatch):
    monkeypatch.delenv(HURRY)
    one = wall(*ASKED)
    one.wait_for("Can the back row")
    one.press(" ", "Question 1 of 1")
    one.press(" ", "Fingers up on zero!")
    one.press(" ", "Fingers up:")
    assert "Type their numbers" not in one.text()


def test_a_question_with_a_mistake_is_taken_out_by_the_menu(wall):
    one = wall(*ASKED)
    to_the_reveal(one)
    one.press("2", "✓ 2 Gelb 1")
    choose(one, "Change how a question counts", "Do not count it")
    one.press("1", "Question 1 of 1  ·  does not count")
    assert "2 Gelb 0" in one.text()


def test_backspace_takes_the_points_back_and_the_podium_ends_it(wall, tmp_path):
    report = tmp_path / "report.json"
    one = wall(*ASKED, "--class", "7b", "--report", str(report))
    to_the_reveal(one)
    one.press("1", "✓ 1 Blau 1")
    one.press("\x7f", "Fingers up:")
    assert "1 Blau 0" in one.text()
    one.press(" ", "Type their numbers")
    one.press("2", "✓ 2 Gelb 1")
    one.press("\x1b[6~", "podium")
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
    choose(one, "Pause and resume later", "")
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
    assert "Ends after about" in told
    assert "--seed x" in told


def test_an_unknown_class_is_not_found(lmq):
    found = lmq("warmup", "--standings", "9z")
    assert found.returncode == 4
    assert "Unknown class '9z'." in found.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--teams", "1"), "Play with 2 to 9 teams, or none."),
        (("--teams", "Blau,blau"), "Two teams have the same name."),
        (("--entry", "letters"), "Letters and --buzz need teams."),
        (("--teams", "2", "--buzz", "--tally"), "leave out --tally or --buzz"),
        (("--theme", "pink"), "Unknown theme 'pink'."),
        (("--report", "x.pdf"), "Reports are .csv, .xlsx, .html or .json files."),
    ],
)
def test_what_makes_no_sense_is_told_before_anything_is_shown(lmq, arguments, sentence):
    found = lmq("warmup", *arguments)
    assert found.returncode == 2
    assert sentence in found.stderr


@pytest.fixture
def scored():
    """Return a warm-up of one question with points of 1 and 2.5, and when it was."""
    options = tuple(Option(plain(text)) for text in ("Porsche", "=Audi()", "<script>"))
    asked = Item("race", "one", plain("Who <b>won</b>?"), Choice(options, 0))
    rules = WarmupRules(teams=("=A", "B"), questions=1, tally=True, class_size=28, reading=0)
    steps = [Forward(0), Forward(1), Forward(2), Count(3, 0, 3), Count(3, 1, 5), Forward(4), Toggle(5, 0)]
    return replay(Script(deal([asked], "w"), (), rules), [*steps, Correct(6, (0.0, 2.5)), End(7)])


OCCASION = Occasion("7b", 0.0, "en")


def test_reports_as_tables_and_pages_need_nothing_from_outside(scored):
    page = report_as(".html", scored, OCCASION).decode()
    assert "<script" not in page
    assert "http" not in page
    assert "names no pupil" not in page
    header, question, *teams, about = csv.reader(report_as(".csv", scored, OCCASION).decode("utf-8-sig").splitlines())
    assert header[:3] == ["row", "date", "class"]
    assert question[0] == "question"
    assert [(row[4], row[9]) for row in teams] == [("B", "2.5"), ("'=A", "1")]
    assert about[0] == "about"


def test_a_german_table_opens_in_a_german_excel(scored):
    i18n.use("de")
    try:
        lines = report_as(".csv", scored, OCCASION).decode("utf-8-sig").splitlines()
    finally:
        i18n.use("en")
    rows = list(csv.reader(lines, delimiter=";"))
    assert len({len(row) for row in rows[:-1]}) == 1
    assert [row[9] for row in rows[2:4]] == ["2,5", "1"]
    assert re.fullmatch(r"0,\d+", rows[1][6])


def test_a_workbook_has_the_same_table_with_numbers_as_numbers(scored):
    (grid,) = xlsx_grids(report_as(".xlsx", scored, OCCASION))
    rows = [row.cells for row in grid.rows]
    assert rows[0][0] == "row"
    assert [row[9] for row in rows[2:4]] == ["2.5", "1"]


def test_a_question_for_which_no_team_was_marked_is_not_scored():
    options = tuple(Option(plain(text)) for text in ("Porsche", "Audi"))
    rules = WarmupRules(teams=("A", "B"), questions=1, reading=0)
    script = Script(deal([Item("race", "one", plain("Who?"), Choice(options, 0))], "w"), (), rules)
    state = replay(script, [Forward(10.0 * number) for number in range(5)])
    assert outcome(state).asked == (("race", "one", None),)
    assert "not scored" in report_as(".csv", state, OCCASION).decode()
    assert "not scored" in "\n".join(report_lines(state, "en"))


def test_a_warm_up_stands_in_the_history_and_its_report_can_be_written_later(wall, own_lmq, tmp_path):
    one = wall(*ASKED, "--class", "7b")
    to_the_reveal(one)
    one.press("2", "✓ 2 Gelb 1")
    one.kill()
    listed = own_lmq("history", "list").stdout
    assert re.search(r"W1 .*Gelb 1, Blau 0 .*warm-up · 7b", listed)
    report = tmp_path / "later.json"
    assert own_lmq("history", "export", "--session", "W1", "-o", str(report)).returncode == 0
    held = json.loads(report.read_text(encoding="utf-8"))
    assert held["teams"][0] == {"place": 1, "team": "Gelb", "points": 1.0}
    assert held["seed"] == "arnage2"
    assert own_lmq("history", "export", "--session", "W1", "-o", str(report)).returncode == 2
    assert "1. Gelb  1" in own_lmq("history", "show", "W1").stdout
    assert own_lmq("history", "show", "W9").returncode == 4
    assert own_lmq("history", "show", "x").returncode == 2
    assert own_lmq("history", "delete", "W9", "--yes").returncode == 4
    assert own_lmq("history", "delete", "W1", "--yes").returncode == 0
    assert "W1" not in own_lmq("history", "list").stdout


def test_a_report_says_that_it_names_no_pupil_only_where_teams_have_our_names():
    from lemans_quiz.games.warmup.report_file import contents
    from lemans_quiz.games.warmup.settings import team_names

    assert "names no pupil" in contents(WarmupRules(teams=team_names("4")))
    assert "names no pupil" in contents(WarmupRules())
    assert "names no pupil" not in contents(WarmupRules(teams=team_names("Mia, Ben")))


def test_a_report_is_not_written_over_without_force(wall, lmq, tmp_path):
    report = tmp_path / "report.html"
    report.write_text("of last week")
    refused = lmq("warmup", "--report", str(report))
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert report.read_text() == "of last week"


def test_by_lines_a_person_is_told_what_enter_does_and_when_the_time_is_over(wall):
    one = wall(*ASKED, "--plain", "--seconds", "1")
    one.wait_for("Enter: start >")
    one.press("\r", "3 – 2 – 1. Fingers up:")
    assert "Time's up" in one.wait_for("Enter: show the answer >")
    one.press("\r", "Which teams were right?")
    one.press("2\r", "Right: Gelb")
    one.press(":quit\r", "Resume it with")


def test_by_lines_a_person_is_asked_whether_to_go_on(wall):
    one = wall(*ASKED, "--plain")
    one.wait_for("Enter: start >")
    one.press("\r", "Enter: 3 – 2 – 1 >")
    one.press("\x04", "Resume it with")
    one.finish()
    again = wall(*ASKED, "--plain")
    again.wait_for("Continue? Enter to continue")
    again.press("\r", "Paused. Enter to continue.")


@pytest.fixture
def no_browser(monkeypatch):
    """Whoever runs the tests with a screen shall not see a browser open."""
    monkeypatch.setenv("BROWSER", "true")


def fetched(address: str) -> str:
    host, _slash, path = address.partition("/")
    connection = http.client.HTTPConnection(host, timeout=60)
    connection.request("GET", f"/{path}")
    answer = connection.getresponse().read().decode()
    connection.close()
    return answer


def test_w_opens_the_wall_while_the_terminal_stays_the_remote(wall, no_browser):
    one = wall("circuit", "-n", "2", "--teams", "2")
    one.wait_for("projector page")
    address = re.search(r"localhost:\d+/wall", one.press("w", "localhost:"))[0]
    assert "/wall.js" in fetched(address)
    assert "Question 1 of 2" in one.press(" ", "Question 1 of 2")
    assert address in one.press("w", address)
    with socket.create_connection(("localhost", int(re.search(r"\d+", address)[0])), timeout=60) as left:
        os.write(one.fd, b"\x03")
        assert one.finish() == 130
        with suppress(ConnectionResetError):
            assert left.recv(1) == b""


def test_the_option_opens_the_wall_and_tells_its_address(wall, no_browser):
    one = wall("circuit", "-n", "2", "--wall")
    told = one.wait_for("/wall")
    assert "/wall.js" in fetched(re.search(r"localhost:\d+/wall", told)[0])


@pytest.mark.parametrize("front", [(), ("--plain",)], ids=["screen", "lines"])
def test_a_report_is_written_when_the_window_is_closed(wall, tmp_path, front):
    report = tmp_path / "cut-off.csv"
    one = wall(*ASKED, "--report", str(report), *front)
    one.wait_for("start")
    one.press(" " if not front else "\r", "Gelb")
    one.child.send(signal.SIGHUP)
    one.child.wait()
    assert "Blau" in report.read_text("utf-8-sig")
