"""Signals, closing terminals, a second window: the game is repainted, ends, gives the terminal back, or says where it is open."""

from __future__ import annotations

import json
import os
import select
import shlex
import signal
import sqlite3
import struct
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pyte
import pytest

from tests.killing import PACK, command, environment
from tests.systems import NEEDS_TERMINAL

fcntl = pytest.importorskip("fcntl", reason=NEEDS_TERMINAL)
pty = pytest.importorskip("pty", reason=NEEDS_TERMINAL)
termios = pytest.importorskip("termios", reason=NEEDS_TERMINAL)


class Led:
    """The program as the leader of the session of its own terminal, as a window that opens with it has it."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            time.sleep(0.05)
            os.execve(sys.executable, command(*arguments), environment(home))
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.before = termios.tcgetattr(self.fd)

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait_for(self, wanted: str) -> None:
        end = time.monotonic() + 60
        while wanted not in self.text():
            assert time.monotonic() < end, f"no {wanted!r} in:\n{self.text()}"
            self.pump()
        while self.pump(0.1):
            pass

    def pump(self, seconds: float = 0.2) -> bool:
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            received = os.read(self.fd, 65536)
        except OSError:
            return False
        self.stream.feed(received.replace(b"\x1b[?1049l", b"\x1b[H\x1b[2J"))
        return bool(received)

    def press(self, keys: str) -> None:
        os.write(self.fd, keys.encode())

    def send(self, *numbers: int) -> None:
        for number in numbers:
            os.kill(self.pid, number)

    def state(self) -> str:
        return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0]

    def wait_for_state(self, wanted: str) -> None:
        end = time.monotonic() + 60
        while self.state() != wanted:
            assert time.monotonic() < end
            self.pump(0.05)

    def over(self) -> int:
        end = time.monotonic() + 60
        while not (found := os.waitpid(self.pid, os.WNOHANG))[0]:
            assert time.monotonic() < end, "it does not end"
            if self.fd >= 0:
                self.pump(0.05)
            time.sleep(0.01)
        self.pid = 0
        return found[1]

    def close(self) -> None:
        os.close(self.fd)
        self.fd = -1


@pytest.fixture
def home(tmp_path: Path, furnish: Callable[[Path], Path]) -> Path:
    folder = tmp_path / "home" / "data" / "packs"
    folder.mkdir(parents=True)
    (folder / "kill.yaml").write_text(PACK, encoding="utf-8")
    return furnish(tmp_path / "home")


@pytest.fixture
def led(home):
    there: list[Led] = []

    def lead(*arguments: str) -> Led:
        there.append(Led(home, *arguments))
        return there[-1]

    yield lead
    for one in there:
        if one.pid:
            os.kill(one.pid, signal.SIGKILL)
            os.waitpid(one.pid, 0)
        if one.fd >= 0:
            one.close()


PLAY = ("play", "kill", "-n", "5")
WARM_UP = ("warmup", "kill", "-n", "3", "--teams", "2", "--reading", "0")


@pytest.mark.parametrize("arguments", [PLAY, (*PLAY, "--exam"), ("play", "kill", "-n", "4", "--players", "A,B")])
def test_a_closed_window_ends_a_game_without_a_crash(home, led, arguments):
    game = led(*arguments)
    game.wait_for("1 of ")
    game.close()
    assert os.waitstatus_to_exitcode(game.over()) in (129, 130, 0, 1)
    assert not (home / "cache" / "crashes").exists()


def test_a_closed_window_leaves_the_report_of_a_warm_up(home, led, tmp_path):
    report = tmp_path / "report.json"
    game = led(*WARM_UP, "--report", str(report))
    game.wait_for("back row")
    game.press(" ")
    game.wait_for("Question 1")
    game.close()
    game.over()
    assert not (home / "cache" / "crashes").exists()
    assert json.loads(report.read_text())["teams"]


def test_a_game_that_was_stopped_is_painted_anew_when_it_goes_on(led):
    game = led(*PLAY)
    game.wait_for("1 of 5")
    question = game.text()
    game.send(signal.SIGSTOP)
    game.wait_for_state("T")
    game.stream.feed(b"\x1b[?1049l\x1b[2Jthe shell was here")
    termios.tcsetattr(game.fd, termios.TCSANOW, game.before)
    game.send(signal.SIGCONT)
    game.wait_for("1 of 5")
    assert game.text() == question
    game.press("1")
    game.wait_for("Enter continue")


def test_a_warning_during_a_game_waits_until_the_page_is_gone(home, led):
    game = led(*PLAY)
    game.wait_for("1 of 5")
    with closing(sqlite3.connect(home / "data" / "history.sqlite3", isolation_level=None)) as holder, holder:
        holder.execute("BEGIN IMMEDIATE")
        game.press("1")
        time.sleep(2.5)
        game.wait_for("Enter")
        assert "using the history" not in game.text()
    game.send(signal.SIGTERM)
    game.over()
    assert "using the history" in game.text()


def test_a_storm_of_signals_leaves_the_keys_working(led):
    game = led(*PLAY)
    game.wait_for("1 of 5")
    question = game.text()
    for _ in range(400):
        game.send(signal.SIGWINCH, signal.SIGCONT, signal.SIGCONT)
    game.press("1")
    end = time.monotonic() + 60
    while game.text() == question and time.monotonic() < end:
        game.pump(0.05)
    game.wait_for("Right" if "Right" in game.text() else "Wrong")


def test_many_signals_to_end_end_it_once_and_give_the_terminal_back(led):
    game = led(*PLAY)
    game.wait_for("1 of 5")
    for _ in range(50):
        game.send(signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
    game.over()
    assert termios.tcgetattr(game.fd)[:4] == game.before[:4]


def test_a_request_to_stop_gives_the_terminal_back():
    """Under a shell of its own: the leader of a session is never stopped in this way."""
    pid, fd = pty.fork()
    if pid == 0:
        os.execvpe("bash", ["bash", "--norc", "--noprofile", "-i"], os.environ | {"LC_ALL": "C.UTF-8"})
    try:
        shell = Shell(pid, fd)
        shell.run("echo =$((40+2))=", "=42=")
        script = Path(__file__).parents[1] / "sample_quiz.py"
        root, python, sample = (shlex.quote(str(one)) for one in (script.parents[1], sys.executable, script))
        os.write(fd, f"PYTHONPATH={root} TERM=xterm {python} {sample} & fg\n".encode())
        shell.wait_for("1 of ")
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        os.kill(int(children[-1]), signal.SIGTSTP)
        shell.wait_for("Stopped")
        shell.run("stty -a | grep -o ' -*icanon'; echo =$((50+3))=", "=53=")
        assert " icanon" in shell.text.rpartition("50+3")[2]
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(fd)


class Shell:
    """A shell with jobs."""

    def __init__(self, pid: int, fd: int) -> None:
        self.pid, self.fd, self.text = pid, fd, ""

    def run(self, line: str, wanted: str) -> None:
        os.write(self.fd, f"{line}\n".encode())
        self.wait_for(wanted)

    def wait_for(self, wanted: str) -> None:
        end = time.monotonic() + 60
        while wanted not in self.text:
            assert time.monotonic() < end, self.text[-2000:]
            if select.select([self.fd], [], [], 0.2)[0]:
                self.text += os.read(self.fd, 65536).decode("utf-8", "replace")


def test_the_start_screen_names_the_game_that_is_open_elsewhere(led):
    first = led(*PLAY)
    first.wait_for("1 of 5")
    first.press("1")
    first.wait_for("continue")
    second = led()
    second.wait_for("where you left off")
    second.press("\r")
    second.wait_for("Session 1 (quiz · kill) is open in another window. Continue it there.")


def test_a_warm_up_beside_another_says_so(led):
    first = led(*WARM_UP)
    first.wait_for("back row")
    first.press(" ")
    first.wait_for("Question 1")
    second = led(*WARM_UP)
    second.wait_for("The warm-up W1 from")
    second.wait_for("is open in another window")
