"""The frame that a start shows before anything is imported: the same page that it would paint itself, or none."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lemans_quiz import curtain

ROOT = Path(__file__).resolve().parents[1]
PACK = """title: Towns
questions:
- question: Where is the race held?
  answer: Le Mans
  wrong: [Paris, Tours, Lyon]
"""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the curtain is left out on Windows")


class Start:
    """The program on a pseudo-terminal. `first` is what it wrote first, all at once."""

    def __init__(self, home: Path, *words: str, columns: int = 80, rows: int = 24, **environment: str) -> None:
        self.first = b""
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
            told = {"LEMANS_QUIZ_HOME": str(home), "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
            os.read(0, 1)
            os.chdir(home.parent)
            os.execve(
                sys.executable, [sys.executable, "-P", "-m", "lemans_quiz", *words], {**kept, **told, **environment}
            )
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
        return received

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait(self, until: Callable[[], bool], seconds: float = 20.0) -> None:
        end = time.monotonic() + seconds
        while not until():
            assert time.monotonic() < end, self.text()
            self.pump(0.05)
        while self.pump(0.4):
            pass

    def close(self) -> int:
        os.write(self.fd, b"\x03")
        while self.pump(0.3):
            pass
        os.close(self.fd)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


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


CHANGES: dict[str, dict[str, object]] = {
    "size": {"columns": 60, "rows": 20},
    "language": {"LANGUAGE": "de"},
    "colours": {"NO_COLOR": "1"},
    "player": {"LEMANS_QUIZ_PLAYER": "Ada"},
}


@pytest.mark.parametrize("change", CHANGES)
def test_under_other_circumstances_the_page_is_that_of_a_start_without_a_frame(home: Path, change: str) -> None:
    words = ("play", str(home.parent / "towns.yaml"), "--seed", "word")
    leave_one(home, *words)
    page, _first = page_of(home, *words, **CHANGES[change])
    for frame in frames(home):
        frame.unlink()
    assert page == page_of(home, *words, **CHANGES[change])[0]


def test_an_edited_pack_is_shown_as_it_is_now(home: Path) -> None:
    words = ("play", str(home.parent / "towns.yaml"), "--seed", "word")
    leave_one(home, *words)
    (home.parent / "towns.yaml").write_text(PACK.replace("Where is", "In which town is"), encoding="utf-8")
    page, _first = page_of(home, *words)
    assert "In which town is" in page
    assert "Where is" not in page


def test_no_program_in_the_folder_that_is_played_in_is_run(home: Path) -> None:
    (home.parent / "random.py").write_text("open('was_run', 'w').close()\n", encoding="utf-8")
    assert "1 of 1" in leave_one(home, "play", str(home.parent / "towns.yaml"), "--seed", "word")
    assert not (home.parent / "was_run").exists()


def leave_a_game(home: Path, seed: str) -> None:
    start = Start(home, "play", str(home.parent / "towns.yaml"), "--seed", seed)
    start.wait(lambda: "1 of 2" in start.text())
    os.write(start.fd, b"1")
    start.wait(lambda: "go on" in start.text())
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


@pytest.fixture(autouse=True)
def _as_found() -> Iterator[None]:
    yield
    curtain._stage.__init__()  # type: ignore[misc]
