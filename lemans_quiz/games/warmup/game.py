"""A warm-up in front of a class: step(state, command) -> (state, events). No clock, no screen: times come with the commands.

A warm-up is replayed from its script and the log of its commands. Each state knows the one before the last step, so that a
step back is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lemans_quiz.core.events import Rejected
from lemans_quiz.core.turns import Turn
from lemans_quiz.games.warmup.cards.rules import expected, forgotten, seated, taken, votes, without
from lemans_quiz.games.warmup.commands import (
    NOTHING_SAID,
    Accept,
    Back,
    Buzz,
    Changed,
    Command,
    Correct,
    Count,
    End,
    Enter,
    Event,
    Forward,
    Join,
    Late,
    LeaveOut,
    Moved,
    Pause,
    Rename,
    Say,
    ShowCards,
    TakeOut,
    Tick,
    TimerOff,
    Toggle,
    Void,
    VoteAgain,
)
from lemans_quiz.games.warmup.rules import (
    ASKING,
    BUZZ,
    BUZZED,
    CARDS,
    DEAF,
    ENTRY,
    EXPLAINED,
    HIDING,
    LEEWAY,
    OPEN,
    OVER,
    PODIUM,
    REPORT,
    REVEALED,
    SIGHT,
    TALLY,
    Question,
    Script,
    accepted,
    counted,
    entered,
    entry_for,
    first_to_type,
    has_bars,
    judged,
    leaders,
    nearest_turn,
    phases,
    places,
    planned,
    playing_teams,
    right_place,
    toggled,
)
from lemans_quiz.games.warmup.state import (
    Warmup,
    has_question_left,
    has_tie_break,
    is_shown,
    joined,
    may_show,
    renamed,
    with_late_team,
)

Stepped = tuple[Warmup, tuple[Event, ...]]


def begin(script: Script) -> Warmup:
    """Return a warm-up at its sight check."""
    rules = script.rules
    teams = range(len(rules.teams))
    cards = expected(rules.class_size, teams) if rules.entry == CARDS else ()
    return Warmup(script, (0.0,) * len(teams), cards=cards)


def replay(script: Script, commands: Iterable[Command]) -> Warmup:
    """Return the warm-up as it stands after these commands."""
    state = begin(script)
    for command in commands:
        state, _ = step(state, command)
    return state


def is_over(state: Warmup) -> bool:
    """Tell whether the warm-up has come to its end."""
    return state.phase == OVER


def step(state: Warmup, command: Command) -> Stepped:
    """Carry out a command. Never raises for what people do: what does not fit now is `Rejected`."""
    if state.phase == OVER:
        return _rejected(state, "over")
    match command:
        case Forward(at):
            return _forward(state, at)
        case Back(at):
            return _back(state, at)
        case Tick(at):
            return _tick(state, at)
        case Pause():
            return _pause(state)
        case End(at):
            return _end(state, at)
        case TimerOff(at):
            return state._replace(timer_off=not state.timer_off, since=at), (Changed(),)
        case Correct(at, added):
            return _correct(state, at, added)
        case LeaveOut(at):
            return _skip(state, at)
        case Void(at, number):
            return _mended(state, at, number, lambda question: question._replace(is_void=not question.is_void))
        case Accept(at, number, place):
            return _mended(state, at, number, lambda question: accepted(question, place))
        case Rename(at, team, name):
            return _other_teams(state, at, renamed(state, team, name))
        case Join(at, team, into):
            return _other_teams(state, at, joined(state, team, into))
        case Late(at, name):
            return _other_teams(state, at, with_late_team(state, name))
        case ShowCards() | TakeOut() if state.script.rules.entry == CARDS:
            return _step_cards(state, command)
        case _:
            return _step_question(state, command)


def _step_question(state: Warmup, command: Command) -> Stepped:
    """Carry out what only the open question can take."""
    question = state.question
    if question is None or state.is_paused:
        return _rejected(state, "not-now")
    match command:
        case VoteAgain(at) if state.phase == OPEN and question.cards:
            return _vote_again(state, question, at)
        case Toggle(_, team) if state.phase == REVEALED and not question.seats:
            return _edited(state, toggled(question, team))
        case Enter(_, team, text) if state.phase == ENTRY:
            return _edited(state, entered(question, team, text))
        case Count(_, place, hands) if state.phase == TALLY:
            return _edited(state, counted(question, place, hands))
        case Buzz(at, team) if state.phase == OPEN and entry_for(question.turn, state.script.rules) == BUZZ:
            return _buzz(state, question, at, team)
        case Say(at, place) if state.phase == BUZZED:
            return _say(state, question, at, place)
        case _:
            return _rejected(state, "not-now")


def _step_cards(state: Warmup, command: ShowCards | TakeOut) -> Stepped:
    """Take what cards say while a question is open, and who is in at any time; neither is a step that can be taken back."""
    question = state.question
    said = question.cards if question is not None else ()
    if isinstance(command, TakeOut):
        cards, said = without(state.cards, command.number), forgotten(said, command.number)
    else:
        shown = dict(zip(command.numbers, command.places, strict=False))
        cards = seated(state.cards, shown, playing_teams(state))
        said = taken(said, shown, places(question.turn)) if question is not None else said
    if question is not None and may_show(state):
        question = question._replace(cards=said)
    changed = state._replace(cards=cards, question=question)
    return (changed, (Changed(),)) if changed != state else _rejected(state, "not-now")


def _vote_again(state: Warmup, question: Question, at: float) -> Stepped:
    again = question._replace(cards=(), votes=(*question.votes, question.cards))
    return _moved(state._replace(before=state, question=again), at, OPEN)


def _edited(state: Warmup, question: Question | None) -> Stepped:
    return (state._replace(question=question), (Changed(),)) if question else _rejected(state, "not-now")


def _rejected(state: Warmup, reason: str) -> Stepped:
    return state, (Rejected(reason),)


def _moved(state: Warmup, at: float, phase: str) -> Stepped:
    """Enter a phase as a step that can be taken back; `state` has all other changes, and `before` still of the old state."""
    moved = state._replace(phase=phase, since=at, deaf_until=at + DEAF)
    if moved.phase in ASKING and moved.question is not None:
        moved = moved._replace(is_last=moved.is_last or _is_last(moved, moved.question, at))
    return moved, (Moved(phase),)


def _forward(state: Warmup, at: float) -> Stepped:
    if state.is_paused:
        # Before deafness: the clock stands still in a pause, so that deafness would never end.
        return state._replace(is_paused=False, deaf_until=at + DEAF), (Changed(),)
    if at < state.deaf_until:
        return _rejected(state, "deaf")
    if state.phase in ASKING and state.question is not None:
        return _forward_in_question(state, state.question, at)
    stepped = state._replace(before=state)
    if state.phase == SIGHT:
        return _ask_next(stepped._replace(began=at), at)
    if state.phase == PODIUM:
        is_tied = len(leaders(state)) > 1 and has_tie_break(state)
        return _ask_spare(stepped, leaders(state), at) if is_tied else _moved(stepped, at, REPORT)
    return _moved(stepped, at, OVER)


def _forward_in_question(state: Warmup, question: Question, at: float) -> Stepped:
    stepped = state._replace(before=state)
    if state.phase == BUZZED:
        return _rejected(state, "incomplete")
    if state.phase == ENTRY and any(question.entries[team] is None for team in question.playing):
        return _rejected(state, "incomplete")
    if state.phase == EXPLAINED:
        closed = stepped._replace(done=state.questions, question=None)
        return _finish(closed, at) if state.is_last else _ask_next(closed, at)
    found = phases(question.turn, state.script.rules)
    following = found[found.index(state.phase) + 1]
    if following == REVEALED:
        stepped = stepped._replace(question=_with_votes(state, judged(question)))
    return _moved(stepped, at, following)


def _with_votes(state: Warmup, question: Question) -> Question:
    """Return a question that cards answered with how many said what, and who was in."""
    if entry_for(question.turn, state.script.rules) != CARDS:
        return question
    return question._replace(hands=votes(question.cards, places(question.turn)), seats=state.cards)


def _question(state: Warmup, turn: Turn, at: float, playing: Iterable[int], *, is_tie_break: bool) -> Question:
    return Question(
        turn,
        tuple(playing),
        entries=(None,) * len(state.script.rules.teams),
        hands=(None,) * (places(turn) if has_bars(turn, state.script.rules) else 0),
        began=at,
        is_tie_break=is_tie_break,
    )


def _ask_next(state: Warmup, at: float) -> Stepped:
    if state.used >= len(state.script.turns):
        return _finish(state, at)
    turn = state.script.turns[state.used]
    teams = playing_teams(state)
    first = first_to_type(len(teams), state.used)
    question = _question(state, turn, at, (teams[place] for place in first), is_tie_break=False)
    asked = state._replace(used=state.used + 1, question=question, is_last=False)
    return _moved(asked, at, phases(turn, state.script.rules)[0])


def _ask_spare(state: Warmup, playing: Iterable[int], at: float) -> Stepped:
    """Ask a tie-break: one of the spare questions, then one of those that were not needed, then an estimate."""
    if not has_question_left(state):
        turn, taken = nearest_turn(state.script, len(state.done)), state
    elif state.spared < len(state.script.spare):
        turn, taken = state.script.spare[state.spared], state._replace(spared=state.spared + 1)
    else:
        turn, taken = state.script.turns[state.used], state._replace(used=state.used + 1)
    question = _question(state, turn, at, playing, is_tie_break=True)
    return _moved(taken._replace(question=question, is_last=True), at, phases(turn, state.script.rules)[0])


def _is_last(state: Warmup, question: Question, at: float) -> bool:
    """Tell whether no further question goes into the time, at the pace of this class so far."""
    rules = state.script.rules
    if question.is_tie_break or state.used >= len(state.script.turns):
        return True
    asked = [one for one in state.done if not one.is_skipped and not one.is_tie_break]
    if rules.questions:
        return len(asked) + 1 >= rules.questions
    following = planned(state.script.turns[state.used], rules)
    spent = question.began - state.began
    pace = (spent + following) / (len(asked) + 1)
    rest = planned(question.turn, rules, state.phase)
    return at - state.began + rest + pace > rules.minutes * 60 + LEEWAY


def _finish(state: Warmup, at: float) -> Stepped:
    return _moved(state._replace(is_last=False), at, PODIUM if state.script.rules.teams else REPORT)


def _back(state: Warmup, at: float) -> Stepped:
    """Go back to the state before the last step; the phase's time begins anew, and the clock as a whole goes on."""
    if at < state.deaf_until and not state.is_paused:
        return _rejected(state, "deaf")
    if state.before is None:
        return _rejected(state, "first-step")
    before = state.before._replace(since=at, deaf_until=at + DEAF, timer_off=state.timer_off, is_paused=False)
    return before, (Moved(before.phase),)


