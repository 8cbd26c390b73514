"""A small quiz with every kind, and a program that plays it, for the tests of the terminal."""

from __future__ import annotations

import sys
from decimal import Decimal

from lemans_quiz.core.game import Rules
from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Option, Order, Source, Text, TrueFalse
from lemans_quiz.core.text import LocalText, plain
from lemans_quiz.core.turns import Turn, deal
from lemans_quiz.terminal.views import Setting


def both(en: str, de: str) -> LocalText:
    return LocalText((("en", en), ("de", de)))


SOURCE = Source("24h Le Mans: Racing is Everything", "Motorsport-Magazin.com", 2017)
SEED = "ARNAGE-7K4Q"
TITLE = both("Racing is Everything", "Racing is Everything")

CHOICE = Item(
    "series",
    "winner",
    both(
        "Which manufacturer won the 24 Hours of Le Mans in 2015?",
        "Welcher Hersteller gewann 2015 die 24 Stunden von Le Mans?",
    ),
    Choice(
        (
            Option(plain("Porsche")),
            Option(plain("Audi"), both("Audi had won the five races before.", "Audi gewann die fünf Rennen davor.")),
            Option(plain("Toyota")),
            Option(plain("Nissan")),
        ),
        0,
    ),
    hints=(both("Its home is Stuttgart.", "Zu Hause ist er in Stuttgart."), plain("919")),
    explanation=both(
        "Nico Hülkenberg, Nick Tandy and Earl Bamber drove the 919 Hybrid no. 19.",
        "Nico Hülkenberg, Nick Tandy und Earl Bamber fuhren den 919 Hybrid Nr. 19.",
    ),
    source=SOURCE,
    level=2,
)
MULTIPLE = Item(
    "series",
    "teams",
    both("Which of these teams take part in the series?", "Welche dieser Teams kommen in der Serie vor?"),
    Multiple(tuple(Option(plain(name)) for name in ("Porsche", "Audi", "Rebellion", "Ferrari", "Peugeot")), (0, 1, 2)),
    explanation=both("Three teams at the front, and at the back.", "Drei Teams, vorn wie hinten."),
    source=SOURCE,
    level=1,
)
TRUE_FALSE = Item(
    "series",
    "focus",
    both("The series focuses on the 2015 race.", "Die Serie handelt vor allem vom Rennen 2015."),
    TrueFalse(True),
    as_of="2024-05-01",
    source=SOURCE,
)
TEXT = Item(
    "series",
    "fastest",
    both("Who set the pole position in 2015?", "Wer fuhr 2015 auf die Pole-Position?"),
    Text(plain("Neel Jani"), (plain("Jani"),)),
    hints=(both("He comes from Switzerland.", "Er kommt aus der Schweiz."),),
    explanation=both("In 3:16.887 minutes.", "In 3:16,887 Minuten."),
    level=3,
    points=2.0,
)
NUMBER = Item(
    "series",
    "lap",
    both("How long is a lap?", "Wie lang ist eine Runde?"),
    Number(Decimal("13.626"), Decimal("13.576"), Decimal("13.676"), plain("km")),
    explanation=both("Most of it is public road.", "Das meiste davon ist öffentliche Straße."),
    level=2,
)
ORDER = Item(
    "series",
    "eras",
    both("Put these winners in order, oldest first.", "Ordne diese Sieger, der älteste zuerst."),
    Order(tuple(plain(name) for name in ("Bentley", "Jaguar", "Ford", "Audi"))),
    explanation=plain("1924, 1951, 1966, 2000."),
    level=4,
)
MATCH = Item(
    "series",
    "who",
    both("Match each person with what they did.", "Wer tat was?"),
    Match(
        (plain("Victoria Gregory"), plain("Mark Webber"), plain("Tom Kristensen")),
        (
            both("producer", "Produzentin"),
            both("driver for Porsche", "Fahrer bei Porsche"),
            both("nine-time winner", "neunfacher Sieger"),
            both("team principal", "Teamchef"),
        ),
        (0, 1, 2),
    ),
    explanation=both("Each to their own.", "Jedem das Seine."),
    level=3,
)
YEAR = Item(
    "series",
    "year",
    both("When was the series made?", "Wann entstand die Serie?"),
    Number(Decimal(2016), Decimal(2016), Decimal(2016), close=Decimal(1)),
)
MANET = Item(
    "series",
    "manet",
    both("Who painted the Olympia of 1863?", "Wer malte 1863 die Olympia?"),
    Text(
        plain("Manet"),
        refused=(Option(plain("Monet"), both("One letter, and another man.", "Ein Buchstabe, ein anderer.")),),
    ),
)
ITEMS = (CHOICE, MULTIPLE, TRUE_FALSE, TEXT, NUMBER, ORDER, MATCH)
TURNS = deal(ITEMS, "arnage-7k")
NATION = CHOICE._replace(
    id="nation",
    stem=both("Which nation won most often?", "Welche Nation siegte am häufigsten?"),
    kind=Choice(tuple(Option(plain(name)) for name in ("Germany", "France", "Italy", "Great Britain")), 0),
    hints=(),
)
"""Without a hint, so that it has 50:50."""


