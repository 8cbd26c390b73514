"""Keys -> response: one small state and one function per kind. Pure; what is drawn of it is question.py's.

`update` answers with the next state, or with a response when the player has given one. Commands (Tab, Esc) never come here.
"""

from collections.abc import Iterable
from typing import NamedTuple

from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Order, Text, TrueFalse
from lemans_quiz.core.responses import Chosen, ChosenSet, Matched, Ordered, Response, Said, Typed
from lemans_quiz.core.turns import Turn
from lemans_quiz.i18n import _
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.editing import Line, edit
from lemans_quiz.terminal.keys import Key
from lemans_quiz.terminal.menus import moved, place_of

UNFINISHED, NOTHING_MARKED, NOTHING_TYPED, NOT_MOVED = "unfinished", "nothing-marked", "nothing-typed", "not-moved"
NOT_A_NUMBER = "not-a-number"
"""Notes: why Enter did not answer yet."""


class Choosing(NamedTuple):
    """One of `size` places, the cursor on one of them; true-false is such a choice too. Places in `gone` were taken away."""

    turn: Turn
    size: int
    cursor: int = 0
    note: str = ""
    gone: frozenset[int] = frozenset()


class Toggling(NamedTuple):
    """Some of `size` places are marked."""

    turn: Turn
    size: int
    cursor: int = 0
    marked: frozenset[int] = frozenset()
    note: str = ""


class Typing(NamedTuple):
    """A line is being typed."""

    turn: Turn
    line: Line = Line()
    note: str = ""


class Ordering(NamedTuple):
    """`order` holds places of the turn's arrangement, first to last. The first `placed` were put there by typing labels.

    `held` says that the entry under the cursor is being carried; `touched` that the player has moved something.
    """

    turn: Turn
    order: tuple[int, ...]
    cursor: int = 0
    placed: int = 0
    held: bool = False
    touched: bool = False
    note: str = ""


class Matching(NamedTuple):
    """For each left-hand side the place of a right-hand side on the screen, or -1. `cursor` is on a left-hand side."""

    turn: Turn
    rights: tuple[int, ...]
    size: int
    cursor: int = 0
    note: str = ""


State = Choosing | Toggling | Typing | Ordering | Matching
STATES = (Choosing, Toggling, Typing, Ordering, Matching)
"""The types of states, for telling a state from a response."""


def start(turn: Turn) -> State:
    """Return the state of a question nobody has touched."""
    count = len(turn.arrangement)
    match turn.item.kind:
        case Choice():
            return Choosing(turn, count)
        case TrueFalse():
            return Choosing(turn, 2)
        case Multiple():
            return Toggling(turn, count)
        case Text() | Number():
            return Typing(turn)
        case Order():
            return Ordering(turn, tuple(range(count)))
        case Match(lefts=lefts):
            return Matching(turn, (-1,) * len(lefts), count)


def without(state: State, gone: Iterable[int]) -> State:
    """Return the state without options, by their indices, the cursor on one that is left."""
    if not isinstance(state, Choosing) or not gone:
        return state
    places = frozenset(state.turn.arrangement.index(index) for index in gone)
    cursor = next(place for place in (*range(state.cursor, state.size), *range(state.size)) if place not in places)
    return state._replace(gone=places, cursor=cursor)


def update(state: State, key: Key) -> State | Response:
    """Return what a key makes of a state: another state or the response."""
    fresh = state._replace(note="")
    match fresh:
        case Choosing():
            return _choose(fresh, key)
        case Toggling():
            return _toggle(fresh, key)
        case Typing():
            return _type(fresh, key)
        case Ordering():
            return _order(fresh, key, state.note)
        case Matching():
            return _match(fresh, key, state.note)


def truth_of(key: Key) -> int | None:
    """Return the place of True (0) or False (1) that a word's first letter names in the player's language."""
    initials = (_("True").casefold()[:1], _("False").casefold()[:1])
    return initials.index(key.text.casefold()) if key.text.casefold() in initials else None


