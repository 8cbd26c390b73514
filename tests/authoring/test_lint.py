"""Advice speaks up where a question is bad, and is silent where it is not."""

import time
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from lemans_quiz.authoring.lint.advice import MOST_TOLD
from lemans_quiz.authoring.lint.lint import check_packs, check_readings
from lemans_quiz.authoring.lint.options import overlapping
from lemans_quiz.authoring.lint.ranks import by_size, chances
from lemans_quiz.authoring.lint.tells import advise_on_tells, at_least, proportions
from lemans_quiz.core.diagnostics import NOTE, WARNING, has_errors
from lemans_quiz.core.items import Choice, Item, Option
from lemans_quiz.core.seeds import below, mixed
from lemans_quiz.core.text import plain
from lemans_quiz.i18n import render
from lemans_quiz.packs.reading.reader import read_pack

TODAY = date(2026, 11, 22)
REST = "    explanation: Told {n} times at table {n}.\n"


def pack(*questions: str, head: str = "title: T\n") -> str:
    """Make a pack of questions, each given as its keys; ids, a source and explanations are put in."""
    text = head + "defaults: {source: A book of mine}\nquestions:\n"
    for number, question in enumerate(questions):
        text += f"  - id: q{number}\n"
        text += "".join(f"    {line}\n" for line in question.strip().splitlines())
        text += "" if "explanation" in question else REST.replace("{n}", str(number))
    return text


def advice(*packs: str, today: date = TODAY):
    readings = [
        (f"{n}.yaml", read_pack(text.encode(), file=f"{n}.yaml", default_id=f"p{n}")) for n, text in enumerate(packs)
    ]
    assert all(reading.pack for _, reading in readings)
    return check_readings(readings, today, strict=True)


def codes(*questions: str, head: str = "title: T\n") -> list[str]:
    return [diagnostic.code for diagnostic in advice(pack(*questions, head=head))]


SPEAKS_UP = [
    ("typographic-quotes", "question: Which year?\nanswer: \u201c1923\u201d  # the first"),
    ("typographic-quotes", "question: Which car?\nanswer: one\nwrong:\n  - \u201etwo\u201c\n  - three"),
    ("typographic-quotes", "question: Which car?\nanswer: \u00abOne\u00bb"),
    ("longest-answer", "question: Why?\nanswer: because it had rained all the night long\nwrong: [fog, snow]"),
    (
        "longest-answer",
        "question: {en: Why?, de: Warum?}\nanswer: {en: rain, de: weil es die ganze Nacht lang geregnet hatte}\n"
        "wrong: [Smog, Taifun]\nexplanation: {en: So, de: So}",
    ),
    ("answer-in-question", "question: Who built the Dunlop bridge?\nanswer: Dunlop\nwrong: [Shell, Esso]"),
    (
        "answer-in-question",
        "question: Which house did the garage belong to?\nanswer: the garage owner\nwrong: [an innkeeper, a farmer]",
    ),
    ("answer-in-question", "question: What is the Tertre Rouge called?\nanswer: Tertre Rouge"),
    ("answer-in-question", "question: In what year was the year 1923?\nanswer: 1923"),
    ("answer-in-question", "question: Did Audi win?\nanswers: [Audi, Ford]\nwrong: [BMW]"),
    ("overlapping-options", "question: How many?\nanswer: 10–20\nwrong: [20–30, 30–40]"),
    ("overlapping-options", "question: How many?\nanswer: '40'\nwrong: [more than 30, '20']"),
    ("overlapping-options", "question: Wie weit?\nanswer: 3 bis 5 km\nwrong: [mehr als 4 km, 1 km]"),
    ("all-of-the-above", "question: Who?\nanswer: Audi\nwrong: [Ford, none of these]"),
    ("all-of-the-above", "question: Wer?\nanswer: ein Audi und ein Ford\nwrong: [Benz, alle genannten]"),
    ("double-negative", "question: Which make did not win without help?\nanswer: Ford"),
    (
        "double-negative",
        "question: {en: Who?, de: Wer kam nie ohne Panne an?}\nanswer: Ford\nexplanation: {en: So, de: So}",
    ),
    ("too-long", f"question: {'Which van ' * 21}?\nanswer: green"),
    ("too-long", f"question: Which?\nanswer: {'green ' * 13}\nwrong: [{'greener ' * 8}]"),
    ("too-long", f"question: Which?\nanswer: green\nexplanation: {'So it was. ' * 40}"),
    ("too-long", f"question: Order.\norder: [{'first ' * 13}, second]"),
    ("too-long", f"question: Who?\nmatch: {{{'left ' * 8}: {'right ' * 7}, a: b}}"),
    ("too-long", "question: Who?\nmatch: {a: b, c: d, e: f, g: h, i: j, k: l, m: n, o: p, q: r}"),
    ("stale-fact", "question: Who leads?\nanswer: Ford\nas_of: 2025-11-21"),
]

