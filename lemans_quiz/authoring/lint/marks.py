"""Advice on signs that other programs read and this one shows as they are: HTML, Markdown, LaTeX."""

from __future__ import annotations

import html
import re

from lemans_quiz.authoring.lint.advice import MOST_TOLD, Checked, summed_up
from lemans_quiz.core.diagnostics import WARNING, Diagnostic, Span
from lemans_quiz.core.messages import message

_TAGS = "a|b|big|br|center|code|del|div|em|font|h[1-6]|hr|i|img|li|mark|ol|p|pre|s|small|span|strong|sub|sup|table|td|th|tr|u|ul"
_MARK = re.compile(
    rf"""(?P<tag></?(?:{_TAGS})(?:\s[^<>\n]*)?/?>)
    |(?P<entity>&(?:[A-Za-z]{{2,8}}|\#\d{{1,6}}|\#x[0-9A-Fa-f]{{1,5}});)
    |(?P<bold>\*\*(?=[^\s*])[^*\n]+\*\*|(?<!\w)__(?=[^\s_])[^_\n]+__(?!\w))
    |(?P<link>!?\[[^\[\]\n]+\]\((?:https?:|[\w./-]+\.\w{{2,4}})[^()\n]*\))
    |(?P<code>```\w*|`[^`\n]+`)
    |(?P<latex>\$[^$\n]*\\[a-zA-Z]+[^$\n]*\$|\$[^\s$][^$\n]*[_^][^$\n]*\$|\\(?:frac|sqrt|cdot|times|text|mathrm|begin|left)\b|\\\()""",
    re.VERBOSE | re.IGNORECASE,
)
_MAY_HOLD = ("<", "&", "**", "__", "](", "`", "$", "\\")
"""Signs that each mark holds; of two characters the first alone is looked for at first, at the speed of memory."""
_RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


def foreign_marks(checked: Checked) -> list[Diagnostic]:
    """Return advice on signs of other programs in the texts of a pack, by line; many of them are told once, with a count."""
    text = checked.places.text
    if not any(sign[0] in text and sign in text for sign in _MAY_HOLD):
        return []
    found: list[Diagnostic] = []
    seen = line = 0
    for match in _MARK.finditer(text):
        line += text.count("\n", seen, match.start())
        seen = match.start()
        start = text.rfind("\n", 0, seen) + 1
        written = text[start : text.find("\n", seen) if "\n" in text[seen:] else None].rstrip("\r")
        if not _is_mark(match, written) or (found and found[-1].span and found[-1].span.line == line + 1):
            continue
        column = seen - start
        found.append(
            _told(checked.file, Span(line + 1, column + 1, line + 1, column + 1 + len(match[0])), match[0], written)
        )
        if len(found) == MOST_TOLD:
            break
    return summed_up(checked, found)


def _is_mark(match: re.Match[str], line: str) -> bool:
    """Leave comments aside, addresses, and names that no browser knows."""
    if line.lstrip().startswith("#") or re.match(r" *(?:- +)?(?:url|homepage|note|x-[\w-]+):", line):
        return False
    return match.lastgroup != "entity" or html.unescape(match[0]) != match[0]


def _told(file: str, span: Span, mark: str, line: str) -> Diagnostic:
    return Diagnostic(
        "foreign-marks",
        WARNING,
        file,
        span,
        message("Players see '{text}' exactly as written here.", text=mark),
        line,
        help=message("Markup is not supported; write plain text."),
        copy=_plain(line),
    )


def _plain(line: str) -> str:
    """Return a line without its marks, or nothing where that would be another text or need other quotes."""
    plain = re.sub(r"<sup>([0-9n+-]+)</sup>", lambda found: found[1].translate(_RAISED), line)
    plain = re.sub(r"<sub>([0-9+-]+)</sub>", lambda found: found[1].translate(_LOWERED), plain)
    plain = _MARK.sub(_instead, plain)
    _key, _, text = plain.partition(": ") if re.match(r" *(?:- +)?[\w-]+: ", plain) else ("", "", plain.lstrip(" -"))
    safe = re.fullmatch(r"[\w(][^:#\"'\[\]{}\\]*", text.strip()) is not None
    return plain if safe and not _MARK.search(plain) else ""


def _instead(match: re.Match[str]) -> str:
    kind, mark = match.lastgroup, match[0]
    if kind == "tag":
        return " " if mark.lower().startswith("<br") else ""
    if kind == "entity":
        return html.unescape(mark)
    if kind == "bold":
        return mark[2:-2]
    if kind == "link":
        return re.sub(r"^!?\[(.*)\]\(.*$", r"\1", mark)
    return mark.strip("`") if kind == "code" and mark[:3] != "```" else mark
