"""Nodes -> texts: plain ones, language maps, lists of them, and what YAML does to people who write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from lemans_quiz.core.diagnostics import ask_whether, did_you_mean
from lemans_quiz.core.messages import message
from lemans_quiz.core.text import LocalText
from lemans_quiz.packs.yaml.findings import Findings, Point, SourceRange
from lemans_quiz.packs.yaml.nodes import Mapping, Node, Scalar, Sequence, quoted

LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")
COMMON_CODES = ("en", "de", "fr", "es", "it", "nl", "pt-BR")
MAX_TEXT = 2000
SHORT, MOST_KNOWN = 40, 20_000
"""Names and years stand in many questions: so many of the short texts are kept and shared."""
MOST_MAPS = 1000
IDENTIFIER = re.compile(r"[a-z0-9-]{1,100}")
make = tuple.__new__
"""Make a value from a tuple of all its fields, unchecked: for places that make very many, in half of the time."""


class Scope:
    """What reading a text depends on: where mistakes go and the pack's own language."""

    __slots__ = (
        "findings",
        "fitting",
        "has_hidden_comments",
        "known_codes",
        "known_maps",
        "known_tags",
        "known_texts",
        "lacks_sources",
        "language",
    )

    def __init__(self, findings: Findings, *, language: str, has_hidden_comments: bool) -> None:
        self.findings = findings
        self.language = language
        self.has_hidden_comments = has_hidden_comments
        self.known_codes: dict[str, str] = {language: language}
        self.known_texts: dict[str, LocalText] = {}
        self.known_maps: dict[tuple[str, ...], tuple[str, ...]] = {}
        """Languages as they stand in most maps, in the order in which they are kept."""
        self.known_tags: dict[tuple[str, ...], tuple[str, ...]] = {}
        self.lacks_sources = False
        """Whether the sources of the pack could not be read, so that no key of theirs is known."""
        self.fitting: set[tuple[str, ...]] = set()


def local_text(scope: Scope, node: Node, key: str) -> LocalText | None:
    """Read a text or a language map; None where that failed and was written down."""
    if node.__class__ is Scalar:
        return scope.known_texts.get(node.value) or plain_text(scope, node, key)
    if node.__class__ is Mapping:
        return _language_map(scope, node, key)
    _no_text(scope, node, key)
    return None


def plain_text(scope: Scope, node: Scalar, key: str) -> LocalText | None:
    """Read a text that is no language map; None where that failed and was written down."""
    text: str | None = node.value.strip()
    careful = scope.has_hidden_comments
    if not text or careful or len(text) > MAX_TEXT or " - " in text:
        text = word(scope, node, key)
        if text is None:
            return None
    read = make(LocalText, (((scope.language, text),), True))
    if len(text) < SHORT and len(scope.known_texts) < MOST_KNOWN and not careful:
        scope.known_texts[node.value] = read
    return read


def word(scope: Scope, node: Node, key: str) -> str | None:
    """Read a text that is the same in every language."""
    if node.__class__ is not Scalar:
        _no_text(scope, node, key)
        return None
    text = node.value.strip()
    if not text:
        _empty(scope, node, key)
        return None
    if len(text) > MAX_TEXT:
        _too_long(scope, node, key)
        return None
    if scope.has_hidden_comments:
        refuse_hidden_comment(scope, node)
    if " - " in text and not node.style and node.start_mark.line != node.end_mark.line:
        _warn_of_run_on(scope, node)
    return text


def _warn_of_run_on(scope: Scope, node: Scalar) -> None:
    """Warn of a line that looks like an entry of a list and goes on with the text above it."""
    findings = scope.findings
    at = findings.text.find("\n", node.start_mark.index)
    line = node.start_mark.line
    dash = re.match(r"( *)- +", findings.line_of(node))
    while 0 <= at < node.end_mark.index:
        line, start = line + 1, at + 1
        at = findings.text.find("\n", start)
        text = findings.text[start : at if at >= 0 else None].rstrip()
        column = len(text) - len(text.lstrip())
        if not text.startswith("- ", column):
            continue
        begins = dash is not None and len(dash[0]) == node.start_mark.column
        findings.add(
            "text-goes-on",
            SourceRange(Point(line, column, start + column), Point(line, column + 1, start + column + 1)),
            message("This line continues the text above: '{text}'.", text=" ".join(node.value.split())),
            help=message("For a separate entry, align it with the others; for one text, put it in quotes."),
            copy=f"{dash[1]}{text.lstrip()}" if dash and begins else "",
            severity="warning",
        )


