"""A whole game in a room: the teacher at a terminal, eight browsers and a pupil without one, and a laptop that dies in the middle."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import _QUIET, CHROMIUM
from tests.e2e.remote import ADDRESS, Network, Remote, network, pictured, scanned, until

pytestmark = pytest.mark.e2e
QUESTIONS = 7
PACK = """
title: Bees
id: bees
questions:
  - {id: legs, question: How many legs has a bee?, answer: "six", wrong: ["four", "eight", "ten"], explanation: As all insects.}
  - {id: makes, question: What do bees make?, answers: [honey, wax], wrong: [silk, milk]}
  - {id: sting, question: Drones can sting., answer: false}
  - {id: chief, question: Who lays the eggs?, answer: queen}
  - {id: eyes, question: How many eyes has a bee?, answer: 5}
  - {id: life, question: Put the life of a bee in order., order: [egg, larva, pupa, imago]}
  - id: jobs
    question: Who does what?
    match: {queen: lays eggs, drone: mates, worker: collects}
"""
ANSWERS: tuple[tuple[Any, Any], ...] = (
    (("six",), ("ten",)),
    (("honey", "wax"), ("silk",)),
    (("False",), ("True",)),
    ("queen", "drone bee"),
    ("5", "2"),
    (("egg", "larva", "pupa", "imago"), ("imago", "pupa", "larva", "egg")),
    (("lays eggs", "mates", "collects"), ("mates", "collects", "lays eggs")),
)
"""For each question a right answer and one that is wholly wrong."""


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Network]:
    with network() as made:
        yield made


@pytest.fixture
def browser(playwright: Any, room: Network, tmp_path: Path) -> Iterator[Any]:
    found = playwright.chromium.launch(executable_path=room.browser_in(tmp_path, CHROMIUM), args=[*_QUIET])
    yield found
    found.close()


def enter(browser: Any, address: str, **options: Any) -> Any:
    context = browser.new_context(viewport={"width": 360, "height": 640}, **options)
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(address)
    return page


def answer(page: Any, number: int, *, is_right: bool) -> None:
    """Answer a question on a phone, and wait until the laptop has it."""
    given = ANSWERS[number][0 if is_right else 1]
    page.get_by_role("heading", name=f"Question {number + 1} of {QUESTIONS}").wait_for()
    page.wait_for_selector(".option:not([aria-disabled]), #typed, select")
    if isinstance(given, str):
        page.locator("#typed").fill(given)
    elif number == 6:
        for place, words in enumerate(given):
            texts = page.locator("select").nth(place).locator("option").all_text_contents()
            wanted = next(n for n, text in enumerate(texts) if words in text)
            page.locator("select").nth(place).select_option(index=wanted)
    else:
        for words in given:
            page.locator(".option", has_text=words).click()
    if number not in (0, 2):
        page.click("#send")
    page.locator("#state", has_text="Saved.").wait_for()


def is_right(phone: int, number: int) -> bool:
    return (phone + number) % 3 > 0


def decoded(remote: Remote, folder: Path) -> str:
    """Return what the code on the terminal says, the same on a dark and a light one."""
    links = {scanned(pictured(remote.screen, folder / f"{dark}.pgm", is_dark=dark)) for dark in (True, False)}
    assert len(links) == 1
    return links.pop()


def wall_of(remote: Remote, browser: Any) -> Any:
    remote.press_until("w", "localhost:")
    address = re.search(r"http://localhost:\d+/wall", remote.text())
    assert address is not None
    wall = enter(browser, address.group())
    wall.set_viewport_size({"width": 1280, "height": 800})
    return wall


def add_kim(remote: Remote) -> None:
    """Add a pupil whose answers the teacher types."""
    remote.press_until("k", "A pupil without a device")
    remote.press("\x1b[F")
    remote.press_until("\r", "Which name should everyone see?")
    remote.press("Kim")
    remote.press_until("\r", "8 in")


def answer_for_kim(remote: Remote, words: str) -> None:
    remote.press_until("a", "Enter select")
    line = next(line for line in remote.text().splitlines() if words in line)
    remote.press(re.search(r"\d", line).group())
    remote.press_until("\r", "answered")


def open_question(remote: Remote, number: int) -> None:
    stems = ("How many legs", "What do bees", "Drones can", "Who lays", "How many eyes", "Put the life", "Who does")
    remote.press_until(" ", stems[number])
    remote.press_until(" ", "Answer now.")


def kick(remote: Remote, page: Any) -> None:
    """Throw a phone out by its name."""
    name = page.inner_text("#who").split(" · ")[0]
    remote.press_until("k", "A pupil without a device")
    for _ in range(10):
        if name in next((line for line in remote.text().splitlines() if "▸" in line), ""):
            break
        remote.press("\x1b[B")
    remote.press_until("\r", "Remove")
    remote.press_until("\r", "A pupil without a device")
    page.get_by_role("heading", name="removed from the game").wait_for()
    remote.press_until("\x1b", "Answer now.")


def test_a_lesson_with_eight_phones_a_pupil_without_one_and_a_dead_laptop(room, browser, tmp_path):
    remote = host(room, tmp_path)
    try:
        link = decoded(remote, tmp_path)
        assert re.fullmatch(rf"HTTP://{ADDRESS}(:\d+)?/\d{{4}}", link), link
        wall = wall_of(remote, browser)
        until(lambda: scanned(shot(wall, tmp_path / "wall.png")) == link)
        pages = [enter(browser, link) for _ in range(7)]
        for page in pages:
            page.wait_for_selector(".big")
        add_kim(remote)
        remote.press_until(" ", "To try it out")
        pages[0].get_by_role("heading", name="Trial question").wait_for()
        for number in range(QUESTIONS):
            open_question(remote, number)
            if number == 2:
                pages.append(enter(browser, link))  # Comes late.
            if number == 3:
                kick(remote, pages[6])
            playing = [(phone, page) for phone, page in enumerate(pages) if phone != 6 or number < 3]
            for phone, page in playing:
                answer(page, number, is_right=is_right(phone, number))
            if number == 1:
                pages[0].reload()
                pages[0].wait_for_selector(".option[aria-pressed=true]")
            if number == 4:
                remote.kill()
                pages[0].locator(
                    "#line:not(:empty)"
                ).wait_for()  # Without any other network the browser calls it offline.
                remote.close()
                remote = Remote(room.prefix, ["resume"], tmp_path / "home")
                go_on(remote)
                pages[0].wait_for_selector("#typed")
                assert pages[0].input_value("#typed") in ANSWERS[4]
            if number == 0:
                answer_for_kim(remote, "six")
                remote.wait_for("Closed.")
            else:
                remote.press_until(" ", "Closed.")
            remote.press_until(" ", "got it right")
            pages[1].get_by_text("Right!" if is_right(1, number) else "Wrong").first.wait_for()
        until(lambda: pressed_by_hand(remote, " ") or pages[1].get_by_text(f"of {QUESTIONS} right").count() > 0)
        for phone, page in enumerate(pages):
            asked = range(QUESTIONS) if phone < 7 else range(2, QUESTIONS)
            right = sum(is_right(phone, number) for number in asked)
            page.get_by_text(
                "removed from the game" if phone == 6 else f"{right} of {len(asked)} right"
            ).first.wait_for()
    except BaseException:
        print(remote.text())
        raise
    finally:
        remote.close()


def pressed_by_hand(remote: Remote, key: str) -> None:
    """Press a key as slowly as a hand does: one that comes again before a page has settled is taken for one that is held."""
    remote.press(key)
    time.sleep(0.6)


def go_on(remote: Remote) -> None:
    """Go on with the game that was cut off, up to its open question."""
    remote.wait_for("paused")
    remote.press_until(" ", "Answer now.")


def shot(page: Any, path: Path) -> Path:
    page.screenshot(path=str(path))
    return path


def host(room: Network, folder: Path) -> Remote:
    """Begin a game of the pack with a phone's code on the screen."""
    pack = folder / "bees.yaml"
    pack.write_text(PACK, encoding="utf-8")
    arguments = ["host", str(pack), "--in-order", "-n", str(QUESTIONS), "--seconds", "0"]
    remote = Remote(room.prefix, arguments, folder / "home")
    remote.wait_for("Space start")
    return remote


