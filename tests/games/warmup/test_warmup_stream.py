"""A warm-up by lines: every key's function has a word, nothing is told early, and JSON is as it is documented."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lemans_quiz import i18n
from lemans_quiz.core.turns import deal
from lemans_quiz.games.warmup.driver import WarmupDriver
from lemans_quiz.games.warmup.events import play_warm_up_jsonl
from lemans_quiz.games.warmup.game import replay
from lemans_quiz.games.warmup.lines import play_warm_up_lines
from lemans_quiz.games.warmup.rules import DEAF, Script, WarmupRules, points
from lemans_quiz.games.warmup.screen import Room
from lemans_quiz.games.warmup.state import Warmup
from lemans_quiz.games.warmup.stream import no_earlier
from lemans_quiz.room.wall import WallPage
from tests.effort import examples
from tests.games.warmup.test_warmup_pages import ByHand, item
from tests.games.warmup.test_warmup_rules import SCRIPTS, choice, script

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "json.md"
TO_THE_ANSWER = "\n\n\n\n"
"""Begin, show the options, hold up fingers, show the answer."""


def played(typed: str, given: Script | None = None, **rules: object) -> tuple[Warmup, str]:
    """Play by lines; return where it stands then, and what was told."""
    out = StringIO()
    host = WarmupDriver(given or script(questions=2, **rules))
    host.clock = ByHand()
    play_warm_up_lines(host, Room("light", i18n.language()), source=StringIO(typed), out=out)
    return host.state, out.getvalue()


def events(typed: str, given: Script | None = None, **rules: object) -> list[dict[str, object]]:
    out = StringIO()
    host = WarmupDriver(given or script(questions=2, **rules))
    play_warm_up_jsonl(host, Room("light", "en"), "7b", "word", source=StringIO(typed), out=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("1 3\n", (1, 0, 1)),
        ("1,3\n1\n", (0, 0, 1)),
        ("0\n", (0, 0, 0)),
        ("2\n\n:back\n", (0, 1, 0)),
        (":points 2 +3\n", (0, 3, 0)),
        ("1\n:points 1 -1\n", (0, 0, 0)),
        ("1\n:void\n", (0, 0, 0)),
        ("1\n:void\n:void 1\n", (1, 0, 0)),
        ("1\n:rename 1 Bees\n:late Owls\n2\n", (1, 1, 0, 0)),
        ("3\n:join 3 1\n", (1, 0, 0)),
        ("1\n\n\n\n\n\n2\n:void 1\n", (0, 1, 0)),
        ("1\n:skip\n", (0, 0, 0)),
        ("1\n:end\n", (1, 0, 0)),
        ("1\n:pause\n\n2\n", (1, 1, 0)),
    ],
)
def test_each_function_of_the_keys_has_a_word(typed: str, wanted: tuple[float, ...]):
    assert points(played(TO_THE_ANSWER + typed)[0]) == wanted


@pytest.mark.parametrize(
    ("english", "german"),
    [
        (":back", ":zurück"),
        (":skip", ":überspringen"),
        (":void", ":zähltnicht"),
        (":also B", ":auch B"),
        (":end", ":schluss"),
    ],
)
def test_words_are_understood_in_german_too(english: str, german: str):
    assert played(f"{TO_THE_ANSWER}1\n{english}\n")[0] == played(f"{TO_THE_ANSWER}1\n{german}\n")[0]


@pytest.mark.parametrize(
    "nonsense", ["99", "foo", ":foo", ":rename", ":rename x y", ":join 1", ":points 2", "1;;2x", ":also Z", ":goto 9"]
)
def test_what_means_nothing_changes_nothing_and_is_told(nonsense: str):
    before, _ = played(TO_THE_ANSWER)
    after, told = played(f"{TO_THE_ANSWER}{nonsense}\n")
    assert after == before
    assert re.search(r"Not understood|Unknown command|not possible now", told.splitlines()[-1])


def test_typed_letters_are_marked_and_told_at_the_answer():
    state, told = played("\n\n\nA\nB\n-\n\n", entry="letters")
    assert state.question is not None
    assert state.question.entries == ("0", "1", "-")
    assert "A: Arnage   B: Mulsanne" in told


def test_an_entry_is_mended_by_the_number_of_the_team():
    state, _ = played("\n\n\nA\nB\n1=C\n", entry="letters")
    assert state.question is not None
    assert state.question.entries[:2] == ("2", "1")


def test_a_team_that_calls_is_judged_by_its_letter():
    question = script().turns[0]
    right = "ABCD"[question.arrangement.index(question.item.kind.key)]  # type: ignore[union-attr]
    state, told = played(f"\n\n2\n{right}\n", entry="buzz")
    assert points(state) == (0, 1, 0)
    assert "Right: Mulsanne" in told


def test_a_missing_count_of_hands_asks_once():
    state, told = played("\n\n\n\n5 3\n\n", tally=True)
    assert state.phase == "tally"
    assert "A count is missing" in told
    assert played("\n\n\n\n5 3\n\n\n", tally=True)[0].phase == "revealed"


def test_nothing_before_the_answer_depends_on_it():
    def told(key: int) -> str:
        return played("\n\n\n", Script(deal([item(key)], "word"), (), WarmupRules(teams=("A", "B"), questions=1)))[1]

    assert told(0) == told(1) == told(2)


@pytest.mark.parametrize("language", ["en", "de"])
def test_nothing_is_told_by_a_sign_alone(language: str):
    i18n.use(language)
    try:
        told = played("\n\n\n\n1\n\n\n\n\n\n2\n\n\n\n\n", tally=False)[1]
    finally:
        i18n.use("en")
    assert re.search(r"[▲■●◆★▼✓✗▸━─█░]", told) is None
    assert not re.search(r"\x1b", told)


def test_the_same_lines_give_the_same_warm_up_however_slow_they_come():
    first, second = (events(TO_THE_ANSWER + "1\n\n\n") for _ in range(2))
    assert first == second


def test_no_object_tells_the_key_before_it_is_revealed():
    hidden = [one for one in events("\n\n\n") if one["event"] != "started"]
    assert {"key", "letters", "right", "explanation"}.isdisjoint({name for one in hidden[:-1] for name in one})


def test_every_field_of_a_warm_up_is_documented():
    text = DOCUMENT.read_text("utf-8")
    chapter = text[text.index("## In a warm-up") : text.index("## Warm-ups in the history")]
    every = [
        *events(TO_THE_ANSWER + "1\n:rename 1 Bees\n\n\n\n\n\n:foo\n1 2\n\n\n"),
        *events("\n\n\nA\nB\nA\n\n:problem\n", entry="letters"),
        *events("\n\n\n\n5 3\n", tally=True),
    ]
    names = {name for one in every for name in one} | {str(one["event"]) for one in every}
    assert {name for name in names - {"event"} if f"`{name}`" not in chapter} == set()
    assert {
        "started",
        "asked",
        "phase",
        "entered",
        "revealed",
        "scored",
        "problem",
        "podium",
        "rejected",
        "finished",
    } <= names


def test_a_class_without_teams_sees_the_answer_and_marks_nothing():
    state, told = played(TO_THE_ANSWER + "1\n", Script(script().turns, (), WarmupRules(questions=1)))
    assert "Not understood" in told
    assert state.question is not None
    assert state.question.right == ()


def test_it_can_be_left_and_says_so_by_where_it_stands():
    state, _ = played(TO_THE_ANSWER + ":quit\n1\n")
    assert (state.phase, points(state)) == ("revealed", (0, 0, 0))


def test_a_pipe_begins_a_warm_up_of_its_own(own_lmq, tmp_path):
    pack = tmp_path / "two.yaml"
    pack.write_text("title: Two\nquestions:\n- {id: a, question: Is 2 even?, answer: true}\n", "utf-8")
    first = own_lmq("warmup", str(pack), "--teams", "2", "-n", "1", typed="\n\n\n\n1\n")
    again = own_lmq("warmup", str(pack), "--teams", "2", "-n", "1", typed="\n\n\n\n2\n\n\n\n\n")
    assert (first.returncode, again.returncode) == (0, 0)
    assert "is saved with its points" in first.stderr
    assert "is saved" in again.stderr
    assert "1. Mulsanne: 1" in again.stdout


@given(st.integers(0, 10**7))
@example(553)
def test_a_line_is_never_too_early_for_keys_that_were_deaf(thousandths: int):
    end = thousandths / 1000 + DEAF
    assert end <= no_earlier(end) < end + 0.0021


def test_choices_of_the_rules_are_told_by_their_letters():
    given = Script(script(choice(1)).turns, (), WarmupRules(teams=("A", "B"), questions=1))
    _, told = played(TO_THE_ANSWER, given)
    assert re.search(r"The answer: [A-D]\. (Porsche|Audi|Toyota|Nissan)", told)


class Pages:
    """A projector that keeps what it would show."""

    def __init__(self) -> None:
        self.is_open, self.address, self.shown = False, "http://localhost:8024/wall", []

    def open(self) -> str:
        self.is_open = True
        return self.address

    def show(self, page: WallPage) -> None:
        self.shown.append(page)


def test_the_page_of_the_projector_is_opened_by_a_word_and_follows_the_lines():
    projector, out = Pages(), StringIO()
    host = WarmupDriver(script(questions=1))
    room = Room("light", "en", projector=projector)  # type: ignore[arg-type]
    play_warm_up_lines(host, room, source=StringIO("\n:wall\n\n:rename 1 Bees\n"), out=out)
    assert projector.address in out.getvalue()
    assert [len(page.options) for page in projector.shown] == [0, 4, 4]
    assert projector.shown[-1].teams[0].name == "Bees"


LINES = st.sampled_from(
    ["", "", "", "", ":back", ":pause", ":skip", ":timer", ":end", ":void", ":void 1", ":void 9", ":also B", ":also I 2", ":points 2 +3",
     ":points 9 1", ":rename 1 Bees", ":rename 3 Bees", ":late Owls", ":join 1 2", ":join 2 1", ":again", ":teams", ":help", ":problem",
     ":problem 2", ":wall", "1", "2 3", "0", "9", "A", "b", "-", "1=C", "3=-", "12", "5 3 2 1", "B 7", "11 B", "1A 2b, 3 C", "2 -", ":vote", ":camera", "13,6", "\x1b[31m", "🙂", ":x"]
)  # fmt: skip


@settings(max_examples=examples(60), deadline=None)
@given(SCRIPTS, st.lists(LINES, max_size=50))
def test_whatever_is_written_is_told_by_lines_and_as_json_and_replayed(given_script, lines):
    typed = "".join(f"{line}\n" for line in lines)
    log = []
    host = WarmupDriver(given_script, record=lambda _state, command, _events: log.append(command))
    play_warm_up_lines(host, Room("light", "en"), source=StringIO(typed), out=StringIO())
    assert replay(given_script, log) == host.state
    told = events(typed, given_script)
    assert [one["event"] for one in told[:1] + told[-1:]] == ["started", "finished"]
