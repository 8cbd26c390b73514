"""Advice on one item by itself: its stem, its length, its languages. Options are options.py's, other items pairs.py's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lemans_quiz.authoring.lint.advice import Advice
from lemans_quiz.authoring.lint.options import OptionRules, give_away, option_field, shown, stands_in, too_long
from lemans_quiz.core.comparing.units import units_of
from lemans_quiz.core.diagnostics import NOTE
from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Order, Text
from lemans_quiz.core.messages import message
from lemans_quiz.core.text import LocalText
from lemans_quiz.packs.reading.texts import flow_text

LONGEST_STEM = 200
"""Three lines of a screen of 80 by 24, so that options and feedback stay in sight of a whole room."""
LONGEST_ENTRY = 68
"""One line of such a screen, beside the entry's number."""
LONGEST_PAIR = 63
LONGEST_EXPLANATION = 400
LONGEST_QUOTED = 100
"""Characters of a question that are repeated in a finding about it."""
MOST_LINES = 18
"""Lines of such a screen between its header and its keys."""

_NEGATIONS = {
    "en": (" no", "n't", "never", "cannot", "without", "except"),
    "de": ("nicht", "kein", " nie", "ohne ", " außer "),
}
"""What every negation holds: quick to look for before the words themselves are."""

_NEGATION_WORDS = {
    "en": re.compile(
        r"\b(?:not(?! only| just)|no(?! \d| longer| one|\.)|none|nobody|no one|nothing|never|without|except|cannot)\b|n't\b"
    ),
    "de": re.compile(r"\b(?:nicht(?! nur| zuletzt)|kein\w*|nie|niemals|niemand\w*|nichts|ohne|außer)\b"),
}
_MAY_HOLD_ALTERNATIVES = re.compile(r"[/;(]| or | oder ")
_ALTERNATIVES = re.compile(
    r"""([^/;()]+?)\ /\ ([^;()]+)              # Porsche / Audi
    |([^\W\d_]{3,})/([^\W\d_]{3,})          # colour/color
    |([^/;()]+?);\ ([^/()]+)                 # Porsche; Audi
    |([a-zäöüß]+)\ (?:or|oder)\ ([a-zäöüß]+)     # grey or gray
    |([^/;()]+?)\ \((?:or|oder|auch|also)\ ([^/;()]+)\)   # Porsche (or Audi)
    """,
    re.VERBOSE,
)
_ROUND = 2
"""From so many zeros at its end on, a number is a round one."""

_CLAUSE = re.compile(r"[.;:!?,–]+\s")


