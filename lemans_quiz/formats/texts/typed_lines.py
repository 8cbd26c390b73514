"""Lines that people type in quizzes: which are options, answers, explanations, and which begin a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

LONGEST_LINE = 5_000
"""More than a question may have; the patterns here take their time over longer ones."""

_ANSWER = re.compile(
    r"(?:the\s+)?(?:(?:correct|right|richtige|korrekte|bonne|correcte)\s+)?"
    r"(?:answers?|ans|solutions?|key|correct|right|antwort(?:en)?|lösung(?:en)?|richtig|korrekt|réponses?|reponses?|respuestas?)"
    r"(?:\s+(?:option|choice|key|is|are|ist|sind|correctes?|correcta|juste))?\s*(?:\([a-zäöü]+\))?\s*(?:[:=]|\s[-–—]|(?<=\bans)\.)\s*(.+)",
    re.I,
)
_NOTE = {
    "explanation": re.compile(
        r"(?:explanation|rationale|reason(?:ing)?|why|feedback|erklärung|begründung|erläuterung|explication|explicación|note|justification)\s*[:：]\s*(.*)",
        re.I,
    ),
    "hint": re.compile(r"(?:hint|tipp?|hinweis|indice|astuce)\s*:\s*(.*)", re.I),
    "level": re.compile(r"(?:level|difficulty|schwierigkeit(?:sgrad)?|niveau|stufe|difficulté)\s*:\s*(.*)", re.I),
    "tags": re.compile(r"(?:tags?|category|topic|kategorie|thema|catégorie|thème)\s*:\s*(.*)", re.I),
}
_NUMBERED = re.compile(
    r"(?:(?:question|frage|aufgabe|exercice|pregunta|q|f)\s*[#.]?\s*)([0-9]{1,4})\s*[.):\-–—]?\s*(.*)|([0-9]{1,4})\s*[.)]\s+(.*)|([0-9]{1,4})\s*[.)](\D.*)",
    re.I,
)
_LABELLED = re.compile(r"(?:question|frage|q)\s*[:：]\s*(.+)", re.I)
_OPTION = re.compile(r"((?:[*✓✔✅→]{1,2}|[-=]?>)\s*|\[[xX*✓]\]\s*|\[ ?\]\s*)?[(\[]?([A-Za-z])([).\]:])\s*(.*)")
_NAMED_OPTION = re.compile(
    r"(?:option|choice|choix|proposition|antwort(?:möglichkeit)?|auswahl)\s*(?:#?(?:([a-z])|([1-9])))?\s*[:.)]\s*(\S.*)",
    re.I,
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_ROMAN_OPTION = re.compile(r"[(\[]?(i{1,3}|iv|v|vi{1,3}|ix)[)\].]\s+(\S.*)", re.I)
_FOLDED = re.compile(r"</?[a-z]+[^<>]*>|<summary>.*</summary>|\[![a-z]+\][-+]?.*|!\[.*\]\(.*\)", re.I)
"""What hides an answer on a page until it is clicked, and pictures."""

_BULLET = re.compile(r"(?:[-–•○●◦▪*+]|\(\s?\)|\([xX*]\)|\[\s?\]|\[[xX*✓]\])\s+(\S.*)|[○●☐☑☒✓✔✅❌]\s*(\S.*)")
_MARKED_BEFORE = re.compile(r"^(?:[-–•*+]\s+)?(?:\[[xX*✓]\]|\([xX*]\)|[●☑☒✓✔✅])\s*")
_MARK_AFTER = re.compile(
    r"\s*(?:[(\[]\s*(?:correct|right|richtig|korrekt|right answer|correct answer|correcte?|juste|x|✓|✔)\s*[)\]]|[✓✔✅]|\*{1,2}|<--?|←\s*(?:correct|richtig)?)\s*$",
    re.I,
)
_MARK_BEFORE_TEXT = re.compile(r"^(?:\*{1,2}\s*|[✓✔✅]\s*|\[[xX*✓]\]\s+)(?=[^\s*])")
_KEY_TITLE = re.compile(
    r"(?:#+\s*)?(?:the\s+)?(?:answers?(?:\s+key)?|answer\s+sheet|key|solutions?|lösungen|lösungsschlüssel|antworten|réponses|corrigé)\s*:?",
    re.I,
)
_KEY_LINE = re.compile(
    r"(?:the\s+)?(?:answers?(?:\s+key)?|key|solutions?|lösungen|antworten|réponses|corrigé)\s*[:\-–]\s*(.+)", re.I
)
_KEY_ENTRY = re.compile(
    r"(?:^|(?<=[\s,;|]))(?:q|question|frage)?\s*([0-9]{1,4})\s*(?:[.):=\-–→]+\s*|\s+(?=[A-H]\b))", re.I
)
_GLUED_KEY = re.compile(r"(?:[0-9]{1,4}\s?[A-I](?:\s*[,;|]\s*|\s+|\.?$))+", re.I)
"""A key whose numbers and letters stand together: `1b 2b 3c`."""

_GLUED_ENTRY = re.compile(r"([0-9]{1,4})\s?([A-I])\b", re.I)
_INLINE = re.compile(r"(?:^|(?<=\s))([*✓✔]?)[(\[]?([A-Za-z])[)\].]\s*(?=\S)")


class TypedOption(NamedTuple):
    """An option as it was typed. `letter` is empty after a bullet."""

    letter: str
    text: str
    right: bool


def without_emphasis(line: str) -> str:
    """Return a line without Markdown's bold and headings around it, and without what word processors put there."""
    line = line.strip().replace("\u200b", "").replace("\ufeff", "").replace("\xa0", " ")
    line = re.sub(r"^#{1,6}\s+", "", re.sub(r"^(?:>\s*)+(?=\S)", "", line))
    line = "" if _FOLDED.fullmatch(line) else line
    line = re.sub(r"^([*_])(?=[^\s*_])(.+)(?<=[^\s*_])\1$", r"\2", line)
    line = re.sub(r"^[*_](explanation|erklärung|rationale|explication|why|hint)\s*:[*_]", r"\1:", line, flags=re.I)
    bare = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", line)
    return bare.replace("\\.", ".").replace("\\)", ")") if bare != line or "\\" in line else line


