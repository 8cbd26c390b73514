"""Addresses in the place of packs: fetched, told of, and played or printed once; or kept, where the player wants that."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from lemans_quiz.authoring.add_command import Asked, Source, install_from
from lemans_quiz.cli.confirm import can_ask
from lemans_quiz.cli.downloads import Download, download, packs_in, told
from lemans_quiz.cli.error_reporting import broken
from lemans_quiz.cli.import_report import nothing_left
from lemans_quiz.cli.importing import is_ours
from lemans_quiz.cli.invocation import SCREEN, Invocation
from lemans_quiz.cli.pasting import TAKEN_BY, is_file
from lemans_quiz.cli.selecting import paths_of
from lemans_quiz.core.messages import message
from lemans_quiz.errors import INTERRUPTED, NobodyToAsk, PackMistakes, QuizError
from lemans_quiz.files.addresses import is_address
from lemans_quiz.files.connecting import Network
from lemans_quiz.i18n import _
from lemans_quiz.packs.reading.reader import load_pack
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.keys import INTERRUPT
from lemans_quiz.terminal.layout import BLANK, Block, Page, indented, said, wrapped
from lemans_quiz.terminal.menus import Leaving, read_key, scroll
from lemans_quiz.terminal.terminal import Terminal, open_terminal
from lemans_quiz.terminal.views import KeyHint, header, keys_line, margin

PLAY, KEEP, LEAVE = "play", "keep", "leave"


def taken(arguments: list[str], invocation: Invocation, network: Network | None = None) -> list[str]:
    """Return the arguments with files, or with names of packs that were kept, in the place of addresses.

    `pack add` takes an address itself. Raises NobodyToAsk where nobody can be asked and the file is not pinned.
    """
    command = next(iter(arguments), "")
    if command not in TAKEN_BY or arguments[:2] == ["pack", "add"]:
        return arguments
    found: list[str] = []
    for place, word in enumerate(arguments):
        is_meant = is_address(word) and is_file(arguments, place)
        found += _used(download(word, network), command, arguments, invocation) if is_meant else [word]
    return found


def _used(fetched: Download, command: str, arguments: list[str], invocation: Invocation) -> list[str]:
    """Return what is played or looked at in the place of an address."""
    packs = packs_in(fetched)
    if not packs and command != "pack":
        raise _mistakes(fetched)
    lines = told(fetched, packs, invocation.language)
    if fetched.is_pinned or command == "pack":
        print(broken("\n".join(lines)), file=sys.stderr)
        return [str(fetched.path)]
    how = invocation._replace(plain="--plain" in arguments, json="--json" in arguments)
    if command != "sheet" and how.front() == SCREEN:
        chosen = _by_keys(lines)
    else:
        chosen = _by_a_line(lines, fetched, is_json=how.json)
    if chosen == LEAVE:
        sys.exit(0)
    return _kept(fetched, invocation) if chosen == KEEP else [str(fetched.path)]


def _mistakes(fetched: Download) -> QuizError:
    """Say why nothing of a file can be played, by its address."""
    for name in paths_of(str(fetched.path)):
        if not is_ours(Path(name)):
            return nothing_left(Path(name))
        found = load_pack(Path(name)).diagnostics
        renamed = (one._replace(file=one.file.replace(name, fetched.address, 1)) for one in found)
        return PackMistakes(fetched.address, renamed)
    raise AssertionError("a file, or those of an archive")


def _by_keys(lines: list[str]) -> str:
    """Show what was fetched, and let a key say what is done with it."""
    try:
        with open_terminal(sys.stdin, sys.stdout) as terminal:
            return _chosen(terminal, lines)
    except Leaving as leaving:
        sys.exit(INTERRUPTED if leaving.key.name == INTERRUPT else 0)


def _chosen(terminal: Terminal, lines: list[str]) -> str:
    def build(width: int, _height: int) -> Page:
        body = [line for text in lines for line in wrapped(said(text.strip()), width - 2 * margin(width))]
        hints = (KeyHint(_("Enter"), _("play")), KeyHint("k", _("keep and play")), KeyHint(_("Esc"), _("quit")))
        return Page(
            header(_("From the web"), None, width),
            Block(indented(body, margin(width))),
            [BLANK, *keys_line(hints, width)],
        )

    terminal.show_new(build)
    while True:
        key = read_key(terminal)
        if key is None:
            continue
        if key.name == keys.ENTER:
            return PLAY
        if key.text in ("k", "K"):
            return KEEP
        if key.name in (keys.ESCAPE, keys.BACKSPACE) or key.text == "q":
            return LEAVE
        scroll(terminal, key)
        terminal.show(build)


def _by_a_line(lines: list[str], fetched: Download, *, is_json: bool) -> str:
    """Write what was fetched, and read a line that says what is done with it; raises NobodyToAsk where nobody writes one."""
    print(broken("\n".join(lines)), file=sys.stderr)
    if is_json or not can_ask():
        raise NobodyToAsk(
            message("Packs from the web are used only if you confirm."),
            message("Give the checksum: {address}", address=fetched.pinned_address),
        )
    print(broken(_("Enter to use it once, k to keep it too, q to quit:")), end=" ", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    word = line.strip().casefold()
    return KEEP if word == "k" else PLAY if line and not word else LEAVE


def _kept(fetched: Download, invocation: Invocation) -> list[str]:
    """Install what was fetched and return its packs' names; where that is not wanted after all, the file."""
    try:
        return install_from(Source(fetched.path, fetched), Asked(trust=True), invocation.language)
    except typer.Exit:
        return [str(fetched.path)]
