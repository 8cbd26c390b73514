"""Damaged histories: bytes flipped, files cut, frames of the WAL cut at every place. Each ends in a warning and a game."""

from __future__ import annotations

import io
import random
import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from lemans_quiz.core.events import Next, Skip
from lemans_quiz.core.game import Rules, begin, replay, step
from lemans_quiz.core.items import Item, TrueFalse
from lemans_quiz.core.messages import Message
from lemans_quiz.core.stats import overview
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import deal
from lemans_quiz.games.exam.journal import load_exam
from lemans_quiz.games.exam.rules import replay_exam
from lemans_quiz.games.race.setup import past_of
from lemans_quiz.games.warmup.journal import last_settings, unfinished_warm_up
from lemans_quiz.games.warmup.settings import settings_from_json
from lemans_quiz.history.export import exported, write_csv, write_json
from lemans_quiz.history.find import sittings
from lemans_quiz.history.views import list_lines, session_object, told_lines
from lemans_quiz.room.memory import classes, past_of_class
from lemans_quiz.storage import practice, sessions, tallies
from lemans_quiz.storage.local_time import local_day
from lemans_quiz.storage.opening import open_history
from lemans_quiz.storage.recording import Recorder
from lemans_quiz.storage.records import PLAY, Opening
from lemans_quiz.terminal.views import Setting

RELEASED = Path(__file__).parents[1] / "histories" / "0.1.0.sqlite3"
PLAYED = 3


def all_told(path: Path) -> list[Message]:
    """Do with a history what each command does; raises whatever a command would crash with. Return the warnings."""
    told: list[Message] = []
    with open_history(path, told.append, patience=0.05) as history:
        for player in {"", *sessions.players(history)}:
            practice.catch_up(history, player)
            practice.due(history, player, time.time())
            practice.missed(history, player)
            practice.next_due(history, player, 0.0)
            practice.recently_seen(history, player, 400)
            scope = tallies.Scope(player)
            due = practice.falling_due(history, player, time.time() + 1e7)
            slots, today = tallies.slots(history, scope), local_day(time.time())
            overview(tallies.groups(history, scope), slots, [m.state.due for m in due], today=today, day_of=local_day)
        list(list_lines(sittings(history, None, -1), 80))
        for found in sessions.list_sessions(history):
            _one_told(history, found)
        write_csv(exported(history, tallies.Scope()), io.StringIO())
        write_json(exported(history, tallies.Scope()), io.StringIO())
        for name in ("", *classes(history)):
            unfinished_warm_up(history, name, since=0.0)
            past_of_class(history, name)
            settings_from_json(last_settings(history, name))
    return told


def _one_told(history, found) -> None:
    past_of(found)
    saved = sessions.load(history, found.id)
    if saved is not None:
        game = replay(saved.opening.turns, saved.opening.rules, saved.commands)
        (sitting,) = [one for one in sittings(history, None, -1) if one.number == found.id][:1]
        list(told_lines(sitting, game, Setting()))
        session_object(sitting, game, Setting())
        sessions.compare(history, saved.opening, "", before=0)
    exam = load_exam(history, found.id)
    if exam is not None and found.kind == "exam" and saved is None:
        replay_exam(exam.opening.turns, exam.opening.rules, exam.commands)


def played(path: Path) -> int:
    """Play a game of three questions; return how many of them the next start finds."""
    items = [Item("soak", f"item-{n}", plain(f"{n}?"), TrueFalse(True)) for n in range(PLAYED)]
    opening = Opening(PLAY, "soak", time.time(), deal(items, "word"))
    with open_history(path, lambda _: None, patience=0.05) as history:
        recorder, (game, _) = Recorder(history, opening), begin(opening.turns, Rules())
        for command in (Skip(1.0), Next()) * PLAYED:
            game, events = step(game, command)
            recorder.keep(command, game, events, time.time())
    with open_history(path, lambda _: None, patience=0.05) as history:
        return len(list(tallies.attempts(history, tallies.Scope(packs=("soak",)))))


def with_wal(folder: Path) -> Path:
    """Return a history with a long WAL beside it, as a killed program leaves it."""
    path = folder / "history.sqlite3"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(RELEASED, path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    for number in range(12):
        connection.execute("UPDATE sessions SET touched = touched + 1 WHERE id % 3 = ?", (number % 3,))
        connection.execute("INSERT OR IGNORE INTO seats SELECT ?, id FROM sessions LIMIT 3", (f"Player {number}",))
        connection.commit()
    for part in ("", "-wal"):
        shutil.copyfile(f"{path}{part}", folder / f"kept{part}")
    connection.close()
    for part in ("-wal", "-shm"):
        Path(f"{path}{part}").unlink(missing_ok=True)
    for part in ("", "-wal"):
        shutil.move(folder / f"kept{part}", f"{path}{part}")
    return path


def flipped(content: bytes, dice: random.Random, count: int) -> bytes:
    changed = bytearray(content)
    for _ in range(count):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def flipped_in_texts(content: bytes, dice: random.Random, count: int) -> bytes:
    """Change bytes where something is written: most of a file is empty."""
    places = [place for place, byte in enumerate(content) if byte]
    changed = bytearray(content)
    for _ in range(count):
        changed[dice.choice(places)] = dice.randrange(256)
    return bytes(changed)


def damaged(content: bytes, dice: random.Random) -> bytes:
    """Return a history with one kind of damage or another."""
    kind = dice.randrange(6)
    if kind == 0:
        return content[: dice.randrange(len(content))]
    if kind == 1:
        return flipped(content[:4096], dice, dice.randrange(1, 9)) + content[4096:]
    if kind == 2:
        page = dice.randrange(len(content) // 4096) * 4096
        return content[:page] + dice.randbytes(4096) + content[page + 4096 :]
    if kind == 3:
        page = dice.randrange(len(content) // 4096) * 4096
        return content[:page] + bytes(4096) + content[page + 4096 :]
    if kind == 4:
        return flipped(content, dice, dice.randrange(1, 60))
    return flipped_in_texts(content, dice, dice.randrange(1, 40))


def cut_wals(path: Path) -> Iterator[bytes]:
    """Yield the WAL cut at every frame and in the middle of each."""
    whole = Path(f"{path}-wal").read_bytes()
    frame, head = 4096 + 24, 32
    for start in range(head, len(whole) + 1, frame):
        for place in (start, start + 12, start + 2000):
            if place <= len(whole):
                yield whole[:place]
