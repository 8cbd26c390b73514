"""Derived ids -> the pack's file, changing nothing else; a file that would read differently afterwards is left as it is."""

from __future__ import annotations

from pathlib import Path

from lemans_quiz.files.reading import read_file
from lemans_quiz.files.writing import write_whole
from lemans_quiz.packs.reading.reader import Reading, load_pack, read_pack
from lemans_quiz.packs.tables.tables import beside


def add_ids(path: Path) -> int:
    """Write the derived ids of a pack into its file and return how many; none where the pack has mistakes."""
    reading = load_pack(path)
    missing = lacking(reading)
    if reading.pack is None or not missing:
        return 0
    named = with_ids(read_file(path), reading)
    again = read_pack(named, file=str(path), default_id=reading.pack.id, tables=beside(path.parent)).pack
    if again is None or again != reading.pack:
        return 0
    write_whole(path, named)
    return len(missing)


def lacking(reading: Reading) -> tuple[int, ...]:
    """Return the numbers of the items that have no id in the file; what a table's rows made has none of its own."""
    if reading.pack is None:
        return ()
    return tuple(number for number in reading.unnamed if not reading.pack.items[number].table)


def with_ids(raw: bytes, reading: Reading) -> bytes:
    """Return the bytes of a pack with an id before the first key of every question that has none."""
    text = raw.decode("utf-8")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    pieces: list[str] = [mark]
    done = 0
    items = reading.pack.items if reading.pack else ()
    newline = "\r\n" if "\r\n" in text else "\n"
    for number in lacking(reading):
        at, _, _, column = reading.places.stretch(number)
        pieces.append(text[done:at])
        if text[at] == "{":
            written, done = _in_braces(text, at, items[number].id)
            pieces.append(written)
        else:
            pieces.append(f"id: {items[number].id}{newline}{' ' * column}")
            done = at
    return "".join((*pieces, text[done:])).encode()


def _in_braces(text: str, at: int, name: str) -> tuple[str, int]:
    """Return the beginning of a mapping in braces with an id, quoted where its keys are as in JSON, and where it goes on."""
    first = at + 1
    while text[first] in " \r\n":
        first += 1
    gap = text[at + 1 : first]
    pair = f'"id": "{name}"' if text[first] == '"' else f"id: {name}"
    return "{" + gap + pair + "," + (gap or " "), first
