"""`lmq` alone: the start screen on a terminal, to which everything leads back; the help elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from typing import NamedTuple

import typer

from lemans_quiz import __version__, curtain, i18n, paths
from lemans_quiz.cli.error_reporting import show_error
from lemans_quiz.cli.game_table import DUEL, RACE
from lemans_quiz.cli.invocation import Invocation, invoked, is_on_terminal
from lemans_quiz.cli.selecting import by_id, files_for
from lemans_quiz.errors import INTERRUPTED, QuizError
from lemans_quiz.i18n import _, render
from lemans_quiz.packs.bank import Bank, draw_from
from lemans_quiz.packs.progress import unseen
from lemans_quiz.play.keys_help import keys_page
from lemans_quiz.play.start import Entry, Start, ask_for_text, choose_entry, choose_from
from lemans_quiz.storage.history import History
from lemans_quiz.storage.opening import open_history
from lemans_quiz.storage.sessions import list_sessions, unfinished
from lemans_quiz.terminal import preferences
from lemans_quiz.terminal.keys import INTERRUPT
from lemans_quiz.terminal.menus import Leaving, read_page
from lemans_quiz.terminal.plain import broken, columns_of
from lemans_quiz.terminal.terminal import Terminal, open_terminal

Run = Callable[[list[str], Invocation], None]
"""Runs a command line as if it had been typed."""

_MORE, _KEYS, _LANGUAGE, _RESUME = "more", "keys", "language", "resume"
_PRINTED = ("pack", "history", "practice")
"""Commands that print at their end: that is read before the start screen covers it."""

_SIGNALLED = 128


class _Chosen(NamedTuple):
    """The words of a command to run, or nothing; and how the program goes on."""

    words: tuple[str, ...] = ()
    invocation: Invocation | None = None


def start(context: typer.Context, run: Run) -> None:
    """Let the player choose what to do and `run` it, again and again, or print the help where nobody can choose."""
    if not is_on_terminal() or os.environ.get("TERM") == "dumb":
        print(context.get_help())
        return
    invocation: Invocation = invoked(context)
    cursor, was_open = 0, False
    while True:
        shown = _shown(invocation)
        is_open = shown.entries[-1].name == _RESUME
        # What was left is last, so that no digit moves, and Enter goes on with it.
        cursor, was_open = (len(shown.entries) - 1 if is_open and not was_open else cursor), is_open
        try:
            with open_terminal(sys.stdin, sys.stdout) as terminal:
                place = choose_entry(terminal, shown, min(cursor, len(shown.entries) - 1))
                chosen = None if place is None else _Pages(terminal, invocation).open(shown.entries[place].name)
        except Leaving as leaving:
            if leaving.key.name == INTERRUPT:
                raise typer.Exit(INTERRUPTED) from None
            return
        if chosen is None:
            return
        cursor, invocation = place or 0, chosen.invocation or invocation
        if chosen.words:
            _run(run, list(chosen.words), invocation)


def _run(run: Run, words: list[str], invocation: Invocation) -> None:
    """Run a command and come back, but from what ends the program."""
    try:
        run(words, invocation)
    except SystemExit as leaving:
        if isinstance(leaving.code, int) and leaving.code >= _SIGNALLED:
            raise
    except QuizError as error:
        show_error(error)
        _wait()
        return
    if words[0] in _PRINTED or (words[0] == "stats" and not _has_played(invocation.player)):
        _wait()


def _has_played(player: str) -> bool:
    with history_there_is() as history:
        return history is not None and bool(list_sessions(history, player, limit=1))


def _wait() -> None:
    """Wait until what was printed is read."""
    try:
        input("\n".join(broken(_("Press Enter to return to the start screen."), columns_of(sys.stdout))))
    except EOFError:
        return


def _shown(invocation: Invocation) -> Start:
    """Return what there is to do: what each game offers and tells today, and last what was left open."""
    modules = (game.offer for game in invocation.games.values() if game.offer)
    player = invocation.player
    with history_there_is() as history:
        offers = [import_module(module).offer(history, date.today(), player) for module in modules]
        left_open = history is not None and bool(unfinished(history, player, limit=1))
    resume = [Entry(_RESUME, _("Resume"), _("where you left off"), 9)] if left_open else []
    more = Entry(_MORE, _("More"), _("packs, exam, statistics, language, all keys"), 7)
    entries = sorted([*resume, *(one for offer in offers for one in offer.entries), more], key=lambda one: one.rank)
    winners = len(invocation.wiring_of(RACE).read_field(paths.shipped_packs()))
    return Start(tuple(entries), tuple(line for offer in offers for line in offer.told), __version__, winners)


class _Pages(NamedTuple):
    """The pages behind the start screen: each returns what was chosen on it, or an empty choice for going back."""

    terminal: Terminal
    invocation: Invocation

    def open(self, name: str) -> _Chosen:
        """Open the page of an entry, or return the words that it stands for."""
        pages = {"quick": self.quick, "friends": self.friends, _MORE: self.more, _LANGUAGE: self.language}
        if name == _KEYS:
            read_page(self.terminal, keys_page)
            return _Chosen()
        return pages[name]() if name in pages else _Chosen(tuple(name.split()))

    def quick(self) -> _Chosen:
        """Choose topic and level of a quick quiz; both are remembered."""
        topics = _topics(self.invocation.language)
        kept = preferences.read()
        topic = kept.get("quick topic", "") if kept.get("quick topic", "") in dict(topics) else ""
        level = kept.get("quick level", "") if kept.get("quick level", "") in dict(_levels()) else ""
        while True:
            place = choose_from(self.terminal, _("Quick quiz"), _quick_entries(dict(topics)[topic], level))
            if place is None:
                return _Chosen()
            if place == 0:
                preferences.keep(**{"quick topic": topic, "quick level": level})
                return _Chosen(("play", *((topic,) if topic else ()), *(("--level", level) if level else ())))
            if place == 1:
                topic = self._one_of(_("Topic"), topics, topic)
            else:
                level = self._one_of(_("Level"), _levels(), level)

    def _one_of(self, title: str, pairs: list[tuple[str, str]], now: str) -> str:
        values = [value for value, _label in pairs]
        entries = [Entry(value, label) for value, label in pairs]
        chosen = choose_from(self.terminal, title, entries, values.index(now))
        return now if chosen is None else values[chosen]

    def friends(self) -> _Chosen:
        """Choose a game for several, and their names, which are remembered."""
        games = [
            Entry("play", _("Duel, taking turns"), _("ten questions each")),
            Entry("play --same", _("Duel, same questions"), _("ten for all")),
            Entry("race --sprint", _("Six-hour race"), _("six questions each")),
        ]
        place = choose_from(self.terminal, _("With friends"), games)
        if place is None:
            return _Chosen()
        sentence = _("Who is playing? Names, separated by commas:")
        names = ask_for_text(
            self.terminal, games[place].label, sentence, preferences.read().get("friends", ""), self._wrong_names
        )
        if names is None:
            return _Chosen()
        preferences.keep(friends=names)
        return _Chosen((*games[place].name.split(), "--players", names))

    def _wrong_names(self, text: str) -> str:
        try:
            self.invocation.wiring_of(DUEL).names_of(text)
        except QuizError as error:
            return " ".join(render(told) for told in (error.sentence, error.help) if told)
        return ""

    def more(self) -> _Chosen:
        """Choose from what is seldom wanted."""
        entries = [
            Entry("play --exam", _("Exam"), _("move freely, submit once")),
            Entry("stats", _("Statistics"), _("are you getting better?")),
            Entry("history", _("History"), _("what was played")),
            Entry("pack list", _("Packs"), _("what is installed")),
            Entry(_LANGUAGE, _("Language"), "English, Deutsch"),
            Entry(_KEYS, _("Keys"), _("how to answer")),
        ]
        place = choose_from(self.terminal, _("More"), entries)
        return _Chosen() if place is None else self.open(entries[place].name)

    def language(self) -> _Chosen:
        """Choose the language of the program and the questions, which is remembered."""
        codes = ("en", "de")
        entries = [Entry("en", "English"), Entry("de", "Deutsch")]
        now = codes.index(i18n.language()) if i18n.language() in codes else 0
        place = choose_from(self.terminal, _("Language"), entries, now)
        if place is None:
            return _Chosen()
        preferences.keep(language=codes[place])
        i18n.use(codes[place])
        return _Chosen(invocation=self.invocation._replace(language=codes[place]))


def _quick_entries(topic: str, level: str) -> list[Entry]:
    return [
        Entry("", _("Start"), _("ten questions")),
        Entry("", _("Topic"), topic),
        Entry("", _("Level"), dict(_levels())[level]),
    ]


def _levels() -> list[tuple[str, str]]:
    """Return the levels of a quick quiz, the curve first."""
    ends = {1: _("level 1, for anyone"), 5: _("level 5, for experts")}
    each = [(str(number), ends.get(number) or _("level {level}").format(level=number)) for number in range(1, 6)]
    return [("", _("easy to medium")), *each, ("1-5", _("all levels"))]


def _topics(language: str) -> list[tuple[str, str]]:
    """Return the packs that can be played by name, with their titles, all topics first."""

    def with_bank(bank: Bank) -> list[tuple[str, str]]:
        packs = by_id(bank.shelved).values()
        return sorted(((pack.id, pack.title.show(language)) for pack in packs), key=lambda pair: pair[1].casefold())

    with unseen():
        return [("", _("all topics")), *draw_from(paths.bank(), files_for(()), with_bank)]


@contextmanager
def history_there_is() -> Iterator[History | None]:
    """Open the history for a look; None where there is none yet."""
    curtain.rest_on_history(str(paths.history()))
    if not paths.history().exists():
        yield None
        return
    with open_history(paths.history(), lambda _sentence: None) as history:
        yield history
