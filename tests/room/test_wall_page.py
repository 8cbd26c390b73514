"""The page of the projector as a value, and what of it reaches the browser."""

from __future__ import annotations

import http.client
import json
import re
from pathlib import Path

import lemans_quiz.room.projector as projector_module
from lemans_quiz.room.projector import Projector
from lemans_quiz.room.wall import (
    CIRCUIT,
    KINDS,
    LETTERS,
    QUESTION,
    SHAPES,
    WallClock,
    WallOption,
    WallPage,
    WallTeam,
    circuit_path,
    page_to_json,
    qr_code,
)

FILES = Path(projector_module.__file__).parent / "wall"


def told(page: WallPage) -> dict[str, object]:
    value = json.loads(page_to_json(page))
    value.pop("words")
    return value


def test_what_is_empty_is_not_told_and_a_count_of_zero_is():
    page = WallPage(QUESTION, text="Who?", options=(WallOption("A", chosen=0), WallOption("B")))
    assert told(page) == {
        "kind": "question",
        "language": "en",
        "text": "Who?",
        "letter_of": -1,
        "options": [{"text": "A", "chosen": 0}, {"text": "B"}],
    }


def test_a_clock_at_zero_is_told():
    assert told(WallPage(QUESTION, clock=WallClock(0.0, 30.0, runs=False)))["clock"] == {"left": 0.0, "limit": 30.0}


def test_control_characters_and_hidden_directions_never_reach_the_browser():
    page = WallPage(QUESTION, text="a\x1b[2J\u202eb", teams=(WallTeam("x\x07y\u2066"),))
    assert not re.search(r"[\x00-\x1f\u202e\u2066]", page_to_json(page).replace("\\n", ""))
    assert "u001b" not in page_to_json(page)


def test_the_circuit_is_told_where_it_is_drawn():
    assert "circuit" in told(WallPage(CIRCUIT))
    assert "circuit" not in told(WallPage(QUESTION))
    assert circuit_path()["width"] > circuit_path()["height"] > 0


def test_a_code_has_a_quiet_zone_of_four_squares():
    code = qr_code("http://10.3.7.21/")
    places = [tuple(map(int, place.split())) for place in re.findall(r"M(\d+ \d+)", code.path)]
    assert min(map(min, places)) == 4
    assert max(map(max, places)) == code.size - 5


def test_every_kind_is_drawn_and_every_option_has_its_letter_and_shape():
    script = (FILES / "wall.js").read_text("utf-8")
    table = script.partition("const KINDS = {")[2].partition("\n};")[0]
    assert set(re.findall(r"^  (\w+)[:,]", table, re.MULTILINE)) == set(KINDS)
    assert f'LETTERS = "{LETTERS}"' in script
    shapes = script.partition("const SHAPES = [")[2].partition("];")[0]
    assert len(re.findall(r'"M', shapes)) == len(SHAPES) == len(LETTERS)


def test_no_text_becomes_markup_and_nothing_comes_from_elsewhere():
    script = (FILES / "wall.js").read_text("utf-8")
    assert re.findall(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function", script) == []
    for name in ("wall.html", "wall.css", "wall.js"):
        addresses = set(re.findall(r"\w+://[^\s\"'`]+", (FILES / name).read_text("utf-8")))
        assert addresses <= {"http://www.w3.org/2000/svg", "ws://${location.host}/wall/news"}
    assert not re.search(r"<script>|<style|style=|\son\w+=", (FILES / "wall.html").read_text("utf-8"))


def test_the_wall_is_served_on_loopback_alone_and_its_address_is_told():
    with Projector() as projector:
        projector.show(WallPage(QUESTION, text="Who?"))
        assert not projector.is_open
        address = projector.open(may_start_browser=False)
        assert projector.open(may_start_browser=False) == address
        port = int(re.fullmatch(r"http://localhost:(\d+)/wall", address)[1])
        connection = http.client.HTTPConnection("localhost", port, timeout=60)
        connection.request("GET", "/wall")
        assert connection.getresponse().status == 200
        connection.close()
        assert set(projector_module.wall_site().addresses) == {"127.0.0.1", "::1"}
    assert not projector.is_open


def test_two_walls_at_once_have_two_addresses():
    with Projector() as one, Projector() as other:
        assert one.open(may_start_browser=False) != other.open(may_start_browser=False)


def test_no_browser_is_no_fault(tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("BROWSER", str(tmp_path / "none"))
    monkeypatch.setenv("PATH", str(tmp_path))
    projector_module._start_browser("http://localhost:1/wall")
    assert capfd.readouterr() == ("", "")
