"""The wall of a classroom: nothing tells the answer early, everything fits, keys do what the page names."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from rich.color import Color
from rich.text import Text

from lemans_quiz import i18n, paths
from lemans_quiz.core.items import Choice, Item, Match, Multiple, Option, Order, TrueFalse
from lemans_quiz.core.items import Text as Typed
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import deal
from lemans_quiz.games.warmup import board as wall
from lemans_quiz.games.warmup.commands import Command, Correct, Count, End, Enter, Forward, Toggle
from lemans_quiz.games.warmup.driver import Clock, WarmupDriver
from lemans_quiz.games.warmup.ending import podium_page, report_page, sight_page
from lemans_quiz.games.warmup.game import begin, step
from lemans_quiz.games.warmup.keys import Typing, enter_goes_on, keys_page, take_key
from lemans_quiz.games.warmup.letters import HEIGHT, block_lines, can_draw
from lemans_quiz.games.warmup.prompts import Scene
from lemans_quiz.games.warmup.rules import BUZZ, CARDS, HIDING, LETTERS, Script, WarmupRules, can_ask, points
from lemans_quiz.games.warmup.screen import Room, _Wall
from lemans_quiz.games.warmup.state import Warmup
from lemans_quiz.games.warmup.theme import DARK, LIGHT, theme
from lemans_quiz.games.warmup.views import answer_of, fits, option_texts, question_page, stem_of
from lemans_quiz.packs.bank import open_bank
from lemans_quiz.packs.library import installed
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.keys import Key
from lemans_quiz.terminal.layout import Page, width_of
from lemans_quiz.terminal.menus import Leaving
from lemans_quiz.terminal.screen import fitted

TEAMS = ("Arnage", "Mulsanne", "Tertre Rouge")
SIZES = ((80, 24), (120, 40))


def item(key: int = 0) -> Item:
    options = tuple(Option(plain(text)) for text in ("Porsche", "Audi", "Toyota", "Nissan"))
    return Item("race", "winner", plain("Who won in 2015?"), Choice(options, key), explanation=plain("In a 919."))


def warm_up(asked: Item, *commands: Command, **rules: object) -> Warmup:
    given = {"teams": TEAMS, "questions": 1, **rules}
    state = begin(Script(deal([asked], "word"), (), WarmupRules(**given)))  # type: ignore[arg-type]
    for command in commands:
        state, _ = step(state, command)
    return state


def lines_of(page: Page, size: tuple[int, int]) -> list[str]:
    return [line.plain for line in fitted(page, *size)[0]]


def cells_of(state: Warmup, size: tuple[int, int], at: float = 0.0, typed: str = "") -> list[tuple[str, str, str]]:
    page = question_page(Scene(state, at, theme(LIGHT), "en", typed), *size)
    return [(line.plain, str(line.style), str(line.spans)) for line in fitted(page, *size)[0]]


def screens_until_the_reveal(asked: Item, size: tuple[int, int], **rules: object) -> list[object]:
    state, shown, at = warm_up(asked, **rules), [], 0.0
    entries = [Enter(0.0, team, str(team)) for team in range(3)]
    while state.phase in HIDING or state.phase == "sight":
        if state.phase in HIDING:
            shown.append(cells_of(state, size, at))
        at += 10
        changes: list[Command] = [one._replace(at=at) for one in entries] if state.phase == "entry" else []
        changes += [Count(at, place, 7) for place in range(3)] if state.phase == "tally" else []
        for command in (*changes, Forward(at)):
            state, _ = step(state, command)
            if state.phase in HIDING:
                shown.append(cells_of(state, size, at))
    return shown


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "rules",
    [{}, {"entry": LETTERS}, {"tally": True, "class_size": 28}, {"teams": ()}, {"reading": 0}, {"entry": CARDS}],
)
def test_nothing_before_the_reveal_depends_on_which_option_is_right(size, rules):
    first, *others = [screens_until_the_reveal(item(key), size, **rules) for key in range(4)]
    assert len(first) >= 2
    assert all(other == first for other in others)


def test_nothing_before_the_reveal_depends_on_true_or_false():
    items = [Item("race", "focus", plain("It is about 2015."), TrueFalse(key)) for key in (True, False)]
    first, second = (screens_until_the_reveal(one, (80, 24)) for one in items)
    assert first == second


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("rules", [{}, {"entry": LETTERS}, {"entry": BUZZ}, {"tally": True}])
def test_nothing_before_the_reveal_depends_on_what_stands_on_a_right_slip(size, rules):
    texts = tuple(map(plain, ("Audi", "Ford", "Jota")))
    options = tuple(Option(text) for text in texts)
    kinds = {
        "several": [Multiple(options, (0, 1)), Multiple(options, (1, 2))],
        "typed": [Typed(plain("Audi")), Typed(plain("Porsche System Engineering"))],
        "order": [Order(texts), Order(texts[::-1])],
        "match": [Match(texts, texts, (0, 1, 2)), Match(texts, texts, (2, 1, 0))],
    }
    for two in kinds.values():
        first, second = (
            screens_until_the_reveal(Item("race", "one", plain("Which?"), kind), size, **rules) for kind in two
        )
        assert len(first) >= 3
        assert first == second


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        (Typed(plain("Audi")), "Audi"),
        (Order(tuple(map(plain, ("one", "two", "three")))), "one → two → three"),
        (Match(tuple(map(plain, "ab")), tuple(map(plain, "xy")), (1, 0)), "a – y; b – x"),
        (Multiple(tuple(Option(plain(text)) for text in "xyz"), (0, 2)), "x, z"),
    ],
)
def test_a_slip_is_marked_by_the_teacher_and_its_answer_is_told(kind, wanted):
    asked = Item("race", "one", plain("Which?"), kind)
    steps = [Forward(1.0), Forward(11.0), Forward(21.0), Forward(31.0), Toggle(32.0, 1)]
    state = warm_up(asked, *steps, entry=LETTERS)
    assert state.phase == "revealed"
    assert points(state) == (0, 1, 0)
    assert answer_of(state.question.turn, "en") == wanted
    explained, _ = step(state, Forward(40.0))
    assert fits(explained.question.turn, "en")


def test_nine_long_names_are_readable_in_two_lines():
    names = tuple(f"{letter}rchaeopteryxes {letter}" for letter in "ABCDEFGHI")
    state = warm_up(item(), Forward(1.0), Forward(10.0), teams=names)
    told = lines_of(question_page(Scene(state, 11.0, theme(LIGHT), "en"), 80, 24), (80, 24))[-3:-1]
    assert all(f"{number} {name[:6]}" in "".join(told) for number, name in enumerate(names, 1))


def revealed(**rules: object) -> Warmup:
    return warm_up(item(), *[Forward(10.0 * number) for number in range(1, 5)], **rules)


def test_the_reveal_marks_the_right_option_by_a_sign_and_the_others_stay():
    text = "\n".join(lines_of(question_page(Scene(revealed(), 50.0, theme(LIGHT), "en"), 40, 24), (40, 24)))
    assert re.search("✓ [A-D] [▲■●◆]  Porsche", text)
    assert all(name in text for name in ("Audi", "Toyota", "Nissan"))


def test_the_next_key_is_always_named():
    state, at = warm_up(item()), 0.0
    while state.phase != "podium":
        at += 10
        state, _ = step(state, Forward(at))
        if state.phase != "podium":
            bottom = lines_of(question_page(Scene(state, at, theme(DARK), "en"), 80, 24), (80, 24))[-1]
            assert "Space" in bottom
            assert "Esc  menu" in bottom


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("phase", ["reading", "open", "show", "revealed", "explained"])
def test_a_page_fills_the_wall_and_no_line_is_wider(size, phase):
    state, at = warm_up(item()), 0.0
    while state.phase != phase:
        at += 10
        state, _ = step(state, Forward(at))
    page = question_page(Scene(state, at, theme(LIGHT), "en"), *size)
    assert len(page.top) + len(page.body.lines) + len(page.bottom) == size[1] or phase == "explained"
    assert all(width_of(line) <= size[0] for line in (*page.top, *page.body.lines, *page.bottom))


@pytest.mark.parametrize("size", [*SIZES, (40, 12), (200, 60)])
def test_podium_report_and_sight_check_fit(size):
    state = revealed()
    for command in (Toggle(50.0, 0), Correct(51.0, (0.0, 2.0, 0.0)), End(60.0)):
        state, _ = step(state, command)
    scene = Scene(state, 60.0, theme(LIGHT), "en")
    for page in (podium_page(scene, *size), report_page(scene, *size), sight_page(scene, ("5 minutes",), *size)):
        assert all(width_of(line) <= size[0] for line in (*page.top, *page.body.lines, *page.bottom))
        assert len(page.top) + len(page.bottom) < size[1]
    assert "Arnage" in "\n".join(lines_of(podium_page(scene, 80, 24), (80, 24)))


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_shipped_question_that_can_be_drawn_is_whole_on_80_by_24(bank, language):
    with closing(open_bank(bank, installed(paths.shipped_packs(), Path("nowhere")))) as opened:
        turns = deal([one for pack in opened.shelved for one in opened.items(pack) if can_ask(one)], "word")
    assert len(turns) > 300
    i18n.use(language)
    assert [turn.item.id for turn in turns if not fits(turn, language)] == []
    for turn in turns[::5]:
        assert_is_whole(question_of(turn.item, language), turn.item, language)


def question_of(asked: Item, language: str) -> list[str]:
    state = warm_up(asked, Forward(10.0), Forward(20.0), tally=True, teams=tuple(f"A team named {n}" for n in range(9)))
    page = question_page(Scene(state, 20.0, theme(LIGHT), language), 80, 24)
    assert len(page.top) + len(page.body.lines) + len(page.bottom) == 24
    return [line.plain for line in page.body.lines]


def assert_is_whole(lines: list[str], asked: Item, language: str) -> None:
    """Look for every text, plain or in block letters, on the lines of the body."""
    turn = deal([asked], "word")[0]
    whole = " ".join(" ".join(lines).split())
    for text in (stem_of(asked, language), *option_texts(turn, language)):
        if " ".join(text.split()) in whole:
            continue
        room = 76 - 13 if text in option_texts(turn, language) else 76
        blocks = block_lines(text, room) or block_lines(text, 57 - 13) or []
        narrow = block_lines(text, 57 - 13) or []
        assert blocks or narrow, text
        assert is_drawn(blocks, lines) or is_drawn(narrow, lines), text


def is_drawn(blocks: list[str], lines: list[str]) -> bool:
    return bool(blocks) and all(any(block.rstrip() in line for line in lines) for block in blocks)


@pytest.mark.parametrize("name", [LIGHT, DARK])
def test_every_colour_has_a_contrast_of_four_and_a_half(name):
    look = theme(name)
    ground = colours(look.ground)
    for style in (look.ground, look.quiet, look.accent, look.good, look.bad, look.bar, *look.options):
        own = colours(style)
        assert contrast(own[0], own[1] if len(own) > 1 else ground[1]) >= 4.5, style


def colours(style: str) -> list[tuple[int, int, int]]:
    return [tuple(Color.parse(found).get_truecolor()) for found in re.findall(r"color\(\d+\)", style)]  # type: ignore[misc]


def contrast(first: tuple[int, int, int], second: tuple[int, int, int]) -> float:
    """Return the contrast of WCAG 2."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: tuple[int, int, int]) -> float:
    parts = [value / 255 for value in colour]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_block_letters_know_umlauts_and_say_what_they_cannot_draw():
    assert can_draw("Größe: „Hülkenberg“ fährt – 1.000 m!")
    assert not can_draw("Ле-Ман")
    assert block_lines("Ле-Ман", 80) is None


