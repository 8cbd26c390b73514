"""A game in a room: step(state, command) -> (state, events). No clock, no network: times come with the commands.

A game is replayed from its script and the log of its commands. Who is connected is nobody's business here: `due` (of state.py)
is told, and answers with the command that time demands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lemans_quiz.core.responses import Response
from lemans_quiz.games.host.commands import (
    Accept,
    AllIn,
    Answer,
    Answered,
    Arrange,
    Back,
    Changed,
    ChangeTeam,
    Close,
    Command,
    End,
    ExtraTime,
    Fingers,
    Forward,
    Hands,
    Join,
    Kick,
    LeaveOut,
    Lock,
    Moved,
    Pause,
    Rename,
    ShowName,
    StayOpen,
    TimerOff,
    Toggle,
    Void,
    VoteAgain,
    Vouch,
)
from lemans_quiz.games.host.rules import (
    ASKING,
    CLOSED,
    EXPLAINED,
    GRACE,
    LOBBY,
    MOST_HANDS,
    NONE,
    OPEN,
    OVER,
    PODIUM,
    READING,
    REVEALED,
    STANDINGS,
    Ballot,
    Poll,
    Question,
    Script,
    fits,
    is_explained,
    places,
)
from lemans_quiz.games.host.scores import seat_standings
from lemans_quiz.games.host.seating import arrange, join, step_seat
from lemans_quiz.games.host.state import STEPS, HostGame, Stepped, may_answer, rejected


def begin(script: Script) -> HostGame:
    """Return a game in its lobby."""
    return HostGame(script)


def replay(script: Script, commands: Iterable[Command]) -> HostGame:
    """Return the game as it stands after these commands."""
    state = begin(script)
    for command in commands:
        state, _ = step(state, command)
    return state


def is_over(state: HostGame) -> bool:
    """Tell whether the game has come to its end."""
    return state.phase == OVER


def step(state: HostGame, command: Command) -> Stepped:
    """Carry out a command. Never raises for what people do: what does not fit now is `Rejected`."""
    if state.phase == OVER:
        return rejected(state, "over")
    match command:
        case Answer():
            return _answer(state, command)
        case Join():
            return join(state, command)
        case Forward(at):
            return _forward(state, at)
        case Back(at):
            return _back(state, at)
        case Pause() if not state.is_paused and state.phase != LOBBY:
            return state._replace(is_paused=True), (Changed(),)
        case End(at):
            return _moved(state, at, OVER if state.phase in (PODIUM, LOBBY) else PODIUM)
        case Lock():
            return state._replace(is_locked=not state.is_locked), (Changed(),)
        case Arrange(_, what, value) if state.phase == LOBBY:
            return arrange(state, what, value)
        case Vouch() | Kick() | ExtraTime() | ShowName() | Rename() | ChangeTeam():
            return step_seat(state, command)
        case _:
            return _step_question(state, command)


def _moved(state: HostGame, at: float, phase: str) -> Stepped:
    moved = state._replace(phase=phase, since=at, closes=0.0, is_paused=False, revealing=0)
    return moved, (Moved(phase),)


def _with(state: HostGame, number: int, question: Question) -> HostGame:
    return state._replace(questions=(*state.questions[:number], question, *state.questions[number + 1 :]))


def _on(state: HostGame, question: Question) -> HostGame:
    """Return the state with the question that is on changed."""
    return _with(state, state.position, question)


def _forward(state: HostGame, at: float) -> Stepped:
    if state.is_paused:
        return state._replace(is_paused=False), (Changed(),)
    question = state.question
    match state.phase:
        case "lobby":
            return _ask(state, at)
        case "reading" if question is not None:
            return _open(state, question, at)
        case "open":
            return _moved(state, at, CLOSED)
        case "closed" if question is not None:
            return _moved(_on(state, question._replace(has_been_seen=True)), at, REVEALED)
        case "revealed" if question is not None and is_explained(question):
            return _moved(state, at, EXPLAINED)
        case "revealed" | "explained" if question is not None and _shows_teams(state, question):
            return _moved(state, at, STANDINGS)
        case "podium" if state.revealing < STEPS and _has_podium(state):
            return state._replace(revealing=state.revealing + 1), (Changed(),)
        case "podium":
            return _moved(state, at, OVER)
        case _:
            return _ask(state, at)


def _shows_teams(state: HostGame, question: Question) -> bool:
    """Tell whether it is told where the teams are, before the next question; the end has a podium, and who wants no ranking sees none."""
    rules = state.script.rules
    return bool(rules.teams) and rules.ranking != NONE and not state.is_last and question.counts


def _has_podium(state: HostGame) -> bool:
    """Tell whether there is anybody to show on a podium, step by step."""
    rules = state.script.rules
    return rules.ranking != NONE and (bool(rules.teams) or any(row.place for row in seat_standings(state)))


def _ask(state: HostGame, at: float) -> Stepped:
    """Go on to the next question, or to the podium where there is none."""
    if state.is_last:
        return _moved(state, at, PODIUM)
    number = state.position + 1
    if number == len(state.questions):
        turn = state.script.turns[number]
        question = Question(turn, hands=(None,) * places(turn))
        state = state._replace(questions=(*state.questions, question))
    state = state._replace(position=number)
    question = state.questions[number]
    if question.has_been_seen:
        return _moved(state, at, REVEALED)
    if question.polls or state.script.rules.reading <= 0:
        return _open(state, question, at)
    return _moved(state, at, READING)


def _open(state: HostGame, question: Question, at: float) -> Stepped:
    """Open the question; one that was open before goes on with the answers it has."""
    changed = question._replace(is_by_hand=state.is_by_hand)
    if not question.polls:
        changed = changed._replace(polls=(Poll(state.polls, at),))
        state = state._replace(polls=state.polls + 1)
    return _moved(_on(state, changed)._replace(open_since=at), at, OPEN)


def _back(state: HostGame, at: float) -> Stepped:
    if state.is_paused:
        return rejected(state, "paused")
    question = state.question
    match state.phase:
        case "lobby":
            return rejected(state, "not-now")
        case "podium":
            if state.revealing:
                return state._replace(revealing=state.revealing - 1), (Changed(),)
            return _back_to(state, at, state.position)
        case "standings" if question is not None and is_explained(question):
            return _moved(state, at, EXPLAINED)
        case "explained" | "standings":
            return _moved(state, at, REVEALED)
        case "revealed":
            return _moved(state, at, CLOSED)
        case "closed" if question is not None and not question.has_been_seen:
            return _open(state, question, at)
        case "open" if state.script.rules.reading > 0:
            return _moved(state, at, READING)
        case _:
            return _back_to(state, at, state.position - 1)


def _back_to(state: HostGame, at: float, number: int) -> Stepped:
    """Go back to the end of a question, or to the lobby before the first."""
    state = state._replace(position=number)
    if number < 0:
        return _moved(state, at, LOBBY)
    question = state.questions[number]
    shown = EXPLAINED if is_explained(question) else REVEALED
    return _moved(state, at, shown if question.has_been_seen else CLOSED)


def _answer(state: HostGame, command: Answer) -> Stepped:
    question = state.question
    if not 0 <= command.seat < len(state.seats) or state.seats[command.seat].is_kicked:
        return rejected(state, "no-seat")
    poll = question.poll if question is not None else None
    if question is None or poll is None or poll.id != command.poll:
        return rejected(state, "closed")
    stands = poll.ballots.get(command.seat)
    if stands is not None and command.nth <= stands.nth:
        return rejected(state, "old")
    if not may_answer(state, command.at, state.seats[command.seat]):
        return rejected(state, "paused" if state.is_paused else "closed")
    if not fits(question.turn, command.response):
        return rejected(state, "unreadable")
    ballot = Ballot(command.nth, command.response, max(0.0, round(command.at - poll.opened, 3)))
    taken = poll._replace(ballots={**poll.ballots, command.seat: ballot})
    return _on(state, question._replace(polls=(*question.polls[:-1], taken))), (Answered(command.seat, command.nth),)


def _step_question(state: HostGame, command: Command) -> Stepped:
    """Carry out what belongs to a question, or to the way all of them are answered."""
    question = state.question
    match command:
        case AllIn(at) if state.phase == OPEN and not state.closes:
            return state._replace(closes=at + GRACE), (Changed(),)
        case StayOpen() if state.phase == OPEN and state.closes:
            return state._replace(closes=0.0), (Changed(),)
        case Close(at) if state.phase == OPEN:
            return _moved(state, at, CLOSED)
        case VoteAgain(at) if question is not None and state.phase == CLOSED and not question.has_been_seen:
            return _vote_again(state, question, at)
        case TimerOff(at):
            return _with_time_anew(state._replace(timer_off=not state.timer_off), at), (Changed(),)
        case Fingers(at):
            return _fingers(state, at)
        case Void(_, number):
            return _mended(state, number, lambda one: one._replace(is_void=not one.is_void))
        case Accept(_, number, response):
            return _mended(state, number, lambda one: _accepted(one, response))
        case LeaveOut(at) if question is not None and state.phase in ASKING:
            return _ask(_on(state, question._replace(is_void=True, has_been_seen=True)), at)
        case _ if question is not None and question.is_by_hand:
            return _step_by_hand(state, question, command)
        case _:
            return rejected(state, "not-now")


def _vote_again(state: HostGame, question: Question, at: float) -> Stepped:
    polls = (*question.polls, Poll(state.polls, at))
    again = state._replace(polls=state.polls + 1, open_since=at)
    return _moved(_on(again, question._replace(polls=polls)), at, OPEN)


def _with_time_anew(state: HostGame, at: float) -> HostGame:
    """Return the state with all of its time for a question that is open."""
    return state._replace(since=at, open_since=at) if state.phase == OPEN else state


def _fingers(state: HostGame, at: float) -> Stepped:
    """Change how the class answers; a question that is not shown yet changes with it."""
    state = state._replace(
        is_by_hand=not state.is_by_hand, closes=0.0, since=at if state.phase == OPEN else state.since
    )
    if state.question is not None and not state.question.has_been_seen:
        state = _on(state, state.question._replace(is_by_hand=state.is_by_hand))
    return state, (Changed(),)


def _step_by_hand(state: HostGame, question: Question, command: Command) -> Stepped:
    match command:
        case Hands(_, place, hands) if 0 <= place < len(question.hands) and hands <= MOST_HANDS:
            found = [*question.hands]
            found[place] = hands if hands >= 0 else None
            return _on(state, question._replace(hands=tuple(found))), (Changed(),)
        case Toggle(_, team) if 0 <= team < len(state.script.rules.teams) and question.has_been_seen:
            return _on(state, question._replace(right=tuple(sorted({*question.right} ^ {team})))), (Changed(),)
        case _:
            return rejected(state, "not-now")


def _mended(state: HostGame, number: int, change: Callable[[Question], Question | None]) -> Stepped:
    """Change how a question counts whose answer was shown."""
    if not 0 <= number < len(state.questions) or not state.questions[number].has_been_seen:
        return rejected(state, "not-now")
    changed = change(state.questions[number])
    return (_with(state, number, changed), (Changed(),)) if changed else rejected(state, "not-now")


def _accepted(question: Question, response: Response) -> Question | None:
    """Take an answer as right too, or no longer."""
    if response in question.also:
        return question._replace(also=tuple(one for one in question.also if one != response))
    return question._replace(also=(*question.also, response)) if fits(question.turn, response) else None
