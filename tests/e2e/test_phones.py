"""The pupil's page in a real browser: every kind by thumb and by keyboard, in every network that comes and goes.

axe-core and acorn are fetched by npm into .e2e/ once; what cannot be had is skipped.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lemans_quiz.core.responses import Chosen, ChosenSet, Matched, Ordered, Said, Typed
from lemans_quiz.games.host.commands import Kick, Lock, Pause
from lemans_quiz.games.host.rules import CLOSED, EXPLAINED, OPEN, OVER, PODIUM, READING, REVEALED
from tests.e2e.conftest import fetched
from tests.games.host.phones import CODE, Room
from tests.sample_quiz import CHOICE, ITEMS, MULTIPLE, TEXT, TRUE_FALSE

pytestmark = pytest.mark.e2e
WITHOUT_SOCKETS = "window.WebSocket = undefined;"
WITH_REFUSED_SOCKETS = "window.WebSocket = function () { throw new Error('refused'); };"
WITHOUT_STORAGE = "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('no storage'); } });"
WAYS = {"websocket": "", "poll": WITHOUT_SOCKETS, "refused": WITH_REFUSED_SOCKETS}
TAKEN = (
    Chosen(0),
    ChosenSet((0, 1, 2)),
    Said(True),
    Typed("Jani"),
    Typed("13,626"),
    Ordered((0, 1, 2, 3)),
    Matched((0, 1, 2)),
)
Open = Callable[..., Any]


@pytest.fixture
def phone(browser: Any) -> Iterator[Open]:
    """Open the page of a room as a phone does that scanned the code; in the end no page may have had an error."""
    contexts: list[Any] = []
    errors: list[str] = []

    def open_phone(
        room: Room, *, script: str = "", path: str = f"/{CODE}", width: int = 360, height: int = 640, **options: Any
    ) -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, **{"locale": "en-GB", **options})
        contexts.append(context)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda told: errors.append(told.text) if "Content Security" in told.text else None)
        page.goto(room.address + path)
        return page

    yield open_phone
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture(params=sorted(WAYS))
def way(request: pytest.FixtureRequest) -> str:
    return WAYS[request.param]


def shown(page: Any, text: str) -> None:
    """Wait until a text stands on the page."""
    page.get_by_text(text, exact=False).first.wait_for()


def until(fits: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not fits():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def on_to(room: Room, phase: str, *pages: Any) -> None:
    """Step on until a phase has begun, and wait until all pages show it."""
    room.on_to(phase)
    if phase in (READING, OPEN):
        number = room.desk.snapshot.state.position + 1
        for page in pages:
            shown(
                page, f"{'Frage' if page.evaluate('document.documentElement.lang') == 'de' else 'Question'} {number} "
            )
            if phase == OPEN:
                page.wait_for_selector(".option:not([aria-disabled]), #typed, select")


def tap_answer(page: Any, kind: str) -> None:
    """Answer the question of ITEMS that is on, rightly, with the thumb."""
    option = lambda text: page.locator(".option", has_text=text)  # noqa: E731
    match kind:
        case "choice":
            option("Porsche").click()
            return
        case "true-false":
            page.locator(".option").first.click()
            return
        case "multiple":
            for name in ("Rebellion", "Porsche", "Audi"):
                option(name).click()
        case "order":
            for name in ("Bentley", "Jaguar", "Ford", "Audi"):
                option(name).click()
        case "text":
            page.fill("#typed", "Jani")
        case "number":
            page.fill("#typed", "13,626")
        case _:
            options = [page.locator("select").nth(place).locator("option").all_text_contents() for place in range(3)]
            wanted = (("producer", "Produzentin"), ("driver for", "Fahrer bei"), ("nine-time", "neunfacher"))
            for place, words in enumerate(wanted):
                page.locator("select").nth(place).select_option(
                    index=next(n for n, text in enumerate(options[place]) if any(word in text for word in words))
                )
    page.click("#send")


def fits_its_width(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


LOOKS = (("en-GB", "light", 360), ("de-DE", "dark", 360), ("de-AT", "light", 320), ("en-US", "dark", 320))


@pytest.mark.parametrize(("locale", "scheme", "width"), LOOKS)
def test_every_phase_and_kind_is_accessible_and_fits_a_small_phone(phone, violations, locale, scheme, width):
    with Room(reading=5.0, seconds=60.0) as room:
        page = phone(room, locale=locale, color_scheme=scheme, width=width)
        page.wait_for_selector(".big")
        seen = {"lobby": violations(page)}
        page.evaluate("sessionStorage.setItem('shows', '1')")
        page.reload()
        for item in ITEMS:
            for phase in (READING, OPEN, CLOSED, REVEALED, EXPLAINED):
                on_to(room, phase, page)
                if phase == OPEN:
                    tap_answer(page, item.kind_name)
                    page.wait_for_selector("#state:not(:empty)")
                if phase in (REVEALED, EXPLAINED):
                    page.wait_for_selector(".verdict")
                seen[f"{item.kind_name} {phase}"] = violations(page)
                assert fits_its_width(page), (item.kind_name, phase)
        on_to(room, PODIUM)
        page.get_by_text("7").first.wait_for()
        seen[PODIUM] = violations(page)
    assert {name: found for name, found in seen.items() if found} == {}


@pytest.mark.parametrize("path", ["/", f"/{CODE}", "/1111"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_door_is_accessible(phone, violations, path, scheme):
    with Room(names="own") as room:
        page = phone(room, path=path, color_scheme=scheme, width=320)
        page.wait_for_selector("form")
        assert violations(page) == []
        page.get_by_text("I already joined").click()
        assert violations(page) == []
        assert fits_its_width(page)


def test_text_twice_as_large_still_fits(phone):
    with Room() as room:
        page = phone(room, width=320)
        page.wait_for_selector(".big")
        page.evaluate("document.documentElement.style.fontSize = '225%'")
        for item in ITEMS:
            on_to(room, OPEN, page)
            assert fits_its_width(page), item.kind_name
            on_to(room, EXPLAINED, page)


def test_all_kinds_are_answered_by_thumb(phone, way):
    with Room() as room:
        page = phone(room, script=way, has_touch=True, is_mobile=True)
        page.wait_for_selector(".big")
        for item, taken in zip(ITEMS, TAKEN, strict=True):
            on_to(room, OPEN, page)
            tap_answer(page, item.kind_name)
            shown(page, "Saved.")
            assert room.answers() == {0: taken}
            on_to(room, REVEALED, page)
            shown(page, "Right!")


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Any, name: str) -> None:
    """Press Tab until something with a name has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        words = page.evaluate(
            "((e) => e === document.body ? '' : e.labels && e.labels[0] ? e.labels[0].textContent : e.textContent)(document.activeElement)"
        )
        if name in words:
            return
    raise AssertionError(f"no Tab leads to {name}")