def test_block_letters_are_broken_between_words_and_none_is_cut():
    lines = block_lines("Who won the race of 1923?", 40) or []
    assert len(lines) % HEIGHT == 0
    assert all(len(line) <= 40 for line in lines)
    assert block_lines("Hunaudièresgeradenende", 40) is None


def test_what_fits_in_no_way_is_told():
    assert wall.fit(wall.Shown("Word " * 400, ("Yes", "No")), 76, 16) is None


def test_the_context_of_a_pack_stands_above_the_question_where_packs_are_mixed() -> None:
    placed = item()._replace(context=plain("The series of 2017"))
    other = item()._replace(pack="other")
    for spare, told in (((), False), ((other,), True)):
        script = Script(deal([placed], "word"), deal(spare, "word"), WarmupRules(teams=TEAMS, questions=1))
        state, _ = step(begin(script), Forward(0.0))
        lines = lines_of(question_page(Scene(state, 0.0, theme(LIGHT), "en"), 80, 24), (80, 24))
        assert any("The series of 2017" in line for line in lines) == told


def test_a_question_that_just_fits_the_wall_does_not_fit_with_its_context() -> None:
    def with_stem(words: int, context: str = "") -> bool:
        asked = item()._replace(stem=plain("word " * words), context=plain(context) if context else None)
        return fits(deal([asked], "word")[0], "en")

    most = next(words for words in range(20, 300) if not with_stem(words + 1))
    assert with_stem(most)
    assert not with_stem(most, "The series of 2017. " * 8)


