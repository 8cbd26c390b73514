"""The teacher's keys, each once: what presses it, what the line of keys says, what the page of keys tells."""

from __future__ import annotations

from lemans_quiz.core.messages import message
from lemans_quiz.games.host.rules import (
    CLOSED,
    EXPLAINED,
    LOBBY,
    OPEN,
    OVER,
    PODIUM,
    READING,
    REVEALED,
    STANDINGS,
)
from lemans_quiz.play.bindings import HELP, Binding
from lemans_quiz.terminal import keys

ON = Binding(
    message("Space"), message("continue"), message("next step; also Page down"), (keys.PAGE_DOWN, keys.RIGHT), " "
)
BACK = Binding(
    message("Backspace"),
    message("back"),
    message("one step back; no answer is lost"),
    (keys.BACKSPACE, keys.PAGE_UP, keys.LEFT),
)
WALL = Binding("w", message("projector page"), message("open the projector page in a browser"), letters="w")
SETTINGS = Binding("s", message("settings"), message("names, devices, ranking, time, Wi-Fi name"), letters="s")
LOCK = Binding("l", message("lock"), message("stop or allow joining"), letters="l")
SEATS = Binding("k", message("pupils, remove"), message("pupils: remove, more time, rename, change team"), letters="k")
PAUSE = Binding("p", message("pause"), message("pause; Space continues"), letters="p")
TIMER = Binding("t", message("timer off"), message("turn the timer off or on"), letters="t")
AGAIN = Binding("v", message("vote again"), message("vote again after a discussion; both votes are shown"), letters="v")
FINGERS = Binding("f", message("switch to fingers"), message("switch to fingers, or back to phones"), letters="f")
HANDS = Binding("h", message("count hands"), message("type how many hands each option got"), letters="h")
KEY = Binding("x", message("answer for 3 s"), message("show the answer here for three seconds"), letters="x")
SPEAK = Binding("a", message("answer for a pupil"), message("type the answer of a pupil without a device"), letters="a")
CARDS = Binding("c", message("cards"), message("let a camera read the pupils' cards"), letters="c")
NAMES = Binding("n", message("show a name"), message("show the next name that a pupil typed"), letters="n")
RETURN = Binding("b", message("let back in"), message("let a pupil back into a seat"), letters="b")
WAY_IN = Binding(
    "i", message("how to join"), message("show address and code again, also on the projector page"), letters="i"
)
MENU = Binding(
    message("Esc"), message("menu"), message("the menu: correct a question, finish, quit"), (keys.ESCAPE,), "q"
)

ALL = (
    ON,
    BACK,
    WALL,
    SETTINGS,
    LOCK,
    SEATS,
    PAUSE,
    TIMER,
    AGAIN,
    FINGERS,
    HANDS,
    KEY,
    SPEAK,
    CARDS,
    NAMES,
    RETURN,
    WAY_IN,
    MENU,
    HELP,
)
"""All keys, in the order of the page that tells them."""

_IN_THE_LOBBY = (LOCK, SEATS, CARDS, NAMES, RETURN, WALL, MENU, HELP)
_ALWAYS = (WAY_IN, *_IN_THE_LOBBY)
_IN = {
    LOBBY: (ON, WALL, SETTINGS, FINGERS, *_IN_THE_LOBBY),
    READING: (ON, BACK, PAUSE, TIMER, FINGERS, KEY, *_ALWAYS),
    OPEN: (ON, BACK, PAUSE, TIMER, FINGERS, HANDS, SPEAK, KEY, *_ALWAYS),
    CLOSED: (ON, BACK, AGAIN, PAUSE, FINGERS, HANDS, KEY, *_ALWAYS),
    REVEALED: (ON, BACK, FINGERS, *_ALWAYS),
    EXPLAINED: (ON, BACK, FINGERS, *_ALWAYS),
    STANDINGS: (ON, BACK, FINGERS, *_ALWAYS),
    PODIUM: (ON, BACK, WALL, MENU, HELP),
    OVER: (),
}
"""What each phase takes, in the order of the line of keys."""


def taken_in(phase: str) -> tuple[Binding, ...]:
    """Return the keys that do something in a phase."""
    return tuple(dict.fromkeys(_IN[phase]))
