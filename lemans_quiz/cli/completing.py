"""What the shell is told when Tab is pressed. Never raises: a completion that fails says nothing."""

from __future__ import annotations

from collections.abc import Iterator

import typer

from lemans_quiz.cli.invocation import invoked


def complete_packs(context: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Yield the ids of installed packs that begin like this, with their titles."""
    from lemans_quiz import paths
    from lemans_quiz.cli.selecting import by_id, files_for
    from lemans_quiz.packs.bank import open_bank

    bank = open_bank(paths.bank(), files_for(()))
    try:
        for id, pack in sorted(by_id(bank.shelved).items()):
            if id.startswith(incomplete):
                yield id, pack.title.show(invoked(context).language)
    finally:
        bank.close()
