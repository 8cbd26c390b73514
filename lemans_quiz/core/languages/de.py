"""German."""

from lemans_quiz.core.languages.language import Language

_DE_UNITS = "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
_DE_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
_DE_ORDINALS = "nullte erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte elfte zwölfte"

_MISSPELT = "sechszehn 16 siebenzehn 17 dreisig 30 dreizig 30 sechszig 60 siebenzig 70 zwansig 20 fierzig 40".split()


def _cardinals() -> dict[str, int]:
    units = _DE_UNITS.split()
    words = {word: number for number, word in enumerate(units)} | {"zwo": 2, "hundert": 100, "einhundert": 100}
    for tens, ten in enumerate(_DE_TENS.split(), start=2):
        words[ten] = 10 * tens
        words |= {("ein" if unit == 1 else units[unit]) + "und" + ten: 10 * tens + unit for unit in range(1, 10)}
    return words


def _ordinals() -> dict[str, int]:
    stems = {word[:-1]: number for number, word in enumerate(_DE_ORDINALS.split())}
    stems |= {word + ("st" if n > 19 else "t"): n for word, n in _cardinals().items() if n > 12}
    return {stem + ending: number for stem, number in stems.items() for ending in ("e", "er", "es", "en", "em")}


LANGUAGE = Language(
    articles=frozenset("das dem den der des die ein eine einem einen einer".split()),
    months=tuple("januar februar märz april mai juni juli august september oktober november dezember".split()),
    cardinals=_cardinals,
    ordinals=_ordinals,
    misspelt=dict(zip(_MISSPELT[::2], map(int, _MISSPELT[1::2]), strict=True)),
    truth=("falsch", "wahr"),
    says_true=frozenset("w"),
    has_decimal_comma=True,
)
