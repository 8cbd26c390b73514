"""`lmq pack list` on wide and narrow terminals."""

from __future__ import annotations


def test_a_narrow_list_has_each_title_whole_on_a_line_of_its_own(lmq):
    lines = lmq("pack", "list", COLUMNS="40").stdout.splitlines()
    assert "  The circuit (en, de)" in lines
    assert lines[lines.index("  The circuit (en, de)") - 1].split("  ")[0] == "circuit"
    assert max(map(len, lines)) <= 40
    assert not any("…" in line or "▇" in line for line in lines)


def test_a_narrow_list_tells_how_many_questions_each_pack_has(lmq):
    wide, narrow = lmq("pack", "list", COLUMNS="100").stdout, lmq("pack", "list", COLUMNS="40").stdout
    count = next(line.split()[1] for line in wide.splitlines() if line.startswith("circuit "))
    assert next(line.split()[1] for line in narrow.splitlines() if line.startswith("circuit ")) == count


def test_a_wide_list_has_a_pack_a_line(lmq):
    assert any("▇" in line and "The circuit (en, de)" in line for line in lmq("pack", "list").stdout.splitlines())
