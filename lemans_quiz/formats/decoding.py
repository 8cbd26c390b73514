"""Bytes of a text file -> text, whatever program wrote it."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from lemans_quiz.core.messages import counted, message
from lemans_quiz.formats.drafts import Finding, Unreadable

MOST_BYTES = 64 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Decoded(NamedTuple):
    """A text with line feeds alone, and what had to be guessed."""

    text: str
    notes: tuple[Finding, ...] = ()


def decoded(content: bytes) -> Decoded:
    """Return the text of a file: Unicode with or without a mark, else line by line as Windows wrote it.

    Raises Unreadable for a file that is too large or no text.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(message("The file is larger than {count} MiB.", count=MOST_BYTES >> 20))
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return Decoded(_lines(content[len(mark) :].decode(encoding, "replace")))
    wide = _wide(content)
    if wide:
        return Decoded(_lines(content.decode(wide, "replace")))
    if b"\0" in content[:4096]:
        raise Unreadable(message("This is not a text file."))
    try:
        return Decoded(_lines(content.decode("utf-8")))
    except UnicodeDecodeError:
        return _line_by_line(content)


def _wide(content: bytes) -> str:
    """Return the encoding of UTF-16 without a mark: most of its odd or even bytes are zero in Western text."""
    start = content[:1024]
    if len(start) < 4:
        return ""
    for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if zeros.count(0) > len(zeros) * 0.6:
            return encoding
    return ""


def _line_by_line(content: bytes) -> Decoded:
    lines: list[str] = []
    guessed: list[int] = []
    for number, line in enumerate(content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"), 1):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            guessed.append(number)
            lines.append(line.decode("cp1252", "replace"))
    sentence = counted(
        "{count} line is not UTF-8 and was read as Windows-1252.",
        "{count} lines are not UTF-8 and were read as Windows-1252.",
        len(guessed),
    )
    return Decoded("\n".join(lines), (Finding("encoding", str(guessed[0]), sentence),))


def _lines(text: str) -> str:
    """Return a text with line feeds alone; a fence of code around all of it, as assistants write one, is blanked."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    found = re.fullmatch(r"(\s*)```[a-z]*\n(.*)\n```\s*", text, re.DOTALL) if text.lstrip().startswith("```") else None
    return f"{found[1]}\n{found[2]}\n" if found and "\n```" not in found[2] else text
