"""Which language questions are written in, by their small words; it decides how typed answers are compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_WORDS = {
    "en": "the of what which is in was who how are and to for did does a an with from when where".split(),
    "de": "der die das welche welcher was wer wie ist und in von den dem ein eine wann wo war nicht mit".split(),
    "fr": "le la les quel quelle est de des du un une et dans qui que quoi où quand comment pour".split(),
    "es": "el la los las qué cuál es de del un una y en quién cómo cuándo dónde por para".split(),
    "it": "il lo la gli le che quale è di del un una e in chi come quando dove per".split(),
}
_ENOUGH = 3


def language_of(texts: Iterable[str]) -> str:
    """Return the code of the language most small words are of, `en` where there are too few to tell."""
    found = Counter(re.findall(r"[^\W\d_]+", " ".join(texts).casefold()[:200_000]))
    scores = {code: sum(found[word] for word in words) for code, words in _WORDS.items()}
    best, second = sorted(scores, key=lambda code: scores[code], reverse=True)[:2]
    return best if scores[best] >= _ENOUGH and scores[best] > scores[second] else "en"
