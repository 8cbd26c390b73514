"""Our NamedTuple behaves as the standard one does."""

from __future__ import annotations

import copy
import pickle
import typing

import pytest

from lemans_quiz.core import values


class Standard(typing.NamedTuple):
    first: int
    second: str = "two"
    third: tuple[int, ...] = ()

    @property
    def double(self) -> int:
        return self.first * 2


class Ours(values.NamedTuple):
    first: int
    second: str = "two"
    third: tuple[int, ...] = ()

    @property
    def double(self) -> int:
        return self.first * 2


@pytest.mark.parametrize(
    ("given", "named"),
    [((1,), {}), ((1, "b", (3,)), {}), ((), {"first": 1}), ((1,), {"third": (2,)}), ((1, "b"), {"third": (2,)})],
)
def test_it_is_made_as_the_standard_one_is(given, named):
    ours, standard = Ours(*given, **named), Standard(*given, **named)
    assert tuple(ours) == tuple(standard)
    assert (ours.first, ours.second, ours.third, ours.double) == (
        standard.first,
        standard.second,
        standard.third,
        standard.double,
    )
    assert repr(ours) == repr(standard).replace("Standard", "Ours")
    assert ours._asdict() == standard._asdict()
    assert tuple(ours._replace(second="x")) == tuple(standard._replace(second="x"))


@pytest.mark.parametrize(
    ("given", "named"), [((), {}), ((1, 2, 3, 4), {}), ((1,), {"first": 2}), ((1,), {"fourth": 2})]
)
def test_it_refuses_what_the_standard_one_refuses(given, named):
    for cls in (Ours, Standard):
        with pytest.raises(TypeError):
            cls(*given, **named)


def test_an_unknown_field_cannot_be_replaced():
    with pytest.raises((ValueError, TypeError)):
        Ours(1)._replace(fourth=1)


def test_it_is_matched_copied_and_pickled():
    match Ours(1, "b"):
        case Ours(first, second):
            assert (first, second) == (1, "b")
    assert copy.copy(Ours(1)) == pickle.loads(pickle.dumps(Ours(1))) == Ours(1)


def test_a_field_cannot_be_set():
    with pytest.raises(AttributeError):
        Ours(1).first = 2  # type: ignore[misc]
