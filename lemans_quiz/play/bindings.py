"""The keys of the program that are no answers, each once: what presses it, what the key line says, what the help page tells."""

from typing import NamedTuple

from lemans_quiz.core.messages import Message, message
from lemans_quiz.i18n import render
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.keys import Key
from lemans_quiz.terminal.views import KeyHint


class Binding(NamedTuple):
    """One key: pressed by `names` (of terminal/keys.py) or typed as `letters`; `shown` is what stands on the keyboard."""

    shown: Message | str
    does: Message
    told: Message | None = None
    names: tuple[str, ...] = ()
    letters: str = ""

    def is_pressed(self, key: Key, *, typing: bool = False) -> bool:
        """Tell whether a key is this one; where text is typed, its letters are text."""
        return key.name in self.names or (not typing and bool(key.text) and key.text.casefold() in self.letters)

    def hint(self, does: str = "") -> KeyHint:
        """Return its place in the key line; `does` says it more exactly."""
        return KeyHint(self.name(), does or render(self.does))

    def row(self) -> tuple[str, str]:
        """Return its row of the help page."""
        return self.name(), render(self.told or self.does)

    def name(self) -> str:
        """Return what stands on the keyboard, in the player's language."""
        return self.shown if isinstance(self.shown, str) else render(self.shown)


MENU = Binding(message("Esc"), message("menu"), message("menu: skip, keys, quit; also q"), (keys.ESCAPE,), "q")
HELP = Binding("?", message("keys"), message("this page"), letters="?")
HINT = Binding(
    message("Tab"),
    message("hint"),
    message("a hint, for a quarter of the points each; without hints, 50:50 for half"),
    (keys.TAB,),
)
APPEAL = Binding(
    "!", message("I was right"), message("press twice for “I was right” or “I was wrong”; again to undo"), letters="!"
)
PUSH = Binding("p", message("start pushing"), letters="p")
FLAG = Binding(message("Ctrl-X"), message("flag"), message("flag the question or remove the flag"), ("ctrl-x",))
OVERVIEW = Binding(
    message("Esc"),
    message("overview, submit"),
    message("overview: jump to a question, submit, quit; also q"),
    (keys.ESCAPE,),
    "q",
)
BACK = Binding(message("Esc"), message("back"), names=(keys.ESCAPE, keys.BACKSPACE), letters="q")
SCROLL = Binding(message("PgUp PgDn"), message("scroll"), message("scroll long pages"), (keys.PAGE_UP, keys.PAGE_DOWN))
