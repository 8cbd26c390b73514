"""Cards as they come out of a browser and of the PDF: every seat, held each way, is read back from a picture of the page."""

from __future__ import annotations

import json
import re
import shutil
import struct
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from benchmarks.card_pictures import Light, Shot, clutter, shot, take
from lemans_quiz.core.items import Choice
from lemans_quiz.core.turns import deal
from lemans_quiz.games.host.card_seats import CardSeats
from lemans_quiz.games.host.commands import Forward
from lemans_quiz.games.host.desk import Desk
from lemans_quiz.games.host.rules import CARDS, OPEN, PODIUM, REVEALED, HostRules, Script
from lemans_quiz.games.host.scores import seat_standings
from lemans_quiz.room.camera import Camera
from lemans_quiz.room.eye import Eye, picture
from lemans_quiz.room.server import RoomServer, Site
from lemans_quiz.room.sightings import LETTERS, CardCount, Sighting, sightings
from lemans_quiz.room.tags import detector, find
from tests.e2e.remote import Remote, network, pictured, scanned
from tests.games.host.lessons import choice
from tests.room.camera_seats import Taking

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not shutil.which("pdftoppm"), reason="needs pdftoppm (Debian: poppler-utils)"),
]
CHROMIUM = shutil.which("chromium") or ""
QUIETLY = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"


def written(folder: Path, name: str) -> Path:
    subprocess.run(
        [sys.executable, "-m", "lemans_quiz", "cards", "-o", folder / name],
        check=True,
        env={"LEMANS_QUIZ_HOME": str(folder)},
    )
    return folder / name


def printed(folder: Path, html: Path) -> Path:
    pdf = folder / "printed.pdf"
    words = [
        CHROMIUM,
        *QUIETLY.split(),
        f"--user-data-dir={folder / 'browser'}",
        "--no-pdf-header-footer",
        f"--print-to-pdf={pdf}",
        html,
    ]
    subprocess.run(words, check=True, capture_output=True)
    return pdf


def pictures(folder: Path, pdf: Path) -> list[np.ndarray]:
    """Return the pages in grey, 50 dots an inch."""
    subprocess.run(["pdftoppm", "-r", "50", "-gray", pdf, folder / "page"], check=True)
    return [grey(path) for path in sorted(folder.glob("page-*.pgm"))]


def grey(path: Path) -> np.ndarray:
    kind, size, _depth, pixels = path.read_bytes().split(b"\n", 3)
    assert kind == b"P5"
    width, height = map(int, size.split())
    return np.frombuffer(pixels, np.uint8).reshape(height, width)


@pytest.mark.parametrize("way", ["browser", "pdf"])
def test_all_seats_are_read_back_held_each_way(tmp_path: Path, way: str) -> None:
    if way == "browser" and not CHROMIUM:
        pytest.skip("needs chromium")
    pdf = printed(tmp_path, written(tmp_path, "cards.html")) if way == "browser" else written(tmp_path, "cards.pdf")
    sides = pictures(tmp_path, pdf)
    assert len(sides) == 30
    finder, seen = detector(), []
    for side in sides:
        for quarter in range(4):
            held = np.ascontiguousarray(np.rot90(side, quarter))
            found = sightings(find(finder, held.tobytes(), held.shape[1], held.shape[0]), 30)
            seen += [(one.seat, one.letter, quarter) for one in found]
    assert sorted(seen) == [(seat, LETTERS[quarter], quarter) for seat in range(1, 31) for quarter in range(4)]


class Clip(NamedTuple):
    """A film for a camera that is none: what `held` shows for a second each, over and over."""

    path: Path
    held: list[list[Shot]]


