"""Which formats can be written, by their names and by what files of theirs end in."""

from __future__ import annotations

from collections.abc import Callable

from lemans_quiz.core.items import Pack
from lemans_quiz.formats.writing.anki import write_anki
from lemans_quiz.formats.writing.gift import write_gift
from lemans_quiz.formats.writing.kahoot import write_kahoot
from lemans_quiz.formats.writing.moodle import write_moodle
from lemans_quiz.formats.writing.table import write_table
from lemans_quiz.formats.writing.written import Written

WRITERS: dict[str, Callable[[Pack, str], Written]] = {
    "gift": write_gift,
    "moodle": write_moodle,
    "kahoot": write_kahoot,
    "csv": write_table,
    "anki": write_anki,
}
BY_ENDING = {".gift": "gift", ".xml": "moodle", ".xlsx": "kahoot", ".csv": "csv", ".txt": "anki"}
