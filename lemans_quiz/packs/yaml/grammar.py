"""Mistakes of YAML's own grammar, put in our words by looking at the line where libyaml stopped."""

from __future__ import annotations

import re

import yaml

from lemans_quiz.core.messages import Message, message
from lemans_quiz.packs.yaml import typos as slips
from lemans_quiz.packs.yaml.findings import Findings, Point, SourceMark, SourceRange, line_around
from lemans_quiz.packs.yaml.nodes import quoted

OFF = message("This key is indented differently from the keys around it, or the text above continues here.")
SAME_COLUMN = message("Align it with the other keys of its question.")
_QUOTE = message("Put the text in quotes.")
_KEY = r"^(\s*(?:- +)*(?:[\w-]+: +)?)"
_AFTER_QUOTES = re.compile(_KEY + r"""("[^"]*"|'[^']*')\s*[^\s,#\]}:]""")
_AFTER_BRACKETS = re.compile(_KEY + r"([{\[].*[}\]])\s*[^\s,#\]}]")
_HIDDEN = re.compile(r"[^\s\[\]{},:][^\[\]{},:]* #\w[^,\]}]*")
_A_KEY = re.compile(r"^\s*(?:- +)*[\w-]+:(?: |$)")
_ESCAPE = re.compile(r"\\(.)")
_KNOWN_ESCAPES = '0abtnvfre "/\\N_LPxuU'
_SAID = ("tab", "sign-at-start", "forbidden-character")
"""What was found on a line before its grammar failed is the reason why."""


_LOOKED_BACK = 8
"""Lines above a place in which a bracket is looked for that was left open."""


