"""`lmq history flagged`: what is wrong with questions in the eyes of those who played them, to be sent to who can mend it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Annotated

import typer

from lemans_quiz.cli.error_reporting import visible
from lemans_quiz.cli.invocation import history_to_show, invoked
from lemans_quiz.history.export import iso
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.play.complaining import what_is_wrong
from lemans_quiz.play.feedback import right_text
from lemans_quiz.storage.complaints import Complaint, complaints
from lemans_quiz.terminal.theme import in_one_line
from lemans_quiz.terminal.views import Setting


def flagged(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help=_("One JSON object per line for each question."))] = False,
    everyone: Annotated[bool, typer.Option("--everyone", help=_("Include all players."))] = False,
) -> None:
    """List them, pack by pack."""
    invocation = invoked(context)
    with history_to_show() as history:
        found = complaints(history, None if everyone else invocation.player)
    if as_json:
        for one in found:
            print(json.dumps(_object(one, invocation.language), ensure_ascii=False))
    elif found:
        print("\n".join(_lines(found, invocation.language)))
    else:
        print(_("No flagged questions. To flag one in a game: Esc, “Something is wrong with this question”."))


def _object(one: Complaint, language: str) -> dict[str, str]:
    return {
        "pack": one.item.pack,
        "version": one.version,
        "homepage": one.homepage,
        "id": one.item.id,
        "reason": one.reason,
        "question": one.item.stem.show(language),
        "answer": right_text(one.item, Setting(language)),
        "at": iso(one.at),
        "player": one.player,
    }


def _lines(found: Sequence[Complaint], language: str) -> list[str]:
    count = ngettext(
        "{count} flagged question. Send this to the author of the pack:",
        "{count} flagged questions. Send this to the authors of the packs:",
        len(found),
    )
    lines = [count.format(count=len(found))]
    for (pack, version, homepage), group in groupby(sorted(found, key=_release), _release):
        named = _("{pack}, version {version}").format(pack=pack, version=version) if version else pack
        lines += ["", visible(f"{named} · {homepage}" if homepage else named)]
        for one in group:
            lines += [f"  {line}" for line in _told(one, language)]
    return lines


def _release(one: Complaint) -> tuple[str, str, str]:
    return one.item.pack, one.version, one.homepage


def _told(one: Complaint, language: str) -> list[str]:
    """Return the lines that tell an author which question is meant, how it reads and what is wrong."""
    answer = _("Answer: {answer}").format(answer=in_one_line(right_text(one.item, Setting(language))))
    said = _("{id}: {what}").format(id=one.item.id, what=what_is_wrong(one.reason))
    return [said, f"  {in_one_line(one.item.stem.show(language))}", f"  {answer}"]
