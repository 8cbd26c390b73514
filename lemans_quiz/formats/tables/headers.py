"""The header of a table of questions: which column holds what, told by words of English, German and French."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from lemans_quiz.formats.tables.grids import Grid, Row

_LOOKED_AT = 20

_WORDS = {
    "id": r"(question )?(id|idnumber|id number|kennung|key id|guid|uuid|identifiant)",
    "number": r"(question )?(#|no|nr|nummer|number|n|num|numero|lfd nr|index|pos)|question #|(fragen?) ?(nr|nummer)|sr no|s no|sl no",
    "type": r"(question |item )?(type|kind|format)|(frage)?(typ|art|format)|fragentyp|type de question",
    "question": r"(the )?questions?( text| title| stem| body| content| word(ing)?| phrase| prompt)?|stem|prompt|item text|quiz question|question en|frage(n)?(text|stellung| text)?"
    r"|aufgabe(nstellung)?|enonce( de la question)?|intitule( de la question)?|libelle|texte( de la question)?|question texte|pregunta|problem|statement|aussage|pergunta|domanda|vraag|fraga|sp(o?)rsmal|pytanie|otazka",
    "correct": r"(the )?(correct|right|true|good|best|valid)( ?answers?| options?| choices?| responses?| ans| value| key)?( index| number| no| nr| letter| text| choose at least one)*( [1-9a-d])?"
    r"|answers?( key| index| number| letter)?|ans(wer)? ?key|correct(answer|option|index|answers)|key|solution(s)?|result"
    r"|(die )?(richtige|korrekte|wahre|gute)s?( antwort(en)?( ?moglichkeit(en)?)?| option(en)?| losung(en)?| nummer)*( [1-9])?|losung(en)?|antwort(en)?|richtig|korrekt"
    r"|(bonne|juste|vraie)s?( reponses?)?|(bonne |la )?reponses?( correctes?| justes?| exactes?)?|correctes?|corrige|respuestas?( correctas?)?"
    r"|(true|wahr|richtig|vrai)( or| oder| ou)? (false|falsch|faux)|resposta( certa| correta)?|risposta|antwoord|svar|odpowiedz|odpoved",
    "option": r"(answer|option|choice|alternative|response|possible answer|ans|opt|choose)( option| choice)?s? ?(text )?#?([1-9]|10|[a-j]|one|two|three|four|five|six)( text| optional)?"
    r"|(antwort(moglichkeit| option)?|antwortoption|auswahl(moglichkeit)?|moglichkeit|wahlmoglichkeit) ?#?([1-9]|10|[a-j])"
    r"|(reponse|choix|proposition|possibilite|option) ?#?([1-9]|10|[a-j])|[a-j]|[1-9]|(respuesta|opcion|opcao|alternativa|resposta|opzione|risposta|optie|antwoord|alternativ|svarsalternativ|odpowiedz|moznost) ?([1-9]|[a-j])",
    "wrong": r"(the )?(wrong|incorrect|false|bad|decoy|distract[oe]r|distraktor|foil)( ?answers?| options?| choices?| responses?)? ?(#?([1-9]|10|[a-j]))?( optional)?"
    r"|(falsche?[rs]?|inkorrekte|schlechte|falschantwort)( antwort(en)?| option(en)?)? ?#?([1-9]|10|[a-j])?"
    r"|(mauvaise|fausse|incorrecte)s?( reponses?)? ?#?([1-9]|[a-j])?|reponses? (fausse|incorrecte)s? ?([1-9])?|incorrectanswers?|wrong ?answers?",
    "options": r"(answer )?(options|choices|answers list|possible answers|alternatives)|antwortmoglichkeiten|auswahl|optionen|choix|propositions|options de reponse",
    "accept": r"(also )?accept(ed)?( answers?)?( [0-9]{1,2})?|alternative answers|synonyms?|auch richtig|weitere antworten|synonyme|accepter",
    "seconds": r"(time|timer)( limit)?( in)?( sec(onds?)?| s)?|seconds?|sec|zeit(limit)?( in)?( sek(unden)?)?|sekunden|bedenkzeit|temps( limite)?( en secondes)?|duree|duration",
    "explanation": r"(answer )?(explanations?|rationale|feedback|general feedback|comment(s|ary)?|reason|justification|notes?|fun fact|fact|info)|erklarung|begrundung|erlauterung|ruckmeldung"
    r"|kommentar|hintergrund|explications?|commentaires?|remarques?",
    "hint": r"hints?|clue|hinweis|tipp?|indice|aide",
    "level": r"(question )?(level|difficulty)( level)?|niveau|stufe|schwierigkeit(sgrad)?|schwierigkeitsstufe|difficulte|grade",
    "tags": r"(question )?(tags?|categor(y|ies)|topics?|subjects?|theme|themes|chapter|section|unit)|kategorien?|themen?|thema|schlagworte?|schlagworter|fach|rubrik|kapitel|categories?|sujet|mots cles|matiere",
    "image": r"(image|picture|photo|media|bild|video|audio)( ?(link|url|file|datei|name|src|pfad|path))?|lien( de l)? image",
    "points": r"points?|score|marks?|punkte?|punktzahl|weight|gewicht|bareme",
    "source": r"source|quelle|reference|referenz|citation|nachweis",
    "tolerance": r"tolerance|toleranz",
    "unit": r"units?|einheit|unite",
}
_PATTERNS = {role: re.compile(pattern) for role, pattern in _WORDS.items()}
_CARDS = {
    "question": re.compile(
        r"front|term|word|begriff|vorderseite|vokabel|recto|terme|wort|card front|mot|side 1|expression"
    ),
    "correct": re.compile(
        r"back|definition|meaning|translation|ruckseite|ubersetzung|bedeutung|verso|traduction|card back|side 2"
    ),
}
_MANY = frozenset(("correct", "option", "wrong", "tags", "accept"))
"""What several columns may hold."""


class Header(NamedTuple):
    """The columns of a table by what they hold, and where its rows begin. `typed` is Blooket's column of typed answers."""

    columns: dict[str, tuple[int, ...]]
    first_row: int
    names: tuple[str, ...]

    def one(self, role: str) -> int:
        """Return the column of a role, -1 where there is none."""
        return self.columns.get(role, (-1,))[0]

    def all(self, role: str) -> tuple[int, ...]:
        """Return all columns of a role."""
        return self.columns.get(role, ())


