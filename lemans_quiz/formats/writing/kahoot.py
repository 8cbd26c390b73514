"""Items -> the sheet that Kahoot imports: choices of up to four answers."""

from __future__ import annotations

from lemans_quiz.core.items import Choice, Item, Multiple, Option, Pack, TrueFalse
from lemans_quiz.core.messages import message
from lemans_quiz.core.text import plain
from lemans_quiz.formats.drafts import Finding
from lemans_quiz.formats.writing.written import Changes, NotWritable, Outcome, Written, shown, without_place
from lemans_quiz.formats.writing.xlsx import write_xlsx

LONGEST_QUESTION, LONGEST_ANSWER, MOST_ANSWERS = 120, 75, 4
TIMES = (5, 10, 20, 30, 60, 90, 120, 240)
USUAL_TIME = 20
_FIRST_ROWS: tuple[tuple[str, ...], ...] = (
    (),
    ("", "Quiz template"),
    ("", "Add questions, at least two answer alternatives, time limit and choose correct answers (at least one)."),
    ("", "Remember: questions have a limit of 120 characters and answers can have 75 characters max."),
    (),
    (),
    (),
    (
        "",
        "Question - max 120 characters",
        *(f"Answer {number} - max 75 characters" for number in range(1, 5)),
        "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
        "Correct answer(s) - choose at least one",
    ),
)


def write_kahoot(pack: Pack, language: str) -> Written:
    """Return a pack as Kahoot's sheet in a language. What is too long for it is left out, never cut."""
    rows: list[tuple[str | int, ...]] = [*_FIRST_ROWS]
    outcomes: list[Outcome] = []
    for item in pack.items:
        changes = Changes(item)
        try:
            row = _row(item, language, changes)
        except NotWritable as error:
            outcomes.append(Outcome(item, False, (Finding(error.code, item.id, error.sentence),)))
            continue
        rows.append((len(rows) - len(_FIRST_ROWS) + 1, *row))
        outcomes.append(changes.outcome())
    return Written(write_xlsx(rows, sheet="Sheet1"), tuple(outcomes), without_place(pack, "times"))


def _row(item: Item, language: str, changes: Changes) -> tuple[str | int, ...]:
    stem = _fitting(shown(item.stem, language), LONGEST_QUESTION)
    options, keys = _options(item, language, changes)
    texts = [_fitting(shown(option.text, language), LONGEST_ANSWER) for option in options]
    if any(option.feedback for option in options):
        changes.add("feedback", message("Feedback on individual answers was left out."))
    right = ",".join(str(key + 1) for key in keys)
    padded = [*texts, *[""] * (MOST_ANSWERS - len(texts))]
    return (stem, *padded, _time(item, changes), int(right) if right.isdigit() else right)


def _fitting(text: str, longest: int) -> str:
    text = " ".join(text.split())
    if len(text) > longest:
        raise NotWritable("too-long", message("A text has more than {count} characters.", count=longest))
    return text


def _options(item: Item, language: str, changes: Changes) -> tuple[list[Option], list[int]]:
    """Return up to four options and which are right: the right ones, and as many wrong ones as there is room for."""
    kind = item.kind
    if isinstance(kind, TrueFalse):
        words = ("Wahr", "Falsch") if language.startswith("de") else ("True", "False")
        return [Option(plain(word, language)) for word in words], [0 if kind.key else 1]
    if not isinstance(kind, Choice | Multiple):
        sentence = message("It is not a multiple-choice question ({kind}).", kind=item.kind_name)
        raise NotWritable("no-choice", sentence)
    keys = (kind.key,) if isinstance(kind, Choice) else kind.keys
    if len(keys) > MOST_ANSWERS:
        raise NotWritable("too-many-right", message("It has more than {count} right answers.", count=MOST_ANSWERS))
    wrong = [at for at in range(len(kind.options)) if at not in keys][: MOST_ANSWERS - len(keys)]
    if len(wrong) + len(keys) < len(kind.options):
        changes.add(
            "too-many-options", message("Only {count} answers fit; some wrong ones were left out.", count=MOST_ANSWERS)
        )
    kept = sorted((*keys, *wrong)) if kind.fixed else _spread(list(keys), wrong, item.id)
    return [kind.options[at] for at in kept], [place for place, at in enumerate(kept) if at in keys]


def _spread(keys: list[int], wrong: list[int], word: str) -> list[int]:
    """Mix right and wrong ones, the same way each time: Kahoot shows answers as they stand in the sheet."""
    import hashlib

    return sorted((*keys, *wrong), key=lambda at: hashlib.blake2b(f"{word}/{at}".encode(), digest_size=8).digest())


def _time(item: Item, changes: Changes) -> int:
    if not item.seconds:
        return USUAL_TIME
    nearest = min(TIMES, key=lambda time: abs(time - item.seconds))
    if nearest != item.seconds:
        sentence = message(
            "{seconds} seconds was changed to {nearest}, which Kahoot allows.",
            seconds=f"{item.seconds:g}",
            nearest=nearest,
        )
        changes.add("time", sentence)
    return nearest
