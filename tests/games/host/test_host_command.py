"""The command as a teacher runs it: in a terminal, with a pupil over HTTP, killed and gone on with; its reports and papers."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import secrets
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from lemans_quiz import i18n
from lemans_quiz.core.turns import deal
from lemans_quiz.games.host.commands import Close, End, Forward, Void
from lemans_quiz.games.host.game import HostGame, begin
from lemans_quiz.games.host.report_file import Occasion, contents, report_as
from lemans_quiz.games.host.rules import OPEN, HostRules, Script, right_places
from tests.games.host.lessons import answering, choice, joined, on_to
from tests.games.host.lessons import play as played

OCCASION = Occasion("7b", 1_795_000_000.0, "en", "WORD")
PACK = "title: Bees\nquestions:\n" + "".join(
    f"  - {{id: q{n}, question: 'Question {n}?', answer: right, wrong: [wrong, worse]}}\n" for n in range(3)
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


class Pupil:
    """A phone as plain requests."""

    def __init__(self, address: str, code: str) -> None:
        self.address = f"http://{address}"
        self.token = ""
        wish = {"code": code, "lang": "en", "attempt": secrets.token_hex(16)}
        _status, told = self.ask("POST", "/join", wish)
        self.token = str(told["token"])
        self.name = str(told["name"])

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, dict[str, Any]]:
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Seat {self.token}"} if self.token else {})
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(self.address + path, method=method, data=data, headers=headers)
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return answer.status, json.loads(answer.read())

    def page(self, *, until: str) -> dict[str, Any]:
        """Return the page of a phase as soon as it comes."""
        after = ""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                told = self.ask("GET", f"/news?after={after}")[1]
            except (urllib.error.URLError, ConnectionError, ValueError):
                time.sleep(0.1)
                continue
            after = str(told.get("n", after))
            if told.get("phase") == until:
                return told
        raise AssertionError(f"no page of {until}")

    def answer(self, page: dict[str, Any], text: str) -> None:
        """Answer with the option of a text."""
        question = page["question"]
        option = next(one["id"] for one in question["options"] if one["text"] == text)
        status, _told = self.ask("POST", "/answer", {"question": question["id"], "count": 1, "response": option})
        assert status == 200


def date_files(home: Path) -> None:
    """Give files the time of the tests: they have the system's, by which a game of another year is too old to be offered."""
    for kept in home.rglob("*"):
        os.utime(kept, (time.time(), time.time()))


def way_in(session: Any) -> tuple[str, str]:
    """Return the address and the code that the lobby tells."""
    session.wait_for("scan, or type")
    found = re.search(r"(127\.0\.0\.1\S*) / (\d{4})", session.text())
    assert found
    return found[1], found[2]


def test_a_game_that_is_killed_in_an_open_question_goes_on_with_every_answer(
    play: Callable[..., Any], program: Callable[..., Any], home: Path, tmp_path: Path
) -> None:
    (tmp_path / "bees.yaml").write_text(PACK, encoding="utf-8")
    arguments = (
        "host",
        str(tmp_path / "bees.yaml"),
        "--class",
        "7b",
        "--in-order",
        "--seconds",
        "0",
        "--address",
        "127.0.0.1",
    )
    session = play(*arguments, home=home)
    way_in(session)
    session.answer("s", "class register numbers")
    session.answer("1", "typed by pupils")
    session.answer("1", "made up by the program")
    session.answer("\x1b", "scan, or type")
    pupil = Pupil(*way_in(session))
    session.wait_for("1 in")
    session.answer(" ", "Read the question")
    session.answer(" ", "Answer now")
    pupil.answer(pupil.page(until="open"), "24 hours")
    session.wait_for("Closed")
    session.answer(" ", "This was a trial question")
    session.answer(" ", "Question 1 of 3")
    session.answer(" ", "Answer now")
    pupil.answer(pupil.page(until="open"), "right")
    session.kill(signal.SIGKILL)
    date_files(home)
    again = play("resume", home=home)
    again.wait_for("Bees · Question 1 of 3")
    again.answer("\r", "Paused. Space to continue.")
    again.answer(" ", "1 of 1 answered")
    again.wait_for("Closed")
    again.answer(" ", "1 of 1 got it right")
    again.answer("\x1b", "Finish now")
    again.answer("5", "The end")
    again.press("    ")
    again.wait_for("Full ranking")
    again.answer("2", "1 of 1")
    again.answer("q", "Save a report")
    again.press("4")
    again.finish()
    assert list((home / "data" / "rooms").glob("*")) == []
    told = program(home)("history", "list").stdout
    assert "R1" in told
    assert "7b bees.yaml" in told
    report = json.loads(program(home)("history", "export", "--session", "R1", "--format", "json").stdout)
    assert [(one["question"], one["missed"]) for one in report["questions"]][1] == ("Question 0?", 0.0)
    assert report["pupils"] == []
    assert "names no pupil" in report["about"]
    assert "= right" in program(home)("history", "show", "R1").stdout
    assert program(home)("history", "delete", "R1", "-y").returncode == 0
    assert "R1" not in program(home)("history", "list").stdout
    assert [path for path in home.rglob("*") if path.is_file() and pupil.name.encode() in path.read_bytes()] == []


