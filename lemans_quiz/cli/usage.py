"""What Typer itself says, in the program's own words: the frame of a help page, and what is wrong with a command line."""

from __future__ import annotations

import re
import shlex
from copy import copy
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from lemans_quiz.core.diagnostics import ask_whether, did_you_mean
from lemans_quiz.core.messages import Message, message
from lemans_quiz.errors import USAGE, UsageError
from lemans_quiz.files.missing import of_several_words
from lemans_quiz.i18n import _
from lemans_quiz.packs.library import installed, looks_like_path
from lemans_quiz.paths import shipped_packs, user_packs

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter
    from typer._click.exceptions import UsageError as TyperError

PACK_COMMANDS = ("new", "check", "show", "add", "list", "remove", "export", "report", "schema")
"""Commands for packs, which are typed without `pack` before them."""

_CALLED_ELSEWHERE = {
    "install": "add",
    "update": "add",
    "uninstall": "remove",
    "delete": "remove",
    "info": "show",
    "view": "show",
    "validate": "check",
    "lint": "check",
    "create": "new",
}
"""What other programs call what is done with packs."""

_OF_THE_PROGRAM = {"quiz": "play", "start": "play", "exam": "play --exam", "continue": "resume", "worksheet": "sheet"}

METAVARS = (
    message("CLASS"),
    message("DATE"),
    message("FILE"),
    message("FOLDER"),
    message("ADDRESS"),
    message("HOW"),
    message("KIND"),
    message("NAME"),
    message("PACK"),
    message("RULES"),
    message("SESSION"),
    message("TAG"),
    message("TITLE"),
    message("YEAR"),
)
"""Words for values in help pages; those that are the same in all languages are not among them."""


def speak(command: Command) -> None:
    """Let the help pages of a command and of those below it speak the program's language, once one is asked for."""
    if isinstance(command, TyperCommand | TyperGroup):
        command.format_help = partial(_format_help, command)  # type: ignore[method-assign]
    for below in getattr(command, "commands", {}).values():
        speak(below)


def _format_help(command: TyperCommand | TyperGroup, context: Context, formatter: HelpFormatter) -> None:
    """Write a help page as Typer does, with our words in the places of its own."""
    _translate_frame()
    command.options_metavar = _("[OPTIONS]")
    if isinstance(command, TyperGroup):
        command.subcommand_metavar = _("COMMAND [ARGS]...")
    command.format_usage = partial(_format_usage, command)  # type: ignore[method-assign]
    for parameter in command.get_params(context):
        if isinstance(parameter, TyperOption | TyperArgument):
            _translate(parameter)
    if isinstance(command, TyperGroup):
        TyperGroup.format_help(command, context, formatter)
    else:
        TyperCommand.format_help(command, context, formatter)


def _translate_frame() -> None:
    """Put our words where Typer keeps its own; loaded only for a help page, as Typer does."""
    from typer import rich_utils

    rich_utils.ARGUMENTS_PANEL_TITLE = _("Arguments")
    rich_utils.OPTIONS_PANEL_TITLE = _("Options")
    rich_utils.COMMANDS_PANEL_TITLE = _("Commands")
    rich_utils.DEFAULT_STRING = _("[default: {}]")
    rich_utils.ENVVAR_STRING = _("[env var: {}]")
    rich_utils.REQUIRED_LONG_STRING = _("[required]")


def _format_usage(command: TyperCommand | TyperGroup, context: Context, formatter: HelpFormatter) -> None:
    pieces = " ".join(command.collect_usage_pieces(context))
    formatter.write_usage(context.command_path, pieces, prefix=_("Usage:") + " ")


def _translate(parameter: TyperOption | TyperArgument) -> None:
    if parameter.metavar:
        parameter.metavar = _in_words(parameter.metavar)
    if parameter.name == "help":
        parameter.help = _("Show this message and exit.")
    if isinstance(parameter, TyperArgument):
        # Typer would put the parameter's name or its type beside what stands for it, in English: files, <str>.
        shown = parameter.metavar or ""
        parameter.opts, parameter.type = [], copy(parameter.type)
        parameter.type.get_metavar = lambda *_, **__: shown  # type: ignore[method-assign]


def _in_words(metavar: str) -> str:
    """Return what stands for a value, each of its words translated."""
    known = {word.template for word in METAVARS}
    return re.sub(r"[A-Z]{2,}", lambda found: _(found[0]) if found[0] in known else found[0], metavar)


def usage_error(error: Exception, command: str) -> BaseException:
    """Return what Typer finds wrong with a command line as an error of ours, with the way out; after a help page only that it ends.

    `command` is what was typed up to its name, for errors that do not know where they were found.
    """
    from typer._click.exceptions import NoArgsIsHelpError
    from typer._click.exceptions import UsageError as TyperError

    if isinstance(error, NoArgsIsHelpError):
        return SystemExit(USAGE)
    return _usage_error(error, command) if isinstance(error, TyperError) else error


