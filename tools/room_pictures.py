"""The pictures of a quiz room and of the projector's page: python -m tools.room_pictures, which writes them into docs/images.

The program runs in a terminal that nobody sees, with simulated pupils, and Chromium looks at its pages, as the class does. Both are in
a network of their own with one private address, so that pictures show no address of this computer; Linux alone can make one.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import sync_playwright

from tools.film import FOLDER, Terminal, environment

ADDRESS = "10.3.7.21"
INSIDE = "LEMANS_QUIZ_PICTURES"
"""Is set where the network is there already."""
NETWORK = f"""\
ip link set lo up
ip link add wlan0 type veth peer name wlan1
ip link set wlan0 up
ip link set wlan1 up
ip addr add {ADDRESS}/24 dev wlan0
exec "$@"
"""
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

CIRCUIT = (
    "public-road", "footbridge-to", "ford-chicane-place", "lost-landmark", "signalling-pits",
    "bridge-new-name", "straight-french-name", "tertre-rouge-land", "neutralised-2013", "bugatti-circuit-event",
)  # fmt: skip
TRADITIONS = (
    "starting-flag", "le-mans-classic", "bronze-casts", "walking-protest", "month",
    "running-start", "grid-until-1962", "why-september-1968", "start-at-two", "petit-le-mans",
)  # fmt: skip
HOST = ("host", "circuit", "--only", ",".join(CIRCUIT), "--rehearse")
TEAMS = "Arnage,Mulsanne,Tertre Rouge,Indianapolis"
WARMUP = ("warmup", "traditions", "--only", ",".join(TRADITIONS), "--teams", TEAMS)
RIGHT = ("13", "134", "24", "13")
"""For each question of the warm-up before the one that is shown the teams that were right."""
LOCAL = r"localhost:\d+/wall"
LONGEST = 60.0
QUIET = 0.1


def wait_for(terminal: Terminal, wanted: str) -> re.Match[str]:
    """Wait until a terminal shows what fits a pattern, and return it."""
    end = time.monotonic() + LONGEST
    while (found := re.search(wanted, "\n".join(terminal.screen.display))) is None:
        assert time.monotonic() < end, "\n".join([f"no {wanted}", *terminal.screen.display])
        terminal.settle(QUIET, QUIET)
    return found


def press(terminal: Terminal, key: str, wanted: str) -> re.Match[str]:
    """Press a key again and again until the page is there that it leads to: a new page takes no keys for a moment."""
    end = time.monotonic() + LONGEST
    while (found := re.search(wanted, "\n".join(terminal.screen.display))) is None and time.monotonic() < end:
        terminal.press(key)
        time.sleep(1.2)
        terminal.settle(QUIET, 1.0)
    return found or wait_for(terminal, wanted)


@contextlib.contextmanager
def program(*words: str) -> Iterator[Terminal]:
    """Run the program as somebody who has just installed it; no browser is started."""
    with tempfile.TemporaryDirectory() as home:
        terminal = Terminal((sys.executable, "-m", "lemans_quiz", *words), environment(home) | {"BROWSER": "true"})
        try:
            yield terminal
        finally:
            terminal.close()


def opened(browser: Any, address: str, width: int, height: int) -> Any:
    """Open a page in a window of its own."""
    page = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB").new_page()
    page.set_default_timeout(LONGEST * 1000)
    page.goto(address)
    return page


def keep(page: Any, name: str) -> None:
    """Write what a page shows now, as small as a program that is at hand can make it."""
    path = FOLDER / f"{name}.png"
    page.screenshot(path=str(path))
    if optimiser := shutil.which("optipng"):
        subprocess.run([optimiser, "-quiet", "-o5", str(path)], check=True)
    print(f"{path.name}: {path.stat().st_size:,} bytes")


def wall_of(terminal: Terminal, browser: Any, width: int, height: int) -> Any:
    """Open the projector's page."""
    return opened(browser, f"http://{press(terminal, 'w', LOCAL).group()}", width, height)


def draw_room(browser: Any) -> bool:
    """Draw the lobby, a phone with an open question, and the answer after two votes; tell whether talking made more of them know it."""
    with program(*HOST) as terminal:
        wait_for(terminal, "28 in")
        code = wait_for(terminal, r"\b\d{4}\b(?! in)").group()
        wall = wall_of(terminal, browser, 800, 500)
        wall.get_by_text("28 in").wait_for()
        keep(wall, "host-lobby")
        phone = opened(browser, f"http://{ADDRESS}/{code}", 360, 720)
        wait_for(terminal, "29 in")
        press(terminal, " ", "To try it out")
        press(terminal, " ", "Question 1 of 10")
        press(terminal, " ", "Answer now")
        phone.locator(".option").nth(1).click()
        phone.get_by_text("Saved.").wait_for()
        keep(phone, "host-phone")
        wait_for(terminal, "Closed")
        press(terminal, "v", "Answer now")
        phone.locator(".option").nth(1).click()
        wait_for(terminal, "Closed")
        press(terminal, " ", "got it right")
        wall.get_by_text("got it right").wait_for()
        wall.wait_for_timeout(1000)
        keep(wall, "host-answer")
        before, after = map(int, re.findall(r"\d+", wall.locator(".option.good").inner_text())[-2:])
        return after > before


def draw_projector(browser: Any) -> None:
    """Draw a question of a warm-up with four teams."""
    with program(*WARMUP) as terminal:
        wait_for(terminal, "Space")
        for number, teams in enumerate(RIGHT, 1):
            press(terminal, " ", "Which teams were right")
            time.sleep(1.0)
            for team in teams:
                terminal.press(team)
            press(terminal, " ", f"Question {number + 1} of 10")
        wall = wall_of(terminal, browser, 1280, 720)
        press(terminal, " ", "Think")
        wait_for(terminal, "0:19")
        keep(wall, "big-page")


def main() -> None:
    """Draw all of them, in a network that is made for it."""
    if INSIDE not in os.environ:
        words = (
            "unshare",
            "--net",
            "--map-root-user",
            "sh",
            "-ec",
            NETWORK,
            "sh",
            sys.executable,
            "-m",
            "tools.room_pictures",
        )
        os.execvpe("unshare", words, os.environ | {INSIDE: "1"})
    with sync_playwright() as found:
        browser = found.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        while not draw_room(browser):
            print("The simulated pupils answer by chance: once more.")
        draw_projector(browser)
        browser.close()


if __name__ == "__main__":
    main()
