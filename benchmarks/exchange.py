"""Read the real files that LEMANS_QUIZ_CORPORA names, and write what became of them into docs/exchange.md.

python -m benchmarks.exchange [--print]
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from lemans_quiz.formats.drafts import Unreadable
from lemans_quiz.formats.fitting import fit
from lemans_quiz.formats.reading import read_questions
from lemans_quiz.i18n import render
from lemans_quiz.packs.naming import slug

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "exchange.md"
BEGIN, END = "<!-- table: python -m benchmarks.exchange -->", "<!-- end of table -->"
NAMES = {
    "gift": "GIFT", "moodle_xml": "Moodle XML", "aiken": "Aiken", "kahoot": "Kahoot sheet", "quizizz": "Wayground (Quizizz) sheet",
    "opentdb_synth": "Open Trivia DB, five encodings", "opentriviaqa": "OpenTriviaQA", "anki_txt": "Anki text",
}  # fmt: skip


class Sum(NamedTuple):
    """What became of the files of one kind. `reasons` count why questions were left out and changed."""

    files: int = 0
    taken: int = 0
    changed: int = 0
    left_out: int = 0
    reasons: Counter[str] = Counter()  # noqa: RUF012 - never changed

    def plus(self, other: Sum) -> Sum:
        """Add two sums."""
        numbers = (mine + theirs for mine, theirs in zip(self[:4], other[:4], strict=True))
        return Sum(*numbers, self.reasons + other.reasons)


def read(content: bytes) -> Sum:
    """Return what becomes of one file."""
    try:
        blocks = read_questions(content).content.blocks
    except Unreadable:
        return Sum(files=1)
    fitted = fit(blocks, "pack", slug=slug)
    taken = sum(bool(one.item) and not one.findings for one in fitted)
    changed = sum(bool(one.item) and bool(one.findings) for one in fitted)
    reasons = Counter(finding.code for one in fitted for finding in one.findings)
    for one in fitted:
        for finding in one.findings:
            SENTENCES.setdefault(finding.code, render(finding.sentence).rstrip("."))
    return Sum(1, taken, changed, len(fitted) - taken - changed, reasons)


SENTENCES: dict[str, str] = {}
"""What each code says, in the words of its first finding."""


def sums(folder: Path) -> dict[str, Sum]:
    """Return the sum of each kind of file in a folder of real files."""
    found = dict.fromkeys(NAMES, Sum())
    for path in json.loads((folder / "EXPECTED.json").read_text("utf-8")):
        kind = path.split("/")[0]
        found[kind] = found[kind].plus(read((folder / path).read_bytes()))
    return found


def table(found: dict[str, Sum]) -> str:
    """Return the table as Markdown, with all reasons, the commonest first."""
    lines = ["| kind | files | taken | changed | left out | why |", "|---|--:|--:|--:|--:|---|"]
    whole = Sum()
    for kind, name in NAMES.items():
        one = found[kind]
        whole = whole.plus(one)
        why = "; ".join(f"{count} × {SENTENCES[code]}" for code, count in one.reasons.most_common())
        lines.append(f"| {name} | {one.files} | {one.taken:,} | {one.changed} | {one.left_out} | {why or '–'} |")
    lines.append(f"| together | {whole.files} | {whole.taken:,} | {whole.changed} | {whole.left_out} | |")
    return "\n".join(lines)


def page(text: str, made: str) -> str:
    """Return the page with a new table between its marks."""
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n{made}\n{END}{rest.partition(END)[2]}"


def main() -> None:
    """Print the table, or put it into the page."""
    folder = Path(os.environ.get("LEMANS_QUIZ_CORPORA", ""))
    if not (folder / "EXPECTED.json").is_file():
        sys.exit("LEMANS_QUIZ_CORPORA names no folder with real files.")
    made = table(sums(folder))
    if "--print" in sys.argv:
        print(made)
    else:
        PAGE.write_text(page(PAGE.read_text("utf-8"), made), encoding="utf-8")


if __name__ == "__main__":
    main()
