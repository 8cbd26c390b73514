"""The field is every winner whose distance nobody disputes."""

from pathlib import Path

import pytest

from lemans_quiz import paths
from lemans_quiz.games.race.field import read_field


def test_the_field_is_all_winners_of_undisputed_distance() -> None:
    field = read_field(paths.shipped_packs())
    assert len(field) == 91
    assert (field[0].year, field[0].name, field[0].distance) == (2010, "Audi", 5411.0)
    assert not {1978, 1988, 1989} & {winner.year for winner in field}
    assert [winner.distance for winner in field] == sorted((winner.distance for winner in field), reverse=True)


def test_a_missing_table_is_an_empty_field(tmp_path: Path) -> None:
    assert read_field(tmp_path) == ()


@pytest.mark.parametrize(
    "text", ["", "year,make\n1923,Chenard\n", "year,make,distance,distance_agreed\nx,y,far,yes\n", "\xff"]
)
def test_another_table_is_an_empty_field(tmp_path: Path, text: str) -> None:
    (tmp_path / "winners.csv").write_text(text, encoding="latin-1")
    assert read_field(tmp_path) == ()
