"""States of answering (ask.py) in an exam: what a state left behind counts as, and a state for an answer given before. Pure."""

from __future__ import annotations

from lemans_quiz.core.responses import Chosen, ChosenSet, Matched, Ordered, Response, Said, Typed
from lemans_quiz.core.turns import Turn
from lemans_quiz.play.answering import Choosing, Matching, Ordering, State, Toggling, Typing, start
from lemans_quiz.terminal.editing import Line


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
