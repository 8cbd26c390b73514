"""Text as people type it -> drafts: Aiken, and what word processors and assistants write."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lemans_quiz.core.messages import Message, message
from lemans_quiz.formats.drafts import (
    DESCRIPTION,
    Answer,
    Block,
    Chosen,
    Content,
    Draft,
    DraftOption,
    Finding,
    LeftOut,
    Statement,
    Typed,
)
from lemans_quiz.formats.keys import right_places, truth
from lemans_quiz.formats.levels import level_of, tags_of
from lemans_quiz.formats.texts.typed_lines import (
    LONGEST_LINE,
    TypedOption,
    answer_of,
    begins_key,
    is_worded,
    key_entries,
    key_in_line,
    labelled,
    note_of,
    numbered,
    option_of,
    options_in_line,
    roman_answer,
    roman_option,
    split_options,
    unfolded,
    without_emphasis,
    without_mark,
)


def read_typed_text(text: str) -> Content:
    """Return the questions of a text. Its places are lines."""
    return _Reader().read(text)


@dataclass(slots=True)
class _Open:
    """A question that is being read."""

    line: int
    stem: list[str] = field(default_factory=list)
    options: list[TypedOption] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    number: int = 0
    lost: str = ""
    is_worded: bool = False
    is_roman: bool = False
    last: str = "stem"
    """What the last line belonged to: a line without a sign of its own continues it. `lost` are options without a question."""


class _Reader:
    """Goes through the lines of a text once; a key at its end comes after."""

    def __init__(self) -> None:
        self.done: list[_Open | LeftOut] = []
        self.open: _Open | None = None
        self.key: dict[int, str] = {}
        self.blank = True

    def read(self, text: str) -> Content:
        lines = unfolded(text).split("\n")
        end = self._key_start(lines)
        for number, raw in enumerate(lines[:end], 1):
            raw = raw[:LONGEST_LINE]
            line = without_emphasis(raw)
            if re.fullmatch(r"[-_*=\s]*", line):
                self.blank = True
                if len(line) > 2 and self.open and self.open.answers:
                    self._close()
            else:
                self._line(number, line, raw)
                self.blank = False
        for line in map(without_emphasis, lines[end:]):
            self.key.update(key_entries(key_in_line(line) or line))
        self._close()
        return self._content()

    def _key_start(self, lines: list[str]) -> int:
        """Return where the answers to all questions begin: after their heading only numbers and answers follow."""
        found = False
        for place in range(len(lines) - 1, -1, -1):
            line = without_emphasis(lines[place])
            if (begins_key(line) and found) or key_in_line(line):
                return place
            if line and not key_entries(line):
                break
            found = found or bool(line)
        return len(lines)

    def _line(self, number: int, line: str, raw: str) -> None:
        if self.open and self.open.answers and self.open.number and raw.lstrip().startswith("#") and not numbered(line):
            self._close()
        answer, note = answer_of(line), note_of(line)
        if answer is not None:
            self._answer(number, answer)
        elif note is not None and self.open:
            self.open.notes[note[0]] = note[1]
            self.open.last = note[0]
        elif not self._options(number, line, raw):
            self._text(number, line)

    def _answer(self, number: int, answer: str) -> None:
        if self.open is None or ((self.open.answers or self.open.lost) and self.blank):
            self._close()
            self._lost(number, answer, "no-question", message("The answer has no question before it."))
        else:
            self.open.answers.append(answer)
            self.open.last = "answer"

    def _options(self, number: int, line: str, raw: str) -> bool:
        """Take a line that holds options; return whether it does."""
        option = option_of(line, raw)
        found = (
            self._roman_option(line)
            or options_in_line(line)
            or self._numbered_option(line)
            or ([option] if option else [])
        )
        if not found or not self._expected(found[0]):
            return False
        if self.open is None or self.open.answers:
            if found[0].letter != "A" or (self.open and not self.blank):
                return False
            self._close()
            self.open = _Open(number, options=found, lost=found[0].text, last="options")
        else:
            self.open.options += found
            self.open.last = "options"
        return True

    def _roman_option(self, line: str) -> list[TypedOption]:
        """Return an option that counts in Roman numbers: the first of its question, or after others that do."""
        option = roman_option(line)
        open = self.open
        if option is None or open is None or open.answers or not (open.is_roman or not open.options):
            return []
        open.is_roman = ord(option.letter) - 65 == len(open.options)
        return [option] if open.is_roman else []

    def _numbered_option(self, line: str) -> list[TypedOption]:
        """Return the option of a line that counts on from the last, below a question that has no such number itself."""
        start = numbered(line)
        if start is None or self.open is None or self.open.answers or is_worded(line):
            return []
        asks = self.open.is_worded or (not self.open.number and "".join(self.open.stem).rstrip().endswith(("?", ":")))
        there = self.open.options
        if not asks or start[0] != len(there) + 1 or (there and self.open.last != "options"):
            return []
        text, right = without_mark(start[1])
        return [TypedOption(chr(64 + start[0]), text, right)] if start[0] <= 9 else []

    def _expected(self, option: TypedOption) -> bool:
        """Tell whether an option goes on where the last ended: its letter is the next, or bullets follow bullets."""
        there = self.open.options if self.open and not self.open.answers else []
        if not option.letter:
            return self.open is not None and all(not known.letter for known in there)
        return ord(option.letter) - 65 == len(there) and (not there or bool(there[0].letter))

    def _lost(self, number: int, text: str, code: str, sentence: Message) -> None:
        self.done.append(LeftOut(str(number), "multichoice", text, Finding(code, str(number), sentence)))

    def _text(self, number: int, line: str) -> None:
        start = numbered(line)
        words = start[1] if start else labelled(line)
        if start or words or self._begins(line):
            self._close()
            stem = [words or line] if words or not start else []
            self.open = _Open(number, stem, number=start[0] if start else 0, is_worded=is_worded(line))
        elif self.open and self.open.last == "options":
            last = self.open.options[-1]
            self.open.options[-1] = last._replace(text=f"{last.text} {line}".strip())
        elif self.open and self.open.last in {"explanation", "hint"}:
            self.open.notes[self.open.last] += f"\n{line}"
        elif self.open and self.open.answers:
            told = self.open.notes.get("explanation", "")
            self.open.notes["explanation"] = f"{told}\n{line}".strip()
        elif self.open and self.open.last == "stem":
            self.open.stem.append(line)

    def _begins(self, line: str) -> bool:
        """Tell whether a line without a number begins a question."""
        open = self.open
        if open is None:
            return True
        if open.last == "stem":
            return self.blank and not open.number and bool(open.stem) and not open.stem[-1].endswith(("?", ":", "…"))
        if open.last == "options":
            return self.blank
        if open.answers and open.number:
            return False
        return self.blank or open.last == "answer"

    def _close(self) -> None:
        if self.open and self.open.lost:
            sentence = message("The options have no question before them.")
            self._lost(self.open.line, self.open.lost, "no-question", sentence)
        elif self.open:
            self.done.append(self.open)
        self.open = None

    def _content(self) -> Content:
        blocks: list[Block] = []
        asides: list[str] = []
        title = ""
        for one in self.done:
            if isinstance(one, LeftOut):
                blocks.append(one)
                continue
            if not one.answers and one.number in self.key:
                one.answers.append(self.key[one.number])
            if _is_heading(one):
                asides.append(DESCRIPTION)
                title = title or (" ".join(one.stem) if not blocks else "")
            else:
                blocks.append(_block(one))
        return Content(tuple(blocks), asides=tuple(asides), title=_as_title(title))


def _as_title(text: str) -> str:
    """Return the first heading as a title; a sentence that leads to what follows is none."""
    text = re.sub(r"^(?:quiz )?(?:title|titel|titre)\s*:\s*", "", text, flags=re.I)
    return text if len(text) <= 80 and not text.endswith((":", ".", "!")) else ""


def _is_heading(one: _Open) -> bool:
    return not one.options and not one.answers and not one.number and not "".join(one.stem).rstrip().endswith("?")


def _block(one: _Open) -> Block:
    _with_options_from_stem(one)
    place, stem = str(one.line), "\n".join(one.stem).strip()
    kind, read = _answered(one)
    if not isinstance(read, Answer):
        return LeftOut(place, kind, stem, Finding(read[0], place, read[1]))
    notes = one.notes
    hints = (notes["hint"],) if notes.get("hint") else ()
    level, tags = level_of(notes.get("level", "")), tags_of(notes.get("tags", ""))
    return Draft(place, kind, stem, read, explanation=notes.get("explanation", ""), hints=hints, level=level, tags=tags)


def _with_options_from_stem(one: _Open) -> None:
    """Take the options out of a question that has them in its own line: `What is it? (a) one (b) two`."""
    before, options = split_options(" ".join(one.stem)) if one.stem else ("", [])
    if (
        not one.options
        and options
        and before
        and right_places("; ".join(one.answers), [option.text for option in options])
    ):
        one.stem[:], one.options[:] = [before], options


def _answered(one: _Open) -> tuple[str, Answer | tuple[str, Message]]:
    """Return the kind and the answer of a question, or why it has none."""
    texts = [option.text for option in one.options]
    marked = [place for place, option in enumerate(one.options) if option.right]
    if len(texts) == 1:
        return "multichoice", ("few-options", message("It has only one option."))
    if not texts:
        return _without_options(one)
    answers = [roman_answer(answer) for answer in one.answers] if one.is_roman else one.answers
    said = right_places("; ".join(answers), texts) if answers else ()
    places = set(said or (marked if not one.answers or marked else ()))
    if not places or (len(places) == len(texts) > 2 and not said):
        if one.answers:
            return "multichoice", (
                "no-such-option",
                message("Its answer '{answer}' is not one of its options.", answer=one.answers[0]),
            )
        return "multichoice", ("no-right-answer", message("Nothing says which option is right."))
    options = tuple(DraftOption(text, place in places) for place, text in enumerate(texts))
    return "multichoice", Chosen(options, len(places) > 1)


def _without_options(one: _Open) -> tuple[str, Answer | tuple[str, Message]]:
    if not one.answers:
        return "shortanswer", ("no-right-answer", message("It has no answer."))
    if (
        re.fullmatch(r"[(\[]?[a-h][)\].]?", one.answers[0], re.I)
        and "\n" in "\n".join(one.stem)
        and truth(one.answers[0]) is None
    ):
        sentence = message("Its answer '{answer}' refers to an option, but it has none.", answer=one.answers[0])
        return "multichoice", ("no-options", sentence)
    key = truth(one.answers[0])
    if key is not None:
        return "truefalse", Statement(key)
    return "shortanswer", Typed(tuple(one.answers))
