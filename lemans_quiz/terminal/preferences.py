"""What the program remembers of how it is wanted: a small file beside the history. Without it, or unreadable, all is as at first."""

import contextlib
import json

from lemans_quiz import curtain, paths
from lemans_quiz.errors import QuizError
from lemans_quiz.files.writing import save

FILE = "settings.json"


def read() -> dict[str, str]:
    """Return what is remembered, by name."""
    path = paths.data() / FILE
    curtain.rest_on(str(path))
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: value for name, value in found.items() if isinstance(value, str)} if isinstance(found, dict) else {}


def keep(**changes: str) -> None:
    """Remember some values, and forget those that are empty; where that cannot be written, nothing is remembered."""
    before = read()
    after = {name: value for name, value in {**before, **changes}.items() if value}
    if after == before:
        return
    folder = paths.data()
    with contextlib.suppress(OSError, QuizError):
        folder.mkdir(parents=True, exist_ok=True)
        save(folder / FILE, (json.dumps(after, indent=1, sort_keys=True) + "\n").encode(), force=True)
