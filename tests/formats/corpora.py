"""Real files of other people, in the folder that LEMANS_QUIZ_CORPORA names; without it the tests over them are skipped."""

import json
import os
from pathlib import Path

FOLDER = Path(os.environ.get("LEMANS_QUIZ_CORPORA", "") or "/nonexistent")


def expected(*kinds: str) -> dict[str, dict]:
    """Return what is known of each file of some kinds, by its path."""
    index = FOLDER / "EXPECTED.json"
    if not index.is_file():
        return {}
    known = json.loads(index.read_text("utf-8"))
    return {path: facts for path, facts in known.items() if path.split("/")[0] in kinds}


def content(path: str) -> bytes:
    return (FOLDER / path).read_bytes()


def oracle(path: str) -> dict:
    """Return what Moodle's own importer makes of a file."""
    kind, rest = path.split("/", 1)
    return json.loads((FOLDER / f"{kind}_oracle" / f"{rest}.json").read_text("utf-8"))
