"""English."""

from lemans_quiz.core.languages.language import Language

_EN_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_EN_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth"
)

_MISSPELT = "forteen 14 fourten 14 fourty 40 fiveteen 15 eightteen 18 eigth 8 eigthteen 18 nineth 9 ninty 90 twelth 12 twelveth 12 fith 5 ninteen 19 ninteenth 19 secound 2 scond 2 seccond 2 threeteen 13 fourtyth 40 thirtheen 13 twentyth 20 sevententh 17".split()


def _cardinals() -> dict[str, int]:
    tens = {word: 10 * number for number, word in enumerate(_EN_TENS.split(), start=2)}
    return {**{word: number for number, word in enumerate(_EN_UNITS.split())}, **tens, "hundred": 100}


def _ordinals() -> dict[str, int]:
    tens = {word[:-1] + "ieth": 10 * number for number, word in enumerate(_EN_TENS.split(), start=2)}
    return {**{word: number for number, word in enumerate(_EN_ORDINALS.split())}, **tens, "hundredth": 100}


LANGUAGE = Language(
    articles=frozenset("a an the".split()),
    months=tuple("january february march april may june july august september october november december".split()),
    cardinals=_cardinals,
    ordinals=_ordinals,
    misspelt=dict(zip(_MISSPELT[::2], map(int, _MISSPELT[1::2]), strict=True)),
    truth=("false", "true"),
)
