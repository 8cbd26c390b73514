"""The command line as a whole: which commands there are, the language, and the one boundary where errors end.

Only the module of the command that was asked for is imported; help and mistyped names need the names alone.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from importlib import import_module
from inspect import get_annotations
from types import FrameType
from typing import TYPE_CHECKING, Annotated, NamedTuple, NoReturn

import typer

from lemans_quiz import __version__, curtain, i18n
from lemans_quiz.cli import game_table as table
from lemans_quiz.cli import global_options
from lemans_quiz.cli.completion_values import complete_file_kinds
from lemans_quiz.cli.error_reporting import show_crash, show_error
from lemans_quiz.cli.game_table import GameModules, Table
from lemans_quiz.cli.invocation import Invocation
from lemans_quiz.core.messages import Message, message
from lemans_quiz.errors import FAILED, FINE, INTERRUPTED, QuizError
from lemans_quiz.i18n import PROGRAM, SHORT, _, command, render
from lemans_quiz.packs.progress import Progress, show_by
from lemans_quiz.terminal import background

if TYPE_CHECKING:
    from lemans_quiz.cli.completion import Command


class CommandEntry(NamedTuple):
    """Where a command is, and what the list of commands says of it. The module has `register(app, help)`."""

    module: str
    help: Message


COMMANDS = {
    "play": CommandEntry(
        "lemans_quiz.games.quiz.command", message("Play a quiz: ten questions about Le Mans or from any pack.")
    ),
    "race": CommandEntry(
        "lemans_quiz.games.race.command",
        message("Race for 24 hours, one question an hour, against every winner since 1923."),
    ),
    "resume": CommandEntry(
        "lemans_quiz.games.resume", message("Resume your last unfinished game at its next question.")
    ),
    "practice": CommandEntry(
        "lemans_quiz.games.practice.command", message("Practise what is due today, then new questions.")
    ),
    "warmup": CommandEntry(
        "lemans_quiz.games.warmup.command", message("Run a class warm-up on the projector, with or without teams.")
    ),
    "host": CommandEntry(
        "lemans_quiz.games.host.command",
        message("Host a class quiz in which every pupil answers, by phone or by hand."),
    ),
    "stats": CommandEntry(
        "lemans_quiz.stats.command", message("Show your statistics: over time, by topic, and what is due.")
    ),
    "history": CommandEntry(
        "lemans_quiz.history.command", message("List, show, export, check and delete past sessions.")
    ),
    "sheet": CommandEntry(
        "lemans_quiz.sheets.command", message("Make printable worksheets in shuffled versions, with answer keys.")
    ),
    "cards": CommandEntry(
        "lemans_quiz.cards.command", message("Make printable cards that pupils hold up and a camera reads.")
    ),
    "pack": CommandEntry(
        "lemans_quiz.authoring.command", message("List, show, check, write and install question packs.")
    ),
    "paths": CommandEntry("lemans_quiz.cli.paths_command", message("Show where packs, history and cache are stored.")),
    "doctor": CommandEntry(
        "lemans_quiz.cli.doctor_command", message("Show details of your setup, to paste into a bug report.")
    ),
}
"""Each command, in the order of the help."""

GAMES: Table = {
    table.QUIZ: GameModules("lemans_quiz.games.quiz.command", "lemans_quiz.games.quiz.offer"),
    table.RACE: GameModules("lemans_quiz.games.race.setup", "lemans_quiz.games.race.offer"),
    table.PRACTICE: GameModules("lemans_quiz.games.practice.command", "lemans_quiz.games.practice.offer"),
    table.WARM_UP: GameModules("lemans_quiz.games.warmup.command", "lemans_quiz.games.warmup.offer"),
    table.HOST: GameModules("lemans_quiz.games.host.command", "lemans_quiz.games.host.offer"),
    table.EXAM: GameModules("lemans_quiz.games.exam.command"),
    table.DUEL: GameModules("lemans_quiz.games.duel.command", "lemans_quiz.games.duel.offer"),
}
"""Each game's parts, in the order in which the start screen offers them."""


