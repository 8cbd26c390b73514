"""A warm-up with cards: the last letter that was up counts until Space, teams get the share of their cards, nobody sees what a card says."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from lemans_quiz.core.commands import command_from_json, command_to_json
from lemans_quiz.core.items import Choice, Item, Option, TrueFalse
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import deal
from lemans_quiz.errors import NotFound, UsageError
from lemans_quiz.games.warmup.cards.card_seats import CardTray
from lemans_quiz.games.warmup.cards.keys import CardTable
from lemans_quiz.games.warmup.cards.report import card_rows
from lemans_quiz.games.warmup.cards.rules import CardSeat, seated
from lemans_quiz.games.warmup.cards.text import ranges
from lemans_quiz.games.warmup.commands import (
    COMMANDS,
    Accept,
    Back,
    Command,
    Forward,
    Join,
    Late,
    LeaveOut,
    Pause,
    ShowCards,
    TakeOut,
    Tick,
    Toggle,
    Void,
    VoteAgain,
)
from lemans_quiz.games.warmup.draw import Draft, draw_script
from lemans_quiz.games.warmup.driver import WarmupDriver
from lemans_quiz.games.warmup.ending import sight_page
from lemans_quiz.games.warmup.events import play_warm_up_jsonl
from lemans_quiz.games.warmup.game import begin, replay, step
from lemans_quiz.games.warmup.keys import Typing, take_key
from lemans_quiz.games.warmup.lines import play_warm_up_lines, rejection
from lemans_quiz.games.warmup.prompts import Scene
from lemans_quiz.games.warmup.report import reported
from lemans_quiz.games.warmup.report_file import Occasion, card_lines, report_as
from lemans_quiz.games.warmup.rules import CARDS, Script, WarmupRules, points, right_place, standings
from lemans_quiz.games.warmup.screen import Room
from lemans_quiz.games.warmup.settings import Settings, check, settings_from_json, settings_to_json
from lemans_quiz.games.warmup.state import Warmup
from lemans_quiz.games.warmup.theme import LIGHT, theme
from lemans_quiz.games.warmup.views import question_page
from lemans_quiz.games.warmup.walls import projected
from lemans_quiz.play.leading import UNREADABLE
from lemans_quiz.room.camera_terminal import without_reader
from lemans_quiz.room.sightings import CardCount, Sighting
from lemans_quiz.room.wall import IN, WAITING, page_to_json
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.keys import Key
from lemans_quiz.terminal.screen import fitted
from tests.games.warmup.test_warmup_pages import ByHand
from tests.games.warmup.test_warmup_rules import choice, play

TEAMS = ("Arnage", "Mulsanne")
SO = Item("race", "so", plain("So it is."), TrueFalse(False))


def script(*items: Item, **rules: object) -> Script:
    asked = items or tuple(choice(number) for number in range(3))
    given = {"questions": len(asked), "entry": CARDS, "reading": 0.0, **rules}
    return Script(deal(asked, "word"), (), WarmupRules(**given))  # type: ignore[arg-type]


def opened(*items: Item, **rules: object) -> Warmup:
    """Return a warm-up whose first question is open."""
    return play(begin(script(*items, **rules)), Forward(1.0))


def held(at: float = 3.0, **letters: str) -> ShowCards:
    """Return what cards say: c7="B"."""
    return ShowCards(at, tuple(int(card[1:]) for card in letters), tuple("ABCD".index(one) for one in letters.values()))


def letters(state: Warmup) -> tuple[str, str]:
    """Return the right letter and a wrong one."""
    assert state.question is not None
    right = "ABCD"[right_place(state.question.turn)]
    return right, "ABCD".replace(right, "")[0]


def rejected(state: Warmup, command: Command) -> bool:
    return step(state, command)[0] is state


def words(state: Warmup, typed: str = "", *, size: tuple[int, int] = (80, 24), is_warned: bool = False) -> str:
    scene = Scene(state, 3.0, theme(LIGHT), "en", typed, is_warned=is_warned)
    page = (sight_page(scene, (), *size)) if state.phase == "sight" else question_page(scene, *size)
    return "\n".join(line.plain for line in fitted(page, *size)[0])


def host_of(given: Script | None = None) -> WarmupDriver:
    host = WarmupDriver(given or script(class_size=3))
    host.clock = ByHand()
    return host


# ---- what counts


def test_the_letter_that_was_up_last_counts_until_space() -> None:
    state = opened(teams=TEAMS)
    right, wrong = letters(state)
    state = play(state, held(c1=wrong, c2=right), held(c1=right), held(c2=wrong), Forward(4.0))
    assert (state.phase, points(state)) == ("revealed", (1.0, 0.0))
    assert state.question is not None
    assert rejected(state, held(5.0, c2=right))


def test_a_team_gets_the_share_of_its_cards_that_were_right() -> None:
    state = opened(teams=TEAMS, class_size=7)
    right, wrong = letters(state)
    state = play(state, held(c1=right, c3=right, c5=wrong, c2=right), Forward(4.0))
    assert points(state) == (0.5, 0.33)


def test_nothing_is_scored_before_the_answer_is_shown() -> None:
    state = opened(teams=TEAMS)
    right, _wrong = letters(state)
    assert points(play(state, held(c1=right, c2=right))) == (0.0, 0.0)


def test_cards_go_to_the_teams_in_turn_and_keep_them() -> None:
    state = opened(teams=("A", "B", "C"))
    state = play(state, held(c1="A", c2="A", c4="B", c30="C"))
    assert state.cards == (CardSeat(1, 0), CardSeat(2, 1), CardSeat(4, 0), CardSeat(30, 2))
    state = play(state, Join(4.0, 2, 0), held(5.0, c5="A", c6="A"))
    assert [seat.team for seat in state.cards] == [0, 1, 0, 0, 1, 0]
    assert rejected(state, Late(6.0, "Late"))


def test_true_or_false_is_a_or_b_and_other_letters_only_say_who_is_in() -> None:
    state = play(opened(SO), held(c1="A", c2="B", c3="C", c4="D"))
    assert state.question is not None
    assert state.question.cards == ((1, 0), (2, 1))
    assert [seat.number for seat in state.cards] == [1, 2, 3, 4]


def test_a_letter_beside_nothing_takes_no_answer_away() -> None:
    state = play(opened(SO), held(c1="B"), held(c1="D", c2="A"))
    assert state.question is not None
    assert state.question.cards == ((1, 1), (2, 0))


def test_a_card_that_is_held_up_outside_a_question_is_in_and_answers_nothing() -> None:
    state = play(begin(script()), held(0.0, c4="B"), Forward(1.0))
    assert ([seat.number for seat in state.cards], state.question and state.question.cards) == ([4], ())
    state = play(state, held(c4="A"), Forward(4.0), held(5.0, c9="A"))
    assert [seat.number for seat in state.cards] == [4, 9]
    assert [row.number for row in card_rows(state)] == [4]


def test_the_time_is_up_and_cards_may_still_be_turned() -> None:
    state = play(opened(seconds=10.0), held(c1="A"), Tick(100.0))
    assert state.phase == "open"
    assert not rejected(state, held(101.0, c1="B"))


def test_in_a_pause_no_card_counts() -> None:
    state = play(opened(), held(c1="A"), Pause(4.0))
    assert rejected(state, held(5.0, c1="B"))


def test_a_card_that_is_not_here_is_not_asked_and_comes_back_when_it_is_seen() -> None:
    state = play(opened(class_size=3, teams=TEAMS), held(c1="A", c2="A"), TakeOut(4.0, 1))
    assert state.question is not None
    assert ([seat.number for seat in state.cards], state.question.cards) == ([2, 3], ((2, 0),))
    assert [seat.number for seat in play(state, held(5.0, c1="A")).cards] == [1, 2, 3]
    assert rejected(state, TakeOut(5.0, 9))


def test_voting_again_keeps_the_first_vote_and_can_be_taken_back() -> None:
    state = play(opened(teams=TEAMS), held(c1="A", c2="B"))
    again = play(state, VoteAgain(4.0))
    assert again.question is not None
    assert (again.question.cards, again.question.votes, again.since) == ((), (((1, 0), (2, 1)),), 4.0)
    assert rejected(again, VoteAgain(5.0))
    assert play(again, Back(6.0)).question == state.question
    right, _wrong = letters(again)
    shown = play(again, held(5.0, c1=right, c2=right), Forward(6.0))
    assert points(shown) == (1.0, 1.0)
    assert reported(shown)[0].before == (1, 1, 0, 0)


def test_another_right_option_and_a_question_that_does_not_count_change_the_points() -> None:
    state = opened(teams=TEAMS)
    right, wrong = letters(state)
    state = play(state, held(c1=right, c2=wrong), Forward(4.0))
    assert points(state) == (1.0, 0.0)
    assert points(play(state, Accept(5.0, 0, "ABCD".index(wrong)))) == (1.0, 1.0)
    assert points(play(state, Void(5.0, 0))) == (0.0, 0.0)
    assert rejected(state, Toggle(5.0, 1))


def test_the_better_share_breaks_a_tie_and_no_number_is_asked_that_a_card_cannot_say() -> None:
    given = script(choice(1), teams=TEAMS, class_size=4, rest_decides=True)._replace(spare=deal([choice(2)], "w"))
    state = play(begin(given), Forward(1.0), Forward(2.0), Forward(3.0), Forward(4.0), Forward(5.0))
    right, wrong = letters(state)
    state = play(state, held(6.0, c1=right, c3=wrong, c2=right, c4=right), Forward(7.0), Forward(8.0), Forward(9.0))
    assert [(row.team, row.place) for row in standings(state)] == [(1, 1), (0, 2)]
    assert not check(Settings(entry="cards", teams="2")).nearest_decides


# ---- between the camera and the game


def seen(**given: str) -> list[Sighting]:
    return [Sighting(int(card[1:]), letter, 40.0) for card, letter in given.items()]


def test_the_camera_is_told_at_once_what_its_picture_will_have_changed() -> None:
    host = host_of(script(class_size=3))
    tray = CardTray(lambda: host.state)
    assert tray.take(seen(c5="A", c2="B")) == CardCount(True, [2, 5], [1, 3], is_lobby=True)
    CardTable(tray, lambda: None).bring(host)
    host.do(Forward(1.0))
    assert tray.take(seen(c1="B", c3="A")) == CardCount(True, [1, 3], [2, 5])
    assert tray.take(()) == CardCount(True, [1, 3], [2, 5])
    host.do(Forward(2.0))
    assert tray.take(seen(c2="B")) == CardCount(False)


def test_what_was_seen_in_one_vote_is_no_answer_in_the_next() -> None:
    """However long the teacher looks at a menu in between."""
    host = host_of(script(class_size=2))
    table = CardTable(CardTray(lambda: host.state), lambda: None)
    host.do(Forward(1.0))
    table.tray.take(seen(c1="A", c9="B"))
    host.do(LeaveOut(3.0))
    assert table.tray.take(()) == CardCount(True, [], [1, 2, 9])
    table.bring(host)
    assert host.state.question is not None
    assert (host.state.question.cards, [seat.number for seat in host.state.cards]) == ((), [1, 2, 9])
    table.tray.take(seen(c1="C"))
    table.bring(host)
    table.tray.take(seen(c1="A", c2="A"))
    host.do(VoteAgain(5.0))
    table.bring(host)
    assert host.state.question is not None
    assert (host.state.question.cards, host.state.question.votes) == ((), (((1, 2),),))


def test_what_changes_nothing_is_not_kept() -> None:
    kept: list[Command] = []
    host = WarmupDriver(script(class_size=2), record=lambda _state, command, _events: kept.append(command))
    table = CardTable(CardTray(lambda: host.state), lambda: None)
    host.do(Forward(1.0))
    for _picture in range(100):
        table.tray.take(seen(c1="A", c2="B"))
        table.bring(host)
    assert [type(command) for command in kept] == [Forward, ShowCards]


def test_the_log_gives_the_same_again() -> None:
    commands = (
        held(0.0, c9="A"),
        Forward(1.0),
        held(c1="A", c2="B"),
        TakeOut(4.0, 2),
        VoteAgain(5.0),
        held(6.0, c1="C"),
    )
    log = [command_from_json(json.loads(json.dumps(command_to_json(one, COMMANDS))), COMMANDS) for one in commands]
    assert replay(script(class_size=3), log) == play(begin(script(class_size=3)), *commands)


# ---- what is shown and told


def test_the_terminal_shows_a_grid_and_names_who_is_still_to_be_seen() -> None:
    state = play(
        opened(class_size=30), held(**{f"c{number}": "A" for number in range(1, 31) if number not in (4, 11, 23)})
    )
    shown = words(state)
    assert "27 of 30 seen · Not seen yet: 4, 11, 23" in " ".join(shown.split())
    assert " ✓  ✓  ✓  4  ✓ " in shown
    assert "✓" not in words(play(state, VoteAgain(4.0)))


@pytest.mark.parametrize("count", [30, 60])
def test_the_grid_leaves_the_question_whole_on_the_smallest_wall(count: int) -> None:
    long = Item("race", "long", plain("a word or two " * 25 + "and the end?"), choice(1).kind)
    away = {f"c{number}": "A" for number in range(9, count + 1)}
    for state in (opened(long, class_size=count), play(opened(long, class_size=count), held(**away))):
        shown = words(state)
        assert all(text in shown for text in ("the end?", "Porsche", "Audi", "Toyota", "Nissan", " 8 ", "Space", "Esc"))
        assert len(shown.splitlines()) == 24


def test_neither_page_changes_with_what_a_card_says() -> None:
    states = [play(opened(class_size=3), held(c2=letter)) for letter in "ABCD"]
    assert len({words(state) for state in states}) == 1
    walls = {page_to_json(projected(Scene(one, 3.0, theme(LIGHT), "en"), (), is_counting=True)) for one in states}
    assert len(walls) == 1


def test_the_projectors_page_has_the_grid_at_the_sight_check_and_while_cards_are_up() -> None:
    def seats(state: Warmup) -> list[tuple[int, str]]:
        page = projected(Scene(state, 3.0, theme(LIGHT), "en"), (), is_counting=True)
        return [(seat.number, seat.mark) for seat in page.seats]

    lobby = play(begin(script()), held(0.0, c3="A", c5="B"))
    assert seats(lobby) == [(3, IN), (5, IN)]
    state = play(lobby, Forward(1.0), held(c5="A"))
    assert seats(state) == [(3, WAITING), (5, IN)]
    assert seats(play(state, Forward(4.0))) == []


def test_both_votes_are_shown_with_the_answer() -> None:
    state = play(opened(), held(c1="A", c2="B"), VoteAgain(4.0), held(5.0, c1="B", c2="B"), Forward(6.0))
    page = projected(Scene(state, 7.0, theme(LIGHT), "en"), (), is_counting=True)
    assert [(one.before, one.chosen) for one in page.options] == [(1, 0), (1, 2), (0, 0), (0, 0)]
    assert "before: " in words(state)


def test_the_sight_check_says_who_is_in() -> None:
    shown = words(play(begin(script(teams=TEAMS)), held(0.0, c1="A", c2="A", c3="A", c7="A")))
    assert "4 cards joined: 1–3, 7" in shown
    assert "Card 1 is in team 1" in shown


def test_the_sight_check_says_which_cards_of_the_class_were_not_seen() -> None:
    state = play(begin(script(class_size=5)), held(0.0, c1="A", c2="A", c5="C"))
    assert "3 of 5 seen · Not seen yet: 3, 4" in " ".join(words(state).replace("┃", "").split())
    assert [seat.mark for seat in projected(Scene(state, 1.0, theme(LIGHT), "en"), (), is_counting=True).seats] == [
        IN, IN, WAITING, WAITING, IN,
    ]  # fmt: skip


def test_numbers_are_told_as_short_as_they_go() -> None:
    assert [ranges(numbers) for numbers in ((), (4,), (1, 2), (1, 2, 3, 5, 6, 9))] == ["", "4", "1, 2", "1–3, 5, 6, 9"]


def pressed(host: WarmupDriver, text: str) -> Typing | None:
    typing: Typing | None = Typing()
    for character in text:
        key = Key(keys.BACKSPACE) if character == "<" else Key("", character)
        typing = take_key(host, key, typing or Typing())
    return typing


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("2b", {2: 1}),
        ("02B", {2: 1}),
        ("13<c", {1: 2}),
        ("1a1d", {1: 3}),
        ("2 1a", {1: 0}),
        ("4a", {}),
        ("2e", {}),
        ("3-", {}),
        ("v", {}),
    ],
)
def test_a_card_that_is_not_seen_is_typed_by_number_and_letter(typed: str, wanted: dict[int, int]) -> None:
    host = host_of()
    host.do(Forward(1.0))
    assert pressed(host, typed) == Typing(is_warned=typed in ("4a", "2e"))
    assert host.state.question is not None
    assert dict(host.state.question.cards) == wanted
    assert len(host.state.cards) == (2 if typed == "3-" else 3)


def test_a_number_alone_shows_no_answer_and_is_told() -> None:
    host = host_of()
    host.do(Forward(1.0))
    assert pressed(host, "1 ") == Typing()
    for name in (keys.ENTER, keys.ESCAPE, keys.PAGE_DOWN, keys.RIGHT, keys.TAB):
        assert take_key(host, Key(name), Typing("11")) == Typing()
    assert take_key(host, Key(keys.RESIZE), Typing("11")) == Typing("11")
    assert host.state.phase == "open"
    assert "Card 11: type its letter" in words(host.state, "11")
    assert "No card in this class" in words(host.state, is_warned=True)


def test_a_letter_without_a_number_is_no_answer() -> None:
    host = host_of()
    host.do(Forward(1.0))
    assert pressed(host, "c") is None
    assert take_key(host, Key("", " "), Typing()) is None


# ---- what is asked


PACK = """\
title: Bees
questions:
  - {id: four, question: Which?, answer: a, wrong: [b, c, d]}
  - {id: five, question: Which of five?, answer: a, wrong: [b, c, d, e]}
  - {id: some, question: Which ones?, answers: [a, b], wrong: [c]}
  - {id: so, question: So it is., answer: true}
  - {id: legs, question: How many?, answer: 6}