def test_who_chose_what_is_shown_at_the_reveal_and_not_before():
    said = [Forward(1.0), Forward(10.0), Forward(20.0), Enter(21.0, 0, "1"), Enter(22.0, 1, "0"), Enter(23.0, 2, "1")]
    hidden, shown = (warm_up(item(), *said, *more, entry=LETTERS) for more in ([], [Forward(30.0)]))
    told = "\n".join(lines_of(question_page(Scene(shown, 31.0, theme(LIGHT), "en"), 80, 24), (80, 24)))
    assert "A: Mulsanne   B: Arnage, Tertre Rouge" in told
    before = "\n".join(lines_of(question_page(Scene(hidden, 24.0, theme(LIGHT), "en"), 80, 24), (80, 24)))
    assert "A: Mulsanne" not in before


def test_backspace_in_a_count_goes_to_the_field_before():
    host = WarmupDriver(Script(deal([item()], "w"), (), WarmupRules(teams=TEAMS, tally=True, reading=0)))
    for at in range(3):
        host.do(Forward(10.0 * at))
    assert host.state.phase == "tally"
    assert take_key(host, Key(keys.BACKSPACE), Typing("", 2)) == Typing("", 1)
    assert take_key(host, Key(keys.BACKSPACE), Typing("", 0)) is None