SILENT = [
    "question: Why?\nanswer: because of the rain\nwrong: [because of fog, because of ice]",
    "question: Which is older, Audi or Ford?\nanswer: Audi\nwrong: [Ford]",
    "question: Which Porsche won?\nanswer: Porsche 917\nwrong: [Porsche 936, Porsche 956]",
    "question: Who drove a Fordson?\nanswer: Ford\nwrong: [Benz, Daimler]",
    "question: How many?\nanswer: 10 to 19\nwrong: [20 to 29, 30 or more]",
    "question: How many?\nanswer: 24\nwrong: [12, 48]",
    "question: Which years?\nanswer: 1966–1969\nwrong: [1965–1968, 1967–1970]",
    "question: How fast?\nanswer: '3:17.297'\nwrong: ['3:18.513', '3:14.791']",
    "question: Who?\nanswer: Audi\nchoices: [Ford, Audi, all of the above]",
    "question: Who?\nanswer: All Stars Racing\nwrong: [Nonesuch Motors, Both Brothers]",
    "question: Which make has no wins?\nanswer: Nissan",
    "question: Not only Ford won. Who else had no trouble?\nanswer: Audi",
    "question: What are nos. 1 and 2 north of?\nanswer: Tours",
    "question: Who?\nmatch: {a: b, c: d, e: f, g: h}",
    "question: Who leads?\nanswer: Ford\nas_of: 2025-11-22",
    "question: 2 + 2 =\nanswer: 4",
]


@pytest.mark.parametrize(("code", "question"), SPEAKS_UP)
def test_it_speaks_up(code, question):
    assert codes(question) == [code]


@pytest.mark.parametrize("question", SILENT)
def test_it_is_silent(question):
    assert codes(question) == []


LAGACHE = "question: Who won the very first race together with Léonard?\nanswer: Lagache"


@pytest.mark.parametrize(
    "other",
    [
        "question: Who won the very first race together with Leonard?\nanswer: Lagache",
        "question: Who was it that won the very first race together with Léonard?\nanswer: Lagache\nwrong: [Duff]",
        "question: Together with Léonard who won the very first race?\nanswer: Lagache",
    ],
)
def test_the_same_question_in_nearly_the_same_words_is_found(other):
    found = advice(pack(LAGACHE, other))
    assert [(d.code, d.span.line) for d in found] == [("near-duplicate", 9)]
    assert "'q0'" in render(found[0].message)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "question: Who won the race of 1970?\nanswer: Porsche",
            "question: Who won the race of 1971?\nanswer: Porsche",
        ),
        (
            "question: Which country does Tom Kristensen come from?\nanswer: Denmark",
            "question: Which country does John Nielsen come from?\nanswer: Denmark",
        ),
        (
            "question: Put these makes in order.\norder: [Audi, Ford]",
            "question: Put these makes in order.\norder: [BMW, Mazda]",
        ),
        (
            "question: Which of these won?\nanswer: Audi\nwrong: [BRM]",
            "question: Which of these won?\nanswer: Ford\nwrong: [MG]",
        ),
    ],
)
def test_questions_that_differ_in_a_number_a_name_or_the_answer_are_no_duplicates(one, other):
    assert codes(one, other) == []


