"""What a game draws: by the curve without --level, as it always did by older codes and with --level."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.default_games import play, shipped
from lemans_quiz.core.seeds import parse_seed


@pytest.fixture(scope="module")
def packs(tmp_path_factory) -> list[str]:
    folder = tmp_path_factory.mktemp("packs")
    for name, count in (("alpha", 30), ("beta", 40), ("gamma", 12)):
        rows = "".join(
            f"  - {{id: q{n}, question: 'Is it {n} in {name}?', answer: true, level: {n % 5 + 1}}}\n"
            for n in range(count)
        )
        (folder / f"{name}.yaml").write_text(f"title: {name}\nquestions:\n{rows}", encoding="utf-8")
    return [str(folder / f"{name}.yaml") for name in ("alpha", "beta", "gamma")]


def drawn(lmq, packs: list[str], *arguments: str) -> str:
    output = lmq("play", *packs, *arguments, "--json", typed="1\n" * 12).stdout
    events = [json.loads(line) for line in output.splitlines()]
    asked = (f"{event['pack'][0]}{event['id'][1:]}" for event in events if event["event"] == "asked")
    return " ".join([events[0]["seed"], *asked])


@pytest.mark.parametrize(
    ("arguments", "recorded"),
    [
        ("--seed ARNAGE-7KED", "ARNAGE-7KED g1 a25 b37 g5 b25 a4 g11 b33 a13 g9"),
        ("--seed TERTRE-Z9VC -n 6", "TERTRE-Z9VC b20 g4 a3 b16 g1 a21"),
        ("--level 1-5 --seed ARNAGE-7KED", "ARNAGE-7KED g1 a25 b37 g5 b25 a4 g11 b33 a13 g9"),
        ("--level 2-3 --seed monday", "monday b7 g7 a16 b17 g6 a1 g2 a11 b2 g1"),
        ("--level 4 --seed SARTHE-22Z6", "SARTHE-22Z6 b33 a28 g8 b28 g3 a13 b23 a8 b3 a3"),
        ("--seed monday", "monday a5 g10 b5 g1 g6 b26 a1 a22 g2 b37"),
        ("--seed arnage-27kmz", "ARNAGE-27KMZ g0 b35 a5 g1 a21 b16 b1 g2 b12 a22"),
    ],
)
def test_a_recorded_draw_stays(lmq, packs, arguments: str, recorded: str) -> None:
    assert drawn(lmq, packs, *arguments.split()) == recorded


def test_a_new_code_tells_the_step_and_one_for_levels_has_none(own_lmq, packs) -> None:
    curve, levels = (parse_seed(drawn(own_lmq, packs, *more).split()[0]) for more in ((), ("--level", "3")))
    assert (curve.step, levels.step) == (0, None)


@pytest.mark.parametrize("step", [0, 2])
def test_a_default_game_of_the_shipped_packs_begins_easily_and_asks_of_the_series(step: int) -> None:
    games = play(shipped(), step, games=120)
    assert set(games.levels_at(0)) == {1}
    assert (games.share(5), set(games.of_the_heart())) == (0, {2, 3, 4})
    assert games.share(4) <= 0.1
    assert not any("article" in item.tags for game in games.drawn for item in game)


@pytest.mark.parametrize(
    "arguments", [["racing-is-everything"], ["--tag", "article"], ["racing-is-everything", "--level", "1-5"]]
)
def test_what_needs_the_article_is_asked_of_who_names_it(lmq, arguments) -> None:
    output = lmq("play", *arguments, "-n", "80", "--plain", typed="\n" * 80).stdout
    assert "rticle" in output


def test_a_pack_without_levels_or_with_hard_ones_alone_is_played_whole(lmq, tmp_path: Path) -> None:
    for level in ("", ", level: 5"):
        rows = "".join(f"  - {{id: q{n}, question: 'Is it {n}?', answer: true{level}}}\n" for n in range(10))
        (tmp_path / "pack.yaml").write_text(f"title: Pack\nquestions:\n{rows}", encoding="utf-8")
        assert len(set(drawn(lmq, [str(tmp_path / "pack.yaml")]).split())) == 11


def play_all(lmq, pack: str, *, right: bool) -> tuple[int | None, str]:
    done = lmq("play", pack, "--json", typed=("true\n" if right else "false\n") * 10)
    return parse_seed(json.loads(done.stdout.splitlines()[0])["seed"]).step, done.stderr


def test_who_gets_them_right_climbs_sooner_and_is_told(own_lmq, packs) -> None:
    assert play_all(own_lmq, packs[0], right=True) == (0, "")
    step, told = play_all(own_lmq, packs[0], right=False)
    assert (step, told) == (1, "You had 10 of 10 right last time, so this gets harder sooner.\n")
    assert play_all(own_lmq, packs[1], right=True) == (0, "")
    step, told = play_all(own_lmq, packs[0], right=True)
    assert (step, told) == (0, "You had 0 of 10 right last time, so this gets harder later.\n")


def test_only_who_asked_for_more_is_told_how_many_there_are(lmq, tmp_path: Path) -> None:
    (tmp_path / "two.yaml").write_text(
        "title: Two\nquestions:\n  - {id: a, question: A?, answer: true}\n  - {id: b, question: B?, answer: true}\n",
        encoding="utf-8",
    )
    told = [lmq("play", str(tmp_path / "two.yaml"), *more, "--json").stderr for more in ((), ("-n", "10"))]
    assert ["Only 2" in one for one in told] == [False, True]