def _choose(state: Choosing, key: Key) -> State | Response:
    place = place_of(key, state.size)
    if place is None and isinstance(state.turn.item.kind, TrueFalse):
        place = truth_of(key)
    if place is None and (key.name == keys.ENTER or key.text == " "):
        place = state.cursor
    if place is None:
        return state._replace(cursor=_moved_on(state, key))
    if isinstance(state.turn.item.kind, TrueFalse):
        return Said(place == 0)
    if place in state.gone:
        return state
    return Chosen(state.turn.arrangement[place])


def _moved_on(state: Choosing, key: Key) -> int:
    """Return the cursor after a key, on a place that is left."""
    cursor = moved(state.cursor, key, state.size)
    back = key.name in (keys.UP, keys.END)
    while cursor in state.gone:
        cursor = (cursor + (-1 if back else 1)) % state.size
    return cursor


def _toggle(state: Toggling, key: Key) -> State | Response:
    if key.name == keys.ENTER:
        if not state.marked:
            return state._replace(note=NOTHING_MARKED)
        return ChosenSet(tuple(sorted(state.turn.arrangement[place] for place in state.marked)))
    place = state.cursor if key.text == " " else place_of(key, state.size)
    if place is None:
        return state._replace(cursor=moved(state.cursor, key, state.size))
    return state._replace(cursor=place, marked=state.marked ^ {place})


def _type(state: Typing, key: Key) -> State | Response:
    if key.name == keys.ENTER:
        if not state.line.text.strip():
            return state._replace(note=NOTHING_TYPED)
        return Typed(state.line.text) if can_be_read(state) else state._replace(note=NOT_A_NUMBER)
    return state._replace(line=edit(state.line, key))


def can_be_read(state: Typing) -> bool:
    """Tell whether what is typed can be marked: a number is wanted only where the question asks for one."""
    from lemans_quiz.core.numbers import readings  # not needed to ask the first question

    kind = state.turn.item.kind
    if not isinstance(kind, Number):
        return True
    return bool(readings(state.line.text, kind.unit.everywhere() if kind.unit else ()))


def _order(state: Ordering, key: Key, note: str) -> State | Response:
    label = place_of(key, len(state.order))
    if label is not None:
        return _place(state, label)
    if key.name == keys.ENTER:
        return _give_order(state, note)
    if key.text == " ":
        return state._replace(held=not state.held, placed=0)
    if key.name == keys.BACKSPACE:
        return state._replace(placed=max(0, state.placed - 1), held=False)
    target = moved(state.cursor, key, len(state.order))
    return _carry(state, target) if state.held else state._replace(cursor=target)


def _place(state: Ordering, label: int) -> Ordering:
    """Put the entry of this label next after those placed already; one that is placed goes last of them."""
    at = state.order.index(label)
    start = 0 if state.placed >= len(state.order) else state.placed
    target = start if at >= start else start - 1
    placed = start + (at >= start)
    order = _with_moved(state.order, at, target)
    return state._replace(order=order, placed=placed, cursor=min(placed, len(order) - 1), held=False, touched=True)


def _carry(state: Ordering, target: int) -> Ordering:
    order = _with_moved(state.order, state.cursor, target)
    return state._replace(order=order, cursor=target, touched=state.touched or target != state.cursor)


def _with_moved(order: tuple[int, ...], at: int, target: int) -> tuple[int, ...]:
    rest = [*order[:at], *order[at + 1 :]]
    rest.insert(target, order[at])
    return tuple(rest)


def _give_order(state: Ordering, note: str) -> State | Response:
    if state.held:
        return state._replace(held=False)
    if not state.touched and note != NOT_MOVED:
        return state._replace(note=NOT_MOVED)
    return Ordered(tuple(state.turn.arrangement[place] for place in state.order))


