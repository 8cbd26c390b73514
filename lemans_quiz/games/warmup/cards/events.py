"""Cards in a warm-up's JSON: which were seen, and after the answer what each said. Public: docs/json.md tells every field."""

from __future__ import annotations

from lemans_quiz.games.warmup.cards.report import card_rows
from lemans_quiz.games.warmup.cards.rules import Said, missing
from lemans_quiz.games.warmup.rules import CARDS, Question
from lemans_quiz.games.warmup.state import Warmup
from lemans_quiz.play.events import Fields
from lemans_quiz.room.cards import LETTERS


def seen_cards(state: Warmup, question: Question) -> Fields:
    """Return which cards were seen and which were not, never what they say."""
    return {
        "seen": [number for number, _place in question.cards],
        "missing": list(missing(state.cards, question.cards)),
        "vote": len(question.votes) + 1,
    }


def said_by_cards(question: Question) -> Fields:
    """Return what each card said, in the vote that counts and in those before it; nothing where there are no cards."""
    if not question.seats:
        return {}
    said = {str(seat.number): dict(question.cards).get(seat.number) for seat in question.seats}
    letters = {number: "" if place is None else LETTERS[place] for number, place in said.items()}
    return {"cards": letters, "votes_before": [_letters(vote) for vote in question.votes]}


def _letters(vote: Said) -> Fields:
    return {str(number): LETTERS[place] for number, place in vote}


def cards_at_the_end(state: Warmup) -> Fields:
    """Return what each card said in each question, and how often it was right; nothing where there are no cards."""
    if state.script.rules.entry != CARDS:
        return {}
    names = state.script.rules.teams
    return {
        "cards": [
            {
                "card": row.number,
                "team": names[row.team] if row.team >= 0 else "",
                "right": row.right,
                "asked": row.asked,
                "letters": list(row.letters),
            }
            for row in card_rows(state)
        ]
    }