def test_a_laptop_that_sleeps_is_said_to_and_the_game_goes_on(room, browser, tmp_path):
    remote = host(room, tmp_path)
    try:
        page = enter(browser, decoded(remote, tmp_path))
        page.wait_for_selector(".big")
        remote.press_until(" ", "To try it out")
        open_question(remote, 0)
        answer(page, 0, is_right=False)
        remote.process.send_signal(signal.SIGSTOP)
        page.locator("#line:not(:empty)").wait_for()
        page.locator(".option", has_text="six").click()
        remote.process.send_signal(signal.SIGCONT)
        page.locator("#state", has_text="Saved.").wait_for()
        until(lambda: page.inner_text("#line") == "")
        remote.press_until(" ", "got it right")
        page.get_by_text("Right!").first.wait_for()
    finally:
        remote.close()


def comes_back(browser: Any, remote: Remote, link: str, name: str) -> Any:
    """Take the first seat again by its number, at another address, and have the teacher let it in."""
    again = enter(browser, link)
    again.get_by_text("I already joined").click()
    again.fill("#seatNumber", "1")
    again.get_by_text("Return to my seat").click()
    again.get_by_text("number 1 is back").wait_for()
    until(lambda: remote.press("b") or again.get_by_text(name).count() > 0)
    return again


