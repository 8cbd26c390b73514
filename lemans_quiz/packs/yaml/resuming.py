"""Reading on after YAML's grammar failed: block by block, each slip told once and mended in memory.

What is read then never becomes a pack; it is there so that all mistakes of a file are told in one run.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

import yaml

from lemans_quiz.core.diagnostics import Diagnostic
from lemans_quiz.core.messages import message
from lemans_quiz.packs.reading.keys import QUESTION_KEYS
from lemans_quiz.packs.yaml import grammar
from lemans_quiz.packs.yaml import typos as slips
from lemans_quiz.packs.yaml.blocks import Block, blocks
from lemans_quiz.packs.yaml.composer import Composer
from lemans_quiz.packs.yaml.duplicates import tell_duplicate
from lemans_quiz.packs.yaml.findings import MOST, Findings, Point, SourceMark, SourceRange, Stop
from lemans_quiz.packs.yaml.nodes import Mapping, Node, Rows, Scalar, Sequence, made_up

MOST_SLIPS = 12
"""So many slips of one block are mended before it is given up."""
LONGEST_BLOCK = 200_000
"""A block of more characters is not read again: it would cost as much for each of its slips."""

AT_ONCE = 50
"""So many questions are tried together: most files have few slips."""

LACKING = frozenset(
    ("missing-answer", "missing-question", "missing-wrong", "missing-key", "key-does-not-fit", "type-does-not-fit")
)
"""What may be told of a question only because a line of it could not be read."""
_SLASHES = re.compile(r"(\s*)//\s*(.*)")
_FOLLOWS = {"sources": "unknown-source", "tables": "unknown-table"}


class Resuming:
    """Gives the pairs of the root as the Composer does, from a file that is not YAML. `lost` are keys that could not be read."""

    def __init__(self, text: str, findings: Findings) -> None:
        self.findings = findings
        self.lost: set[str] = set()
        self.lines = text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self.lines)]
        self._mended: set[int] = set()
        self._dropped = False
        self._dash = -1
        self._anchors = Composer(b"", findings)
        self._heed_scan()
        self._heed_comments()

    def _heed_comments(self) -> None:
        """Tell of lines that are comments in other languages, and make them comments."""
        for number, line in enumerate(self.lines):
            found = _SLASHES.match(line)
            if found and number + 1 not in self._mended and not self._is_in_block_text(number, len(found[1])):
                start = self._starts[number] + len(found[1])
                place = SourceRange(Point(number, len(found[1]), start), Point(number, len(found[1]) + 2, start + 2))
                self.lines[number] = f"{found[1]}# {found[2]}"
                self._mended.add(number + 1)
                self.findings.add(
                    "no-colon",
                    place,
                    message("A comment begins with #, not with //."),
                    help=message("Write a # instead."),
                    copy=self.lines[number].rstrip(),
                )

    def _is_in_block_text(self, number: int, column: int) -> bool:
        """Tell whether a line belongs to a text that a | or a > above it opens."""
        for line in reversed(self.lines[max(0, number - MOST_SLIPS) : number]):
            if line.strip() and len(line) - len(line.lstrip()) < column:
                return re.search(r"[|>][+-]?\s*$", line) is not None
        return False

    def _heed_scan(self) -> None:
        """Take over what the raw text showed: lines with tabs are mended, and no line is told of twice."""
        for diagnostic in self.findings.found:
            if diagnostic.span:
                line = diagnostic.span.line
                self.lines[line - 1] = diagnostic.copy or self.lines[line - 1]
                self._mended.add(line)

    def top_level(self, row_key: str) -> Iterator[tuple[Scalar, Node | Rows]]:
        """Yield the pairs of the root, the list under `row_key` as Rows. Raises Stop where nothing is like a pack."""
        waiting = list(blocks(self.lines, row_key))
        seen: set[str] = set()
        while waiting:
            block = waiting.pop(0)
            count = next((number for number, other in enumerate(waiting) if other.key), len(waiting))
            pair: tuple[Scalar, Node | Rows] | None
            if block.key == row_key and count:
                pair = self._with_rows(block, waiting[:count])
                del waiting[:count]
            else:
                pair = self._pair(block)
            if pair is not None and not self._is_repeated(pair[0], pair[1], seen):
                yield pair
        self._anchors.tell_unused()
        if not seen and not self.lost:
            raise Stop

    def _is_repeated(self, key: Scalar, value: Node | Rows, seen: set[str]) -> bool:
        if key.value not in seen:
            seen.add(key.value)
            return False
        tell_duplicate(self.findings, key, value)
        return True

    def _with_rows(self, block: Block, rows: list[Block]) -> tuple[Scalar, Rows]:
        line = block.lines[0]
        start = Point(block.first, len(line) - len(line.lstrip()), self._starts[block.first])
        end = Point(block.first, len(line), self._starts[block.first] + len(line))
        key = made_up(block.key, "", SourceRange(start, end))
        if ":" not in line.partition("#")[0]:
            self.findings.add(
                "no-colon",
                key,
                message("This key has no colon."),
                help=message("Put a colon and a space after it, or indent it if it belongs to the text above."),
                copy=f"{line[: start.column]}{block.key}:",
            )
        return key, Rows(self._rows(rows), start, end)

    def _pair(self, block: Block) -> tuple[Scalar, Node] | None:
        """Read a key of the root with what stands under it."""
        if not block.key and not any(line.strip() and line.lstrip()[0] not in "#-" for line in block.lines):
            return None
        node = self._compose(block.lines, block.first, above=1)
        if isinstance(node, Mapping) and node.pairs:
            return next(iter(node.pairs.values()))
        self.lost.add(block.key)
        return None

    def _rows(self, rows: list[Block]) -> Iterator[Node]:
        """Yield the entries of the list of questions, many at once where nothing is wrong with them."""
        dashed = [row for row in rows if not re.match(r"\s*\w", row.lines[0])] or rows
        self._dash = Counter(map(_margin, dashed)).most_common(1)[0][0] if rows else -1
        for at in range(0, len(rows), AT_ONCE):
            batch = rows[at : at + AT_ONCE]
            entries = self._all_right(batch)
            if entries is not None:
                yield from entries
                continue
            for row in batch:
                yield from self._row(row)

    def _all_right(self, rows: list[Block]) -> list[Node] | None:
        """Return the entries of some rows if YAML takes each of them for one, else None."""
        lines = [line for row in rows for line in row.lines]
        offset = rows[0].first - 1
        if sum(map(len, lines)) > LONGEST_BLOCK:
            return None
        piece, composer = self._piece(["questions:", *lines])
        try:
            root = composer.whole(above=2)
        except (Stop, yaml.YAMLError):
            return None
        listed = _listed(root)
        entries = listed.items if isinstance(listed, Sequence) else []
        begin = [entry.start_mark.line + offset for entry in entries]
        if (
            piece.found
            or begin != [row.first for row in rows]
            or self._mended.intersection(range(offset, offset + len(lines) + 2))
        ):
            return None
        self._keep_anchors(composer, root, offset)
        return entries

    def _row(self, row: Block) -> Iterator[Node]:
        """Yield what one block of lines holds, and take back what is told of it only because of a slip."""
        self._dropped = False
        lines = self._with_keys_in_column(self._with_dash(self._in_column(row)), row.first)
        root = self._compose(["questions:", *lines], row.first - 1, above=2)
        listed = _listed(root)
        if listed is None:
            self.lost.add("questions")
        found = self.findings.found
        for entry in listed.items if isinstance(listed, Sequence) else [listed] if listed else []:
            before = len(found)
            yield entry
            found[before:] = [diagnostic for diagnostic in found[before:] if not self._only_follows(diagnostic)]

    def _in_column(self, row: Block) -> Block:
        """Tell of a question whose dash is not below the dashes of most, and return it in their column."""
        column = _margin(row)
        key = re.match(r"\s*(\w+)\s*[:\uff1a]", row.lines[0])
        if key and row.first + 1 not in self._mended:
            return self._dashed(row, column, key[1])
        if column == self._dash or row.first + 1 in self._mended:
            return row
        start = self._starts[row.first] + column
        place = SourceRange(Point(row.first, column, start), Point(row.first, column + 1, start + 1))
        self.findings.add(
            "indentation",
            place,
            message("This dash is not aligned with the dashes of the other questions."),
            help=message(
                "Move it, and the lines that belong to it, to column {column}.",
                column=self._dash + 1,
            ),
        )
        self._mended.add(row.first + 1)
        return row._replace(lines=_moved(row.lines, self._dash - column))

    def _dashed(self, row: Block, column: int, key: str) -> Block:
        """Tell of a question that lacks its dash, and return it with one."""
        start = self._starts[row.first] + column
        end = Point(row.first, column + len(key), start + len(key))
        line = " " * self._dash + "- " + row.lines[0].lstrip()
        self.findings.add(
            "bad-dash",
            SourceRange(Point(row.first, column, start), end),
            message("The dash that starts this question is missing."),
            help=message("Put a dash and a space before it:"),
            copy=line,
        )
        self._mended.add(row.first + 1)
        return row._replace(lines=[line, *row.lines[1:]])

    def _with_keys_in_column(self, lines: list[str], first: int) -> list[str]:
        """Tell of keys of a question that stand left of its first, and return its lines with them below that."""
        begin = re.match(r" *- +(?=[\w\"'])", lines[0])
        for number, line in enumerate(lines):
            column = len(line) - len(line.lstrip(" "))
            key = re.match(r" *([\w-]+):(?= |$)", line)
            if (
                not begin
                or not key
                or column >= begin.end()
                or key[1] not in QUESTION_KEYS
                or first + number + 1 in self._mended
            ):
                continue
            start = self._starts[first + number] + column
            end = Point(first + number, column + len(key[1]), start + len(key[1]))
            lines = [*lines[:number], " " * begin.end() + line.lstrip(), *lines[number + 1 :]]
            place = SourceRange(Point(first + number, column, start), end)
            self.findings.add("indentation", place, grammar.OFF, help=grammar.SAME_COLUMN, copy=lines[number])
            self._mended.add(first + number + 1)
        return lines

    def _only_follows(self, diagnostic: Diagnostic) -> bool:
        if diagnostic.file != self.findings.file or not diagnostic.span:
            return False
        if any(key in self.lost and diagnostic.code == code for key, code in _FOLLOWS.items()):
            return True
        if diagnostic.code in LACKING:
            return self._dropped
        return diagnostic.span.line in self._mended

    def _with_dash(self, row: Block) -> list[str]:
        """Return the lines of an entry, its dash mended where it is none."""
        line = row.lines[0]
        found = Findings(self.findings.file, line)
        if not slips.bad_dash(found, Point(0, 0, 0)):
            return row.lines
        self._keep(found.found, row.first)
        self._mended.add(row.first + 1)
        return [found.found[0].copy, *row.lines[1:]]

    def _keep(self, found: list[Diagnostic], offset: int) -> None:
        """Write down what was found in a piece that begins so many lines below the first of the file."""
        for diagnostic in found:
            span = diagnostic.span
            if span is not None:
                span = span._replace(line=span.line + offset, end_line=span.end_line + offset)
            self.findings.found.append(diagnostic._replace(span=span))
            if len(self.findings.found) >= MOST:
                raise self.findings.too_many(None)

    def _piece(self, lines: list[str]) -> tuple[Findings, Composer]:
        piece = Findings(self.findings.file, "\n".join((*lines, "")))
        composer = Composer(piece.text.encode(), piece)
        composer.share_anchors(self._anchors)
        return piece, composer

    def _compose(self, lines: list[str], offset: int, *, above: int) -> Node | None:
        """Return the root of a piece, None where it is given up. Each slip is written down and mended, or its line left out."""
        lines = list(lines) if sum(map(len, lines)) <= LONGEST_BLOCK else []
        for _ in range(MOST_SLIPS):
            piece, composer = self._piece(lines)
            try:
                root = composer.whole(above)
            except Stop:
                self._keep(piece.found, offset)
                return None
            except yaml.YAMLError as error:
                if not self._mend(lines, piece, error, offset):
                    return None
            else:
                self._keep([d for d in piece.found if not d.span or d.span.line + offset not in self._mended], offset)
                self._keep_anchors(composer, root, offset)
                return root
        return None

    def _keep_anchors(self, composer: Composer, root: Node, offset: int) -> None:
        """Take over a piece that was read: its anchors, and the places of all in it as those of the file."""
        self._anchors.unused, self._anchors.aliased = composer.unused, composer.aliased
        self._settle(root, offset)
        for places in composer.unused.values():
            for place in places:
                self._settle(place, offset)

    def _mend(self, lines: list[str], piece: Findings, error: yaml.YAMLError, offset: int) -> bool:
        """Write down the slip at which reading ended, and take it out of the lines; tell whether that could be done."""
        grammar.explain(piece, error)
        if not piece.found:
            return False
        slip = piece.found[-1]
        number = min(slip.span.line, len(lines)) - 1 if slip.span else 0
        is_new = number + offset + 1 not in self._mended
        if is_new:
            self._keep([slip], offset)
            self._mended.add(number + offset + 1)
        if is_new and slip.copy:
            lines[number] = slip.copy
            return True
        return self._leave_out(lines, number)

    def _leave_out(self, lines: list[str], number: int) -> bool:
        """Empty a line and those that go on with it; tell whether there was anything."""
        self._dropped = True
        if not lines[number].strip():
            return False
        depth = len(re.match(r"[ ]*(?:-[ ]+)*", lines[number])[0])  # type: ignore[index]
        lines[number] = _instead(lines[number])
        for below in range(number + 1, len(lines)):
            if lines[below].strip() and len(lines[below]) - len(lines[below].lstrip()) <= depth:
                break
            lines[below] = ""
        return True

    def _settle(self, node: Node | SourceRange, offset: int) -> None:
        """Give a node of a piece, and all in it, their places in the file; what has one already keeps it."""
        if isinstance(node.start_mark, Point):
            return
        node.start_mark = self._point(node.start_mark, offset)
        node.end_mark = self._point(node.end_mark, offset)
        if isinstance(node, Mapping):
            for key, value in node.pairs.values():
                self._settle(key, offset)
                self._settle(value, offset)
        elif isinstance(node, Sequence):
            for entry in node.items:
                self._settle(entry, offset)

    def _point(self, mark: SourceMark, offset: int) -> Point:
        line = mark.line + offset
        if not 0 <= line < len(self.lines):
            line = max(min(line, len(self.lines) - 1), 0)
        return Point(line, mark.column, self._starts[line] + mark.column)


def _moved(lines: list[str], shift: int) -> list[str]:
    """Return the lines of a question with its dash elsewhere: all of them where its keys went along, else the first alone."""
    dash = re.match(r" *\S+ +", lines[0])
    keys = [line for line in lines[1:] if re.match(r" *[\w-]+:(?: |$)", line)]
    went_along = bool(dash and keys) and len(keys[0]) - len(keys[0].lstrip()) == len(dash[0])  # type: ignore[index]
    moved = lines if went_along else lines[:1]
    at_least = min((len(line) - len(line.lstrip()) for line in moved if line.strip()), default=0)
    shift = max(shift, -at_least)
    return [
        *(" " * (len(line) - len(line.lstrip()) + shift) + line.lstrip() if line.strip() else line for line in moved),
        *lines[len(moved) :],
    ]


def _margin(row: Block) -> int:
    return len(row.lines[0]) - len(row.lines[0].lstrip())


def _listed(root: Node | None) -> Node | None:
    """Return what stands under the only key of a piece."""
    return next(iter(root.pairs.values()))[1] if isinstance(root, Mapping) and root.pairs else None


def _instead(line: str) -> str:
    """Return what stands for a line that cannot be read: nothing, but the dash that begins an entry."""
    dash = re.match(r"\s*-\s+", line)
    return f"{dash[0]}x-lost: 0" if dash else ""
