"""The frame that a start shows before anything is imported: the same page that it would paint itself, or none."""

from __future__ import annotations

import os
import re
import select
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from types import FrameType

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lemans_quiz import curtain
from lemans_quiz.terminal.settling import SETTLE
from tests.curtain_fixtures import Surroundings
from tests.effort import times
from tests.forking import Template
from tests.systems import NEEDS_TERMINAL

fcntl = pytest.importorskip("fcntl", reason=NEEDS_TERMINAL)
pty = pytest.importorskip("pty", reason=NEEDS_TERMINAL)
termios = pytest.importorskip("termios", reason=NEEDS_TERMINAL)

ROOT = Path(__file__).resolve().parents[1]
PACK = """title: Towns
questions:
- question: Where is the race held?
  answer: Le Mans
  wrong: [Paris, Tours, Lyon]
"""
PROGRAM = (sys.executable, "-P", "-m", "lemans_quiz")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the curtain is left out on Windows")


class Start:
    """The program on a pseudo-terminal. `first` is what it wrote first, all at once."""

    def __init__(
        self,
        home: Path,
        *words: str,
        columns: int = 80,
        rows: int = 24,
        program: tuple[str, ...] = PROGRAM,
        **environment: str,
    ) -> None:
        self.first = b""
        self.last = b""
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
            told = {"LEMANS_QUIZ_HOME": str(home), "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
            os.read(0, 1)
            os.chdir(home.parent)
            os.execvpe(program[0], [*program, *words], {**kept, **told, **environment})
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        mode = termios.tcgetattr(self.fd)
        mode[3] &= ~termios.ECHO
        termios.tcsetattr(self.fd, termios.TCSANOW, mode)
        os.write(self.fd, b"\n")

    def pump(self, seconds: float) -> bytes:
        if not select.select([self.fd], [], [], seconds)[0]:
            return b""
        try:
            received = os.read(self.fd, 65536)
        except OSError:
            return b""
        self.stream.feed(received)
        self.first = self.first or received
        self.last = (self.last + received)[-4000:]
        return received

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait(self, until: Callable[[], bool], seconds: float = 60.0) -> None:
        end = time.monotonic() + seconds
        while not until():
            assert time.monotonic() < end, self.text()
            self.pump(0.05)
        while self.pump(0.25):
            pass

    def close(self) -> int:
        os.write(self.fd, b"\x03")
        code = self.over()
        os.close(self.fd)
        return code

    def over(self) -> int:
        """Wait until it is over, and return its exit code, negative for a signal."""
        end = time.monotonic() + 60
        while (left := os.waitpid(self.pid, os.WNOHANG))[0] == 0:
            assert time.monotonic() < end, f"it does not end:\n{self.text()}"
            self.pump(0.02)
        self.pump(0.02)
        return os.waitstatus_to_exitcode(left[1])


@pytest.fixture
def home(tmp_path: Path, furnish: Callable[[Path], Path]) -> Path:
    (tmp_path / "towns.yaml").write_text(PACK, encoding="utf-8")
    return furnish(tmp_path / "home")


def frames(home: Path) -> list[Path]:
    return list((home / "cache" / "frames").glob("*.frame"))


def leave_one(home: Path, *words: str, **given: object) -> str:
    """Start and wait until a frame is left; return the page."""
    start = Start(home, *words, **given)  # type: ignore[arg-type]
    start.wait(lambda: len(frames(home)) == 1)
    page = start.text()
    start.close()
    return page


def page_of(home: Path, *words: str, **given: object) -> tuple[str, bytes]:
    start = Start(home, *words, **given)  # type: ignore[arg-type]
    start.wait(lambda: "of 1" in start.text() or "von 1" in start.text())
    page = start.text()
    assert start.close() == 130
    return page, start.first


def test_the_second_start_shows_its_page_at_once_and_paints_nothing_more(home: Path) -> None:
    words = ("play", str(home.parent / "towns.yaml"), "--seed", "word")
    left = leave_one(home, *words)
    (frame,) = frames(home)
    assert frame.stat().st_mode & 0o777 == 0o600
    page, first = page_of(home, *words)
    assert first.startswith(curtain.ENTER.encode())
    assert page == left


def test_the_page_is_there_before_anything_is_imported_and_ctrl_c_leaves_from_there(home: Path) -> None:
    words = ("play", str(home.parent / "towns.yaml"), "--seed", "word")
    never = home.parent / "never"
    never.mkdir()
    (never / "typer.py").write_text("import time\ntime.sleep(60)\n", encoding="utf-8")
    left = leave_one(home, *words)
    page, _first = page_of(home, *words, PYTHONPATH=f"{never}{os.pathsep}{ROOT}")
    assert page == left


SLOW = """import sys, time
time.sleep({seconds})
sys.path.remove({folder!r})
del sys.modules["typer"]
import typer
"""


@pytest.fixture
def slowly(home: Path) -> Callable[[float], str]:
    """Return a path for Python by which Typer arrives so many seconds after a frame."""

    folder = home.parent / "slowly"
    folder.mkdir()

    def path(seconds: float) -> str:
        (folder / "typer.py").write_text(SLOW.format(seconds=seconds, folder=str(folder)), encoding="utf-8")
        return f"{folder}{os.pathsep}{ROOT}"

    return path


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_to_end_finds_the_terminal_as_it_was_while_a_frame_alone_is_up(
    home: Path, slowly: Callable[[float], str], ending: signal.Signals
) -> None:
    words = ("play", str(home.parent / "towns.yaml"), "--seed", "word")
    leave_one(home, *words)
    start = Start(home, *words, PYTHONPATH=slowly(60))
    start.wait(lambda: "1 of 1" in start.text())
    os.kill(start.pid, ending)
    assert start.over() == -ending
    assert start.last.endswith(b"\x1b[?1049l")
    assert termios.tcgetattr(start.fd)[3] & termios.ICANON


def test_ctrl_z_while_a_frame_alone_is_up_gives_the_shell_its_terminal_and_goes_on_with_the_same_page(
    home: Path, slowly: Callable[[float], str]
) -> None:
    words = ("play", str(home.parent / "towns.yaml"), "--seed", "word")
    page = leave_one(home, *words)
    shell = Start(home, program=("bash", "--norc", "--noprofile", "-i"), PYTHONPATH=slowly(1.5))
    os.write(shell.fd, shlex.join([*PROGRAM, *words]).encode() + b"\n")
    shell.wait(lambda: "1 of 1" in shell.text())
    os.write(shell.fd, b"\x1a")
    shell.wait(lambda: "Stopped" in shell.text())
    assert b"\x1b[?1049l" in shell.last
    os.write(shell.fd, b"stty -a | grep -o '[ -]icanon'; echo =$((40+2))=\n")
    shell.wait(lambda: "=42=" in shell.text())
    assert "-icanon" not in shell.text().rpartition("40+2")[2]
    os.write(shell.fd, b"fg\n")
    shell.wait(lambda: shell.text() == page)
    os.kill(shell.pid, signal.SIGHUP)
    assert shell.over() == -signal.SIGHUP


def test_no_program_in_the_folder_that_is_played_in_is_run(home: Path) -> None:
    (home.parent / "random.py").write_text("open('was_run', 'w').close()\n", encoding="utf-8")
    assert "1 of 1" in leave_one(home, "play", str(home.parent / "towns.yaml"), "--seed", "word")
    assert not (home.parent / "was_run").exists()


def leave_a_game(home: Path, seed: str) -> None:
    start = Start(home, "play", str(home.parent / "towns.yaml"), "--seed", seed)
    start.wait(lambda: "1 of 2" in start.text())
    time.sleep(SETTLE + 0.1)
    os.write(start.fd, b"1")
    start.wait(lambda: "continue" in start.text())
    assert start.close() == 130


def rehearse(home: Path, *words: str) -> list[str]:
    """Rehearse as a start does in the background; return the frames that are left."""
    told = {"LEMANS_QUIZ_HOME": str(home), "PYTHONPATH": str(ROOT), curtain.REHEARSAL: "80x24", "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "lemans_quiz", *words]
    subprocess.run(command, env={**os.environ, **told}, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    return [path.read_text(encoding="utf-8") for path in frames(home)]


def test_while_a_game_is_gone_on_with_no_page_of_an_older_one_is_left_for_resume(home: Path) -> None:
    (home.parent / "towns.yaml").write_text(
        PACK + PACK.partition("questions:\n")[2].replace("race", "fair"), encoding="utf-8"
    )
    leave_a_game(home, "older")
    leave_a_game(home, "newer")
    for frame in frames(home):
        frame.unlink()
    start = Start(home, "resume")
    start.wait(lambda: "2 of 2" in start.text())
    assert rehearse(home, "resume") == []
    start.close()
    (left,) = rehearse(home, "resume")
    assert "newer" in left
    assert "older" not in left


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("", ""),
        ("play", "play"),
        ("--lang de play", "play"),
        ("--player Ada --theme=dark race", "race"),
        ("--lang de", ""),
    ],
)
def test_the_command_is_found_behind_options_of_the_whole_program(words: str, command: str) -> None:
    assert curtain._command(words.split()) == command


def test_a_frame_depends_on_every_variable_of_ours() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "lemans_quiz").rglob("*.py"))
    read = set(re.findall(r"(?<!_)LEMANS_QUIZ_[A-Z]+", sources))
    assert "LEMANS_QUIZ_HOME" in read
    assert read - {curtain.REHEARSAL} <= set(curtain._ENVIRONMENT)


