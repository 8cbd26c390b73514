"""Where packs, cache and history live on this system. LEMANS_QUIZ_HOME puts all of them into one folder (a USB stick, a test)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from lemans_quiz.core.messages import message
from lemans_quiz.errors import QuizError

HOME = "LEMANS_QUIZ_HOME"
_NAME = "lemans-quiz"


def data() -> Path:
    """Return the folder of what is precious: the user's packs and the history. It may not exist yet."""
    return _chosen("data") or _on_linux("XDG_DATA_HOME", ".local/share") or _of_the_system("user_data_path")


def cache() -> Path:
    """Return the folder of what can be made again: the bank. It may not exist yet."""
    return _chosen("cache") or _on_linux("XDG_CACHE_HOME", ".cache") or _of_the_system("user_cache_path")


def _chosen(part: str) -> Path | None:
    """Return a part of the folder that LEMANS_QUIZ_HOME names; a `~` is the user's home, as in a shell."""
    home = os.environ.get(HOME)
    if not home:
        return None
    try:
        return (Path(home).expanduser() if home.startswith("~") else Path(home)) / part
    except RuntimeError:
        raise _homeless() from None


def _of_the_system(ask: str) -> Path:
    import platformdirs

    try:
        found: Path = getattr(platformdirs, ask)(_NAME, appauthor=False)
    except RuntimeError:
        raise _homeless() from None
    if not found.is_absolute():
        raise _homeless()
    return found


def _homeless() -> QuizError:
    sentence = message("No home folder found: set {variable} to a folder for packs and history.", variable=HOME)
    return QuizError(sentence)


def _on_linux(variable: str, below: str) -> Path | None:
    """Return what platformdirs would, where that is plain: importing it takes longer than drawing a question."""
    if sys.platform != "linux" or "ANDROID_ROOT" in os.environ:
        return None
    chosen, home = os.environ.get(variable, ""), os.environ.get("HOME", "")
    if chosen.startswith("/"):
        return Path(chosen, _NAME)
    return Path(home, below, _NAME) if home.startswith("/") and not chosen else None


def user_packs() -> Path:
    """Return the folder into which `pack add` installs."""
    return data() / "packs"


def history() -> Path:
    """Return the file of the history."""
    return data() / "history.sqlite3"


def rooms() -> Path:
    """Return the folder of the games in a room that are being played, or were cut off."""
    return data() / "rooms"


def bank() -> Path:
    """Return the file of the compiled bank."""
    return cache() / "bank.sqlite3"


def crashes() -> Path:
    """Return the folder into which the report of a crash is written."""
    return cache() / "crashes"


def shipped_packs() -> Path:
    """Return the folder of the packs that come with the program: inside the package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "questions"
    return inside if inside.is_dir() else package.parent / "questions"
