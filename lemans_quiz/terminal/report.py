"""Diagnostics as people, editors and build servers read them: caret text, JSON, annotations. What is wrong is the reader's to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TextIO

from lemans_quiz.core.diagnostics import ERROR, WARNING, Diagnostic, Span
from lemans_quiz.i18n import _, ngettext, render
from lemans_quiz.terminal import theme

if TYPE_CHECKING:
    from rich.text import Text

WIDEST = 76
"""Cells of an excerpt; longer lines are cut around the place."""

_NARROWEST = 16

_STYLES = {ERROR: theme.BAD, WARNING: theme.PART}


class _Piece(NamedTuple):
    text: str
    style: str = ""


def as_text(diagnostic: Diagnostic) -> str:
    """Return one diagnostic as lines of plain text, without a line break at the end."""
    return "\n".join("".join(piece.text for piece in line).rstrip() for line in _lines(diagnostic))


def as_rich(diagnostic: Diagnostic, columns: int = 0) -> Text:
    """Return one diagnostic as styled text, its sentences broken for a terminal of so many columns (0: not at all)."""
    from rich.text import Text

    lines: list[Text] = []
    for pieces in _lines(diagnostic, columns):
        line = Text.assemble(*((piece.text, piece.style) for piece in pieces), no_wrap=True)
        is_of_the_file = pieces[0].text.endswith(("| ", "|"))
        lines += _broken(line, columns) if columns and not is_of_the_file else [line]
    return Text("\n").join(lines)


def _broken(line: Text, columns: int) -> list[Text]:
    """Break a sentence between words; its further lines stand under its first word."""
    from rich.text import Text

    from lemans_quiz.terminal import plain

    margin = " " * max(2, line.plain.find(" = ") + 3)
    first, *rest = line.divide(list(plain.breaks(line.plain, columns, indent=len(margin))))
    for piece in (first, *rest):
        piece.rstrip()
    return [first, *(Text(margin, no_wrap=True) + piece for piece in rest)]


def fitted(diagnostic: Diagnostic, width: int) -> list[Text]:
    """Return one diagnostic as styled lines of at most `width` cells: sentences wrapped, lines of the file cut."""
    from rich.console import Console
    from rich.text import Text

    console = Console(theme=theme.for_console(), width=width)
    lines: list[Text] = []
    for pieces in _lines(diagnostic, width):
        text = Text.assemble(*((piece.text, piece.style) for piece in pieces))
        if pieces[0].text.endswith("| "):
            text.truncate(width, overflow="ellipsis")
            lines.append(text)
        else:
            lines += text.wrap(console, width)
    return lines


def as_json(diagnostics: Iterable[Diagnostic], others: Iterable[dict[str, object]] = ()) -> str:
    """Return all as one JSON array, in ASCII, and `others` behind them; places count from 1 and are null where there is none."""
    import json

    return json.dumps([*map(_fields, diagnostics), *others], indent=1) + "\n"


def as_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Return each as a workflow command of GitHub, which shows it at its line; a line each."""
    return "".join(_command(diagnostic) + "\n" for diagnostic in diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    severity = diagnostic.severity if diagnostic.severity in (ERROR, WARNING) else "notice"
    where = {"file": diagnostic.file}
    if diagnostic.span:
        span = diagnostic.span
        where |= {"line": str(span.line), "endLine": str(span.end_line), "col": str(span.column)}
        where |= {"endColumn": str(span.end_column)} if span.line == span.end_line else {}
    where["title"] = diagnostic.code
    properties = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in where.items())
    told = [render(sentence) for sentence in (diagnostic.message, diagnostic.help) if sentence]
    return f"::{severity} {properties}::{_escaped(' '.join(told))}"


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the last line of a check: how many mistakes, how much advice; notes are not counted."""
    severities = [diagnostic.severity for diagnostic in diagnostics]
    errors, warnings = severities.count(ERROR), severities.count(WARNING)
    parts = [ngettext("{count} error", "{count} errors", errors).format(count=errors)] if errors else []
    if warnings:
        parts.append(ngettext("{count} warning", "{count} warnings", warnings).format(count=warnings))
    return ", ".join(parts) or _("No errors.")


def print_diagnostics(diagnostics: Iterable[Diagnostic], *, file: TextIO | None = None) -> None:
    """Print diagnostics on stderr or `file`, coloured where that is a terminal, an empty line between two."""
    import sys

    from rich.console import Console

    from lemans_quiz.terminal import plain

    out = file or sys.stderr
    console = Console(theme=theme.for_console(), file=out, highlight=False, markup=False, emoji=False, soft_wrap=True)
    columns = plain.columns_of(out)
    for diagnostic in diagnostics:
        console.print(as_rich(diagnostic, columns))
        console.print()


def _lines(diagnostic: Diagnostic, columns: int = 0) -> Iterator[list[_Piece]]:
    """Yield the lines of a diagnostic, the excerpt and its carets cut for so many columns (0: as wide as they may be)."""
    yield _headline(diagnostic)
    margin = ""
    if diagnostic.span and diagnostic.excerpt:
        number = str(diagnostic.span.line)
        margin = " " * len(number)
        room = min(WIDEST, max(_NARROWEST, columns - len(number) - 3)) if columns else WIDEST
        excerpt, start, length = _window(diagnostic.excerpt, diagnostic.span, room)
        yield [_Piece(f"{margin} |", theme.QUIET)]
        yield [_Piece(f"{number} | ", theme.QUIET), _Piece(excerpt)]
        yield [_Piece(f"{margin} | ", theme.QUIET), _Piece(" " * start + "^" * length, _style(diagnostic))]
    if diagnostic.expected:
        yield _told(margin, _("expected: {what}").format(what=render(diagnostic.expected)))
    if diagnostic.help:
        yield _told(margin, _("help: {what}").format(what=render(diagnostic.help)))
    if diagnostic.copy:
        if not diagnostic.help:
            yield _told(margin, _("help: {what}").format(what=_("Write it like this:")))
        for line in diagnostic.copy.split("\n"):
            yield [_Piece(f"{margin}   | ", theme.QUIET), _Piece(one_for_one(line), theme.ACCENT)]


def _headline(diagnostic: Diagnostic) -> list[_Piece]:
    place = one_for_one(diagnostic.file)
    if diagnostic.span:
        place += f":{diagnostic.span.line}:{diagnostic.span.column}"
    severity = {ERROR: _("error"), WARNING: _("warning")}.get(diagnostic.severity, _("note"))
    return [
        _Piece(f"{place}: "),
        _Piece(f"{severity} [{diagnostic.code}]", _style(diagnostic)),
        _Piece(": " + one_for_one(render(diagnostic.message)), theme.BOLD),
    ]


def _style(diagnostic: Diagnostic) -> str:
    return _STYLES.get(diagnostic.severity, theme.ACCENT)


def _told(margin: str, sentence: str) -> list[_Piece]:
    return [_Piece(f"{margin} = ", theme.QUIET), _Piece(one_for_one(sentence))]


def one_for_one(text: str) -> str:
    """Return a text in which every character that does not show, or would steer a terminal, is one sign that does."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _window(excerpt: str, span: Span, widest: int) -> tuple[str, int, int]:
    """Return what of a line is shown, and in cells where its carets begin and how many there are."""
    from rich.cells import cell_len

    from lemans_quiz.terminal.layout import folds

    line = one_for_one(excerpt)
    start = min(span.column - 1, len(line))
    end = min(span.end_column - 1, len(line)) if span.end_line == span.line else len(line.rstrip())
    first = start if cell_len(line) > widest else 0
    while first and cell_len(line[first - 1 : start]) <= widest // 2:
        first -= 1
    head = "…" if first else ""
    shown = head + line[first:]
    if cell_len(shown) > widest:
        shown = shown[: next(folds(shown, widest - 1), None)] + "…"
    before = cell_len(head + line[first:start])
    return shown, before, max(1, min(cell_len(line[start:end]), cell_len(shown) - before))


def _fields(diagnostic: Diagnostic) -> dict[str, str | int | None]:
    span = diagnostic.span
    return {
        "file": diagnostic.file,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
        "severity": diagnostic.severity,
        "code": diagnostic.code,
        "message": render(diagnostic.message),
        "expected": render(diagnostic.expected) if diagnostic.expected else None,
        "help": render(diagnostic.help) if diagnostic.help else None,
        "copy": diagnostic.copy or None,
    }


def _escaped(text: str, more: str = "") -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    for sign in more:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return one_for_one(text)
