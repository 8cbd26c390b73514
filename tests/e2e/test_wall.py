"""The projector's page in a real browser: everything is on it, nothing over anything else, at every size and in both looks."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lemans_quiz import i18n
from lemans_quiz.room import projector as projector_module
from lemans_quiz.room.projector import Projector
from lemans_quiz.room.wall import (
    ASIDE,
    CIRCUIT,
    DIM,
    EXPLANATION,
    GOOD,
    IN,
    LOBBY,
    MESSAGE,
    OUT,
    PODIUM,
    QUESTION,
    REPORT,
    RIGHT,
    STANDINGS,
    UP,
    WAITING,
    WRONG,
    WallClock,
    WallOption,
    WallPage,
    WallRow,
    WallTeam,
    qr_code,
)
from tests.games.warmup.test_warmup_command import Wall

pytestmark = pytest.mark.e2e

SIZES = ((1280, 720), (1920, 1080), (1024, 768), (800, 600))
SENTENCE = "because the car had to stop once more in the last hour and still came home before all the others"
WORD = "Donaudampfschifffahrtsgesellschaftskapitänspatentprüfungsordnung"
MARKS = ("", RIGHT, WRONG, UP, IN, WAITING, ASIDE, "", RIGHT)
TEAMS = tuple(
    WallTeam(f"Die schnellen Nr. {number:02}x", number, f"{number * 3.5:g}", mark)
    for number, mark in enumerate(MARKS, 1)
)
RANKED = tuple(team._replace(place=place, mark="", lap=place / 7) for place, team in enumerate(TEAMS, 1))


def options(*texts: str) -> tuple[WallOption, ...]:
    return tuple(WallOption(text) for text in texts)


def question(text: str, *texts: str, **fields: Any) -> WallPage:
    return WallPage(QUESTION, text=text, options=options(*texts), clock=WallClock(12, 30, runs=False), **fields)


POLLS = (WallOption("Audi", DIM, 12, 4), WallOption("Porsche", GOOD, 9, 20), WallOption("A wrong one", OUT, 0, 1))
AWKWARD = {
    "long-question": question(f"Why did it win, {SENTENCE}, {SENTENCE}, {SENTENCE}?", "Yes", "No", teams=TEAMS),
    "six-options": question(f"Why did it win, {SENTENCE}?", *(f"{n}, {SENTENCE}" for n in range(6)), teams=TEAMS),
    "one-long-option": question("Why?", "Luck", f"{SENTENCE}, {SENTENCE}, {SENTENCE}, {SENTENCE}", "Rain", "B"),
    "tiny": question("?", "1", "2", "3", "4", "5", "6"),
    "long-words": question(f"{WORD}?", WORD, WORD.upper(), "x" * 90, WORD + WORD),
    "number": WallPage(QUESTION, text="How many?", answer="13,626 km", prompt="Write it down.", teams=TEAMS),
    "order": question("Put them in order.", *"abcdef", answer="C A F E B D", teams=TEAMS[:4]),
    "match": question("What belongs together?\n1  One\n2  Two\n3  Three", "a", "b", "c", answer="1B  2A  3C"),
    "bars-twice": WallPage(QUESTION, text="Who?", options=POLLS, has_bars=True, counted="26 of 28 answered"),
    "counting": question("Who?", "Audi", "Porsche", "BMW", "Ford", instead="3 – 2 – 1", prompt="Fingers up!"),
    "seats": question("Who?", "A", "B", "C", "D", seats=tuple(WallTeam("", n, "", IN if n % 3 else "") for n in range(1, 33))),
    "explanation": WallPage(EXPLANATION, text=f"Porsche, {SENTENCE}", letter_of=1, lines=(f"{SENTENCE}. " * 4,), source=f"Source: {SENTENCE}", teams=TEAMS),
    "all-nine-options": question(SENTENCE, *(SENTENCE[:40] for _ in range(9)), teams=TEAMS),
    "lobby": WallPage(LOBBY, title="7b · Bees", lines=("1  Wi-Fi SCHULE-PAED", "2  Scan, or type:"), address="http://192.168.178.121:8080", room_code="4821", code=qr_code("http://192.168.178.121:8080/#4821"), counted="32 are in", names=tuple(f"Maison Blanche {n}" for n in range(1, 33))),
    "standings": WallPage(STANDINGS, title="Standings", teams=RANKED),
    "circuit": WallPage(CIRCUIT, title="After question 3", teams=RANKED),
    "podium": WallPage(PODIUM, title="Podium", teams=RANKED, prompt=f"A tie: {', '.join(team.name for team in TEAMS)}."),
    "podium-hidden": WallPage(PODIUM, teams=(WallTeam("", place=1), WallTeam("", place=2), RANKED[2])),
    "report": WallPage(REPORT, title="Most missed first", rows=tuple(WallRow(f"{SENTENCE}?", "Porsche", "2 of 4 teams right", n) for n in range(1, 13))),
    "message": WallPage(MESSAGE, title="Can the back row read this?", lines=(SENTENCE, SENTENCE), teams=TEAMS),
}  # fmt: skip
"""Pages that have room for nothing, or for everything."""


@pytest.fixture
def wall() -> Iterator[Projector]:
    with Projector() as projector:
        projector.open(may_start_browser=False)
        yield projector


def show(wall: Projector, page: Any, shown: WallPage, name: str) -> None:
    """Show a page and wait until the browser has drawn it."""
    wall.show(shown._replace(header=name, note="Last question"))
    page.wait_for_function("name => document.getElementById('count').textContent.startsWith(name)", arg=name)
    page.wait_for_function("() => document.fonts.status === 'loaded'")


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_everything_is_on_the_page_and_nothing_over_anything_else(wall, new_page, shot, spilled, size, look):
    page = new_page(wall.address, width=size[0], height=size[1], color_scheme=look, reduced_motion="reduce")
    found = {}
    for name, shown in AWKWARD.items():
        show(wall, page, shown, name)
        found[name] = spilled(page)
        shot(page, f"{name}-{size[0]}-{look}")
    assert {name: problems for name, problems in found.items() if problems} == {}


_UNREADABLE = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (c) => { const v = c / 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const bright = (c) => 0.2126 * light(c[0]) + 0.7152 * light(c[1]) + 0.0722 * light(c[2]);
  const ground = (node) => { for (; node; node = node.parentElement) { const c = parts(getComputedStyle(node).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  return [...document.body.querySelectorAll("*")].filter((node) => [...node.childNodes].some((one) => one.nodeType === 3 && one.textContent.trim())
    && !(node instanceof SVGElement) && node.checkVisibility({ visibilityProperty: true })).map((node) => {
    const [a, b] = [bright(parts(getComputedStyle(node).color)), bright(ground(node))];
    return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), node.textContent.slice(0, 30)];
  }).filter(([contrast]) => contrast < 4.5).map(String);
}"""


