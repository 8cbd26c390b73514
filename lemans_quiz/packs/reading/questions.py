"""Question mappings -> Items: the part that runs once a question, so it is kept quick."""

from __future__ import annotations

from collections.abc import Callable

from lemans_quiz.core.items import Choice, Item, Kind, Multiple, Source
from lemans_quiz.core.messages import message
from lemans_quiz.core.text import LocalText
from lemans_quiz.packs.reading import fields
from lemans_quiz.packs.reading.answers import BUILD
from lemans_quiz.packs.reading.fields import unknown_key
from lemans_quiz.packs.reading.head import Head
from lemans_quiz.packs.reading.keys import QUESTION_KEYS
from lemans_quiz.packs.reading.kinds import MOST_FITTING, SAYS_ANSWER, TOLD_BY_KEYS, kind_of, named_kind
from lemans_quiz.packs.reading.lists import lines_of
from lemans_quiz.packs.reading.options import limited
from lemans_quiz.packs.reading.texts import IDENTIFIER, Scope, local_text, make
from lemans_quiz.packs.reading.undashed import begin_each
from lemans_quiz.packs.tables.each import Budget, read_each
from lemans_quiz.packs.yaml.findings import SourceRange, line_with, within
from lemans_quiz.packs.yaml.nodes import Mapping, Node, Scalar
from lemans_quiz.packs.yaml.places import Places
from lemans_quiz.packs.yaml.typos import bad_colon

_READ = {
    "as_of": fields.as_of,
    "explanation": fields.explanation,
    "hint": fields.hint,
    "hints": fields.hints,
    "level": fields.level,
    "note": fields.note,
    "points": fields.points,
    "seconds": fields.seconds,
    "tags": fields.tags,
}
_Readers = tuple[tuple[str, Callable[[Scope, Node], object]], ...]
"""Keys with single values, each with what reads it."""