def clip(folder: Path, held: list[list[Shot]], width: int = 1280, height: int = 720) -> Clip:
    """Write the film: two frames a second of the class, in the raw form that Chromium takes for a camera."""
    dice, path = np.random.default_rng(8), folder / "class.y4m"
    grey_only = np.full(width * height // 2, 128, np.uint8).tobytes()
    ground = clutter(dice, width, height, 40)
    with path.open("wb") as film:
        film.write(f"YUV4MPEG2 W{width} H{height} F2:1 Ip A1:1 C420jpeg\n".encode())
        for shots in held:
            seen = take(shots, ground, Light(30, 215, (0.2, 0.1), 0.6, 3), dice)
            film.write((b"FRAME\n" + seen.tobytes() + grey_only) * 2)
    return Clip(path, held)


def class_of(count: int, seed: int) -> list[Shot]:
    """Return so many pupils in rows, each holding up a card."""
    dice = np.random.default_rng(seed)
    return [
        shot(dice, 34, (100 + place % 7 * 180, 110 + place // 7 * 170))._replace(number=place + 1)
        for place in range(count)
    ]


@contextmanager
def camera_page(playwright: Any, film: Clip, folder: Path) -> Iterator[Callable[[str], Any]]:
    """Open pages in a Chromium whose camera shows a film."""
    fake = "--use-fake-device-for-media-stream --use-fake-ui-for-media-stream".split()
    context = playwright.chromium.launch_persistent_context(
        str(folder / "profile"),
        executable_path=CHROMIUM,
        args=[
            *QUIETLY.split(),
            *fake,
            "--host-resolver-rules=MAP room.test 127.0.0.1",
            f"--use-file-for-fake-video-capture={film.path}",
        ],
        permissions=["camera"],
    )

    def visit(address: str) -> Any:
        page = context.new_page()
        page.goto(address)
        return page

    yield visit
    context.close()


def test_a_webcam_sees_the_whole_class(playwright: Any, tmp_path: Path) -> None:
    film = clip(tmp_path, [class_of(28, seed=6)])
    taken: dict[int, str] = {}

    def take_all(seen: Sequence[Sighting]) -> CardCount:
        taken.update({one.seat: one.letter for one in seen})
        return CardCount(True, sorted(taken), sorted(set(range(1, 29)) - set(taken)))

    with Eye() as eye:
        camera = Camera(eye, most=lambda: 28, seats=Taking(take_all))
        server = RoomServer((Site(("127.0.0.1",), (0,), camera.routes(), ("localhost",)),))
        (port,) = server.start()
        with camera_page(playwright, film, tmp_path) as visit:
            page = visit(camera.address(f"http://localhost:{port}"))
            page.get_by_role("button", name="Start this camera").click()
            page.get_by_text("All cards seen.").wait_for(timeout=20_000)
            assert page.locator("li.seen").count() == 28
            assert page.locator("video, canvas, img").count() == 0
        server.stop()
    assert taken == {one.number: one.letter for one in film.held[0]}


def bitmap(path: Path, seen: np.ndarray) -> Path:
    """Write a picture as BMP, whose width is a multiple of four."""
    height, width = seen.shape
    pixels = np.repeat(seen[::-1, :, None], 3, axis=2).tobytes()
    head = b"BM" + struct.pack("<IHHI", 54 + len(pixels), 0, 0, 54)
    path.write_bytes(head + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, len(pixels), 0, 0, 0, 0) + pixels)
    return path


def test_a_phone_takes_a_photo_where_the_page_may_have_no_camera(playwright: Any, tmp_path: Path) -> None:
    held = class_of(28, seed=7)
    dice = np.random.default_rng(9)
    small = take(held, clutter(dice, 1280, 720, 40), Light(30, 215, (0.2, 0.1), 0.6, 3), dice)
    photo = bitmap(tmp_path / "photo.bmp", np.repeat(np.repeat(small, 3, axis=0), 3, axis=1))
    taken: dict[int, str] = {}

    def take_all(seen: Sequence[Sighting]) -> CardCount:
        taken.update({one.seat: one.letter for one in seen})
        return CardCount(True, sorted(taken), sorted(set(range(1, 29)) - set(taken)))

    with Eye() as eye, camera_page(playwright, clip(tmp_path, [held]), tmp_path) as visit:
        camera = Camera(eye, most=lambda: 28, seats=Taking(take_all))
        server = RoomServer((Site(("127.0.0.1",), (0,), camera.routes(), ("room.test",)),))
        (port,) = server.start()
        page = visit(camera.address(f"http://room.test:{port}"))
        assert page.evaluate("isSecureContext") is False
        page.set_input_files("input[type=file]", str(photo))
        page.get_by_text("All cards seen.").wait_for(timeout=30_000)
        server.stop()
    assert taken == {one.number: one.letter for one in held}


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc")
def test_a_thousand_pictures_leave_the_memory_as_it_is() -> None:
    dice = np.random.default_rng(10)
    seen = take(class_of(2, seed=8), clutter(dice, 400, 200, 8), Light(30, 215, (0.2, 0.1), 0.6, 3), dice)
    shown = picture(400, 200, seen.tobytes())
    with Eye() as eye:
        sizes = []
        for _hundred in range(10):
            assert all(len(eye.look(shown)) == 2 for _picture in range(100))
            sizes.append(int(Path(f"/proc/{eye.process_number}/statm").read_text().split()[1]) * 4096)
        assert eye.restarts == 0
    assert max(sizes[1:]) - sizes[0] < 4_000_000


def test_a_class_of_28_answers_three_questions(playwright: Any, tmp_path: Path) -> None:
    """Each question is a film of its own; the scores are those of the letters that were held up, exactly."""
    desk = Desk(Script(deal([choice(number) for number in range(3)], "word"), HostRules(seconds=0, entry=CARDS)))
    seats = CardSeats(desk)
    held = [class_of(28, seed=20 + number) for number in range(3)]
    points: Counter[str] = Counter({str(number): 0 for number in range(1, 29)})
    with Eye() as eye:
        camera = Camera(eye, most=lambda: 60, seats=seats)
        server = RoomServer((Site(("127.0.0.1",), (0,), camera.routes(), ("localhost",)),))
        (port,) = server.start()
        for number, shots in enumerate(held):
            folder = tmp_path / str(number)
            folder.mkdir()
            with camera_page(playwright, clip(folder, [shots]), folder) as visit:
                page = visit(camera.address(f"http://localhost:{port}"))
                page.get_by_role("button", name="Start this camera").click()
                if number == 0:
                    page.locator("li.seen").nth(27).wait_for(timeout=30_000)
                else:
                    page.get_by_text("No question is open.").wait_for(timeout=30_000)
                while desk.snapshot.state.phase != OPEN or desk.snapshot.state.position != number:
                    desk.do(Forward(desk.at))
                page.get_by_text("All cards seen.").wait_for(timeout=30_000)
                while desk.snapshot.state.phase != REVEALED:
                    desk.do(Forward(desk.at))
            turn = desk.snapshot.state.script.turns[number]
            assert isinstance(turn.item.kind, Choice)
            right = LETTERS[turn.arrangement.index(turn.item.kind.key)]
            points.update(str(one.number) for one in shots if one.letter == right)
            camera.renew()
        while desk.snapshot.state.phase != PODIUM:
            desk.do(Forward(desk.at))
        server.stop()
    state = desk.snapshot.state
    assert {state.seats[row.seat].name: row.points for row in seat_standings(state)} == points
    assert len(set(points.values())) > 1


PACK = """\
title: Bees
questions:
  - {id: legs, question: How many legs has a bee?, answer: six, wrong: [four, eight, ten]}
  - {id: eyes, question: A bee has five eyes., answer: true}
  - {id: honey, question: What is honey made of?, answer: nectar, wrong: [pollen, wax, resin]}
"""


@contextmanager
def warm_up(folder: Path, *words: str, prefix: Sequence[str] = ()) -> Iterator[Remote]:
    """Have the program play the pack with cards at a terminal of its own."""
    (folder / "bees.yaml").write_text(PACK, encoding="utf-8")
    pack, report = str(folder / "bees.yaml"), str(folder / "report.json")
    given = f"warmup {pack} --entry cards --in-order --seconds 0 --reading 0 -n 3 --report {report}".split()
    remote = Remote(prefix, [*given, *words], folder / "home")
    try:
        yield remote
    finally:
        remote.close()


def cameras(remote: Remote) -> None:
    """Open the page of the cameras: one key, for another would close it, and a page that is new takes none for a moment."""
    time.sleep(1.0)
    remote.press("c")
    remote.wait_for("new addresses", 30)


def camera_address(remote: Remote, below: str) -> str:
    """Return another address of this laptop's camera, and go back to the page with a word of its own."""
    cameras(remote)
    first = _address(remote)
    for _ in range(20):
        remote.press("n")
        time.sleep(1.0)
        remote.pump()
        if _address(remote) not in ("", first):
            break
    address = _address(remote)
    remote.press_until("x", below)
    return address


def _address(remote: Remote) -> str:
    found = re.search(r"http://localhost(?::\d+)?/C/\w{10}", remote.text())
    return found[0] if found else ""


def report_of(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "report.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_a_class_of_28_plays_a_whole_warm_up_before_a_webcam(playwright: Any, tmp_path: Path) -> None:
    """What each pupil held up in each question is in the report, and the teams' points are the shares of it, exactly."""
    held = [class_of(28, seed=20 + number) for number in range(3)]
    with warm_up(tmp_path, "--teams", "4") as remote:
        remote.wait_for("hold up your card")
        for number, shots in enumerate(held):
            folder = tmp_path / str(number)
            folder.mkdir()
            with camera_page(playwright, clip(folder, [shots]), folder) as visit:
                page = visit(camera_address(remote, "camera    W" if number == 0 else "type a card"))
                page.get_by_role("button", name="Start this camera").click()
                if number == 0:
                    page.locator("li.seen").nth(27).wait_for(timeout=30_000)
                    remote.wait_for("28 cards joined: 1–28")
                    remote.press_until(" ", "Question 1 of 3")
                # A card with C or D on top says nothing to true or false.
                count = sum(one.letter in "AB" for one in shots)
                remote.wait_for(f"{count} of 28 seen" if number == 1 else "All cards seen.", 40)
                remote.press_until(" ", "Right: Arnage")
            if number < 2:
                remote.press_until(" ", f"Question {number + 2} of 3")
        remote.press_until(" ", "review the questions")
        remote.press_until(" ", "Most missed")
        remote.press_until(" ", "Saved:")
    found = report_of(tmp_path)
    assert {one["card"]: one["letters"] for one in found["cards"]} == {
        card: [
            shots[card - 1].letter if number != 1 or shots[card - 1].letter in "AB" else ""
            for number, shots in enumerate(held)
        ]
        for card in range(1, 29)
    }
    for team in found["teams"]:
        own = [one for one in found["cards"] if one["team"] == team["team"]]
        assert len(own) == 7
        assert team["points"] == pytest.approx(sum(one["right"] for one in own) / 7, abs=0.006)
    assert sum(one["right"] for one in found["cards"]) > 0


def photo(folder: Path, shots: list[Shot]) -> str:
    dice = np.random.default_rng(9)
    small = take(shots, clutter(dice, 1280, 720, 40), Light(30, 215, (0.2, 0.1), 0.6, 3), dice)
    return str(bitmap(folder / "photo.bmp", np.repeat(np.repeat(small, 3, axis=0), 3, axis=1)))


def test_a_teacher_scans_the_code_and_takes_photos_with_a_phone(playwright: Any, tmp_path: Path) -> None:
    """One card is covered by a head: the phone names it, the teacher types it, and a warm-up that was cut off goes on with all."""
    held = class_of(28, seed=7)
    with network() as room:
        with warm_up(tmp_path, "--class-size", "28", prefix=room.prefix) as remote:
            remote.wait_for("hold up your card")
            cameras(remote)
            pictures = (pictured(remote.screen, tmp_path / f"{dark}.pgm", is_dark=dark) for dark in (True, False))
            (link,) = {scanned(one) for one in pictures} - {""}
            remote.press_until("x", "camera    W")
            remote.press_until(" ", "Question 1 of 3")
            browser = playwright.chromium.launch(
                executable_path=room.browser_in(tmp_path, CHROMIUM), args=QUIETLY.split()
            )
            page = browser.new_page()
            page.goto(link)
            assert page.evaluate("isSecureContext") is False
            page.set_input_files("input[type=file]", photo(tmp_path, [one for one in held if one.number != 11]))
            page.get_by_text("Not seen yet: 11").wait_for(timeout=40_000)
            remote.wait_for("27 of 28 seen · Not seen yet: 11")
            remote.press("11b")
            remote.wait_for("All cards seen.")
            browser.close()
            remote.kill()
        with warm_up(tmp_path, "--class-size", "28", "--force", prefix=room.prefix) as remote:
            remote.wait_for("was interrupted")
            remote.press_until(" ", "Pause")
            remote.press_until(" ", "All cards seen.")
            remote.press_until(" ", "of 28 right")
            remote.process.terminate()
            remote.process.wait(20)
    letters = {one.number: one.letter for one in held} | {11: "B"}
    assert {one["card"]: one["letters"] for one in report_of(tmp_path)["cards"]} == {
        card: [letter] for card, letter in letters.items()
    }
