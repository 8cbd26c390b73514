"""Where the program begins: what the last start left is shown before anything else is imported."""

import sys

from lemans_quiz import __version__, curtain


def main() -> None:
    """Show the first frame, then import and run the program. Ctrl-C on the way leaves the terminal as it was."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        print("lemans-quiz", __version__)
        return
    try:
        curtain.show(sys.argv[1:])
        from lemans_quiz.app import main as run
    except KeyboardInterrupt:
        curtain.drop()
        sys.exit(130)
    run()
