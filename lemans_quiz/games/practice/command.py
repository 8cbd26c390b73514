"""`lemans-quiz practice`: what is due, then something new, scheduled by FSRS from marks and times."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from typing import Annotated, NamedTuple

import typer

from lemans_quiz import paths
from lemans_quiz.cli.error_reporting import tell
from lemans_quiz.cli.invocation import Invocation, history_of_the_player, invoked
from lemans_quiz.cli.options import Json, Packs, Plain
from lemans_quiz.cli.selecting import choose, files_for
from lemans_quiz.core.codec import key_fingerprint
from lemans_quiz.core.draw import Filter
from lemans_quiz.core.game import Rules
from lemans_quiz.core.items import Item
from lemans_quiz.core.messages import Message, counted, message
from lemans_quiz.core.seeds import mixed, seed_from_number
from lemans_quiz.core.turns import deal
from lemans_quiz.games.draw import Titles
from lemans_quiz.games.session import leave_if_interrupted, play_opening
from lemans_quiz.i18n import _
from lemans_quiz.packs.bank import Bank, IndexedPack, draw_from
from lemans_quiz.storage.history import History
from lemans_quiz.storage.practice import Name, Remembered, catch_up, due, missed, next_due, recall, remembered
from lemans_quiz.storage.recording import Recorder
from lemans_quiz.storage.records import PRACTICE, Opening

LONGEST = 60
"""The most questions of one practice; the rest of a large debt waits for the next."""

_SECONDS_A_DAY = 86_400


class Exercise(NamedTuple):
    """What is practised: due or missed items first, then `new` ones."""

    items: tuple[Item, ...]
    new: int
    titles: Titles


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("practice", help=_("Practise what is due today, then something new."))(practice)


def practice(
    context: typer.Context,
    packs: Packs = None,
    new: Annotated[
        int, typer.Option("--new", metavar="N", min=0, max=1000, help=_("How many new questions at most."))
    ] = 10,
    only_missed: Annotated[bool, typer.Option("--missed", help=_("Only what was last answered wrong."))] = False,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Ask what is due, and tell when it comes back."""
    names = tuple(packs or ())
    invocation = invoked(context, plain=plain, json=json)
    name = invocation.player
    with history_of_the_player() as history:
        catch_up(history, name)

        def with_bank(bank: Bank) -> Exercise:
            chosen = choose(bank, names)
            return _missed(bank, chosen, history, name) if only_missed else _exercise(bank, chosen, history, new, name)

        exercise = draw_from(paths.bank(), files_for(names), with_bank)
        if exercise.items:
            _play(history, exercise, invocation)
        else:
            tell(message("Nothing was last answered wrong.") if only_missed else message("Nothing is due."))
        if not json:
            _tell_what_comes(history, exercise.items, name)


def _play(history: History, exercise: Exercise, invocation: Invocation) -> None:
    seed = seed_from_number(mixed(int.from_bytes(os.urandom(8), "big")))
    opening = Opening(
        kind=PRACTICE,
        title="",
        started=time.time(),
        turns=deal(exercise.items, seed.word),
        rules=Rules(retry=invocation.may_retry()),
        players=(invocation.player,),
        language=invocation.language,
    )
    tell(_announcement(exercise))
    _driver, ending = play_opening(opening, exercise.titles, invocation, Recorder(history, opening))
    leave_if_interrupted(ending)


def _announcement(exercise: Exercise) -> Message:
    return message("Due: {due}. New: {new}.", due=len(exercise.items) - exercise.new, new=exercise.new)


def _exercise(bank: Bank, packs: Sequence[IndexedPack], history: History, new: int, player: str) -> Exercise:
    """Return what is due, oldest debt first, then new items."""
    debts = due(history, player, time.time(), packs=tuple(pack.id for pack in packs))
    old = _still_there(bank, packs, debts)[:LONGEST]
    fresh = _new_items(bank, packs, history, min(new, LONGEST - len(old)), player)
    return Exercise((*old, *fresh), len(fresh), _titles(packs))


def _missed(bank: Bank, packs: Sequence[IndexedPack], history: History, player: str) -> Exercise:
    found = missed(history, player, packs=tuple(pack.id for pack in packs))
    return Exercise(tuple(_still_there(bank, packs, found)[:LONGEST]), 0, _titles(packs))


def _titles(packs: Iterable[IndexedPack]) -> Titles:
    return tuple((pack.id, pack.title) for pack in packs)


def _still_there(bank: Bank, packs: Sequence[IndexedPack], names: Iterable[Remembered]) -> list[Item]:
    """Return the items that still have the answer that was learnt, in the order of `names`, up to LONGEST."""
    shelves = {pack.id: pack for pack in packs}
    there: list[Item] = []
    for known in names:
        item = bank.find(shelves[known.pack], [known.item])[0]
        if item is not None and key_fingerprint(item) == known.key_fingerprint:
            there.append(item)
        if len(there) == LONGEST:
            break
    return there


def _new_items(bank: Bank, packs: Sequence[IndexedPack], history: History, count: int, player: str) -> list[Item]:
    """Draw items that are not in memory, evenly from the packs; one whose answer has changed is new again."""
    if count <= 0:
        return []
    known: dict[Name, int] = {
        (pack.id, item): state.key_fingerprint
        for pack in packs
        for item, state in remembered(history, player, pack.id).items()
    }
    word = f"practice {mixed(int.from_bytes(os.urandom(8), 'big'))}"
    wanted = count
    while True:
        drawn = bank.draw(packs, Filter(), wanted, word)
        fresh = [one.item() for one in drawn if _is_new(one.item(), known)]
        if len(fresh) >= count or len(drawn) < wanted:
            return fresh[:count]
        wanted = wanted * 2 + len(known)


def _is_new(item: Item, known: dict[Name, int]) -> bool:
    return known.get((item.pack, item.id)) != key_fingerprint(item)


def _tell_what_comes(history: History, items: Sequence[Item], player: str) -> None:
    """Say when the questions of this practice come back, and when the next of all is due."""
    catch_up(history, player)
    now = time.time()
    states = [found.state for item in items if (found := recall(history, player, item.pack, item.id)) is not None]
    soon = sum(1 for state in states if state.due - now < _SECONDS_A_DAY)
    if states:
        tell(message("Coming back: {soon} within a day, {later} later.", soon=soon, later=len(states) - soon))
    following = next_due(history, player, now)
    if following is not None:
        tell(_when(following - now))


def _when(seconds: float) -> Message:
    """Say when something is due, in the unit a person would use."""
    if seconds < 3600:
        return counted(
            "The next one is due in {count} minute.",
            "The next one is due in {count} minutes.",
            max(1, round(seconds / 60)),
        )
    if seconds < 2 * _SECONDS_A_DAY:
        return counted(
            "The next one is due in {count} hour.", "The next one is due in {count} hours.", round(seconds / 3600)
        )
    return counted(
        "The next one is due in {count} day.", "The next one is due in {count} days.", round(seconds / _SECONDS_A_DAY)
    )
