"""What an editor tells about each key of a pack while it is typed. Which keys are legal is keys.py's."""

from __future__ import annotations

from lemans_quiz.core.messages import message

PACK = {
    "title": message("The pack's title: text, or one text per language such as {en: Rivers, de: Flüsse}."),
    "format": message("The version of the pack format, 1. Can be left out."),
    "id": message(
        "The pack's name on the command line and for players' progress: lowercase letters, digits, hyphens. The"
        " file's name if left out."
    ),
    "language": message("The language of every text without language codes, such as en, de or pt-BR. en if left out."),
    "authors": message("Who wrote the pack: a list of names."),
    "license": message("What others may do with the pack: an SPDX identifier such as CC-BY-4.0."),
    "context": message(
        "A line that says what the questions are about. It is shown above each of them when packs are mixed, "
        "but not when this pack is played alone."
    ),
    "description": message("What the pack is about, in a sentence or two, for people choosing a pack."),
    "homepage": message("The address of a page with more about the pack."),
    "version": message("The pack's own version, such as 1.2."),
    "updated": message("The date of the last change, year-month-day."),
    "sources": message(
        "Where the facts come from: a key for each source, with its title, author, publisher, year, pages, isbn"
        " and url below it. Questions cite a source by its key."
    ),
    "defaults": message(
        "Values for questions that do not set their own: source, level, seconds, points, as_of, tags, show. "
        "Tags add up."
    ),
    "tables": message(
        "CSV files next to the pack, with a name for each: {winners: winners.csv}. 'each' makes questions from "
        "their rows."
    ),
    "questions": message("The questions, each after a dash: at least 'question' and its answer."),
}

QUESTION = {
    "id": message(
        "The question's name: lowercase letters, digits, hyphens, unique in the pack. It keeps players' "
        "progress when the text is edited. 'lmq pack check --add-ids' adds the missing ones."
    ),
    "question": message("The text of the question."),
    "type": message("The kind of question. It follows from the keys and can be left out."),
    "answer": message(
        "The right answer. With 'wrong' or 'choices': one of several to choose from. Alone: true or false, a "
        'number (917), or text to type; quotes mean text ("917").'
    ),
    "answers": message("Several right answers to choose, together with 'wrong' or 'choices'."),
    "wrong": message(
        "Wrong answers, shuffled with the right ones; with 'match', right-hand sides without a partner. In a "
        "question with 'each': {from: column, near: column, count: 3} draws them from other rows."
    ),
    "choices": message(
        "All options in the order in which they are shown, including the right answer; instead of 'wrong'."
    ),
    "show": message(
        "How many options are shown: always the right ones, and some of the wrong ones, different each time. At"
        " least one more than there are right answers. All of them if left out; not with 'choices'."
    ),
    "accept": message("What else counts as right when the answer is typed. Small typos are forgiven anyway."),
    "not": message(
        "Typed answers that are wrong however close they are to a right one; each can be {text: …, feedback: …}."
    ),
    "exact": message("true if no typo is forgiven in the typed answer."),
    "order": message(
        "Entries to put in order, written in the right order; an entry's feedback, such as its year, is shown "
        "beside it after the answer."
    ),
    "match": message("Pairs that belong together: {left: right}, or a list of {left: …, right: …}."),
    "between": message("Any number from the first to the second is right, both included: [13.5, 13.7]."),
    "tolerance": message('How far off a number may be: 0.05, or "1 %" of it. Exact if left out.'),
    "close": message(
        "Part marks for a number that is wrong but no further off than this: up to half, more the closer it is."
    ),
    "unit": message("The unit of the number: shown, and optional when typed."),
    "hint": message("A hint on request; it costs points."),
    "hints": message("Several hints, given one at a time."),
    "explanation": message("Shown after the answer: something that was not in the question."),
    "source": message("A key from 'sources', or the citation itself (several words, or an address)."),
    "as_of": message("The date the fact was last checked, year-month-day, if it may change."),
    "level": message("How hard: 1 (anyone) to 5 (expert)."),
    "seconds": message("A time limit for this question."),
    "points": message("What the question is worth, 1 if left out; 0 makes it a trial question."),
    "tags": message("Words to choose questions by."),
    "note": message("For authors; never shown to players."),
    "each": message(
        "The name of a table under 'tables': one question is made from each row, with {column} in any text "
        "replaced by the row's cell. Put texts that begin with a brace in quotes."
    ),
    "where": message("Only rows with these cells: {column: text}. All of them must match."),
}

SOURCE = {
    "title": message("The title of the source."),
    "author": message("Who wrote it."),
    "publisher": message("Who published it."),
    "year": message("The year it was published."),
    "pages": message("The pages, such as 97 or 12-14."),
    "isbn": message("The number of the book."),
    "url": message("Where it can be read."),
}

OPTION = {
    "text": message("The text of the option."),
    "feedback": message("Shown to whoever chose it."),
}

PAIR = {
    "left": message("What is given."),
    "right": message("What belongs to it. Several left-hand sides can share one."),
}

DRAW = {
    "from": message("The column that wrong answers are taken from; one column per language if they have languages."),
    "near": message(
        "The nearest rows by this column give the wrong answers, earlier ones first. Neighbours in the table if"
        " left out."
    ),
    "count": message("How many; 3 if left out."),
}