def _usage_error(error: TyperError, command: str) -> UsageError:
    context = error.ctx
    path = context.command_path if context is not None else command
    help_page = message("For help: {command} --help", command=path)
    match type(error).__name__:
        case "NoSuchOption":
            name = str(getattr(error, "option_name", ""))
            help = ask_whether(did_you_mean(name, _options(context)))
            return UsageError(message("Unknown option '{name}'.", name=name), help or help_page)
        case "MissingParameter":
            return UsageError(message("Missing: {name}", name=_name_of(error)), help_page)
        case "BadOptionUsage":
            return UsageError(_badly_used(error), help_page)
        case "BadParameter":
            return UsageError(_bad_value(error), help_page)
    return _misplaced(error, context) or UsageError(message("{reason}", reason=error.format_message()), help_page)


def _options(context: Context | None) -> list[str]:
    """Return all options that may stand on a command line: its own, and those of the whole program."""
    found: list[str] = []
    while context is not None:
        found += [
            name for parameter in context.command.get_params(context) for name in parameter.opts if name[:1] == "-"
        ]
        context = context.parent
    return found


def _name_of(error: TyperError) -> str:
    """Return the name of the parameter that an error is about, as it is typed."""
    parameter = getattr(error, "param", None)
    if parameter is None:
        return ""
    metavar = getattr(parameter, "metavar", None)
    is_option = parameter.param_type_name == "option"
    return max(parameter.opts, key=len) if is_option or not metavar else _in_words(metavar).strip("[].")


def _badly_used(error: TyperError) -> Message:
    name = str(getattr(error, "option_name", ""))
    if "does not take a value" in error.message:
        return message("{option} takes no value.", option=name)
    return message("{option} needs a value.", option=name)


def _bad_value(error: TyperError) -> Message:
    """Return what is wrong with a value: it is no number, or out of its range."""
    name, kind = _name_of(error), getattr(getattr(error, "param", None), "type", None)
    value = _value_in(error.message)
    low, high = getattr(kind, "min", None), getattr(kind, "max", None)
    if " is not in the range " in error.message and low is not None:
        if high is None:
            return message("{option} must be {low} or more, not {value}.", option=name, low=f"{low:g}", value=value)
        limits = {"low": f"{low:g}", "high": f"{high:g}"}
        return message("{option} must be {low} to {high}, not {value}.", option=name, value=value, **limits)
    if " is not a valid int" in error.message:
        return message("{option} needs a whole number, not '{value}'.", option=name, value=value)
    if " is not a valid float" in error.message:
        return message("{option} needs a number, not '{value}'.", option=name, value=value)
    return message("{option}: {reason}", option=name, reason=error.message)


def _value_in(sentence: str) -> str:
    """Return the value that Typer's sentence begins with, a number without needless decimals."""
    value = sentence.partition(" is not ")[0]
    if value[:1] in "'\"":
        return value[1:-1]
    return value.removesuffix(".0")


def _meant_command(name: str, context: Context) -> str:
    """Return the command line that a word stands for which is no command: one of a group, one called so elsewhere, or a pack."""
    root = context.find_root()
    if context is not root:
        meant = _CALLED_ELSEWHERE.get(name, "")
        return f"{context.command_path} {meant}" if context.info_name == "pack" and meant else ""
    if name in ("help", "version", *_OF_THE_PROGRAM):
        return f"{root.command_path} {_OF_THE_PROGRAM.get(name, f'--{name}')}"
    if name in PACK_COMMANDS or name in _CALLED_ELSEWHERE:
        return f"{root.command_path} pack {_CALLED_ELSEWHERE.get(name, name)}"
    is_pack = looks_like_path(name) or name in (Path(one.path).stem for one in installed(shipped_packs(), user_packs()))
    return f"{root.command_path} play {shlex.quote(name)}" if is_pack else ""


def _misplaced(error: TyperError, context: Context | None) -> UsageError | None:
    """Return that a command is unknown, or that more was typed than it takes; None where it is neither."""
    if context is None:
        return None
    help_page = message("For help: {command} --help", command=context.command_path)
    if found := re.search(r"^No such command '(.*?)'", error.message):
        near = _meant_command(found[1], context) or did_you_mean(found[1], getattr(context.command, "commands", {}))
        return UsageError(message("Unknown command '{name}'.", name=found[1]), ask_whether(near) or help_page)
    if found := re.search(r"unexpected extra arguments?(?:\(s\))? \((.*)\)", error.message):
        whole = ask_whether(of_several_words(found[1].split(" ")[0]))
        return UsageError(message("Unexpected: {words}", words=found[1]), whole or help_page)
    if error.message.startswith("Missing command"):
        return UsageError(message("Missing: {name}", name=_("COMMAND")), help_page)
    return None