@pytest.mark.parametrize("evil", ["\x1b]0;title\x07", "\x1b[31;1H\x07", "\x1bc", "\x1b[?1003h", "text\n", "\x9b2J"])
def test_a_frame_that_our_screen_would_not_write_is_not_shown(evil: str) -> None:
    ours = "\x1b[?1049h\x1b[?25l\x1b[2J\x1b[1;1H\x1b[1mWho?\x1b[0m"
    assert curtain.is_ours(ours)
    assert not curtain.is_ours(ours + evil)


OURS = "\x1b[?1049h\x1b[?25l\x1b[2J\x1b[1;1H\x1b[1mWho?\x1b[0m"


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("\x1b[?1hm\x9b\n")))
def test_no_text_that_passes_holds_a_control_character_but_our_escapes(text: str) -> None:
    if curtain.is_ours(OURS + text):
        assert all(sign.isprintable() or sign == "\x1b" for sign in text)
    else:
        assert not text.isprintable()


@given(st.binary(max_size=200))
def test_any_bytes_behind_a_right_head_are_our_frame_or_refused(content: bytes) -> None:
    head = curtain._SIGN + curtain._circumstances(["play"], "80x24") + b"\n\n"
    try:
        _seed, frame = curtain._read(head + content, ["play"], "80x24")
    except ValueError:
        return
    assert curtain.is_ours(frame)