@pytest.mark.parametrize(
    ("hands", "size", "wanted"), [((3, 4), 0, "A count is missing"), ((9, 9, 9, 9), 28, "36 hands")]
)
def test_space_asks_once_where_the_counted_hands_are_odd(hands, size, wanted):
    rules = WarmupRules(teams=TEAMS, tally=True, reading=0, class_size=size)
    host = WarmupDriver(Script(deal([item()], "w"), (), rules))
    for at in range(3):
        host.do(Forward(10.0 * at))
    for place, count in enumerate(hands):
        host.do(Count(30.0, place, count))
    space = Key("", " ")
    warned = take_key(host, space, Typing())
    assert warned is not None
    scene = Scene(host.state, 31.0, theme(LIGHT), "en", is_warned=warned.is_warned)
    assert wanted in "\n".join(lines_of(question_page(scene, 80, 24), (80, 24)))
    assert take_key(host, space, warned) is None


class ByHand(Clock):
    """A clock that only goes on when it is told to."""

    def go(self) -> None:
        self._since = None

    def add(self, seconds: float) -> None:
        self._at += seconds


class SlowProjector:
    """A terminal that paints for most of a second; who waits for a key without an end is told that the window was closed."""

    def __init__(self, clock: ByHand) -> None:
        self.clock, self.shown = clock, ""

    def show(self, build: Callable[[int, int], Page], **_given: object) -> None:
        self.shown = "\n".join(lines_of(build(80, 24), (80, 24)))
        self.clock.add(0.9)

    show_new = show

    def read(self, timeout: float | None) -> Key | None:
        self.clock.add(timeout or 0.0)
        return Key(keys.HANG_UP) if timeout is None else None


def test_a_count_that_ends_while_it_is_painted_is_painted_once_more() -> None:
    host = WarmupDriver(Script(deal([item()], "w"), (), WarmupRules(teams=TEAMS, questions=1, reading=0)))
    host.clock = clock = ByHand()
    for at in (0.0, 10.0):
        host.do(Forward(at))
    clock.add(10.0)
    projector = SlowProjector(clock)
    with pytest.raises(Leaving):
        _Wall(host, Room(LIGHT, "en"), projector).run()  # type: ignore[arg-type]
    assert "Fingers up:" in projector.shown


