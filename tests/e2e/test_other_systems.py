"""On a system without what only Unix has, tests that need it are left out with a reason, and none is an error."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.e2e
ROOT = Path(__file__).resolve().parents[2]
WITHOUT = """
import os, select, signal, sys
from importlib.abc import MetaPathFinder
import pytest

MODULES = ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty")

class Lacking(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name in MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

class Plugin:
    @pytest.hookimpl(tryfirst=True)
    def pytest_load_initial_conftests(self):
        sys.meta_path.insert(0, Lacking())
        for name in MODULES:
            sys.modules.pop(name, None)
        for module, names in (
            (os, "fork forkpty geteuid getuid mkfifo chown openpty login_tty killpg WNOHANG"),
            (signal, "SIGKILL SIGHUP SIGSTOP SIGCONT SIGTSTP SIGWINCH SIGALRM SIGPIPE"),
            (select, "poll"),
        ):
            for name in names.split():
                if hasattr(module, name):
                    delattr(module, name)

sys.exit(pytest.main(["--collect-only", "-q", "-n", "0", "-p", "no:cacheprovider", "tests"], plugins=[Plugin()]))
"""


def test_the_tests_can_be_looked_for_without_unix() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert re.search(r"\d{4} tests collected|\d{4}/\d+ tests collected", done.stdout)
    assert set(re.findall(r"SKIPPED .*: (.*)", done.stdout)) <= {"needs a pseudo-terminal", "needs os.fork"}