def test_duplicates_are_found_across_packs_and_name_the_other_file():
    found = advice(pack(LAGACHE), pack(LAGACHE))
    assert [(d.code, d.file) for d in found] == [("near-duplicate", "1.yaml")]
    assert "0.yaml" in render(found[0].message)


def test_a_pack_that_replaces_another_is_not_compared_with_it():
    same = pack(LAGACHE, head="title: T\nid: mine\n")
    assert advice(same, same) == []


TELLS = "question: Which make carried Lagache when he won the first race with Léonard?\nanswer: Chenard"


def test_a_question_that_tells_the_answer_of_another_is_found():
    assert codes(LAGACHE, TELLS) == ["answered-elsewhere"]


def test_an_explanation_that_tells_the_answer_of_another_is_found():
    telling = "question: Which make was first?\nanswer: Chenard\nexplanation: Lagache won that first race with Léonard."
    found = advice(pack(LAGACHE, telling))
    assert [(d.code, d.span.line) for d in found] == [("answered-elsewhere", 11)]


def test_a_name_in_another_context_gives_nothing_away():
    assert codes(LAGACHE, "question: How old was Lagache when he died?\nanswer: 57") == []


def test_an_answer_told_in_another_pack_is_no_matter():
    assert advice(pack(LAGACHE), pack(TELLS)) == []


BILINGUAL = "title: {en: T, de: T}\n"


@pytest.mark.parametrize(
    "question",
    [
        "question: Which of the vans was green?\nanswer: mine",
        "question: {en: Which?}\nanswer: mine",
        "question: {en: Who?, de: Wer?}\nanswer: {en: me}",
        "question: {en: Who?, de: Wer?}\nanswer: Ford\nwrong: [{en: nobody, de: niemand}, {en: me}]",
        "question: {en: Who?, de: Wer?}\nanswer: Ford\nhint: {en: not me}",
        "question: {en: Who?, de: Wer?}\nanswer: 7\nunit: {en: miles}",
        "question: {en: Who?, de: Wer?}\norder: [{en: first}, second]",
        "question: {en: Who?, de: Wer?}\nmatch: [{left: {en: a}, right: b}, {left: c, right: d}]",
        "question: {en: Who?, de: Wer?}\norder: [{text: a, feedback: {en: one}}, b]",
        "question: {en: Who?, de: Wer?}\nanswer: Ford\nnot: [{text: Fiat, feedback: {en: Italian}}]",
    ],
)
def test_a_text_that_lacks_a_language_of_the_pack_is_found(question):
    explained = question + "\nexplanation: {en: So, de: So}"
    assert codes(explained, head=BILINGUAL) == ["missing-language"]


def test_a_spelling_that_is_typed_in_one_language_alone_lacks_none():
    question = "question: {en: Who?, de: Wer?}\nanswer: Ford\naccept: [{de: Fort}]\nnot: [{de: Fjord}]"
    assert codes(question + "\nexplanation: {en: So, de: So}", head=BILINGUAL) == []


def test_names_need_no_second_language():
    question = "question: {en: Who?, de: Wer?}\nanswer: Ford\nwrong: [Audi]\nexplanation: {en: So, de: So}"
    assert codes(question, head=BILINGUAL) == []


def race(number: int, answer: str, wrong: str) -> str:
    return f"question: Who was quickest on day {number}?\nanswer: {answer}\nwrong: [{wrong}]"


def ranked(texts: tuple[str, ...], key: int) -> str:
    return ", ".join(text for place, text in enumerate(texts) if place != key)


def made(number: int, place: int) -> str:
    """A question whose options of 3, 4, 5 and 6 letters begin with any letters; the key is at `place` by length."""
    letters = sha256(str(number).encode()).hexdigest().translate(str.maketrans("0123456789", "ghijklmnop"))
    texts = tuple(letters[8 * size : 8 * size + 3 + size] for size in range(4))
    return race(number, texts[place], ranked(texts, place))


@pytest.mark.parametrize("place", range(4))
def test_a_pack_whose_keys_stand_at_one_rank_of_length_is_found(place):
    assert codes(*(made(n, place) for n in range(12))) == ["telling-rank"]


