"""Where the program begins: what the last start left is shown before anything else is imported."""

import os
import sys

from lemans_quiz import __version__, curtain

_COMPLETE = "complete_"


def main() -> None:
    """Show the first frame, then import and run the program. Ctrl-C on the way leaves the terminal as it was."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        print("lemans-quiz", __version__)
        return
    tab = os.environ.get("_LMQ_COMPLETE", "") or os.environ.get("_LEMANS_QUIZ_COMPLETE", "")
    try:
        if tab.startswith(_COMPLETE):
            sys.exit(_answer(tab.removeprefix(_COMPLETE)))
        curtain.show(sys.argv[1:])
        from lemans_quiz.app import main as run

        run()
    except KeyboardInterrupt:
        curtain.drop()
        sys.exit(130)


def _answer(shell: str) -> int:
    """Answer a shell in which Tab was pressed."""
    from lemans_quiz.cli.completion import Command, answer

    def build() -> Command:
        from lemans_quiz.app import completion_table

        return completion_table()

    return answer(shell, build)
