"""Where the program begins: what the last start left is shown before anything else is imported."""

import _signal  # type: ignore[import-not-found]  # `signal` would import more than all that is needed here
import gc
import os
import sys

from lemans_quiz import __version__

_COMPLETE = "complete_"
_INTERRUPTED = 130


def main() -> None:
    """Show the first frame, then import and run the program. Ctrl-C on the way leaves the terminal as it was."""
    is_ours = _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler
    if is_ours:
        _signal.signal(_signal.SIGINT, _leave)
    if sys.argv[1:] in (["--version"], ["-V"]):
        print("lemans-quiz", __version__)
        return
    tab = os.environ.get("_LMQ_COMPLETE", "") or os.environ.get("_LEMANS_QUIZ_COMPLETE", "")
    if tab.startswith(_COMPLETE):
        sys.exit(_answer(tab.removeprefix(_COMPLETE)))
    from lemans_quiz import curtain

    curtain.show(sys.argv[1:])
    # Starting makes tens of thousands of values and hardly any garbage: looking for it took a tenth of the time.
    gc.set_threshold(100_000, 20, 20)
    from lemans_quiz.app import main as run

    try:
        if is_ours:
            _signal.signal(_signal.SIGINT, curtain.interrupt)
        run()
    except KeyboardInterrupt:
        curtain.drop()
        sys.exit(_INTERRUPTED)


def _leave(_number: int, _frame: object) -> None:
    """Leave at once while all is still being imported: Python loses an exception that comes while it tidies up after an import."""
    drop = getattr(sys.modules.get("lemans_quiz.curtain"), "drop", None)
    if drop:
        drop()
    os._exit(_INTERRUPTED)


def _answer(shell: str) -> int:
    """Answer a shell in which Tab was pressed."""
    from lemans_quiz.cli.completion import Command, answer

    def build() -> Command:
        from lemans_quiz.app import completion_table

        return completion_table()

    return answer(shell, build)
