"""Take over the packs of the program as they were compiled when its one-file form was made: no YAML is read at the first start."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from lemans_quiz.files.writing import private_folder
from lemans_quiz.packs.bank import open_bank
from lemans_quiz.packs.library import SHIPPED, PackFile, pack_files, stamp


def deliver(shipped: Path, target: Path) -> None:
    """Compile the packs of a folder into a bank that knows them by their names alone."""
    target.unlink(missing_ok=True)
    open_bank(target, [PackFile(path, SHIPPED) for path in pack_files(shipped)]).close()
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        for path, stamped in connection.execute("SELECT path, stamp FROM files").fetchall():
            names = [os.path.basename(name) for name, *_ in json.loads(stamped)]
            connection.execute(
                "UPDATE files SET path = ?, stamp = ? WHERE path = ?", (names[0], json.dumps(names), path)
            )
        connection.execute("VACUUM")


def take_over(delivered: Path, *, shipped: Path, bank: Path) -> None:
    """Make a bank out of a delivered one where there is none of this version; what goes wrong costs time alone."""
    with suppress(sqlite3.Error, OSError, ValueError):
        private_folder(bank.parent)
        if bank.exists() and _made_by(bank) == _made_by(delivered):
            return
        fresh = bank.with_name(f"{bank.name}.{os.getpid()}")
        try:
            shutil.copyfile(delivered, fresh)
            _place(fresh, shipped)
            os.replace(fresh, bank)
        finally:
            fresh.unlink(missing_ok=True)


def _made_by(bank: Path) -> str:
    try:
        with closing(sqlite3.connect(bank)) as connection:
            return str(connection.execute("SELECT made_by FROM layout").fetchone())
    except sqlite3.Error:
        return ""


def _place(bank: Path, shipped: Path) -> None:
    """Let a delivered bank know the files that it was made from where they are now."""
    with closing(sqlite3.connect(bank, isolation_level=None)) as connection:
        for name, names in connection.execute("SELECT path, stamp FROM files").fetchall():
            path, *tables = (str(shipped / one) for one in json.loads(names))
            connection.execute("UPDATE files SET path = ?, stamp = ? WHERE path = ?", (path, stamp(path, tables), name))
