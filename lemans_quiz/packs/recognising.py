"""Which files among others are packs: told by their names and by what any pack holds, right or wrong."""

from __future__ import annotations

import re
from pathlib import PurePath

_HAS_QUESTIONS = re.compile(
    rb"^[ \t]*(?:-[ \t]*)?[\"']?(?:que?s?tions?|fragen?|q)[\"']?[ \t]*(?::|$)", re.MULTILINE | re.IGNORECASE
)
"""What a pack holds even where a key of it is misspelt, and settings of other programs mostly do not."""


def may_be_pack(content: bytes) -> bool:
    """Tell whether YAML found among other files is a pack, right or wrong, and not the settings of some program."""
    return _HAS_QUESTIONS.search(content) is not None


def is_hidden(path: PurePath) -> bool:
    """Tell whether a path below a folder is none of the author's: dot files, and what a Mac puts into a zip."""
    return any(part.startswith((".", "__")) for part in path.parts)