def _too_long(scope: Scope, node: Scalar, key: str) -> None:
    scope.findings.add(
        "text-too-long",
        node,
        message("The text in '{key}' has {length} characters.", key=key, length=len(node.value)),
        expected=message("at most {count} characters", count=MAX_TEXT),
    )


def _language_map(scope: Scope, node: Mapping, key: str) -> LocalText | None:
    """Read a map from languages to texts: at once where nothing is to be told of it, as of most, else text by text."""
    codes = scope.known_maps.get(tuple(node.pairs))
    if codes:
        texts = [value.value.strip() if value.__class__ is Scalar else "" for _, value in node.pairs.values()]
        joined = "\n".join(texts)
        if len(joined) <= MAX_TEXT and all(texts) and " - " not in joined:
            return make(LocalText, (tuple(zip(codes, texts, strict=True)), False))
    return _text_by_text(scope, node, key)


def _text_by_text(scope: Scope, node: Mapping, key: str) -> LocalText | None:
    texts: list[tuple[str, str]] = []
    known, own, careful = scope.known_codes, scope.language, scope.has_hidden_comments
    for code, (name, value) in node.pairs.items():
        if code not in known and not _is_code(scope, node, name, value, key):
            return None
        text = value.value.strip() if value.__class__ is Scalar else None
        if not text or careful or len(text) > MAX_TEXT or " - " in text:
            text = _text_of_language(scope, node, value, key)
            if text is None:
                return None
        if code == own and texts:
            texts.insert(0, (own, text))
        else:
            texts.append((known[code], text))
    if not texts:
        _empty(scope, node, key)
        return None
    codes = tuple(code for code, _ in texts)
    if codes == tuple(node.pairs) and not careful and len(scope.known_maps) < MOST_MAPS:
        scope.known_maps[codes] = codes
    return make(LocalText, (tuple(texts), False))


def _text_of_language(scope: Scope, node: Mapping, value: Node, key: str) -> str | None:
    if isinstance(value, Sequence):
        list_in_map(scope, node, value, key)
        return None
    return word(scope, value, key)


def _is_code(scope: Scope, node: Mapping, name: Scalar, value: Node, key: str) -> bool:
    if LANGUAGE_CODE.fullmatch(name.value):
        if len(scope.known_codes) < 1000:
            scope.known_codes[name.value] = name.value
        return name.value in scope.known_codes
    if slipped_in_braces(scope, node, name, value):
        return False
    _tell_codes(scope, [other for other, _ in node.pairs.values() if not LANGUAGE_CODE.fullmatch(other.value)], key)
    return False


def _tell_codes(scope: Scope, names: list[Scalar], key: str) -> None:
    """Write down the keys of a map that are no codes, those of one line together, so that its line to copy is right."""
    by_line: dict[int, list[Scalar]] = {}
    for name in names:
        by_line.setdefault(name.start_mark.line, []).append(name)
    for same in by_line.values():
        likely = [did_you_mean(n.value.replace("_", "-"), (*scope.known_codes, *COMMON_CODES)) for n in same]
        line = scope.findings.line_of(same[0]) if all(likely) else ""
        for name, code in reversed(list(zip(same, likely, strict=True))):
            line = line and line[: name.start_mark.column] + code + line[name.end_mark.column :]
        scope.findings.add(
            "bad-language",
            same[0],
            message("'{word}' under '{key}' is not a language code.", word=same[0].value, key=key),
            expected=message("text, or one text per language code such as en, de or pt-BR"),
            help=ask_whether(likely[0]),
            copy=line,
        )