def explain(findings: Findings, error: yaml.YAMLError) -> None:
    """Write down where and why YAML's grammar ended the reading."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        mark = Point(0, 0, 0)
    line = line_around(findings.text, mark.index)
    if any(d.code in _SAID and d.span and d.span.line in (mark.line, mark.line + 1) for d in findings.found):
        return
    problem = str(getattr(error, "problem", "") or "")
    context = getattr(error, "context_mark", None) or mark
    slips.forget_consequences(findings, mark)
    if slips.never_closed(findings, mark) or slips.around(findings, (mark, context)):
        return
    if _explain_by_line(findings, line, mark, problem) or _explain_by_start(findings, context, mark):
        return
    _explain_by_problem(findings, mark, context, problem)


def _explain_by_line(findings: Findings, line: str, mark: SourceMark, problem: str) -> bool:
    """Recognise a slip by the line on which the parser stopped."""
    if "mapping values are not allowed" in problem:
        return _second_colon(findings, line, mark)
    if "cannot start any token" in problem or "alphabetic or numeric" in problem:
        _sign(findings, line, mark)
        return True
    if "comment or line break" in problem:
        return _block_sign(findings, line, mark)
    if "escape" in problem:
        _escape(findings, line, mark)
        return True
    return False


def _explain_by_start(findings: Findings, context: SourceMark, mark: SourceMark) -> bool:
    """Recognise a slip by the lines from where the parser began something to where it stopped."""
    for index in dict.fromkeys((mark.index, context.index)):
        line = line_around(findings.text, index)
        number = mark.line if index == mark.index else context.line
        found = _AFTER_QUOTES.match(line)
        if found:
            place = _at(number, index, mark if index == mark.index else context, len(found[1]))
            _text_after_quotes(findings, place, line, found[1])
            return True
        mended = slips.mended_map(line)
        if mended:
            place = _at(number, index, mark if index == mark.index else context, line.index("{"))
            sentence = message("Text inside {{ }} that contains a colon, a comma or a brace needs quotes.")
            _add(findings, "open-bracket", place, sentence, _QUOTE, mended)
            return True
        found = _AFTER_BRACKETS.match(line)
        if found:
            head = found[1]
            place = _at(number, index, mark if index == mark.index else context, len(head))
            sentence = message("In YAML, a bracket at the start of a text begins a list or a mapping.")
            _add(findings, "sign-at-start", place, sentence, _QUOTE, _quoted_after(line, head))
            return True
        hidden = _HIDDEN.search(line)
        if hidden:
            sentence = message("A '#' after a space starts a comment, so this text ends before it.")
            place = _at(number, index, mark if index == mark.index else context, hidden.start())
            copy = (
                line[: hidden.start()] + quoted(hidden[0].rstrip()) + line[hidden.start() + len(hidden[0].rstrip()) :]
            )
            _add(findings, "hidden-comment", place, sentence, _QUOTE, copy)
            return True
    return False


def _at(number: int, index: int, mark: SourceMark, column: int) -> SourceRange:
    """Return the place of a column on the line of a mark."""
    start = index - mark.column + column
    return SourceRange(Point(number, column, start), Point(number, column + 1, start + 1))


def _on(number: int, index: int, mark: SourceMark) -> SourceRange:
    return SourceRange(Point(number, mark.column, index), Point(number, mark.column + 1, index + 1))


def _add(findings: Findings, code: str, place: SourceRange, sentence: Message, help: Message, copy: str) -> None:
    findings.add(code, place, sentence, help=help, copy=copy)


def _quoted_after(line: str, head: str) -> str:
    return head + quoted(slips.without_typographic(line[len(head) :].rstrip()))


def _text_after_quotes(findings: Findings, place: SourceRange, line: str, head: str) -> None:
    text = line[len(head) :].rstrip()
    if text.startswith("'"):
        inner = text[1:-1] if text.endswith("'") and len(text) > 1 else text
        copy = head + "'" + inner.replace("'", "''") + "'"
        sentence = message("The text in ' ' ends at the second quote, but more follows.")
        _add(findings, "quote-in-text", place, sentence, message('Double the quote inside the text, or use ".'), copy)
        return
    sentence = message('The text in " " ends at the second quote, but more follows.')
    _add(
        findings,
        "sign-at-start",
        place,
        sentence,
        message("Put the whole text in single quotes."),
        _quoted_after(line, head),
    )


def _second_colon(findings: Findings, line: str, mark: SourceMark) -> bool:
    """A colon and a space inside a text, an indentation that is off, or the line above glued its key to the value."""
    place = SourceRange(mark, Point(mark.line, mark.column + 1, mark.index + 1))
    found = re.match(r"^(\s*(?:- +)*[\w-]+: +)(\S.*)$", line)
    if found and mark.column > found.start(2):
        sentence = message("A colon and a space turn this text into a key.")
        _add(findings, "colon-in-text", place, sentence, _QUOTE, _quoted_after(line, found[1]))
        return True
    _indentation(findings, place, line)
    return True


def _indentation(findings: Findings, place: SourceRange, line: str) -> None:
    _add(findings, "indentation", place, OFF, SAME_COLUMN, slips.in_its_column(findings, place.start_mark, line))


def _sign(findings: Findings, line: str, mark: SourceMark) -> None:
    at = mark.column
    while at > 0 and at - 1 < len(line) and line[at - 1] in "*&":
        at -= 1
    place = SourceRange(Point(mark.line, at, mark.index - (mark.column - at)), Point(mark.line, at + 1, mark.index + 1))
    sign = line[at : at + 1]
    if sign == "\t":
        sentence = message("This line is indented with a tab.")
        _add(
            findings,
            "tab",
            place,
            sentence,
            message("Indent with spaces; most editors can convert tabs."),
            f"{line[:at].rstrip()} {line[at:].lstrip()}" if re.search(r"[-:]\s*$", line[:at]) else "",
        )
        return
    sentence = message("In YAML, {sign} at the start of a text has a special meaning.", sign=sign)
    _add(findings, "sign-at-start", place, sentence, _QUOTE, slips.quoted_from(line, at) if sign else "")


def _block_sign(findings: Findings, line: str, mark: SourceMark) -> bool:
    found = re.match(r"^(\s*(?:- +)*(?:[\w-]+: +)?)([|>].*)$", line)
    if not found:
        return False
    place = _on(mark.line, mark.index - mark.column + found.start(2), Point(mark.line, found.start(2), 0))
    sentence = message("In YAML, {sign} at the start of a text has a special meaning.", sign=found[2][0])
    _add(findings, "sign-at-start", place, sentence, _QUOTE, _quoted_after(line, found[1]))
    return True


def _escape(findings: Findings, line: str, mark: SourceMark) -> None:
    place = SourceRange(mark, Point(mark.line, mark.column + 1, mark.index + 1))
    sentence = message('Inside " ", this backslash starts an escape that YAML does not know.')
    copy = _ESCAPE.sub(lambda found: found[0] if found[1] in _KNOWN_ESCAPES else f"\\{found[0]}", line)
    _add(findings, "bad-escape", place, sentence, message("Double the backslash, or use single quotes."), copy)


def _explain_by_problem(findings: Findings, mark: SourceMark, context: SourceMark, problem: str) -> None:
    """Tell what the parser waited for, in everyday words."""
    line = line_around(findings.text, mark.index)
    begun = line_around(findings.text, context.index)
    place, start = _one_sign(mark), _one_sign(context)
    if "unexpected end of stream" in problem:
        sentence = message("This quote is never closed.")
        _add(
            findings,
            "open-quote",
            start,
            sentence,
            message("Close it at the end of the text."),
            _closed(begun, context),
        )
    elif "']'" in problem or "'}'" in problem:
        sentence = message("This bracket is not closed properly.")
        help = message("Close it, and put text with a colon, a comma or a bracket in quotes.")
        _add(findings, "open-bracket", start, sentence, help, slips.mended_list(begun, context.column))
    elif "node content" in problem and (opening := _left_open(findings.text, mark)):
        sentence = message("This bracket is not closed properly.")
        help = message("Close it, and put text with a colon, a comma or a bracket in quotes.")
        _add(findings, "open-bracket", _one_sign(opening), sentence, help, "")
    elif "could not find expected ':'" in problem:
        sentence = message("This key has no colon.")
        help = message("Put a colon and a space after it, or indent it if it belongs to the text above.")
        _add(findings, "no-colon", start, sentence, help, slips.with_colon(begun))
    elif findings.text[mark.index : mark.index + 1] in ("]", "}"):
        sentence = message("This bracket was never opened.")
        without = line[: mark.column] + line[mark.column + 1 :]
        copy = without if without[: mark.column].strip().rpartition(" ")[2][-1:] not in ("", ":", "-") else ""
        copy = copy or line[: mark.column] + quoted(line[mark.column :].rstrip())
        _add(findings, "extra-bracket", place, sentence, message("Delete it, or put the text in quotes."), copy)
    elif _A_KEY.match(line) and not line[: mark.column].strip(" -"):
        _indentation(findings, place, line)
    elif listed := slips.quoted_list(line):
        sentence = message("Several texts need brackets around them.")
        _add(findings, "grammar", place, sentence, message("Put the list in brackets."), listed)
    else:
        sentence = message("The YAML cannot be read beyond this point.")
        help = message("Check the indentation and the quotes against the lines above; keys must be aligned.")
        _add(findings, "grammar", place, sentence, help, "")


def _left_open(text: str, mark: SourceMark) -> Point | None:
    """Return the last bracket above a place that its line leaves open, if one of the few lines above does."""
    start, number = mark.index - mark.column, mark.line
    for _ in range(_LOOKED_BACK):
        if start <= 0:
            return None
        end, start, number = start - 1, text.rfind("\n", 0, start - 1) + 1, number - 1
        opened: list[int] = []
        for found in re.finditer(r"[\[\]{}]", text[start:end]):
            if found[0] in "[{":
                opened.append(found.start())
            elif opened:
                opened.pop()
        if opened:
            return Point(number, opened[-1], start + opened[-1])
    return None


def _one_sign(mark: SourceMark) -> SourceRange:
    return SourceRange(mark, Point(mark.line, mark.column + 1, mark.index + 1))


def _closed(line: str, opening: SourceMark) -> str:
    """Return the line with its text closed by the quote that opens it."""
    sign = line[opening.column : opening.column + 1]
    text = line[opening.column + 1 :].rstrip()
    return f"{line[: opening.column]}{sign}{text}{sign}" if sign and sign not in text and "\\" not in text else ""
