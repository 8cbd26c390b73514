"""`lmq practice`: what is due, then something new, scheduled by FSRS from marks and times."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from typing import Annotated, NamedTuple

import typer

from lemans_quiz import curtain, paths
from lemans_quiz.cli.error_reporting import tell
from lemans_quiz.cli.invocation import Invocation, history_of_the_player, invoked
from lemans_quiz.cli.options import Json, Packs, Plain
from lemans_quiz.cli.remembered import is_learnt, still_asked
from lemans_quiz.cli.selecting import by_id, choose, files_for, notices, unless_named
from lemans_quiz.core.draw import Filter
from lemans_quiz.core.game import Rules
from lemans_quiz.core.items import Item
from lemans_quiz.core.messages import Message, counted, message
from lemans_quiz.core.seeds import Seed, mixed, parse_seed, seed_from_number
from lemans_quiz.core.turns import deal
from lemans_quiz.games.draw import Titles, files_of
from lemans_quiz.games.session import leave_if_interrupted, noticed, play_opening
from lemans_quiz.i18n import _
from lemans_quiz.packs.bank import Bank, IndexedPack, draw_from
from lemans_quiz.storage.history import History
from lemans_quiz.storage.local_time import local_day
from lemans_quiz.storage.practice import Name, Remembered, catch_up, due, missed, next_due, recall, remembered
from lemans_quiz.storage.recording import Recorder
from lemans_quiz.storage.records import PRACTICE, Opening

LONGEST = 60
"""The most questions of one practice; the rest of a large debt waits for the next."""


class Exercise(NamedTuple):
    """What is practised: due or missed items first, then `new` ones."""

    items: tuple[Item, ...]
    new: int
    titles: Titles
    files: tuple[tuple[str, str], ...] = ()


class Fresh(NamedTuple):
    """What may be new: which items of which packs, and how many of them."""

    packs: Sequence[IndexedPack]
    wanted: Filter
    at_most: int


def register(app: typer.Typer, help: str) -> None:
    """Add the command."""
    app.command("practice", help=help)(practice)


def practice(
    context: typer.Context,
    packs: Packs = None,
    new: Annotated[
        int, typer.Option("--new", metavar="N", min=0, max=1000, help=_("Maximum number of new questions."))
    ] = 10,
    only_missed: Annotated[bool, typer.Option("--missed", help=_("Only questions last answered wrong."))] = False,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Ask what is due, and tell when it comes back."""
    names = tuple(packs or ())
    invocation = invoked(context, plain=plain, json=json)
    name = invocation.player
    seed = _seed()
    with history_of_the_player() as history:
        catch_up(history, name)
        curtain.rest_until(next_due(history, name, time.time()))

        def with_bank(bank: Bank) -> Exercise:
            # What was learnt may come from any pack that is here, new questions from those that come with the program.
            learnt = choose(bank, names) if names else list(by_id(bank.shelved).values())
            for notice in notices(learnt) if names else ():
                tell(notice)
            if only_missed:
                return _missed(bank, learnt, history, name)
            fresh = Fresh(choose(bank, names), unless_named(Filter(), names), new)
            return _exercise(bank, learnt, fresh, history, name, seed)

        exercise = draw_from(paths.bank(), files_for(names), with_bank)
        if exercise.items:
            _play(history, exercise, invocation, seed)
        else:
            tell(message("Nothing was answered wrong last time.") if only_missed else message("Nothing is due."))
        if not json:
            _tell_what_comes(history, exercise.items, name)


def _seed() -> Seed:
    """Return what draws new questions and deals all: as it was promised, where their first page is shown already."""
    promised = curtain.promised_seed()
    seed = parse_seed(promised) if promised else seed_from_number(mixed(int.from_bytes(os.urandom(8), "big")), None)
    curtain.note_seed(seed.word)
    return seed


def _play(history: History, exercise: Exercise, invocation: Invocation, seed: Seed) -> None:
    opening = Opening(
        kind=PRACTICE,
        title="",
        started=time.time(),
        turns=deal(exercise.items, seed.word),
        rules=Rules(retry=invocation.may_retry()),
        players=(invocation.player,),
        language=invocation.language,
        files=exercise.files,
    )
    notice = noticed((_announcement(exercise),), invocation)
    _driver, ending = play_opening(opening, exercise.titles, invocation, Recorder(history, opening), notice=notice)
    leave_if_interrupted(ending)


def _announcement(exercise: Exercise) -> Message:
    return message("Due: {due}. New: {new}.", due=len(exercise.items) - exercise.new, new=exercise.new)


def _exercise(
    bank: Bank, packs: Sequence[IndexedPack], fresh: Fresh, history: History, player: str, seed: Seed
) -> Exercise:
    """Return what is due, oldest debt first, then new items."""
    debts = due(history, player, time.time(), packs=tuple(pack.id for pack in packs))
    old = [known.item for known in still_asked(bank, packs, history, player, debts)][:LONGEST]
    new = _new_items(bank, fresh._replace(at_most=min(fresh.at_most, LONGEST - len(old))), history, player, seed)
    return Exercise((*old, *new), len(new), _titles(packs), files_of(packs))


def _missed(bank: Bank, packs: Sequence[IndexedPack], history: History, player: str) -> Exercise:
    found = missed(history, player, packs=tuple(pack.id for pack in packs))
    asked = [known.item for known in still_asked(bank, packs, history, player, found)]
    return Exercise(tuple(asked[:LONGEST]), 0, _titles(packs), files_of(packs))


def _titles(packs: Iterable[IndexedPack]) -> Titles:
    return tuple((pack.id, pack.title) for pack in packs)


def _new_items(bank: Bank, fresh: Fresh, history: History, player: str, seed: Seed) -> list[Item]:
    """Draw items that are not in memory, evenly from their packs; one whose answer has changed is new again."""
    if fresh.at_most <= 0:
        return []
    known: dict[Name, Remembered] = {
        (pack.id, item): memory for pack in fresh.packs for item, memory in remembered(history, player, pack.id).items()
    }

    def is_new(item: Item) -> bool:
        memory = known.get((item.pack, item.id))
        return memory is None or not is_learnt(item, memory, history, player)

    word = f"practice {seed.word}"
    size = fresh.at_most
    while True:
        drawn = bank.draw(fresh.packs, fresh.wanted, size, word)
        found = [one.item() for one in drawn if is_new(one.item())]
        if len(found) >= fresh.at_most or len(drawn) < size:
            return found[: fresh.at_most]
        size = size * 2 + len(known)


def _tell_what_comes(history: History, items: Sequence[Item], player: str) -> None:
    """Say when the questions of this practice come back, and when the next of all is due."""
    catch_up(history, player)
    now = time.time()
    states = [found.state for item in items if (found := recall(history, player, item.pack, item.id)) is not None]
    today = local_day(now)
    soon = sum(1 for state in states if (local_day(state.due) - today).days <= 1)
    if states:
        tell(message("Next reviews: {soon} by tomorrow, {later} later.", soon=soon, later=len(states) - soon))
    following = next_due(history, player, now)
    if following is not None:
        days = (local_day(following) - today).days
        tell(_in_days(days) if days else _in_minutes((following - now) / 60))


def _in_minutes(minutes: float) -> Message:
    """Say when something is due that comes back today."""
    return counted(
        "The next one is due in {count} minute.", "The next one is due in {count} minutes.", max(1, round(minutes))
    )


def _in_days(days: int) -> Message:
    """Say on which day something is due."""
    if days == 1:
        return message("The next one is due tomorrow.")
    return counted("The next one is due in {count} day.", "The next one is due in {count} days.", days)
