"""Keys while cards are held up: a card that no camera sees is typed by number and letter, and V has everybody vote again."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lemans_quiz.games.warmup.cards.card_seats import CardTray
from lemans_quiz.games.warmup.commands import Command, Event, ShowCards, TakeOut, VoteAgain
from lemans_quiz.games.warmup.driver import WarmupDriver
from lemans_quiz.games.warmup.prompts import Typing
from lemans_quiz.games.warmup.rules import Question, places
from lemans_quiz.games.warmup.state import Warmup
from lemans_quiz.room.camera_terminal import Cameras
from lemans_quiz.room.cards import LETTERS, MOST_CARDS
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.keys import Key

GONE = "-"
"""What is typed of a card that is not here today."""


class CardTable(NamedTuple):
    """The cards of a warm-up. `cameras` serves the page of a camera and returns what there is to know of it, None where the optional
    part is not installed; raises QuizError where it cannot be served.
    """

    tray: CardTray
    cameras: Callable[[], Cameras | None]

    def bring(self, host: WarmupDriver) -> tuple[Event, ...]:
        """Let the warm-up take what was seen, and return what happened. For the game's thread alone."""
        command = self.tray.shown(host.at)
        return host.do(command) if command is not None else ()


def card_key(host: WarmupDriver, question: Question, key: Key, typing: Typing) -> Typing | None:
    """Carry out a key while cards are held up and return what is typed then; None for any other key."""
    text = key.text.casefold()
    if text.isdecimal() and text.isascii():
        return Typing((typing.text + text)[-2:].lstrip("0"))
    if not typing.text:
        return _again(host, question, typing) if text == "v" else None
    if key.name == keys.BACKSPACE:
        return Typing(typing.text[:-1])
    if key.name == keys.RESIZE:
        return typing
    if text in ("", " "):
        # A number alone is no answer, and whoever ends it with Space or Enter does not want the answer shown.
        return Typing()
    command = typed_card(host.state, host.at, int(typing.text), text)
    if command is not None:
        host.do(command)
    return Typing(is_warned=command is None)


def typed_card(state: Warmup, at: float, number: int, letter: str) -> Command | None:
    """Return what is typed of a card as a command, None where there is no such card or answer."""
    question = state.question
    place = LETTERS.find(letter.upper())
    if letter == GONE:
        return TakeOut(at, number)
    is_card = 1 <= number <= (state.script.rules.class_size or MOST_CARDS)
    is_answer = question is not None and 0 <= place < places(question.turn)
    return ShowCards(at, (number,), (place,)) if is_card and is_answer else None


def _again(host: WarmupDriver, question: Question, typing: Typing) -> Typing:
    if question.cards:
        host.do(VoteAgain(host.at))
    return typing
