"""Sentences as data: a template and its fields, put into the player's language where they are shown.

The core and the readers say *what* is to be told; `lemans_quiz.i18n.render` turns it into words.
"""

from typing import NamedTuple

Field = str | int | float


class Message(NamedTuple):
    """A whole sentence with named fields. `template` is the English text and the key of its translation.

    Where `plural` is given, the field `count` decides between the two.
    """

    template: str
    fields: tuple[tuple[str, Field], ...] = ()
    plural: str = ""


def message(template: str, /, **fields: Field) -> Message:
    """Make a Message; `template` is a literal, so that the catalogue can find it."""
    return Message(template, tuple(fields.items()))


def counted(template: str, plural: str, /, count: int, **fields: Field) -> Message:
    """Make a Message that depends on a number: `count` decides between `template` and `plural`."""
    return Message(template, (("count", count), *fields.items()), plural)