def main() -> NoReturn:
    """Run the program and leave with its exit code."""
    try:
        _prepare_streams()
        options, arguments = global_options.read(sys.argv[1:])
        i18n.use(options.language)
        global_options.remember(options)
        background.choose(options.theme, os.environ)
        global_options.tell_other_language(options)
        _handle_signals()
        show_by(_waiting)
        invocation = Invocation(options.language, options.player, GAMES)
        _run(_with_downloads(_with_pastes(arguments), invocation), invocation)
    except curtain.Rehearsed:
        _leave(0)
    except QuizError as error:
        _leave(show_error(error))
    except KeyboardInterrupt:
        _leave(INTERRUPTED)
    except BrokenPipeError:
        _leave(0)
    except SystemExit as leaving:
        _leave(_code(leaving))
    except OSError as error:
        if error.errno in _NO_TERMINAL:
            _leave(_HUNG_UP)
        _leave(show_error(_unwritable(error)) if error.errno in _NO_ROOM else show_crash(error))
    except Exception as error:
        _leave(show_crash(error))
    _leave(0)


def _waiting(progress: Progress) -> AbstractContextManager[object]:
    """Return what shows progress to whoever waits at a terminal."""
    from lemans_quiz.cli.waiting import Waiting

    return Waiting(progress)


def _with_pastes(arguments: list[str]) -> list[str]:
    """Return the arguments with files in the place of what is pasted."""
    if "-" not in arguments:
        return arguments
    from lemans_quiz.cli.pasting import taken

    return taken(arguments)


def _with_downloads(arguments: list[str], invocation: Invocation) -> list[str]:
    """Return the arguments with files in the place of addresses."""
    if not any("://" in word for word in arguments):
        return arguments
    from lemans_quiz.authoring.from_address import taken

    return taken(arguments, invocation)


def _run(arguments: list[str], invocation: Invocation) -> NoReturn:
    """Run the command line as if it had been typed, and leave with its code; raises UsageError for one that makes no sense."""
    line = typer.main.get_command(build(arguments, invocation))
    if i18n.language() != i18n.LANGUAGES[0]:
        from lemans_quiz.cli.usage import speak

        speak(line)
    try:
        # A number is the code of a command that left early.
        code = line.main(args=arguments, prog_name=_name(), standalone_mode=False)
    except typer.Abort:
        sys.exit(FAILED)
    except Exception as error:
        if type(error).__module__ != "typer._click.exceptions":
            raise
        from lemans_quiz.cli.usage import usage_error

        raise usage_error(error, " ".join((_name(), *_asked(arguments)))) from error
    sys.exit(code if isinstance(code, int) else FINE)


def _name() -> str:
    """Return the name the program was called by, as far as it is one of ours: completion is installed for that name."""
    called = os.path.basename(sys.argv[0]).removesuffix(".exe")
    return called if called in (PROGRAM, SHORT) else command()


def build(arguments: list[str], invocation: Invocation | None = None) -> typer.Typer:
    """Return the command line with the command that `arguments` ask for, or with all of them."""
    app = typer.Typer(
        name=PROGRAM,
        help=_("A quick quiz for the terminal: Le Mans and your own question packs."),
        no_args_is_help=False,
        invoke_without_command=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "obj": invocation or Invocation(games=GAMES)},
    )
    app.callback()(_root)
    (asked,) = _asked(arguments) or ("",)
    for name, entry in COMMANDS.items():
        if name == asked:
            import_module(entry.module).register(app, render(entry.help))
        elif not asked:
            app.command(name, help=render(entry.help))(_named_only)
    for told in (app.registered_callback, *app.registered_commands):
        if told and told.callback:
            _evaluate_types(told.callback)
    return app


def _asked(arguments: list[str]) -> tuple[str, ...]:
    """Return the command that the first word names, none where it names none."""
    return tuple(name for name in arguments[:1] if name in COMMANDS)


def command_line(names: Iterable[str]) -> typer.Typer:
    """Return the command line with these commands in full."""
    app = build([*names][:1])
    for name in [*names][1:]:
        import_module(COMMANDS[name].module).register(app, render(COMMANDS[name].help))
    return app