"""


@pytest.fixture
def bees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("LEMANS_QUIZ_HOME", str(tmp_path / "home"))
    (tmp_path / "bees.yaml").write_text(PACK, encoding="utf-8")
    return str(tmp_path / "bees.yaml")


def drawn(settings: Settings) -> tuple[set[str], list[str]]:
    found = draw_script(Draft(settings, check(settings), "", "en"))
    return {turn.item.id for turn in (*found.script.turns, *found.script.spare)}, [
        one.template for one in found.notices
    ]


def test_only_what_a_card_can_answer_is_asked_and_the_others_are_counted(bees: str) -> None:
    ids, told = drawn(Settings(packs=(bees,), entry="cards"))
    assert ids == {"four", "so"}
    assert any("cards cannot answer" in one for one in told)
    assert drawn(Settings(packs=(bees,), entry="cards", only=("legs", "so")))[0] == {"so"}
    assert drawn(Settings(packs=(bees,)))[0] == {"four", "five", "some", "so", "legs"}


def test_where_no_card_can_answer_it_is_told(bees: str) -> None:
    with pytest.raises(NotFound):
        drawn(Settings(packs=(bees,), entry="cards", kinds=("number",)))


def test_cards_need_no_teams_and_no_counting_by_hand() -> None:
    assert check(Settings(entry="cards", class_size=28)).class_size == 28
    for wrong in (Settings(entry="cards", tally=True), Settings(entry="cards", class_size=61)):
        with pytest.raises(UsageError):
            check(wrong)
    assert settings_from_json(settings_to_json(Settings(entry="cards"))).entry == "cards"


# ---- by lines, and the report


def told_by(typed: str, *, as_json: bool = False, given: Script | None = None) -> tuple[Warmup, str]:
    host, out = host_of(given), StringIO()
    room = Room("light", "en", cards=CardTable(CardTray(lambda: host.state), lambda: None))
    if as_json:
        play_warm_up_jsonl(host, room, "7b", "w", source=StringIO(typed), out=out)
    else:
        play_warm_up_lines(host, room, source=StringIO(typed), out=out)
    return host.state, out.getvalue()


def test_cards_are_typed_by_lines() -> None:
    state, told = told_by("\n1B, 2 c\n3-\n9 A\n:camera\n")
    assert state.question is not None
    assert (state.question.cards, len(state.cards)) == (((1, 1), (2, 2)), 2)
    assert "2 of 3 seen · Not seen yet: 3" in told
    assert rejection(UNREADABLE) in told
    assert without_reader() in told


def test_json_tells_who_was_seen_and_only_after_the_answer_what_was_said() -> None:
    _state, told = told_by("\n1B\n:vote\n1A 2C\n\n", as_json=True)
    events = [json.loads(line) for line in told.splitlines()]
    seen_first, seen_then = [one for one in events if one["event"] == "seen"]
    assert seen_first == {"event": "seen", "seen": [1], "missing": [2, 3], "vote": 1}
    assert (seen_then["seen"], seen_then["vote"]) == ([1, 2], 2)
    shown = next(one for one in events if one["event"] == "revealed")
    assert (shown["cards"], shown["votes_before"]) == ({"1": "A", "2": "C", "3": ""}, [{"1": "B"}])
    assert events[-1]["cards"][1]["letters"] == ["C"]


def finished() -> Warmup:
    """Return a warm-up of two questions: card 2 came late, card 3 is away in the first and says nothing in the second."""
    state = play(
        opened(choice(1), SO, teams=TEAMS, class_size=1), held(c1="A"), Forward(4.0), Forward(5.0), Forward(6.0)
    )
    return play(state, held(7.0, c2="B", c3="C"), held(8.0, c1="A"), Forward(9.0))


def test_a_report_knows_each_card_and_names_no_pupil() -> None:
    state = finished()
    table = list(csv.reader(StringIO(report_as(".csv", state, Occasion("7b", 0.0, "en")).decode("utf-8-sig"))))
    cards = {row[3]: row for row in table if row[0] == "card"}
    first = "✓" if right_place(state.done[0].turn) == 0 else "✗"
    assert table[0][-2:] == ["question 1", "question 2"]
    assert {number: row[-2:] for number, row in cards.items()} == {
        "1": [f"A {first}", "A ✗"],
        "2": ["", "B ✓"],
        "3": ["", "–"],
    }
    assert [row.asked for row in card_rows(state)] == [2, 1, 1]
    assert "names no pupil" in table[-1][4]
    assert "For each card" in table[-1][4]


def test_json_and_page_of_the_report_hold_the_cards() -> None:
    occasion = Occasion("7b", 0.0, "en")
    found = json.loads(report_as(".json", finished(), occasion))
    assert [(one["card"], one["team"], one["letters"]) for one in found["cards"]][1:] == [
        (2, "Mulsanne", [None, "B"]),
        (3, "Arnage", [None, ""]),
    ]
    assert "<td>B ✓</td>" in report_as(".html", finished(), occasion).decode()
    assert report_as(".xlsx", finished(), occasion).startswith(b"PK")


def test_what_each_card_answered_is_told_in_plain_lines() -> None:
    assert card_lines(finished())[2:] == ["Card 2: ·, B ✓ (1 of 1)", "Card 3: ·, – (0 of 1)"]


def test_a_report_without_cards_is_as_it_was() -> None:
    state = play(
        begin(Script(deal([choice(1)], "w"), (), WarmupRules(questions=1, reading=0))), Forward(1.0), Forward(2.0)
    )
    assert "cards" not in json.loads(report_as(".json", state, Occasion("", 0.0, "en")))


def test_a_choice_of_many_options_is_never_asked_of_cards() -> None:
    five = Item("p", "five", plain("?"), Choice(tuple(Option(plain(str(one))) for one in range(5)), 0))
    state = play(begin(script(five)), Forward(1.0), held(c1="A"), Forward(4.0))
    assert state.phase == "show"


def test_seats_are_kept_in_order_whoever_comes_first() -> None:
    assert seated(seated((), [9, 2], ()), [5], ()) == (CardSeat(2), CardSeat(5), CardSeat(9))