def unfolded(text: str) -> str:
    """Return a text with the answers that pages of Markdown hide until they are clicked as lines of their own."""
    return _HIDDEN.sub(_shown, text)


_HIDDEN = re.compile(
    r"<details[^<>]*>\s*<summary>[^\n]{0,40}?(?:answer|solution|antwort|lösung|réponse)[^\n]{0,40}?</summary>\s*([^\n]+)",
    re.I,
)


def _shown(found: re.Match[str]) -> str:
    told = without_emphasis(re.sub(r"</?[a-z]+[^<>]*>", "", found[1]))
    answer = told if not told or answer_of(told) or note_of(told) else f"Answer: {told}"
    return "\n" * found[0].count("\n") + answer


def _without_signs(line: str) -> str:
    """Return a line without the bullets and emojis that stand before its first word."""
    return re.sub(r"^[^\w\s(\[*]+\s+", "", line)


def answer_of(line: str) -> str | None:
    """Return what an answer's line says, None for another line."""
    bare = line[1:-1].strip() if re.fullmatch(r"\[[^\[\]]+\]|\([^()]+[:=][^()]+\)", line) else line
    found = _ANSWER.fullmatch(_without_signs(bare))
    return found[1].strip(" *_") if found else None


def note_of(line: str) -> tuple[str, str] | None:
    """Return the name and text of a line that tells something more about a question."""
    for name, pattern in _NOTE.items():
        found = pattern.fullmatch(_without_signs(line))
        if found:
            return name, found[1].strip()
    return None


def is_worded(line: str) -> bool:
    """Tell whether a line says in a word that it is a question: `Q1:`, `Question 1`."""
    return bool(re.match(r"(?:question|frage|aufgabe|exercice|pregunta|q|f)\b|[qf][0-9]", _without_signs(line), re.I))


def numbered(line: str) -> tuple[int, str] | None:
    """Return the number and text of a line that begins a question."""
    found = _NUMBERED.fullmatch(_without_signs(line))
    if found is None:
        return None
    number = found[1] or found[3] or found[5]
    return int(number), (found[2] or found[4] or found[6] or "").strip()


def labelled(line: str) -> str:
    """Return the question after `Question:`, or nothing."""
    found = _LABELLED.fullmatch(line)
    return found[1].strip() if found else ""


