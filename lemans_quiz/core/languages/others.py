"""Languages of which little is known: what stands before a word, and the months."""

from lemans_quiz.core.languages.language import Language

OTHERS = {
    "ca": Language(elided=("l'",)),
    "da": Language(articles=frozenset("den det en et".split())),
    "es": Language(
        articles=frozenset("el la las los un una unas unos".split()),
        months=tuple(
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
        ),
    ),
    "hu": Language(articles=frozenset("a az egy".split())),
    "it": Language(
        articles=frozenset("gli i il la le lo un una uno".split()),
        elided=("l'", "un'", "dell'", "all'"),
        months=tuple(
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre".split()
        ),
    ),
    "nb": Language(articles=frozenset("den det ei en et".split())),
    "nl": Language(articles=frozenset("de een het".split()), elided=("'t",)),
    "no": Language(articles=frozenset("den det ei en et".split())),
    "pt": Language(articles=frozenset("a as o os um uma umas uns".split())),
    "sv": Language(articles=frozenset("den det en ett".split())),
}
