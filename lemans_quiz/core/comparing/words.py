"""Words that are written in two ways and mean one thing: articles, abbreviations, British and American, plurals."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from lemans_quiz.core.languages import language_of

BEFORE_ORDINALS = frozenset(("the", "der", "die", "das", "le", "la", "el", "il"))
AND = frozenset(("&", "and", "und", "et", "y", "och", "og", "en"))
_AND_ONLY = {"y": "es", "et": "fr", "och": "sv", "og": "da", "en": "nl"}

_ABBREVIATED = {
    "mt": "mount",
    "dr": "doctor",
    "doktor": "doctor",
    "jr": "junior",
    "snr": "senior",
    "sr": "senior",
    "bros": "brothers",
    "vs": "versus",
    "ltd": "limited",
    "inc": "incorporated",
    "corp": "corporation",
    "dept": "department",
    "govt": "government",
    "univ": "university",
    "ave": "avenue",
    "blvd": "boulevard",
    "ft": "fort",
    "sgt": "sergeant",
    "capt": "captain",
    "lt": "lieutenant",
    "gen": "general",
    "col": "colonel",
    "prof": "professor",
    "str": "strasse",
    "sankt": "saint",
    "hl": "heilige",
}
_BRITISH = {
    "grey": "gray", "disc": "disk", "tyre": "tire", "kerb": "curb", "plough": "plow", "programme": "program",
    "aluminium": "aluminum", "cheque": "check", "storey": "story", "jewellery": "jewelry", "moustache": "mustache",
    "pyjamas": "pajamas", "sceptic": "skeptic", "sceptical": "skeptical", "manoeuvre": "maneuver", "doughnut": "donut",
    "whisky": "whiskey", "yoghurt": "yogurt", "defence": "defense", "offence": "offense", "licence": "license",
    "pretence": "pretense", "practise": "practice", "draught": "draft", "mould": "mold", "axe": "ax", "cosy": "cozy",
    "gaol": "jail", "woollen": "woolen", "marvellous": "marvelous", "carburettor": "carburetor", "artefact": "artifact",
    "ageing": "aging", "acknowledgement": "acknowledgment", "judgement": "judgment", "enrol": "enroll", "fulfil": "fulfill",
    "skilful": "skillful", "wilful": "willful", "instalment": "installment", "mum": "mom", "ageist": "agist", "smoulder": "smolder",
    "chilli": "chili", "omelette": "omelet", "pedlar": "peddler", "furore": "furor", "gramme": "gram", "kilogramme": "kilogram",
    "tonne": "ton", "analyse": "analyze", "paralyse": "paralyze", "catalyse": "catalyze", "dialogue": "dialog",
    "catalogue": "catalog", "analogue": "analog", "monologue": "monolog", "prologue": "prolog", "sulphur": "sulfur",
    "sulphate": "sulfate", "sulphide": "sulfide", "sulphuric": "sulfuric", "foetus": "fetus", "oestrogen": "estrogen",
    "diarrhoea": "diarrhea", "oesophagus": "esophagus", "anaemia": "anemia", "anaesthetic": "anesthetic", "leukaemia": "leukemia",
    "haemoglobin": "hemoglobin", "haemorrhage": "hemorrhage", "paediatrics": "pediatrics", "paediatric": "pediatric",
    "encyclopaedia": "encyclopedia", "mediaeval": "medieval", "archaeology": "archeology", "orthopaedic": "orthopedic",
    "caesium": "cesium", "faeces": "feces", "aeroplane": "airplane", "amoeba": "ameba", "oedema": "edema", "palaeolithic": "paleolithic",
    "travelling": "traveling", "traveller": "traveler", "cancelled": "canceled", "modelling": "modeling", "labelled": "labeled",
    "signalling": "signaling", "jeweller": "jeweler", "counsellor": "counselor", "centre": "center", "metre": "meter",
    "litre": "liter", "theatre": "theater", "fibre": "fiber", "sabre": "saber", "spectre": "specter", "calibre": "caliber",
    "lustre": "luster", "sombre": "somber", "meagre": "meager", "sepulchre": "sepulcher", "kilometre": "kilometer",
    "centimetre": "centimeter", "millimetre": "millimeter", "amphitheatre": "amphitheater",
}  # fmt: skip
_OUR = frozenset(
    "colour favour flavour honour humour labour neighbour harbour rumour vapour armour behaviour savour odour vigour rigour"
    " parlour splendour tumour valour candour endeavour clamour ardour fervour glamour saviour succour demeanour".split()
)
_TITLES = frozenset("sir dame mr mrs ms miss herr frau dr doctor prof professor lady".split())
_SHORTEST_NAME = 2
"""Words of a name that are left when its title is taken off."""
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψωσ",
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi"
        " omega sigma".split(),
        strict=False,
    )
)
_PLURAL_IN_S = frozenset(("en", "fr", "es", "pt", "nl"))
_SHORTEST_PLURAL = 4


def without_article(words: Sequence[str], language: str) -> Sequence[str]:
    """Return the words without one leading article of the language; never nothing."""
    return words[1:] if len(words) > 1 and words[0] in language_of(language).articles else words


def without_elided(text: str, language: str) -> str:
    """Return a text without an article that is written together with its first word."""
    for article in language_of(language).elided:
        if text.startswith(article) and text[len(article) :].strip():
            return text[len(article) :].lstrip()
    return text


def is_and(word: str, language: str) -> bool:
    """Tell whether a word joins: `&` and `and` everywhere, others in their language."""
    return word in AND and (word not in _AND_ONLY or _AND_ONLY[word] in (language, "") or word == "et")


def in_one_spelling(words: Sequence[str], language: str) -> list[str]:
    """Return words in one of their spellings: abbreviations in full, American for British, no plural in -s."""
    if len(words) > _SHORTEST_NAME and words[0] in _TITLES:
        words = words[1:]
    last = len(words) - 1
    return [_one_spelling(word, place == last, language) for place, word in enumerate(words)]


def _one_spelling(word: str, is_last: bool, language: str) -> str:
    if word == "st":
        return "street" if is_last else "saint"
    if language != "el" and word in _GREEK:
        return _GREEK[word]
    return _known_spelling(_ABBREVIATED.get(word, word), language)


@lru_cache(maxsize=4096)
def _known_spelling(word: str, language: str) -> str:
    single = _singular(word, language) if word.isalpha() else word
    return _reformed(single) if language == "de" else _american(single)


def _reformed(word: str) -> str:
    """Return a German word as it may be written since 1996: Fotografie, Potenzial."""
    return word.replace("ph", "f").replace("tial", "zial").replace("tiell", "ziell")


def _american(word: str) -> str:
    for stem, american in (*_BRITISH.items(), *((our, our[:-3] + "or") for our in _OUR)):
        if word == stem or (len(stem) > 4 and word.startswith(stem)):
            return american + word[len(stem) :]
    for british in ("is", "ys"):
        for ending in ("e", "ed", "ing", "er", "ation", "ations", "ers"):
            if len(word) > 7 and word.endswith(british + ending):
                return word[: -len(british + ending)] + british[0] + "z" + ending
    return word


def _singular(word: str, language: str) -> str:
    """Return a word without the -s of a plural; words that end in -ss, -us or -is have none."""
    if language not in _PLURAL_IN_S or len(word) < _SHORTEST_PLURAL or word.endswith(("ss", "us", "is")):
        return word
    if language == "en":
        if word.endswith("ies") and len(word) > 4:
            return word[:-3] + "y"
        if word.endswith(("ches", "shes", "xes", "sses", "zes")):
            return word[:-2]
    return word[:-1] if word.endswith("s") else word