def test_a_few_questions_prove_nothing():
    assert codes(*(made(n, 2) for n in range(11))) == []


def test_as_many_as_chance_allows_are_no_matter():
    assert codes(*(made(n, n % 4) for n in range(24))) == []


def test_a_pack_whose_numbers_are_the_third_of_four_is_found():
    def numbers(n: int) -> str:
        sizes = [1_000 + 37 * n, 2_100 + 11 * n, 3_500 + n, 4_800 + 7 * n]
        return race(n, f'"{sizes[1]} km"', ", ".join(f'"{sizes[place]} km"' for place in (0, 2, 3)))

    found = advice(pack(*(numbers(n) for n in range(12))))
    assert "Sorted by size, largest first, the right answer is number 3 of 4 in 12 of 12" in render(found[0].message)


def test_a_pack_whose_keys_come_first_in_the_alphabet_is_found():
    def by_letter(n: int) -> str:
        texts = [letter + "abcd"[(n + place) % 4] * (3 + (n + place) % 4) for place, letter in enumerate("bgmt")]
        return race(n, texts[0], ", ".join(texts[1:]))

    assert codes(*(by_letter(n) for n in range(12))) == ["telling-rank"]


def test_a_pack_whose_keys_are_named_elsewhere_is_found():
    asked = [made(n, n % 4) for n in range(12)]
    told = [
        f"question: What about {line.split()[1]} in {n}?\nanswer: that{n}"
        for n, q in enumerate(asked)
        for line in q.splitlines()
        if line.startswith("answer")
    ]
    messages = [render(d.message) for d in advice(pack(*asked, *told)) if d.code == "telling-rank"]
    assert len(messages) == 1
    assert messages[0].startswith(
        "In 12 of 12 choice questions the right answer is the one of 4 options that the pack mentions most"
    )


def test_what_is_drawn_of_many_options_is_what_is_judged():
    """A key that is the third longest of nine is rarely the third longest of the four that are shown."""

    def of_nine(n: int) -> str:
        texts = tuple(
            f"{(n * 7 + place * 5) % 26:02}".translate(str.maketrans("0123456789", "qwertzuiop")) + "x" * place
            for place in range(9)
        )
        return f"{race(n, texts[6], ranked(texts, 6))}\nshow: 4"

    tested = list(
        proportions(
            read_pack(pack(*(of_nine(n) for n in range(40))).encode(), file="", default_id="p").pack.items, ("en",)
        )
    )
    lengths = [round(one.keys / one.of, 3) for one in tested if one.measure == "length"]
    assert lengths == [0.357, 0.536, 0.107, 0.0]


def test_advice_on_ranks_is_given_by_chance_less_than_once_in_a_hundred_packs():
    def chance(seed: int) -> list[Item]:
        return [
            Item(
                "p", str(n), plain("?"), Choice(tuple(Option(plain(text)) for text in texts), below(4, seed, n, "key"))
            )
            for n in range(40)
            for texts in [[f"{mixed(seed, n, place):x}"[: 3 + below(9, seed, n, place)] for place in range(4)]]
        ]

    alarms = [
        found for seed in range(200) for found in [[]] if not advise_on_tells(chance(seed), ("en",), found) and found
    ]
    assert len(alarms) <= 2


def test_each_language_has_its_own_proportion():
    questions = [
        f"question: {{en: Who on day {n}?, de: Wer an Tag {n}?}}\nanswer: {{en: a{n}, de: ich selbst{n}}}\n"
        f"wrong: [{{en: {'bac'[n % 3]}{n}x, de: k{n}}}, {{en: {'cab'[n % 3]}{n}y, de: d{n}}}, {{en: {'abc'[n % 3]}{n}z, de: j{n}}}]\n"
        "explanation: {en: So, de: So}"
        for n in range(12)
    ]
    messages = [render(d.message) for d in advice(pack(*questions, head=BILINGUAL)) if d.code == "telling-rank"]
    assert any(
        "Sorted by length" in one and "number 1 of 4 in 12 of 12 choice questions (de)" in one for one in messages
    )
    assert not any("number 1 of 4" in one and "By length" in one and "(en)" in one for one in messages)