@pytest.mark.parametrize("ended", ["SIGHUP", "SIGTERM", "SIGKILL"])
def test_the_same_command_offers_a_game_that_was_cut_off_and_a_pipe_resumes_it(
    ended: str, play: Callable[..., Any], program: Callable[..., Any], home: Path, tmp_path: Path
) -> None:
    (tmp_path / "bees.yaml").write_text(PACK, encoding="utf-8")
    arguments = ("host", str(tmp_path / "bees.yaml"), "--seconds", "0", "--address", "127.0.0.1")
    session = play(*arguments, home=home)
    _address, code = way_in(session)
    session.answer(" ", "Read the question")
    session.kill(signal.Signals[ended])
    session.finish()
    date_files(home)
    assert "The game is saved" in program(home)("resume").stderr
    date_files(home)
    again = play(*arguments, home=home)
    again.wait_for("was interrupted")
    again.answer("\r", "Paused. Space to continue.")
    again.answer("i", f"/ {code}")
    again.kill(signal.SIGKILL)


def test_the_settings_of_the_lobby_are_remembered_for_the_class(play: Callable[..., Any], home: Path) -> None:
    session = play("host", "--class", "7b", "--address", "127.0.0.1", home=home)
    way_in(session)
    session.wait_for("Pupils type their class register number")
    session.answer("s", "class register numbers")
    session.answer("1", "typed by pupils")
    session.answer("8", "Name of the network")
    session.answer("SCHULE\r", "SCHULE")
    session.answer("\x1b", "Wi-Fi: SCHULE")
    session.answer(" ", "Read the question")
    session.press("\x1b")
    session.wait_for("Finish now")
    session.answer("4", "The end")
    session.press("    ")
    session.wait_for("Save a report")
    session.press("4")
    session.finish()
    again = play("host", "--class", "7b", "--address", "127.0.0.1", home=home)
    again.wait_for("Wi-Fi: SCHULE")
    again.wait_for("Pupils type their names")
    again.press("\x1b")
    again.wait_for("Quit")


def test_a_pipe_leads_a_room_by_lines_and_the_game_is_kept_where_it_ends(
    program: Callable[..., Any], home: Path, tmp_path: Path
) -> None:
    (tmp_path / "bees.yaml").write_text(PACK, encoding="utf-8")
    lmq = program(home)
    arguments = ("host", str(tmp_path / "bees.yaml"), "--in-order", "--address", "127.0.0.1")
    half = lmq(*arguments, typed="\n" * 8)
    assert half.returncode == 0, half.stderr
    date_files(home)
    assert "Question 1 of 3: Question 0?" in half.stdout
    assert "The game is saved with all answers" in half.stderr
    whole = lmq(*arguments, "--report", str(tmp_path / "quiz.csv"), typed="\n" * 40)
    assert whole.returncode == 0
    assert "lmq host" in whole.stderr
    assert "Nothing was scored." in whole.stdout
    assert "Question 2?" in (tmp_path / "quiz.csv").read_text(encoding="utf-8-sig")
    assert len(list((home / "data" / "rooms").glob("*.jsonl"))) == 1


def test_a_teacher_who_does_not_see_the_screen_leads_a_room_and_goes_on_with_it_by_lines(
    play: Callable[..., Any], home: Path, tmp_path: Path
) -> None:
    (tmp_path / "bees.yaml").write_text(PACK, encoding="utf-8")
    arguments = ("host", str(tmp_path / "bees.yaml"), "--in-order", "--seconds", "0", "--address", "127.0.0.1")
    session = play(*arguments, "--plain", home=home)
    session.wait_for("Enter: start >")
    found = re.search(r"Address: (\S+), code: (\d) (\d) (\d) (\d)", session.text())
    assert found
    pupil = Pupil(found[1], "".join(found.groups()[1:]))
    session.wait_for(f"{pupil.name}: 1 in")
    session.answer("\r", "Read the question.")
    session.answer("\r", "Answer now.")
    pupil.answer(pupil.page(until="open"), "24 hours")
    session.wait_for("Everyone has answered.")
    session.wait_for("Closed. Discuss")
    session.answer("\r", "1 of 1 got it right.")
    session.answer("\r", "Question 1 of 3")
    session.answer(":quit\r", "The game is saved")
    session.finish()
    date_files(home)
    again = play("resume", "--plain", home=home)
    again.wait_for("Enter to continue, n")
    again.answer("\r", "Paused. Enter to continue.")
    again.answer("\r", "Read the question.")
    again.answer(":end\r", "Nothing was scored.")
    again.answer("\r", "Type a file name such as")
    again.answer("\r", "")
    again.finish()


