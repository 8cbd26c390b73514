"""What the shell is told when Tab is pressed, by a table of commands and options that an earlier Tab has left in the cache.

Typer and the commands are imported only where the table is missing or the program has changed since. Words are taken as Typer
takes them, and told in the form in which its scripts for bash, zsh, fish and PowerShell read them.
"""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import sys
from collections import deque
from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from lemans_quiz import __version__, i18n, paths
from lemans_quiz.cli import global_options
from lemans_quiz.errors import QuizError
from lemans_quiz.files.writing import private_folder, write_whole

_PACKAGE = "lemans_quiz."


class Parameter(NamedTuple):
    """An option, or an argument, which has no `names`. `off` are the names that turn it off.

    It is given by a word of its own where it `takes` a value. `choices` are its values, or `complete` is the function, as
    `module:name`, that returns those that begin with some text: plain, or each with what it means.
    """

    key: str
    names: list[str]
    off: list[str]
    help: str
    takes: bool
    repeats: bool
    hidden: bool
    choices: list[str]
    complete: str


class Command(NamedTuple):
    """A command: what it takes, and the commands in it."""

    help: str
    hidden: bool
    parameters: list[Parameter]
    commands: dict[str, Command]


Answer = tuple[str, str]
"""A word that fits, and what it means; empty where that is not told."""


def answer(shell: str, build: Callable[[], Command]) -> int:
    """Print what fits the line at which Tab was pressed, and return the exit code; `build` returns the table where there is none.

    Never raises: a completion that fails says nothing.
    """
    found: list[Answer] = []
    with contextlib.suppress(Exception):  # it would be printed into the line that is being typed
        words, incomplete = typed_words(shell)
        global_options.remember(_options_of(words))
        i18n.use(global_options.language())
        found = answers(table(build), words, incomplete, is_whole=shell != "bash")
    if shell == "fish" and os.environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        return 0 if found else 1
    with contextlib.suppress(OSError):  # nobody is listening any more
        os.write(1, f"{told_to(shell, found)}\n".encode("utf-8", "replace"))
    return 0


def typed_words(shell: str) -> tuple[list[str], str]:
    """Return the words before the one that is being typed, and that one, as far as it is there."""
    if shell == "bash":
        words, at = _split(os.environ["COMP_WORDS"]), int(os.environ["COMP_CWORD"])
        return words[1:at], words[at] if at < len(words) else ""
    line = os.environ["_TYPER_COMPLETE_ARGS"]
    words = _split(line)[1:]
    if shell in ("powershell", "pwsh"):
        incomplete = os.environ.get("_TYPER_COMPLETE_WORD_TO_COMPLETE", "")
        return words[:-1] if incomplete else words, incomplete
    return (words[:-1], words[-1]) if words and not line.endswith(" ") else (words, "")


def _split(line: str) -> list[str]:
    """Return the words of a line as a shell reads it; a quote that is still open ends with the line."""
    reading = shlex.shlex(line, posix=True)
    reading.whitespace_split, reading.commenters = True, ""
    words = []
    try:
        for word in reading:
            words.append(word)
    except ValueError:
        words.append(reading.token)
    return words


def _options_of(words: list[str]) -> global_options.GlobalOptions:
    try:
        return global_options.read(words)[0]
    except QuizError:
        return global_options.read([])[0]


def answers(root: Command, words: list[str], incomplete: str, *, is_whole: bool = False) -> list[Answer]:
    """Return what fits; with `is_whole` the value behind an `=` is told with its option, as the one word that it is there."""
    before = ""
    if incomplete == "=":
        incomplete = ""
    elif incomplete.startswith("-") and "=" in incomplete:
        name, _, incomplete = incomplete.partition("=")
        words, before = [*words, name], f"{name}=" if is_whole else ""
    found = _found(root, words[:-1] if words[-1:] == ["="] else words, incomplete)
    return [(before + word, help) for word, help in found if word.startswith(incomplete)]


def _found(root: Command, words: list[str], incomplete: str) -> list[Answer]:
    last = words[-1] if words else ""
    if last in global_options.OPTIONS:
        return next((_values(one, incomplete) for one in root.parameters if last in one.names), [])
    with contextlib.suppress(QuizError):
        _options, words = global_options.read(words)
    command, given = _command_at(root, words)
    if "--" not in words and incomplete.startswith("-"):
        return _names(command, given)
    waiting = [one for one in command.parameters if one.takes and last.startswith("-") and last in one.names]
    waiting += [one for one in command.parameters if not one.names and (one.repeats or one.key not in given)]
    if waiting:
        return _values(waiting[0], incomplete)
    inner = [(name, one.help) for name, one in command.commands.items() if not one.hidden]
    return [*inner, *(_names(command, given) if incomplete and not incomplete[0].isalnum() else [])]


def _names(command: Command, given: set[str]) -> list[Answer]:
    """Return the options that may still be given."""
    free = [one for one in command.parameters if not one.hidden and (one.repeats or one.key not in given)]
    return [(name, one.help) for one in free for name in (*one.names, *one.off)]


def _values(parameter: Parameter, incomplete: str) -> list[Answer]:
    module, _, name = parameter.complete.partition(":")
    if not module.startswith(_PACKAGE) or not name.startswith("complete_"):
        return [(choice, "") for choice in parameter.choices]
    found = getattr(import_module(module), name)(incomplete)
    return [(one, "") if isinstance(one, str) else one for one in found]