class ItemRules:
    """Advises on the items of one pack, in each of its languages, one after the other."""

    def __init__(self, languages: Sequence[str], found: list[Advice]) -> None:
        self.languages = languages
        self.found = found
        self.options = OptionRules(languages, found)
        self.rules = {Text: self._text, Number: self._number, Order: self._order, Match: self._match}

    def advise(self, item: Item) -> None:
        """Add what is to be said of an item by itself."""
        stems: list[tuple[str, str]] = []
        for code, text in item.stem.texts:
            folded = text.casefold()
            stems.append((code, folded))
            if len(text) > LONGEST_STEM:
                too_long(item, self.found, f"question.{code}", len(text), LONGEST_STEM)
            for hint in _NEGATIONS.get(code, ()):
                if hint in folded:
                    self._negations(item, folded, code)
                    break
        kind = item.kind.__class__
        if kind is Choice:
            self.options.choice(item, stems)
        elif kind is Multiple:
            self.options.multiple(item, stems)
        elif kind in self.rules:
            self.rules[kind](item, stems)
        if item.explanation is not None:
            for code, text in item.explanation.texts:
                if len(text) > LONGEST_EXPLANATION:
                    too_long(item, self.found, f"explanation.{code}", len(text), LONGEST_EXPLANATION)
        if len(self.languages) > 1:
            self._languages(item)

    def _negations(self, item: Item, folded: str, code: str) -> None:
        for clause in _CLAUSE.split(folded):
            words = _NEGATION_WORDS[code].findall(clause)
            if len(words) > 1:
                one, other = words[:2]
                sentence = message("Double negative: '{one}' and '{other}'.", one=one, other=other)
                help = message("Rephrase without the double negative.")
                self.found.append(Advice("double-negative", item, f"question.{code}", sentence, help))
                return

    def _text(self, item: Item, stems: Sequence[tuple[str, str]]) -> None:
        kind: Text = item.kind  # type: ignore[assignment]
        if kind.key.plain and not kind.exact and _MAY_HOLD_ALTERNATIVES.search(kind.key.first):
            self._alternatives(item, kind.key.first)
        for number, (code, stem) in enumerate(stems):
            for text in (kind.key, *kind.accept):
                answer = shown(text, number, code).casefold()
                if answer in stem and len(answer) > 2 and stands_in(answer, stem):
                    give_away(item, self.found, answer, code)
                    return

    def _alternatives(self, item: Item, text: str) -> None:
        """What stands in one answer has to be typed as one."""
        found = _ALTERNATIVES.fullmatch(text)
        if not found or item.table:
            return
        key, others = next((found[n], found[n + 1]) for n in range(1, 11, 2) if found[n])
        pieces = [piece.strip() for piece in re.split(r" ?[;/] ?|, or |, oder ", others)]
        lines = f"{flow_text(key.strip())}\naccept: [{', '.join(map(flow_text, pieces))}]"
        sentence = message("Players have to type all of '{text}'.", text=text)
        help = message("Write one answer, and list the others under 'accept'.")
        lines = "" if kind_accepts(item) else lines
        self.found.append(Advice("alternatives-in-answer", item, "answer", sentence, help, replacement=lines))

    def _number(self, item: Item, stems: Sequence[tuple[str, str]]) -> None:
        kind: Number = item.kind  # type: ignore[assignment]
        answer = format(kind.key, "f")
        if kind.low != kind.high and _spans_another(kind):
            self._wide_tolerance(item, kind)
        for code, stem in stems if len(answer) > 2 else ():
            if answer in stem and stands_in(answer, stem):
                give_away(item, self.found, answer, code)
                return

    def _wide_tolerance(self, item: Item, kind: Number) -> None:
        neighbour = kind.key + 1 if kind.high - kind.key >= 1 else kind.key - 1
        sentence = message("The tolerance also accepts {number}.", number=format(neighbour, "f"))
        help = message("A tolerance is for rounding. To reward close guesses, write 'close: {most}' instead.", most=2)
        self.found.append(Advice("wide-tolerance", item, "tolerance", sentence, help))

    def _order(self, item: Item, stems: Sequence[tuple[str, str]]) -> None:
        kind: Order = item.kind  # type: ignore[assignment]
        for place, entry in enumerate(kind.entries):
            length = max(map(len, entry.everywhere()))
            if length > LONGEST_ENTRY:
                too_long(item, self.found, f"order.{place}", length, LONGEST_ENTRY)

    def _match(self, item: Item, stems: Sequence[tuple[str, str]]) -> None:
        """A line holds a left-hand side and what was chosen for it; below all of them stand the right-hand sides."""
        kind: Match = item.kind  # type: ignore[assignment]
        widest = _widest(kind.lefts) + _widest(kind.rights)
        if widest > LONGEST_PAIR:
            too_long(item, self.found, "match", widest, LONGEST_PAIR)
        lines = max(-(-len(stem) // 72) for _, stem in stems) + len(kind.lefts) + len(kind.rights) + 2
        if lines > MOST_LINES:
            sentence = message(
                "These pairs take {lines} lines, but a screen has room for {most}.", lines=lines, most=MOST_LINES
            )
            self.found.append(Advice("too-long", item, "match", sentence, message("Split it into two questions.")))

    def _languages(self, item: Item) -> None:
        """No language map may lack a language of the pack, and a sentence is not the same in all of them."""
        wanted = len(self.languages)
        kind = item.kind
        if kind.__class__ is Choice or kind.__class__ is Multiple:
            for option in kind.options:
                if (not option.text.plain and len(option.text.texts) < wanted) or option.feedback:
                    break
            else:
                told = item.explanation
                if len(item.stem.texts) == wanted and not item.hints and (not told or len(told.texts) == wanted):
                    return
        for field, text in _texts(item):
            lacking = _lacking(text, field, self.languages)
            if lacking:
                self._tell_lacking(item, field, lacking)
                return

    def _tell_lacking(self, item: Item, field: str, codes: Sequence[str]) -> None:
        sentence = message("This text has no translation for: {codes}.", codes=", ".join(codes))
        example = "{" + ", ".join(f"{code}: …" for code in (item.language, *codes)) + "}"
        help = message("Write one text per language: {example}", example=example)
        self.found.append(Advice("missing-language", item, field, sentence, help))


def kind_accepts(item: Item) -> bool:
    """Tell whether a typed answer says what else is right."""
    return isinstance(item.kind, Text) and bool(item.kind.accept)


def _spans_another(kind: Number) -> bool:
    """Tell whether a tolerance calls another year or count right: not where something is measured, or a round number is meant."""
    if kind.by_range or kind.key != kind.key.to_integral_value():
        return False
    if kind.unit and any(units_of(name) for name in kind.unit.everywhere()):
        return False
    spread = max(kind.high - kind.key, kind.key - kind.low)
    digits = format(abs(kind.key), "f").partition(".")[0]
    is_year = len(digits) == 4 and not kind.unit
    zeros = 0 if is_year else len(digits) - len(digits.rstrip("0"))
    return spread >= 1 and (zeros < _ROUND or 2 * spread > 10**zeros)


def stale(item: Item, found: list[Advice]) -> None:
    """Add a note on a fact that was looked up long ago, with the question and where to look it up again."""
    stem = item.stem.first
    asked = stem if len(stem) <= LONGEST_QUOTED else stem[:LONGEST_QUOTED].rstrip() + "…"
    sentence = message("This fact is from {date} and may have changed: {question}", date=item.as_of, question=asked)
    help = message("Look it up, fix the question if needed, and put today's date under 'as_of'.")
    if item.source:
        source = ", ".join(part for part in (item.source.title, item.source.pages, item.source.url) if part)
        help = message(
            "Look it up ({source}), fix the question if needed, and put today's date under 'as_of'.", source=source
        )
    found.append(Advice("stale-fact", item, "as_of", sentence, help, NOTE))


def _widest(texts: Sequence[LocalText]) -> int:
    return max(len(words) for text in texts for words in text.everywhere())


def _lacking(text: LocalText, field: str, languages: Sequence[str]) -> list[str]:
    """Return the languages in which a text is missing; one that is plain and short is a name.

    What is typed counts in every language, so that one spelling may be there for one of them alone.
    """
    if field.split(".")[0] in ("accept", "not") and not field.endswith("feedback"):
        return []
    if text.plain and (field not in ("question", "explanation") or text.first.count(" ") < 3):
        return []
    given = {code for code, _ in text.texts}
    return [code for code in languages if code not in given]


def _texts(item: Item) -> list[tuple[str, LocalText]]:
    """Return all texts of an item, with their fields."""
    texts = [("question", item.stem)]
    if item.explanation is not None:
        texts.append(("explanation", item.explanation))
    texts += [("hint", hint) for hint in item.hints]
    kind = item.kind
    if isinstance(kind, Choice | Multiple):
        texts += [(option_field(kind, place), option.text) for place, option in enumerate(kind.options)]
        texts += [(option_field(kind, place), o.feedback) for place, o in enumerate(kind.options) if o.feedback]
    elif isinstance(kind, Text):
        texts.append(("answer", kind.key))
        texts += [(f"accept.{place}", text) for place, text in enumerate(kind.accept)]
        texts += [(f"not.{place}", option.text) for place, option in enumerate(kind.refused)]
        texts += [(f"not.{place}.feedback", o.feedback) for place, o in enumerate(kind.refused) if o.feedback]
    elif isinstance(kind, Number) and kind.unit is not None:
        texts.append(("unit", kind.unit))
    elif isinstance(kind, Order):
        texts += [(f"order.{place}", entry) for place, entry in enumerate(kind.entries)]
        texts += [(f"order.{place}.feedback", text) for place, text in enumerate(kind.beside) if text]
    elif isinstance(kind, Match):
        texts += [(f"match.{place}", left) for place, left in enumerate(kind.lefts)]
        texts += [("match", right) for right in kind.rights]
    return texts
