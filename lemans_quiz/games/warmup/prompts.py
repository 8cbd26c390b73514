"""What the class does now and what the keys do, in words. Where they stand is views.py's."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lemans_quiz.core.items import Choice, Match, Multiple, Number, Order, Text, TrueFalse
from lemans_quiz.core.turns import Turn
from lemans_quiz.games.warmup.cards.text import answers_by_card, open_prompt, revealed_prompt
from lemans_quiz.games.warmup.rules import (
    BUZZ,
    BUZZED,
    CARDS,
    ENTRY,
    FINGERS,
    MISSING,
    NONE,
    OPEN,
    REVEALED,
    TALLY,
    Question,
    WarmupRules,
    doubt,
    entry_for,
    hands_of,
    places,
)
from lemans_quiz.games.warmup.rules import LETTERS as BY_LETTERS
from lemans_quiz.games.warmup.state import Warmup, countdown
from lemans_quiz.games.warmup.theme import LETTERS, SHAPES, Theme
from lemans_quiz.i18n import _
from lemans_quiz.play.bindings import HELP
from lemans_quiz.terminal.theme import EMPTY, FILLED, in_one_line
from lemans_quiz.terminal.views import KeyHint


class Typing(NamedTuple):
    """What is being typed, and the option whose hands are counted; a doubt about them is told once."""

    text: str = ""
    place: int = 0
    is_warned: bool = False


class Scene(NamedTuple):
    """All that a page is made of: the state, the time, the theme, the language of questions, and what is being typed.

    `address` is where a browser shows the wall, empty where none does; it `is_asked_for` right after the key that opens it.
    """

    state: Warmup
    at: float
    look: Theme
    language: str
    typed: str = ""
    cursor: int = 0
    is_warned: bool = False
    address: str = ""
    is_asked_for: bool = False


def next_team(question: Question) -> int | None:
    """Return the team whose answer is typed next."""
    return next((team for team in question.playing if question.entries[team] is None), None)


def prompt(scene: Scene, question: Question) -> str:
    """Say what the class does now."""
    state, rules = scene.state, scene.state.script.rules
    if state.is_paused:
        return _("Paused. Space to continue.")
    match state.phase:
        case "reading":
            return _("Read the question.")
        case "open" if answers_by_card(state):
            return open_prompt(state, question, scene.typed, is_warned=scene.is_warned)
        case "open":
            return _open_prompt(scene, question)
        case "buzzed":
            name = in_one_line(rules.teams[question.up])
            return _("{team} answers. Type the letter they say, - for no answer.").format(team=name)
        case "show":
            return _show_prompt(scene, question)
        case "entry":
            return _entry_prompt(scene, question)
        case "tally":
            return _tally_prompt(scene, question)
        case "revealed" if entry_for(question.turn, rules) == CARDS:
            return revealed_prompt(state, question)
        case "revealed" if rules.teams and _is_estimate(question.turn) and entry_for(question.turn, rules) == FINGERS:
            return _("Which team was closest? Type its number; again to undo.")
        case "revealed" if rules.teams and entry_for(question.turn, rules) == FINGERS:
            if question.is_missed:
                return _("No team was right. 0 again to undo.")
            return _("Which teams were right? Type their numbers, 0 for none; again to undo.")
        case "revealed" if any(question.entries) and places(question.turn):
            return _chosen(scene, question)
        case _:
            return ""


_LONGEST_CHOSEN = 140
"""Characters of two lines of the smallest screen."""


def _chosen(scene: Scene, question: Question) -> str:
    """Return which teams said which letter, by their numbers where their names are too long for two lines."""
    told = _chosen_by(question, lambda team: in_one_line(scene.state.script.rules.teams[team]), ", ")
    return told if len(told) <= _LONGEST_CHOSEN else _chosen_by(question, lambda team: str(team + 1), " ")


def _chosen_by(question: Question, name: Callable[[int], str], between: str) -> str:
    said: dict[str, list[str]] = {}
    for team in sorted(question.playing):
        text = question.entries[team]
        if text and text != NONE:
            said.setdefault(LETTERS[int(text)], []).append(name(team))
    return "   ".join(f"{letter}: {between.join(names)}" for letter, names in sorted(said.items()))


def _open_prompt(scene: Scene, question: Question) -> str:
    how = entry_for(question.turn, scene.state.script.rules)
    if not places(question.turn):
        return _writing_prompt(scene, question)
    if how == BUZZ:
        return _("Who knows? The first team to call out answers: type its number.")
    if how == FINGERS:
        return _("Think. Then show with your fingers: {fingers}").format(fingers=_fingers(question.turn))
    return _("Agree on a letter.")


def _is_estimate(turn: Turn) -> bool:
    return isinstance(turn.item.kind, Number)


def _writing_prompt(scene: Scene, question: Question) -> str:
    """Say what is written down: nothing can be shown by fingers."""
    match question.turn.item.kind:
        case Number(unit=unit) if unit:
            shown = in_one_line(unit.show(scene.language))
            return _("Agree on a number and write it down, in this unit: {unit}").format(unit=shown)
        case Multiple():
            return _("More than one is right. Agree and write down their letters.")
        case Order():
            return _("Agree on the order and write the letters down.")
        case Match():
            return _("Agree on what belongs together and write it down, like 1B 2A.")
        case Number():
            return _("Agree on a number and write it down.")
        case Choice() | TrueFalse() | Text():
            return _("Agree on an answer and write it down.")


def _fingers(turn: Turn) -> str:
    return "  ".join(f"{LETTERS[place]} = {place + 1}" for place in range(places(turn)))


def _show_prompt(scene: Scene, question: Question) -> str:
    is_counting, is_shown = countdown(scene.state, scene.at), places(question.turn) > 0
    if is_counting and not is_shown:
        return _("Hold up your number on zero!") if _is_estimate(question.turn) else _("Hold up your slip on zero!")
    if is_counting:
        return _("Fingers up on zero!")
    if not is_shown:
        return _("Hold up your number.") if _is_estimate(question.turn) else _("Hold up your slip.")
    return _("Fingers up: {fingers}").format(fingers=_fingers(question.turn))


def _entry_prompt(scene: Scene, question: Question) -> str:
    team = next_team(question)
    if team is None:
        return _("All answers are in.")
    name = in_one_line(scene.state.script.rules.teams[team])
    if places(question.turn):
        return _("{team}: type the letter (it stays hidden); - for no answer.").format(team=name)
    hidden = FILLED * len(scene.typed)
    return _("{team}: type the number (it stays hidden), then Enter; - for none. {typed}").format(
        team=name, typed=hidden
    )


def _tally_prompt(scene: Scene, question: Question) -> str:
    size = scene.state.script.rules.class_size
    if scene.is_warned and (odd := doubt(question, size)):
        counted_hands = sum(hands or 0 for hands in question.hands)
        if odd == MISSING:
            return _("A count is missing. Space again shows the answer; ↑↓ goes to it.")
        return _("{hands} hands, but only {size} pupils. Space again shows the answer.").format(
            hands=counted_hands, size=size
        )
    hands = hands_of(question, size)
    counted = [_tally_part(scene, place, hands[place]) for place in range(len(hands))]
    return _("How many hands? {counted}").format(counted="   ".join(counted))


def _tally_part(scene: Scene, place: int, hands: int | None) -> str:
    is_here = place == scene.cursor
    value = scene.typed if is_here and scene.typed else EMPTY if hands is None else str(hands)
    return f"{'▸' if is_here else ''}{LETTERS[place]} {SHAPES[place]} {value}"


def key_hints(scene: Scene, question: Question) -> tuple[KeyHint, ...]:
    """Return the keys that mean something now, the one that goes on first."""
    back = KeyHint(_("Backspace"), _("back"))
    menu = KeyHint(_("Esc"), _("menu"))
    onward = _onward(scene, question)
    first = (KeyHint(_("Space"), onward),) if onward else ()
    return (*first, *_more_keys(scene, question), back, menu)


def _onward(scene: Scene, question: Question) -> str:
    state = scene.state
    if state.is_paused:
        return _("continue")
    match state.phase:
        case "reading":
            return _("show the options") if places(question.turn) or question.turn.arrangement else _("start the timer")
        case "open":
            return _after_open(scene, question)
        case "show":
            return _("count the hands") if question.hands else _("show the answer")
        case "entry" if next_team(question) is not None:
            return ""
        case "entry":
            return _("count the hands") if question.hands else _("show the answer")
        case "tally":
            return _("show the answer")
        case "revealed":
            return _("explanation") if question.turn.item.explanation else _("continue")
        case "explained" if not state.is_last:
            return _("next question")
        case "explained":
            return _("podium") if state.script.rules.teams else _("finish")
        case _:
            return ""


def _after_open(scene: Scene, question: Question) -> str:
    how = entry_for(question.turn, scene.state.script.rules)
    if how == FINGERS:
        return _("3 – 2 – 1")
    return _("show the answer") if how in (BUZZ, CARDS) else _("type the answers")


def _more_keys(scene: Scene, question: Question) -> tuple[KeyHint, ...]:
    phase, teams = scene.state.phase, len(scene.state.script.rules.teams)
    size = places(question.turn)
    if answers_by_card(scene.state):
        again = (KeyHint("V", _("vote again")),) if question.cards else ()
        return (KeyHint("11 B", _("type a card")), *again, KeyHint("C", _("camera")))
    if scene.state.is_paused or (not teams and phase != TALLY):
        return ()
    how = entry_for(question.turn, scene.state.script.rules)
    if phase == REVEALED and how in (BUZZ, CARDS):
        return ()
    if phase == REVEALED:
        return (KeyHint(f"1–{teams}", _("mark as right")),)
    if phase == OPEN and how == BUZZ:
        return (KeyHint(f"1–{teams}", _("called")),)
    if phase == BUZZED or (phase == ENTRY and size):
        return (KeyHint(f"A–{LETTERS[size - 1]}", _("answer")),)
    if phase == TALLY:
        return (KeyHint("0–9", _("hands")), KeyHint(_("Enter"), _("next option")))
    return ()


def key_rows(rules: WarmupRules) -> list[tuple[str, str]]:
    """Return each key with what it does."""
    enter = _("also the next step, or ends what is typed")
    return [
        (_("Space"), _("next step; also Page down")),
        *([] if rules.entry == BUZZ else [(_("Enter"), enter)]),
        (_("Backspace"), _("one step back, points included; also Page up")),
        *(_team_rows(rules) if rules.teams else []),
        *([("0–9", _("hands for an option; Enter: the next option"))] if rules.tally else []),
        *(_card_rows() if rules.entry == CARDS else []),
        ("W", _("open the projector page in a browser")),
        (_("Esc"), _("menu: pause, skip, scores, timer off, finish")),
        HELP.row(),
        (_("Ctrl-C"), _("quit at once; resume later")),
    ]


def _team_rows(rules: WarmupRules) -> list[tuple[str, str]]:
    numbers = f"1–{len(rules.teams)}"
    answers = ("A–I", _("what the team says; {key}: no answer").format(key=NONE))
    if rules.entry == BUZZ:
        return [(numbers, _("the team that calls out first")), answers]
    marks = (f"{numbers}, 0", _("after the answer: teams that were right; 0: none"))
    return [answers, marks] if rules.entry == BY_LETTERS else [marks]


def _card_rows() -> list[tuple[str, str]]:
    return [
        ("11 B", _("type card 11 as B; 11 {key}: not here today").format(key=NONE)),
        ("V", _("vote again")),
        ("C", _("let a camera read the pupils' cards")),
    ]


_TELLING = 4
"""Letters that a last word has which says enough alone."""


def shortened(names: list[str], longest: int) -> list[str]:
    """Return names of up to so many letters: without first words where the last one tells enough, else cut; never two alike if possible."""
    last, cut = [_last_words(name, longest) for name in names], [_cut(name, longest) for name in names]
    ways = zip(last, cut, strict=True)
    return [
        end if last.count(end) == 1 and (len(end) >= _TELLING or cut.count(begin) > 1) else begin for end, begin in ways
    ]


def _last_words(name: str, longest: int) -> str:
    while len(name) > longest and " " in name:
        name = name.partition(" ")[2]
    return _cut(name, longest)


def _cut(name: str, longest: int) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"
