"""Packs of any size, made for measuring: all kinds, levels, tags and two languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

WORDS = "amber bridge corner dawn engine fuel grid hybrid inside joker kerb lap marshal night oil paddock quick rain stint tyre".split()


def questions(count: int, *, only_choice: bool = False) -> Iterator[str]:
    """Yield questions as YAML; every seventh is typed, every ninth a number, the others are choices."""
    for number in range(count):
        first, second = WORDS[number % len(WORDS)], WORDS[number // len(WORDS) % len(WORDS)]
        lines = [f"  - id: q{number}", "    question:"]
        lines += [f"      en: Which {first} of number {number} met the {second} in that year?"]
        lines += [f"      de: Welches {first} Nummer {number} traf auf {second} in jenem Jahr?"]
        if only_choice or (number % 7 and number % 9):
            lines += [
                f"    answer: {first} {number}",
                f"    wrong: [{second} a{number}, {second} b{number}, {second} c{number}]",
            ]
        elif number % 9:
            lines += [f"    answer: {first}{number} {second}"]
        else:
            lines += [f"    answer: {number}", "    tolerance: 2"]
        lines += [
            "    explanation:",
            f"      en: It was {first} because of {second}.",
            f"      de: Es war {first} wegen {second}.",
        ]
        lines += [f"    level: {number % 5 + 1}", f"    tags: [{first}, {second}]", "    source: made"]
        yield "\n".join(lines) + "\n"


def write_pack(path: Path, count: int, *, only_choice: bool = False) -> Path:
    """Write a pack of so many questions and return its path."""
    with path.open("w", encoding="utf-8") as file:
        file.write("title: {en: Made, de: Gemacht}\nsources:\n  made: {title: Made for measuring}\nquestions:\n")
        file.writelines(questions(count, only_choice=only_choice))
    return path
