"""A room led by lines: every key has a word, what comes by itself is told, and nothing is told early."""

from __future__ import annotations

import re
from io import StringIO

import pytest

from lemans_quiz import i18n
from lemans_quiz.core.responses import Chosen
from lemans_quiz.games.host.commands import Answer, ExtraTime
from lemans_quiz.games.host.desk import Admitted, Desk
from lemans_quiz.games.host.game import HostGame
from lemans_quiz.games.host.remote import keys, stream, telling
from lemans_quiz.games.host.remote.ending import Ending
from lemans_quiz.games.host.remote.lines import Leader, lead_by_lines
from lemans_quiz.games.host.remote.screen import Stage
from lemans_quiz.games.host.rules import CLOSED, LOBBY, OPEN, OVER, PODIUM, READING, Script, right_places
from lemans_quiz.play import leading
from lemans_quiz.play.bindings import HELP
from lemans_quiz.play.leading import LineReader
from tests.games.host.lessons import script

WORD_OF_KEY = {
    keys.ON: leading.NEXT, keys.BACK: leading.BACK, keys.WALL: leading.WALL, keys.SETTINGS: stream.SETTINGS,
    keys.LOCK: stream.LOCK, keys.SEATS: stream.PUPILS, keys.PAUSE: leading.PAUSE, keys.TIMER: leading.TIMER,
    keys.AGAIN: stream.VOTE, keys.FINGERS: stream.FINGERS, keys.HANDS: "", keys.KEY: stream.KEY, keys.SPEAK: stream.SAY,
    keys.CARDS: stream.CARDS, keys.NAMES: stream.NAME, keys.RETURN: stream.ADMIT, keys.WAY_IN: stream.WAY_IN,
    keys.MENU: leading.QUIT, HELP: leading.HELP,
}  # fmt: skip
TO_THE_FIRST = "\n\n"
"""Begin, and open the first question."""


class Told:
    """A game led by these lines, with two phones in it, and what was told."""

    def __init__(
        self,
        typed: str,
        asked: Script | None = None,
        *,
        wall: bool = False,
        address: str = "10.3.7.21",
        **rules: object,
    ) -> None:
        self.at = 0.0
        self.desk = Desk(asked or script(**rules), clock=lambda: self.at)
        self.admitted = [self.desk.join(name="Ann" if rules.get("names") == "own" else ""), self.desk.join()]
        for seat in (0, 1):
            self.desk.connect(seat)
        self.shown: list[bool] = []
        self.out = StringIO()
        stage = Stage(
            "en", "Bees", "7b", lambda: address, "4821", wall_is_open=lambda: wall, open_wall=lambda: "Page: here",
            show_way_in=self.shown.append, complain=lambda turn, reason: True,
        )  # fmt: skip
        self.leader = Leader(self.desk, stage, LineReader(StringIO(typed)), self.out, is_interactive=False)
        self.by = self.leader.run()

    @property
    def state(self) -> HostGame:
        return self.desk.snapshot.state

    @property
    def text(self) -> str:
        return self.out.getvalue()

    def more(self, typed: str) -> str:
        """Lead on with further lines, and return what was told then."""
        before = len(self.text)
        self.leader.lines = LineReader(StringIO(typed))
        self.by = self.leader.run()
        return self.text[before:]


def test_every_key_has_a_word_in_english_and_german() -> None:
    assert set(WORD_OF_KEY) == set(keys.ALL)
    for word in set(WORD_OF_KEY.values()) - {""}:
        assert [spoken for spoken, meant in stream.WORDS.items() if meant == word]
    i18n.use("de")
    told = " ".join(telling.help_lines())
    for word in re.findall(r":\w+", told):
        assert word in stream.WORDS, word
    i18n.use("en")
    assert all(word in stream.WORDS for word in re.findall(r":[\w-]+", " ".join(telling.help_lines())))


def test_empty_lines_lead_through_a_whole_game() -> None:
    told = Told("\n" * 40)
    assert told.state.phase == OVER
    for sentence in ("Question 1 of 4: Who won 0?", "A. ", "The answer: ", "So it was.", "The class got 0 % right."):
        assert sentence in told.text


@pytest.mark.parametrize(
    ("typed", "phase"),
    [
        (":fingers", READING),
        ("\n:back", LOBBY),
        ("\n\n\n:vote", OPEN),
        ("\n\n:skip", READING),
        ("\n\n:end", PODIUM),
        ("\n\n\n\n:zurück", CLOSED),
        (":weiter\n:weiter", OPEN),
        ("\n:schluss\n:schluss", OVER),
    ],
)
def test_a_word_does_what_its_key_does(typed: str, phase: str) -> None:
    assert Told(f"{typed}\n").state.phase == phase


def test_a_question_that_is_counted_otherwise_is_told() -> None:
    told = Told("\n\n\n\n:void\n:void 1\n")
    assert "Question 1 does not count.\nQuestion 1 counts again." in told.text
    wrong = next(place for place in range(4) if place not in right_places(told.state.questions[0]))
    assert "right answer" in told.more(f":also {'ABCD'[wrong]} #1\n")
    assert wrong in right_places(told.state.questions[0])


def test_pupils_are_called_by_their_numbers() -> None:
    told = Told(":pupils\n:kick 2\n:add Kim\n:rename 1 Bert\n:extra 3 1,5\n:pupils\n", wall=True)
    assert [seat.name for seat in told.state.seats if not seat.is_kicked] == ["Bert", "Kim"]
    assert "3. Kim (you type the answers, 1.5 × the time)" in told.text


