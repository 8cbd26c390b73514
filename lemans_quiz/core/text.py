"""One text in several languages. How typed text is compared is normalising.py's."""

from typing import NamedTuple


class LocalText(NamedTuple):
    """A text, or the same text in several languages.

    `texts` holds (language, text), the pack's own language first where it is given, never empty. `plain` says that the
    author wrote one text for everybody, as for a name, and not a map of languages.
    """

    texts: tuple[tuple[str, str], ...]
    plain: bool = False

    def show(self, language: str) -> str:
        """Return the text in `language`, else in its base language, else the first."""
        if len(self.texts) == 1:
            return self.texts[0][1]
        base = language.partition("-")[0]
        for wanted in (language, base):
            for code, text in self.texts:
                if code == wanted or code.partition("-")[0] == wanted:
                    return text
        return self.texts[0][1]

    @property
    def first(self) -> str:
        """The text that stands for this one where the language must not matter: in sorting and in fingerprints."""
        return self.texts[0][1]

    def everywhere(self) -> tuple[str, ...]:
        """All texts, in all languages."""
        return tuple(text for _, text in self.texts)


def plain(text: str, language: str = "en") -> LocalText:
    """Make a text that is the same for everybody."""
    return LocalText(((language, text),), plain=True)
