"""`lmq stats`: how often right, when, where it is hard and what falls due, from the history."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated

import typer

from lemans_quiz import paths
from lemans_quiz.cli.completion_values import complete_packs
from lemans_quiz.cli.invocation import JSON, SCREEN, Invocation, history_to_show, invoked
from lemans_quiz.cli.remembered import still_asked
from lemans_quiz.cli.selecting import by_id, choose, files_for
from lemans_quiz.core.items import Item
from lemans_quiz.core.memory import REVIEW, MemoryState
from lemans_quiz.core.messages import message
from lemans_quiz.core.stats import FORECAST_DAYS, Hard, Overview, overview
from lemans_quiz.errors import INTERRUPTED, UsageError
from lemans_quiz.i18n import _
from lemans_quiz.packs.bank import Bank, draw_from
from lemans_quiz.packs.library import looks_like_path
from lemans_quiz.stats.text import Statistics
from lemans_quiz.storage.history import History
from lemans_quiz.storage.local_time import begin_of, local_day
from lemans_quiz.storage.practice import catch_up, falling_due
from lemans_quiz.storage.tallies import Scope, groups, slots
from lemans_quiz.terminal.keys import INTERRUPT
from lemans_quiz.terminal.views import Setting

CAUGHT_UP = 10_000
"""At most so many attempts are taken into memory before the forecast, so that a long history does not keep anybody waiting."""


def register(app: typer.Typer, help: str) -> None:
    """Add the command."""
    app.command("stats", help=help)(stats)


def stats(
    context: typer.Context,
    packs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PACK]...",
            help=_("Pack names or files. Default: everything played."),
            autocompletion=complete_packs,
        ),
    ] = None,
    since: Annotated[str, typer.Option("--since", metavar="DATE", help=_("Only since this day: 2026-01-31."))] = "",
    plain: Annotated[bool, typer.Option("--plain", help=_("Plain tables, for screen readers and scripts."))] = False,
    json: Annotated[bool, typer.Option("--json", help=_("One JSON object, for programs."))] = False,
) -> None:
    """Sum up the history and show it."""
    invocation = invoked(context, plain=plain, json=json)
    names = tuple(packs or ())
    first = start_of_day(since) if since else None
    with history_to_show() as history:
        ids = draw_from(paths.bank(), files_for(names), lambda bank: _ids(bank, names))
        found = gather(invocation, history, ids, first)
    _show(found, invocation.front(), is_narrowed=bool(names or since))


def start_of_day(text: str) -> float:
    """Return when a day begins where this computer is; raises UsageError with the way to write it."""
    try:
        return begin_of(date.fromisoformat(text.strip()))
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            message("'{text}' is not a date.", text=text), message("For example: --since 2026-01-31")
        ) from None


def gather(invocation: Invocation, history: History, packs: tuple[str, ...], since: float | None) -> Statistics:
    """Return the statistics of the player, of some packs or (empty) of all, from a moment on."""
    player = invocation.player
    catch_up(history, player, at_most=CAUGHT_UP)
    scope = Scope(player, packs, since)
    now = time.time()
    until = begin_of(local_day(now) + timedelta(days=FORECAST_DAYS))
    falling = falling_due(history, player, until, packs=packs)

    def with_bank(bank: Bank) -> Statistics:
        asked = still_asked(bank, list(by_id(bank.shelved).values()), history, player, falling)
        due = [known.memory.state.due for known in asked if not _is_soon(known.memory.state, now)]
        found = overview(groups(history, scope), slots(history, scope), due, today=local_day(now), day_of=local_day)
        return _named(bank, found, invocation)

    return draw_from(paths.bank(), files_for(()), with_bank)


def _is_soon(state: MemoryState, now: float) -> bool:
    """Tell whether something comes back in minutes, and is not due yet: practice would not ask it now."""
    return state.phase != REVIEW and state.due > now


def _ids(bank: Bank, names: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of packs. One that is not installed any more may still be in the history."""
    known = by_id(bank.shelved)
    return tuple(name if name in known or not looks_like_path(name) else choose(bank, [name])[0].id for name in names)


def _named(bank: Bank, found: Overview, invocation: Invocation) -> Statistics:
    """Add the titles of packs and the questions of the hardest items, as they are now."""
    titles = tuple((pack.id, pack.title) for pack in bank.shelved if pack.id)
    items = tuple(item for hard in found.hardest if (item := _item(bank, hard)) is not None)
    return Statistics(found, Setting(invocation.language, titles=titles), items, invocation.player)


def _item(bank: Bank, hard: Hard) -> Item | None:
    pack = by_id(bank.shelved).get(hard.pack)
    return bank.find(pack, [hard.item])[0] if pack is not None else None


def _show(found: Statistics, front: str, *, is_narrowed: bool) -> None:
    if front == JSON:
        from lemans_quiz.play.events import line_of
        from lemans_quiz.stats.lines import statistics_object

        print(line_of(statistics_object(found)))
    elif not found.overview.whole.attempts:
        print(_("Nothing played matches this.") if is_narrowed else _("Nothing has been played yet."))
        print(_("Start with: lmq play"))
    elif front == SCREEN:
        _browse(found)
    else:
        from lemans_quiz.stats.lines import statistics_lines

        print("\n".join(statistics_lines(found)))


def _browse(found: Statistics) -> None:
    """Turn pages on the terminal, and leave one line there."""
    from lemans_quiz.stats.screen import last_words, statistics_pages
    from lemans_quiz.terminal.menus import turn_pages

    by = turn_pages(statistics_pages(found))
    if by == INTERRUPT:
        raise typer.Exit(INTERRUPTED)
    if not by:
        print(last_words(found))
