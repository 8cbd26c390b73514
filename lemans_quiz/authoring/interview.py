"""`lmq pack new` without a file: a pack asked for question by question, for people who do not want to see YAML."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from lemans_quiz.authoring.schema import FILE, keep_beside
from lemans_quiz.authoring.writer import write_pack
from lemans_quiz.cli.error_reporting import visible
from lemans_quiz.cli.import_report import print_report
from lemans_quiz.core.items import Item, Pack
from lemans_quiz.core.messages import message
from lemans_quiz.core.text import plain
from lemans_quiz.errors import UsageError
from lemans_quiz.files.writing import free_name, write_whole
from lemans_quiz.formats.drafts import Answer, Chosen, Draft, DraftOption, Statement, Typed
from lemans_quiz.formats.drafts import Finding as Loss
from lemans_quiz.formats.fitting import fit
from lemans_quiz.formats.keys import truth
from lemans_quiz.formats.tables.questions import numeric
from lemans_quiz.i18n import _, language, render
from lemans_quiz.packs.naming import slug

_MOST_WRONG = 8


class _Enough(Exception):
    """The author has no more to say."""


def ask_for_pack(folder: Path, title: str) -> Path:
    """Ask for questions until an empty one, and return the file they were written to: after each, so that none is lost.

    Raises UsageError where nothing was asked for.
    """
    print_report(
        [_("Enter your questions one by one. Leave a question empty to finish. Everything is saved as you go.")]
    )
    path: Path | None = None
    drafts: list[Draft] = []
    try:
        title = title or _line(_("Title of the pack")) or _("My questions")
        path = free_name(folder / f"{slug(title, 40) or 'questions'}.yaml")
        for draft in _questions():
            items, losses = _fitted([*drafts, draft], path.stem)
            if losses:
                print("  " + visible(render(losses[0].sentence)))
            if len(items) > len(drafts):
                drafts.append(draft)
                _save(path, title, items)
                print("  " + _("Saved. {count} so far.").format(count=len(items)))
    except (_Enough, EOFError, KeyboardInterrupt):
        print()
    if not drafts or path is None:
        raise UsageError(message("No question was entered, so nothing was saved."))
    return path


def _questions() -> Iterator[Draft]:
    number = 0
    while True:
        number += 1
        print()
        stem = _line(_("Question {number}").format(number=number))
        if not stem:
            raise _Enough
        right = ""
        while not right:
            right = _line(_("Right answer"))
        answer = _answer(right)
        explanation = _line(_("Explanation, shown after the answer (optional)"))
        yield Draft(str(number), "", stem, answer, explanation=explanation)


def _answer(right: str) -> Answer:
    """Return the answer: true or false alone, a choice where there are wrong ones, else a number or a text to type."""
    key = truth(right) if len(right) > 1 else None
    if key is not None:
        return Statement(key)
    print_report(["  " + _("Wrong answers, one per line. Without any, players type the answer.")])
    wrong: list[str] = []
    while len(wrong) < _MOST_WRONG and (line := _line(_("Wrong answer {number}").format(number=len(wrong) + 1))):
        wrong.append(line)
    if wrong:
        return Chosen((DraftOption(right, True), *(DraftOption(text) for text in wrong)))
    return numeric(right, "", "") or Typed((right,))


def _line(prompt: str) -> str:
    """Ask for one line; the prompt is shown where somebody types."""
    if sys.stdin.isatty():
        return re.sub(r"[\x00-\x1f\x7f]", "", input(f"  {prompt}: ")).strip()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.strip()


def _fitted(drafts: list[Draft], id: str) -> tuple[tuple[Item, ...], tuple[Loss, ...]]:
    """Return the items of all drafts, and what was lost of the last."""
    fitted = fit(drafts, id, language=language(), slug=slug)
    return tuple(one.item for one in fitted if one.item), fitted[-1].findings


def _save(path: Path, title: str, items: tuple[Item, ...]) -> None:
    pack = Pack(path.stem, plain(title, language()), items, language())
    text = f"# yaml-language-server: $schema={FILE}\n{write_pack(pack)}"
    write_whole(path, text.encode())
    keep_beside(path.parent, make=True)