class ItemReader:
    """Reads the questions of one pack into `items`, noting which have no id and where each stands."""

    def __init__(self, head: Head, items: list[Item], unnamed: list[int], places: Places) -> None:
        self.head = head
        self.scope = head.scope
        self.items = items
        self.unnamed = unnamed
        self.places = places
        self.ids: set[str] = set()
        self.lonely: list[Mapping] = []
        """Entries of one key, which may belong to the one above."""
        self.budget = Budget()
        self.simple: dict[tuple[str, ...], _Readers] = {}
        self.kinds: dict[tuple[str, ...], str] = {}
        """Kinds by the keys of questions before that had the same."""

    def row(self, node: Node) -> None:
        """Read an entry of the list of questions: one question, or the template of many."""
        if self.lonely and (node.__class__ is not Mapping or len(node.pairs) > 1):
            self.finish()
        if node.__class__ is not Mapping:
            self._no_question(node)
        elif "each" in node.pairs:
            self._each(node)
        elif len(node.pairs) == 1 and not QUESTION_KEYS.keys().isdisjoint(node.pairs):
            self.lonely.append(node)
        else:
            self.question(node)

    def finish(self) -> None:
        """Read the entries that have one key each; several of them are mostly one question with too many dashes."""
        lonely, self.lonely = self.lonely, []
        begun = [number for number, node in enumerate(lonely) if "question" in node.pairs]
        for number in begun or [0] if lonely else []:
            end = next((n for n in begun if n > number), len(lonely))
            group = lonely[number:end]
            if len(group) > 1 and number in begun:
                self._too_many_dashes(group)
            else:
                for node in group:
                    self.question(node)

    def _too_many_dashes(self, group: list[Mapping]) -> None:
        findings = self.scope.findings
        place = SourceRange(group[0].start_mark, within(findings.text, group[-1]).end_mark)
        start, dashes = group[0].start_mark, {node.start_mark.line for node in group[1:]}
        lines = findings.text[start.index - start.column : place.end_mark.index].split("\n")
        joined = [
            line.replace("-", " ", 1) if number + start.line in dashes else line for number, line in enumerate(lines)
        ]
        findings.add(
            "too-many-dashes",
            place,
            message("Every key of this question has its own dash, but a dash starts a new question."),
            help=message("One dash is enough:"),
            copy="\n".join(joined),
        )

    def _each(self, node: Mapping) -> None:
        """Read the questions that a template makes of a table's rows."""
        each = read_each(self.scope, node, self.head.tables, self.budget, are_known=self.head.knows_tables)
        read = len(self.items)
        for made in each.questions() if each else ():
            before = len(self.scope.findings.found)
            self.question(made.question, table=True)
            if len(self.scope.findings.found) > before and each and each.settle(made, before):
                break
        if each:
            each.finish()
            if len(self.items) > read and "id" not in node.pairs:
                each.tell_no_id()

    def question(self, node: Mapping, *, table: bool = False) -> None:
        """Read one question; `table` tells that it was made from a row."""
        item = self._item(node, table)
        if item is not None:
            if not item.id:
                self.unnamed.append(len(self.items))
            self.places.add(item.id, node)
            self.items.append(item)

    def _item(self, node: Mapping, table: bool) -> Item | None:
        pairs, scope = node.pairs, self.scope
        names = tuple(pairs)
        if ("answers" in pairs or "choices" in pairs) and self._is_from_elsewhere(node, only_marked=True):
            return None
        simple = self.simple.get(names)
        if simple is None:
            simple = self._simple_keys(node)
            if simple is None:
                return None
        values: dict[str, object] = {name: read(scope, pairs[name][1]) for name, read in simple}
        identifier = self._id(pairs["id"][1]) if "id" in pairs else ""
        stem = self._stem(node)
        kind = self._kind(node, names)
        if "hint" in pairs and "hints" in pairs:
            self._both_hints(pairs["hints"][0])
        if "where" in pairs:
            self._where_alone(pairs["where"][0])
        source = self._source(pairs)
        if stem is None or kind is None or identifier is None:
            return None
        return self._assembled(values, (identifier, stem, kind, source), table)

    def _simple_keys(self, node: Mapping) -> _Readers | None:
        """Return what reads the single values of a question, and write down its unknown keys; None if it is another program's.

        Most questions of a pack have the keys of one before them, so that they are looked at once.
        """
        are_known = True
        for name, (key, value) in node.pairs.items():
            if name not in QUESTION_KEYS and not name.startswith("x-"):
                if self._is_from_elsewhere(node):
                    return None
                self._unknown(node, key, value)
                are_known = False
        found = tuple((name, _READ[name]) for name in node.pairs if name in _READ)
        if are_known and len(self.simple) < MOST_FITTING:
            self.simple[tuple(node.pairs)] = found
        return found

    def _is_from_elsewhere(self, node: Mapping, *, only_marked: bool = False) -> bool:
        """Tell, and write down, that a question is written in the words of other programs."""
        from lemans_quiz.packs.reading import elsewhere

        is_other = elsewhere.has_marked_options if only_marked else elsewhere.is_from_elsewhere
        if not is_other(node):
            return False
        copy = elsewhere.rewritten(self.scope, node)
        if copy:
            words = [name for name in node.pairs if name not in QUESTION_KEYS and not name.startswith("x-")]
            keys = ", ".join(words)
            sentence = message("These keys come from other programs: {keys}.", keys=keys)
            if not words:
                sentence = message("In a pack, options are not marked as right or wrong.")
            elif words == elsewhere.in_capitals(node):
                sentence = message("Write keys in lowercase, not {keys}.", keys=keys)
            self.scope.findings.add(
                "words-from-elsewhere",
                within(self.scope.findings.text, node),
                sentence,
                help=message("In a pack, write the question like this:"),
                copy=copy,
            )
        return bool(copy)

    def _unknown(self, node: Mapping, key: Scalar, value: Node) -> None:
        lacks_answer = not any(name in node.pairs for name in SAYS_ANSWER)
        sentence = message("Unknown key '{key}' in a question.", key=key.value)
        wanted = SAYS_ANSWER if lacks_answer else QUESTION_KEYS
        expected = message("answer, answers, order or match") if lacks_answer else None
        unknown_key(self.scope, node, key, value, QUESTION_KEYS, sentence, expected=expected, first=wanted)

    def _assembled(
        self, values: dict[str, object], core: tuple[str, LocalText, Kind, Source | None], table: bool
    ) -> Item:
        head, defaults, get = self.head, self.head.defaults, values.get
        name, stem, kind, source = core
        own_tags = get("tags")
        tags = own_tags or defaults.tags
        if own_tags and defaults.tags:
            tags = tuple(dict.fromkeys((*defaults.tags, *own_tags)))  # type: ignore[misc]
        fields = (
            head.id,
            name,
            stem,
            kind,
            get("hint") or get("hints") or (),
            get("explanation"),
            source,
            get("as_of") or defaults.as_of,
            get("level") or defaults.level,
            get("seconds") or defaults.seconds,
            get("points", defaults.points),
            tags,
            get("note", ""),
            head.language,
            table,
            head.context,
        )
        return make(Item, fields)

    def _id(self, node: Node) -> str | None:
        if node.__class__ is Scalar and IDENTIFIER.fullmatch(node.value):
            name: str = node.value
        else:
            found = fields.identifier(self.scope, node)
            if found is None:
                return None
            name = found
        if name in self.ids:
            self._id_again(node, name)
        self.ids.add(name)
        return name

    def _id_again(self, node: Node, name: str) -> None:
        line = line_with(
            self.scope.findings.text, rf"^[ ]*(?:-[ ]+)?(?:\{{[ ]*)?id:[ ]*[\"']?{name}[\"']?\s*(?:[,#}}]|$)"
        )
        self.scope.findings.add(
            "duplicate-id",
            node,
            message("The id '{id}' is already used on line {line}.", id=name, line=line)
            if 0 < line <= node.start_mark.line
            else message("The id '{id}' is already used by another question.", id=name),
            expected=message("a different id for every question"),
        )

    def _stem(self, node: Mapping) -> LocalText | None:
        found = node.pairs.get("question")
        if found is not None:
            return local_text(self.scope, found[1], "question")
        if self._asks_in_other_words(node):
            return None
        key = next(iter(node.pairs.values()), (node, node))[0]
        self.scope.findings.add(
            "missing-question",
            key,
            message("The text of the question is missing."),
            expected=message("the key 'question'"),
        )
        return None

    def _asks_in_other_words(self, node: Mapping) -> bool:
        from lemans_quiz.packs.reading import elsewhere

        return elsewhere.asks_in_other_words(node)

    def _kind(self, node: Mapping, names: tuple[str, ...]) -> Kind | None:
        pairs = node.pairs
        kind = self.kinds.get(names)
        if kind is None:
            named = named_kind(self.scope, pairs["type"][1]) if "type" in pairs else ""
            kind = None if named is None else kind_of(self.scope, node, named)
            if kind is None:
                return None
            if kind in TOLD_BY_KEYS and not named and len(self.kinds) < MOST_FITTING:
                self.kinds[names] = kind
        built = BUILD[kind](self.scope, pairs)
        if ("show" in pairs or self.head.defaults.show) and isinstance(built, Choice | Multiple):
            return limited(self.scope, pairs, built, self.head.defaults.show)
        return built

    def _source(self, pairs: dict[str, tuple[Scalar, Node]]) -> Source | None:
        found = pairs.get("source")
        return fields.source(self.scope, found[1], self.head.sources) if found else self.head.defaults.source

    def _both_hints(self, key: Scalar) -> None:
        sentence = message("'{one}' and '{other}' cannot be used together.", one="hint", other="hints")
        self.scope.findings.add("key-does-not-fit", key, sentence, expected=message("only one of them"))

    def _where_alone(self, key: Scalar) -> None:
        sentence = message("'where' needs 'each', which is missing.")
        self.scope.findings.add("key-does-not-fit", key, sentence)

    def _no_question(self, node: Node) -> None:
        if isinstance(node, Scalar) and not node.style and bad_colon(self.scope.findings, node.start_mark):
            for place in lines_of(self.scope, node)[1:]:
                bad_colon(self.scope.findings, place, node.start_mark.column)
            return
        self.scope.findings.add(
            "not-a-question",
            node,
            message("This entry is not a question."),
            expected=message("the keys 'question' and 'answer', each on its own line"),
            help=begin_each(),
        )
