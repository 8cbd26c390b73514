"""Nodes -> Pack, or every mistake in it. Checking is reading: there is no other judge of what a pack may hold."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, Protocol

import yaml

from lemans_quiz.core.diagnostics import ERROR, NOTE, WARNING, Diagnostic, did_you_mean, has_errors
from lemans_quiz.core.items import Item, Pack
from lemans_quiz.core.messages import Message, counted, message
from lemans_quiz.files.reading import is_endless, read_file
from lemans_quiz.packs.counts import Counts
from lemans_quiz.packs.naming import derive_id, slug
from lemans_quiz.packs.reading.elsewhere import OF_THE_HEAD
from lemans_quiz.packs.reading.fields import unknown_key
from lemans_quiz.packs.reading.head import KEYS_BEFORE_QUESTIONS, Head, read_head
from lemans_quiz.packs.reading.keys import PACK_KEYS
from lemans_quiz.packs.reading.misplaced import key_of_a_question, tell_misplaced
from lemans_quiz.packs.reading.questions import ItemReader
from lemans_quiz.packs.reading.texts import Scope
from lemans_quiz.packs.reading.undashed import begin_each, tell_undashed
from lemans_quiz.packs.rivals import with_rivals
from lemans_quiz.packs.tables.tables import TableFiles, Tables, beside
from lemans_quiz.packs.yaml import grammar
from lemans_quiz.packs.yaml.composer import Composer
from lemans_quiz.packs.yaml.findings import Findings, Stop
from lemans_quiz.packs.yaml.nodes import Mapping, Node, Rows, Scalar, Sequence
from lemans_quiz.packs.yaml.places import NOWHERE, Places
from lemans_quiz.packs.yaml.scan import decoded, has_hidden_comments, scan
from lemans_quiz.packs.yaml.typos import bad_dash


@contextmanager
def gc_paused() -> Iterator[None]:
    """Keep the collector from walking over all values again and again while they are made, and once more at the end."""
    resting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if resting:
            # Together these move all young values among the old ones, without a look at any.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


MOST_BYTES = 64 << 20
MOST_QUESTIONS = 250_000


class Reading(NamedTuple):
    """What came of reading a pack: `pack` is None where a diagnostic is an error. `places` tells where things stand.

    `tables` are the files beside it that it was read with, or could not be read with. `unnamed` are the numbers of the items
    whose ids were derived, in the order of the file. `report` is there where the file was somebody else's.
    """

    pack: Pack | None
    diagnostics: tuple[Diagnostic, ...]
    places: Places = NOWHERE
    tables: tuple[str, ...] = ()
    unnamed: tuple[int, ...] = ()
    report: Counts | None = None
    partial: Pack | None = None
    """What could be read of a pack with mistakes, to be looked at while it is written; nothing plays it."""


def load_pack(path: Path) -> Reading:
    """Read a pack from a file. Whatever stands in the way is a diagnostic; its tables are read beside it."""
    try:
        if path.is_dir():
            return _unreadable(path, "is-a-folder", message("This is a folder, not a pack."))
        if is_endless(path):
            return _unreadable(path, "no-plain-file", message("This is a pipe or a device, not a file."))
        raw = read_file(path, MOST_BYTES + 1)
    except FileNotFoundError:
        return _unreadable(path, "no-such-file", message("File not found."))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return _unreadable(path, "unreadable", message("Cannot read the file: {reason}", reason=reason))
    return read_pack(raw, file=str(path), default_id=id_from_name(path.stem), tables=beside(path.parent))


def id_from_name(name: str) -> str:
    """Return the id of a pack that says none, from the name of its file."""
    return slug(name, 60) or "pack"


def _unreadable(path: Path, code: str, sentence: Message) -> Reading:
    return Reading(None, (Diagnostic(code, ERROR, str(path), None, sentence),))


def read_pack(raw: bytes, *, file: str, default_id: str, tables: Tables | None = None) -> Reading:
    """Read a pack from the bytes of a file; `file` is what mistakes call it. Never raises for what the bytes hold.

    The collector of reference cycles rests meanwhile: nothing here makes cycles, and its walks over ever more nodes would
    make reading slower with every question.
    """
    if len(raw) > MOST_BYTES:
        sentence = message("The file is larger than {count} MiB.", count=MOST_BYTES >> 20)
        return Reading(None, (Diagnostic("too-large", ERROR, file, None, sentence, help=message("Split the pack.")),))
    text = decoded(raw, file)
    if isinstance(text, Diagnostic):
        return Reading(None, (text,))
    with gc_paused():
        return _Reader(raw, text, file, default_id, TableFiles(tables, file)).read()


class _Reader:
    """Reads one file, twice where what questions depend on stands below them."""

    def __init__(self, raw: bytes, text: str, file: str, default_id: str, tables: TableFiles) -> None:
        self.file = file
        self.text = text
        self.raw = raw.removeprefix(b"\xef\xbb\xbf")
        self.default_id = default_id
        self.tables = tables
        self.items: list[Item] = []
        self.unnamed: list[int] = []
        self.places = Places(text)

    def read(self) -> Reading:
        findings = Findings(self.file, self.text)
        try:
            clean = scan(findings, self.raw)
            if clean is not self.text:
                self.raw = clean.encode()
        except Stop:
            return Reading(None, findings.sorted())
        scanned = list(findings.found)
        head = self._pass(findings, {}, clean)
        if head is not None and head.late and not any(d.code == "too-many-mistakes" for d in findings.found):
            findings.found[:] = scanned
            head = self._pass(findings, head.late, clean)
        return self._reading(findings, head)

    def _pass(self, findings: Findings, late: dict[str, tuple[Scalar, Node]], clean: str) -> _Pass | None:
        scanned = list(findings.found)
        composer = Composer(self.raw, findings)
        reading = self._begin(findings, late)
        try:
            reading.run(composer)
            return reading
        except Stop:
            return None
        except yaml.YAMLError as error:
            findings.found[:] = scanned
            read_on = self._read_on(findings, late, clean)
            if all(d.code == "missing-key" for d in findings.found[len(scanned) :]):
                with suppress(Stop):
                    composer.stalled() if composer.feed.stalled else grammar.explain(findings, error)
            return read_on

    def _begin(self, findings: Findings, late: dict[str, tuple[Scalar, Node]]) -> _Pass:
        self.items.clear()
        self.unnamed.clear()
        self.places = Places(self.text)
        return _Pass(findings, self, late)

    def _read_on(self, findings: Findings, late: dict[str, tuple[Scalar, Node]], clean: str) -> _Pass | None:
        """Read a file that is not YAML block by block: for its mistakes, since no pack comes of it."""
        from lemans_quiz.packs.yaml.resuming import Resuming

        reading = self._begin(findings, late)
        reading.is_whole = False
        with suppress(Stop):
            reading.run(Resuming(clean, findings))
            return reading
        return None

    def _reading(self, findings: Findings, done: _Pass | None) -> Reading:
        if done is None or done.head is None or not done.is_whole or has_errors(findings.found):
            partial = self._pack(done.head) if done and done.head and self.items else None
            return Reading(None, findings.sorted(), self.places, self.tables.names, partial=partial)
        head = done.head
        if self.unnamed:
            self._name_items(findings, head.id)
        pack = self._pack(head)
        return Reading(pack, findings.sorted(), self.places, self.tables.names, tuple(self.unnamed))

    def _pack(self, head: Head) -> Pack:
        return Pack(
            head.id,
            head.title,
            with_rivals(self.items),
            head.language,
            head.authors,
            head.license,
            tuple(head.sources.items()),
            self.tables.names,
            head.context,
            head.version,
            head.description,
            head.homepage,
            head.updated,
        )

    def _name_items(self, findings: Findings, pack: str) -> None:
        """Give ids to the items that have none; written ones come first, so that no new question changes them."""
        import shlex

        taken = {item.id for item in self.items}
        for number in self.unnamed:
            item = self.items[number]
            name = derived = derive_id(pack, item)
            copy = 1
            while name in taken:
                copy += 1
                name = f"{derived}-{copy}"
            taken.add(name)
            self.items[number] = item._replace(id=name)
            self.places.name(number, name)
        count = sum(not self.items[number].table for number in self.unnamed)
        if not count:
            return
        sentence = counted(
            "{count} question has no id; its progress is lost when its text changes.",
            "{count} questions have no id; their progress is lost when their texts change.",
            count=count,
        )
        help = message(
            "Add them automatically: lmq pack check --add-ids {file}",
            file=shlex.quote(self.file),
        )
        findings.found.append(Diagnostic("no-id", NOTE, self.file, None, sentence, help=help))


class _Root(Protocol):
    """What gives the pairs of the root: the Composer, or Resuming after a slip."""

    @property
    def lost(self) -> Collection[str]:
        """Keys of the root that could not be read."""

    def top_level(self, row_key: str) -> Iterator[tuple[Scalar, Node | Rows]]:
        """Yield the pairs, the list under `row_key` as Rows."""


class _Pass:
    """One reading from top to end. `late` are values that the last pass met below the questions."""

    def __init__(self, findings: Findings, reader: _Reader, late: dict[str, tuple[Scalar, Node]]) -> None:
        self.findings = findings
        self.reader = reader
        self.known = late
        self.late: dict[str, tuple[Scalar, Node]] = {}
        self.nodes: dict[str, tuple[Scalar, Node]] = dict(late)
        self.head: Head | None = None
        self.is_whole = True
        self.lost: Collection[str] = ()
        """Keys of the pack that could not be read, which was told."""
        self.misplaced: list[tuple[Scalar, Node]] = []
        """Keys of questions that stand in the head."""
        self.meant: dict[str, int] = {}
        """The keys that unknown ones were meant to be, each with its number among the findings."""

    def run(self, composer: _Root) -> None:
        """Read the pairs of the root. Raises Stop."""
        self.lost = composer.lost
        found_questions = False
        last: Scalar | None = None
        for key, value in composer.top_level("questions"):
            last = last or key
            if key.value == "questions":
                found_questions = True
                self._questions(key, value)
            elif isinstance(value, Rows):
                continue
            elif key.value in PACK_KEYS:
                self._keep(key, value, below=found_questions)
            elif not key.value.startswith("x-"):
                self._unknown(key, value)
        self._complete(found_questions, last)

    def _keep(self, key: Scalar, value: Node, *, below: bool) -> None:
        self.nodes[key.value] = (key, value)
        if below and key.value in KEYS_BEFORE_QUESTIONS and key.value not in self.known:
            self.late[key.value] = (key, value)

    def _unknown(self, key: Scalar, value: Node) -> None:
        if key_of_a_question(key, value):
            self.misplaced.append((key, value))
            return
        scope = Scope(self.findings, language="en", has_hidden_comments=False)
        root = Mapping({key.value: (key, value)}, False, key.start_mark, key.end_mark)
        sentence = message("Unknown key '{key}' in a pack.", key=key.value)
        unknown_key(scope, root, key, value, PACK_KEYS, sentence, severity=WARNING)
        ours = OF_THE_HEAD.get(key.value.casefold(), "") or did_you_mean(key.value, PACK_KEYS)
        self.meant[ours] = len(self.findings.found) - 1
        if ours == "questions" and isinstance(value, Sequence):
            self._questions(key, value)

    def _questions(self, key: Scalar, value: Node | Rows) -> None:
        if isinstance(value, Scalar | Mapping):
            before = len(self.findings.found)
            if bad_dash(self.findings, value.start_mark):
                if self.is_whole:
                    del self.findings.found[before:]
                    raise yaml.YAMLError
                return
            tell_undashed(self.findings, key, value)
            return
        head = self._read_head()
        rows: Iterator[Node] = value.rows if isinstance(value, Rows) else iter(value.items)
        read = ItemReader(head, self.reader.items, self.reader.unnamed, self.reader.places)
        empty = True
        for row in rows:
            empty = False
            read.row(row)
            if len(self.reader.items) > MOST_QUESTIONS:
                sentence = message("The pack has more than {count} questions.", count=MOST_QUESTIONS)
                raise self.findings.stop("too-many-questions", row, sentence, help=message("Split the pack."))
        read.finish()
        if empty and "questions" not in self.lost:
            self.findings.add(
                "not-a-list",
                key,
                message("There are no questions under 'questions'."),
                expected=message("at least one question"),
                help=begin_each(),
            )

    def _read_head(self) -> Head:
        if self.head is None:
            scope_comments = has_hidden_comments(self.reader.text)
            self.head = read_head(
                self.findings,
                self.nodes,
                self.reader.default_id,
                tables=self.reader.tables,
                has_hidden_comments=scope_comments,
            )
        return self.head

    def _complete(self, found_questions: bool, first: Scalar | None) -> None:
        """Read what stands below the questions, and tell what is missing; a slip that stands for it is that mistake."""
        head = self._read_head()
        head.finish(self.nodes)
        if self.misplaced:
            scope = Scope(self.findings, language="en", has_hidden_comments=False)
            tell_misplaced(scope, self.misplaced, has_questions=found_questions)
        found = self.findings.found
        for name, key in PACK_KEYS.items():
            if not key.required or name in self.nodes or name in self.lost or (name == "questions" and found_questions):
                continue
            if name in self.meant:
                found[self.meant[name]] = found[self.meant[name]]._replace(severity=ERROR)
            else:
                self.findings.add(
                    "missing-key",
                    first,
                    message("The pack has no '{key}'.", key=name),
                    help=message("Add a line that begins with '{key}:'.", key=name),
                )
