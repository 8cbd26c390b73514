"""A text of a draft, in whatever markup -> plain text as a terminal shows it."""

from __future__ import annotations

import re

from lemans_quiz.formats.drafts import AUTO, HTML, MARKDOWN
from lemans_quiz.formats.html_text import PlainText, from_html, is_formatted, tidy

_SOUND = re.compile(r"\[sound:[^\]]*\]")


def plain(text: str, markup: str) -> PlainText:
    """Return the text as it is read by people."""
    media = bool(_SOUND.search(text))
    text = _SOUND.sub("", text) if media else text
    if markup == AUTO and is_formatted(text):
        read = from_html(text.replace("\n", "<br>"))
        return PlainText(read.text, media or read.media)
    if markup == HTML:
        read = from_html(text)
        return PlainText(read.text, media or read.media)
    if markup == MARKDOWN:
        from lemans_quiz.formats.markdown_text import from_markdown

        read = from_markdown(text)
        return PlainText(read.text, media or read.media)
    return PlainText(tidy(text), media)
