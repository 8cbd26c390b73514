"""Items -> text for Anki: a card each, with its choices on the front and its explanation on the back."""

from __future__ import annotations

import csv
import html
import io

from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Option, Order, Pack, Text, TrueFalse
from lemans_quiz.formats.writing.written import Changes, Written, shown, without_place

_LETTERS = "ABCDEFGHI"


def write_anki(pack: Pack, language: str) -> Written:
    """Return a pack as text that Anki imports, in a language."""
    title = " ".join(pack.title.show(language).replace("::", ":").split())
    head = f"#separator:tab\n#html:true\n#notetype:Basic\n#deck:{title}\n#tags column:3\n"
    buffer = io.StringIO()
    rows = csv.writer(buffer, delimiter="\t", lineterminator="\n")
    for item in pack.items:
        front, back = _front(item, language), _back(item, language)
        rows.writerow((_html(front), _html(back), " ".join(tag.replace(" ", "_") for tag in item.tags)))
    outcomes = tuple(Changes(item).outcome() for item in pack.items)
    return Written((head + _guarded(buffer.getvalue())).encode(), outcomes, without_place(pack, "tags", "explanations"))


def _guarded(rows: str) -> str:
    """Return rows none of which begins with the sign of a comment."""
    return "\n".join('"#' + _closed(row[1:]) if row.startswith("#") else row for row in rows.split("\n"))


def _closed(row: str) -> str:
    front, tab, rest = row.partition("\t")
    return front.replace('"', '""') + '"' + tab + rest


def _html(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")


def _front(item: Item, language: str) -> str:
    stem, kind = shown(item.stem, language), item.kind
    match kind:
        case Choice() | Multiple():
            listed = (
                f"{_LETTERS[at]}) {option.text.show(language)}" for at, option in enumerate(_sorted(kind, language))
            )
            return "\n".join((stem, *listed))
        case Order(entries):
            return "\n".join((stem, *(f"- {text}" for text in sorted(entry.show(language) for entry in entries))))
        case Match():
            rights = sorted(right.show(language) for right in kind.rights)
            return "\n".join(
                (stem, *(f"- {left.show(language)}" for left in kind.lefts), "", *(f"- {text}" for text in rights))
            )
        case TrueFalse() | Text() | Number():
            return stem


def _sorted(kind: Choice | Multiple, language: str) -> list[Option]:
    return (
        list(kind.options)
        if kind.fixed
        else sorted(kind.options, key=lambda option: option.text.show(language).casefold())
    )


def _back(item: Item, language: str) -> str:
    told = shown(item.explanation, language)
    return _answer(item, language) + (f"\n\n{told}" if told else "")


def _answer(item: Item, language: str) -> str:
    kind = item.kind
    match kind:
        case Choice():
            return kind.options[kind.key].text.show(language)
        case Multiple():
            return "\n".join(kind.options[key].text.show(language) for key in kind.keys)
        case TrueFalse(key):
            return ("Wahr" if key else "Falsch") if language.startswith("de") else ("True" if key else "False")
        case Text():
            return kind.key.show(language)
        case Number():
            number = f"{kind.low:f}–{kind.high:f}" if kind.by_range else f"{kind.key:f}"
            return f"{number} {shown(kind.unit, language)}".strip()
        case Order(entries):
            return "\n".join(f"{number}. {entry.show(language)}" for number, entry in enumerate(entries, 1))
        case Match():
            return "\n".join(
                f"{left.show(language)} – {kind.rights[right].show(language)}"
                for left, right in zip(kind.lefts, kind.key, strict=True)
            )
