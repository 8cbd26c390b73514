"""What is told while something takes longer than a second: what is done, and how much of it, on standard error."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from types import TracebackType

from lemans_quiz.cli.error_reporting import visible
from lemans_quiz.i18n import _
from lemans_quiz.packs.progress import Progress

_PATIENCE = 1.0
_EVERY = 0.1
_CELLS = 20
_LONGEST_NAME = 30


class Waiting:
    """Shows progress from the second second on, and takes it away again. Nothing where nobody watches."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._is_over = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Waiting:
        if sys.stderr.isatty():
            self._thread = threading.Thread(target=self._show, daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        if self._thread is not None:
            self._thread.join()

    def _show(self) -> None:
        if self._is_over.wait(_PATIENCE):
            return
        with contextlib.suppress(OSError):
            if _wants_plain():
                print(_("Reading {file} …").format(file=self._name()), file=sys.stderr, flush=True)
                return
            while True:
                print(f"\r{self._bar()}\x1b[K", end="", file=sys.stderr, flush=True)
                if self._is_over.wait(_EVERY):
                    break
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def _name(self) -> str:
        name = visible(self._progress.name)
        return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"

    def _bar(self) -> str:
        """Return a line of up to 70 cells; a narrow terminal gets it without its bar."""
        share = self._progress.share
        told = _("Reading {file} …").format(file=self._name()) + f" {share:4.0%}"
        columns = _columns()
        if len(told) + _CELLS + 2 > columns:
            return told[: columns - 1]
        full = round(_CELLS * share)
        return f"{told}  {'━' * full}{'─' * (_CELLS - full)}"


def _wants_plain() -> bool:
    """Tell whether a line that changes would only be in the way: for screen readers and simple terminals."""
    is_asked = os.environ.get("ACCESSIBLE", "0") not in {"", "0"} or "--plain" in sys.argv
    return is_asked or os.environ.get("TERM", "dumb") == "dumb"


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):
        return 80
