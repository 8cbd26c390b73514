"""A game by lines, told as lines and as JSON; and the driver below both."""

from __future__ import annotations

import json
import re
import signal
from io import StringIO
from pathlib import Path

import pytest

from lemans_quiz.core.events import Answer, Hint, Hinted, Next, Quit, Rejected
from lemans_quiz.core.game import Rules, replay
from lemans_quiz.core.items import Text
from lemans_quiz.core.responses import Typed
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import Turn, deal
from lemans_quiz.history.text import pack_lines
from lemans_quiz.play.driver import game_driver, unbroken
from lemans_quiz.play.events import line_of, play_jsonl
from lemans_quiz.play.lines import play_lines
from lemans_quiz.play.result import Result, share_line
from lemans_quiz.play.stream import opening_events

RETRYING, PIPED = Rules(), Rules(retry=False)
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "json.md"
CODE = "ARNAGE-25KZ6"
WHOLE = ":hint\n1\nPorsche, Audi\n:hint\n\nNel Janni\nRomain Dumas\n:right\n13.6 km\nBentley > Jaguar > Ford > Audi\n1a 2c\n"


@pytest.fixture
def as_json(quiz):
    """Return a function that plays the sample quiz by lines and returns what is printed as JSON."""

    def play(text: str, rules: Rules = RETRYING, turns: tuple[Turn, ...] = quiz.TURNS) -> str:
        out = StringIO()
        setting = quiz.setting()._replace(complain=lambda _turn, _reason: True, seed=CODE)
        play_jsonl(game_driver(turns, rules), setting, source=StringIO(text), out=out)
        return re.sub(r'"seconds": [0-9.]+', '"seconds": 0.0', out.getvalue())

    return play


@pytest.fixture
def as_lines(quiz):
    def play(text: str, rules: Rules = PIPED, interactive: bool = False) -> str:
        out = StringIO()
        driver = game_driver(quiz.TURNS, rules)
        play_lines(driver, quiz.setting(), source=StringIO(text), out=out, interactive=interactive)
        return out.getvalue()

    return play


def events_of(printed: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in printed.splitlines()]


def test_half_of_the_options_can_be_taken_away_once_for_half_the_points(as_json, quiz):
    turns = deal([quiz.NATION], "arnage-7k")
    told = events_of(as_json(":hint\n:hint\n1\n2\n", turns=turns))
    halved = next(event for event in told if event["event"] == "halved")
    assert halved["gone"] == [1, 4]
    assert [event["reason"] for event in told if event["event"] == "rejected"] == ["no-more-hints", "gone"]
    assert told[-2]["points"] == (0.5 if told[-2]["right"] else 0.0)


def test_the_documented_examples_are_what_is_printed(as_json, quiz):
    text = DOCUMENT.read_text("utf-8").partition("## In an exam")[0]
    examples = [line for line in text.splitlines() if line.startswith('{"event"')]
    printed = [*as_json(WHOLE).splitlines(), *as_json(WHOLE.replace(":right", ":right\n:wrong")).splitlines()]
    printed += as_json(":problem typo\n").splitlines()
    printed += as_json(":hint\n1\n", turns=deal([quiz.NATION], "arnage-7k")).splitlines()
    assert [example for example in examples if example not in printed] == []


def test_every_field_that_is_printed_is_documented(as_json):
    sections = dict(re.findall(r"^## ([a-z-]+)\n(.*?)(?=^## |\Z)", DOCUMENT.read_text("utf-8"), re.M | re.S))
    for event in events_of(as_json(WHOLE)):
        rows = "".join(line for line in sections[str(event["event"])].splitlines() if line.startswith("|"))
        assert [name for name in event if name != "event" and f"`{name}`" not in rows] == []


def test_the_key_is_told_only_when_marked(as_json):
    asked = [event for event in events_of(as_json(WHOLE)) if event["event"] == "asked"]
    assert len(asked) == 7
    assert not any("key" in event or "answer" in event for event in asked)


def test_the_same_lines_give_the_same_bytes(as_json):
    assert as_json(WHOLE) == as_json(WHOLE)


def test_the_end_of_input_finishes_with_the_result_so_far(as_json):
    last = events_of(as_json("1\n"))[-1]
    assert (last["event"], last["answered"], last["complete"]) == ("finished", 1, False)


def test_quit_ends(as_json):
    assert [event["event"] for event in events_of(as_json(":quit\n1\n"))] == ["started", "asked", "finished"]


def test_what_cannot_be_read_is_marked_zero(as_json):
    marked = events_of(as_json("nonsense\n"))[2]
    assert (marked["mark"], marked["reason"], marked["response"]) == (0.0, "unreadable", "nonsense")


def test_right_after_the_last_question_still_counts(as_json, quiz):
    turns = (quiz.turn_of(quiz.TEXT),)
    events = events_of(as_json("Dumas\n:right\n", turns=turns))
    assert [event["event"] for event in events] == ["started", "asked", "marked", "appealed", "finished"]
    assert events[-1]["right"] == 1


