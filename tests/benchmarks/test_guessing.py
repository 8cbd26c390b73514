"""Nobody scores by how the shipped options look, and the guesser would notice if one could."""

import pytest

from benchmarks.guessing import LANGUAGES, guess
from lemans_quiz.core.items import Choice, Item, Option, Pack
from lemans_quiz.core.seeds import below, mixed
from lemans_quiz.core.text import plain
from tests.shipped import shipped_packs

MOST = 0.29
"""What a guesser may score over all shipped choices, where chance gives a quarter."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guesser_scores_hardly_more_than_chance_over_all_shipped_choices(language):
    assert guess(shipped_packs(), language)[""].right <= MOST


def packs(key_of) -> list[Pack]:
    """Three packs of options of any length; `key_of` says which is right, from the number and their lengths."""

    def item(pack: str, number: int) -> Item:
        texts = [
            f"{mixed(pack, number, place):016x}"[: 3 + below(12, pack, number, place, "long")] for place in range(4)
        ]
        options = tuple(Option(plain(text)) for text in texts)
        return Item(pack, str(number), plain("?"), Choice(options, key_of(number, list(map(len, texts)))))

    return [Pack(name, plain(name), tuple(item(name, number) for number in range(120))) for name in "abc"]


def third_longest(_number, lengths):
    return sorted(range(4), key=lambda place: lengths[place])[1]


def test_a_tell_that_other_packs_teach_is_found():
    assert guess(packs(third_longest), "en")[""].right > 0.7


def test_where_there_is_no_tell_nothing_is_learnt():
    score = guess(packs(lambda number, _lengths: number * 7 % 4), "en")[""]
    assert abs(score.right - 0.25) < 0.06
    assert score.chance == 0.25