def _tick(state: Warmup, at: float) -> Stepped:
    is_due = state.limit > 0 and not state.is_paused and at >= state.since + state.limit
    if not is_due or state.question is None or state.phase == BUZZED:
        return state, ()
    if state.phase == OPEN and entry_for(state.question.turn, state.script.rules) in (BUZZ, CARDS):
        # Whoever has not called may still call, and a card may be turned until the teacher goes on.
        return state, ()
    return _forward_in_question(state, state.question, at)


def _pause(state: Warmup) -> Stepped:
    if state.is_paused:
        return _rejected(state, "paused")
    return state._replace(is_paused=True), (Changed(),)


def _end(state: Warmup, at: float) -> Stepped:
    stepped = state._replace(before=state, is_paused=False)
    if state.phase in ASKING and state.question is not None:
        kept = state.question if state.phase not in HIDING else state.question._replace(is_skipped=True, right=())
        return _finish(stepped._replace(done=(*state.done, kept), question=None), at)
    return _moved(stepped, at, REPORT if state.phase == PODIUM else OVER)


def _skip(state: Warmup, at: float) -> Stepped:
    if state.question is None or state.phase not in ASKING or state.phase == EXPLAINED:
        return _rejected(state, "not-now")
    skipped = state.question._replace(is_skipped=True, right=())
    left = state._replace(before=state, is_paused=False, done=(*state.done, skipped), question=None)
    if not skipped.is_tie_break:
        return _ask_next(left, at)
    return _ask_spare(left, skipped.playing, at) if has_tie_break(state) else _finish(left, at)