@pytest.mark.parametrize(
    ("texts", "code", "values"),
    [
        (["1,923", "917", "12"], "en", [1923, 917, 12]),
        (["5.410,7 km", "13,6 km"], "de", [5410.7, 13.6]),
        (["in 1923", "in 1906"], "en", [1923, 1906]),
        (["Audi R8", "Porsche 917"], "en", None),
        (["12", "a dozen"], "en", None),
    ],
)
def test_options_that_are_numbers_rank_by_size(texts, code, values):
    assert by_size(texts, code) == values


def test_ranks_of_those_that_are_alike_are_shared():
    assert chances([3, 3, 1, 5], 0, 4) == (0.0, 0.5, 0.5, 0.0)
    assert chances([2, 2, 2], 0, 3) is None
    assert chances([9, 1, 1, 1, 1], 0, 3) == (1.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("successes", "trials", "chance", "wanted"), [(3, 3, 0.5, 0.125), (1, 2, 0.5, 0.75), (0, 9, 0.25, 1)]
)
def test_the_upper_tail_of_the_binomial_distribution(successes, trials, chance, wanted):
    assert at_least(successes, trials, chance) == pytest.approx(wanted)


def test_the_tail_of_a_very_large_pack_is_a_number():
    assert at_least(30_000, 100_000, 0.25) < 1e-9


def bare(count: int) -> str:
    """A pack without sources and explanations."""
    return "title: T\nquestions:\n" + "".join(
        f"  - {{id: q{n}, question: What is {n}?, answer: x{n}}}\n" for n in range(count)
    )


def test_missing_sources_and_explanations_are_told_once():
    assert [render(d.message) for d in advice(bare(3))] == [
        "3 questions have no explanation.",
        "3 questions have no source.",
    ]


@pytest.mark.parametrize(("count", "told"), [(9, []), (10, ["no-explanation", "no-source"])])
def test_a_small_pack_is_asked_for_sources_only_under_strict(count, told):
    reading = read_pack(bare(count).encode(), file="x", default_id="x")
    assert [d.code for d in check_readings([("x", reading)], TODAY)] == told


def test_the_example_of_the_readme_gets_no_advice():
    text = (Path(__file__).parent.parent.parent / "README.md").read_text("utf-8").split("```yaml\n")[1].split("```")[0]
    assert check_readings([("trip.yaml", read_pack(text.encode(), file="trip.yaml", default_id="trip"))], TODAY) == []


def test_what_holds_for_most_of_a_pack_is_told_once_with_a_count():
    found = advice(pack(*(f"question: 'Which <b>car</b> {n} won?'\nanswer: x{n}" for n in range(20))))
    assert [(d.code, d.span.line) for d in found] == [("foreign-marks", 5)] * 2
    assert render(found[1].message) == "19 more like these."


def test_what_the_reader_warns_of_in_most_of_a_pack_is_told_once_too_and_the_count_behind_it():
    found = advice(pack(*(f"question: How long is part {n} of it?\nanswer: {n + 2} km" for n in range(20))))
    assert [d.code for d in found] == ["number-like-text"] * 2
    assert render(found[1].message) == "19 more like these."


def test_what_the_reader_warns_of_now_and_then_is_told_each_time():
    units = [f"question: How long is part {n} of it?\nanswer: {n + 2} km" for n in range(5)]
    others = [f"question: Who drove car {n} in that race?\nanswer: driver {n}" for n in range(5)]
    assert [d.code for d in advice(pack(*units, *others))] == ["number-like-text"] * 5


@pytest.mark.parametrize(
    ("written", "copy"),
    [
        ("question: Which <b>make</b> won?\nanswer: Ford", "Which make won?"),
        ("question: Who &amp; who?\nanswer: Ford", "Who & who?"),
        ("question: Which gas is CO<sub>2</sub>?\nanswer: Ford", "Which gas is CO₂?"),
        ("question: Who **really** won?\nanswer: Ford", "Who really won?"),
        ("question: What does `print` do?\nanswer: Ford", "What does print do?"),
        ("question: What is $x^2$ here?\nanswer: Ford", ""),
    ],
)
def test_the_signs_of_other_programs_are_told_with_the_plain_line(written, copy):
    found = advice(pack(written))
    assert [d.code for d in found] == ["foreign-marks"]
    assert found[0].copy.partition(": ")[2] == copy