def key_answer(page: Any, kind: str) -> None:
    """Answer the question of ITEMS that is on, rightly, with a keyboard alone."""
    names = {"choice": ("Porsche",), "true-false": ("True",), "multiple": ("Rebellion", "Porsche", "Audi")}
    for name in {**names, "order": ("Bentley", "Jaguar", "Ford", "Audi")}.get(kind, ()):
        tab_to(page, name)
        press(page, "Space")
    if kind in ("text", "number"):
        tab_to(page, "Your answer")
        page.keyboard.type("Jani" if kind == "text" else "13,626")
        press(page, "Enter")
    if kind == "match":
        for left, letter in (("Gregory", "producer"), ("Webber", "driver"), ("Kristensen", "nine")):
            tab_to(page, left)
            place = page.evaluate(f"[...document.activeElement.options].findIndex((o) => o.text.includes('{letter}'))")
            press(page, *["ArrowDown"] * place)
    if kind in ("multiple", "order", "match"):
        tab_to(page, "Send")
        press(page, "Enter")


def test_all_kinds_are_answered_by_keyboard_and_told_to_a_screen_reader(phone):
    with Room() as room:
        page = phone(room)
        page.wait_for_selector(".big")
        for number, (item, taken) in enumerate(zip(ITEMS, TAKEN, strict=True), 1):
            on_to(room, OPEN, page)
            until(lambda now=number: f"Question {now} of 7 is open." in page.inner_text("#said"))
            key_answer(page, item.kind_name)
            shown(page, "Saved.")
            assert room.answers() == {0: taken}
            on_to(room, CLOSED, page)
            until(lambda: "Closed" in page.inner_text("#said"))
            on_to(room, REVEALED, page)
            until(lambda: "Right!" in page.inner_text("#said"))