class Pressed(SlowProjector):
    """A terminal on which keys are pressed one after another; keeps every page that it showed."""

    def __init__(self, clock: ByHand, *pressed: Key) -> None:
        super().__init__(clock)
        self.pressed, self.pages = list(pressed), []

    def show(self, build: Callable[[int, int], Page], **_given: object) -> None:
        super().show(build)
        self.pages.append(self.shown)

    show_new = show

    def read(self, timeout: float | None) -> Key | None:
        return self.pressed.pop(0) if self.pressed else Key(keys.HANG_UP)

    def scroll(self, _lines: int) -> None:
        pass

    def settle(self) -> None:
        pass


@pytest.mark.parametrize("steps", range(8))
@pytest.mark.parametrize("before", [(), (Key(keys.ESCAPE),)], ids=["from the page", "from the menu"])
def test_a_question_mark_shows_the_keys_in_every_phase_and_moves_nothing(steps, before) -> None:
    host = WarmupDriver(Script(deal([item()], "w"), (), WarmupRules(teams=TEAMS, questions=1)))
    host.clock = clock = ByHand()
    for _step in range(steps):
        clock.add(10.0)
        host.do(Forward(host.at))
    phase, log = host.state.phase, host.log
    terminal = Pressed(clock, *before, Key(keys.CHARACTER, "?"), Key(keys.CHARACTER, " "))
    with pytest.raises(Leaving):
        _Wall(host, Room(LIGHT, "en"), terminal).run()  # type: ignore[arg-type]
    assert any("this page" in page for page in terminal.pages)
    assert "this page" not in terminal.shown
    assert (host.state.phase, host.log) == (phase, log)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("entry", ["fingers", LETTERS, BUZZ, CARDS])
def test_the_page_of_keys_fits_and_names_what_this_warm_up_takes(language, entry) -> None:
    i18n.use(language)
    state = warm_up(item(), entry=entry, tally=True)
    shown = lines_of(keys_page(Scene(state, 0.0, theme(LIGHT), language), 80, 24), (80, 24))
    told = "\n".join(shown)
    assert "PgDn" not in told
    assert f" {_shown_first(entry)} " in told
    assert (" 11 B " in told) == (entry == CARDS)
    assert bool(re.search(r"^ *Enter ", told, re.MULTILINE)) == (entry != BUZZ)


def _shown_first(entry: str) -> str:
    return {"fingers": "1–3, 0", LETTERS: "A–I", BUZZ: "1–3", CARDS: "V"}[entry]


LONG = "The Automobile Club de l'Ouest asked for a quieter exhaust"
AWKWARD = [
    LONG,
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen",
    "汉字",
    "Кириллица",
    "5,410.713 kilometres in twenty-four hours",
    "“Le Mans: Racing is Everything”, all six episodes of it",
    "both the first and the second of the drivers named above",
    "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/y/z/a/b/c",
    "👍 thumbs up",
    "W W W W W W W W W W W W W W W W",
]


@pytest.mark.parametrize("room", [(76, 17), (112, 32)], ids=str)
@pytest.mark.parametrize("awkward", AWKWARD)
@pytest.mark.parametrize("place", range(4))
def test_one_awkward_option_makes_no_other_smaller(room: tuple[int, int], awkward: str, place: int) -> None:
    options = ["Porsche", "Audi", "Toyota", "Nissan"]
    before = wall.fit(wall.Shown("Who won in 2015?", tuple(options)), *room)
    options[place] = awkward
    after = wall.fit(wall.Shown("Who won in 2015?", tuple(options)), *room)
    assert before is not None
    assert after is not None
    assert all(before.size.texts)
    assert all(after.size.texts[other] for other in range(4) if other != place)
    assert after.size.leads


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("awkward", AWKWARD)
def test_a_question_with_an_awkward_option_is_whole(size: tuple[int, int], awkward: str) -> None:
    asked = item()._replace(kind=Choice(tuple(Option(plain(text)) for text in ("Porsche", awkward, "Toyota", LONG)), 0))
    state = warm_up(asked, *map(Forward, (0.0, 1.0, 2.0)))
    lines = lines_of(question_page(Scene(state, 9.0, theme(LIGHT), "en"), *size), size)
    assert len(lines) == size[1]
    assert all(width_of(line) <= size[0] for line in map(Text, lines))
    told = "".join(lines)
    assert size != (80, 24) or all(word in told for word in LONG.split())