def test_wrong_takes_back_the_answer_before_it(as_json, quiz):
    turns = (quiz.turn_of(quiz.TEXT), quiz.turn_of(quiz.NUMBER))
    events = events_of(as_json("Neel Jani\n:wrong\n13.626\n", turns=turns))
    assert [event["event"] for event in events] == [
        "started",
        "asked",
        "marked",
        "asked",
        "withdrawn",
        "marked",
        "finished",
    ]
    assert events[4] == {"event": "withdrawn", "number": 1, "id": "fastest", "points": 0.0, "streak": 0, "score": 0.0}
    assert events[-1]["right"] == 1


def test_lines_tell_a_near_guess_and_what_the_author_refuses(quiz):
    out = StringIO()
    turns = (quiz.turn_of(quiz.YEAR), quiz.turn_of(quiz.MANET))
    play_lines(game_driver(turns, Rules(retry=False)), quiz.setting(), source=StringIO("2017\nMonet\n"), out=out)
    assert "Close: 2016\noff by 1\n+0.25" in out.getvalue()
    assert "Wrong. The answer: Manet\nOne letter, and another man." in out.getvalue()


def test_no_line_is_awaited_after_a_last_question_that_is_right(quiz):
    source = StringIO("Neel Jani\nfor somebody else\n")
    play_jsonl(game_driver((quiz.turn_of(quiz.TEXT),), Rules()), quiz.setting(), source=source, out=StringIO())
    assert source.read() == "for somebody else\n"


@pytest.mark.parametrize("text", ["\x1b[31m", "\x7f", "\x9b", "\u202e", "\u2028", "\ud800", "\x00"])
def test_json_has_no_character_that_a_terminal_obeys(text):
    line = line_of({"stem": text})
    assert line.isprintable()
    assert json.loads(line) == {"stem": text}


def test_lines_tell_the_whole_game_without_an_escape(as_lines):
    printed = as_lines(WHOLE.replace("Nel Janni\n", ""))
    assert "\x1b" not in printed
    assert "Question 1 of 7: Which manufacturer" in printed
    assert "Question 4 counts as right (self-marked)." in printed
    assert not set("✓✗◐⧗▸") & set(printed)


def test_an_empty_line_skips(as_lines):
    assert "Skipped. The answer: Porsche" in as_lines("\n")


def test_a_person_is_prompted_and_may_try_a_near_miss_again(as_lines):
    printed = as_lines("1\n\n\nNel Janni\nNeel Jani\n", Rules(), interactive=True)
    assert printed.count("Your answer: ") == 6
    assert "One more try, for half the points." in printed
    assert "right on the second try" in printed


def test_a_very_long_line_is_one_attempt(as_json):
    events = events_of(as_json("x" * 100_000 + "\n1\n"))
    assert [event["number"] for event in events if event["event"] == "marked"] == [1, 2]


def test_the_log_of_commands_replays_the_game(quiz):
    driver = game_driver(quiz.TURNS, Rules())
    play_lines(driver, quiz.setting(), source=StringIO(WHOLE), out=StringIO())
    assert replay(quiz.TURNS, Rules(), driver.log) == driver.state


def test_a_driver_goes_on_where_a_log_ends(quiz):
    driver = game_driver(quiz.TURNS, Rules(), log=[Hint()])
    assert isinstance(opening_events(driver.state)[1], Hinted)
    assert driver.do(Hint()) == (Hinted(1, 2, quiz.CHOICE.hints[1]),)


def test_what_is_rejected_is_not_recorded(quiz):
    recorded = []
    driver = game_driver(quiz.TURNS, Rules(), record=lambda *told: recorded.append(told))
    assert driver.do(Next()) == (Rejected("not-answered"),)
    assert (recorded, driver.log) == ([], [])


def test_ctrl_c_while_recording_waits_until_it_is_recorded(quiz):
    def record(game, command, events):
        signal.raise_signal(signal.SIGINT)
        recorded.append(command)

    recorded = []
    driver = game_driver(quiz.TURNS, Rules(), record=record)
    with pytest.raises(KeyboardInterrupt):
        driver.do(Quit())
    assert recorded == driver.log == [Quit()]


def test_ctrl_c_after_a_failure_is_not_lost():
    with pytest.raises(KeyboardInterrupt), unbroken():
        signal.raise_signal(signal.SIGINT)


def test_the_line_to_send_has_score_streak_seed_and_signs(quiz):
    driver = game_driver(quiz.TURNS, Rules())
    play_lines(driver, quiz.setting(), source=StringIO("1\n1,3,4\n\n"), out=StringIO())
    shared = share_line(Result(driver.state, quiz.setting()))
    assert shared == "Le Mans Quiz · 2/7 · streak 2 · ARNAGE-7K4Q · ✓✓–"


@pytest.mark.parametrize("typed", ['say "no"', "a: b # c", "back\\slash", "yes", "[x]", "ünï", "tab\there"])
def test_the_line_for_the_pack_is_yaml_that_reads_as_typed(quiz, typed):
    import yaml

    turn = Turn(quiz.TEXT._replace(kind=Text(plain("Neel Jani"), (quiz.both("J", "JJ"),))))
    driver = game_driver((turn,), Rules(retry=False))
    driver.do(Answer(Typed(typed)))
    from lemans_quiz.core.events import Appeal

    driver.do(Appeal())
    line = pack_lines(driver.state)[0].line
    assert yaml.safe_load(line) == {"accept": [{"en": "J", "de": "JJ"}, typed.replace("\t", " ")]}
