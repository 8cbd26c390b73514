"""Keys as values, and bytes of a terminal to keys. Reading the bytes is posix.py's and windows.py's."""

import codecs
import re
from typing import NamedTuple

CHARACTER, PASTE = "character", "paste"
BACKGROUND = "background"
"""What a terminal answers of itself; its text tells the colour."""
UP, DOWN, LEFT, RIGHT, HOME, END = "up", "down", "left", "right", "home", "end"
PAGE_UP, PAGE_DOWN, DELETE, BACKSPACE = "page-up", "page-down", "delete", "backspace"
ENTER, TAB, ESCAPE = "enter", "tab", "escape"
RESIZE, INTERRUPT, END_OF_INPUT, TERMINATE, HANG_UP, SUSPEND, CONTINUED = (
    "resize",
    "interrupt",
    "end-of-input",
    "terminate",
    "hang-up",
    "suspend",
    "continued",
)
ENDINGS = frozenset((INTERRUPT, END_OF_INPUT, TERMINATE, HANG_UP))
"""What ends the game wherever it stands; none of these is ever dropped."""


class Key(NamedTuple):
    """One key or event: `name` is one of the constants here, `ctrl-x`, `alt-x` or `unknown`; `text` is what it types."""

    name: str
    text: str = ""


_TYPED = frozenset((CHARACTER, PASTE, BACKSPACE, DELETE, LEFT, RIGHT, HOME, END))


def outlives(key: Key, *, but_text: bool) -> bool:
    """Tell whether a key that was pressed before a page was there still counts: endings always, what was typed `but_text`."""
    return key.name in (*ENDINGS, RESIZE, SUSPEND, CONTINUED) or (but_text and key.name in _TYPED)


_CONTROLS = {
    0x03: INTERRUPT,
    0x04: END_OF_INPUT,
    0x08: BACKSPACE,
    0x09: TAB,
    0x0A: ENTER,
    0x0D: ENTER,
    0x1A: SUSPEND,
    0x7F: BACKSPACE,
}
_FINALS = {"A": UP, "B": DOWN, "C": RIGHT, "D": LEFT, "H": HOME, "F": END, "M": ENTER, "Z": "shift-tab"}
_NUMBERED = {"1": HOME, "2": "insert", "3": DELETE, "4": END, "5": PAGE_UP, "6": PAGE_DOWN, "7": HOME, "8": END}
_INTERRUPT = "\x03"
_PASTE_START, _PASTE_END = "200", "\x1b[201~"
_LONGEST_SEQUENCE = 32
_ANSWER = r"\x1b\]([^\x00-\x1f\x7f-\x9f]*)(\x07|\x1b\\)?"
LONGEST_PASTE = 10_000

ESCAPE_WAIT = 0.05
"""Seconds after which an Esc is a key of its own; terminals send the rest of a sequence at once."""
PASTE_WAIT = 1.0
"""Seconds without anything after which a paste is over that never said so."""


