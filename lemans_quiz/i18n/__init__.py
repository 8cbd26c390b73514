"""The program's own sentences in the player's language, by gettext. What packs say is LocalText's.

The language is chosen once, before anything is shown; English is the source and needs no catalogue.
"""

from __future__ import annotations

import gettext as _gettext
import os
from pathlib import Path

from lemans_quiz.core.messages import Message

LANGUAGES = ("en", "de")
"""Languages the program speaks, the first being the one it falls back to."""

PROGRAM = "lemans-quiz"
SHORT = "lmq"
"""The one name by which sentences and documentation call the command."""

VARIABLE = "LEMANS_QUIZ_LANG"
"""The variable that names the language where --lang does not."""

COMMAND = "LEMANS_QUIZ_COMMAND"
"""The variable that tells how the program is started where it is not installed, such as `py lmq.pyz`."""

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "lemans_quiz"

_current: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def use(language: str) -> None:
    """Speak `language` from now on: one of LANGUAGES, with or without a region; anything else is English."""
    global _current, _language
    base = language.replace("_", "-").partition("-")[0].casefold()
    _language = base if base in LANGUAGES else LANGUAGES[0]
    if _language == LANGUAGES[0]:
        _current = _gettext.NullTranslations()
        return
    _current = _gettext.translation(DOMAIN, LOCALE, languages=[_language], fallback=True)


def language() -> str:
    """Return the language in use, one of LANGUAGES."""
    return _language


def from_environment() -> str:
    """Return the language that the locale asks for, as POSIX reads it; English if it names none of ours.

    LANGUAGE is a list of which the first that is spoken counts.
    """
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            bases = (one.partition(".")[0].partition("_")[0].casefold() for one in value.split(":"))
            return next((base for base in bases if base in LANGUAGES), LANGUAGES[0])
    return _from_system()


def _from_system() -> str:
    """Ask the system where the environment is silent, as on Windows."""
    if os.name != "nt":
        return LANGUAGES[0]
    import locale

    name = locale.getlocale()[0] or ""
    return "de" if name.casefold().startswith(("de", "german")) else LANGUAGES[0]


def _(text: str) -> str:
    """Translate a literal."""
    return as_started(_current.gettext(text))


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate a literal that depends on a number."""
    return as_started(_current.ngettext(singular, plural, count))


def command() -> str:
    """Return how the program was started, as it is typed. It may stand in a template: it has no braces."""
    told = os.environ.get(COMMAND, "")
    return told if told.isprintable() and told and not set(told) & set("{}") else SHORT


def as_started(template: str) -> str:
    """Name the program in the commands of a template as it was started; call it before fields are put in."""
    return template.replace(f"{SHORT} ", f"{command()} ") if SHORT in template else template


def render(sentence: Message) -> str:
    """Put a sentence that came as data into words. Fields may hold anything: clean the result before a terminal sees it."""
    fields = dict(sentence.fields)
    if isinstance(reason := fields.get("reason"), str):
        fields["reason"] = reason_told(reason)
    if sentence.plural:
        count = fields.get("count", 0)
        return ngettext(sentence.template, sentence.plural, int(count)).format(**fields)
    return _(sentence.template).format(**fields)


def reason_told(reason: str) -> str:
    """Return what a system or a library says of an error in the player's language; what is not known stays as it was said.

    The name of a file may follow in parentheses.
    """
    if _language == LANGUAGES[0]:
        return reason
    from lemans_quiz.i18n.reasons import REASONS

    if reason in REASONS:
        return _(reason)
    said, opening, file = reason.partition(" (")
    return f"{_(said)}{opening}{file}" if said in REASONS else reason