def turn_of(item: Item) -> Turn:
    """Return the turn that shows an item."""
    return next((turn for turn in TURNS if turn.item.id == item.id), Turn(item))


def setting(language: str = "en") -> Setting:
    return Setting(language, SEED, (("series", TITLE),))


def main() -> None:
    """Play on this terminal: `main [exam|duel|same] [TIMER [ID…]]`."""
    if sys.argv[1:2] in (["exam"], ["duel"], ["same"]):
        play_otherwise(sys.argv.pop(1))
        return
    from lemans_quiz.play.driver import game_driver
    from lemans_quiz.play.screen import play_screen

    timer = float(sys.argv[1]) if len(sys.argv) > 1 else 0.0
    wanted = sys.argv[2:] or [item.id for item in ITEMS]
    turns = tuple(turn for turn in (*TURNS, *deal([NATION], "arnage-7k")) if turn.item.id in wanted)
    recorded: list[object] = []
    driver = game_driver(turns, Rules(timer=timer), record=lambda game, command, events: recorded.append(command))
    ending = play_screen(driver, setting())
    print(f"[{ending.wish}] [{ending.by}] recorded {len(recorded)} answered {len(driver.state.attempts)}")


def asked_for() -> tuple[float, tuple[Turn, ...]]:
    """Return the timer and the turns that the command line names."""
    timer = float(sys.argv[1]) if len(sys.argv) > 1 else 0.0
    wanted = sys.argv[2:] or [item.id for item in ITEMS]
    return timer, tuple(turn for turn in TURNS if turn.item.id in wanted)


def play_otherwise(output: str) -> None:
    """Play as an exam, or as Anna and Ben with the question `lap` for a tie-break."""
    from lemans_quiz.games.duel.rules import seated, tie_break
    from lemans_quiz.games.duel.screen import play_duel_screen
    from lemans_quiz.games.exam.driver import exam_driver
    from lemans_quiz.games.exam.screen import play_exam_screen
    from lemans_quiz.play.driver import game_driver

    timer, turns = asked_for()
    if output == "exam":
        sitting = exam_driver(turns, Rules(timer=timer))
        ending = play_exam_screen(sitting, setting())
        print(f"[{ending.wish}] [{ending.by}] handed in {sitting.state.handed_in}, late {sitting.state.late}")
        print([round(sheet.seconds) for sheet in sitting.state.sheets])
        return
    same = output == "same"
    driver = game_driver(seated(turns, 2, same=same), Rules(timer=timer, retry=not same, appeals=not same))
    rules = Rules(retry=False, appeals=False)
    ending = play_duel_screen(
        driver, setting(), ("Anna", "Ben"), lambda players: game_driver(tie_break(turn_of(NUMBER), players), rules)
    )
    print(f"[{ending.wish}] [{ending.by}] answered {len(driver.state.attempts)}")


if __name__ == "__main__":
    main()
