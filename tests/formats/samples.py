"""A small file of each kind that is read."""

import json

from lemans_quiz.formats.writing.xlsx import write_xlsx

_TASKS = "# Quiz\n\n## Who won?\n\n- [ ] Audi\n- [x] Porsche\n\n## Which two?\n\n- [x] one\n- [ ] two\n- [x] three\n"
_KAHOOT_HEAD = (
    "", "Question - max 120 characters", "Answer 1 - max 75 characters", "Answer 2 - max 75 characters",
    "Answer 3 - max 75 characters", "Answer 4 - max 75 characters", "Time limit (sec) – 5, 10, 20, 30", "Correct answer(s) - choose at least one",
)  # fmt: skip
KAHOOT = write_xlsx(
    [
        (),
        ("", "Quiz template"),
        (),
        (),
        (),
        (),
        (),
        _KAHOOT_HEAD,
        (1, "Who won?", "Audi", "Porsche", "", "", 20, 2),
        (2, "Two?", "a", "b", "c", "d", 30, "1,3"),
    ],
    sheet="Sheet1",
)
TEXTS = {
    "csv": "Question,Correct Answer,Wrong 1,Wrong 2\nWho won?,Porsche,Audi,\nWho lost?,Audi,Porsche,Peugeot\n",
    "tsv": "Frage\tAntwort A\tAntwort B\tRichtig\nWer?\teins\tzwei\tB\nWas?\tx\ty\tA\n",
    "gift": "// [id:q1]\n::Title:: Who {=Porsche#yes ~Audi}\n\nIt is so. {T}\n\nHow many? {#24:1####Hours}\n\nPairs {=a -> b =c -> d}\n",
    "aiken": "Who won?\nA. Audi\nB. Porsche\nANSWER: B\n\nAnd then?\nA) this\nB) that\nANSWER: A\n",
    "text": "1. Who won?\n   a) Audi\n   b) Porsche\n**Answer: b**\nExplanation: In 2015.\n\n2. It is so.\nAnswer: True\n",
    "markdown": _TASKS,
    "mkdocs-quiz": "<quiz>\nWho won?\n- [ ] Audi\n- [x] Porsche\n\nIn 2015.\n</quiz>\n\n<quiz>\nIn [[1923]] first.\n</quiz>\n",
    "hashcards": "Q: Who won?\nA: Porsche\n\nC: The [order] counts.\n",
    "obsidian": "Capital of France::Paris\nCapital of Peru::Lima\n",
    "opentdb": json.dumps({"results": [{"type": "multiple", "difficulty": "easy", "category": "C", "question": "Who &amp; what?", "correct_answer": "a", "incorrect_answers": ["b", "c"]}]}),
    "jupyterquiz": json.dumps([{"question": "Q $x$?", "type": "many_choice", "answers": [{"answer": "a", "correct": True}, {"answer": "b", "correct": False}]}]),
    "red-trivia": "AUTHOR: me\nWho won?:\n- Porsche\n- The 919\nWho lost?:\n- Audi\n",
    "open-trivia": "#Q Who won?\n^ Porsche\nA Audi\nB Porsche\n\n#Q True?\n^ True\nA True\nB False\n",
    "moodle": '<?xml version="1.0"?>\n<quiz><question type="multichoice"><name><text>n</text></name><questiontext format="html"><text><![CDATA[<p>Who?</p>]]></text></questiontext>'
    '<answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer></question></quiz>',
    "anki": "#separator:tab\n#html:true\n#deck:Cars\nWho <b>won</b>?\tPorsche\nWho lost?\tAudi\n",
    "quizlet": "der Hund\tthe dog\ndie Katze\tthe cat\nder Vogel\tthe bird\n",
}  # fmt: skip
SAMPLES = {name: text.encode() for name, text in TEXTS.items()} | {"kahoot": KAHOOT}