@pytest.mark.parametrize("script", ["", WITHOUT_STORAGE], ids=["storage", "no storage"])
def test_a_refresh_in_a_question_loses_nothing(phone, way, script):
    with Room(CHOICE) as room:
        page = phone(room, script=way + script)
        page.wait_for_selector(".big")
        name = page.inner_text("#who")
        on_to(room, OPEN, page)
        page.locator(".option", has_text="Audi").click()
        shown(page, "Saved.")
        page.reload()
        page.wait_for_selector(".option[aria-pressed=true]")
        assert page.inner_text("#who") == name
        assert "Audi" in page.inner_text(".option[aria-pressed=true]")
        page.locator(".option", has_text="Porsche").click()
        until(lambda: room.answers() == {0: Chosen(0)})
        assert len(room.desk.snapshot.state.seats) == 1


def test_a_phone_that_slept_is_back_at_once(phone):
    with Room(CHOICE) as room:
        page = phone(room)
        page.wait_for_selector(".big")
        on_to(room, OPEN, page)
        page.context.set_offline(True)
        page.evaluate("() => { window.dispatchEvent(new Event('offline')); }")
        room.on_to(CLOSED)
        time.sleep(1.5)
        page.context.set_offline(False)
        began = time.monotonic()
        page.evaluate(
            "() => { window.dispatchEvent(new Event('online')); document.dispatchEvent(new Event('visibilitychange')); }"
        )
        shown(page, "Closed.")
        assert time.monotonic() - began < 3.0


def test_an_answer_given_without_a_network_arrives_when_there_is_one(phone):
    with Room(CHOICE) as room:
        page = phone(room)
        page.wait_for_selector(".big")
        on_to(room, OPEN, page)
        page.context.set_offline(True)
        page.locator(".option", has_text="Porsche").click()
        shown(page, "no network")
        page.context.set_offline(False)
        shown(page, "Saved.")
        assert room.answers() == {0: Chosen(0)}
        until(lambda: page.inner_text("#line") == "")


def test_a_laptop_that_was_away_is_said_to_be_and_the_game_goes_on(phone, way):
    room = Room(CHOICE, TEXT)
    with room:
        page = phone(room, script=way)
        page.wait_for_selector(".big")
        on_to(room, OPEN, page)
        page.locator(".option", has_text="Audi").click()
        shown(page, "Saved.")
        port = room.port
    shown(page, "does not answer")
    shown(page, "Your number is 1")
    page.locator(".option", has_text="Porsche").click()
    again = Room(CHOICE, TEXT, log=tuple(room.kept), port=port)
    with again:
        again.forward()
        shown(page, "Saved.")
        assert again.answers() == {0: Chosen(0)}
        until(lambda: page.inner_text("#line") == "")


def test_after_another_address_a_seat_is_had_again_by_its_number(phone):
    room = Room(CHOICE)
    with room:
        page = phone(room)
        page.wait_for_selector(".big")
        name = page.inner_text(".big")
        room.on_to(OPEN)
    with Room(CHOICE, log=tuple(room.kept)) as moved:
        moved.forward()
        other = phone(moved)
        shown(other, "Some players have lost their connection")
        other.get_by_text("I already joined").click()
        other.fill("#seatNumber", "1")
        other.get_by_text("Return to my seat").click()
        shown(other, "number 1 is back")
        until(lambda: moved.desk.snapshot.returning == (0,))
        moved.desk.vouch(0)
        other.wait_for_selector(".option")
        assert name in other.inner_text("#who")
        assert len(moved.desk.snapshot.state.seats) == 1