def test_after_another_address_the_number_and_a_key_give_the_seat_back(room, browser, tmp_path):
    remote = host(room, tmp_path)
    try:
        page = enter(browser, decoded(remote, tmp_path))
        name = page.locator(".big").inner_text()
        remote.press_until(" ", "To try it out")
        open_question(remote, 0)
        answer(page, 0, is_right=True)
        remote.kill()
        remote.close()
        room.move("10.3.9.99")
        page.get_by_text("Your number is 1.").wait_for()
        remote = Remote(room.prefix, ["resume"], tmp_path / "home")
        go_on(remote)
        remote.press_until("i", "scan, or type")
        comes_back(browser, remote, decoded(remote, tmp_path), name)
    finally:
        remote.close()


def test_a_game_goes_along_to_another_address_and_the_new_code_is_shown_by_a_key(room, browser, tmp_path):
    remote = host(room, tmp_path)
    try:
        page = enter(browser, decoded(remote, tmp_path))
        name = page.locator(".big").inner_text()
        wall = wall_of(remote, browser)
        remote.press_until(" ", "To try it out")
        open_question(remote, 0)
        room.move("10.3.9.99")
        remote.wait_for("This laptop has a new address: 10.3.9.99")
        assert "Pause" in remote.text()
        page.get_by_text("Your number is 1.").wait_for()
        remote.press_until("i", "scan, or type")
        link = decoded(remote, tmp_path)
        assert re.fullmatch(r"HTTP://10\.3\.9\.99(:\d+)?/\d{4}", link), link
        until(lambda: scanned(shot(wall, tmp_path / "moved.png")) == link)
        again = comes_back(browser, remote, link, name)
        remote.press_until("\x1b", "Paused. Space to continue.")
        remote.press_until(" ", "Answer now.")
        wall.get_by_text("How many legs").or_(wall.get_by_text("To try it out")).first.wait_for()
        answer(again, 0, is_right=True)
        remote.wait_for("Closed.")
        remote.press_until(" ", "1 of 1 got it right")
    finally:
        remote.close()
