"""`lemans-quiz pack`: the tools for packs, each in a module of its own; only the one asked for is imported."""

from __future__ import annotations

import sys
from importlib import import_module

import typer

from lemans_quiz.i18n import _

COMMANDS = {
    "list": "lemans_quiz.cli.pack_list",
    "show": "lemans_quiz.cli.pack_show",
    "check": "lemans_quiz.cli.pack_check",
    "new": "lemans_quiz.cli.pack_new",
    "add": "lemans_quiz.cli.pack_add",
    "remove": "lemans_quiz.cli.pack_add",
    "preview": "lemans_quiz.cli.pack_preview",
    "schema": "lemans_quiz.cli.pack_schema",
}
"""Each command's module, in the order of the help."""


def register(app: typer.Typer) -> None:
    """Add the group with the command that the line asks for, or with all."""
    group = typer.Typer(no_args_is_help=True)
    asked = [word for word in sys.argv[1:] if word in COMMANDS][:1]
    for module in dict.fromkeys(COMMANDS[name] for name in asked or COMMANDS):
        import_module(module).register(group)
    app.add_typer(group, name="pack", help=_("List, show, check, write and install question packs."))
