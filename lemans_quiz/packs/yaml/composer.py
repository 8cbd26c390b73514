"""libyaml's events -> nodes with their places. All bounds are held here; what keys mean is the reader's.

Nothing here recurses deeper than MAX_DEPTH, keeps more than one question in memory at a time, or lets an alias grow.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from lemans_quiz.core.messages import message
from lemans_quiz.packs.reading.texts import MAX_TEXT
from lemans_quiz.packs.yaml.duplicates import is_key_of_next, tell_duplicate
from lemans_quiz.packs.yaml.findings import Findings, Placed, Point, SourceMark, SourceRange, Stop
from lemans_quiz.packs.yaml.libyaml import Event, Feed, events
from lemans_quiz.packs.yaml.nodes import Mapping, Node, Rows, Scalar, Sequence, made_up, pair_in_languages
from lemans_quiz.packs.yaml.scan import FORBIDDEN_IN_TEXT, character_name, needs_care
from lemans_quiz.packs.yaml.typos import bad_colon, quoted_from

MAX_DEPTH = 16
MAX_KEY = 1024
MAX_ENTRIES = 5000
"""Entries of one list or mapping, the list of questions excepted."""
MAX_ALIASED = 20_000
"""Nodes that all aliases of a file may stand for together."""
MAX_ANCHORS = 1000
MAX_NODES_OF_HEAD = 100_000
MAX_NODES_OF_ROW = 10_000


class Composer:
    """Composes the nodes of one file from its events."""

    lost: Collection[str] = ()

    def __init__(self, raw: bytes, findings: Findings) -> None:
        self.findings = findings
        self.feed = Feed(raw)
        self.feed.progress = lambda: self.nodes
        self.next = events(self.feed)
        self.nodes = 0
        self.allowed = MAX_NODES_OF_HEAD
        self.depth = 0
        self.aliased = 0
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.unused: dict[str, tuple[SourceRange, ...]] = {}
        self.last: Placed | None = None
        self.split: list[Mapping] = []
        """Entries that lacked a dash, and so came as keys of the one before."""
        self.wary = needs_care(raw)
        self.has_tabs = b"\t" in raw

    def top_level(self, row_key: str) -> Iterator[tuple[Scalar, Node | Rows]]:
        """Yield the pairs of the root, the list under `row_key` as Rows. Raises Stop where there is no root mapping."""
        start = self._root()
        seen: set[str] = set()
        while (event := self.next()).__class__ is not MappingEndEvent:
            self.allowed = self.nodes + MAX_NODES_OF_HEAD
            key = self._key(event)
            following = self.next()
            rows = key is not None and key.value == row_key and following.__class__ is SequenceStartEvent
            value = self._rows(following) if rows else self._whole(following)
            if key is None or self._is_refused(key, value, seen):
                for _ in value.rows if isinstance(value, Rows) else ():
                    pass
            else:
                seen.add(key.value)
                yield key, value
        self._ending(start)

    def whole(self, above: int = 0) -> Node:
        """Return the root of a small file as one node, an empty text where there is none; `above` levels count as none."""
        self.depth = -above
        self.next()
        opening = self.next()
        if opening.__class__ is yaml.StreamEndEvent:
            return made_up("", "", _place(opening))
        node = self._node(self.next())
        self.next()
        self.next()
        return node

    def share_anchors(self, above: Composer) -> None:
        """Know the anchors of a piece of the file that was read before this one."""
        self.anchors, self.unused, self.aliased = above.anchors, dict(above.unused), above.aliased

    def _root(self) -> Event:
        self.next()
        opening = self.next()
        root = self.next() if opening.__class__ is not yaml.StreamEndEvent else None
        if root is None or (root.__class__ is ScalarEvent and not root.value):
            sentence = message("The file is empty.")
            if self.findings.text.strip():
                sentence = message("The file contains only comments.")
            raise self.findings.stop("empty-file", None, sentence, expected=message("a pack: title and questions"))
        if root.__class__ is ScalarEvent and bad_colon(self.findings, _place(root).start_mark):
            raise Stop
        if root.__class__ is not MappingStartEvent:
            raise self.findings.stop(
                "not-a-pack",
                _place(root),
                message("This is not a pack."),
                expected=message("keys and values: title, questions"),
                help=message("Put the questions under 'questions:' and a 'title:' above them."),
            )
        if root.anchor or root.tag:
            self._mark(root, None)
        return root

    def _whole(self, event: Event) -> Node:
        """Return a value of the root; nothing is an entry there, so that no dash is missing."""
        node = self._node(event)
        if self.split:
            node.end_mark = self.split[-1].end_mark
            self.split.clear()
        return node

    def _is_refused(self, key: Scalar, value: Node | Rows, seen: set[str]) -> bool:
        if key.value == "<<" and not key.style:
            self._merged(key)
        elif key.value in seen:
            tell_duplicate(self.findings, key, value)
        else:
            return False
        return True

    def _ending(self, root: Event) -> None:
        end: SourceMark = self.next().end_mark
        if self.feed.stalled:
            raise self.stalled()
        if self._goes_on(end.index):
            self.findings.add(
                "second-document",
                SourceRange(end, end),
                message("A second document starts here, but a pack has only one."),
                help=message("Delete the line '---', or move the rest to another file."),
            )
        self.tell_unused()

    def tell_unused(self) -> None:
        """Write down every anchor that nothing uses: it was to be a text."""
        for name, place in [(name, place) for name, places in self.unused.items() for place in places]:
            self.findings.add(
                "sign-at-start",
                place,
                message("In YAML, '&{name}' at the start of a text is an anchor, not part of the text.", name=name),
                help=message("Put the text in quotes."),
                copy=self._quoted_from(place),
            )

    def _goes_on(self, index: int) -> bool:
        rest = self.findings.text[index:]
        return any(
            line.strip() and not line.lstrip().startswith("#") and line.strip() != "..." for line in rest.splitlines()
        )

    def stalled(self) -> Stop:
        """Write down that the file goes on and on without a node."""
        return self.findings.stop(
            "text-too-long",
            self.last,
            message("More than a million characters follow without a new entry."),
            expected=message("at most {count} characters", count=MAX_TEXT),
        )

    def _rows(self, event: Event) -> Rows:
        if event.anchor or event.tag:
            self._mark(event, None)
        return Rows(self._each_row(), event.start_mark, event.end_mark)

    def _each_row(self) -> Iterator[Node]:
        while (event := self.next()).__class__ is not SequenceEndEvent:
            self.allowed = self.nodes + MAX_NODES_OF_ROW
            yield self._node(event)
            while self.split:
                yield self.split.pop(0)

    def _node(self, event: Event) -> Node:
        kind = event.__class__
        if kind is ScalarEvent:
            self.nodes += 1
            return self._scalar(event) if self.wary else event
        if kind is AliasEvent:
            return self._alias(event)
        before = self.nodes
        self.depth += 1
        if self.depth > MAX_DEPTH or before > self.allowed:
            raise self._too_much(event)
        self.last = node = self._mapping(event) if kind is MappingStartEvent else self._sequence(event)
        self.depth -= 1
        self.nodes += 1
        if self.wary and (event.anchor or event.tag):
            self._mark(event, node, self.nodes - before)
        return node

    def _scalar(self, event: Event) -> Scalar:
        """Check a scalar of a file that holds escapes, tabs, anchors or tags."""
        if (event.style == '"' or self.has_tabs) and FORBIDDEN_IN_TEXT.search(event.value):
            self._forbidden(event)
        if event.anchor or event.tag or not (event.style or event.implicit[0]):
            self._mark(event, event)
            if event.tag and not event.value:
                return made_up(event.tag, "!", event)
        scalar: Scalar = event
        return scalar

    def _sequence(self, event: Event) -> Sequence:
        items: list[Node] = []
        following, node, wary = self.next, self._node, self.wary
        for _ in range(MAX_ENTRIES):
            entry = following()
            kind = entry.__class__
            if kind is ScalarEvent:
                items.append(self._scalar(entry) if wary else entry)
            elif kind is SequenceEndEvent:
                self.nodes += len(items)
                return Sequence(items, event.flow_style, event.start_mark, entry.end_mark)
            else:
                items.append(node(entry))
                if self.split:
                    items += self.split
                    self.split.clear()
        raise self._too_much(event)

    def _mapping(self, event: Event) -> Mapping:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        entries: tuple[tuple[dict[str, tuple[Scalar, Node]], SourceMark], ...] = ()
        following, wary = self.next, self.wary
        for _ in range(MAX_ENTRIES):
            key = following()
            kind = key.__class__
            if kind is not ScalarEvent or wary:
                if kind is MappingEndEvent:
                    if "<<" in pairs and not pairs["<<"][0].style:
                        self._merged(pairs.pop("<<")[0])
                    self.nodes += 2 * len(pairs)
                    if entries:
                        return self._entries(event, (*entries, (pairs, key.end_mark)))
                    return Mapping(pairs, event.flow_style, event.start_mark, key.end_mark)
                key = self._key(key)
            value = following()
            if value.__class__ is not ScalarEvent or wary:
                value = self._node(value)
                if self.split:
                    self.split.clear()
            if key is None:
                continue
            name = key.value
            if name in pairs:
                if is_key_of_next(self.findings, key, value, pairs):
                    entries = (*entries, (pairs, key.start_mark))
                    pairs = {name: (key, value)}
            else:
                pairs[name] = (key, value)
        raise self._too_much(event)

    def _key(self, event: Event) -> Scalar | None:
        node = self._node(event)
        if isinstance(node, Scalar):
            if len(node.value) > MAX_KEY:
                self._too_long(node)
            return node
        pair = pair_in_languages(self.findings.line_of(node))
        self.findings.add(
            "bad-key",
            node,
            message("A list or mapping cannot be a key."),
            expected=message("a word and a colon"),
            help=message("For a pair in several languages, write left and right:")
            if pair
            else message("If this is text that begins with a bracket, put it in quotes."),
            copy=pair,
        )
        return None

    def _merged(self, key: Scalar) -> None:
        self.findings.add(
            "merge-key",
            key,
            message("Packs do not support '<<' (merging mappings)."),
            help=message("Write the keys out, or put what all questions share under 'defaults'."),
        )

    def _entries(self, event: Event, parts: tuple[tuple[dict[str, tuple[Scalar, Node]], SourceMark], ...]) -> Mapping:
        """Return the first of several entries that came as one for want of dashes; the others follow it in their list."""
        starts = [event.start_mark, *(end for _, end in parts[:-1])]
        first, *rest = [
            Mapping(pairs, event.flow_style, start, end) for start, (pairs, end) in zip(starts, parts, strict=True)
        ]
        self.split = rest
        return first

    def _alias(self, event: Event) -> Node:
        found = self.anchors.get(event.anchor)
        if found is None:
            self.findings.add(
                "sign-at-start",
                _place(event),
                message(
                    "In YAML, '*{name}' at the start of a text is an alias, but no anchor has that name.",
                    name=event.anchor,
                ),
                help=message("Put the text in quotes."),
                copy=self._quoted_from(_place(event)),
            )
            return made_up("*" + event.anchor, "*", event)
        self.unused.pop(event.anchor, None)
        self.aliased += found[1]
        self.nodes += 1
        if self.aliased > MAX_ALIASED:
            raise self.findings.stop(
                "too-many-aliases",
                _place(event),
                message("The aliases in this file expand to more than {count} entries.", count=MAX_ALIASED),
                help=message("Write the entries out."),
            )
        return found[0]

    def _mark(self, event: Event, node: Node | None, size: int = 1) -> None:
        """Keep an anchor, refuse a tag."""
        if event.tag or not event.anchor:
            self.findings.add(
                "sign-at-start",
                SourceRange(event.start_mark, _after(event.start_mark, 1)),
                message("In YAML, '!' at the start of a text is a type tag, which packs do not use."),
                help=message("Put the text in quotes."),
                copy=self._quoted_from(_place(event)),
            )
        if not event.anchor:
            return
        place = SourceRange(event.start_mark, _after(event.start_mark, len(event.anchor) + 1))
        if len(self.anchors) >= MAX_ANCHORS or len(self.unused.get(event.anchor, ())) >= MAX_ANCHORS:
            raise self.findings.stop(
                "too-many-aliases", place, message("A pack can have at most {count} anchors.", count=MAX_ANCHORS)
            )
        self.unused[event.anchor] = (*self.unused.get(event.anchor, ()), place)
        if node is not None:
            self.anchors[event.anchor] = (node, size)

    def _quoted_from(self, place: Placed) -> str:
        """Return the line with the text from a place to its end in quotes."""
        return quoted_from(self.findings.line_of(place), place.start_mark.column)

    def _too_long(self, key: Scalar) -> None:
        self.findings.add(
            "text-too-long", key, message("This key is too long."), expected=message("a word and a colon")
        )

    def _forbidden(self, node: Scalar) -> None:
        for character in dict.fromkeys(FORBIDDEN_IN_TEXT.findall(node.value)):
            self.findings.add(
                "forbidden-character",
                node,
                message("The character {character} is not allowed in a pack.", character=character_name(character)),
                help=message("Delete it: it is invisible, or garbles what is shown."),
            )
        node.value = FORBIDDEN_IN_TEXT.sub("\ufffd", node.value)

    def _too_much(self, event: Event) -> Stop:
        if self.depth > MAX_DEPTH:
            return self.findings.stop(
                "too-deep",
                _place(event),
                message("Lists and mappings are nested more than {count} deep.", count=MAX_DEPTH),
                help=message("If a text begins with a bracket, put it in quotes."),
            )
        return self.findings.stop(
            "too-many-entries", _place(event), message("There are too many entries in one place.")
        )


def _place(event: Event) -> SourceRange:
    return SourceRange(event.start_mark, event.end_mark)


def _after(mark: SourceMark, length: int) -> Point:
    return Point(mark.line, mark.column + length, mark.index + length)
