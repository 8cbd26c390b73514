"""Questions that ask the same, and those that tell the answer of another, labelled by reading: a reader agrees with what is told."""

import pytest

from tests.authoring.test_lint import codes

THE_SAME = [
    ("What is the capital and largest city of Italy?", "What is the capital of Italy?", "Rome"),
    (
        "What is the name of the capital city of the Republic of Indonesia?",
        "What is the capital of Indonesia?",
        "Jakarta",
    ),
    ("The name of which country means rich harbour?", "Which country's name means rich harbour?", "Puerto Rico"),
    ("Where was George Washington, the first president, born?", "Where was George Washington born?", "Virginia"),
    (
        "What vegetable is the base of the Spanish soup called gazpacho?",
        "What vegetable is the base of gazpacho?",
        "tomato",
    ),
    ("Who was the bassist and singer of the rock band Led Zeppelin?", "Who was the bassist of Led Zeppelin?", "Jones"),
    ("Approximately what is the speed of light in a vacuum?", "What is the speed of light in a vacuum?", "fast"),
    (
        "In which month, also a short one, is Black History Month celebrated?",
        "Which month is Black History Month?",
        "February",
    ),
    ("Black Sabbath was formed in what city?", "In what city was Black Sabbath formed?", "Birmingham"),
    ("Wie heißt die Hauptstadt von Norwegen?", "Wie heißt die größte Stadt und Hauptstadt von Norwegen?", "Oslo"),
    ("How many stripes are there on the American flag?", "How many stripes are on the American flag?", "13"),
]

NOT_THE_SAME = [
    (
        "In which country is the waterfall Gocta?",
        "In which country is Yumbilla, the fifth of the high waterfalls?",
        "Peru",
    ),
    ("What form of government has Sweden?", "What form of government has Norway?", "monarchy"),
    ("How many US states touch the Pacific Ocean?", "How many US states touch the Gulf of Mexico?", "5"),
    (
        "Who won the third season of the Project?",
        "Who was accused of cheating in the third season of the Project?",
        "Jeff",
    ),
    ("Is Carter a princess in that movie?", "Does Rosie make a boat for Carter in that movie?", '"no"'),
    ("The Filipino word maganda means beautiful.", "The Filipino word bulaklak means flower.", "true"),
]


@pytest.mark.parametrize(("one", "other", "answer"), THE_SAME)
def test_a_question_in_other_words_with_the_same_answer_is_told(one, other, answer):
    assert codes(*(f"question: {stem}\nanswer: {answer}" for stem in (one, other))) == ["near-duplicate"]


@pytest.mark.parametrize(("one", "other", "answer"), NOT_THE_SAME)
def test_another_question_with_the_same_answer_is_not(one, other, answer):
    assert "near-duplicate" not in codes(*(f"question: {stem}\nanswer: {answer}" for stem in (one, other)))


FILLING = [f"question: What is the use of part {n} in machine {n}?\nanswer: screw {n} holds" for n in range(520)]


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("What kind of colour is the one called saffron?", "What kind of colour is the one called icterine?", False),
        ("What kind of machine is the one called saffron?", "What kind of machine is that called saffron?", True),
    ],
)
def test_among_many_questions_a_rare_word_in_each_tells_them_apart(one, other, told):
    found = codes(*FILLING, *(f"question: {stem}\nanswer: yellow" for stem in (one, other)))
    assert ("near-duplicate" in found) == told


TOLD = [
    (
        "What river flows through ten European countries?",
        "Danube",
        "The Danube is the river that flows through ten European countries. Where does it end?",
    ),
    (
        "Which animal is on the national flag of Sri Lanka?",
        "Lion",
        "What does the mane of the Lion on the national flag of Sri Lanka mean?",
    ),
    (
        "Who directed the movie Back to the Future?",
        "Robert Zemeckis",
        "In what year did Robert Zemeckis direct Back to the Future?",
    ),
    (
        "What is the holy river of the Hindu people?",
        "Ganges",
        "Ganges is the holy river of the Hindu people. Where does it end?",
    ),
    (
        "From what harbour did the Titanic set sail?",
        "Southampton",
        "On what date did the Titanic set sail from Southampton?",
    ),
    ("Who was the drunk of Mayberry on the show?", "Otis Campbell", "Who played Otis Campbell, the drunk of Mayberry?"),
    ("When was the Olympic Committee founded?", "1894", "The Olympic Committee was founded in 1894. In which city?"),
    (
        "Who is the best friend of Major Nelson?",
        "Roger Healey",
        "Which actor was Roger Healey, the best friend of Major Nelson?",
    ),
]

OF_ONE_BOOK = [
    f"question: Who {does} in the book Harry Potter and the Half-Blood Prince?\nanswer: {name}"
    for does, name in (
        ("brews", "Slug"),
        ("waves", "Chang"),
        ("is poisoned", "Ron"),
        ("is a spy", "Snape"),
        ("falls", "Bell"),
    )
]

NOT_TOLD = [
    ("What is the national fruit of India?", "Mango", "The national fruit of the Philippines is Mango, isn't it?"),
    (
        "Which river is the longest of the planet?",
        "Nile",
        "Longer than the Mississippi, the Nile and the Yangtze: which river of the planet?",
    ),
    (
        "Which river is the longest in Asia?",
        "Yangtze",
        "Which is the second-longest river in Asia, behind Yangtze's rival?",
    ),
    (
        "How is the climate of the Dominican Republic?",
        "tropical",
        "On which continent is the Republic of Suriname with its tropical climate?",
    ),
    (
        "Which of these episodes is not from the third season?",
        "The Ick Factor",
        "Who plays in The Ick Factor, an episode of the third season?",
    ),
    (
        "What is the name of the national anthem of Canada?",
        "O Canada",
        "In what year did Canada become a nation of that name?",
    ),
    ("What is the capital of Papua New Guinea?", "Port Moresby", "Which Port is the capital of Guinea in Africa?"),
    (
        "How far below the sea is the Dead Sea?",
        "418 metres",
        "Which sea lies about 400 metres below all others, and is the Dead one?",
    ),
    (
        "Who broke the nose of Harry Potter in the Half-Blood Prince?",
        "Draco Malfoy",
        "Does Draco Malfoy fight in the Half-Blood Prince, the sixth Harry Potter?",
    ),
]


@pytest.mark.parametrize(("question", "answer", "telling"), TOLD)
def test_a_question_that_tells_what_another_asks_is_told(question, answer, telling):
    found = codes(f"question: {question}\nanswer: {answer}", f'question: "{telling}"\nanswer: something else')
    assert found == ["answered-elsewhere"]


@pytest.mark.parametrize(("question", "answer", "telling"), NOT_TOLD)
def test_a_question_that_names_the_answer_of_another_in_passing_is_not(question, answer, telling):
    found = codes(
        *OF_ONE_BOOK, f"question: {question}\nanswer: {answer}", f'question: "{telling}"\nanswer: something else'
    )
    assert "answered-elsewhere" not in found
