"""The teacher's pages at 40 and 80 columns against their approved files, and what none of them may tell.

After a wanted change: LEMANS_APPROVE=1 python -m pytest tests/games/host/test_host_pages.py, look at the difference, commit it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
import segno

from lemans_quiz import i18n
from lemans_quiz.core.items import Choice
from lemans_quiz.core.responses import Chosen
from lemans_quiz.core.turns import deal
from lemans_quiz.games.host.commands import (
    Accept,
    Back,
    Close,
    End,
    ExtraTime,
    Fingers,
    Forward,
    Hands,
    Pause,
    TimerOff,
    Void,
    VoteAgain,
)
from lemans_quiz.games.host.desk import Snapshot
from lemans_quiz.games.host.game import HostGame, begin
from lemans_quiz.games.host.remote.again import told_of
from lemans_quiz.games.host.remote.ending import Ending, missed_page, pupils_page
from lemans_quiz.games.host.remote.keys import ALL, taken_in
from lemans_quiz.games.host.remote.pages import PATIENCE, Scene, keys_page, lobby_page
from lemans_quiz.games.host.remote.privacy import privacy_lines
from lemans_quiz.games.host.remote.views import game_page, prompt, way_in_page, way_of_teams
from lemans_quiz.games.host.remote.walls import wall_page
from lemans_quiz.games.host.rules import (
    CLOSED,
    EXPLAINED,
    LOBBY,
    OPEN,
    OVER,
    PODIUM,
    READING,
    REVEALED,
    STANDINGS,
    HostRules,
    Question,
    Script,
    right_places,
)
from lemans_quiz.room import wall
from lemans_quiz.room.wall import page_to_json
from lemans_quiz.terminal import theme
from lemans_quiz.terminal.layout import Page, width_of
from lemans_quiz.terminal.qr import PAPER, QUIET_ZONE, qr_lines
from tests.games.host.lessons import answering, choice, joined, lobby, on_to, play, script
from tests.sample_quiz import CHOICE, MATCH, TEXT

APPROVED = Path(__file__).resolve().parents[2] / "approved" / "screens"
NAMES = tuple(f"Arnage {number}" for number in range(1, 29))
LINK = "HTTP://10.3.7.21/4821"


def scene(state: HostGame, *, at: float = 0.0, **more: object) -> Scene:
    present = frozenset(seat.number for seat in state.seats)
    given = {"title": "Bees", "class_name": "7b", "address": "10.3.7.21", "code": "4821", "is_reached": True, **more}
    return Scene(Snapshot(state, present, at=at), i18n.language(), **given)  # type: ignore[arg-type]


def page_of(shown: Scene) -> Callable[[int, int], Page]:
    build = lobby_page if shown.snapshot.state.phase == LOBBY else way_in_page if shown.shows_way_in else game_page
    return lambda width, height: build(shown, width, height)


def sample(*names: str, **rules: object) -> HostGame:
    return joined(begin(Script(deal((CHOICE, TEXT, MATCH), "word"), HostRules(**rules))), *(names or NAMES[:4]))  # type: ignore[arg-type]


def voted(state: HostGame, *places: int, at: float = 6.0) -> HostGame:
    return play(state, *(answering(state, seat, place, at) for seat, place in enumerate(places)))


def twice() -> HostGame:
    first = voted(on_to(sample(), OPEN, 5.0), 0, 1, 1, 2)
    return play(voted(play(first, Close(9.0), VoteAgain(10.0)), 0, 0, 1, 0, at=12.0), Close(13.0), Forward(14.0))


def right_places_of_all() -> tuple[int, ...]:
    """Return the right place of the first question for four seats."""
    return right_places(Question(sample().script.turns[0])) * 4


def by_hand() -> HostGame:
    state = play(on_to(sample(teams=("Blue", "Red")), OPEN, 5.0), Fingers(6.0))
    return play(state, Close(7.0), Hands(8.0, 0, 7), Hands(8.0, 1, 12))


def at_the_end(steps: int, **rules: object) -> HostGame:
    state = on_to(sample(**rules), OPEN, 5.0)
    state = play(
        voted(state, 0, 1, 0, 2),
        Close(9.0),
        Forward(10.0),
        Accept(11.0, 0, Chosen(state.script.turns[0].arrangement[0])),
    )
    return play(state, End(20.0), *(Forward(21.0) for _ in range(steps)))


PAGES: dict[str, Callable[[], Scene]] = {
    "lobby-empty": lambda: scene(begin(sample().script), waited=4.0, is_reached=False),
    "lobby-nobody": lambda: scene(begin(sample(wifi="SCHULE-PAED").script), waited=134.0, is_reached=False),
    "lobby-full": lambda: scene(sample(*NAMES), waited=60.0),
    "lobby-no-network": lambda: scene(begin(sample().script), address=""),
    "reading": lambda: scene(on_to(sample(), READING, 0.0), at=2.0),
    "open": lambda: scene(voted(on_to(sample(), OPEN, 5.0), 0, 1), at=12.0),
    "open-for-some": lambda: scene(slow_one(0), at=40.0),
    "way-in": lambda: scene(voted(on_to(sample(*NAMES), OPEN, 5.0), 0, 1), at=12.0, shows_way_in=True),
    "open-match": lambda: scene(on_to(on_to(on_to(on_to(sample(), READING, 0.0), READING, 1.0), READING, 2.0), OPEN, 5.0), at=12.0),
    "closed": lambda: scene(play(voted(on_to(sample(), OPEN, 5.0), 0, 1), Close(20.0)), at=20.0),
    "closed-with-key": lambda: scene(play(voted(on_to(sample(), OPEN, 5.0), 0, 1), Close(20.0)), at=20.0, has_wall=True, shows_key=True),
    "by-hand": lambda: scene(by_hand(), at=20.0),
    "revealed-twice": lambda: scene(twice(), at=20.0),
    "explained": lambda: scene(play(twice(), Forward(21.0)), at=21.0),
    "void": lambda: scene(play(twice(), Void(21.0, 0)), at=21.0),
    "paused": lambda: scene(play(on_to(sample(), OPEN, 5.0), Pause(6.0)), at=6.0),
    "standings": lambda: scene(on_to(voted(on_to(sample(teams=("Blue", "Red")), OPEN, 5.0), 0, 0, 1, 1), STANDINGS, 9.0)),
    "podium-third": lambda: scene(at_the_end(1)),
    "podium-first": lambda: scene(at_the_end(3)),
    "podium-none": lambda: scene(at_the_end(0, ranking="none")),
}  # fmt: skip
READ: dict[str, Callable[[], Callable[[int, int], Page]]] = {
    "keys": lambda: keys_page,
    "missed": lambda: missed_page(Ending(at_the_end(3), i18n.language(), str)),
    "pupils": lambda: pupils_page(Ending(at_the_end(3, teams=("Blue", "Red")), i18n.language(), str)),
}


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", [*PAGES, *READ])
def test_the_page_is_as_approved(name: str, language: str, painted: Callable[..., list[str]]) -> None:
    i18n.use(language)
    build = page_of(PAGES[name]()) if name in PAGES else READ[name]()
    drawn = "\n".join(chain.from_iterable([f"{columns} columns", *painted(build, columns, 24)] for columns in (80, 40)))
    path = APPROVED / f"host-{name}.{language}.txt"
    if os.environ.get("LEMANS_APPROVE"):
        path.write_text(drawn + "\n", encoding="utf-8")
    assert path.exists(), "not approved yet: see the top of this file"
    assert drawn + "\n" == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in PAGES if name not in ("closed-with-key",)])
def test_a_page_fits_eighty_columns_and_twenty_four_lines(name: str, painted: Callable[..., list[str]]) -> None:
    lines = painted(page_of(PAGES[name]()), 80, 24)
    assert not any("▼" in line and ":" in line for line in lines)


def keyed(key: int) -> Script:
    """Return a script whose question differs from others in what is right, and in nothing else."""
    asked = choice(0)
    kind = asked.kind
    assert isinstance(kind, Choice)
    return Script(deal((asked._replace(kind=kind._replace(key=key)), choice(1)), "word"), HostRules())


@pytest.mark.parametrize("phase", [READING, OPEN, CLOSED])
def test_no_page_depends_on_what_is_right_before_it_is_shown(phase: str) -> None:
    terminals, walls = set(), set()
    for key in range(4):
        state = joined(begin(keyed(key)), *NAMES[:3])
        state = on_to(state, OPEN, 5.0)
        state = voted(state, 0, 1, 2)
        state = play(state, *([Close(7.0)] if phase == CLOSED else [Back(7.0)] if phase == READING else []))
        shown = scene(state, at=8.0)
        terminals.add("\n".join(line.plain for line in game_page(shown, 78, 24).body.lines))
        walls.add(page_to_json(wall_page(shown)))
    assert len(terminals) == len(walls) == 1


def test_the_pairs_of_a_match_are_numbered_in_the_question_and_only_what_is_chosen_has_letters() -> None:
    page = wall_page(PAGES["open-match"]())
    assert len(page.options) == len(MATCH.kind.rights)
    assert page.text.splitlines()[1:] == [
        f"{number}  {left.show('en')}" for number, left in enumerate(MATCH.kind.lefts, 1)
    ]


def test_nothing_on_a_page_tells_who_has_extra_time_or_who_has_answered() -> None:
    state = voted(on_to(lobby(), OPEN, 5.0), 0)
    slow = voted(on_to(play(lobby(), ExtraTime(0.0, 1, 2.0)), OPEN, 5.0), 0)
    for at in (10.0, 34.9):
        assert page_to_json(wall_page(scene(state, at=at))) == page_to_json(wall_page(scene(slow, at=at)))
        assert game_page(scene(state, at=at), 78, 24) == game_page(scene(slow, at=at), 78, 24)
    assert "Arnage" not in page_to_json(wall_page(scene(state, at=10.0)))


def slow_one(*seats: int) -> HostGame:
    """Return a game with an open question until 35, and until 65 for Karting 31 alone; these seats have answered."""
    state = on_to(play(lobby(), ExtraTime(0.0, 1, 2.0)), OPEN, 5.0)
    return play(state, *(answering(state, seat, 0, 6.0) for seat in seats))


def test_time_is_over_for_most_while_somebody_with_more_of_it_still_answers_and_nobody_is_named() -> None:
    for at in (35.0, 64.9):
        shown = scene(slow_one(0), at=at)
        page = wall_page(shown)
        assert (page.time, page.prompt) == ("Some are still answering", "Time's up for most. Some are still answering.")
        assert "Karting" not in page_to_json(page)
        assert prompt(shown) == page.prompt


def test_time_is_over_for_all_where_nobody_with_more_of_it_is_awaited() -> None:
    away = scene(slow_one(0), at=40.0)
    away = away._replace(snapshot=away.snapshot._replace(present=frozenset((0, 2))))
    others = [scene(slow_one(1), at=40.0), scene(slow_one(), at=65.0), scene(on_to(lobby(), OPEN, 5.0), at=40.0), away]
    for shown in others:
        assert (wall_page(shown).time, prompt(shown)) == ("", "Time's up.")
    assert wall_page(scene(play(slow_one(), TimerOff(6.0)), at=99.0)).time == ""


def test_who_wants_no_ranking_sees_none_of_teams_either() -> None:
    state = on_to(voted(on_to(sample(teams=("Blue", "Red"), ranking="none"), OPEN, 5.0), 0, 1), REVEALED, 6.0)
    assert play(state, Forward(7.0), Forward(8.0)).phase == READING
    podium = scene(play(state, End(9.0)))
    told = page_to_json(wall_page(podium)) + "".join(line.plain for line in game_page(podium, 78, 24).body.lines)
    assert "Blue" not in told


def test_the_way_of_teams_is_told_of_all_that_can_be_had_and_never_beside_the_first() -> None:
    state = on_to(voted(on_to(sample(teams=("Blue", "Red")), OPEN, 5.0), *right_places_of_all()), STANDINGS, 9.0)
    assert way_of_teams(state) == {0: 0.25, 1: 0.25}  # one point of four
    assert [car.lap for car in wall_page(scene(state)).teams] == [0.75, 0.75]


def test_the_way_in_stands_on_the_wall_in_the_place_of_the_question_with_its_time() -> None:
    page = wall_page(PAGES["way-in"]())
    assert (page.kind, page.address, page.room_code, page.text) == (wall.LOBBY, "10.3.7.21", "4821", "")
    assert page.header == "Question 1 of 3"
    assert page.clock is not None
    assert page.clock.left == 23.0


def test_a_typed_name_is_on_no_page_before_it_is_shown() -> None:
    state = joined(begin(script(names="own")), "Annabelle")
    shown = scene(state)
    assert "Annabelle" not in "\n".join(line.plain for line in lobby_page(shown, 78, 24).body.lines)
    assert "Annabelle" not in page_to_json(wall_page(shown))


def test_the_lobby_says_what_may_be_wrong_after_half_a_minute_without_a_phone() -> None:
    state = begin(script())
    for waited, reached, told in ((PATIENCE - 1, False, False), (PATIENCE, False, True), (PATIENCE, True, False)):
        lines = lobby_page(scene(state, waited=waited, is_reached=reached), 78, 24).body.lines
        assert any("No phone has reached" in line.plain for line in lines) is told


def modules_of(text: str) -> list[list[bool]]:
    """Return the code in lines of half blocks, as rows of what is dark."""
    halves = {"█": (False, False), "▀": (False, True), "▄": (True, False), " ": (True, True)}
    rows: list[list[bool]] = []
    for line in text.splitlines():
        pairs = [halves[character] for character in line]
        rows += [[upper for upper, _ in pairs], [lower for _, lower in pairs]]
    return rows


def test_the_terminals_code_is_the_standards_with_its_quiet_zone_whatever_the_colours_are() -> None:
    lines = qr_lines(LINK)
    rows = modules_of("\n".join(line.plain for line in lines))
    matrix = [[bool(dark) for dark in row] for row in segno.make_qr(LINK, error="m").matrix_iter(border=QUIET_ZONE)]
    assert rows[: len(matrix)] == matrix
    assert QUIET_ZONE >= 4
    assert {str(line.style) for line in lines} == {PAPER}
    assert width_of(lines[0]) <= 38


def test_without_colours_on_a_light_screen_the_ink_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    on_dark = modules_of("\n".join(line.plain for line in qr_lines(LINK)))
    monkeypatch.setattr(theme, "_used", [theme.PALETTES[theme.LIGHT]])
    on_light = modules_of("\n".join(line.plain for line in qr_lines(LINK)))
    assert on_light == [[not is_dark for is_dark in row] for row in on_dark]


@pytest.mark.parametrize("colours", ["dark", "light"])
def test_the_code_on_the_screen_is_read_by_a_scanner(
    colours: str, tmp_path: Path, painted: Callable[..., list[str]]
) -> None:
    if shutil.which("zbarimg") is None:
        pytest.skip("zbarimg is not installed")
    lines = painted(page_of(PAGES["lobby-full"]()), 80, 24)
    code = [line[2:35] for line in lines if set(line[2:35]) <= set("█▀▄ ") and "█" in line[2:35]]
    paper, ink = 255, 0
    around = 0 if colours == "dark" else 255
    rows = modules_of("\n".join(code))
    picture = [[around] * (len(rows[0]) + 20) for _ in range(10)]
    picture += [[around] * 10 + [ink if dark else paper for dark in row] + [around] * 10 for row in rows]
    picture += [[around] * (len(rows[0]) + 20) for _ in range(10)]
    large = [[value for value in row for _ in range(6)] for row in picture for _ in range(6)]
    body = bytes(chain.from_iterable(large))
    path = tmp_path / "screen.pgm"
    path.write_bytes(f"P5 {len(large[0])} {len(large)} 255\n".encode() + body)
    told = subprocess.run(["zbarimg", "-q", "--raw", str(path)], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == LINK


def test_each_phase_takes_the_keys_that_its_page_names() -> None:
    for phase in (LOBBY, READING, OPEN, CLOSED, REVEALED, EXPLAINED, STANDINGS, PODIUM, OVER):
        taken = taken_in(phase)
        assert set(taken) <= set(ALL)
        letters = [letter for key in taken for letter in key.letters]
        assert len(letters) == len(set(letters))


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_page_for_parents_answers_what_where_how_long_and_how_to_object(language: str) -> None:
    i18n.use(language)
    told = "\n".join(privacy_lines())
    wanted = {
        "en": ("What data?", "Where is it, and who sees it?", "For how long?", "How can I object?", "register"),
        "de": ("Welche Daten?", "Wo, und wer sieht es?", "Wie lange?", "Wie kann man widersprechen?", "Verzeichnis"),
    }
    assert all(one in told for one in wanted[language])
    assert len(told.split()) < 480


def test_a_game_that_was_cut_off_is_told_by_class_pack_question_and_seats() -> None:
    told = told_of(on_to(lobby(), OPEN, 0.0), "7b", "Bees", 1_795_000_000.0)
    assert "7b · Bees · Question 1 of 4 · 3 seats" in told
