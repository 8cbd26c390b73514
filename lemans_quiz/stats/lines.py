"""The statistics as plain lines: tables for screen readers, pipes and narrow places. No sign, no bar, the names last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from lemans_quiz.core.stats import Sums
from lemans_quiz.i18n import _
from lemans_quiz.stats.text import (
    Row,
    Statistics,
    figures,
    kind_rows,
    level_rows,
    pack_rows,
    share_text,
    tag_rows,
)
from lemans_quiz.terminal.theme import in_one_line, number

_WEEKS = 12
_DAYS = 14


def statistics_lines(statistics: Statistics) -> list[str]:
    """Return all tables, each under its heading. Of days and weeks the last ones are told; JSON has them all."""
    overview = statistics.overview
    days = [(day.isoformat(), sums) for day, sums in overview.days[-_DAYS:]]
    weeks = [(_("week of {day}").format(day=day.isoformat()), sums) for day, sums in overview.weeks[-_WEEKS:]]
    parts = [
        [f"{name}: {value}" for name, value in figures(overview)],
        _table(_("Recent days"), days),
        _table(_("Recent weeks"), weeks),
        _table(_("Packs"), pack_rows(statistics)),
        _table(_("Tags"), tag_rows(statistics)),
        _table(_("Levels"), level_rows(statistics)),
        _table(_("Kinds"), kind_rows(statistics)),
        _hardest(statistics),
        _coming(statistics),
    ]
    player = in_one_line(statistics.player)
    lines = [_("Player: {player}").format(player=player), ""] if player else []
    for part in parts:
        lines += [*part, ""] if part else []
    return lines[:-1]


def _table(title: str, rows: Sequence[Row]) -> list[str]:
    """Return a heading and a line for each row: share, right of all, name."""
    if not rows:
        return []
    shares = [share_text(sums.accuracy) for _name, sums in rows]
    counts = [_count(sums) for _name, sums in rows]
    wide, wider = max(map(len, shares)), max(map(len, counts))
    lines = [
        f"{share:>{wide}}  {count:>{wider}}  {name}"
        for share, count, (name, _sums) in zip(shares, counts, rows, strict=True)
    ]
    return [title, *lines]


def _count(sums: Sums) -> str:
    return _("{right} of {of}").format(right=number(sums.right), of=number(sums.attempts))


def _hardest(statistics: Statistics) -> list[str]:
    hard = statistics.overview.hardest
    if not hard:
        return []
    lines = [
        _("{missed} of {of} missed: {stem}").format(
            missed=found.sums.attempts - found.sums.right, of=found.sums.attempts, stem=statistics.stem(found)
        )
        for found in hard
    ]
    return [_("Hardest questions"), *lines]


def _coming(statistics: Statistics) -> list[str]:
    overview = statistics.overview
    if not any(overview.coming):
        return []
    days = [(overview.today + timedelta(days=n)).isoformat() for n in range(len(overview.coming))]
    return [_("What is due"), *(f"{day}: {count}" for day, count in zip(days, overview.coming, strict=True))]


VERSION = 1

Fields = dict[str, object]


def statistics_object(statistics: Statistics) -> Fields:
    """Return the object, ready to be written. Shares are 0 to 1, times are seconds, days ISO 8601."""
    overview = statistics.overview
    stems = {(item.pack, item.id): item.stem.show(statistics.setting.language) for item in statistics.items}
    return {
        "version": VERSION,
        "player": statistics.player,
        "today": overview.today.isoformat(),
        **_sums(overview.whole),
        "streak": overview.streak._asdict(),
        "days": [{"day": day.isoformat(), **_sums(sums)} for day, sums in overview.days],
        "weeks": [{"monday": day.isoformat(), **_sums(sums)} for day, sums in overview.weeks],
        "packs": [
            {"pack": pack, "title": statistics.setting.title(pack), **_sums(sums)} for pack, sums in overview.packs
        ],
        "tags": [{"tag": tag, **_sums(sums)} for tag, sums in overview.tags],
        "levels": [{"level": level, **_sums(sums)} for level, sums in overview.levels],
        "kinds": [{"kind": kind, **_sums(sums)} for kind, sums in overview.kinds],
        "hardest": [
            {
                "pack": found.pack,
                "id": found.item,
                "stem": stems.get((found.pack, found.item)),
                "misses": round(found.misses, 4),
                **_sums(found.sums),
            }
            for found in overview.hardest
        ],
        "due": [
            {"day": (overview.today + timedelta(days=n)).isoformat(), "items": count}
            for n, count in enumerate(overview.coming)
        ],
    }


def _sums(sums: Sums) -> Fields:
    return {
        "attempts": sums.attempts,
        "right": sums.right,
        "accuracy": round(sums.accuracy, 4),
        "marks": round(sums.marks, 4),
        "seconds": round(sums.seconds, 3),
    }
