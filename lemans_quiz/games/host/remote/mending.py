"""What the teacher says of a question: it does not count, another answer is right too, so many hands, and what a pupil without a device answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from lemans_quiz.core.responses import Chosen, ChosenSet, Response, Said
from lemans_quiz.core.typed import response_text
from lemans_quiz.games.host.card_seats import CardSeats, counted, seat_of_card
from lemans_quiz.games.host.commands import (
    Accept,
    Hands,
    Void,
)
from lemans_quiz.games.host.desk import Desk, Refused
from lemans_quiz.games.host.remote import text
from lemans_quiz.games.host.remote.prompts import Entry, ask_text, pick
from lemans_quiz.games.host.rules import (
    PHONE,
    Question,
    Seat,
    mark_of,
    places,
    right_places,
)
from lemans_quiz.games.host.scores import FULL, playing
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.play import answering as ask
from lemans_quiz.play.question import answer_block
from lemans_quiz.room.cards import read_held
from lemans_quiz.room.sightings import Sighting
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.layout import BLANK, Lines, Page, indented, said, wrapped
from lemans_quiz.terminal.menus import read_key
from lemans_quiz.terminal.terminal import Terminal
from lemans_quiz.terminal.theme import QUIET, STEM, in_one_line
from lemans_quiz.terminal.views import KeyHint, Setting, header, keys_line, margin


def mend(terminal: Terminal, desk: Desk, language: str) -> None:
    """Let a question count no longer, or another answer be right too: the last one shown, and the one before."""
    state = desk.snapshot.state
    numbers = [
        place for place, question in enumerate(state.questions) if question.has_been_seen and place <= state.position
    ]
    for position in numbers[:-3:-1]:
        question = desk.snapshot.state.questions[position]
        entries: list[Entry] = _mending(desk, position, question, language)
        is_last = position == numbers[0] or position == numbers[-2:][0]
        if not is_last:
            entries.append((_("The previous question"), "", lambda: None))
        chosen = pick(
            terminal, _("Change how a question counts"), entries, above=text.stem(question.turn.item, language)
        )
        if is_last or chosen != len(entries) - 1:
            return


def _mending(desk: Desk, position: int, question: Question, language: str) -> list[Entry]:
    label = _("Count it again") if question.is_void else _("Do not count it")
    entries: list[Entry] = [(label, "", lambda: desk.do(Void(desk.at, position)))]

    def accept(response: Response) -> Callable[[], object]:
        return lambda: desk.do(Accept(desk.at, position, response))

    for response, count in candidates(question):
        told = in_one_line(response_text(question.turn, response, language))
        is_taken = response in question.also
        label = _("“{answer}” is wrong after all") if is_taken else _("“{answer}” is also right")
        times = ngettext("{count} answer", "{count} answers", count).format(count=count) if count else ""
        entries.append((label.format(answer=told), times, accept(response)))
    return entries


_MOST_CANDIDATES = 7


def candidates(question: Question) -> list[tuple[Response, int]]:
    """Return the answers that could be right too, with how many gave them: all options, or what was answered, the most frequent first."""
    given = Counter(ballot.response for ballot in (question.poll.ballots.values() if question.poll else ()))
    if places(question.turn):
        right = set(right_places(question))
        each = [_choosing(question, place) for place in range(places(question.turn))]
        found = [(one, place) for place, one in enumerate(each) if place not in right or one in question.also]
        return [(response, _times(question, place)) for response, place in found]
    taken = [(response, given[response]) for response in question.also]
    wrong = [
        (response, count)
        for response, count in given.most_common()
        if mark_of(question, response).value < FULL and response not in question.also
    ]
    return [*taken, *wrong][:_MOST_CANDIDATES]


def _choosing(question: Question, place: int) -> Response:
    """Return the response that chooses the option at a place."""
    turn = question.turn
    if not turn.arrangement:
        return Said(place == 0)
    return (
        ChosenSet((turn.arrangement[place],)) if turn.item.kind_name == "multiple" else Chosen(turn.arrangement[place])
    )


def _times(question: Question, place: int) -> int:
    from lemans_quiz.games.host.rules import bars

    return bars(question, question.poll)[place] if question.poll else 0


def count_hands(terminal: Terminal, desk: Desk, language: str) -> None:
    """Let the teacher type how many hands each option got, until Esc."""
    question = desk.snapshot.state.question
    for place, option in enumerate(text.options(question.turn, language) if question else ()):
        told = _("How many hands for {option}?").format(option=f"{text.lead(place)}  {option}")
        typed = ask_text(terminal, _("Count the hands"), told)
        if typed is None:
            return
        if typed.isascii() and typed.isdigit():
            desk.do(Hands(desk.at, place, int(typed)))


def speak_for(terminal: Terminal, desk: Desk, language: str) -> None:
    """Let the teacher answer for a pupil without a device: the next that has not answered, or one of several."""
    state = desk.snapshot.state
    seats = [seat for seat in playing(state) if seat.way != PHONE]
    ballots = state.question.poll.ballots if state.question and state.question.poll else {}
    entries: list[Entry] = [
        (
            text.name(seat),
            _("has answered") if seat.number in ballots else "",
            _answering(terminal, desk, seat, language),
        )
        for seat in seats
    ]
    if len(entries) == 1:
        entries[0][2]()
    elif entries:
        first = next((place for place, seat in enumerate(seats) if seat.number not in ballots), 0)
        pick(terminal, _("Answer for"), entries, cursor=first)


def _answering(terminal: Terminal, desk: Desk, seat: Seat, language: str) -> Callable[[], object]:
    return lambda: _answer_for(terminal, desk, seat, language)


def _answer_for(terminal: Terminal, desk: Desk, seat: Seat, language: str) -> None:
    """Take the answer of a seat by keys. What is chosen stays hidden until Enter: all may see the screen."""
    question = desk.snapshot.state.question
    poll = question.poll if question is not None else None
    if question is None or poll is None:
        return
    state = ask.start(question.turn)
    setting = Setting(language)

    def build(width: int, height: int) -> Page:
        stem: Lines = [*wrapped(said(text.stem(question.turn.item, language), STEM), width - 2 * margin(width)), BLANK]
        hints = (KeyHint(_("Enter"), _("select")), KeyHint(_("Esc"), _("back")))
        above = [
            *indented(stem, margin(width)),
            *indented([said(state.note, QUIET)] if state.note else [], margin(width)),
        ]
        body = answer_block(state, setting, width).below(above)
        return Page(header(text.name(seat), None, width), body, [BLANK, *keys_line(hints, width)])

    terminal.show_new(build, takes_text=ask.holds_text(state))
    while True:
        key = read_key(terminal, over_text=ask.holds_text(state))
        if key is None:
            continue
        if key.name == keys.ESCAPE:
            return
        changed = ask.update(state, key)
        if not isinstance(changed, ask.STATES):
            _take_for(desk, seat, poll.id, changed)
            return
        state = changed
        terminal.show(build)


def _take_for(desk: Desk, seat: Seat, poll: int, response: Response) -> None:
    state = desk.snapshot.state
    ballots = state.question.poll.ballots if state.question and state.question.poll else {}
    nth = ballots[seat.number].nth + 1 if seat.number in ballots else 1
    taken = desk.answer(seat.number, poll, nth, response)
    assert not isinstance(taken, Refused) or taken.reason in ("closed", "paused", "no-seat", "unreadable"), taken


def type_letter(terminal: Terminal, desk: Desk) -> str:
    """Let the teacher type what a card that is not seen says, and return what came of it."""
    typed = ask_text(terminal, _("A card that is not seen"), _("Number and letter, such as 11 B:"))
    held = read_held(typed or "")
    if typed is None or held is None:
        return _("'{text}' is not a number and a letter.").format(text=in_one_line(typed)) if typed else ""
    if seat_of_card(playing(desk.snapshot.state), held.number) is None:
        return _("Nobody has card {number}.").format(number=held.number)
    CardSeats(desk).take([Sighting(held.number, held.letter, 0.0)])
    is_taken = held.number in counted(desk).seen
    return (
        _("Card {number}: saved.").format(number=held.number)
        if is_taken
        else _("That letter is not one of the answers.")
    )