def host_at(phase: str, **rules: object) -> WarmupDriver:
    host = WarmupDriver(Script(deal([item()], "w"), (), WarmupRules(teams=TEAMS, reading=0, **rules)))  # type: ignore[arg-type]
    for at in range(10):
        if host.state.phase != phase:
            host.do(Forward(10.0 * at))
    assert host.state.phase == phase
    return host


def test_a_buzzer_pressed_after_the_answer_marks_nobody():
    host = host_at("revealed", entry=BUZZ)
    for digit in "0123":
        assert take_key(host, Key(keys.CHARACTER, digit), Typing()) == Typing()
    assert points(host.state) == (0, 0, 0)
    take_key(others := host_at("revealed"), Key(keys.CHARACTER, "2"), Typing())
    assert points(others.state) == (0, 1, 0)


@pytest.mark.parametrize("phase", ["sight", "open", "show", "revealed", "explained", "podium"])
def test_enter_of_a_number_pad_goes_on_and_that_of_a_buzzer_does_not(phase: str):
    assert enter_goes_on(host_at(phase).state)
    if phase != "show":
        assert not enter_goes_on(host_at(phase, entry=BUZZ).state)


def test_enter_where_it_ends_what_is_typed_shows_no_answer():
    assert not enter_goes_on(host_at("tally", tally=True).state)
    assert not enter_goes_on(host_at("entry", entry=LETTERS).state)


NINE = ("Die blauen Elefanten", "Die roten Nashörner", "Die gelben Giraffen", "Die grünen Krokos", "Die weißen Tiger",
        "Schwarze Panther", "Die lila Lamas", "Die rosa Flamingos", "Die braunen Bären")  # fmt: skip


def test_nine_long_names_can_be_told_apart_on_the_smallest_screen():
    state = warm_up(item(), *map(Forward, (0.0, 1.0, 2.0, 9.0)), teams=NINE)
    lines = lines_of(question_page(Scene(state, 9.0, theme(LIGHT), "en"), 80, 24), (80, 24))
    told = " ".join(lines[-4:])
    assert all(word in told for word in ("Elefanten", "Nashörner", "Giraffen", "Panther", "Flamingos", "Bären"))


def test_with_the_explanation_nine_long_names_stand_whole():
    state = warm_up(item(), *map(Forward, (0.0, 1.0, 2.0, 9.0, 12.0)), teams=NINE)
    told = " ".join(lines_of(question_page(Scene(state, 9.0, theme(LIGHT), "en"), 80, 24), (80, 24)))
    assert all(name in told for name in NINE)


def test_the_sight_check_names_every_team():
    told = " ".join(
        lines_of(sight_page(Scene(warm_up(item(), teams=NINE), 0.0, theme(LIGHT), "en"), (), 80, 24), (80, 24))
    )
    assert all(f"{number} {name}" in told for number, name in enumerate(NINE, 1))


def test_what_nine_teams_with_long_names_chose_is_told_by_their_numbers():
    said = [Forward(1.0), Forward(10.0), Forward(20.0), *(Enter(21.0, team, str(team % 4)) for team in range(9))]
    state = warm_up(item(), *said, Forward(30.0), entry=LETTERS, teams=NINE)
    told = " ".join(lines_of(question_page(Scene(state, 31.0, theme(LIGHT), "en"), 80, 24), (80, 24)))
    assert "A: 1 5 9   B: 2 6   C: 3 7   D: 4 8" in told


def test_a_name_that_was_shortened_to_that_of_another_team_is_cut_instead():
    state = warm_up(
        item(), *map(Forward, (0.0, 1.0, 2.0, 9.0)), teams=tuple(f"{word} our own Tigers" for word in "ABCDEFGHI")
    )
    lines = lines_of(question_page(Scene(state, 9.0, theme(LIGHT), "en"), 80, 24), (80, 24))
    assert all(f"{number} {word} " in " ".join(lines[-4:]) for number, word in enumerate("ABCDEFGHI", 1))
