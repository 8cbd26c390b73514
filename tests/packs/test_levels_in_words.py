"""A level in words means the same in a pack as in the files of other programs."""

import pytest

from lemans_quiz.formats.levels import level_of
from lemans_quiz.packs.reading.reader import read_pack


@pytest.mark.parametrize("word", ["easy", "leicht", "Medium", "mittel", "hard", "schwer", "schwierig", "expert"])
def test_the_level_that_is_shown_to_authors_is_the_one_that_an_import_gives(word):
    pack = f"title: T\nquestions:\n  - question: Q?\n    answer: 1\n    level: {word}\n"
    (found,) = read_pack(pack.encode(), file="", default_id="x").diagnostics
    assert found.copy == f"    level: {level_of(word)}"