def _command_at(command: Command, words: list[str]) -> tuple[Command, set[str]]:
    """Return the command that words lead to, and the keys of what is given to it already."""
    given, rest = _given(command, words)
    while rest and rest[0] in command.commands:
        command = command.commands[rest[0]]
        given, rest = _given(command, rest[1:])
    return command, given


def _given(command: Command, words: list[str]) -> tuple[set[str], list[str]]:
    """Return the keys of what words give to a command, and the words that are no options of it: none behind a mistake."""
    given: set[str] = set()
    rest: list[str] = []
    ahead = deque(words)
    while ahead:
        word = ahead.popleft()
        if word == "--":
            rest += ahead
            break
        if len(word) < 2 or word[0] != "-":
            rest.append(word)
            if command.commands:  # the options behind a command are its own
                rest += ahead
                break
        elif not _is_option(command, word, ahead, given):
            return given, []
    arguments = [one for one in command.parameters if not one.names]
    return given | _given_arguments(arguments, len(rest)), rest


def _given_arguments(arguments: list[Parameter], count: int) -> set[str]:
    """Return the keys of arguments that so many words are for: each takes one, in turn, and one that repeats what is left."""
    alone = [one.key for one in arguments if not one.repeats]
    return set(alone[:count])


def _is_option(command: Command, word: str, ahead: deque[str], given: set[str]) -> bool:
    """Take a word with options, and the value behind it, and note what it gives; tell whether it is right."""
    name, equals, _ = word.partition("=")
    if word.startswith("--"):
        option = _named(command, name)
        if option is None or (equals and not option.takes) or (option.takes and not equals and not ahead):
            return False
        if option.takes and not equals:
            ahead.popleft()
        given.add(option.key)
        return True
    for place, letter in enumerate(word[1:], 2):
        option = _named(command, f"-{letter}")
        if option is None or (option.takes and not word[place:] and not ahead):
            return False
        given.add(option.key)
        if option.takes:
            if not word[place:]:
                ahead.popleft()
            break
    return True


def _named(command: Command, name: str) -> Parameter | None:
    return next((one for one in command.parameters if name in one.names or name in one.off), None)


def told_to(shell: str, found: list[Answer]) -> str:
    """Return answers as the script of a shell reads them.

    bash and PowerShell put a word into the line as it is told: what they would not take as plain text is quoted.
    """
    found = [(_printable(word), _printable(help)) for word, help in found]
    if shell == "zsh":
        return _told_to_zsh(found)
    if shell == "fish":
        return "\n".join(f"{word}\t{help}" if help else word for word, help in found)
    if shell in ("powershell", "pwsh"):
        quoted = ((word, "'" + word.replace("'", "''") + "'", help) for word, help in found)
        return "\n".join(f"{word if _is_plain(word) else quote}:::{help or ' '}" for word, quote, help in quoted)
    return "\n".join("".join(sign if _is_plain(sign) else f"\\{sign}" for sign in word) for word, _help in found)


def _is_plain(text: str) -> bool:
    return all(sign.isalnum() or sign in "_-./:,=@%+" or not sign.isascii() for sign in text)


def _told_to_zsh(found: list[Answer]) -> str:
    """Return what zsh evaluates, twice: answers are quoted for both, so that no title of a pack is ever run."""
    if not found:
        return "_files"
    told = ((word.replace(":", r"\\:"), help.replace("\\", "/").replace(":", r"\:")) for word, help in found)
    quoted = (shlex.quote(f"{word}:{help}" if help else word) for word, help in told)
    return f"_arguments {shlex.quote('*: :((' + ' '.join(quoted) + '))')}"


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)


def table(build: Callable[[], Command]) -> Command:
    """Return the table in the language in use: as it was left, or built, and left for the next Tab."""
    path = paths.cache() / f"completion-{i18n.language()}.json"
    with contextlib.suppress(Exception):  # whatever is wrong with it, it is made anew
        version, stamps, root = json.loads(path.read_text(encoding="utf-8") if path.is_file() else "")
        if version == __version__ and all(stamp == _stamp(file) for file, stamp in stamps.items()):
            return _command(root)
    command = build()
    files = [module.__file__ for name, module in sys.modules.items() if name.startswith(_PACKAGE) and module.__file__]
    files += map(str, i18n.LOCALE.glob("*/*/*.mo"))
    content = json.dumps([__version__, {file: _stamp(file) for file in files}, command])
    with contextlib.suppress(OSError, QuizError):
        private_folder(path.parent)
        write_whole(path, content.encode(), private=True)
    return command


def _stamp(file: str) -> list[int]:
    """Return size and time of one of our own files; none where it is in an archive."""
    try:
        found = os.stat(file)
    except OSError:
        return []
    return [found.st_size, found.st_mtime_ns]


def _command(row: list[object]) -> Command:
    help, hidden, parameters, commands = row
    inner = {name: _command(one) for name, one in commands.items()}  # type: ignore[attr-defined]
    return Command(help, hidden, [Parameter(*one) for one in parameters], inner)  # type: ignore[arg-type, attr-defined]
