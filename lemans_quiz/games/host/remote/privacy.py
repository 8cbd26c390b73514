"""One page for parents and for the school's register of processing: what, where, how long, how to object."""

from __future__ import annotations

from collections.abc import Iterator

from lemans_quiz.i18n import _


def privacy_lines() -> Iterator[str]:
    """Yield the page, paragraph by paragraph; a line without a full stop is a heading."""
    yield _("A quiz in class on the teacher's laptop: what becomes of data")
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
                "Le Mans Quiz runs on the teacher's laptop. Pupils open a page of that laptop in the browser of a phone, tablet or "
                "computer and answer questions. No app, no account, no internet and no other company is needed."
            ),
        ),
        (
            _("Which data?"),
            _(
                "A name for the game, which the program makes up, or the number in the class register, or one that the pupil types; the "
                "answers and how long each took; a random token, by which a device finds its seat again. No address of a device "
                "is written down, nothing is read from the device, and no cookie is set."
            ),
        ),
        (
            _("And pictures, where cards are used?"),
            _(
                "A camera sees the cards that pupils hold up. Its pictures are made grey in the browser, read in the laptop's memory and gone "
                "at once: none is written to a disk, shown, sent elsewhere or looked at for faces. What is kept is the letter of each card."
            ),
        ),
        (
            _("What for?"),
            _("To show what the class knows and to practise. It is not for marks, and no profile is made of anybody."),
        ),
        (
            _("Where, and who sees it?"),
            _(
                "Only on the teacher's laptop, and on the way there in the school's own network. The teacher sees the names and answers; the "
                "class sees names, how many chose what, and at the end the first places if that is wanted. Nobody else gets anything."
            ),
        ),
        (
            _("For how long?"),
            _(
                "Until the end of the game: then the program deletes names and answers. If the laptop breaks down, they are "
                "kept until the game goes on or is given up. Only if the teacher writes a report is there a file with "
                "names; it says what it holds, and the teacher deletes it when it is no longer needed. Of a class the "
                "program remembers how often each question was missed and the points of teams, without names of pupils."
            ),
        ),
        (
            _("How to object?"),
            _(
                "Whoever does not want to take part by device answers by hand or by a printed card, without any disadvantage. Ask "
                "the teacher for what is held, to correct it or to delete it; the school's data protection officer helps. What "
                "the program remembers of a class is deleted by: lmq history delete --class CLASS"
            ),
        ),
        (
            _("For the register of processing"),
            _(
                "Purpose: teaching. Persons: pupils of the class. Data: pseudonym or name, answers, times. Recipients: none. Transfer to "
                "other countries: none. Processor: none. Deletion: at the end of the game, reports by the teacher. Safeguards: own network, "
                "a code and a lock for the room, random tokens, no logs of addresses. Legal basis: the school law of the state."
            ),
        ),
    )