def find_header(grid: Grid) -> Header | None:
    """Return the header with the most columns that are known, among the first rows; None where no row asks and answers."""
    best: tuple[int, Header] | None = None
    for place, row in enumerate(grid.rows[:_LOOKED_AT]):
        columns = _roles(row)
        if "question" in columns and any(role in columns for role in ("correct", "option", "wrong", "options")):
            known = sum(map(len, columns.values()))
            if best is None or known > best[0]:
                best = (known, Header(columns, place + 1, row.cells))
    return best[1] if best else None


def side_by_side(header: Header) -> list[Header]:
    """Return the headers of tables that stand beside each other under the same names; the header alone where there is one."""
    words = [normalised(name) for name in header.names]
    asks = [column for column, word in enumerate(words) if word == words[header.one("question")]]
    if len(asks) < 2:
        return [header]
    before = asks[0] - next(column for column, word in enumerate(words) if word)
    starts = [column - before for column in asks]
    parts = [
        tuple(name if start <= column < end else "" for column, name in enumerate(header.names))
        for start, end in zip(starts, [*starts[1:], len(words)], strict=True)
    ]
    found = [Header(_roles(Row(0, names)), header.first_row, names) for names in parts]
    return found if all("question" in one.columns and "correct" in one.columns for one in found) else [header]


def is_answers_to_a_form(grid: Grid) -> bool:
    """Tell whether a table holds what people answered to a form: each row begins with the time when it was sent."""
    rows = grid.rows[:2]
    return (
        len(rows) == 2
        and bool(_SENT.fullmatch(normalised(rows[0].cell(0))))
        and bool(re.search(r"[0-9]", rows[1].cell(0)))
    )


