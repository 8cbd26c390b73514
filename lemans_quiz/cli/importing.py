"""Any file of questions -> a pack. Packs of our own are read as such, whatever their names end in; all else by `formats`."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import NamedTuple

from lemans_quiz.cli import global_options
from lemans_quiz.core.diagnostics import ask_whether, did_you_mean
from lemans_quiz.core.items import Pack
from lemans_quiz.core.messages import Message, counted, message
from lemans_quiz.core.text import plain
from lemans_quiz.errors import MISTAKES, QuizError, UsageError
from lemans_quiz.files.missing import no_such_file
from lemans_quiz.files.reading import read_file
from lemans_quiz.formats.drafts import DESCRIPTION, Content, Draft, Finding, Unreadable
from lemans_quiz.formats.fitting import Fitted, fit
from lemans_quiz.formats.language import language_of
from lemans_quiz.formats.reading import KINDS, read_questions
from lemans_quiz.formats.texts.json_rows import rows_of
from lemans_quiz.formats.texts.trivia_yaml import is_trivia_yaml
from lemans_quiz.i18n import render
from lemans_quiz.packs.counts import Counts
from lemans_quiz.packs.library import SUFFIXES
from lemans_quiz.packs.naming import slug
from lemans_quiz.packs.reading.keys import QUESTION_KEYS
from lemans_quiz.packs.reading.reader import Reading, id_from_name, load_pack
from lemans_quiz.packs.rivals import with_rivals

PACK = "pack"
"""What `--as` calls files of our own."""

MOST_BYTES = 64 << 20
_KEY_OF_OURS = re.compile(rb"^(?:\xef\xbb\xbf)?(?:title|questions)[ \t]*:", re.M)
_QUESTIONS_OF_OURS = re.compile(rb"^questions[ \t]*:", re.M)
_IN_BRACES = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*\{\s*[\"']?(?:title|questions)[\"']?\s*:")
_FRONT_MATTER = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n.*?^---[ \t]*\r?$", re.M | re.DOTALL)


class Imported(NamedTuple):
    """What came of a file: its pack, None where nothing is left of it, and what became of each block of it."""

    kind: str
    pack: Pack | None
    fitted: tuple[Fitted, ...]
    notes: tuple[Finding, ...] = ()

    @property
    def counts(self) -> Counts:
        """How many blocks were taken as they are, changed and left out; together they are all that the file holds."""
        items = [bool(one.findings) for one in self.fitted if one.item]
        return Counts(items.count(False), items.count(True), len(self.fitted) - len(items))


class NotReadable(QuizError):
    """A file holds no questions that can be read."""

    exit_code = MISTAKES


def load_any(path: Path) -> Reading:
    """Read a file as a pack of our own or of somebody else; a file of which nothing is left gives no pack."""
    if is_ours(path):
        return load_pack(path)
    try:
        found = import_file(path)
    except NotReadable:
        return Reading(None, ())
    return Reading(found.pack, (), report=found.counts)


def is_ours(path: Path) -> bool:
    """Tell whether a file is a pack of our own: `--as` says so, or it has `title:` or `questions:`.

    Files that end in .yaml are, unless they are lists of trivia: their mistakes are for their authors.
    """
    kind = asked_kind()
    if kind:
        return kind == PACK
    try:
        content = read_file(path, MOST_BYTES)
    except (OSError, ValueError):
        return True
    return holds_pack(content) or (
        path.name.endswith(SUFFIXES) and not is_trivia_yaml(content.decode("utf-8", "replace"))
    )


def holds_pack(content: bytes) -> bool:
    """Tell whether bytes have the keys of a pack; the settings at the top of a page of Markdown are none."""
    if _IN_BRACES.match(content):
        return not _is_json_of_others(content)
    front = _FRONT_MATTER.match(content)
    if front:
        return bool(_QUESTIONS_OF_OURS.search(content))
    return bool(_KEY_OF_OURS.search(content)) and b"\0" not in content[:1000]


def _is_json_of_others(content: bytes) -> bool:
    """Tell whether most questions of a JSON file have keys that ours have not, as `options` or `correct_answer`."""
    try:
        rows = rows_of(json.loads(content))
    except (ValueError, RecursionError):
        return False
    strange = sum(any(key not in QUESTION_KEYS and not key.startswith("x-") for key in row) for row in rows)
    return bool(rows) and strange * 2 > len(rows)


def asked_kind() -> str:
    """Return what `--as` says; raises UsageError for a word that is no kind."""
    kind = global_options.kind().casefold()
    if kind and kind != PACK and kind not in KINDS:
        near = did_you_mean(kind, (PACK, *KINDS))
        raise UsageError(
            message("Unknown file format '{kind}'.", kind=kind),
            ask_whether(near) or message("Available: {kinds}", kinds=", ".join((PACK, *KINDS))),
        )
    return kind


def import_file(path: Path) -> Imported:
    """Read somebody else's file. Raises NotFound where there is none, NotReadable where it holds no questions."""
    try:
        content = read_file(path, MOST_BYTES + 1)
    except FileNotFoundError:
        raise no_such_file(str(path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NotReadable(message("Cannot read '{name}': {reason}", name=str(path), reason=reason)) from None
    return imported(content, path)


def imported(content: bytes, path: Path) -> Imported:
    """Read the bytes of somebody else's file; the pack is named after it where it says no title. Raises NotReadable."""
    name = path.stem
    try:
        read = read_questions(content, asked_kind())
    except Unreadable as error:
        sentence = message("{name}: {reason}", name=path.name, reason=render(error.sentence))
        raise NotReadable(sentence, (_facts(path) if error.may_be_facts else None) or error.help) from None
    found = read.content
    id = id_from_name(name)
    language = found.language or language_of(block.stem for block in found.blocks if isinstance(block, Draft))
    fitted = tuple(fit(found.blocks, id, language=language, slug=slug))
    items = with_rivals([one.item for one in fitted if one.item])
    title = " ".join(found.title.split())[:200] or _from_name(name) or id
    pack = Pack(id, plain(_printable(title) or id, language), items, language, _names(found.authors), found.license)
    return Imported(read.kind, pack if items else None, fitted, (*found.notes, *_passed_over(found)))


def _facts(path: Path) -> Message | None:
    """Return what a table without questions can be made into."""
    if path.suffix.casefold() not in {".csv", ".tsv"}:
        return None
    return message(
        "Name its columns Question, Correct answer, Wrong answer 1 …, or turn its facts into questions: lmq pack new {pack}.yaml --from {table}",
        pack=shlex.quote(path.stem),
        table=shlex.quote(path.name),
    )


def _passed_over(found: Content) -> tuple[Finding, ...]:
    """Return how many texts are no questions, such as headings and descriptions."""
    count = found.asides.count(DESCRIPTION)
    sentence = counted(
        "{count} text without a question was skipped.", "{count} texts without a question were skipped.", count
    )
    return (Finding("no-question", "", sentence),) if count else ()


def _from_name(name: str) -> str:
    """Return a title made from the name of a file."""
    words = " ".join(re.sub(r"[-_]+", " ", name).split())
    return words[:1].upper() + words[1:]


def _printable(text: str) -> str:
    return "".join(character for character in text if character.isprintable()).strip()


def _names(authors: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for author in authors[:100] if (name := _printable(author)[:200]))