PASSED = b"0 0 /nowhere\n\ninf\nseed\n" + OURS.encode()


@given(
    st.integers(0, len(PASSED)), st.binary(max_size=20) | st.text("\x1b\x9b\x07[?;0123456789hHJlmctq\n").map(str.encode)
)
def test_any_bytes_in_the_middle_of_a_whole_file_are_our_frame_or_refused(at: int, between: bytes) -> None:
    head = curtain._SIGN + curtain._circumstances(["play"], "80x24") + b"\n\n"
    assert curtain._read(head + PASSED, ["play"], "80x24") == ("seed", OURS)
    try:
        _seed, frame = curtain._read(head + PASSED[:at] + between + PASSED[at:], ["play"], "80x24")
    except ValueError:
        return
    assert curtain.is_ours(frame)


HOSTILE = {
    "title": b"\x1b]0;owned\x07",
    "answer": b"\x1b[c\x1b[6n",
    "mouse": b"\x1b[?1003h",
    "bell": b"\x07",
    "C1": "\x9b2J".encode(),
    "not UTF-8": b"\xff\xfe",
    "lines": b"\nrm -rf\r",
    "too long": b"x" * (1 << 18),
    "device": b"\x1bP+q\x1b\\",
    "half an escape": b"half\x1b[38;5",
}


@pytest.mark.parametrize("evil", HOSTILE)
def test_no_hostile_file_reaches_the_terminal(template: Template, warm_home: Path, tmp_path: Path, evil: str) -> None:
    here = Surroundings(template, tmp_path / "home", "play", "basics", "--seed", "word")
    shutil.copytree(warm_home / "cache", here.home / "cache")
    here.rehearse()
    (frame,) = here.frames()
    frame.write_bytes(frame.read_bytes() + HOSTILE[evil])
    page = here.start()
    assert HOSTILE[evil] not in page.written
    assert page.text == here.start().text


