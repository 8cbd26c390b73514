"""Packs that come compiled are played without being read, wherever they were unpacked."""

from __future__ import annotations

from pathlib import Path

import pytest

from lemans_quiz.packs.bank import open_bank
from lemans_quiz.packs.delivered import deliver, take_over
from lemans_quiz.packs.library import SHIPPED, PackFile, pack_files

PACK = "id: sums\ntitle: Sums\nquestions:\n  - {id: one, question: One and one?, answer: 2}\n"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A folder of packs as they were where they were compiled, and beside it what was delivered."""
    folder = tmp_path / "made"
    folder.mkdir()
    (folder / "sums.yaml").write_text(PACK, "utf-8")
    deliver(folder, tmp_path / "delivered.sqlite3")
    return folder


def items(bank: Path, folder: Path) -> list[str]:
    opened = open_bank(bank, [PackFile(path, SHIPPED) for path in pack_files(folder)])
    try:
        return [item.id for pack in opened.shelved for item in opened.items(pack)]
    finally:
        opened.close()


def test_delivered_packs_are_known_in_their_new_place_and_not_read_again(made: Path, tmp_path: Path) -> None:
    unpacked, bank = made.rename(tmp_path / "Übungen 7b"), tmp_path / "cache" / "bank.sqlite3"
    take_over(tmp_path / "delivered.sqlite3", shipped=unpacked, bank=bank)
    before = bank.read_bytes()
    assert items(bank, unpacked) == ["one"]
    assert bank.read_bytes() == before


def test_a_delivered_pack_that_was_changed_is_read_again(made: Path, tmp_path: Path) -> None:
    bank = tmp_path / "cache" / "bank.sqlite3"
    take_over(tmp_path / "delivered.sqlite3", shipped=made, bank=bank)
    (made / "sums.yaml").write_text(PACK.replace("id: one", "id: another"), "utf-8")
    assert items(bank, made) == ["another"]


def test_a_bank_of_this_version_stays_and_one_of_another_goes(made: Path, tmp_path: Path) -> None:
    delivered, bank = tmp_path / "delivered.sqlite3", tmp_path / "bank.sqlite3"
    items(bank, made)
    before = bank.read_bytes()
    take_over(delivered, shipped=made, bank=bank)
    assert bank.read_bytes() == before
    bank.write_bytes(b"of another version")
    take_over(delivered, shipped=made, bank=bank)
    assert items(bank, made) == ["one"]


@pytest.mark.parametrize("broken", [b"", b"no bank at all"])
def test_what_is_wrong_with_what_was_delivered_costs_time_alone(made: Path, tmp_path: Path, broken: bytes) -> None:
    (tmp_path / "delivered.sqlite3").write_bytes(broken)
    bank = tmp_path / "cache" / "bank.sqlite3"
    take_over(tmp_path / "delivered.sqlite3", shipped=made, bank=bank)
    assert items(bank, made) == ["one"]
