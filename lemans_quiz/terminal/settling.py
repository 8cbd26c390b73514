"""Which keys come too soon after a new page to be meant for it: the second of a doubled one, and all that a held one repeats."""

from __future__ import annotations

from lemans_quiz.terminal.keys import CHARACTER, ENTER, Key

SETTLE = 1 / 3
"""Seconds after a new page in which keys that answer do nothing. Tests may set it to 0, and then nothing is too soon."""

REPEAT = 0.1
"""Seconds within which a held key comes again, once it repeats."""

_LONGEST_DELAY = 1.2
"""Seconds after which a held key repeats at the latest."""


class Settling:
    """What was pressed last, and when the page that is shown was new. Times are passed in, in seconds."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._since = float("-inf")
        self._takes_text = False
        self._at_once = ""
        self._is_first = False
        self._last: tuple[Key, float] | None = None

    def show(self, at: float, *, takes_text: bool, at_once: str = "") -> None:
        """Begin a new page; characters are always meant for one that takes text, and those of `at_once` for any."""
        self._since, self._takes_text, self._at_once, self._is_first = at, takes_text, at_once, True

    def is_too_soon(self, key: Key, at: float) -> bool:
        """Tell whether a key is not meant for the page; as long as one is held, nothing is."""
        if not self._answers(key) or at - self._since >= self._seconds:
            return False
        if self._is_last(key):
            self._since = at
        return True

    def may_be_held(self, key: Key, at: float) -> bool:
        """Tell whether the first key of a page may be the one before it, still held: then another follows within REPEAT."""
        is_first, self._is_first = self._is_first and self._answers(key), False
        return is_first and self._seconds > 0 and self._is_last(key) and at - self._last_at() < _LONGEST_DELAY

    def hold(self, at: float) -> None:
        """Take note that the last key is held."""
        self._since, self._is_first = at, True

    def take(self, key: Key, at: float) -> None:
        """Take note of a key that counted."""
        self._last = (key, at)

    def _answers(self, key: Key) -> bool:
        is_meant = self._takes_text or key.text in self._at_once
        return key.name == ENTER or (key.name == CHARACTER and not is_meant)

    def _is_last(self, key: Key) -> bool:
        return self._last is not None and self._last[0] == key

    def _last_at(self) -> float:
        return self._last[1] if self._last else float("-inf")
