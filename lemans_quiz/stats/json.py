"""The statistics as one JSON object. Public: within one `version` fields are only added."""

from __future__ import annotations

from datetime import timedelta

from lemans_quiz.core.stats import Sums
from lemans_quiz.stats.words import Statistics

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