class Decoder:
    """Turns bytes into keys. What may be the start of a longer sequence waits for more, or for `flush`."""

    def __init__(self) -> None:
        self._utf8 = codecs.getincrementaldecoder("utf-8")("replace")
        self._waiting = ""
        self._pasted: str | None = None

    @property
    def wait(self) -> float | None:
        """Seconds to wait for the rest of what has begun, until `flush`; None where nothing has."""
        if self._pasted is not None:
            return PASTE_WAIT
        return ESCAPE_WAIT if self._waiting else None

    def feed(self, received: bytes) -> list[Key]:
        """Return the keys that these bytes complete."""
        self._waiting += self._utf8.decode(received)
        keys: list[Key] = []
        while self._waiting and (found := self._next()) is not None:
            keys.extend(found)
        return keys

    def flush(self) -> list[Key]:
        """Return what waited as the keys it is when nothing follows: a lone Esc, Alt with a bracket, a paste without an end."""
        waiting, self._waiting = self._waiting, ""
        if self._pasted is not None:
            return self._end_paste(self._pasted + waiting)
        if not waiting:
            return []
        return [Key(ESCAPE)] if len(waiting) == 1 else [Key("unknown")]

    def _next(self) -> list[Key] | None:
        """Take one key off what waits; None when more is needed for it."""
        if self._pasted is not None:
            return self._take_pasted(self._pasted)
        first = self._waiting[0]
        if first == "\x1b":
            return self._take_escape()
        self._waiting = self._waiting[1:]
        return [_plain(first)]

    def _take_pasted(self, pasted: str) -> list[Key] | None:
        text, end, rest = self._waiting.partition(_PASTE_END)
        if end:
            self._waiting = rest
            return self._end_paste(pasted + text)
        if _INTERRUPT in text:
            before, _, self._waiting = text.partition(_INTERRUPT)
            self._waiting = _INTERRUPT + self._waiting
            return self._end_paste(pasted + before)
        # The end mark may have come in part: keep as many characters as it is long.
        kept = len(_PASTE_END) - 1
        self._pasted = (pasted + self._waiting[:-kept])[:LONGEST_PASTE]
        self._waiting = self._waiting[-kept:]
        return None

    def _end_paste(self, text: str) -> list[Key]:
        self._pasted = None
        return [Key(PASTE, text[:LONGEST_PASTE])] if text else []

    def _take_escape(self) -> list[Key] | None:
        waiting = self._waiting
        if len(waiting) == 1:
            return None
        if waiting[1] == "\x1b":
            self._waiting = waiting[1:]
            return [Key(ESCAPE)]
        if waiting[1] == "[":
            return self._take_csi()
        if waiting[1] == "]":
            return self._take_answer()
        if waiting[1] == _INTERRUPT:
            return self._take(1, Key(ESCAPE))
        if waiting[1] == "O":
            return self._take_ss3(waiting)
        plain = _plain(waiting[1])
        return self._take(2, Key(f"alt-{plain.text or plain.name}"))

    def _take_ss3(self, waiting: str) -> list[Key] | None:
        """Take ESC O final; a control character is a key of its own."""
        if len(waiting) < 3:
            return None
        return (
            self._take(2, Key("unknown"))
            if waiting[2] < " "
            else self._take(3, Key(_FINALS.get(waiting[2], "unknown")))
        )

    def _take_csi(self) -> list[Key] | None:
        """Take ESC [ parameters final (ECMA-48); what never ends is dropped."""
        for place in range(2, min(len(self._waiting), _LONGEST_SEQUENCE)):
            character = self._waiting[place]
            if "@" <= character <= "~" and not (character == "[" and place == 2):
                return self._csi(self._waiting[2:place], character, place + 1)
            if not " " <= character <= "~":
                return self._take(place, Key("unknown"))
        return None if len(self._waiting) < _LONGEST_SEQUENCE else self._take(_LONGEST_SEQUENCE, Key("unknown"))

    def _take_answer(self) -> list[Key] | None:
        """Take ESC ] text, ended by BEL or ESC \\: what a terminal says of itself; what does not end so is dropped."""
        found = re.match(_ANSWER, self._waiting)
        assert found is not None
        if found[2]:
            is_colour = found[1].startswith("11;")
            return self._take(found.end(), Key(BACKGROUND, found[1][3:]) if is_colour else Key("unknown"))
        may_go_on = self._waiting[found.end() :] in ("", "\x1b") and found.end() < 2 * _LONGEST_SEQUENCE
        return None if may_go_on else self._take(found.end(), Key("unknown"))

    def _csi(self, parameters: str, final: str, length: int) -> list[Key]:
        number = parameters.partition(";")[0]
        if final == "~" and number == _PASTE_START:
            self._pasted = ""
            self._waiting = self._waiting[length:]
            return []
        name = _NUMBERED.get(number, "unknown") if final == "~" else _FINALS.get(final, "unknown")
        return self._take(length, Key(name))

    def _take(self, length: int, key: Key) -> list[Key]:
        self._waiting = self._waiting[length:]
        return [key]


def _plain(character: str) -> Key:
    code = ord(character)
    if code in _CONTROLS:
        return Key(_CONTROLS[code])
    if code < 0x20:
        return Key(f"ctrl-{chr(code + 0x60)}")
    if 0x80 <= code < 0xA0:
        return Key("unknown")
    return Key(CHARACTER, character)