def option_of(line: str, raw: str) -> TypedOption | None:
    """Return the option that a line is. In `raw` it still has its bold, which marks the right one."""
    found = None if re.match(r"\[[xX]\]\s*(?![A-Za-z][).])", line) else _OPTION.fullmatch(line)
    bold = bool(re.match(r"\s*(?:[-*+]\s+)?(?:[(\[]?[A-Za-z][).\]:]\s*)?(\*\*|__)", raw)) and raw.rstrip(" .").endswith(
        ("**", "__")
    )
    named = _NAMED_OPTION.fullmatch(_without_signs(line))
    if named:
        text, right = without_mark(named[3])
        return TypedOption((named[1] or (chr(64 + int(named[2])) if named[2] else "")).upper(), text, right or bold)
    if found:
        text, is_marked = without_mark(found[4])
        mark = (found[1] or "").strip()
        return TypedOption(found[2].upper(), text, bold or is_marked or (bool(mark) and mark not in {"[]", "[ ]"}))
    bullet = _BULLET.fullmatch(raw.strip())
    if not bullet:
        return None
    inside = option_of(without_emphasis(bullet[1] or bullet[2]), bullet[1] or bullet[2])
    marked = bool(_MARKED_BEFORE.match(raw.strip()))
    if inside and inside.letter:
        return inside._replace(right=inside.right or marked)
    rest = without_emphasis(bullet[1] or bullet[2])
    text = _MARK_AFTER.sub("", rest)
    return TypedOption("", text.strip(), marked or bold or text != rest)


def roman_option(line: str) -> TypedOption | None:
    """Return the option of a line that counts in Roman numbers, under the letter of its place."""
    found = _ROMAN_OPTION.fullmatch(line)
    if found is None:
        return None
    text, right = without_mark(found[2])
    return TypedOption(chr(65 + _ROMAN.index(found[1].upper())), text, right)


def roman_answer(answer: str) -> str:
    """Return the letter that a Roman number stands for, or the answer itself."""
    word = answer.strip(" ().[]").upper()
    return chr(65 + _ROMAN.index(word)) if word in _ROMAN else answer


def without_mark(text: str) -> tuple[str, bool]:
    """Return an option without the mark behind it, or before its first word, and whether there was one."""
    bare = _MARK_BEFORE_TEXT.sub("", _MARK_AFTER.sub("", text))
    return bare.strip(), bare != text


def options_in_line(line: str) -> list[TypedOption]:
    """Return the options of a line that holds several: `a) one  b) two  c) three`; none where their letters are not in order."""
    before, options = split_options(line)
    return [] if before else options


def split_options(line: str) -> tuple[str, list[TypedOption]]:
    """Return what stands before the options of a line, and those; no options where there are not two in order."""
    chosen: list[re.Match[str]] = []
    for start in _INLINE.finditer(line):
        if ord(start[2].upper()) == 65 + len(chosen):
            chosen.append(start)
    if len(chosen) < 2:
        return line, []
    return line[: chosen[0].start()].strip(), _options_from(line, chosen)


def _options_from(line: str, chosen: Sequence[re.Match[str]]) -> list[TypedOption]:
    ends = [start.start() for start in chosen[1:]] + [len(line)]
    texts = [line[start.end() : end].strip(" ,;\t") for start, end in zip(chosen, ends, strict=True)]
    return [
        TypedOption(start[2].upper(), text, bool(start[1]) or is_marked)
        for start, (text, is_marked) in zip(chosen, map(without_mark, texts), strict=True)
    ]


def begins_key(line: str) -> bool:
    """Tell whether a line is the heading of the answers to all questions."""
    return bool(_KEY_TITLE.fullmatch(line.strip(" *_")))


def key_in_line(line: str) -> str:
    """Return the entries of a key that stands in one line, as `Answers: 1) B 2) A`, or nothing.

    Numbers and letters that stand together begin with 1: `Answers: 3D, 4D` are right options of one question.
    """
    found = _KEY_LINE.fullmatch(line)
    entries = key_entries(found[1]) if found else []
    if found is None or len(entries) < 2 or (_GLUED_KEY.fullmatch(found[1]) and entries[0][0] != 1):
        return ""
    return found[1]


def key_entries(line: str) -> list[tuple[int, str]]:
    """Return the answers by number that a line of the key holds: `1. b`, or several as `1-b 2-c` or `1b 2c`."""
    if _GLUED_KEY.fullmatch(line):
        return [(int(number), letter) for number, letter in _GLUED_ENTRY.findall(line)]
    starts = list(_KEY_ENTRY.finditer(line))
    ends = [*(start.start() for start in starts[1:]), *([len(line)] if starts else [])]
    return [(int(start[1]), line[start.end() : end].strip(" ,;|")) for start, end in zip(starts, ends, strict=True)]
