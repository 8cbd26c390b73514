"""One game, turn by turn: step(game, command) -> (game, events). No clock, no screen: times come with the commands.

A game is replayed from its turns, its rules and the log of its commands; nothing else is ever saved.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lemans_quiz.core import marks
from lemans_quiz.core.attempts import Attempt, RunningSum, Tally, called_right, called_wrong
from lemans_quiz.core.events import (
    Answer,
    Appeal,
    Appealed,
    Asked,
    Command,
    Event,
    Finished,
    Halve,
    Halved,
    Hint,
    Hinted,
    Marked,
    NearMissed,
    Next,
    Push,
    Pushed,
    Quit,
    Recall,
    Rejected,
    Skip,
    TimeOut,
    Withdraw,
    Withdrawn,
)
from lemans_quiz.core.items import Item
from lemans_quiz.core.marks import Mark
from lemans_quiz.core.responses import Chosen, Response, Typed
from lemans_quiz.core.scoring import (
    CLOCKED_RACES,
    FAIR,
    HALF_IN_HINTS,
    POINTS,
    RACES,
    RETRY_SHARE,
    Performance,
    points_for,
)
from lemans_quiz.core.turns import Turn, can_go


class Rules(NamedTuple):
    """How a game is played. `timer` is seconds a question (0: none; an item's own `seconds` wins over it).

    `retry` gives a near miss one more try at half the marks. `scoring` is one of scoring.RULES or RACES.
    `pushes` is how many hours of a race each player may push in. `appeals` lets a player say "I was right".
    """

    scoring: str = POINTS
    timer: float = 0.0
    retry: bool = True
    pushes: int = 0
    appeals: bool = True


def default_scoring(timer: float) -> str:
    """Return the rule that is played where none was asked for: speed counts a little as soon as there is a timer."""
    return FAIR if timer > 0 else POINTS


class Asking(NamedTuple):
    """A question is open; `hints` were given; `near` is the near miss that earned another try; `pushed` is the race's.

    `gone` are the options that 50:50 took away.
    """

    hints: int = 0
    near: Typed | None = None
    pushed: bool = False
    gone: tuple[int, ...] = ()


class Reviewing(NamedTuple):
    """The last attempt's feedback is on show."""


class Ended(NamedTuple):
    """The game is over; `complete` when every question was answered."""

    complete: bool


Phase = Asking | Reviewing | Ended


class Game(NamedTuple):
    """The state of a game. `position` counts turns from 0; there is one attempt for each turn that is done."""

    turns: tuple[Turn, ...]
    rules: Rules
    position: int = 0
    phase: Phase = Asking()
    attempts: tuple[Attempt, ...] = ()
    sums: tuple[RunningSum, ...] = ()
    """One for each player, over all attempts but the last: so marking costs the same after ten questions and ten thousand."""

    @property
    def turn(self) -> Turn:
        """The turn that is open or under review."""
        return self.turns[min(self.position, len(self.turns) - 1)]

    def limit(self, item: Item) -> float:
        """Return the seconds for an item, 0 for no limit."""
        if self.rules.scoring in CLOCKED_RACES:
            return _race_limit(item)
        return (item.seconds or self.rules.timer) if self.rules.timer > 0 else 0.0


def _race_limit(item: Item) -> float:
    from lemans_quiz.core.laps import limit_seconds

    return item.seconds or limit_seconds(item)


def tally(game: Game, attempts: Sequence[Attempt] | None = None, *, player: int | None = None) -> Tally:
    """Sum up attempts (the game's own if none are given), of one player or of all, in order."""
    gained: list[float] = []
    streaks: list[int] = []
    streak = 0
    questions = sum(1 for turn in game.turns if player is None or turn.player == player)
    for attempt in game.attempts if attempts is None else attempts:
        turn = game.turns[attempt.turn]
        if player is not None and turn.player != player:
            continue
        streak = streak + 1 if attempt.is_right else 0
        streaks.append(streak)
        gained.append(points_for(game.rules.scoring, _performance(game, attempt, streak, questions)))
    return Tally(tuple(gained), tuple(streaks))


def _performance(game: Game, attempt: Attempt, streak: int, questions: int) -> Performance:
    item = game.turns[attempt.turn].item
    performance = Performance(
        mark=attempt.mark.value,
        points=item.points,
        seconds=attempt.seconds,
        limit=game.limit(item),
        questions=questions,
        hints=attempt.hints,
        streak=streak,
    )
    return _raced(game, attempt, performance) if game.rules.scoring in RACES else performance


def _raced(game: Game, attempt: Attempt, performance: Performance) -> Performance:
    """Add what counts in a race, each hour of which has a turn for each player."""
    from lemans_quiz.core.laps import par_seconds, quarter_of

    players = max(1, len(game.sums))
    is_clocked = game.rules.scoring in CLOCKED_RACES
    return performance._replace(
        par=par_seconds(game.turns[attempt.turn].item) if is_clocked else 0.0,
        pushed=attempt.pushed,
        answered=attempt.mark.reason not in (marks.SKIPPED, marks.TIME_OUT),
        quarter=quarter_of(attempt.turn // players, len(game.turns) // players),
    )


def most(game: Game, *, player: int | None = None) -> float:
    """Return the points of a player who answers everything right at once."""
    perfect = [Attempt(index, None, Mark(1.0, marks.RIGHT), 0.0) for index in range(len(game.turns))]
    return tally(game, perfect, player=player).score


def begin(turns: tuple[Turn, ...], rules: Rules) -> tuple[Game, tuple[Event, ...]]:
    """Open the first question of a game; one without turns is over at once."""
    players = Counter(turn.player for turn in turns)
    game = Game(turns, rules, sums=tuple(RunningSum(questions=players[n]) for n in range(max(players, default=0) + 1)))
    if not turns:
        return _end(game)
    return game, (_asked(game),)


def is_over(game: Game) -> bool:
    """Tell whether the game has ended."""
    return isinstance(game.phase, Ended)


def step(game: Game, command: Command) -> tuple[Game, tuple[Event, ...]]:
    """Carry out a command. Never raises for what a player does: what does not fit now is `Rejected`."""
    if isinstance(game.phase, Ended):
        return game, (Rejected("over"),)
    if isinstance(command, Quit):
        return _end(game)
    if isinstance(command, Appeal | Withdraw):
        return _overrule(game, command)
    if isinstance(game.phase, Asking):
        return _step_asking(game, game.phase, command)
    return _advance(game) if isinstance(command, Next) else (game, (Rejected("not-open"),))


def replay(turns: tuple[Turn, ...], rules: Rules, commands: Iterable[Command]) -> Game:
    """Return the game as it stands after these commands."""
    game, _ = begin(turns, rules)
    for command in commands:
        game, _ = step(game, command)
    return game


def _step_asking(game: Game, phase: Asking, command: Command) -> tuple[Game, tuple[Event, ...]]:
    match command:
        case Answer(response, seconds):
            return _answer(game, phase, response, seconds)
        case Recall(response, seconds, verdict):
            return _recall(game, phase, response, seconds, verdict)
        case Hint():
            return _hint(game, phase)
        case Halve(gone):
            return _halve(game, phase, gone)
        case Push():
            return _push(game, phase)
        case Skip(seconds):
            return _close(game, phase, None, Mark(0.0, marks.SKIPPED), seconds)
        case TimeOut(seconds):
            return _close(game, phase, None, Mark(0.0, marks.TIME_OUT), seconds)
        case _:
            return game, (Rejected("not-answered"),)


def _answer(game: Game, phase: Asking, response: Response, seconds: float) -> tuple[Game, tuple[Event, ...]]:
    from lemans_quiz.core.marking import mark  # not needed to ask the first question

    if isinstance(response, Chosen) and response.option in phase.gone:
        return game, (Rejected("gone"),)
    verdict = mark(game.turn.item, response)
    if phase.near is not None:
        verdict = verdict._replace(value=verdict.value * RETRY_SHARE)
    elif verdict.reason == marks.NEAR_MISS and game.rules.retry and isinstance(response, Typed):
        return game._replace(phase=phase._replace(near=response)), (NearMissed(game.position + 1, response),)
    return _close(game, phase, response, verdict, seconds)


def _recall(
    game: Game, phase: Asking, response: Response, seconds: float, verdict: Mark
) -> tuple[Game, tuple[Event, ...]]:
    """Give an answer its mark of then, whatever marking says today; the words to it are today's where they agree."""
    if verdict.reason == marks.NEAR_MISS and phase.near is None and game.rules.retry and isinstance(response, Typed):
        return game._replace(phase=phase._replace(near=response)), (NearMissed(game.position + 1, response),)
    from lemans_quiz.core.marking import mark

    today = mark(game.turn.item, response)
    same = today if today.reason == verdict.reason else verdict
    return _close(game, phase, response, same._replace(value=verdict.value), seconds)


def _hint(game: Game, phase: Asking) -> tuple[Game, tuple[Event, ...]]:
    hints = game.turn.item.hints
    if phase.hints >= len(hints):
        return game, (Rejected("no-more-hints" if hints else "no-hints"),)
    given = game._replace(phase=phase._replace(hints=phase.hints + 1))
    return given, (Hinted(game.position + 1, phase.hints + 1, hints[phase.hints]),)


def _halve(game: Game, phase: Asking, gone: tuple[int, ...]) -> tuple[Game, tuple[Event, ...]]:
    if phase.gone or not can_go(game.turn, gone):
        return game, (Rejected("no-more-hints" if phase.gone else "no-hints"),)
    return game._replace(phase=phase._replace(gone=gone)), (Halved(game.position + 1, gone),)


def pushes_left(game: Game) -> int:
    """Return in how many more hours the player whose turn it is may push."""
    if game.rules.scoring not in RACES:
        return 0
    player = game.turn.player
    used = sum(1 for attempt in game.attempts if attempt.pushed and game.turns[attempt.turn].player == player)
    return max(0, game.rules.pushes - used - (isinstance(game.phase, Asking) and game.phase.pushed))


def _push(game: Game, phase: Asking) -> tuple[Game, tuple[Event, ...]]:
    """Push in this hour; who has taken a hint or tried an answer knows too much for it."""
    if phase != Asking() or not pushes_left(game):
        return game, (Rejected("no-push"),)
    pushed = game._replace(phase=Asking(pushed=True))
    return pushed, (Pushed(game.position + 1, pushes_left(pushed)),)


def _close(
    game: Game, phase: Asking, response: Response | None, verdict: Mark, seconds: float
) -> tuple[Game, tuple[Event, ...]]:
    hints = phase.hints + (HALF_IN_HINTS if phase.gone else 0)
    attempt = Attempt(game.position, response, verdict, max(0.0, seconds), hints, phase.pushed)
    closed = game._replace(phase=Reviewing(), attempts=(*game.attempts, attempt), sums=_summed(game))
    return closed, (_marked(closed),)


def _summed(game: Game) -> tuple[RunningSum, ...]:
    """Return the sums over all attempts."""
    if not game.attempts:
        return game.sums
    player = game.turns[game.attempts[-1].turn].player
    gained, streak = _gained(game)
    return (*game.sums[:player], game.sums[player].after(gained, streak), *game.sums[player + 1 :])


def _gained(game: Game) -> tuple[float, int]:
    """Return the points of the last attempt, and the streak with it."""
    attempt = game.attempts[-1]
    before = game.sums[game.turns[attempt.turn].player]
    streak = before.streak + 1 if attempt.is_right else 0
    return points_for(game.rules.scoring, _performance(game, attempt, streak, before.questions)), streak


def _marked(game: Game) -> Marked:
    attempt = game.attempts[-1]
    gained, streak = _gained(game)
    score = game.sums[game.turns[attempt.turn].player].score + gained
    return Marked(attempt.turn + 1, attempt.response, attempt.mark, attempt.seconds, gained, streak, round(score, 2))


def _overrule(game: Game, command: Appeal | Withdraw) -> tuple[Game, tuple[Event, ...]]:
    """Let the player's word on the last typed answer count, or take it back: he knows better than the pack."""
    last = game.attempts[-1] if game.attempts and _may_overrule(game) else None
    kind = game.turns[last.turn].item.kind if last else None
    is_appeal = isinstance(command, Appeal)
    said = (called_right if is_appeal else called_wrong)(last, kind) if last and kind else None
    if said is None:
        return game, (Rejected("no-appeal"),)
    overruled = game._replace(attempts=(*game.attempts[:-1], said))
    now = _marked(overruled)
    event = Appealed if is_appeal else Withdrawn
    return overruled, (event(now.number, said.response, now.gained, now.streak, now.score, said.mark),)


def _may_overrule(game: Game) -> bool:
    """Tell whether the last answer is still to be spoken of: not once the player knows more of the next one."""
    knows_more = isinstance(game.phase, Asking) and bool(game.phase.near or game.phase.hints)
    return game.rules.appeals and not knows_more


def _advance(game: Game) -> tuple[Game, tuple[Event, ...]]:
    if game.position + 1 >= len(game.turns):
        return _end(game)
    following = game._replace(position=game.position + 1, phase=Asking())
    return following, (_asked(following),)


def _asked(game: Game) -> Asked:
    return Asked(game.position + 1, len(game.turns), game.turn, game.limit(game.turn.item))


def _end(game: Game) -> tuple[Game, tuple[Event, ...]]:
    complete = len(game.attempts) == len(game.turns)
    return game._replace(phase=Ended(complete)), (Finished(complete),)


class Summary(NamedTuple):
    """The result: questions answered of all, right ones among them, points of the most possible, seconds, best streak.

    `missed` are the turns (from 0) that were not fully right, in order. `appealed` says that the player overruled a mark.
    """

    answered: int
    of: int
    right: int
    score: float
    max: float
    seconds: float
    best_streak: int
    complete: bool
    missed: tuple[int, ...]
    appealed: bool


def summarise(game: Game, *, player: int | None = None) -> Summary:
    """Return the result so far, of one player or of the whole game."""
    attempts = tuple(_attempts_of(game, player))
    summed = tally(game, player=player)
    turns = sum(1 for turn in game.turns if player is None or turn.player == player)
    return Summary(
        answered=len(attempts),
        of=turns,
        right=sum(1 for attempt in attempts if attempt.is_right),
        score=summed.score,
        max=most(game, player=player),
        seconds=sum(attempt.seconds for attempt in attempts),
        best_streak=summed.best_streak,
        complete=len(attempts) == turns,
        missed=tuple(attempt.turn for attempt in attempts if not attempt.is_right),
        appealed=any(attempt.mark.reason == marks.APPEALED for attempt in attempts),
    )


def _attempts_of(game: Game, player: int | None) -> Iterator[Attempt]:
    for attempt in game.attempts:
        if player is None or game.turns[attempt.turn].player == player:
            yield attempt