def test_the_page_says_why_nobody_gets_in(phone):
    with Room(CHOICE, cap=1) as room:
        page = phone(room)
        page.wait_for_selector(".big")
        shown(phone(room), "The room is full")
        room.desk.do(Lock(room.desk.at))
        shown(phone(room), "Nobody can join right now")
        wrong = phone(room, path="/0000", locale="de-DE")
        shown(wrong, "nicht die vier Ziffern")
        room.desk.do(Lock(room.desk.at))
        room.desk.do(Kick(room.desk.at, 0))
        shown(page, "removed from the game")
        page.reload()
        page.wait_for_selector("#code")
        wrong.fill("#code", CODE)
        wrong.locator("form button").click()
        shown(wrong, "Du bist dabei")


def test_names_that_pupils_type_stay_text(phone):
    name = "<b>Bo</b>&amp;"
    with Room(names="own") as room:
        page = phone(room)
        page.fill("#name", name)
        page.locator("form button").click()
        shown(page, "being checked")
        assert page.inner_text(".big") == name


def test_a_phone_tells_its_team(phone):
    with Room(teams=("Blue", "<Yellow>")) as room:
        pages = [phone(room), phone(room)]
        for page in pages:
            page.wait_for_selector(".big")
        assert sorted(page.inner_text("#who").split(" · ")[-1] for page in pages) == ["<Yellow>", "Blue"]


def test_what_was_filled_in_is_sent_when_time_is_up(phone):
    with Room(TEXT, MULTIPLE, seconds=3.0) as room:
        page = phone(room)
        page.wait_for_selector(".big")
        on_to(room, OPEN, page)
        page.fill("#typed", "Jani")
        until(lambda: room.answers() == {0: Typed("Jani")})
        on_to(room, OPEN, page)
        page.locator(".option", has_text="Audi").click()
        room.on_to(CLOSED)
        until(lambda: room.answers() == {0: ChosenSet((1,))})


def test_a_pause_keeps_what_was_typed(phone):
    with Room(TEXT) as room:
        page = phone(room)
        page.wait_for_selector(".big")
        on_to(room, OPEN, page)
        page.fill("#typed", "Jan")
        room.desk.do(Pause(room.desk.at))
        shown(page, "paused the game")
        room.forward()
        page.wait_for_selector("#typed")
        assert page.input_value("#typed") == "Jan"


def test_the_question_is_shown_and_read_where_the_pupil_wants_it(phone):
    with Room(TRUE_FALSE, CHOICE) as room:
        page = phone(
            room,
            script="window.spoken = []; window.speechSynthesis.speak = (one) => spoken.push([one.lang, one.text]);",
        )
        page.wait_for_selector(".big")
        on_to(room, OPEN, page)
        assert page.get_by_text("The series focuses").count() == 0
        page.get_by_text("Show the question here").click()
        shown(page, "The series focuses")
        page.get_by_text("Read aloud").click()
        assert page.evaluate("spoken") == [["en", "The series focuses on the 2015 race..\nA: True.\nB: False"]]
        on_to(room, OPEN, page)
        shown(page, "Which manufacturer")
        page.get_by_text("Deutsch").click()
        shown(page, "Welcher Hersteller")
        assert page.evaluate("document.documentElement.lang") == "de"


def test_at_the_end_nothing_is_said_to_be_wrong(phone):
    with Room(CHOICE) as room:
        page = phone(room)
        page.wait_for_selector(".big")
        on_to(room, OPEN, page)
        tap_answer(page, "choice")
        shown(page, "Saved.")
        room.on_to(OVER)
        shown(page, "Place 1 of 1")
    time.sleep(1.5)
    assert page.inner_text("#line") == ""
    shown(page, "The quiz is over")


def test_the_script_is_of_2017():
    acorn = fetched("acorn", "8")
    script = Path(__file__).resolve().parents[2] / "lemans_quiz/games/host/page/page.js"
    command = ["node", str(acorn / "bin" / "acorn"), "--ecma2017", "--silent", str(script)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