@pytest.mark.parametrize(
    "written", ["AT&T or a < b > c", "R&D; done", "It cost $5 and $6", "x_1 and y_2", "5 * 3 * 2", "[sic] (yes)"]
)
def test_signs_that_belong_to_a_text_are_left_alone(written):
    assert codes(f"question: 'Which of {written}?'\nanswer: Ford") == []


@pytest.mark.parametrize(
    ("answer", "copy"),
    [
        ("Porsche / Audi", "answer: Porsche\n    accept: [Audi]"),
        ("grey or gray", "answer: grey\n    accept: [gray]"),
        ("colour/color", "answer: colour\n    accept: [color]"),
        ("Porsche (or Audi)", "answer: Porsche\n    accept: [Audi]"),
    ],
)
def test_alternatives_in_an_answer_are_told_with_the_lines_that_were_meant(answer, copy):
    found = advice(pack(f"question: Which?\nanswer: {answer}"))
    assert [(d.code, d.copy.strip()) for d in found] == [("alternatives-in-answer", copy)]


@pytest.mark.parametrize("answer", ["AC/DC", "Trick or Treat", "Jekyll and Hyde", "Saint-Saturnin (Sarthe)", "km/h"])
def test_answers_that_hold_such_signs_are_left_alone(answer):
    assert codes(f"question: Which?\nanswer: {answer}") == []


@pytest.mark.parametrize(
    ("answer", "copy"),
    [
        ("5 km", "answer: 5\n    unit: km"),
        ("50 %", 'answer: 50\n    unit: "%"'),
        ("3-5", "between: [3, 5]"),
        ("about 5", "answer: 5\n    tolerance: 10 %"),
        ("007", 'answer: "007"'),
        ("3.10", 'answer: "3.10"'),
    ],
)
def test_an_answer_that_reads_like_a_number_is_told_with_the_lines_that_were_meant(answer, copy):
    found = advice(pack(f"question: Which?\nanswer: {answer}"))
    assert [(d.code, d.copy.strip()) for d in found] == [("number-like-text", copy)]


@pytest.mark.parametrize(
    "answer", ["12 Monkeys", "2-1", "C-3PO", "911 GT3", "0.5", "100", '"5 km"', "100 Years of Solitude"]
)
def test_names_with_digits_are_left_alone(answer):
    assert codes(f"question: Which?\nanswer: {answer}") == []


def test_a_note_does_not_fail_even_when_advice_does():
    found = advice(pack("question: Who leads?\nanswer: Ford\nas_of: 2020-01-01"))
    assert [d.severity for d in found] == [NOTE]
    assert not has_errors(found, strict=True)


def test_advice_fails_when_it_is_to():
    found = advice(pack("question: Who?\nanswer: Audi\nwrong: [none of these]"))
    assert [d.severity for d in found] == [WARNING]
    assert has_errors(found, strict=True)
    assert not has_errors(found)


def test_a_fact_is_old_by_the_day_that_is_passed_in():
    text = pack("question: Who leads?\nanswer: Ford\nas_of: 2025-11-22")
    assert [d.code for d in advice(text, today=date(2026, 11, 23))] == ["stale-fact"]


def test_of_very_much_advice_the_rest_is_counted():
    found = advice(pack(*(f"question: Is it {1000 + n}?\nanswer: {1000 + n}" for n in range(MOST_TOLD + 7))))
    assert len(found) == MOST_TOLD + 1
    assert "7 more like these." in [render(d.message) for d in found]


@pytest.mark.parametrize(
    ("options", "pair"),
    [
        (["10 to 20", "20 to 30"], (0, 1)),
        (["under 10", "10 or more"], None),
        (["up to 10", "10 or more"], (0, 1)),
        (["1,000–2,000 km", "1.500 km"], (0, 1)),
        (["3 to 5 km", "4 laps"], None),
        (["12", "more than 12"], None),
        (["at least 12", "12"], (0, 1)),
        (["between 5 and 9", "7"], (0, 1)),
        (["no. 7", "no. 8"], None),
        (["917", "917 K"], None),
    ],
)
def test_ranges_overlap_where_a_number_belongs_to_both(options, pair):
    assert overlapping(options) == pair


