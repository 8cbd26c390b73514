"""The screens of a race at 40, 60, 80 and 120 columns against their approved files, and a race driven by keys.

LEMANS_APPROVE=1 writes the files anew: look at the difference before committing it.
"""

from __future__ import annotations

import os
import re
import time
from base64 import b64decode
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from types import ModuleType

import pytest

from lemans_quiz import i18n
from lemans_quiz.core.events import Answer, Appeal, Command, Hint, Next, Push, Quit, Skip
from lemans_quiz.core.game import Game, Rules, replay
from lemans_quiz.core.scoring import RACE
from lemans_quiz.core.text import plain
from lemans_quiz.core.typed import read_line
from lemans_quiz.games.race.history import picture, race_history_lines
from lemans_quiz.games.race.pages import first_page
from lemans_quiz.games.race.result import Day, Ended, PastRace, ended_page, farewell, hour_rows, hours_page, share_line
from lemans_quiz.games.race.rules import Race, Winner, asked_the_same, by_distance, ghost_of, is_hour_over
from lemans_quiz.games.race.screen import _RacePlay
from lemans_quiz.games.race.text import clock_text, distance_text, figure, gap_text, light_text
from lemans_quiz.games.race.views import Look, race_head
from lemans_quiz.play.driver import game_driver
from lemans_quiz.terminal import keys, settling
from lemans_quiz.terminal.circuit import MARK
from lemans_quiz.terminal.keys import Key
from lemans_quiz.terminal.layout import Page
from lemans_quiz.terminal.menus import Leaving
from lemans_quiz.terminal.screen import Screen, fitted
from lemans_quiz.terminal.terminal import Terminal
from lemans_quiz.terminal.views import Menu

APPROVED = Path(__file__).resolve().parents[2] / "approved" / "screens"
SIZES = ((40, 24), (60, 24), (80, 24), (120, 40))
FIELD = by_distance(
    [
        Winner(1923, "Chenard & Walcker", 2210),
        Winner(1991, "Mazda", 4923),
        Winner(2010, "Audi", 5411),
        Winner(1953, "Jaguar", 4088),
    ]
)
RULES = Rules(scoring=RACE, pushes=3)
PAST = (PastRace("2026-11-20", 720.5, 7, 7, "SARTHE-22AB"), PastRace("2026-11-18", 1102.0, 7, 7, "MUSEE-9XWD"))
RUN = Race(FIELD, FIELD[1], 7, ghost=ghost_of((16.5, 6.5, 16.5, 15.0, 3.0, 16.0, 7.2)))


def driven(quiz: ModuleType, lines: str = "213f", seconds: float = 7.0) -> list[Command]:
    """Return the commands of a race: a line for each question, `-` to skip, `P` before it to push."""
    commands: list[Command] = []
    turns = iter(quiz.TURNS)
    for line in lines:
        if line == "P":
            commands.append(Push())
        else:
            turn = next(turns)
            commands += [Skip(seconds) if line == "-" else Answer(read_line(turn, line, "en"), seconds), Next()]
    return commands


