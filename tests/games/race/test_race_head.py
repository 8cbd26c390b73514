"""The head of a race: whole in every state and width, and silent about what the question below it asks."""

import random
import re
from itertools import product
from types import ModuleType

import pytest

from lemans_quiz import i18n
from lemans_quiz.core.game import Rules
from lemans_quiz.core.scoring import RACE
from lemans_quiz.core.seeds import PLACES
from lemans_quiz.core.typed import key_text
from lemans_quiz.games.race.field import field_of_winners
from lemans_quiz.games.race.rules import HOURS, Race, Winner, standing, worth_of
from lemans_quiz.games.race.text import clock_text, worth_text
from lemans_quiz.games.race.views import Look, race_head
from lemans_quiz.terminal.layout import width_of
from tests.games.race.test_race_screens import playing
from tests.test_shipped_packs import PACKS

FIELD = field_of_winners()
RULES = Rules(scoring=RACE, pushes=3)
LONG = "Maximilian-Alexander von Hohenstein-Ingelfingen"
ITEMS = [item for pack in PACKS.values() for item in pack.items]


def look_at(race: Race, laps: tuple[float, ...], *, name: str = "", pushing: bool = False, minute: int = 37) -> Look:
    hour = len(laps) + 1
    worth = tuple(worth_text(RULES, hour, race.hours, pushing=pushing, short=short) for short in (False, True))
    others = tuple((other, 1234.56) for other in race.players if other and other != name)
    return Look(standing(race, laps), hour, minute, pushing, name, others, (worth[0], worth[1]))


def driven(hours: int, dice: random.Random) -> tuple[float, ...]:
    worth = (worth_of(RACE, hour, HOURS) for hour in range(hours))
    return tuple(dice.choice((hour.quickest, hour.slowest, hour.pit_stop, hour.garage)) for hour in worth)


PLAYERS = ("", "Al", LONG, "山田太郎と仲間たちの長い名前")
STATES = [*product((38, 58, 78, 88), (False, True), PLAYERS, (0, 1, 7, 13, 23))]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(("width", "pushing", "name", "hours"), STATES)
def test_the_head_keeps_its_four_lines_in_every_state(
    width: int, pushing: bool, name: str, hours: int, language: str
) -> None:
    i18n.use(language)
    race = Race(FIELD, FIELD[45], players=(name, "Bea", LONG) if name else ("",), ghost=(200.0,) * 24)
    lines = race_head(race, look_at(race, (17.5,) * hours, name=name, pushing=pushing), width)
    assert len(lines) == 4
    assert all(width_of(line) <= width for line in lines)
    first, second, third, blank = (line.plain for line in lines)
    assert clock_text(hours + 1, 37) in first
    assert re.search(r" P\d+( |$)", first)
    assert ("km" in first, "━" in second + first or hours == 0, blank) == (True, True, "")
    assert third.strip()
    word = {"en": "pushing", "de": "Attacke"}[language]
    assert (word in first + second) is pushing
    assert not name or name[:2] in first + second


def test_nothing_around_a_question_names_a_winner_or_depends_on_the_question() -> None:
    """Over 500 races: what stands above a question is the same where the field has no names, years and drivers."""
    for number in range(500):
        dice = random.Random(number)
        i18n.use(i18n.LANGUAGES[number % 2])
        race = Race(FIELD, dice.choice(FIELD), ghost=(0.0,) * HOURS)
        nameless = race._replace(field=tuple(map(unnamed, FIELD)), rival=unnamed(race.rival))
        laps = driven(HOURS, dice)
        for hours in dice.sample(range(HOURS), 3):
            heads = [race_head(one, look_at(one, laps[:hours]), 78) for one in (race, nameless)]
            assert heads[0] == heads[1]


def unnamed(winner: Winner) -> Winner:
    return Winner(0, "", winner.distance)


def test_no_year_and_no_name_of_a_right_answer_stands_above_its_question() -> None:
    told = set()
    for number in range(500):
        dice = random.Random(number)
        race = Race(FIELD, dice.choice(FIELD))
        head = race_head(race, look_at(race, driven(number % HOURS, dice)), 78)
        told |= set(re.findall(r"\w+", " ".join(line.plain for line in head)))
    names = {word for item in ITEMS for word in re.findall(r"[A-Z]\w{2,}|\b(?:19|20)\d\d\b", key_text(item, "en"))}
    assert not names & (told - {"Lights", "Sat", "Sun"})


def test_the_seed_waits_for_the_answer(quiz: ModuleType) -> None:
    question, feedback = (playing("1", shown)(quiz, "en")(78, 24) for shown in ("question", "feedback"))
    told = [" ".join(line.plain for line in page.bottom) for page in (question, feedback)]
    assert not any(place in told[0].upper() for place in PLACES)
    assert "ARNAGE-7K4Q" in told[1]
