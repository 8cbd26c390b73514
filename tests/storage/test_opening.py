import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from lemans_quiz.core.events import Next, Skip
from lemans_quiz.i18n import render
from lemans_quiz.storage import schema
from lemans_quiz.storage.aside import PARTS, file_at, set_aside
from lemans_quiz.storage.history import NoHistory
from lemans_quiz.storage.opening import open_history
from lemans_quiz.storage.sessions import list_sessions
from lemans_quiz.storage.tallies import Scope, attempts
from tests.systems import IS_ROOT


def files_in(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


@pytest.fixture
def game_at(choice, opening_of):
    """Play a game of three questions at a path, as a program would that knows nothing of what lies there."""

    def play(path, told, *, patience=0.05):
        from lemans_quiz.core.game import begin, step
        from lemans_quiz.storage.recording import Recorder

        opening = opening_of([choice(n) for n in range(3)])
        with open_history(path, told.append, patience=patience) as history:
            game, _ = begin(opening.turns, opening.rules)
            recorder = Recorder(history, opening)
            for command in (Skip(1.0), Next()) * 3:
                game, events = step(game, command)
                recorder.keep(command, game, events, 1.0)
            return list_sessions(history)

    return play


def test_a_history_is_made_where_there_is_none(path, told, game_at):
    (session,) = game_at(path, told)
    assert session.is_complete
    assert told == []


def test_what_was_kept_is_there_the_next_time(path, told, game_at):
    game_at(path, told)
    assert [session.id for session in game_at(path, told)] == [2, 1]


def test_a_history_survives_a_power_cut_and_is_known_by_its_number(path, told, game_at):
    with open_history(path, told.append) as history:
        assert history.rows("PRAGMA journal_mode") == [("wal",)]
        assert history.rows("PRAGMA synchronous") == [(2,)]
        assert history.rows("PRAGMA application_id") == [(schema.APPLICATION_ID,)]
        assert history.rows("PRAGMA user_version") == [(schema.VERSION,)]


def test_opening_a_current_history_writes_nothing(path, told, game_at):
    game_at(path, told)
    before = files_in(path.parent)
    open_history(path, told.append).close()
    assert files_in(path.parent) == before


@pytest.mark.parametrize("broken", [b"not a database at all" * 500, b"SQLite format 3\x00" + b"\xff" * 4000, b"\x00"])
def test_a_broken_file_is_set_aside_with_a_date(path, told, game_at, broken):
    path.parent.mkdir(parents=True)
    path.write_bytes(broken)
    assert len(game_at(path, told)) == 1
    (aside,) = path.parent.glob("history-broken-2*.sqlite3")
    assert aside.read_bytes() == broken
    assert [str(aside) in render(sentence) for sentence in told] == [True]


def test_a_truncated_file_is_set_aside(path, told, game_at):
    for _ in range(20):
        game_at(path, told)
    half = path.read_bytes()[: path.stat().st_size // 2]
    path.write_bytes(half)
    assert len(game_at(path, told)) == 1
    assert len(told) == 1
    assert [found.read_bytes() for found in path.parent.glob("history-broken-*")] == [half]


def test_journals_are_set_aside_with_their_file(path):
    path.parent.mkdir()
    for part in PARTS:
        Path(f"{path}{part}").write_text(f"here{part}")
    aside = set_aside(path, file_at(path))
    Path(f"{path}-lock").unlink()
    assert files_in(path.parent) == {f"{aside.name}{part}": f"here{part}".encode() for part in PARTS}


def test_two_broken_files_of_one_second_have_two_names(path, told, game_at):
    path.parent.mkdir(parents=True)
    for content in (b"one" * 400, b"two" * 400):
        path.write_bytes(content)
        game_at(path, told)
    assert sorted(found.read_bytes()[:3] for found in path.parent.glob("history-broken-*.sqlite3")) == [b"one", b"two"]


def test_a_page_found_broken_while_playing_costs_a_warning(path, told, game_at):
    for _ in range(20):
        game_at(path, told)
    with open_history(path, told.append) as history:
        ((page,),) = history.rows("SELECT rootpage FROM sqlite_schema WHERE name = 'sessions'")
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    path.write_bytes(content)
    assert game_at(path, told) == []
    assert len(told) == 1
    assert len(game_at(path, told)) == 1
    assert len(told) == 1


def test_a_history_of_a_newer_version_is_left_alone(path, told, game_at):
    game_at(path, told)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE of_a_newer_version (name)")
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    before = files_in(path.parent)
    assert game_at(path, told) == []
    assert files_in(path.parent) == before
    assert ["newer version" in render(sentence) for sentence in told] == [True]


def test_a_database_of_another_program_is_left_alone(path, told, game_at):
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE recipes (name)")
    before = files_in(path.parent)
    assert game_at(path, told) == []
    assert files_in(path.parent) == before
    assert ["not a history of this program" in render(sentence) for sentence in told] == [True]


def test_a_history_locked_to_the_end_says_that_the_answers_are_lost(path, told, game_at):
    game_at(path, told)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert len(game_at(path, told)) == 1
    holder.close()
    assert ["Another program" in render(told[0]), "saved completely" in render(told[1])] == [True, True]
    assert len(told) == 2
    assert len(game_at(path, told)) == 2


def test_a_place_that_is_no_folder_costs_one_warning(tmp_path, told, game_at):
    (tmp_path / "file").write_text("here")
    assert game_at(tmp_path / "file" / "history.sqlite3", told) == []
    assert ["Cannot write" in render(sentence) for sentence in told] == [True]


@contextmanager
def as_nobody() -> Iterator[None]:
    """The superuser may write anywhere, so a test of permissions must not be run by him."""
    if not IS_ROOT:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize(("folder", "file"), [(0o555, 0o444), (0o755, 0o444)])
def test_a_history_that_cannot_be_written_is_read_after_one_warning(path, told, game_at, folder, file):
    game_at(path, told)
    for parent in list(path.parents)[1:5]:
        parent.chmod(parent.stat().st_mode | 0o055)
    path.chmod(file)
    path.parent.chmod(folder)
    before = path.read_bytes()
    with as_nobody():
        assert [session.right for session in game_at(path, told)] == [0]
    path.parent.chmod(0o755)
    assert path.read_bytes() == before
    assert ["Cannot write" in render(sentence) for sentence in told] == [True]


def test_a_read_only_home_costs_one_warning(path, told, game_at):
    path.parent.parent.chmod(0o555)
    for parent in list(path.parents)[2:5]:
        parent.chmod(parent.stat().st_mode | 0o055)
    with as_nobody():
        assert game_at(path, told) == []
    assert ["Cannot write" in render(sentence) for sentence in told] == [True]


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    resource = pytest.importorskip("resource", reason="needs limits of Unix")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("room", [0, 4096, 20_000, 70_000])
def test_a_disk_that_is_full_costs_one_warning_and_keeps_what_was_there(path, told, game_at, room):
    game_at(path, told)
    size = path.stat().st_size
    with no_file_longer_than(room):
        for _ in range(8):
            game_at(path, told)
    assert len(told) >= 1
    assert path.stat().st_size >= size
    told.clear()
    assert len(game_at(path, told)) >= 2
    assert told == []


def test_a_game_whose_disk_fills_up_keeps_its_first_attempts(path, told, sit_down, history):
    table = sit_down()
    table.play(Skip(1.0), Next())
    with no_file_longer_than(Path(f"{path}-wal").stat().st_size):
        table.play(Skip(1.0), Next(), Skip(1.0), Next())
    assert len(told) == 1
    told.clear()
    with open_history(path, told.append) as again:
        assert [kept.turn for kept in attempts(again, Scope())] == [0]


def test_no_history_takes_everything_and_gives_nothing(sit_down):
    history = NoHistory()
    assert history.is_lost
    assert history.rows("SELECT 1") == []
    assert history.write(lambda connection: connection.execute("SELECT 1")) is None


def test_a_change_that_is_broken_off_is_not_made(history):
    def change(connection):
        connection.execute("INSERT INTO caught_up VALUES ('Nico', 1)")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        history.write(change)
    assert history.rows("SELECT * FROM caught_up") == []
    assert not history.is_lost


OPEN_AND_PLAY = """
import sys
from pathlib import Path
from lemans_quiz.storage.opening import open_history
told = []
with open_history(Path(sys.argv[1]), told.append, patience=20.0) as history:
    for number in range(50):
        history.write(lambda c: c.execute("INSERT INTO seats VALUES (?, ?)", (sys.argv[2], c.execute(
            "INSERT INTO sessions (kind, title, players, started, touched, seed, rules, language, length, answered, over, summary)"
            " VALUES ('', '', '[]', 0, 0, '', '{}', '', 1, 0, 0, '')").lastrowid)))
print(len(told))
print(*told, file=sys.stderr)
"""


def test_programs_that_begin_and_write_one_history_at_once_all_succeed(path, told):
    def run(name):
        done = subprocess.run(
            [sys.executable, "-c", OPEN_AND_PLAY, str(path), name],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        answers.append((done.stdout.strip(), done.stderr))

    answers: list[tuple[str, str]] = []
    programs = [threading.Thread(target=run, args=(name,)) for name in "abcd"]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    assert answers == [("0", "\n")] * 4
    with open_history(path, told.append) as history:
        assert history.rows("SELECT count(*) FROM sessions") == [(200,)]


def test_an_older_history_is_brought_up_to_date_and_keeps_what_it_holds(path, told, game_at, monkeypatch):
    game_at(path, told)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, "ALTER TABLE sessions ADD COLUMN mood TEXT"))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setattr("lemans_quiz.storage.opening.VERSION", schema.VERSION)
    with open_history(path, told.append) as history:
        assert history.rows("SELECT id, mood FROM sessions") == [(1, None)]
        assert history.rows("PRAGMA user_version") == [(schema.VERSION,)]


def test_a_migration_that_fails_leaves_the_older_history(path, told, game_at, monkeypatch):
    game_at(path, told)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, "CREATE TABLE mood (x); DROP TABLE nothing"))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setattr("lemans_quiz.storage.opening.VERSION", schema.VERSION)
    assert game_at(path, told) == []
    monkeypatch.undo()
    assert len(told) == 1
    assert len(game_at(path, told)) == 2
    assert len(told) == 1


def test_programs_that_find_a_broken_history_at_once_begin_one_new_one(path, told):
    path.parent.mkdir(parents=True)
    path.write_bytes(b"broken" * 1000)
    script = OPEN_AND_PLAY.replace("range(50)", "range(5)")
    programs = [
        subprocess.Popen([sys.executable, "-c", script, str(path), name], stdout=subprocess.PIPE, text=True)
        for name in "abcd"
    ]
    warnings = [int(program.communicate(timeout=60)[0]) for program in programs]
    assert sum(warnings) == 1
    with open_history(path, told.append) as history:
        assert history.rows("SELECT count(*) FROM sessions") == [(20,)]
    assert [found.read_bytes()[:6] for found in path.parent.glob("history-broken-*.sqlite3")] == [b"broken"]