def ended(quiz: ModuleType, *commands: Command, race: Race = RUN, language: str = "en") -> Ended:
    return Ended(race, replay(quiz.TURNS, RULES, commands), quiz.setting(language), PAST)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let keys count as soon as they are pressed."""
    monkeypatch.setattr(settling, "SETTLE", 0.0)


class Fingers:
    """A keyboard on which these keys are pressed, then Ctrl-C."""

    def __init__(self, pressed: str) -> None:
        named = {"\r": Key(keys.ENTER), "\t": Key(keys.TAB), "\x1b": Key(keys.ESCAPE)}
        self.waiting = [named.get(key, Key(keys.CHARACTER, key)) for key in pressed]

    def read(self, timeout: float | None = None) -> Key | None:
        return self.waiting.pop(0) if self.waiting else Key(keys.INTERRUPT)

    def drop(self, *, but_text: bool = False) -> None:
        pass

    def stop(self) -> None:
        pass


def race_by_keys(quiz: ModuleType, pressed: str, *, log: tuple[Command, ...] = (), race: Race = RUN) -> _RacePlay:
    turns = quiz.TURNS
    if len(race.players) > 1:
        turns = tuple(turn._replace(player=number % 2) for number, turn in enumerate(turns))
    driver = game_driver(turns, RULES, log=log)
    play = _RacePlay(driver, quiz.setting(), Terminal(Fingers(pressed), Screen(StringIO(), None)), race, PAST)
    play.run()
    return play


Make = Callable[[ModuleType, str], Callable[[int, int], Page]]


def playing(log: str, shown: str) -> Make:
    """Return a maker of a page of the race after some answers: grid, question or feedback."""

    def make(quiz: ModuleType, language: str) -> Callable[[int, int], Page]:
        commands = driven(quiz, log)
        driver = game_driver(quiz.TURNS, RULES, log=commands if shown != "feedback" else commands[:-1])
        terminal = Terminal(Fingers(""), Screen(StringIO(), None))
        play = _RacePlay(driver, quiz.setting(language), terminal, RUN, PAST)
        play.opened = play.stopped = time.monotonic()
        return {"grid": play.grid, "question": play.question, "feedback": play.feedback}[shown]

    return make


def result(log: str, *, hours: bool = False, race: Race = RUN) -> Make:
    def make(quiz: ModuleType, language: str) -> Callable[[int, int], Page]:
        over = ended(quiz, *driven(quiz, log), race=race, language=language)
        menu = Menu((("1", ""), ("2", "")))
        if hours:
            return lambda width, height: hours_page(over, width)
        return lambda width, height: ended_page(over, menu, width, height)

    return make


def together(log: str, shown: str, *, same: bool = False) -> Make:
    """Return a maker of a page of two players: handing over, the question, the feedback of an hour, or the result."""

    def make(quiz: ModuleType, language: str) -> Callable[[int, int], Page]:
        play = race_together(quiz, log, is_open=shown != "feedback", same=same, language=language)
        if shown == "result":
            return lambda width, height: play.ended(Menu((("1", ""), ("2", ""))), width, height)
        return {"passing": play.passing, "feedback": play.feedback, "question": play.question}[shown]

    return make


def race_together(
    quiz: ModuleType, log: str, *, is_open: bool = True, same: bool = False, language: str = "en", pressed: str = ""
) -> _RacePlay:
    """Return a race of two players over two hours, after a line for each turn or `-` for a skip."""
    turns = quiz.TURNS[:2] if same else quiz.TURNS[:4]
    turns = asked_the_same(turns, 2) if same else tuple(one._replace(player=n % 2) for n, one in enumerate(turns))
    commands: list[Command] = []
    for turn, line in zip(turns, log, strict=False):
        commands += [Skip(30.0) if line == "-" else Answer(read_line(turn, line, "en"), 20.0), Next()]
    driver = game_driver(turns, RULES, log=commands if is_open else commands[:-1])
    race = RUN._replace(players=("Anna", "Ben"), hours=2, ghost=())
    play = _RacePlay(driver, quiz.setting(language), Terminal(Fingers(pressed), Screen(StringIO(), None)), race, ())
    play.opened = play.stopped = time.monotonic()
    return play


def of_the_day(first: str = "") -> Make:
    """Return a maker of the first page of a race of the day."""

    def make(quiz: ModuleType, language: str) -> Callable[[int, int], Page]:
        terminal = Terminal(Fingers(""), Screen(StringIO(), None))
        day = Day("2026-11-02", 3, first)
        return _RacePlay(game_driver(quiz.TURNS, RULES), quiz.setting(language), terminal, RUN, (), day).grid

    return make


SCREENS: dict[str, Make] = {
    "race-grid": playing("", "grid"),
    "race-question": playing("11", "question"),
    "race-question-pushed": playing("11P", "question"),
    "race-feedback": playing("1P1", "feedback"),
    "race-result": result("1Pf1-212"),
    "race-result-so-far": result("11"),
    "race-passing": together("12", "passing"),
    "race-of-two": together("1-", "question"),
    "race-of-two-feedback": together("12", "feedback"),
    "race-of-two-the-same": together("12", "feedback", same=True),
    "race-of-two-result": together("1212", "result"),
    "race-of-two-shared": together("----", "result"),
    "race-of-the-day": of_the_day(),
    "race-of-the-day-again": of_the_day("1,071 km, P58"),
    "race-hours": result("1Pf1-212", hours=True),
}


def shown(build: Callable[[int, int], Page], painted: Callable[..., list[str]]) -> str:
    parts = [f"=== {columns} x {rows}\n" + "\n".join(painted(build, columns, rows)) for columns, rows in SIZES]
    return "\n".join(parts).rstrip() + "\n"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("name", SCREENS)
def test_the_screen_is_as_approved(
    name: str, language: str, quiz: ModuleType, painted: Callable[..., list[str]]
) -> None:
    i18n.use(language)
    text = shown(SCREENS[name](quiz, language), painted)
    file = APPROVED / f"{name}.{language}.txt"
    if os.environ.get("LEMANS_APPROVE"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def test_a_race_is_driven_by_keys(quiz: ModuleType) -> None:
    play = race_by_keys(quiz, "\r1p2\r\r")
    assert [type(command) for command in play.driver.log] == [Answer, Next, Push, Answer, Next]
    assert play.driver.state.attempts[1].pushed


def test_the_first_hour_is_pushed_on_the_grid(quiz: ModuleType) -> None:
    assert isinstance(race_by_keys(quiz, "p2").driver.log[0], Push)


def test_leaving_the_grid_keeps_nothing(quiz: ModuleType) -> None:
    play = race_by_keys(quiz, "x\x1b")
    assert play.driver.log == []
    assert play.farewell() == ["The car never left the grid."]


def test_a_race_goes_on_where_it_was_left(quiz: ModuleType) -> None:
    play = race_by_keys(quiz, "\r", log=tuple(driven(quiz, "2P1")))
    assert play.look().hour == 3
    assert len(play.driver.state.attempts) == 2


def test_p_goes_on_without_a_push_where_none_is_left(quiz: ModuleType) -> None:
    play = race_by_keys(quiz, "\rp", log=tuple(driven(quiz, "P-P-P-")[:-1]))
    assert isinstance(play.driver.log[-1], Next)


def test_the_head_names_the_player_whose_turn_it_is(quiz: ModuleType) -> None:
    play = race_by_keys(quiz, "\r\r2\r\r", race=RUN._replace(players=("Anna", "Ben")))
    assert play.look().player == "Ben"
    assert play.look().hour == 1
    assert "Ben" in race_head(play.race, play.look(), 78)[0].plain


def test_the_bar_fills_from_start_to_flag_and_dots_the_night() -> None:
    race = Race(FIELD, FIELD[0])
    now = Ended(race, Game((), RULES), None).of().standing  # type: ignore[arg-type]
    start, flag = (race_head(race, Look(now, hour, minute), 78)[1].plain for hour, minute in ((1, 0), (24, 60)))
    assert "━" not in start
    assert "┄" in start
    assert "─" not in flag.replace("━", "")
    assert "┄" not in flag


def test_the_menu_offers_the_lost_hours_and_the_race_hour_by_hour(quiz: ModuleType) -> None:
    play = race_by_keys(quiz, "", log=(*driven(quiz, "21"), Quit()))
    assert [wish for wish, _label in play.wishes()] == ["missed", "review", "hours", "round", "done"]


def test_the_line_to_send_tells_distance_place_and_bars(quiz: ModuleType) -> None:
    line = share_line(ended(quiz, *driven(quiz, "1P-1-212")))
    assert line == "ARNAGE-7K4Q · 647 km · P4 of 5 · beats 1923 · ▆▁▆▂▂▂▁"


def test_a_race_with_an_appeal_is_marked_so(quiz: ModuleType) -> None:
    typed = Answer(read_line(quiz.TURNS[3], "Dumas", "en"), 5.0)
    over = ended(quiz, *driven(quiz, "---"), typed, Appeal(), Quit())
    assert "self-marked" in farewell(over)[0]
    assert "stopped after 4 of 7 hours" in farewell(over)[0]
    assert len(farewell(over)) == 1
    kept = over._replace(setting=over.setting._replace(way_back=lambda: "lmq resume"))
    assert farewell(kept)[1] == "Resume the race with: lmq resume"


def test_players_are_classified_by_distance(quiz: ModuleType) -> None:
    turns = tuple(turn._replace(player=number % 2) for number, turn in enumerate(quiz.TURNS))
    race = RUN._replace(players=("Anna", "Ben"), hours=4, ghost=())
    over = Ended(race, replay(turns, RULES, driven(quiz, "-1-1-1")), quiz.setting())
    assert over.players() == [1, 0]
    assert farewell(over)[0].startswith("Ben · ")


@pytest.mark.parametrize("suffix", [".svg", ".html", ".txt"])
def test_the_picture_tells_the_result_and_gives_nothing_away(quiz: ModuleType, suffix: str) -> None:
    text = picture(ended(quiz, *driven(quiz, "2111111")), suffix).replace("&#160;", " ").replace("\xa0", " ")
    assert "ARNAGE-7K4Q" in text
    assert "Neel Jani" not in text
    assert "@font-face" not in text
    assert text.startswith({".svg": "<svg", ".html": "<!DOCTYPE html>", ".txt": "  Not classified"}[suffix])


def test_hostile_names_reach_no_terminal(quiz: ModuleType) -> None:
    race = RUN._replace(players=("A\x1b[2J", "B\u202e"))
    over = ended(quiz, *driven(quiz, "21"), Hint(), race=race)
    assert not any(sign in "".join(farewell(over)) for sign in "\x1b\u202e")


def test_past_races_are_a_table_and_a_plot() -> None:
    lines = race_history_lines(PAST, 80)
    assert lines[0] == "7-hour races"
    assert lines[2].endswith("best")
    assert "█" in "".join(lines)


def test_past_races_without_signs_are_a_table_alone() -> None:
    lines = race_history_lines(PAST, 40, signs=False)
    assert lines[1:] == ["2026-11-20    720.5 km  SARTHE-22AB", "2026-11-18  1,102.0 km  MUSEE-9XWD   best"]
    assert race_history_lines((), 80)[0].startswith("No finished race")


def test_races_and_sprints_are_listed_apart() -> None:
    lines = race_history_lines((PAST[0]._replace(hours=6), PAST[1]._replace(hours=24)), 80)
    assert [line for line in lines if "-hour" in line] == ["24-hour races", "Six-hour sprints"]


def test_numbers_are_written_in_the_players_language() -> None:
    i18n.use("de")
    assert (figure(1234.56), figure(-8.04, signed=True), figure(-0.04, signed=True)) == ("1.234,6", "−8,0", "+0,0")
    i18n.use("en")
    assert (distance_text(4213.04, 0), gap_text(12.3)) == ("4,213 km", "+12.3 km")


def test_the_clock_goes_past_midnight_with_the_light_by_word() -> None:
    assert [clock_text(1), clock_text(8, 60), clock_text(24, 59)] == ["16:00", "00:00", "15:59"]
    assert [light_text(hours) for hours in (0, 5, 8, 13)] == ["day", "dusk", "night", "dawn"]


def test_each_hour_has_its_row(quiz: ModuleType) -> None:
    rows = hour_rows(ended(quiz, *driven(quiz, "P1-")))
    assert rows[0].startswith("16:00  day  ✓  +15.8 laps")
    assert rows[0].endswith("pushed")
    assert rows[1].startswith("17:00  day  –  +5.5 laps")


def test_the_clock_stands_still_in_the_menu_and_the_question_is_covered(quiz: ModuleType) -> None:
    play = race_together(quiz, "")
    shown: list[str] = []

    class Slow(Fingers):
        def read(self, timeout: float | None = None) -> Key | None:
            shown.append(f"{play.seconds}")
            return super().read(timeout)

    play.terminal = Terminal(Slow("xx\x1b"), Screen(StringIO(), None))
    before = play.seconds
    play.open_menu()
    assert len(set(shown)) == 1
    assert play.seconds - before < 1.0


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_menu_names_the_price_of_a_skip_and_shows_no_question(
    quiz: ModuleType, language: str, painted: Callable[..., list[str]]
) -> None:
    i18n.use(language)
    play = race_together(quiz, "", language=language, pressed="\x1b")
    pages: list[Callable[[int, int], Page]] = []
    play.terminal.show_new = pages.append  # type: ignore[method-assign]
    play.open_menu()
    told = " ".join(painted(pages[0], 80, 24))
    assert {"en": "the garage: 5.5 laps; wrong is 11", "de": "die Garage: 5,5 Runden; falsch sind 11"}[language] in told
    assert quiz.TURNS[0].item.stem.show(language) not in told


def test_the_same_question_is_shown_to_both_before_either_answer_is(quiz: ModuleType) -> None:
    play = race_together(quiz, "", same=True, pressed="\r2")
    with pytest.raises(Leaving):
        play.play_out()
    assert [type(command) for command in play.driver.log] == [Answer, Next]
    assert not is_hour_over(play.driver.state, 2)


def test_each_player_pushes_when_the_keyboard_is_theirs(quiz: ModuleType) -> None:
    play = race_together(quiz, "", pressed="\r2\rp2\r")
    with pytest.raises(Leaving):
        play.play_out()
    assert [attempt.pushed for attempt in play.driver.state.attempts] == [False, True]


def test_the_line_to_share_is_put_on_the_clipboard(quiz: ModuleType) -> None:
    out = StringIO()
    play = race_together(quiz, "1212")
    play.terminal = Terminal(Fingers(""), Screen(out, None))
    assert play.takes(Key(keys.CHARACTER, "s"))
    written = re.search(r"\x1b]52;c;([\w+/=]+)\x07", out.getvalue())
    assert written
    assert b64decode(written[1]).decode().splitlines() == [
        share_line(play.outcome(), n) for n in play.outcome().players()
    ]


def test_the_line_of_a_day_tells_the_day_and_the_row_and_no_question(quiz: ModuleType) -> None:
    over = ended(quiz, *driven(quiz, "1P-1-212"))._replace(day=Day("2026-11-02", 3))
    assert share_line(over) == "Le Mans Quiz · 2026-11-02 · 647 km · P4 of 5 · ▆▁▆▂▂▂▁ · 4 days in a row"
    again = over._replace(day=Day("2026-11-02", 4, "647 km, P4"))
    assert share_line(again).endswith("▆▁▆▂▂▂▁ · not the first try")


def test_the_corners_that_were_asked_about_are_marked_beside_the_flag(
    quiz: ModuleType, painted: Callable[..., list[str]]
) -> None:
    play = race_together(quiz, "1212")
    item = quiz.TURNS[0].item._replace(stem=plain("What comes after Mulsanne corner?"))
    turns = tuple(turn._replace(item=item) for turn in play.driver.state.turns)
    play.driver.state = play.driver.state._replace(turns=turns)
    wide, narrow = ("\n".join(painted(result_of(play), columns, 30)) for columns in (112, 100))
    assert MARK in wide
    assert not re.search("[\u2801-\u28ff]", narrow)


def result_of(play: _RacePlay) -> Callable[[int, int], Page]:
    return lambda width, height: play.ended(Menu((("1", ""),)), width, height)


@pytest.mark.parametrize("height", [20, 22, 24, 30])
def test_what_a_race_is_about_is_whole_where_it_is_without_blank_lines(height: int) -> None:
    sentences = [
        f"{number} word and another word that fill a line and a half of what there is, or rather more"
        for number in range(7)
    ]
    page = first_page("The race", sentences, "seed", (), 80, height)
    lines = [line.plain for line in fitted(page, 80, height)[0]]
    assert all(any(line.strip().startswith(f"{number} word") for line in lines) for number in range(7))
    assert any("▼" in line for line in lines) is False
    assert sum(not line.strip() for line in lines[2:-3]) >= min(6, height - 2 - 14 - 3)
