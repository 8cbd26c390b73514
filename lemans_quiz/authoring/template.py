"""The pack that `pack new` writes: small, commented, and clean under the strictest check."""

from __future__ import annotations

ENGLISH = """\
# yaml-language-server: $schema={schema}
# A question pack. Change the questions, save, and preview them:  lmq pack check --watch {file}
# Check it:  lmq pack check {file}      Play it:  lmq play {file}
title: {title}
language: en
license: CC-BY-4.0          # what others may do with it; see https://spdx.org/licenses
defaults: {{source: tour}}  # for questions that do not set their own: source, level, tags, seconds, points
sources:
  tour: {{title: A walk around the circuit, year: 2026}}

questions:
  # One right answer and some wrong ones; they are shuffled for you.
  - id: duration              # keeps players' progress when you fix a typo
    question: How many hours does the race at Le Mans last?
    answer: "24"              # in quotes: text; without quotes and without 'wrong': a number
    wrong: ["6", "12", "48"]
    explanation: It starts on Saturday afternoon and ends on Sunday afternoon.
    level: 1                  # 1 (anyone) to 5 (expert)

  # Several right answers.
  - id: countries
    question: Which of these makes come from Germany?
    answers: [Audi, Porsche]
    wrong: [Ferrari, Bentley, Toyota]
    explanation: Ferrari is Italian, Bentley British and Toyota Japanese.
    level: 1

  # True or false.
  - id: night
    question: The cars at Le Mans race through the night.
    answer: true
    explanation: Headlights have been part of the race from the start.
    level: 1

  # Typed; small typos are forgiven. 'accept' lists other right answers.
  - id: river
    question: Which river gave the circuit its name?
    answer: Sarthe
    accept: [La Sarthe]
    hint: It also names the department around the town.
    explanation: The permanent part of the circuit is named after Ettore Bugatti instead.
    level: 2

  # A number, with an optional tolerance and unit.
  - id: lap
    question: How long is a lap of the circuit, in kilometres?
    answer: 13.626
    tolerance: 0.5
    unit: km
    explanation: Most of it is open to everyday traffic for the rest of the year.
    level: 3

  # Put in order: write the entries in the right order.
  - id: parts-of-a-lap
    question: Put these parts of a lap in the order in which a car reaches them.
    order: [Dunlop bridge, Tertre Rouge, Mulsanne, Indianapolis, Arnage]
    explanation: After Arnage come the Porsche curves and the pits.
    level: 4

  # Match: left and right belong together.
  - id: makes-and-countries
    question: Match each make with its country.
    match:
      Jaguar: Britain
      Alpine: France
      Cadillac: United States
    explanation: All three have raced at Le Mans.
    level: 2
"""

GERMAN = """\
# yaml-language-server: $schema={schema}
# Ein Fragenpaket. Fragen ändern, speichern, ansehen:  lmq pack check --watch {file}
# Prüfen:  lmq pack check {file}      Spielen:  lmq play {file}
title: {title}
language: de
license: CC-BY-4.0          # was andere damit tun dürfen; siehe https://spdx.org/licenses
defaults: {{source: tour}}  # gilt, wo eine Frage nichts angibt: source, level, tags, seconds, points
sources:
  tour: {{title: Ein Gang um die Strecke, year: 2026}}

questions:
  # Eine richtige Antwort und einige falsche; gemischt wird von selbst.
  - id: dauer                 # bewahrt den Lernstand, wenn ein Tippfehler verbessert wird
    question: Wie viele Stunden dauert das Rennen von Le Mans?
    answer: "24"              # in Anführungszeichen: ein Text; ohne sie und ohne 'wrong': eine Zahl
    wrong: ["6", "12", "48"]
    explanation: Es beginnt am Samstagnachmittag und endet am Sonntagnachmittag.
    level: 1                  # 1 (für alle) bis 5 (für Kenner)

  # Mehrere richtige Antworten.
  - id: laender
    question: Welche dieser Marken kommen aus Deutschland?
    answers: [Audi, Porsche]
    wrong: [Ferrari, Bentley, Toyota]
    explanation: Ferrari ist italienisch, Bentley britisch und Toyota japanisch.
    level: 1

  # Wahr oder falsch.
  - id: nacht
    question: Die Autos fahren in Le Mans auch durch die Nacht.
    answer: true
    explanation: Scheinwerfer gehören von Anfang an zum Rennen.
    level: 1

  # Getippt; kleine Tippfehler werden verziehen. 'accept' nennt, was auch richtig ist.
  - id: fluss
    question: Welcher Fluss gab der Strecke ihren Namen?
    answer: Sarthe
    accept: [La Sarthe]
    hint: Auch das Département rund um die Stadt heißt so.
    explanation: Die permanente Rennstrecke ist dagegen nach Ettore Bugatti benannt.
    level: 2

  # Eine Zahl, auf Wunsch mit Toleranz und Einheit.
  - id: runde
    question: Wie lang ist eine Runde in Kilometern?
    answer: 13.626
    tolerance: 0.5
    unit: km
    explanation: Der größte Teil ist das übrige Jahr über eine öffentliche Straße.
    level: 3

  # Ordnen: in der richtigen Reihenfolge aufgeschrieben.
  - id: teile-einer-runde
    question: In welcher Reihenfolge kommt ein Auto hier vorbei?
    order: [Dunlop-Brücke, Tertre Rouge, Mulsanne, Indianapolis, Arnage]
    explanation: Nach Arnage folgen die Porsche-Kurven und die Boxen.
    level: 4

  # Zuordnen: links und rechts gehören zusammen.
  - id: marken-und-laender
    question: Welche Marke gehört zu welchem Land?
    match:
      Jaguar: Großbritannien
      Alpine: Frankreich
      Cadillac: USA
    explanation: Alle drei sind schon in Le Mans gefahren.
    level: 2
"""


def template(language: str, *, title: str, file: str, schema: str) -> str:
    """Return the text of a new pack; `schema` is a path that exists, `title` any text."""
    import shlex

    from lemans_quiz.i18n import as_started

    source = GERMAN if language == "de" else ENGLISH
    return as_started(source).format(schema=schema, title=quoted(title), file=shlex.quote(file))


def quoted(text: str) -> str:
    """Return a text as YAML reads it back, in double quotes."""
    import json

    return json.dumps(text, ensure_ascii=False)