@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_text_has_a_contrast_of_at_least_four_and_a_half(wall, new_page, look):
    page = new_page(wall.address, color_scheme=look, reduced_motion="reduce")
    found = {}
    for name, shown in AWKWARD.items():
        show(wall, page, shown, name)
        found[name] = page.evaluate(_UNREADABLE)
    assert {name: problems for name, problems in found.items() if problems} == {}


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(wall, new_page, violations, look):
    page = new_page(wall.address, color_scheme=look, reduced_motion="reduce", bypass_csp=True)
    found = {}
    for name, shown in AWKWARD.items():
        show(wall, page, shown, name)
        found[name] = violations(page)
    assert {name: problems for name, problems in found.items() if problems} == {}


def test_letters_are_large_where_there_is_room_and_every_option_has_letter_and_shape(wall, new_page):
    page = new_page(wall.address)
    show(
        wall,
        page,
        question("Which make won the 24 Hours of Le Mans in 2015?", "Audi", "Porsche", "Toyota", "Ford"),
        "q",
    )
    sizes = page.eval_on_selector_all(
        ".option .text", "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(sizes) >= 720 * 0.08
    assert page.eval_on_selector_all(".option .sign b", "all => all.map(one => one.textContent)") == [
        "A",
        "B",
        "C",
        "D",
    ]
    shapes = page.eval_on_selector_all(".option .sign path", "all => all.map(one => one.getAttribute('d'))")
    assert len(set(shapes)) == 4


def report(count: int, text: str) -> WallPage:
    rows = tuple(
        WallRow(f"{text} {number}?", "Porsche 919 Hybrid", "2 of 4 teams right", number)
        for number in range(1, count + 1)
    )
    return WallPage(REPORT, title="Most missed first", rows=rows)


def ranked(count: int) -> WallPage:
    teams = (WallTeam(f"Maison Blanche {place}", points="7 of 10", place=place) for place in range(1, count + 1))
    return WallPage(PODIUM, title="Podium", teams=tuple(teams))


LONG_LISTS = {
    "report-20": report(20, "In which year did the car come home before all the others, and why"),
    "report-40": report(40, "In which year did the car come home before all the others, and why"),
    "report-40-short": report(40, "Who won"),
    "podium-30": ranked(30),
    "podium-60": ranked(60),
}
_LIST_SIZES = """() => [...document.querySelectorAll(".rows .text, .scores .text")].filter((one) => one.clientWidth)
  .map((one) => parseFloat(getComputedStyle(one).fontSize))"""
_LIST_TEXTS = """() => [...document.querySelectorAll(".rows > li, .scores > li")].filter((one) => one.clientWidth)
  .map((one) => one.querySelector(".nth, .place").textContent)"""


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)], ids=str)
def test_a_long_list_is_shown_in_parts_that_the_back_row_can_read(wall, new_page, spilled, shot, size):
    page = new_page(wall.address, width=size[0], height=size[1], reduced_motion="reduce")
    for name, shown in LONG_LISTS.items():
        show(wall, page, shown, name)
        parts = int(page.inner_text("#time").partition("/")[2] or 1)
        seen: list[str] = []
        for part in range(parts):
            assert min(page.evaluate(_LIST_SIZES)) >= size[1] * 0.026, name
            assert spilled(page) == [], name
            seen += page.evaluate(_LIST_TEXTS)
            shot(page, f"{name}-{size[0]}-{part}")
            page.keyboard.press("ArrowRight")
        first = 4 if shown.kind == PODIUM else 1
        assert seen == [f"{number}." for number in range(first, len(shown.rows or shown.teams) + 1)]
        assert parts < len(seen) / 3


