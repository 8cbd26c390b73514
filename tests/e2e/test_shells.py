"""Completion in real shells: the first Tab of a shell that was started after `--install-completion`."""

from __future__ import annotations

import os
import select
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyte
import pytest

from tests.systems import NEEDS_TERMINAL

pty = pytest.importorskip("pty", reason=NEEDS_TERMINAL)
pytestmark = pytest.mark.e2e
ROOT = Path(__file__).resolve().parents[2]
EVIL = r"""title: '\$(touch ran)`touch ran`\"; touch ran; ''" ) )); touch ran'
questions:
- question: Where is the race held?
  answer: Le Mans
  wrong: [Paris, Tours, Lyon]
  tags: ['o\$(touch ran)']
"""


SH = "#!/bin/sh\n'''exec' \"{python}\" \"$0\" \"$@\"\n' '''\n"
"""The first lines of a script as pip writes it where the path of Python has a space, which no #! may have."""


class Shell:
    """A shell on a pseudo-terminal, in a home of its own, with the program on its path."""

    def __init__(self, name: str, home: Path) -> None:
        program = home / "bin" / "lmq"
        program.parent.mkdir(exist_ok=True)
        program.write_text(
            f"{SH.format(python=sys.executable)}from lemans_quiz.begin import main\nmain()\n", encoding="utf-8"
        )
        program.chmod(0o755)
        told = {"HOME": str(home), "XDG_CONFIG_HOME": str(home / "settings"), "ZDOTDIR": str(home / "settings")}
        told |= {"LEMANS_QUIZ_HOME": str(home / "quiz"), "PYTHONPATH": str(ROOT), "TERM": "xterm", "LANG": "C.UTF-8"}
        path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
        self.screen = pyte.Screen(100, 40)
        self.stream = pyte.ByteStream(self.screen)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(home)
            os.execvpe(name, [name], {**told, "PATH": path, "SHELL": shutil.which(name) or name})
        self.pump()

    def pump(self, quiet: float = 0.8) -> None:
        while select.select([self.fd], [], [], quiet)[0]:
            try:
                self.stream.feed(os.read(self.fd, 65536))
            except OSError:
                return

    def type(self, keys: str, wanted: str) -> str:
        os.write(self.fd, keys.encode())
        end = time.monotonic() + 15
        while wanted not in self.text() and time.monotonic() < end:
            self.pump(0.3)
        return self.text()

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def close(self) -> None:
        os.kill(self.pid, 9)
        os.close(self.fd)
        os.waitpid(self.pid, 0)


@pytest.fixture(params=["bash", "zsh", "fish"])
def taught(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shell]:
    """A new shell, after completion was installed from one before."""
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / ".zshrc").write_text("setopt autocd\n", encoding="utf-8")
    (tmp_path / "quiz" / "data" / "packs").mkdir(parents=True)
    (tmp_path / "quiz" / "data" / "packs" / "evil.yaml").write_text(EVIL, encoding="utf-8")
    before = Shell(request.param, tmp_path)
    assert "Installed" in before.type("lmq --install-completion\r", "It works in every new")
    before.close()
    shell = Shell(request.param, tmp_path)
    yield shell
    shell.close()
    assert not list(tmp_path.rglob("ran"))


def test_the_first_tab_completes_a_command(taught: Shell) -> None:
    assert "lmq practice" in taught.type("lmq prac\t", "lmq practice")


def test_the_first_tab_completes_a_value(taught: Shell) -> None:
    assert "--rules streak" in taught.type("lmq play --rules str\t", "--rules streak")


def test_packs_are_told_and_nothing_of_them_is_run(taught: Shell) -> None:
    assert "turbo-years" in taught.type("lmq play \t\t", "turbo-years")
    taught.type("\x15lmq play --tag o\t\t", "touch")


def test_a_file_is_found_where_no_pack_fits(taught: Shell) -> None:
    assert "play ./settings" in taught.type("lmq play ./sett\t", "play ./settings")
