"""One page for parents and for the school's register of processing: what, where, how long, how to object."""

from __future__ import annotations

from collections.abc import Iterator

from lemans_quiz.i18n import _


def privacy_lines() -> Iterator[str]:
    """Yield the page, paragraph by paragraph; a line without a full stop is a heading."""
    yield _("A quiz in class on the teacher's laptop: what happens to data")
    for question, answer in _answers():
        yield ""
        yield question
        yield answer


# Long because it is the text of the page.
def _answers() -> tuple[tuple[str, str], ...]:
    return (
        (
            _("What is it?"),
            _(
                "Le Mans Quiz runs on the teacher's laptop. Pupils open a page from that laptop in the browser "
                "of a phone, tablet or computer and answer questions. No app, account, internet or other "
                "company is needed."
            ),
        ),
        (
            _("What data?"),
            _(
                "A name for the game: made up by the program, the class register number, or typed by the"
                " pupil; the answers and how long each took; a random token that lets a device return to its "
                "seat. No device address is recorded, nothing is read from the device, and no cookie is set."
            ),
        ),
        (
            _("And pictures, if cards are used?"),
            _(
                "A camera sees the cards that pupils hold up. Its pictures are turned to grey in the browser, read"
                " in the laptop's memory and discarded at once: none is saved, shown, sent elsewhere or "
                "searched for faces. Only the letter of each card is kept."
            ),
        ),
        (
            _("What for?"),
            _("To show what the class knows and to practise. It is not for grading, and no profile is made of anyone."),
        ),
        (
            _("Where is it, and who sees it?"),
            _(
                "Only on the teacher's laptop, and on the way there in the school's own network. The teacher "
                "sees names and answers; the class sees names, how many chose each answer, and at the end the "
                "first places, if wanted. Nobody else gets anything."
            ),
        ),
        (
            _("For how long?"),
            _(
                "Until the end of the game: then the program deletes names and answers. If the laptop fails, "
                "they are kept until the game is resumed or abandoned. There is a file with names only if the "
                "teacher saves a report; it says what it contains, and the teacher deletes it when it is no "
                "longer needed. For a class, the program remembers how often each question was missed and the "
                "points of teams, without pupils' names."
            ),
        ),
        (
            _("How can I object?"),
            _(
                "Anyone who does not want to use a device can answer by hand or with a printed card, without "
                "any disadvantage. Ask the teacher to see, correct or delete the data; the school's data "
                "protection officer can help. To delete what the program remembers about a class: lmq history "
                "delete --class CLASS"
            ),
        ),
        (
            _("For the record of processing activities"),
            _(
                "Purpose: teaching. Data subjects: pupils of the class. Data: pseudonym or name, answers, "
                "times. Recipients: none. Transfers to other countries: none. Processor: none. Erasure: at the "
                "end of the game, reports by the teacher. Security: own network, a code and a lock for the "
                "room, random tokens, no logs of addresses. Legal basis: the school law of the state."
            ),
        ),
    )
