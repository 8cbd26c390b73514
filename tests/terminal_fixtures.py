"""The sample quiz, a screen to look at, and a program under a real pseudo-terminal."""

from __future__ import annotations

import importlib.util
import os
import select
import signal
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import StringIO
from pathlib import Path
from types import ModuleType

import pyte
import pytest

from lemans_quiz import i18n
from lemans_quiz.terminal import settling
from lemans_quiz.terminal.layout import Page
from lemans_quiz.terminal.screen import Screen
from tests.forking import SETTLE, Template, surroundings

with suppress(ImportError):  # There are none on Windows, and no template either.
    import fcntl
    import termios

HERE = Path(__file__).parent


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sample_quiz", HERE / "sample_quiz.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def quiz() -> ModuleType:
    return _load()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use("en")


@pytest.fixture(autouse=True)
def _unsettled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let keys answer as soon as a page is there."""
    monkeypatch.setattr(settling, "SETTLE", 0.0)


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[int, int], Page], int, int], list[str]]:
    """Return a function that paints a page on a terminal of columns and rows, and returns its lines."""

    def paint(build: Callable[[int, int], Page], columns: int, rows: int) -> list[str]:
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setenv("LINES", str(rows))
        out = StringIO()
        screen = Screen(out, None)
        screen.paint(build(*screen.room()))
        terminal = pyte.Screen(columns, rows)
        pyte.Stream(terminal).feed(out.getvalue())
        return [line.rstrip() for line in terminal.display]

    return paint


class Session:
    """The sample quiz under a pseudo-terminal."""

    def __init__(
        self,
        template: Template,
        *arguments: str,
        columns: int = 80,
        rows: int = 24,
        settle: float = 0.0,
        home: Path | None = None,
        colours: str = "15;0",
        script: Path | None = None,
    ) -> None:
        """Begin the sample quiz or, with a home, the program itself, or a script that begins it."""
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.output = b""
        self.fd, terminal = os.openpty()
        self.before = termios.tcgetattr(self.fd)
        self.resize(columns, rows)
        environment = surroundings(TERM="xterm-256color", COLORFGBG=colours, **{SETTLE: str(settle)})
        begun = str(script or "" if home else HERE / "sample_quiz.py")
        environment |= {"LEMANS_QUIZ_HOME": str(home)} if home else {}
        self.child = template.start_under(terminal, arguments, environment=environment, script=begun)

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def pump(self, seconds: float) -> bool:
        """Take in what comes within some time; tell whether anything came."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            received = os.read(self.fd, 65536)
        except OSError:
            received = b""
        self.output += received
        self.stream.feed(received.replace(b"\x1b[?1049l", b"\x1b[H\x1b[2J"))
        return bool(received)

    def wait_for(self, wanted: str, seconds: float = 30.0) -> None:
        deadline = time.monotonic() + seconds
        while wanted not in self.text():
            assert time.monotonic() < deadline, f"no {wanted!r} in:\n{self.text()}"
            self.pump(0.1)
        while self.pump(0.03) or not (self.child.listens() or time.monotonic() > deadline):
            pass

    def press(self, keys: str) -> None:
        os.write(self.fd, keys.encode())

    def answer(self, keys: str, wanted: str) -> None:
        """Press keys and wait for what they bring to the screen."""
        self.press(keys)
        self.wait_for(wanted)

    def mode(self) -> list[object]:
        return termios.tcgetattr(self.fd)

    def kill(self, number: int) -> None:
        """Send a signal; of one that kills, wait until the run is over, since it holds its locks until then."""
        self.child.send(number)
        if number == signal.SIGKILL:
            self.child.wait()

    def finish(self) -> int:
        """Read to the end and return the exit code."""
        while not self.child.is_over():
            self.pump(0.05)
        while self.pump(0.05):
            pass
        return self.child.wait()

    def close(self) -> None:
        self.child.kill()
        os.close(self.fd)


@pytest.fixture
def play(template: Template, furnish: Callable[[Path], Path]) -> Iterator[Callable[..., Session]]:
    sessions: list[Session] = []

    def begin(
        *arguments: str,
        columns: int = 80,
        rows: int = 24,
        settle: float = 0.0,
        home: Path | None = None,
        colours: str = "15;0",
        script: Path | None = None,
    ) -> Session:
        home = furnish(home) if home else None
        given = {"columns": columns, "rows": rows, "settle": settle, "home": home, "colours": colours, "script": script}
        sessions.append(Session(template, *arguments, **given))
        return sessions[-1]

    yield begin
    for session in sessions:
        session.close()
