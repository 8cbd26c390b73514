"""`lmq stats`: what is told adds up to what was played, whoever asks and however it is drawn."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from lemans_quiz import paths
from lemans_quiz.app import build
from lemans_quiz.cli.invocation import Invocation
from lemans_quiz.core.events import Answer, Next
from lemans_quiz.core.game import Rules, begin, step
from lemans_quiz.core.items import Item, TrueFalse
from lemans_quiz.core.responses import Said
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import deal
from lemans_quiz.errors import NotFound, UsageError
from lemans_quiz.history.export import Exported
from lemans_quiz.storage.history import History
from lemans_quiz.storage.local_time import begin_of, local_day
from lemans_quiz.storage.opening import open_history
from lemans_quiz.storage.recording import Recorder
from lemans_quiz.storage.records import Opening
from tests.effort import examples
from tests.systems import IS_ROOT

DAY = 86_400.0
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, furnish: Callable[[Path], Path]) -> None:
    monkeypatch.setenv("LEMANS_QUIZ_HOME", str(furnish(tmp_path)))


def stats(*arguments: str, player: str = "") -> Result:
    return CliRunner().invoke(build(["stats"], Invocation("en", player)), ["stats", *arguments])


def told(*arguments: str, player: str = "") -> dict:
    return json.loads(stats(*arguments, "--json", player=player).stdout)


def item(pack: str = "race", id: str = "first", level: int = 0, tags: tuple[str, ...] = ()) -> Item:
    return Item(pack, id, plain(f"Is {id} true?"), TrueFalse(True), level=level, tags=tags)


def keep(history: History, answers: list[tuple[Item, bool, int]], started: float, player: str = "") -> None:
    turns = deal([item for item, _, _ in answers], "word")
    recorder = Recorder(history, Opening("play", "", started, turns, players=(player,)))
    game, _ = begin(turns, Rules())
    for number, (_, said, seconds) in enumerate(answers):
        for command in (Answer(Said(said), float(seconds)), Next()):
            game, events = step(game, command)
            recorder.keep(command, game, events, started + number)


def played(*answers: tuple[Item, bool], ago: float = 0.0, player: str = "") -> None:
    with open_history(paths.history(), raise_sentence) as history:
        keep(history, [(item, said, 2) for item, said in answers], time.time() - ago, player)


def raise_sentence(sentence: object) -> None:
    raise AssertionError(sentence)


items = st.builds(
    item,
    st.sampled_from(["race", "series"]),
    st.sampled_from(["first", "second", "third"]),
    st.integers(0, 5),
    st.lists(st.sampled_from(["teams", "drivers"]), unique=True).map(tuple),
)
answers = st.lists(st.tuples(items, st.booleans(), st.integers(1, 99)), min_size=1, max_size=5)
sessions = st.lists(st.tuples(st.sampled_from(["Nico", "Nick"]), st.integers(0, 500), answers), max_size=6)


@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sessions)
def test_what_is_told_adds_up_to_what_was_played(monkeypatch, warm_home, sessions):
    with TemporaryDirectory() as folder:
        monkeypatch.setenv("LEMANS_QUIZ_HOME", folder)
        monkeypatch.setattr(paths, "bank", lambda: warm_home / "cache" / "bank.sqlite3")
        with open_history(paths.history(), raise_sentence) as history:
            for player, ago, given_answers in sessions:
                keep(history, given_answers, time.time() - ago * DAY, player)
        for player in ("Nico", "Nick"):
            found = told(player=player)
            mine = [one for name, _, answers in sessions if name == player for one in answers]
            assert (found["attempts"], found["right"]) == (len(mine), sum(said for _, said, _ in mine))
            assert found["seconds"] == sum(seconds for *_, seconds in mine)
            assert counts(found, "packs", "pack") == Counter(item.pack for item, *_ in mine)
            assert counts(found, "tags", "tag") == Counter(tag for item, *_ in mine for tag in item.tags)
            assert counts(found, "levels", "level") == Counter(item.level for item, *_ in mine)
            assert counts(found, "kinds", "kind") == Counter("true-false" for _ in mine)
            for parts in ("days", "weeks", "packs", "levels", "kinds"):
                assert sum(part["right"] for part in found[parts]) == found["right"]


def counts(found: dict, parts: str, name: str) -> dict:
    return {part[name]: part["attempts"] for part in found[parts]}


def test_nothing_played_is_a_friendly_sentence():
    done = stats()
    assert done.exit_code == 0
    assert done.stdout == "Nothing has been played yet.\nStart with: lmq play\n"
    assert told()["attempts"] == 0


def test_players_are_kept_apart():
    played((item(), True), player="Nico")
    assert told(player="Nick")["attempts"] == 0
    assert told(player="Nico")["attempts"] == 1


def test_since_leaves_out_what_was_before():
    played((item(), False), ago=9 * DAY)
    played((item(), True), (item(id="second"), True))
    found = told("--since", (date.today() - timedelta(days=2)).isoformat())
    assert (found["attempts"], found["right"]) == (2, 2)
    assert "Nothing played matches" in stats("--since", "2999-12-31").stdout


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "0001-01-01x", ""])
def test_what_is_no_date_is_told(text):
    done = stats("--since", text or "-")
    assert isinstance(done.exception, UsageError)


def test_a_pack_that_is_gone_still_has_its_statistics():
    played((item("gone"), True), (item("other"), False))
    assert told("gone")["attempts"] == 1
    assert isinstance(stats("./gone.yaml").exception, NotFound)


def test_hard_questions_are_told_by_their_stems_where_they_still_exist(lmq):
    shown = json.loads(lmq("play", "-n", "1", "--kind", "choice", "--json").stdout.splitlines()[1])
    hard = item(shown["pack"], shown["id"])
    played(*[(hard, False)] * 3, *[(item("gone", "lost"), False)] * 3)
    stems = {one["id"]: one["stem"] for one in told()["hardest"]}
    assert stems == {shown["id"]: shown["stem"], "lost": None}
    lines = stats("--plain").stdout
    assert f"3 of 3 missed: {shown['stem']}" in lines
    assert "3 of 3 missed: lost" in lines


def test_every_field_is_in_the_manual():
    played(*[(item(tags=("x",)), False)] * 3)
    manual = (ROOT / "docs" / "statistics.md").read_text(encoding="utf-8")
    parts = [part[0] for part in told().values() if isinstance(part, list)]
    assert [name for part in (told(), *parts) for name in part if f"`{name}`" not in manual] == []
    assert [name for name in Exported._fields if f"`{name}`" not in manual] == []


def installed_pack():
    """Install the pack whose questions `item` makes."""
    paths.user_packs().mkdir(parents=True)
    questions = [{"id": id, "question": f"Is {id} true?", "answer": True} for id in ("first", "second")]
    (paths.user_packs() / "race.yaml").write_text(json.dumps({"title": "Race", "questions": questions}), "utf-8")


def test_what_was_missed_falls_due_today():
    installed_pack()
    played((item(), False), (item(id="second"), True), ago=3600)
    assert told()["due"][0]["items"] == 1
    assert sum(day["items"] for day in told()["due"]) >= 1
    assert told("elsewhere")["due"][0]["items"] == 0


def test_statistics_and_practice_agree_on_what_is_due():
    installed_pack()
    played((item(), False), (item(id="gone"), False), ago=3600)
    played((item(id="second"), False))
    assert told()["due"][0]["items"] == 1
    practised = CliRunner().invoke(
        build(["practice"], Invocation("en", "")), ["practice", "--new", "0", "--json"], input=""
    )
    started, *_ = map(json.loads, practised.stdout.splitlines())
    assert started["questions"] == 1


def test_days_in_a_row_are_counted_up_to_today():
    today = local_day(time.time())
    for ago in (0, 1, 2, 5):
        played((item(), True), ago=time.time() - begin_of(today - timedelta(days=ago)) - 3600 if ago else 0)
    found = told()
    assert found["streak"] == {"current": 3, "longest": 3}
    assert [day["day"] for day in found["days"]][-1] == today.isoformat()


def test_plain_lines_hold_no_control_characters():
    played((item(tags=("\x1b]0;x\x07[red]",)), True))
    for arguments in (("--plain",), ("--json",), ()):
        assert not {"\x1b", "\x07"} & set(stats(*arguments).stdout)


@pytest.mark.parametrize("harm", ["read-only", "broken", "newer"])
def test_a_history_that_cannot_be_read_is_one_warning(own_lmq: Callable, tmp_path: Path, harm: str):
    folder = tmp_path / "home" / "data"
    folder.mkdir(parents=True)
    file = folder / "history.sqlite3"
    if harm == "broken":
        file.write_bytes(b"no database at all " * 100)
    if harm == "newer":
        with open_history(file, raise_sentence) as history:
            history.write(lambda connection: connection.execute("CREATE TABLE of_a_newer_version (name)"))
            history.write(lambda connection: connection.execute("PRAGMA user_version = 999"))
    if harm == "read-only":
        if IS_ROOT:
            file.mkdir()
        else:
            folder.chmod(0o555)
    for command in (("stats",), ("stats", "--json"), ("history",)):
        done = own_lmq(*command)
        assert done.returncode == (0 if harm == "broken" else 1)
        assert done.stderr.count("\n") == (1 if harm != "broken" or command == ("stats",) else 0), done.stderr
        assert "Traceback" not in done.stderr
    folder.chmod(0o755)
