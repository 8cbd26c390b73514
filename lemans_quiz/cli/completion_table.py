"""From the command line as Typer has it to the table that answers by without Typer."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from typing import Any

import typer
from typer.main import get_command

from lemans_quiz.cli.completion import Command, Parameter

_CHOICES = re.compile(r"[a-z0-9]+(\|[a-z0-9]+)+")


def table_of(app: typer.Typer, order: Iterable[str]) -> Command:
    """Return the table of a whole command line, its commands in the `order` of the help."""
    root = _command(get_command(app), "")
    return root._replace(commands={name: root.commands[name] for name in order})


def _command(command: Any, name: str, parent: Any = None) -> Command:
    context = command.make_context(name, [], parent=parent, resilient_parsing=True)
    completers = _completers(command.callback)
    parameters = [_parameter(one, completers.get(one.name, "")) for one in command.get_params(context)]
    inner = {name: _command(one, name, context) for name, one in getattr(command, "commands", {}).items()}
    return Command(_one_line(command.get_short_help_str()), command.hidden, parameters, inner)


def _parameter(parameter: Any, complete: str) -> Parameter:
    """Return a parameter; a metavar such as `light|dark` names its values."""
    is_option = parameter.param_type_name == "option"
    metavar = parameter.metavar or ""
    return Parameter(
        key=parameter.name,
        names=parameter.opts if is_option else [],
        off=parameter.secondary_opts if is_option else [],
        help=_one_line(parameter.help or ""),
        takes=not is_option or not (parameter.is_flag or parameter.count),
        repeats=parameter.multiple if is_option else parameter.nargs == -1,
        hidden=parameter.hidden,
        choices=metavar.split("|") if is_option and _CHOICES.fullmatch(metavar) else [],
        complete=complete,
    )


def _completers(callback: Callable[..., object] | None) -> dict[str, str]:
    """Return what completes each parameter of a command that is declared with a function for it, as `module:name`."""
    if callback is None:
        return {}
    told = inspect.get_annotations(inspect.unwrap(callback), eval_str=True)
    declared = ((name, getattr(kind, "__metadata__", ())) for name, kind in told.items())
    functions = ((name, getattr(one, "autocompletion", None)) for name, found in declared for one in found)
    return {name: f"{function.__module__}:{function.__name__}" for name, function in functions if function}


def _one_line(text: str) -> str:
    return " ".join(text.split())
