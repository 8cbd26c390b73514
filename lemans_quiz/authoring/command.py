"""`lmq pack`: the tools for packs, each in a module of its own; only the one asked for is imported.

Eight are shown in the help; the others are for editors and work all the same.
"""

from __future__ import annotations

import sys
from importlib import import_module

import typer

COMMANDS = {
    "new": "lemans_quiz.authoring.new_command",
    "check": "lemans_quiz.authoring.check_command",
    "show": "lemans_quiz.authoring.show_command",
    "add": "lemans_quiz.authoring.add_command",
    "list": "lemans_quiz.authoring.list_command",
    "remove": "lemans_quiz.authoring.remove_command",
    "export": "lemans_quiz.authoring.export_command",
    "report": "lemans_quiz.authoring.report_command",
    "preview": "lemans_quiz.authoring.preview_command",
    "schema": "lemans_quiz.authoring.schema_command",
}
"""Each command's module, in the order of the help."""


def register(app: typer.Typer, help: str) -> None:
    """Add the group with the command that the line asks for, or with all."""
    group = typer.Typer(no_args_is_help=True)
    asked = [word for word in sys.argv[1:] if word in COMMANDS][:1]
    for module in dict.fromkeys(COMMANDS[name] for name in asked or COMMANDS):
        import_module(module).register(group)
    group.registered_commands.sort(key=lambda command: list(COMMANDS).index(command.name or ""))
    app.add_typer(group, name="pack", help=help)
