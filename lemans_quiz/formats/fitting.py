"""Drafts -> items of a pack: texts become plain, and what a pack may not hold is mended or left out, with a finding for each."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from lemans_quiz.core.items import Choice, Item, Kind, Match, Multiple, Number, Option, Order, Source, Text, TrueFalse
from lemans_quiz.core.messages import Message, counted, message
from lemans_quiz.core.text import LocalText
from lemans_quiz.core.text import plain as local
from lemans_quiz.formats.drafts import (
    PLAIN,
    Block,
    Chosen,
    Draft,
    Finding,
    LeftOut,
    Matched,
    Numeric,
    Ordered,
    Statement,
    Typed,
)
from lemans_quiz.formats.html_text import tidy
from lemans_quiz.formats.keys import folded, statement_key
from lemans_quiz.formats.plain import plain

MOST_OPTIONS = 9
MOST_ACCEPTED = 50
LONGEST = 2000
_MOST_DIGITS = 15
_CONTROLS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2060\ufeff\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef]"
)


Slugs = Callable[[str, int], str]
"""How an id is made from a text: its words, so many letters at most; given by those who name packs and questions."""


class Fitted(NamedTuple):
    """A draft as an item, with what was changed on the way; without an item what stood in the way."""

    draft: Block
    item: Item | None
    findings: tuple[Finding, ...] = ()


class _Misfit(Exception):
    """The draft cannot be an item."""

    def __init__(self, code: str, sentence: Message) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence


def fit(blocks: Sequence[Block], pack: str, *, language: str = "en", slug: Slugs) -> list[Fitted]:
    """Return what becomes of each block, in their order. Two that ask and answer the same are one.

    An id of the file is taken where no other question has it, else the id is derived from the text.
    """
    said = Counter(slug(block.id, 80) for block in blocks if isinstance(block, Draft) and block.id)
    seen: dict[tuple[str, Kind], str] = {}
    taken: set[str] = set()
    fitted: list[Fitted] = []
    for block in blocks:
        if isinstance(block, LeftOut):
            fitted.append(Fitted(block, None, (block.why,)))
            continue
        one = _Fitting(block, pack, language).fitted()
        if one.item is None:
            fitted.append(one)
            continue
        key = (folded(one.item.stem.first), one.item.kind)
        if key in seen:
            sentence = message("The same question appears earlier in the file.")
            fitted.append(Fitted(block, None, (Finding("same-question", block.place, sentence),)))
            continue
        seen[key] = block.place
        id = _id(one.item, slug(block.id, 80) if block.id else "", said, taken, slug)
        fitted.append(one._replace(item=one.item._replace(id=id)))
    return fitted


def _id(item: Item, own: str, said: Counter[str], taken: set[str], slug: Slugs) -> str:
    if own and said[own] == 1 and own not in taken:
        taken.add(own)
        return own
    text = item.stem.first
    digest = hashlib.blake2b(f"{item.pack}\n{text}".encode(), digest_size=4).hexdigest()
    name = base = f"{slug(text, 32) or 'q'}-{digest[:6]}"
    copy = 1
    while name in taken:
        copy += 1
        name = f"{base}-{copy}"
    taken.add(name)
    return name


class _Fitting:
    """Fits one draft."""

    def __init__(self, draft: Draft, pack: str, language: str) -> None:
        self.draft = draft
        self.pack = pack
        self.language = language
        self.findings = list(draft.changes)

    def fitted(self) -> Fitted:
        try:
            return Fitted(self.draft, self._item(), tuple(self.findings))
        except _Misfit as misfit:
            return Fitted(self.draft, None, (Finding(misfit.code, self.draft.place, misfit.sentence),))

    def _change(self, code: str, sentence: Message) -> None:
        if all(finding.code != code for finding in self.findings):
            self.findings.append(Finding(code, self.draft.place, sentence))

    def _item(self) -> Item:
        draft = self.draft
        stem = self._text(draft.stem)
        kind = self._kind()
        explanation = self._optional(draft.explanation, self._markup_of(draft.explanation))
        hints = tuple(hint for text in draft.hints[:9] if (hint := self._optional(text, self._markup_of(text))))
        return Item(
            self.pack,
            "",
            stem,
            kind,
            hints,
            explanation,
            self._source(),
            level=draft.level,
            seconds=draft.seconds if 1 <= draft.seconds <= 86_400 else 0.0,
            points=draft.points,
            tags=self._tags(),
            language=self.language,
        )

    def _markup_of(self, text: str) -> str:
        """Return the markup of an addition: where the question says none, it has none."""
        return self.draft.markup if text else PLAIN

    def _source(self) -> Source | None:
        text = self._cleaned(self.draft.source)
        return Source(text) if text and len(text) <= LONGEST else None

    def _tags(self) -> tuple[str, ...]:
        tags = (folded(self._cleaned(tag)) for tag in self.draft.tags)
        return tuple(dict.fromkeys(tag for tag in tags if tag and len(tag) <= 80))[:50]

    def _cleaned(self, text: str) -> str:
        """Return a text without what steers terminals."""
        clean = _CONTROLS.sub("", text.replace("\t", " ").replace("\r", "\n"))
        if clean != text and re.search("[^\t\r\ufeff\u200b]", "".join(_CONTROLS.findall(text))):
            self._change("control-characters", message("Control characters in its texts were removed."))
        return tidy(clean)

    def _text(self, text: str) -> LocalText:
        """Return a text of the question or its answer; it must be there, and be no picture."""
        read = plain(text, self.draft.markup)
        if read.media:
            raise _Misfit("picture", message("It needs a picture or a sound."))
        clean = self._cleaned(read.text)
        if not clean:
            raise _Misfit("empty-text", message("One of its texts is empty."))
        if len(clean) > LONGEST:
            raise _Misfit("too-long", message("One of its texts has more than {count} characters.", count=LONGEST))
        return local(clean, self.language)

    def _optional(self, text: str, markup: str) -> LocalText | None:
        """Return a text that may be missing; one that is too long or needs a picture is left out alone."""
        read = plain(text, markup)
        clean = self._cleaned(read.text)
        if read.media:
            self._change("picture-told", message("A picture in its explanation or feedback was left out."))
        if len(clean) > LONGEST:
            self._change("long-explanation", message("Its explanation is too long and was left out."))
            return None
        return local(clean, self.language) if clean else None

    def _kind(self) -> Kind:
        match self.draft.answer:
            case Chosen() as chosen:
                return self._chosen(chosen)
            case Statement(key):
                return TrueFalse(key)
            case Typed(answers, wildcards):
                return self._typed(answers, wildcards=wildcards)
            case Numeric() as number:
                return self._number(number)
            case Ordered(entries):
                return Order(self._entries(entries))
            case Matched() as matched:
                return self._match(matched)

    def _chosen(self, chosen: Chosen) -> Kind:
        right = [
            self._option(option.text, option.feedback)
            for option in chosen.options
            if option.right and option.text.strip()
        ]
        wrong = [
            self._option(option.text, option.feedback)
            for option in chosen.options
            if not option.right and option.text.strip()
        ]
        right = self._different(right, ())
        wrong = self._different(wrong, right)
        if not right:
            raise _Misfit("no-right-answer", message("It has no right answer."))
        if not wrong and len(right) == 1:
            self._change("one-option", message("It has only one option, so the answer is typed."))
            return Text(right[0].text)
        if len(right) > MOST_OPTIONS:
            raise _Misfit("too-many-right", message("It has more than {count} right answers.", count=MOST_OPTIONS))
        if len(right) + len(wrong) > MOST_OPTIONS:
            count = len(right) + len(wrong) - MOST_OPTIONS
            self._change(
                "too-many-options",
                counted("{count} wrong option was left out.", "{count} wrong options were left out.", count),
            )
            wrong = wrong[: MOST_OPTIONS - len(right)]
        return self._with_options(chosen, right, wrong)

    def _with_options(self, chosen: Chosen, right: list[Option], wrong: list[Option]) -> Kind:
        several = chosen.several or len(right) > 1
        if len(right) > 1 and not chosen.several:
            self._change("several-right", message("Several of its answers are right; all of them must be chosen."))
        ordered = self._as_written(chosen, right, wrong) if chosen.fixed else [*right, *wrong]
        keys = tuple(place for place, option in enumerate(ordered) if option in right)
        if several:
            return Multiple(tuple(ordered), keys, chosen.fixed or not wrong)
        key = statement_key([option.text.first for option in ordered], keys[0]) if len(ordered) == 2 else None
        if key is not None and not any(option.feedback for option in ordered):
            return TrueFalse(key)
        return Choice(tuple(ordered), keys[0], chosen.fixed)

    def _as_written(self, chosen: Chosen, right: Sequence[Option], wrong: Sequence[Option]) -> list[Option]:
        """Return options in the order of the file."""
        there = {folded(option.text.first): option for option in (*right, *wrong)}
        names = (folded(self._cleaned(plain(option.text, self.draft.markup).text)) for option in chosen.options)
        return [there[name] for name in dict.fromkeys(names) if name in there]

    def _option(self, text: str, feedback: str) -> Option:
        return Option(self._text(text), self._optional(feedback, self._markup_of(feedback)))

    def _different(self, options: list[Option], known: Sequence[Option]) -> list[Option]:
        """Return the options without those that read the same as another."""
        seen = {folded(option.text.first) for option in known}
        kept: list[Option] = []
        for option in options:
            if folded(option.text.first) in seen:
                self._change("same-option", message("Identical options were merged."))
            else:
                seen.add(folded(option.text.first))
                kept.append(option)
        return kept

    def _typed(self, answers: Sequence[str], *, wildcards: bool) -> Kind:
        texts: list[LocalText] = []
        for answer in answers:
            bare = answer.strip()
            if not bare or (bare == "*" and wildcards):
                continue
            if "*" in bare and wildcards and "\\*" not in bare:
                self._change("wildcard", message("The * for any text was removed from its answer."))
                bare = " ".join(bare.replace("*", " ").split())
            text = self._text(bare.replace("\\*", "*") if wildcards else bare) if bare else None
            if text and all(folded(text.first) != folded(known.first) for known in texts):
                texts.append(text)
        if not texts:
            raise _Misfit("no-right-answer", message("It has no right answer."))
        if len(texts) > MOST_ACCEPTED + 1:
            self._change("many-answers", message("Only its first {count} answers were kept.", count=MOST_ACCEPTED))
        return Text(texts[0], tuple(texts[1 : MOST_ACCEPTED + 1]))

    def _number(self, number: Numeric) -> Kind:
        ends = (number.key, number.low, number.high)
        if any(not end.is_finite() or len(f"{end:f}".strip("-")) > _MOST_DIGITS for end in ends):
            raise _Misfit("no-number", message("'{text}' cannot be used as a number.", text=str(number.key)))
        if number.low > number.high:
            raise _Misfit("no-number", message("'{text}' cannot be used as a number.", text=str(number.key)))
        unit = self._optional(number.unit, PLAIN)
        low, high = (number.low, number.high) if number.low < number.high else (number.key, number.key)
        return Number(_settled(number.key), _settled(low), _settled(high), unit, number.by_range and low < high)

    def _entries(self, entries: Sequence[str]) -> tuple[LocalText, ...]:
        texts = [self._text(entry) for entry in entries if entry.strip()]
        if len({folded(text.first) for text in texts}) < len(texts):
            raise _Misfit("same-entries", message("Two of its entries are identical."))
        if not 2 <= len(texts) <= MOST_OPTIONS:
            raise _Misfit(
                "entries",
                message("It has {count} entries; 2 to {most} are allowed.", count=len(texts), most=MOST_OPTIONS),
            )
        return tuple(texts)

    def _match(self, matched: Matched) -> Kind:
        lefts = self._entries([left for left, _ in matched.pairs])
        rights: list[LocalText] = []
        key: list[int] = []
        for _, right in matched.pairs:
            key.append(self._place_among(rights, self._text(right)))
        for right in matched.extra:
            if right.strip() and len(rights) < MOST_OPTIONS:
                self._place_among(rights, self._text(right))
        return Match(lefts, tuple(rights), tuple(key))

    def _place_among(self, rights: list[LocalText], text: LocalText) -> int:
        names = [folded(right.first) for right in rights]
        if folded(text.first) in names:
            return names.index(folded(text.first))
        rights.append(text)
        return len(rights) - 1


def _settled(number: Decimal) -> Decimal:
    """Return a number without an exponent, as the reader of packs would give it."""
    text = f"{number:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)
