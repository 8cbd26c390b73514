"""French."""

from lemans_quiz.core.languages.language import Language

_FR_UNITS = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"


def _cardinals() -> dict[str, int]:
    return {word: number for number, word in enumerate(_FR_UNITS.split()) if number != 1}


LANGUAGE = Language(
    articles=frozenset("des la le les un une".split()),
    elided=("l'", "d'"),
    months=tuple("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()),
    cardinals=_cardinals,
    truth=("faux", "vrai"),
    says_true=frozenset(("v", "vrai", "oui", "o")),
    says_false=frozenset(("faux", "non")),
    has_decimal_comma=True,
)
