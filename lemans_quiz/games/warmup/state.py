"""Where a warm-up stands, and what its teams can do: another name, one more team, two that become one."""

from __future__ import annotations

from typing import NamedTuple

from lemans_quiz.games.warmup.cards.rules import Seats
from lemans_quiz.games.warmup.rules import (
    BUZZED,
    CARDS,
    COUNTED,
    HIDING,
    LONGEST_TEAM,
    MOST_TEAMS,
    OPEN,
    READING,
    SHOW,
    SIGHT,
    Question,
    Script,
    limit,
    playing_teams,
    points,
)


class Warmup(NamedTuple):
    """The state of a warm-up. `since` is when the phase began, `began` when the first question did.

    `used` and `spared` count what was taken from the script; `done` are the questions before the open one. `before` is the
    state before the last step. `is_last` announces that no question follows this one. Teams keep their numbers: those that are
    `gone` joined others. `renames` are old and new names in the order of renaming. `cards` are those that are in.
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
    gone: tuple[int, ...] = ()
    renames: tuple[tuple[str, str], ...] = ()
    cards: Seats = ()

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
    """Tell whether a tie can be broken by one more question."""
    return has_question_left(state) or state.script.rules.nearest_decides


def has_question_left(state: Warmup) -> bool:
    """Tell whether a question of the script is left that could break a tie."""
    has_rest = state.script.rules.rest_decides and state.used < len(state.script.turns)
    return state.spared < len(state.script.spare) or has_rest


def renamed(state: Warmup, team: int, name: str) -> Warmup | None:
    """Give a team another name; None for a name that no team can have."""
    names = state.script.rules.teams
    if team not in playing_teams(state) or name == names[team] or not _is_free(state, name, besides=team):
        return None
    given = tuple(name if number == team else old for number, old in enumerate(names))
    return _with_teams(state, given)._replace(renames=(*state.renames, (names[team], name)))


def with_late_team(state: Warmup, name: str) -> Warmup | None:
    """Let one more team play, in the open question too while its answer is hidden; None where that is impossible, as with cards dealt."""
    names = state.script.rules.teams
    if not names or len(names) >= MOST_TEAMS or not _is_free(state, name) or state.script.rules.entry == CARDS:
        return None
    late, question = len(names), state.question
    if question is not None:
        is_in_time = state.phase in HIDING and not question.is_tie_break
        playing = (*question.playing, late) if is_in_time else question.playing
        question = question._replace(playing=playing, entries=(*question.entries, None))
    added = state._replace(question=question, corrections=(*state.corrections, 0.0))
    return _with_teams(added, (*names, name))


def joined(state: Warmup, team: int, into: int) -> Warmup | None:
    """Let a team play with another; None where that is impossible: two teams are the fewest, and no call or tie is to be decided."""
    here, question = playing_teams(state), state.question
    is_deciding = question is not None and (question.up >= 0 or question.is_tie_break)
    if team == into or len(here) < 3 or not {team, into} <= {*here} or is_deciding:
        return None
    totals = points(state)
    gained = max(0.0, totals[team] - totals[into])
    corrections = tuple(
        round(own + (gained if number == into else 0.0), 2) for number, own in enumerate(state.corrections)
    )
    if question is not None:
        playing = tuple(one for one in question.playing if one != team)
        question = question._replace(playing=playing, right=tuple(one for one in question.right if one != team))
    cards = tuple(seat._replace(team=into) if seat.team == team else seat for seat in state.cards)
    gone = tuple(sorted((*state.gone, team)))
    return state._replace(question=question, corrections=corrections, gone=gone, cards=cards)


def _with_teams(state: Warmup, names: tuple[str, ...]) -> Warmup:
    return state._replace(script=state.script._replace(rules=state.script.rules._replace(teams=names)))


def _is_free(state: Warmup, name: str, *, besides: int = -1) -> bool:
    """Tell whether a team can have a name: short, without a comma, and no other team's."""
    is_name = bool(name) and len(name) <= LONGEST_TEAM and name.isprintable() and "," not in name
    others = {other.casefold() for team, other in enumerate(state.script.rules.teams) if team != besides}
    return is_name and name == " ".join(name.split()) and name.casefold() not in others


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


def may_show(state: Warmup) -> bool:
    """Tell whether cards answer now."""
    return state.question is not None and state.phase == OPEN and not state.is_paused
