"""Runs of the program forked from one template process that has imported it: real processes, without the time to import.

A run has its own arguments, environment, folder and streams, and leaves as an interpreter does. It differs from
`python -m lemans_quiz` in nothing but that the modules are there already; tests/test_forking.py compares the two.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import pkgutil
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
MAIN = ROOT / "lemans_quiz" / "__main__.py"
SETTLE = "TESTS_SETTLE"
"""The variable by which a test says how long a page settles before keys answer; without it, not at all."""

HURRY = "TESTS_HURRY"
"""The variable by which a test lets a warm-up wait for less: how many seconds it is deaf after a step. It counts one second."""

NOT_HERE = ("lemans_quiz.__main__", "lemans_quiz.terminal.windows")
OF_OTHERS = (
    *(
        "encodings.utf_8_sig",
        "fsrs",
        "plotext",
        "rapidfuzz.distance",
        "rich._emoji_codes",
        "rich.markdown",
        "rich.table",
    ),
    *("sqlite3", "typer._click._textwrap", "typer._click.decorators", "typer.rich_utils", "yaml"),
)
"""What a run imports on its way, besides the program itself."""


class Child:
    """A forked run: its process and, once it is over, its exit code as subprocess tells it."""

    def __init__(self, told: socket.socket) -> None:
        self.lines = told.makefile("r")
        told.close()
        self.pid = int(self.lines.readline())
        self.returncode: int | None = None

    def wait(self) -> int:
        """Return the exit code, negative for a signal, as soon as the run is over."""
        if self.returncode is None:
            self.returncode = int(self.lines.readline())
            self.lines.close()
        return self.returncode

    def is_over(self) -> bool:
        return self.returncode is not None or bool(select.select([self.lines], [], [], 0)[0])

    def listens(self) -> bool:
        """Tell whether the run sleeps until something comes, as far as the system tells: then no key is dropped any more
        that was pressed for the page before.
        """
        try:
            state = Path(f"/proc/{self.pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
        except OSError:
            return True
        return state not in "RD"

    def send(self, number: int) -> None:
        """Send a signal, if there is still somebody to get it: a run may be over before its exit code is told."""
        with contextlib.suppress(ProcessLookupError):
            if not self.is_over():
                os.kill(self.pid, number)

    def kill(self) -> int:
        """Kill the run and return its exit code."""
        self.send(signal.SIGKILL)
        return self.wait()


class Template:
    """The process that has imported the program; it forks itself for each run and ends with the one that asks."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        command = [sys.executable, str(Path(__file__).resolve()), str(theirs.fileno())]
        pipe = subprocess.PIPE
        with theirs:
            self.process = subprocess.Popen(
                command, stdin=pipe, stdout=pipe, env=surroundings(), pass_fds=[theirs.fileno()]
            )
        self.socket = ours

    def close(self) -> None:
        self.socket.close()
        self.process.communicate()

    def start(
        self,
        arguments: list[str],
        streams: tuple[int, int, int],
        *,
        environment: Mapping[str, str],
        script: str = "",
        terminal: bool = False,
    ) -> Child:
        """Begin a run of the program, or of a script; `terminal` makes its first stream the terminal it is under."""
        told, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self.socket, [b"."], [theirs.fileno(), *streams])
        request = [arguments, dict(environment), os.getcwd(), script, terminal]
        told.sendall(json.dumps(request).encode() + b"\n")
        return Child(told)

    def start_under(
        self, terminal: int, arguments: Iterable[str], *, environment: Mapping[str, str], script: str = ""
    ) -> Child:
        """Begin a run under a pseudo-terminal and close this end of it."""
        streams = (terminal,) * 3
        child = self.start(list(arguments), streams, environment=environment, script=script, terminal=True)
        os.close(terminal)
        return child

    def run(
        self,
        arguments: list[str],
        *,
        typed: str,
        environment: Mapping[str, str],
        seconds: float = 120.0,
        script: str = "",
    ) -> Output:
        """Run the program, or a script, by pipes to its end."""
        (stdin, feed), (stdout, out), (stderr, err) = (os.pipe() for _ in range(3))
        child = self.start(arguments, (stdin, out, err), environment=environment, script=script)
        for fd in (stdin, out, err):
            os.close(fd)
        late = threading.Timer(seconds, child.send, [signal.SIGKILL])
        late.start()
        readers = [_Reader(stdout), _Reader(stderr)]
        _feed(feed, typed)
        told = [reader.finish() for reader in readers]
        late.cancel()
        return Output(arguments, child.wait(), told[0], told[1])


class Output(NamedTuple):
    """What a run by pipes left: the same names as subprocess has."""

    args: list[str]
    returncode: int
    stdout: str
    stderr: str


