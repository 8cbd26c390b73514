"""Where a warm-up stands, and what its teams can do: another name, one more team, two that become one."""

from __future__ import annotations

from typing import NamedTuple

from lemans_quiz.games.warmup.rules import BUZZED, COUNTED, HIDING, OPEN, READING, SHOW, SIGHT, Question, Script, limit


class Warmup(NamedTuple):
    """The state of a warm-up. `since` is when the phase began, `began` when the first question did.

    `used` and `spared` count what was taken from the script; `done` are the questions before the open one. `before` is the
    state before the last step. `is_last` announces that no question follows this one.
    """

    script: Script
    corrections: tuple[float, ...]
    phase: str = SIGHT
    since: float = 0.0
    began: float = 0.0
    used: int = 0
    spared: int = 0
    question: Question | None = None
    done: tuple[Question, ...] = ()
    is_last: bool = False
    is_paused: bool = False
    timer_off: bool = False
    deaf_until: float = 0.0
    before: Warmup | None = None

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions so far, the open one last."""
        return (*self.done, self.question) if self.question else self.done

    @property
    def limit(self) -> float:
        """Seconds for the phase, 0 where it has no end of its own."""
        if self.question is None:
            return 0.0
        if self.phase == READING:
            return self.script.rules.reading
        is_timed = self.phase in (OPEN, BUZZED) and not self.timer_off
        return limit(self.question.turn, self.script.rules) if is_timed else 0.0


def has_tie_break(state: Warmup) -> bool:
    """Tell whether a question is left that could break a tie."""
    return state.spared < len(state.script.spare) or _has_rest(state)


def _has_rest(state: Warmup) -> bool:
    return state.script.rules.rest_decides and state.used < len(state.script.turns)


def is_shown(state: Warmup, number: int) -> bool:
    """Tell whether the answer of a question, counted from 0, was shown."""
    if not 0 <= number < len(state.questions) or state.questions[number].is_skipped:
        return False
    return number < len(state.done) or state.phase not in HIDING


def countdown(state: Warmup, at: float) -> int:
    """Return 3, 2 or 1 while fingers wait to go up, then 0."""
    return max(0, COUNTED - int(at - state.since)) if state.phase == SHOW else 0


def elapsed(state: Warmup, at: float) -> float:
    """Return the seconds since the first question."""
    return at - state.began if state.phase != SIGHT else 0.0
