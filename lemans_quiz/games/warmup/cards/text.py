"""What is said of cards: who is in, who is still to be seen, how many were right. Never what a card says before the answer."""

from __future__ import annotations

from collections.abc import Iterable

from lemans_quiz.games.warmup.cards.rules import missing, team_cards, votes
from lemans_quiz.games.warmup.rules import CARDS, Question, entry_for, places
from lemans_quiz.games.warmup.state import Warmup, may_show
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.terminal.theme import DOT, in_one_line

_MOST_NAMED = 8
"""So many numbers of cards that are still to be seen are named, so that it stays one line; of more the grid tells."""


def answers_by_card(state: Warmup) -> bool:
    """Tell whether the open question is answered by cards, now."""
    question = state.question
    return question is not None and may_show(state) and entry_for(question.turn, state.script.rules) == CARDS


def counted(state: Warmup, question: Question) -> str:
    """Say how many cards were seen, and which are still to be seen."""
    if not state.cards:
        return _("No cards seen yet.")
    return _counted(state, missing(state.cards, question.cards))


def _counted(state: Warmup, left: tuple[int, ...]) -> str:
    told = _("{seen} of {all} seen").format(seen=len(state.cards) - len(left), all=len(state.cards))
    if not left or len(left) > _MOST_NAMED:
        return told
    return f"{told} {DOT} " + _("Not seen yet: {cards}").format(cards=", ".join(map(str, left)))


def open_prompt(state: Warmup, question: Question, typed: str, *, is_warned: bool) -> str:
    """Say what is awaited: cards, or the letter of one whose number was typed."""
    if typed:
        return _("Card {number}: type its letter, or - if the pupil is absent.").format(number=typed)
    if is_warned:
        return _("No card in this class has that number, or no answer has that letter.")
    if state.cards and not missing(state.cards, question.cards):
        return _("All cards seen. They can be turned until Space.")
    return counted(state, question) if question.cards else hold_up()


def hold_up() -> str:
    """Say what pupils do."""
    return _("Hold up your card with the letter of your answer on top.")


def revealed_prompt(state: Warmup, question: Question) -> str:
    """Say how many cards were right, of each team where there are teams, and in the first vote where there was one before."""
    if not question.cards:
        return _("No cards seen.")
    parts = [_right(question, question.votes[0])] if question.votes else []
    first = _("before: {right}").format(right=parts[0]) if parts else ""
    names, rights = state.script.rules.teams, question.right_places
    found = (team_cards(question.seats, question.cards, rights, team) for team in sorted(question.playing))
    teams = [f"{in_one_line(names[one.team])} {_of(one.right, one.all)}" for one in found if one.all]
    told = (
        _("Right: {teams}").format(teams=f" {DOT} ".join(teams))
        if teams
        else _("{right} right").format(right=_right(question, question.cards))
    )
    return f" {DOT} ".join(filter(None, (told, first)))


def _right(question: Question, said: tuple[tuple[int, int], ...]) -> str:
    counts = votes(said, places(question.turn))
    return _of(sum(counts[place] for place in question.right_places), len(said))


def _of(right: int, every: int) -> str:
    return _("{right} of {all}").format(right=right, all=every)


def votes_before(question: Question) -> tuple[int, ...]:
    """Return how many cards chose each option in the vote before, empty where there was one vote."""
    return votes(question.votes[-1], places(question.turn)) if question.votes else ()


def sight_told(state: Warmup) -> tuple[str, ...]:
    """Say at the sight check how cards come in, and which are."""
    if state.script.rules.entry != CARDS:
        return ()
    numbers = [seat.number for seat in state.cards]
    unseen = tuple(seat.number for seat in state.cards if not seat.is_seen)
    known = ngettext("{count} card joined: {numbers}", "{count} cards joined: {numbers}", len(numbers))
    joined = known.format(count=len(numbers), numbers=ranges(numbers))
    told = [_counted(state, unseen) if unseen else joined] if numbers else []
    how = _("Everyone, hold up your card to join.")
    teams = _("Card 1 is in team 1, card 2 in team 2, and so on.") if state.script.rules.teams else ""
    return (" ".join(filter(None, (how, teams, *told))),)


def ranges(numbers: Iterable[int]) -> str:
    """Return numbers in order as short as they go: 1–3, 5."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