def slipped_in_braces(scope: Scope, node: Mapping, name: Scalar, value: Node) -> bool:
    """Tell, and write down, that a key without a value came from a comma or a colon inside { }."""
    if not node.flow or not isinstance(value, Scalar) or value.value or value.style:
        return False
    if ":" in name.value:
        _colon_without_space(scope, name)
        return True
    if next(iter(node.pairs)) != name.value:
        _comma_in_braces(scope, node, name)
        return True
    if len(node.pairs) == 1:
        scope.findings.add(
            "sign-at-start",
            node,
            message("In YAML, '{{' at the start of a text begins a mapping."),
            help=message("Put the text in quotes."),
            copy=_quote_to_end(scope, node),
        )
        return True
    return False


def _colon_without_space(scope: Scope, name: Scalar) -> None:
    scope.findings.add(
        "colon-without-space",
        name,
        message("YAML needs a space after this colon."),
        copy=scope.findings.mended(name, name.value.replace(":", ": ", 1)),
        help=message("Put a space after the colon; if this is text, put it in quotes."),
    )


def _comma_in_braces(scope: Scope, node: Mapping, name: Scalar) -> None:
    """The text before the comma and what follows belong together."""
    names = list(node.pairs)
    before = node.pairs[names[names.index(name.value) - 1]][1]
    copy = ""
    if isinstance(before, Scalar) and not before.style and before.start_mark.line == name.end_mark.line:
        line = scope.findings.line_of(name)
        text = line[before.start_mark.column : name.end_mark.column]
        copy = line[: before.start_mark.column] + quoted(text) + line[name.end_mark.column :]
    scope.findings.add(
        "comma-in-braces",
        name,
        message("Inside {{ }}, a comma ends the text, so '{word}' became a separate key.", word=name.value),
        help=message("Put the whole text in quotes."),
        copy=copy,
    )


def list_in_map(scope: Scope, node: Mapping, value: Sequence, key: str) -> None:
    """wrong: {en: [a, b], de: [c, d]} is to be turned inside out."""
    columns = {
        _code(scope, code): [entry.value for entry in texts.items if isinstance(entry, Scalar)][:9]
        for code, (_, texts) in node.pairs.items()
        if isinstance(texts, Sequence)
    }
    rows = zip(*columns.values(), strict=False)
    maps = [
        "{" + ", ".join(f"{code}: {flow_text(text)}" for code, text in zip(columns, row, strict=True)) + "}"
        for row in rows
    ]
    turned = f"[{', '.join(maps)}]"
    copy = scope.findings.mended(node, turned) if node.flow else ""
    scope.findings.add(
        "list-in-language-map",
        node if copy else value,
        message("'{key}' has a list for each language.", key=key),
        expected=message("a list whose entries name their languages"),
        help=message("Write it the other way round:")
        if copy
        else message("Write it the other way round: {line}", line=f"{key}: {turned}"),
        copy=copy,
    )


def _code(scope: Scope, name: str) -> str:
    return name if LANGUAGE_CODE.fullmatch(name) else did_you_mean(name, (*scope.known_codes, *COMMON_CODES)) or name


def flow_text(text: str) -> str:
    """Return a text as it can stand inside [ ] or { }."""
    return text if re.fullmatch(r"\w[\w .()/-]*", text) else quoted(text)


def _empty(scope: Scope, node: Node, key: str) -> None:
    line = scope.findings.line_of(node)
    rest = line[node.end_mark.column :] if isinstance(node, Scalar) else ""
    if rest.lstrip().startswith("#") and isinstance(node, Scalar) and not node.style and re.match(r"\s*#\w", rest):
        head = line[: node.end_mark.column].rstrip()
        scope.findings.add(
            "hidden-comment",
            node,
            message("A '#' after a space starts a comment, so this text is empty."),
            help=message("Put the text in quotes."),
            copy=f"{head} {quoted(rest.strip())}",
        )
        return
    scope.findings.add(
        "empty-text",
        node,
        message("'{key}' is empty.", key=key),
        expected=message("text"),
        help=message("Write something, or delete the key."),
    )


