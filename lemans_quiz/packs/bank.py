"""The bank: all packs compiled into a SQLite index that items are drawn from. Derived from the files, safe to delete.

A file is compiled again when its size or time changed and its hash says that its bytes did. When nothing changed no YAML is
read. Whatever is wrong with the bank's own file (cut off, read-only, locked, no space) costs time: then the packs that are
needed are compiled into memory. The history is not here: it is precious, this is not.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from lemans_quiz import __version__
from lemans_quiz.core.codec import item_from_json, item_to_json
from lemans_quiz.core.draw import Filter, PackIndex, Pick, draw
from lemans_quiz.core.items import Item
from lemans_quiz.core.text import LocalText
from lemans_quiz.files.writing import private_file, private_folder
from lemans_quiz.packs.counts import Counts
from lemans_quiz.packs.library import PackFile, stamp

T = TypeVar("T")

_LAYOUT = f"4 {__version__}"
"""What the file must have been made by; anything else is thrown away."""

_BUSY_SECONDS = 10.0

_SCHEMA = """
CREATE TABLE files (
    file INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL, hash TEXT NOT NULL,
    pack TEXT NOT NULL, title TEXT NOT NULL, facts TEXT NOT NULL
) STRICT;
CREATE TABLE items (
    item INTEGER PRIMARY KEY, file INTEGER NOT NULL, from_table INTEGER NOT NULL, level INTEGER NOT NULL, kind TEXT NOT NULL,
    languages TEXT NOT NULL, place INTEGER NOT NULL, id TEXT NOT NULL, tags TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX items_by_place ON items (file, from_table, level, kind, languages, place);
CREATE UNIQUE INDEX items_by_id ON items (file, id);
CREATE TABLE tagged (
    file INTEGER NOT NULL, from_table INTEGER NOT NULL, tag TEXT NOT NULL, level INTEGER NOT NULL, kind TEXT NOT NULL,
    languages TEXT NOT NULL, place INTEGER NOT NULL, item INTEGER NOT NULL,
    PRIMARY KEY (file, from_table, tag, level, kind, languages, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE buckets (
    file INTEGER NOT NULL, tag TEXT NOT NULL, from_table INTEGER NOT NULL, level INTEGER NOT NULL, kind TEXT NOT NULL,
    languages TEXT NOT NULL, size INTEGER NOT NULL,
    PRIMARY KEY (file, tag, from_table, level, kind, languages)
) STRICT, WITHOUT ROWID;
"""


class IndexedPack(NamedTuple):
    """A pack in the bank. `id` is empty where the file has mistakes and holds no pack."""

    file: int
    path: str
    origin: str
    id: str
    title: LocalText
    languages: tuple[str, ...]
    questions: int
    license: str
    report: Counts | None = None
    version: str = ""
    homepage: str = ""


class Drawn(NamedTuple):
    """An item that was drawn, not yet decoded: a draw that is not taken costs little."""

    pack: str
    id: str
    body: str

    def item(self) -> Item:
        """Return the item itself."""
        return item_from_json(self.body)


class Bucket(NamedTuple):
    """Items of one file alike in all that can be asked for, numbered by their place in it."""

    file: int
    tag: str
    table: bool
    level: int
    kind: str
    languages: str
    size: int


class Bank:
    """An open bank. Use `open_bank`; close it when the items are drawn."""

    def __init__(self, connection: sqlite3.Connection, shelved: tuple[IndexedPack, ...]) -> None:
        self._connection = connection
        self.shelved = shelved

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def draw(self, packs: Sequence[IndexedPack], wanted: Filter, count: int, word: str) -> list[Drawn]:
        """Return up to `count` items of these packs, the same for the same seed's word on every machine."""
        ordered = sorted(packs, key=lambda pack: pack.id)
        sides = [(self._buckets(pack, wanted, False), self._buckets(pack, wanted, True)) for pack in ordered]
        shelves = [
            PackIndex(pack.id, _size(side[0]), _size(side[1])) for pack, side in zip(ordered, sides, strict=True)
        ]

        def resolve(pick: Pick) -> Drawn | None:
            return self._resolve(ordered[pick.shelf].id, sides[pick.shelf][pick.table], pick.place, wanted)

        return draw(shelves, count, word, resolve)

    def count(self, packs: Sequence[IndexedPack], wanted: Filter) -> int:
        """Return how many items match; an item with several of the tags asked for counts once for each."""
        return sum(_size(self._buckets(pack, wanted, table)) for pack in packs for table in (False, True))

    def items(self, pack: IndexedPack) -> list[Item]:
        """Return all items of a pack in the order of its file."""
        rows = self._connection.execute("SELECT body FROM items WHERE file = ? ORDER BY item", (pack.file,))
        return [item_from_json(body) for (body,) in rows]

    def find(self, pack: IndexedPack, ids: Iterable[str]) -> list[Item | None]:
        """Return the items of these ids, None for one that is not there."""
        query = "SELECT body FROM items WHERE file = ? AND id = ?"
        rows = (self._connection.execute(query, (pack.file, id)).fetchone() for id in ids)
        return [item_from_json(row[0]) if row else None for row in rows]

    def tags(self, packs: Sequence[IndexedPack]) -> list[str]:
        """Return all tags of these packs, sorted."""
        found: set[str] = set()
        for pack in packs:
            rows = self._connection.execute(
                "SELECT DISTINCT tag FROM buckets WHERE file = ? AND tag <> ''", (pack.file,)
            )
            found.update(tag for (tag,) in rows)
        return sorted(found)

    def levels(self, pack: IndexedPack) -> dict[int, int]:
        """Return how many items a pack has of each level, 0 being those without one."""
        query = "SELECT level, sum(size) FROM buckets WHERE file = ? AND tag = '' GROUP BY level ORDER BY level"
        return dict(self._connection.execute(query, (pack.file,)).fetchall())

    def _buckets(self, pack: IndexedPack, wanted: Filter, table: bool) -> list[Bucket]:
        """Return the matching buckets in the order of a shelf: by the tags asked for, level, kind, languages."""
        query = (
            "SELECT file, tag, from_table, level, kind, languages, size FROM buckets WHERE file = ? AND tag = ? "
            "AND from_table = ? AND level BETWEEN ? AND ? ORDER BY level, kind, languages"
        )
        buckets: list[Bucket] = []
        for tag in wanted.tags or ("",):
            rows = self._connection.execute(query, (pack.file, tag, int(table), wanted.low, wanted.high))
            buckets += [bucket for row in rows if _admits(wanted, bucket := Bucket(*row))]
        return buckets

    def _resolve(self, pack: str, buckets: list[Bucket], place: int, wanted: Filter) -> Drawn | None:
        """Return what is at a place, or None where another place stands for it or it has a tag it must not have."""
        bucket, place = _locate(buckets, place)
        id, tags, body = self._connection.execute(
            _QUERY_TAGGED if bucket.tag else _QUERY_PLACE, _place(bucket, place)
        ).fetchone()
        own = tags.split("\n")
        earlier = wanted.tags[: wanted.tags.index(bucket.tag)] if bucket.tag else ()
        if any(tag in own for tag in (*earlier, *wanted.without)):
            return None
        return Drawn(pack, id, body)


_QUERY_PLACE = "SELECT id, tags, body FROM items WHERE file = ? AND from_table = ? AND level = ? AND kind = ? AND languages = ? AND place = ?"
_QUERY_TAGGED = (
    "SELECT id, tags, body FROM items WHERE item = (SELECT item FROM tagged WHERE file = ? AND from_table = ? AND tag = ? "
    "AND level = ? AND kind = ? AND languages = ? AND place = ?)"
)


def _place(bucket: Bucket, place: int) -> tuple[int | str, ...]:
    tag = (bucket.tag,) if bucket.tag else ()
    return (bucket.file, int(bucket.table), *tag, bucket.level, bucket.kind, bucket.languages, place)


def _admits(wanted: Filter, bucket: Bucket) -> bool:
    if wanted.kinds and bucket.kind not in wanted.kinds:
        return False
    base = wanted.language.partition("-")[0]
    return not base or base in {code.partition("-")[0] for code in bucket.languages.split()}


def _size(buckets: Iterable[Bucket]) -> int:
    return sum(bucket.size for bucket in buckets)


def _locate(buckets: list[Bucket], place: int) -> tuple[Bucket, int]:
    for bucket in buckets:
        if place < bucket.size:
            return bucket, place
        place -= bucket.size
    raise IndexError(place)


def open_bank(path: Path, files: Sequence[PackFile]) -> Bank:
    """Return a bank that holds these files as they are now, compiled where needed.

    Never raises for what may be wrong with `path`; a pack with mistakes is there with an empty id.
    """
    for attempt in (_from_file, _from_file_anew, _in_memory):
        try:
            return attempt(path, files)
        except (sqlite3.Error, OSError, ValueError):
            continue
    raise AssertionError("a bank in memory opens")


def draw_from(path: Path, files: Sequence[PackFile], use: Callable[[Bank], T]) -> T:
    """Open a bank, use it and close it; a bank that turns out to be broken while it is read is made again first."""
    for attempt in (open_bank, _from_file_anew, _in_memory):
        try:
            bank = attempt(path, files)
        except (sqlite3.Error, OSError, ValueError):
            continue
        try:
            return use(bank)
        except (sqlite3.Error, ValueError, TypeError, IndexError):
            if attempt is _in_memory:
                raise
        finally:
            bank.close()
    raise AssertionError("a bank in memory opens")


def _from_file(path: Path, files: Sequence[PackFile]) -> Bank:
    private_folder(path.parent)
    private_file(path)
    return _filled(sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None), files)


def _from_file_anew(path: Path, files: Sequence[PackFile]) -> Bank:
    for name in (path, Path(f"{path}-journal")):
        name.unlink(missing_ok=True)
    return _from_file(path, files)


def _in_memory(_path: Path, files: Sequence[PackFile]) -> Bank:
    return _filled(sqlite3.connect(":memory:", isolation_level=None), files)


def _filled(connection: sqlite3.Connection, files: Sequence[PackFile]) -> Bank:
    try:
        _prepare(connection)
        known = _known(connection)
        stale = [file for file in files if file.anew or not _is_fresh(file.path, known.get(file.path))]
        if stale:
            from lemans_quiz.packs.compiling import compile_files

            compile_files(connection, stale)
        return Bank(connection, _shelved(connection, files))
    except BaseException:
        connection.close()
        raise


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the tables of an empty bank; refuse one of another layout."""
    if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
        connection.execute("BEGIN IMMEDIATE")
        if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
            for statement in _SCHEMA.split(";"):
                connection.execute(statement)
            connection.execute("CREATE TABLE layout (made_by TEXT NOT NULL) STRICT")
            connection.execute("INSERT INTO layout VALUES (?)", (_LAYOUT,))
            connection.execute("PRAGMA user_version = 1")
        connection.execute("COMMIT")
    if connection.execute("SELECT made_by FROM layout").fetchone() != (_LAYOUT,):
        raise ValueError("made by another version")


def _known(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT path, stamp FROM files").fetchall())


def _is_fresh(path: str, known: str | None) -> bool:
    if known is None:
        return False
    return stamp(path, [row[0] for row in json.loads(known)[1:]]) == known


def _shelved(connection: sqlite3.Connection, files: Sequence[PackFile]) -> tuple[IndexedPack, ...]:
    rows = {row[1]: row for row in connection.execute("SELECT file, path, pack, title, facts FROM files")}
    return tuple(_one_shelved(rows[file.path], file.origin) for file in files if file.path in rows)


def _one_shelved(row: tuple[int, str, str, str, str], origin: str) -> IndexedPack:
    file, path, pack, title_texts, facts = row
    languages, count, license, report, version, homepage = json.loads(facts)
    texts = tuple((code, text) for code, text in json.loads(title_texts))
    counts = Counts(*report) if report else None
    title = LocalText(texts or (("en", pack),))
    return IndexedPack(file, path, origin, pack, title, tuple(languages), count, license, counts, version, homepage)


class Release(NamedTuple):
    """Which version of a pack a question is from, and where the pack lives; either may be empty."""

    version: str = ""
    homepage: str = ""


def release_of(path: Path, item: Item) -> Release:
    """Return the release that holds an item just as it is, looked up in the bank at `path` as it lies there.

    Costs a moment and reads no pack; a bank that cannot be read knows of none.
    """
    query = "SELECT f.facts FROM items i JOIN files f ON f.file = i.file WHERE f.pack = ? AND i.id = ? AND i.body = ?"
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=_BUSY_SECONDS)
        try:
            row = connection.execute(query, (item.pack, item.id, item_to_json(item))).fetchone()
        finally:
            connection.close()
        return Release(*json.loads(row[0])[-2:]) if row else Release()
    except (sqlite3.Error, ValueError, TypeError, OSError):
        return Release()
