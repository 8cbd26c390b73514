"""Taking a kept game up again: replay what was answered, and go on with what is left of its questions.

What was answered stays as it was then. What was not is asked as the packs have it now. Reading and writing are storage's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from lemans_quiz.core import marks
from lemans_quiz.core.codec import fingerprint
from lemans_quiz.core.events import Answer, Command, Next, Quit, Recall, Skip, TimeOut
from lemans_quiz.core.game import Ended, Game, Reviewing, Rules, replay
from lemans_quiz.core.items import Item
from lemans_quiz.core.marks import Mark
from lemans_quiz.core.turns import Turn, arrange, arrangeable, keys_of

Current = Callable[[str, str], Item | None]
"""The item of a pack and id as it is now, or None where it is gone."""


_NEAR = Mark(0.0, marks.NEAR_MISS)


class Resumed(NamedTuple):
    """A game at its next question, with the log that leads there.

    `gone` are questions that no longer exist and are left out, `changed` those that are asked in their new form.
    """

    game: Game
    commands: tuple[Command, ...]
    gone: tuple[Item, ...]
    changed: tuple[Item, ...]


def recalled(commands: Sequence[Command], kept: Mapping[int, Mark]) -> tuple[Command, ...]:
    """Return a log whose answers keep the marks they got, by turn; marking may have been another when they were given.

    Of several answers to one question all but the last were near misses, and so was one that closed none.
    """
    closing = _closing_places(commands)
    found: list[Command] = []
    turn = 0
    for place, command in enumerate(commands):
        if isinstance(command, Answer):
            mark = kept.get(turn, _NEAR) if place in closing else _NEAR
            found.append(Recall(*command, _before_its_player_spoke(mark)))
        else:
            found.append(command)
        turn += isinstance(command, Next)
    return tuple(found)


def without_marks(commands: Iterable[Command]) -> tuple[Command, ...]:
    """Return a log as it is kept: without the marks."""
    return tuple(Answer(one.response, one.seconds) if isinstance(one, Recall) else one for one in commands)


def _closing_places(commands: Sequence[Command]) -> set[int]:
    """Return the places of the commands that closed a question: the last that could, before each that went on."""
    closing: set[int] = set()
    last: int | None = None
    for place, command in enumerate(commands):
        if isinstance(command, Answer | Skip | TimeOut):
            last = place
        elif isinstance(command, Next) and last is not None:
            closing.add(last)
            last = None
    return closing if last is None else closing | {last}


def _before_its_player_spoke(mark: Mark) -> Mark:
    """Return a mark as it was before the player overruled it; how near it was then is not kept."""
    spoken = {marks.APPEALED: Mark(0.0, marks.WRONG), marks.WITHDRAWN: Mark(1.0, marks.RIGHT)}
    return spoken.get(mark.reason, mark)


def resume(turns: Sequence[Turn], rules: Rules, commands: Sequence[Command], current: Current, *, word: str) -> Resumed:
    """Return the game at its next question. `word` is the seed's, by which changed questions are arranged."""
    log = _log_up_to_the_next_question(tuple(turns), rules, commands)
    game = replay(tuple(turns), rules, log)
    if isinstance(game.phase, Ended):
        return Resumed(game, log, (), ())
    now = [(turn, current(turn.item.pack, turn.item.id)) for turn in turns[game.position :]]
    left = tuple(renewed(turn, item, word) for turn, item in now if item is not None)
    if not left or not _is_same_question(game.turn.item, left[0].item):
        log = _without_open_question(log)
    now_asked = (*turns[: game.position], *left)
    gone = tuple(turn.item for turn, item in now if item is None)
    changed = tuple(item for turn, item in now if item is not None and differs(turn.item, item))
    return Resumed(replay(now_asked, rules, log), log, gone, changed)


def _log_up_to_the_next_question(
    turns: tuple[Turn, ...], rules: Rules, commands: Sequence[Command]
) -> tuple[Command, ...]:
    """Leave out that the player left, and go on from a question whose answer was already given."""
    log = tuple(command for command in commands if not isinstance(command, Quit))
    return (*log, Next()) if isinstance(replay(turns, rules, log).phase, Reviewing) else log


def _without_open_question(log: tuple[Command, ...]) -> tuple[Command, ...]:
    """Drop the hints and tries at a question that is now another one."""
    last = max((number for number, command in enumerate(log) if isinstance(command, Next)), default=-1)
    return log[: last + 1]


def _is_same_question(before: Item, now: Item) -> bool:
    return (before.pack, before.id, before.hints) == (now.pack, now.id, now.hints) and not differs(before, now)


def differs(before: Item, now: Item) -> bool:
    """Tell whether a question has changed in what a player sees or in what is right."""
    return fingerprint(before) != fingerprint(now)


def renewed(turn: Turn, item: Item, word: str) -> Turn:
    """Return a turn with its item as it is now; the options shown stay unless they are others, or a key is not among them."""
    if arrangeable(item) == arrangeable(turn.item) and set(keys_of(item)) <= set(turn.arrangement):
        return turn._replace(item=item)
    return turn._replace(item=item, arrangement=arrange(item, word))