def completion_table() -> Command:
    """Return the table of all commands, by which Tab is answered without them."""
    from lemans_quiz.cli.completion_table import table_of

    return table_of(command_line(COMMANDS), COMMANDS)


def _evaluate_types(command: Callable[..., object]) -> None:
    """Evaluate the types of a command's options once; Typer would do so again at each of its looks."""
    command.__annotations__ = get_annotations(command, eval_str=True)


def _named_only() -> None:
    """Stand for a command in the list of them: none of the list needs to be imported."""


def _root(
    context: typer.Context,
    lang: Annotated[
        str,
        typer.Option(
            "--lang",
            metavar="en|de",
            envvar=i18n.VARIABLE,
            help=_("Language of the program and the questions (default: from the locale)."),
        ),
    ] = "",
    player: Annotated[
        str,
        typer.Option(
            "--player",
            metavar="NAME",
            envvar=global_options.PLAYER,
            help=_("Player profile to use."),
        ),
    ] = "",
    kind: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="KIND",
            help=_("Read question files as this format: sheet, gift, moodle …"),
            autocompletion=complete_file_kinds,
        ),
    ] = "",
    all_or_nothing: Annotated[
        bool, typer.Option("--all-or-nothing", help=_("Reject a file if anything in it would be lost."))
    ] = False,
    theme: Annotated[
        str,
        typer.Option(
            "--theme",
            metavar="light|dark|auto",
            envvar=background.VARIABLE,
            help=_("Colours for a light or dark screen; remembered until set to auto."),
        ),
    ] = "",
    version: Annotated[bool, typer.Option("--version", "-V", help=_("Show the version and exit."))] = False,
    install_completion: Annotated[
        bool,
        typer.Option("--install-completion", help=_("Install Tab completion for this shell.")),
    ] = False,
    show_completion: Annotated[
        bool,
        typer.Option("--show-completion", help=_("Print the Tab completion script for this shell.")),
    ] = False,
) -> None:
    if version:
        print(f"{PROGRAM} {__version__}")
        raise typer.Exit
    if install_completion or show_completion:
        _teach_shell(keep=install_completion)
        raise typer.Exit
    if context.invoked_subcommand is None:
        from lemans_quiz.games.start import start

        start(context, _run)


def _teach_shell(*, keep: bool) -> None:
    """Install completion, ready to answer the first Tab, or print its script."""
    from lemans_quiz.cli.completion import table
    from lemans_quiz.cli.completion_scripts import install, show

    (install if keep else show)(_name())
    table(completion_table)


def _prepare_streams() -> None:
    """Speak UTF-8 whatever the locale: packs are UTF-8, and a character that does not fit must not end a game."""
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")


def _open_what_is_closed() -> None:
    """Read nothing from a closed input and write nowhere to a closed output."""
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _handle_signals() -> None:
    """Let SIGTERM and SIGHUP unwind the stack, so that the terminal is put back as it was."""

    ending = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]

    def leave(number: int, _frame: FrameType | None) -> None:
        for other in ending:
            signal.signal(other, signal.SIG_IGN)
        if curtain.is_up():  # something is being imported
            curtain.end(number)
        sys.exit(128 + number)

    for number in ending:
        signal.signal(number, leave)


def _code(leaving: SystemExit) -> int:
    """Return the exit code; Typer leaves with 1 where the reader of a pipe has gone away, which is no failure of ours."""
    if isinstance(leaving.__context__, BrokenPipeError):
        return 0
    return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)


_NO_TERMINAL = (errno.EIO, errno.ENXIO)
"""What a terminal that was closed answers."""

_HUNG_UP = 129
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def _unwritable(error: OSError) -> QuizError:
    return QuizError(message("Cannot write the output: {reason}", reason=error.strerror or str(error)))


def _leave(code: int) -> NoReturn:
    """Flush and leave; a reader that has gone away ends the program quietly, a full disk with a sentence."""
    curtain.drop()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if error.errno in _NO_ROOM and code == 0:
            code = show_error(_unwritable(error))
    sys.exit(code)
