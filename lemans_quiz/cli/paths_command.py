"""`lmq paths`: where everything is kept on this machine."""

from __future__ import annotations

import typer

from lemans_quiz import paths
from lemans_quiz.cli.error_reporting import visible
from lemans_quiz.i18n import _


def register(app: typer.Typer, help: str) -> None:
    """Add the command."""
    app.command("paths", help=help)(show)


def show() -> None:
    """Print one place a line."""
    places = (
        (_("Your packs"), paths.user_packs()),
        (_("Built-in packs"), paths.shipped_packs()),
        (_("History"), paths.history()),
        (_("Cache"), paths.cache()),
    )
    width = max(len(name) for name, _path in places)
    for name, path in places:
        print(f"{name:<{width}}  {visible(str(path))}")
    print(_("Set {variable} to keep everything in one folder.").format(variable=paths.HOME))