def _correct(state: Warmup, at: float, added: tuple[float, ...]) -> Stepped:
    """Correct the points, as a step of its own."""
    if len(added) != len(state.corrections) or not any(added) or state.phase == SIGHT:
        return _rejected(state, "not-now")
    summed = tuple(round(own + more, 2) for own, more in zip(state.corrections, added, strict=True))
    return state._replace(corrections=summed, before=state, deaf_until=at + DEAF), (Changed(),)


def _other_teams(state: Warmup, at: float, changed: Warmup | None) -> Stepped:
    """Change the teams, as a step of its own."""
    if changed is None:
        return _rejected(state, "no-team")
    return changed._replace(before=state, deaf_until=at + DEAF), (Changed(),)


def _mended(state: Warmup, at: float, number: int, mend: Callable[[Question], Question | None]) -> Stepped:
    """Mend a question whose answer was shown, as a step of its own."""
    if not is_shown(state, number):
        return _rejected(state, "not-now")
    mended = mend(state.questions[number])
    if mended is None:
        return _rejected(state, "not-now")
    stepped = state._replace(before=state, deaf_until=at + DEAF)
    if number == len(state.done):
        return stepped._replace(question=mended), (Changed(),)
    return stepped._replace(done=(*state.done[:number], mended, *state.done[number + 1 :])), (Changed(),)


def _buzz(state: Warmup, question: Question, at: float, team: int) -> Stepped:
    if team not in question.playing or team in question.out:
        return _rejected(state, "no-team")
    called = state._replace(before=state, question=question._replace(up=team))
    return called._replace(phase=BUZZED, deaf_until=at + DEAF), (Moved(BUZZED),)


def _say(state: Warmup, question: Question, at: float, place: int) -> Stepped:
    """Judge at once: right wins, wrong or no answer is out, and the others may go on while the time runs on."""
    is_said = place != NOTHING_SAID
    if is_said and (not 0 <= place < places(question.turn) or place in question.said):
        return _rejected(state, "not-now")
    stepped = state._replace(before=state)
    if place == right_place(question.turn):
        return _moved(stepped._replace(question=question._replace(right=(question.up,), up=-1)), at, REVEALED)
    out = (*question.out, question.up)
    wrong = stepped._replace(question=question._replace(out=out, said=(*question.said, place), up=-1))
    options_out = {*wrong.question.said} - {NOTHING_SAID} if wrong.question else set()
    if set(out) >= set(question.playing) or len(options_out) + 1 >= places(question.turn):
        return _moved(wrong, at, REVEALED)
    return wrong._replace(phase=OPEN, deaf_until=at + DEAF), (Moved(OPEN),)
