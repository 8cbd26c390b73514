"""Packs -> rows of the bank. Imported only when a file is new or has changed; it is what brings in the reader."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from lemans_quiz.core.codec import item_to_json
from lemans_quiz.core.draw import language_key, rank
from lemans_quiz.core.items import Item, Pack
from lemans_quiz.files.reading import is_endless
from lemans_quiz.packs.counts import Counts
from lemans_quiz.packs.library import PackFile, stamp
from lemans_quiz.packs.progress import reading
from lemans_quiz.packs.reading.reader import load_pack


class _Read(NamedTuple):
    path: str
    stamp: str
    hash: str
    pack: Pack | None
    report: Counts | None = None


def compile_files(connection: sqlite3.Connection, files: Sequence[PackFile]) -> None:
    """Bring files that look changed up to date in the bank, each in one transaction of its own.

    Reading is done before the lock is taken, so that programs that compile at the same time wait for the writing alone.
    """
    _forget_missing(connection)
    with reading([file.path for file in files]) as paths:
        for file, _path in zip(files, paths, strict=True):
            _compile(connection, file)


def _compile(connection: sqlite3.Connection, file: PackFile) -> None:
    known = connection.execute("SELECT hash, stamp FROM files WHERE path = ?", (file.path,)).fetchone()
    digest = _digest(file.path, [row[0] for row in json.loads(known[1])[1:]] if known else [])
    if known and known[0] == digest and not file.anew:
        stamped = stamp(file.path, [row[0] for row in json.loads(known[1])[1:]])
        connection.execute("UPDATE files SET stamp = ? WHERE path = ?", (stamped, file.path))
    else:
        _store(connection, _read(file))


def _digest(path: str, tables: Sequence[str]) -> str:
    digest = blake2b(digest_size=16)
    for name in (path, *tables):
        try:
            if is_endless(Path(name)):
                raise OSError(name)
            with open(name, "rb") as file:
                while chunk := file.read(1 << 20):
                    digest.update(chunk)
        except OSError:
            digest.update(b"missing")
        digest.update(b"\0")
    return digest.hexdigest()


def _read(file: PackFile) -> _Read:
    path = file.path
    before = stamp(path)
    reading = (file.load or load_pack)(Path(path))
    tables = [str(Path(path).parent / name) for name in reading.tables]
    stamped = stamp(path, tables)
    if file.anew or json.loads(stamped)[0] != json.loads(before)[0]:
        # Written to while it was read, or read as it was told once: never fresh, so that the next run reads it again.
        stamped = json.dumps([[path, -2, -2]])
    return _Read(path, stamped, "" if file.anew else _digest(path, tables), reading.pack, reading.report)


def _store(connection: sqlite3.Connection, read: _Read) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        known = connection.execute("SELECT hash, stamp FROM files WHERE path = ?", (read.path,)).fetchone()
        if known != (read.hash, read.stamp):
            _forget(connection, read.path)
            _insert(connection, read)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _forget_missing(connection: sqlite3.Connection) -> None:
    """Drop the packs whose files are gone, so that files played once do not pile up."""
    for (path,) in connection.execute("SELECT path FROM files").fetchall():
        if not os.path.exists(path):
            connection.execute("BEGIN IMMEDIATE")
            _forget(connection, path)
            connection.execute("COMMIT")


def _forget(connection: sqlite3.Connection, path: str) -> None:
    row = connection.execute("SELECT file FROM files WHERE path = ?", (path,)).fetchone()
    for table in ("items", "tagged", "buckets", "files") if row else ():
        connection.execute(f"DELETE FROM {table} WHERE file = ?", row)


def _insert(connection: sqlite3.Connection, read: _Read) -> None:
    pack = read.pack
    known = (pack.languages(), len(pack.items), pack.license) if pack else ([], 0, "")
    facts = json.dumps([*known, read.report, *((pack.version, pack.homepage) if pack else ("", ""))])
    title = json.dumps(pack.title.texts if pack else [])
    row = (read.path, read.stamp, read.hash, pack.id if pack else "", title, facts)
    file = connection.execute(
        "INSERT INTO files (path, stamp, hash, pack, title, facts) VALUES (?, ?, ?, ?, ?, ?)", row
    ).lastrowid
    if pack and file is not None:
        _insert_items(connection, file, pack.items)


def _insert_items(connection: sqlite3.Connection, file: int, items: Sequence[Item]) -> None:
    first = connection.execute("SELECT coalesce(max(item), 0) + 1 FROM items").fetchone()[0]
    ordered = sorted(
        range(len(items)), key=lambda number: (rank(items[number].pack, items[number].id), items[number].id)
    )
    places: Counter[tuple[object, ...]] = Counter()
    item_places: dict[int, int] = {}
    tagged: list[tuple[int | str, ...]] = []
    for number in ordered:
        item = items[number]
        shared = (int(item.table), item.level, item.kind_name, language_key(item))
        for tag in ("", *dict.fromkeys(item.tags)):
            key = (tag, *shared)
            if tag:
                tagged.append((file, shared[0], tag, *shared[1:], places[key], first + number))
            else:
                item_places[number] = places[key]
            places[key] += 1
    connection.executemany(
        "INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _rows(file, first, items, item_places)
    )
    tagged.sort(key=lambda row: row[:7])
    connection.executemany("INSERT INTO tagged VALUES (?, ?, ?, ?, ?, ?, ?, ?)", tagged)
    connection.executemany(
        "INSERT INTO buckets VALUES (?, ?, ?, ?, ?, ?, ?)", ((file, *key, size) for key, size in places.items())
    )


def _rows(file: int, first: int, items: Sequence[Item], places: dict[int, int]) -> Iterator[tuple[object, ...]]:
    for number, item in enumerate(items):
        yield (
            first + number,
            file,
            int(item.table),
            item.level,
            item.kind_name,
            language_key(item),
            places[number],
            item.id,
            "\n".join(item.tags),
            item_to_json(item),
        )