@pytest.mark.parametrize("plain", [(), ("--plain",)])
def test_a_report_is_written_and_the_game_kept_where_the_window_is_closed(
    plain: tuple[str, ...], play: Callable[..., Any], home: Path, tmp_path: Path
) -> None:
    (tmp_path / "bees.yaml").write_text(PACK, encoding="utf-8")
    report = tmp_path / "quiz.csv"
    session = play(
        "host", str(tmp_path / "bees.yaml"), "--address", "127.0.0.1", "--report", str(report), *plain, home=home
    )
    session.wait_for("tart")
    session.answer("\r" if plain else " ", "Read the question.")
    session.child.send(signal.SIGHUP)
    session.finish()
    assert "row" in report.read_text(encoding="utf-8-sig")
    assert len(list((home / "data" / "rooms").glob("*.jsonl"))) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--rules", "fastest"), "Unknown rules 'fastest'."),
        (("--teams", "Blue"), "Play with 2 to 9 teams"),
        (("--in-order",), "--in-order needs a pack"),
        (("--report", "quiz.doc"), "Reports are .csv"),
        (("--class", "x" * 31), "Class names"),
        (("--address", "10.300.1.1"), "This computer does not have the address 10.300.1.1."),
    ],
)
def test_what_cannot_be_is_said(arguments: tuple[str, ...], said: str, program: Callable[..., Any], home: Path) -> None:
    told = program(home)("host", *arguments)
    assert told.returncode == 2
    assert said in told.stderr


@pytest.mark.parametrize(("language", "said"), [("en", "How can I object?"), ("de", "Wie kann man widersprechen?")])
def test_the_page_for_parents_is_printed(language: str, said: str, program: Callable[..., Any], home: Path) -> None:
    told = program(home)("--lang", language, "host", "--privacy")
    assert told.returncode == 0
    assert said in told.stdout
    assert max(map(len, told.stdout.splitlines())) <= 78


def lesson() -> HostGame:
    state = joined(begin(Script(deal((choice(0), choice(1)), "word"), HostRules(teams=("Blue", "=Red")))), "Ann", "Ben")
    state = on_to(state, OPEN, 0.0)
    right = right_places(state.questions[0])[0]
    state = played(
        state, answering(state, 0, right, 1.0), answering(state, 1, (right + 1) % 4, 1.0), Close(2.0), Forward(3.0)
    )
    state = on_to(state, OPEN, 10.0)
    return played(state, Close(12.0), Forward(13.0), Void(14.0, 1), End(15.0))


def test_a_report_holds_each_question_team_and_pupil_and_says_so() -> None:
    told = json.loads(report_as(".json", lesson(), OCCASION))
    assert told["about"] == contents()
    assert [one["missed"] for one in told["questions"]] == [0.5, None]
    assert [one["void"] for one in told["questions"]] == [False, True]
    assert [(one["name"], one["right"], one["asked"], one["answers"]) for one in told["pupils"]] == [
        ("Ann", 1, 1, ["right", "silent"]),
        ("Ben", 0, 1, ["wrong", "silent"]),
    ]
    assert [one["points"] for one in told["teams"]] == [1.0, 0.0]


@pytest.mark.parametrize(("language", "separator"), [("en", ","), ("de", ";")])
def test_a_spreadsheet_has_one_header_and_no_formula(language: str, separator: str) -> None:
    i18n.use(language)
    rows = list(csv.reader(io.StringIO(report_as(".csv", lesson(), OCCASION).decode("utf-8-sig")), delimiter=separator))
    assert len({row[0] for row in rows}) == 5
    assert not any(cell.startswith("=") for row in rows for cell in row)
    assert max(map(len, rows)) == len(rows[0])


def test_the_other_reports_open() -> None:
    page = report_as(".html", lesson(), OCCASION).decode()
    assert page.startswith("<!doctype html>")
    assert "<td>Ann</td>" in page
    assert "xl/workbook.xml" in ZipFile(io.BytesIO(report_as(".xlsx", lesson(), OCCASION))).namelist()