def test_parts_turn_by_themselves_until_somebody_turns_by_hand(wall, new_page):
    page = new_page()
    page.clock.install()
    page.goto(wall.address)
    show(wall, page, LONG_LISTS["report-40"], "q")
    assert page.inner_text("#time").startswith("1 /")
    page.clock.run_for(13_000)
    assert page.inner_text("#time").startswith("2 /")
    page.keyboard.press("ArrowLeft")
    page.clock.run_for(30_000)
    assert page.inner_text("#time").startswith("1 /")


@pytest.mark.parametrize("size", [(1280, 720), (800, 600)], ids=str)
def test_bars_are_as_long_as_what_they_count(wall, new_page, size):
    page = new_page(wall.address, width=size[0], height=size[1], reduced_motion="reduce")
    show(wall, page, AWKWARD["bars-twice"], "q")
    lengths = page.eval_on_selector_all(".poll i", "all => all.map(one => one.getBoundingClientRect().width)")
    counts = [count for option in POLLS for count in (option.before, option.chosen)]
    longest = max(lengths)
    assert longest > 40
    assert [round(20 * length / longest) for length in lengths] == counts


def test_a_window_of_any_other_size_is_filled_anew(wall, new_page, spilled):
    page = new_page(wall.address)
    show(wall, page, AWKWARD["six-options"], "q")
    for width, height in ((640, 480), (2560, 1440), (600, 1000), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
        )
        assert spilled(page) == []


HOSTILE = (
    "<svg/onload=alert()>",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "\u202eevil\x1b[2J",
)


def test_hostile_names_and_texts_are_shown_as_they_are_and_become_nothing(wall, new_page):
    page = new_page(wall.address)
    teams = tuple(WallTeam(name, number, name) for number, name in enumerate(HOSTILE, 1))
    for kind in (QUESTION, EXPLANATION, LOBBY, STANDINGS, CIRCUIT, PODIUM, REPORT, MESSAGE):
        rows = tuple(WallRow(text, text, text) for text in HOSTILE)
        hostile = WallPage(kind, text=HOSTILE[1], title=HOSTILE[1], lines=HOSTILE, options=options(*HOSTILE), teams=teams, names=HOSTILE, rows=rows, source=HOSTILE[2], prompt=HOSTILE[0], counted=HOSTILE[1], address=HOSTILE[1])  # fmt: skip
        show(wall, page, hostile, kind)
        assert page.locator("script, img, #main svg[onload]").count() == 1
        assert HOSTILE[1] in page.inner_text("body")


def test_nothing_is_asked_of_anybody_but_this_computer(wall, new_page):
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(wall.address)
    show(wall, page, AWKWARD["lobby"], "q")
    own = wall.address.removesuffix("/wall")
    assert [address for address in asked if not address.startswith((own, "data:"))] == []


def test_it_says_when_the_laptop_is_away_and_comes_back_by_itself(new_page, monkeypatch, spilled):
    first = Projector()
    page = new_page(first.open(may_start_browser=False))
    show(first, page, AWKWARD["six-options"], "before")
    first._server.stop()
    page.wait_for_selector("#away:not([hidden])")
    assert spilled(page) == []
    monkeypatch.setattr(projector_module, "PORTS", (int(re.search(r":(\d+)/", first.address)[1]),))
    with Projector() as second:
        second.open(may_start_browser=False)
        show(second, page, AWKWARD["tiny"], "after")
        page.wait_for_selector("#away", state="hidden")


def test_it_says_that_the_game_has_ended(new_page):
    with Projector() as projector:
        page = new_page(projector.open(may_start_browser=False))
        show(projector, page, AWKWARD["tiny"], "q")
    page.wait_for_function("() => document.getElementById('away').textContent.includes('ended')")