def test_a_table_gets_each_piece_of_advice_once(tmp_path: Path):
    (tmp_path / "t.csv").write_text("year,make\n1923,Audi\n1924,Ford\n1925,Benz\n", "utf-8")
    path = tmp_path / "p.yaml"
    question = "  - {each: t, id: 'q-{year}', question: 'Did {make} win in {year}?', answer: '{make}'}\n"
    path.write_text(f"title: T\ntables: {{t: t.csv}}\ndefaults: {{source: A book}}\nquestions:\n{question}", "utf-8")
    found = [d for d in check_packs([path], TODAY) if d.code == "answer-in-question"]
    assert [d.span.line for d in found] == [5]


def test_advice_on_many_questions_takes_no_longer_for_each():
    """Ten times as many questions that share all their words but a number and a name."""

    def seconds(count: int) -> float:
        questions = (
            f"  - {{id: q{n}, question: Which car number {n} won the race?, answer: Car {n % 50}x}}\n"
            for n in range(count)
        )
        reading = read_pack(("title: T\nquestions:\n" + "".join(questions)).encode(), file="", default_id="x")
        start = time.process_time()
        check_readings([("x", reading)], TODAY)
        return time.process_time() - start

    assert seconds(10_000) < 25 * seconds(1_000) + 0.2


def test_typographic_quotes_are_told_with_the_line_in_straight_ones() -> None:
    found = advice(pack("question: Which car?\nanswer: \u201cOne\u201d", head="title: \u201cGarage\u201d\n"))
    assert [(d.span.line, d.copy) for d in found] == [(1, 'title: "Garage"'), (6, '    answer: "One"')]


@pytest.mark.parametrize("text", ['"\u201cOne\u201d"', "\u201cOne\u201d or \u201ctwo\u201d", "the \u201cOne\u201d"])
def test_typographic_quotes_that_are_meant_are_not_told(text: str) -> None:
    assert codes(f"question: Which car?\nanswer: {text}") == []


def test_a_stale_fact_is_told_with_its_question_and_its_source():
    source = "sources: {book: {title: The book, pages: 12-14, url: 'https://x.org'}}\n"
    asked = "question: Who leads?\nanswer: Ford\nas_of: 2026-06-14\nsource: book"
    assert advice(pack(asked, head=f"title: T\n{source}"), today=date(2027, 6, 13)) == []
    (found,) = advice(pack(asked, head=f"title: T\n{source}"), today=date(2027, 6, 20))
    assert render(found.message) == "This fact is from 2026-06-14 and may have changed: Who leads?"
    assert "Look it up (The book, 12-14, https://x.org)" in render(found.help)


def test_a_context_that_takes_more_than_a_line_is_told():
    head = "title: T\ncontext: {}\n"
    asked = "question: Who?\nanswer: Ford"
    assert codes(asked, head=head.format("x" * 72)) == []
    assert codes(asked, head=head.format("x" * 73)) == ["too-long"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("question: When?\nanswer: 1970\ntolerance: 1", True),
        ("question: How many races?\nanswer: 17\ntolerance: 10 %", True),
        ("question: How many laps?\nanswer: 17\nunit: laps\ntolerance: 2", True),
        ("question: When?\nanswer: 1970\ntolerance: 0.5", False),
        ("question: How many came?\nanswer: 250000\ntolerance: 5000", False),
        ("question: How many came?\nanswer: 250000\ntolerance: 6000", True),
        ("question: How far?\nanswer: 5335\nunit: km\ntolerance: 5", False),
        ("question: When?\nanswer: 1970\nclose: 3", False),
        ("question: When?\nbetween: [1970, 1975]", False),
    ],
)
def test_a_tolerance_that_calls_another_year_or_count_right_is_told(question, told):
    assert ("wide-tolerance" in codes(question)) is told