def test_extra_time_is_told_only_where_the_class_looks_at_another_page() -> None:
    told = Told(":extra 1 2\n:pupils\n")
    assert told.state.seats[0].time == 2.0
    assert "×" not in told.text
    assert "Done." in told.text


def test_numbers_of_the_register_are_what_a_line_calls_pupils_by() -> None:
    told = Told(":add 17\n:kick 17\n", names="numbers")
    assert [seat.is_kicked for seat in told.state.seats] == [False, False, True]


def test_the_answer_of_a_pupil_without_a_device_is_typed() -> None:
    told = Told(f":add Kim\n{TO_THE_FIRST}:say Kim B\n:say Kim A\n:say 1 B\n:say Kim Z\n")
    question = told.state.question
    assert question is not None
    assert question.poll is not None
    assert question.poll.ballots[2].response == Chosen(question.turn.arrangement[0])
    assert told.text.count("Saved.") == 2
    assert "No such pupil" in told.text  # a phone answers for itself
    assert "Not understood" in told.text


def test_hands_and_teams_are_numbers_where_the_class_answers_by_hand() -> None:
    told = Told(":fingers\n\n\n12 3 0 5\nB 4\n\n1 2\n2\n", teams=("Blue", "Red"))
    question = told.state.question
    assert question is not None
    assert (question.hands, question.right) == ((12, 4, 0, 5), (0,))
    assert "Right: Blue, Red\nRight: Blue" in told.text


def test_settings_are_told_and_changed_before_the_first_question() -> None:
    told = Told(
        ":settings\n:settings names 3\n:settings zeit 20\n:settings teams Blue,Red\n:settings names rude\n\n:settings time 9\n"
    )
    rules = told.state.script.rules
    assert (rules.names, rules.seconds, rules.teams) == ("own", 20.0, ("Blue", "Red"))
    assert "1 made up by the program" in told.text
    assert told.text.count("That is not possible now.") == 2


def test_a_name_that_was_typed_is_told_only_when_it_is_asked_for() -> None:
    told = Told(":pupils\n", names="own")
    assert "Ann" not in told.text
    assert "typed “Ann”" in told.more(":name\n")
    assert "Everyone sees the name Ann." in told.more(":show 1\n")


def test_who_asks_to_come_back_is_told_and_let_in() -> None:
    told = Told(TO_THE_FIRST)
    told.desk.disconnect(1)
    asked = told.desk.ask_back(1)
    assert isinstance(asked, Admitted)
    assert "asks to return to seat 2" in told.more(":admit\n")
    assert told.desk.seat_of(asked.token) == 1


def test_the_way_in_is_told_and_shown_until_the_next_line() -> None:
    told = Told(f"{TO_THE_FIRST}:code\n:pause\n")
    assert "Address: 10.3.7.21, code: 4 8 2 1" in told.text.partition("Answer now")[2]
    assert told.shown == [True, False]
    assert told.state.is_paused


def test_without_a_network_the_lobby_names_what_helps() -> None:
    told = Told("", address="")
    assert "not on a network" in told.text
    assert "lmq host --check" in told.text
    assert "--address" in told.text
    assert "lmq host --check" not in Told("").text


def test_the_answer_is_told_only_where_the_class_looks_at_another_page() -> None:
    assert "Open the projector page with :wall" in Told(f"{TO_THE_FIRST}:key\n").text
    assert "Right: Porsche" in Told(f"{TO_THE_FIRST}:key\n", wall=True).text


def test_nothing_is_told_that_depends_on_the_key_before_it_is_shown() -> None:
    told = Told(f"{TO_THE_FIRST}:again\n:pupils\n:code\n:settings\n:help\n\n:again\n")
    assert told.state.phase == CLOSED
    assert "Right" not in told.text
    assert "The answer" not in told.text.replace("hands; at the answer", "")


def test_what_pupils_and_time_do_is_told_by_itself() -> None:
    told = Told(TO_THE_FIRST)
    question = told.state.question
    assert question is not None
    assert question.poll is not None
    told.desk.do(ExtraTime(0.0, 1, 2.0))
    told.desk.do(Answer(1.0, 0, question.poll.id, 1, Chosen(0)))
    told.at = 31.0
    assert "Time's up for most. Some are still answering." in told.more("")
    told.at = 61.0
    told.desk.tick()
    assert "1 of 2 answered\nClosed." in told.more("")


def test_a_line_that_means_nothing_says_so_and_changes_nothing() -> None:
    for typed in ("12", ":nothing", ":kick 9", ":extra 1 x", ":extra 1 7", ":also", ":settings", "x" * 5000):
        told = Told(f"{TO_THE_FIRST}")
        before = told.state
        assert told.more(f"{typed}\n")
        assert told.state == before


def test_the_end_tells_what_was_missed_and_writes_a_report_that_is_asked_for() -> None:
    desk, out = Desk(script(), clock=lambda: 0.0), StringIO()
    written: list[str] = []

    def write(name: str) -> str:
        written.append(name)
        return "Saved."

    desk.join()
    by = lead_by_lines(
        desk, Stage("en"), ending=lambda: Ending(desk.snapshot.state, "en", write), out=out,
        source=StringIO("\n" * 30 + ""),
    )  # fmt: skip
    assert by == ""
    assert "100 % missed it." in out.getvalue()
    leader = Leader(desk, Stage("en"), LineReader(StringIO(":pupils\nquiz.csv\n\n")), out, is_interactive=False)
    leader.end(Ending(desk.snapshot.state, "en", write))
    assert written == ["quiz.csv"]
    assert "0 of 4" in out.getvalue()