def _match(state: Matching, key: Key, note: str) -> State | Response:
    count = len(state.rights)
    if key.name == keys.ENTER:
        return _give_match(state, note)
    if key.name == keys.BACKSPACE:
        return _clear(state)
    if key.name in (keys.LEFT, keys.RIGHT):
        step = 1 if key.name == keys.RIGHT else -1
        return _pair(state, (state.rights[state.cursor] + 1 + step) % (state.size + 1) - 1)
    place = place_of(key, max(state.size, count))
    if place is None:
        return state._replace(cursor=moved(state.cursor, key, count))
    if key.text.isdigit():
        return state._replace(cursor=place) if place < count else state
    return _advanced(_pair(state, place)) if place < state.size else state


def _pair(state: Matching, right: int) -> Matching:
    rights = [*state.rights]
    rights[state.cursor] = right
    return state._replace(rights=tuple(rights))


def _advanced(state: Matching) -> Matching:
    """Go to the next left-hand side that has no partner yet; stay where all have."""
    count = len(state.rights)
    later = [(state.cursor + step) % count for step in range(1, count)]
    return state._replace(cursor=next((place for place in later if state.rights[place] < 0), state.cursor))


def _clear(state: Matching) -> Matching:
    """Take the partner off; where there is none, go back to the left-hand side before."""
    if state.rights[state.cursor] >= 0:
        return _pair(state, -1)
    previous = state._replace(cursor=max(0, state.cursor - 1))
    return _pair(previous, -1)


def _give_match(state: Matching, note: str) -> State | Response:
    if -1 in state.rights and note != UNFINISHED:
        following = state if state.rights[state.cursor] < 0 else _advanced(state)
        return following._replace(note=UNFINISHED)
    shown = state.turn.arrangement
    return Matched(tuple(shown[place] if place >= 0 else -1 for place in state.rights))


def holds_text(state: State | None) -> bool:
    """Tell whether something stands in the field of a typed answer."""
    return isinstance(state, Typing) and bool(state.line.text)


def takes_text(item: Item) -> bool:
    """Tell whether the item is answered by typing."""
    return isinstance(item.kind, Text | Number)


def restored(turn: Turn, response: Response | None) -> State:
    """Return the state of a question with the answer it has, or an untouched one."""
    state = start(turn)
    match state, response:
        case Choosing(), Chosen(option):
            return state._replace(cursor=turn.arrangement.index(option))
        case Choosing(), Said(value):
            return state._replace(cursor=0 if value else 1)
        case Toggling(), ChosenSet(options):
            return state._replace(marked=frozenset(turn.arrangement.index(option) for option in options))
        case Typing(), Typed(text):
            return state._replace(line=Line(text, len(text)))
        case Ordering(), Ordered(entries):
            return state._replace(order=tuple(turn.arrangement.index(entry) for entry in entries), touched=True)
        case Matching(), Matched(rights):
            return state._replace(rights=tuple(turn.arrangement.index(r) if r >= 0 else -1 for r in rights))
        case _:
            return state


def left_behind(state: State, given: Response | None) -> Response | None:
    """Return what counts when a question is left without Enter: what is marked, typed, moved or paired.

    A cursor on an option has chosen nothing: there what was `given` before stays.
    """
    shown = state.turn.arrangement
    match state:
        case Choosing():
            return given
        case Toggling(marked=marked):
            return ChosenSet(tuple(sorted(shown[place] for place in marked))) if marked else None
        case Typing(line=line):
            return Typed(line.text) if line.text.strip() else None
        case Ordering(order=order, touched=touched):
            return Ordered(tuple(shown[place] for place in order)) if touched else None
        case Matching(rights=rights):
            if set(rights) == {-1}:
                return None
            return Matched(tuple(shown[place] if place >= 0 else -1 for place in rights))


def drawn(state: State, given: Response | None) -> State:
    """Return the state as it is drawn: one of a choice shows which option is given, beside the cursor."""
    if not isinstance(state, Choosing):
        return state
    there = restored(state.turn, given)
    marked = frozenset((there.cursor,)) if given is not None and isinstance(there, Choosing) else frozenset[int]()
    return Toggling(state.turn, state.size, state.cursor, marked)


def has_own_arrows(state: State) -> bool:
    """Tell whether ← and → mean something in a state, so that they cannot turn pages."""
    return isinstance(state, Typing | Matching)
