"""A race from a pipe: as sentences, and as JSON that the document describes."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

from lemans_quiz.core.events import Push
from lemans_quiz.core.game import Rules
from lemans_quiz.core.scoring import RACE
from lemans_quiz.games.race.events import play_race_jsonl
from lemans_quiz.games.race.lines import play_race_lines
from lemans_quiz.games.race.rules import Race, Winner, by_distance
from lemans_quiz.play.driver import game_driver

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "json.md"
FIELD = by_distance(
    [
        Winner(1923, "Chenard & Walcker", 2210),
        Winner(1991, "Mazda", 4923, ("Weidler", "Herbert")),
        Winner(2010, "Audi", 5411),
    ]
)
RUN = Race(FIELD, FIELD[1], 7)
RULES = Rules(scoring=RACE, retry=False, pushes=3)
WHOLE = ":push\n1\n1\nt\nDumas\n:right\n:push\n13.6\nb\n1a 2c\n"


def as_lines(quiz: ModuleType, text: str, race: Race = RUN, *, interactive: bool = False) -> str:
    out = StringIO()
    driver = game_driver(turns_for(quiz, race), RULES)
    play_race_lines(driver, quiz.setting(), race, source=StringIO(text), out=out, interactive=interactive)
    return out.getvalue()


def as_json(quiz: ModuleType, text: str, race: Race = RUN) -> list[dict[str, Any]]:
    out = StringIO()
    play_race_jsonl(game_driver(turns_for(quiz, race), RULES), quiz.setting(), race, source=StringIO(text), out=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def turns_for(quiz: ModuleType, race: Race) -> tuple[Any, ...]:
    many = len(race.players)
    return tuple(turn._replace(player=number % many) for number, turn in enumerate(quiz.TURNS))


def test_a_race_from_a_pipe_tells_every_hour_and_the_classification(quiz: ModuleType) -> None:
    told = as_lines(quiz, WHOLE)
    assert "16:00, day. Hour 1 of 7.\nQuestion 1 of 7: Which manufacturer" in told
    assert (
        "+14.0 laps. You pass the 1923 Chenard & Walcker. 190.8 km in total, P3 of 4. Rival 1991 Mazda: −14.4 km."
        in told
    )
    assert told.index("Classified\n") < told.index("To be classified: 1,005.1 km") < told.index("Review these")
    assert re.search(r"^ARNAGE-7K4Q · [0-9,]+ km · P3 of 4 · beats 1923 · self-marked$", told, re.M)


def test_a_push_from_a_pipe_counts_for_the_hour_that_comes_next(quiz: ModuleType) -> None:
    told = as_lines(quiz, WHOLE)
    pushed = told.index("You are pushing this hour; 2 more left.")
    assert told.index("Question 1 of 7") < pushed < told.index("Question 2 of 7")


def test_a_push_that_cannot_be_is_told(quiz: ModuleType) -> None:
    last_hour = "\n" * 6 + ":push\n"
    assert "You cannot push now." in as_lines(quiz, last_hour)


def test_plain_lines_hold_no_sign_and_no_bar(quiz: ModuleType) -> None:
    assert not set("✓✗▲▼━▁▇☼☾") & set(as_lines(quiz, WHOLE))


def test_a_person_is_told_the_words_of_the_race(quiz: ModuleType) -> None:
    told = as_lines(quiz, "1\n", interactive=True)
    assert ":hint (or 50:50, for half the points) :skip :right :push :quit" in told
    assert "The race so far" in told


def test_a_race_that_never_started_says_so(quiz: ModuleType) -> None:
    assert as_lines(quiz, "").endswith("The car never left the grid.\n")


def test_players_are_named_before_their_hours(quiz: ModuleType) -> None:
    told = as_lines(quiz, "1\n1\n", RUN._replace(players=("Anna", "Ben")))
    assert "Hour 1 of 7, for Anna." in told
    assert "Hour 1 of 7, for Ben." in told
    assert "Hour 2 of 7, for Anna." in told


def test_the_same_lines_give_the_same_race(quiz: ModuleType) -> None:
    distances = [[e["race"]["distance"] for e in as_json(quiz, WHOLE) if e["event"] == "marked"] for _ in range(2)]
    assert distances[0] == distances[1] == sorted(distances[0])


def test_json_tells_the_standing_of_each_hour(quiz: ModuleType) -> None:
    marked = [event["race"] for event in as_json(quiz, WHOLE) if event["event"] == "marked"]
    assert (marked[0]["laps"], marked[0]["place"], marked[0]["moved"]) == (14.0, 3, 1)
    assert marked[0]["ahead"] == {"year": 1991, "name": "Mazda", "distance": 4923, "drivers": ["Weidler", "Herbert"]}
    assert [winner["year"] for winner in marked[0]["passed"]] == [1923]
    assert [one["hour"] for one in marked] == [1, 2, 3, 4, 5, 6, 7]


def test_json_tells_the_push_before_its_question(quiz: ModuleType) -> None:
    events = [(event["event"], event.get("number")) for event in as_json(quiz, WHOLE)]
    assert events[events.index(("pushed", 2)) + 1] == ("asked", 2)


def test_json_ends_with_the_classification_of_each_player(quiz: ModuleType) -> None:
    last = as_json(quiz, "1\n2\n", RUN._replace(players=("Anna", "Ben")))[-1]
    assert [(one["player"], one["classified"], one["hours"]) for one in last["race"]] == [
        ("Anna", False, [14.0]),
        ("Ben", False, [11.0]),
    ]


def test_every_field_of_the_race_is_documented(quiz: ModuleType) -> None:
    section = DOCUMENT.read_text("utf-8").split("## In a race")[1]
    events = [*as_json(quiz, WHOLE), *as_json(quiz, ":push\n" * 9 + "\n" * 7)]
    objects = [one for event in events for one in _objects(event.get("race"))]
    names = {name for one in objects for name in one} | {"pushed", "no-push"}
    assert {name for name in names if f"`{name}`" not in section} == set()


def _objects(race: Any) -> list[dict[str, Any]]:
    return race if isinstance(race, list) else [race] if race else []


def test_a_race_is_replayed_from_what_was_recorded(quiz: ModuleType) -> None:
    driver = game_driver(quiz.TURNS, RULES)
    play_race_lines(driver, quiz.setting(), RUN, source=StringIO(WHOLE), out=StringIO())
    assert sum(isinstance(command, Push) for command in driver.log) == 2
    assert game_driver(quiz.TURNS, RULES, log=driver.log).state == driver.state