@pytest.mark.parametrize("kind", ["pipe", "folder", "endless", "unreadable link"])
def test_what_is_no_file_in_the_place_of_a_frame_is_left_out(
    template: Template, warm_home: Path, tmp_path: Path, kind: str
) -> None:
    here = Surroundings(template, tmp_path / "home", "play", "basics", "--seed", "word")
    shutil.copytree(warm_home / "cache", here.home / "cache")
    here.rehearse()
    (frame,) = here.frames()
    frame.unlink()
    page = here.start().text
    targets = {"endless": "/dev/zero", "unreadable link": str(frame)}
    if kind == "pipe":
        os.mkfifo(frame)
    elif kind == "folder":
        frame.mkdir()
    else:
        frame.symlink_to(targets[kind])
    assert here.start().text == page


def leave_until(line: int, frame: str) -> None:
    """Leave a frame in a process of its own that is killed before this line is run, counted from the first."""
    pid = os.fork()
    if pid == 0:
        left = iter(range(line))

        def count(code: FrameType, _event: str, _arg: object) -> Callable[..., object] | None:
            if code.f_code.co_filename != curtain.__file__:
                return None
            if next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
            return count

        try:
            sys.settrace(count)
            curtain.leave(frame)
        finally:
            os._exit(0)
    os.waitpid(pid, 0)


@pytest.fixture
def rehearsing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEMANS_QUIZ_HOME", str(tmp_path))
    monkeypatch.setenv(curtain.REHEARSAL, "80x24")
    monkeypatch.setattr(sys, "argv", ["lmq", "play"])
    curtain.rest_on(str(tmp_path / "pack.yaml"))
    return tmp_path


EVERY_LINE = """
import sys
from pathlib import Path
from lemans_quiz import curtain
from tests.test_curtain import kill_at_every_line

home = Path(sys.argv[1])
sys.argv = ["lmq", "play"]
curtain.rest_on(str(home / "pack.yaml"))
kill_at_every_line(home)
"""
"""What is done in a small process of its own: one that holds all tests takes long to fork."""


def test_a_kill_at_any_moment_leaves_a_whole_frame_or_none(rehearsing: Path) -> None:
    told = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", EVERY_LINE, str(rehearsing)], env=told, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def kill_at_every_line(rehearsing: Path) -> None:
    newer = OURS.replace("Who?", "When?")
    found, killed = [], 0
    while OURS not in found:
        leave_until(killed := killed + 1, OURS)
        found = [curtain._read(path.read_bytes(), ["play"], "80x24")[1] for path in frames_in(rehearsing)]
        assert found in ([], [OURS])
    assert killed > 20
    while newer not in found:
        leave_until(killed := killed + 1, newer)
        (found,) = [[curtain._read(path.read_bytes(), ["play"], "80x24")[1]] for path in frames_in(rehearsing)]
        assert found in ([OURS], [newer])


def frames_in(home: Path) -> list[Path]:
    return list((home / "cache" / "frames").glob("*.frame"))


@pytest.mark.soak
def test_a_rehearsal_that_is_killed_at_any_time_leaves_a_whole_frame_or_none(
    template: Template, warm_home: Path, tmp_path: Path
) -> None:
    here = Surroundings(template, tmp_path / "home", "play", "basics", "--seed", "word")
    shutil.copytree(warm_home / "cache", here.home / "cache")
    here.rehearse()
    (frame,) = here.frames()
    whole = frame.read_bytes()
    chance = Random(times(1, 1))
    for _ in range(times(12, 400)):
        with here.rehearsing():
            time.sleep(chance.random() * 0.12)
        assert [path.read_bytes() for path in here.frames()] in ([], [whole])
        for path in here.frames() if chance.random() < 0.5 else ():
            path.unlink()


def test_many_frames_are_swept(rehearsing: Path) -> None:
    for number in range(40):
        sys.argv[1:] = ["play", f"--seed={number}"]
        curtain.leave(OURS)
    assert len(list((rehearsing / "cache" / "frames").iterdir())) == 32


@pytest.fixture(autouse=True)
def _as_found() -> Iterator[None]:
    """Let nothing count that was told before in this process, by this test or by any other."""
    curtain._stage.__init__()  # type: ignore[misc]
    yield
    curtain._stage.__init__()  # type: ignore[misc]