_SENT = re.compile(r"timestamp|zeitstempel|horodateur|marca temporal|start time|startzeit|submitted at|submission date")


def _roles(row: Row) -> dict[str, tuple[int, ...]]:
    words = [normalised(cell) for cell in row.cells]
    if sum(len(word) > 90 for word in words):
        return {}
    if [word for word in words if word] == ["q", "a"]:
        return {"question": (words.index("q"),), "correct": (words.index("a"),)}
    found: dict[str, list[int]] = {}
    for column, word in enumerate(words):
        role = _role(word)
        if role and (role in _MANY or role not in found):
            found.setdefault(role, []).append(column)
    if any(role in found for role in ("option", "wrong", "options")):
        _tell_items(words, found)
    _tell_cards(words, found)
    _tell_options(words, found)
    return {role: tuple(columns) for role, columns in found.items()}


def _role(word: str) -> str:
    if not word:
        return ""
    spellings = (word, re.sub("(?<=[aou])e", "", word))
    return next((role for role, pattern in _PATTERNS.items() if any(map(pattern.fullmatch, spellings))), "")


def _tell_items(words: Sequence[str], found: dict[str, list[int]]) -> None:
    """Take an item or a task for the question of a table that has options and names no question otherwise."""
    items = [column for column, word in enumerate(words) if re.fullmatch(r"(test )?items?|tasks?|quiz", word)]
    if items and "question" not in found:
        found["question"] = items[:1]


def _tell_cards(words: Sequence[str], found: dict[str, list[int]]) -> None:
    """Take a front and a back as a question and its answer, where nothing else is."""
    for role, pattern in _CARDS.items():
        if role not in found:
            columns = [column for column, word in enumerate(words) if pattern.fullmatch(word)]
            if columns:
                found[role] = columns[:1]


def _tell_options(words: Sequence[str], found: dict[str, list[int]]) -> None:
    """Mend what one word cannot tell: `Answer` beside `Answer 1` is the key; `Options` several times are options."""
    _tell_alternatives(words, found)
    lone = [column for column in found.get("option", ()) if re.fullmatch(r"[a-j]|[1-9]", words[column])]
    if lone and len(lone) < 2:
        found["option"] = [column for column in found["option"] if column not in lone]
        if not found["option"]:
            del found["option"]
    letters = [
        column
        for column in found.get("correct", ())
        if re.fullmatch(r"(correct|right|richtig|true) [1-9a-d]", words[column])
    ]
    if letters and len(letters) == len(found.get("correct", ())) and len(letters) < 2:
        return
    repeated = [
        column for column in found.get("correct", ()) if words[column] in {"answer", "antwort", "reponse", "option"}
    ]
    if len(repeated) > 1 and len(found["correct"]) > len(repeated):
        found["correct"] = [column for column in found["correct"] if column not in repeated]
        found.setdefault("option", []).extend(repeated)


def _tell_alternatives(words: Sequence[str], found: dict[str, list[int]]) -> None:
    """Take alternatives behind one answer for wrong ones: `Aufgabe;Lösung;Alternative 1;Alternative 2`."""
    options, keys = found.get("option", []), found.get("correct", [])
    are_others = bool(options) and all(re.fullmatch(r"alternativ[ae]? ?#?\w+", words[column]) for column in options)
    if are_others and len(keys) == 1 and keys[0] < options[0]:
        found.setdefault("wrong", []).extend(found.pop("option"))


def normalised(cell: str) -> str:
    """Return a header's cell as it is compared: small letters without accents, brackets and what follows a dash."""
    text = cell.strip().replace("\n", " ")
    text = re.split(r"\s[-–—:]\s", text)[0]
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text).replace("(s)", "")
    text = re.sub(r"(?<=[a-z])(?=[A-Z0-9])", " ", text)
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss")).encode("ascii", "ignore").decode()
    return " ".join(re.sub(r"[^a-z0-9#]+", " ", plain).split())