def refuse_hidden_comment(scope: Scope, node: Scalar) -> None:
    """Write down that an unquoted text is followed by a `#` and a word, which YAML leaves out."""
    after = scope.findings.text[node.end_mark.index : node.end_mark.index + 3]
    if node.style or not re.match(r" #\w", after):
        return
    line = scope.findings.line_of(SourceRange(node.end_mark, node.end_mark))
    one_line = node.start_mark.line == node.end_mark.line
    copy = line[: node.start_mark.column] + quoted(line[node.start_mark.column :].rstrip()) if one_line else ""
    scope.findings.add(
        "hidden-comment",
        SourceRange(node.start_mark, node.end_mark),
        message("A '#' after a space starts a comment, so this text ends before it."),
        help=message("Put the text in quotes; if this is a comment, put a space after the '#'."),
        copy=copy,
    )


def _no_text(scope: Scope, node: Node, key: str) -> None:
    """A list or a mapping stands where a text is expected."""
    flow = not isinstance(node, Scalar) and node.flow
    help, copy = (message("If this is text that begins with a bracket, put it in quotes."), "") if flow else (None, "")
    if flow:
        copy = _quote_to_end(scope, node)
    if isinstance(node, Sequence) and key in SEVERAL:
        help, copy = message("For several, write '{key}'.", key=SEVERAL[key]), _under_another_key(scope, node, key)
    elif isinstance(node, Sequence) and key == "source":
        texts = [entry.value for entry in node.items if isinstance(entry, Scalar)]
        help = message("A question has one source: a key from 'sources', or a citation of several words.")
        copy = scope.findings.mended(node, quoted("; ".join(texts))) if flow and len(texts) > 1 else ""
    scope.findings.add(
        "not-a-text",
        node,
        message("'{key}' cannot be a list.", key=key)
        if isinstance(node, Sequence)
        else message("'{key}' cannot be a mapping.", key=key),
        expected=message("text"),
        help=help,
        copy=copy,
    )


SEVERAL = {"hint": "hints", "answer": "answers"}
"""Keys of one text, and those under which several stand."""


def _under_another_key(scope: Scope, node: Sequence, key: str) -> str:
    line = scope.findings.line_of(node)
    if key == "answer" or not node.flow or not _quote_to_end(scope, node):
        return ""
    return re.sub(rf"\b{key}(?=\s*:\s*\[)", SEVERAL[key], line, count=1)


def _quote_to_end(scope: Scope, node: Node) -> str:
    line = scope.findings.line_of(node)
    if node.start_mark.line != node.end_mark.line or not line:
        return ""
    return scope.findings.mended(node, quoted(line[node.start_mark.column : node.end_mark.column]))


def fold(text: str) -> str:
    """Return what two texts share that nobody could tell apart as options: NFC, case folding and white space."""
    if text.isascii():
        lowered = text.lower()
        return " ".join(lowered.split()) if "  " in lowered or "\n" in lowered else lowered
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    return " ".join(text.split())


def is_plainly_different(texts: Collection[LocalText]) -> bool:
    """Tell whether all texts are the same in every language and no two look alike: quick, since most options are so."""
    written = [text for ((_, text), *_), plain in texts if plain]
    return len(written) == len(texts) == len(set(fold("\0".join(written)).split("\0")))


def same_as_before(scope: Scope, texts: Collection[LocalText]) -> list[int]:
    """Return which texts look like an earlier one in any language they are shown in."""
    if is_plainly_different(texts):
        return []
    codes = {code for text in texts if not text.plain for code, _ in text.texts} or {scope.language}
    repeated: set[int] = set()
    for code in codes:
        folded = [
            fold(text.texts[0][1] if text.plain else dict(text.texts).get(code) or text.show(code)) for text in texts
        ]
        if len(set(folded)) < len(folded):
            repeated.update(number for number, form in enumerate(folded) if form in folded[:number])
    return sorted(repeated)