def really_run(arguments: list[str], *, typed: str, environment: Mapping[str, str], seconds: float = 120.0) -> Output:
    """Run the program by pipes in an interpreter of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "lemans_quiz", *arguments],
        input=typed,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=seconds,
        check=False,
    )
    return Output(arguments, done.returncode, done.stdout, done.stderr)


class _Reader(threading.Thread):
    """Takes in a pipe to its end while others do the same."""

    def __init__(self, fd: int) -> None:
        super().__init__()
        self.file = open(fd, encoding="utf-8")  # noqa: SIM115
        self.text = ""
        self.start()

    def run(self) -> None:
        with self.file:
            self.text = self.file.read()

    def finish(self) -> str:
        self.join()
        return self.text


def _feed(fd: int, typed: str) -> None:
    try:
        with open(fd, "wb", buffering=0) as file:
            rest = memoryview(typed.encode("utf-8"))
            while rest:
                rest = rest[file.write(rest) :]
    except BrokenPipeError:
        pass


def freeze() -> None:
    """Let the collector of garbage pass over all that is there now, for good.

    The reader of packs freezes and thaws what it read; that would thaw all of this too, and the next collection look at it.
    """
    gc.collect()
    gc.freeze()
    gc.freeze = gc.unfreeze = lambda: None


def surroundings(**variables: str) -> dict[str, str]:
    """Return the environment of a run: that of the tests without their language and our own settings.

    All else that a locale tells stays as it is: how characters are classed, times and numbers are written.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "LEMANS"))}
    if "LC_ALL" in os.environ:
        kept |= dict.fromkeys(("LC_COLLATE", "LC_CTYPE", "LC_NUMERIC", "LC_TIME"), os.environ["LC_ALL"])
    return kept | {"LANG": "C.UTF-8", "PYTHONPATH": str(ROOT), "COLORFGBG": "15;0"} | variables


def _serve(asking: socket.socket) -> str | None:
    """Fork for each request, and tell who asked how it ended; return in the run the script it is, and in the template,
    once nobody asks, nothing.

    The template waits for its runs itself: a process between the two would be one more to fork.
    """
    running: dict[int, socket.socket] = {}
    woken, waking = socket.socketpair()
    for end in (woken, waking):
        end.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    signal.set_wakeup_fd(waking.fileno())
    while True:
        ready, _, _ = select.select([asking, woken], [], [])
        if woken in ready:
            woken.recv(4096)
            _tell_who_is_over(running)
        if asking not in ready:
            continue
        heard, fds, _flags, _address = socket.recv_fds(asking, 1, 4)
        if not heard:
            return None
        told = socket.socket(fileno=fds[0])
        if (pid := os.fork()) == 0:
            _forget([asking, woken, waking, *running.values()])
            return _begin(told, fds[1:])
        running[pid] = told
        _tell(told, pid)
        for fd in fds[1:]:
            os.close(fd)


def _tell_who_is_over(running: dict[int, socket.socket]) -> None:
    """Take leave of the runs that are over, so that their time is counted too, and tell their exit codes."""
    while running:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        with running.pop(pid) as told:
            _tell(told, os.waitstatus_to_exitcode(status))


def _tell(told: socket.socket, number: int) -> None:
    """Tell who asked, if there is still somebody."""
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        told.sendall(f"{number}\n".encode())


def _forget(of_the_template: Iterable[socket.socket]) -> None:
    """Let nothing of the template be there in a run."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for end in of_the_template:
        end.close()


def _begin(told: socket.socket, streams: list[int]) -> str:
    """Become the run that was asked for."""
    with told, told.makefile("r") as lines:
        arguments, environment, folder, script, terminal = json.loads(lines.readline())
    _take_streams(streams, terminal)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv[:] = [script or str(MAIN), *arguments]
    return sys.argv[0]


def _take_streams(streams: list[int], terminal: bool) -> None:
    for number, fd in enumerate(streams):
        os.dup2(fd, number)
    for fd in set(streams):
        os.close(fd)
    if terminal:
        os.login_tty(os.dup(0))
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115


def main() -> None:
    """Import everything, then fork for whoever holds the other end of the socket."""
    for module in pkgutil.walk_packages([str(ROOT / "lemans_quiz")], "lemans_quiz."):
        if module.name not in NOT_HERE:
            importlib.import_module(module.name)
    for name in OF_OTHERS:
        with contextlib.suppress(ImportError):  # Other versions may lack a module.
            importlib.import_module(name)
    importlib.import_module("rich.cells").cell_len("⏱")  # The table of widths is read once.
    freeze()
    settling = importlib.import_module("lemans_quiz.terminal.settling")
    script = _serve(socket.socket(fileno=int(sys.argv[1])))
    if script is None:
        return
    settling.SETTLE = float(os.environ.get(SETTLE, "0"))
    if HURRY in os.environ:
        sys.modules["lemans_quiz.games.warmup.game"].DEAF = float(os.environ[HURRY])  # type: ignore[attr-defined]
        sys.modules["lemans_quiz.games.warmup.state"].COUNTED = 1  # type: ignore[attr-defined]
    try:
        if script == str(MAIN):
            importlib.import_module("lemans_quiz.app").main()
        runpy.run_path(script, run_name="__main__")
    except SystemExit as leaving:
        _leave(leaving)
        raise
    _leave(SystemExit())


def _leave(leaving: SystemExit) -> None:
    """End a run as an interpreter does but for taking apart all that was imported; come back where a stream objects.

    Taking it apart is half of the time of a short run.
    """
    if isinstance(leaving.code, int | None) and not sys.is_finalizing():
        threading._shutdown()
        atexit._run_exitfuncs()
        gc.collect()
        try:
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
        except (OSError, ValueError):
            return
        os._exit(leaving.code or 0)


if __name__ == "__main__":
    main()