def test_light_and_dark_are_the_browsers_until_a_key_or_the_teacher_says_otherwise(wall, new_page):
    page = new_page(wall.address, color_scheme="dark")
    look = "() => document.documentElement.dataset.look"
    show(wall, page, AWKWARD["tiny"], "one")
    assert page.evaluate(look) == "dark"
    page.keyboard.press("t")
    assert page.evaluate(look) == "light"
    page.reload()
    show(wall, page, AWKWARD["tiny"], "two")
    assert page.evaluate(look) == "light"
    other = new_page(wall.address, color_scheme="light")
    show(wall, other, AWKWARD["tiny"]._replace(theme="dark"), "three")
    assert other.evaluate(look) == "dark"


def test_it_speaks_the_language_of_the_program(wall, new_page):
    page = new_page(wall.address)
    i18n.use("de")
    try:
        show(wall, page, AWKWARD["message"]._replace(language="de"), "Frage")
    finally:
        i18n.use("en")
    assert page.get_attribute("html", "lang") == "de"
    assert page.inner_text("#look") == "T hell oder dunkel"


def test_cars_drive_to_their_places_and_stand_there_at_once_where_motion_is_not_wanted(wall, new_page):
    def places(page: Any) -> list[str]:
        return page.eval_on_selector_all(".car", "all => all.map(one => one.getAttribute('transform'))")

    still, moving = (
        new_page(wall.address, reduced_motion="reduce"),
        new_page(wall.address, reduced_motion="no-preference"),
    )
    ahead = AWKWARD["circuit"]._replace(teams=tuple(team._replace(lap=team.lap + 0.4) for team in RANKED))
    for shown, name in ((AWKWARD["circuit"], "one"), (ahead, "two")):
        for page in (still, moving):
            show(wall, page, shown, name)
    wanted = places(still)
    assert len(set(wanted)) == len(RANKED)
    moving.wait_for_function("wanted => [...document.querySelectorAll('.car')].every((one, n) => one.getAttribute('transform') === wanted[n])", arg=wanted)  # fmt: skip


def test_a_step_of_the_podium_that_is_hidden_shows_no_name(wall, new_page):
    page = new_page(wall.address)
    show(wall, page, AWKWARD["podium-hidden"], "q")
    assert [name.strip() for name in page.locator(".step .who").all_inner_texts()] == ["?", "?", RANKED[2].name]


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_code_of_the_lobby_is_read_from_a_picture_of_the_page(wall, new_page, shot, look):
    if not shutil.which("zbarimg"):
        pytest.skip("there is no zbarimg on this machine: apt-get install zbar-tools")
    page = new_page(wall.address, color_scheme=look)
    show(wall, page, AWKWARD["lobby"], "q")
    picture = shot(page, f"code-{look}")
    told = subprocess.run(["zbarimg", "-q", "--raw", str(picture)], capture_output=True, text=True, check=False)
    assert told.stdout.strip() == "http://192.168.178.121:8080/#4821"


@pytest.fixture
def played(template: Any, warm_home: Path, tmp_path: Path, monkeypatch: Any) -> Iterator[Callable[..., Wall]]:
    """Begin a warm-up under a terminal with its own home."""
    monkeypatch.setenv("BROWSER", "true")
    shutil.copytree(warm_home / "cache", tmp_path / "home" / "cache")
    begun: list[Wall] = []

    def begin(*arguments: str) -> Wall:
        begun.append(Wall(template, tmp_path / "home", *arguments))
        return begun[-1]

    yield begin
    for one in begun:
        one.kill()


def test_a_warm_up_is_followed_from_the_sight_check_to_the_podium(played, new_page, spilled, shot):
    remote = played("circuit", "-n", "1", "--kind", "choice", "--teams", "2", "--reading", "0", "--wall")
    address = re.search(r"localhost:\d+/wall", remote.wait_for("/wall"))[0]
    page = new_page(f"http://{address}")
    page.wait_for_selector("h1")
    kinds = []
    for key, wanted in (
        (" ", "Think"),
        (" ", "Fingers"),
        ("", "Fingers up:"),
        (" ", "Which teams"),
        ("1", "✓ 1"),
        (" ", "podium"),
    ):
        if key:
            remote.press(key, wanted)
        else:
            remote.wait_for(wanted)
        page.wait_for_timeout(200)
        kinds.append((page.get_attribute("#main", "data-kind"), page.locator(".option.good").count()))
        assert spilled(page) == []
    assert kinds == [*[("question", 0)] * 3, *[("question", 1)] * 2, ("explanation", 0)]
    assert page.locator(".strip li.right").count() == 1
    remote.press(" ", "1 point")
    page.wait_for_selector(".step.p1")
    shot(page, "warm-up-podium")
    os.write(remote.fd, b"\x03")
    page.wait_for_selector("#away:not([hidden])")
