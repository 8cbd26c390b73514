"""The program is killed at random moments: what it acknowledged is in the history, and the history is whole."""

import random
import signal
import subprocess
import sys
import time

import pytest

from lemans_quiz.core.resuming import resume
from lemans_quiz.storage.opening import open_history
from lemans_quiz.storage.sessions import list_sessions, load
from lemans_quiz.storage.tallies import Scope, attempts
from tests.effort import times
from tests.systems import needs_unix

PLAY_UNTIL_KILLED = """
import sys
from pathlib import Path
from lemans_quiz.core.events import Next, Skip
from lemans_quiz.core.game import Rules, begin, step
from lemans_quiz.core.items import Item, TrueFalse
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import deal
from lemans_quiz.storage.opening import open_history
from lemans_quiz.storage.recording import Recorder
from lemans_quiz.storage.records import PLAY, Opening

def fail(sentence):
    raise SystemExit(str(sentence))

turns = deal([Item("race", f"item-{n}", plain("?"), TrueFalse(True)) for n in range(10)], "word")
with open_history(Path(sys.argv[1]), fail) as history:
    while True:
        opening = Opening(PLAY, "race", 0.0, turns)
        recorder, (game, _) = Recorder(history, opening), begin(turns, Rules())
        for command in (Skip(1.0), Next()) * 10:
            game, events = step(game, command)
            recorder.keep(command, game, events, 0.0)
            if isinstance(command, Skip):
                print(recorder.session, len(game.attempts) - 1, flush=True)
"""

pytestmark = pytest.mark.soak
TIMES = times(4, 100)


def killed_game(path, moment):
    """Return what a game acknowledged until it was killed; a line cut short by the kill acknowledges nothing."""
    with subprocess.Popen(
        [sys.executable, "-c", PLAY_UNTIL_KILLED, str(path)], stdout=subprocess.PIPE, text=True
    ) as game:
        assert game.stdout is not None
        first = game.stdout.readline()
        time.sleep(moment)
        game.send_signal(signal.SIGKILL)
        lines = [first, *game.stdout.read().splitlines(keepends=True)]
    assert game.returncode == -signal.SIGKILL
    return {tuple(map(int, line.split())) for line in lines if line.endswith("\n")}


@needs_unix
def test_what_was_acknowledged_before_a_kill_is_kept(path, told):
    moments = random.Random(24)
    seen: set[tuple[int, ...]] = set()
    for _ in range(TIMES):
        seen |= killed_game(path, moments.random() * 0.08)
        with open_history(path, told.append) as history:
            assert history.rows("PRAGMA integrity_check") == [("ok",)]
            assert seen <= {(kept.session, kept.turn) for kept in attempts(history, Scope())}
    assert len(seen) > TIMES
    assert told == []


def test_a_killed_game_is_resumed_at_its_next_question(path, told):
    acknowledged = killed_game(path, 0.03)
    with open_history(path, told.append) as history:
        last = list_sessions(history)[0]
        saved = load(history, last.id)
        items = {(turn.item.pack, turn.item.id): turn.item for turn in saved.opening.turns}
        resumed = resume(
            saved.opening.turns, saved.opening.rules, saved.commands, lambda *name: items[name], word="word"
        )
    answered = [turn for session, turn in acknowledged if session == last.id]
    assert len(resumed.game.attempts) == last.answered >= len(answered)
    assert resumed.game.turns == saved.opening.turns
