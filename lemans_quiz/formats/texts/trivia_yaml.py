"""Trivia lists of Red-DiscordBot -> drafts: YAML whose keys are questions and whose lists are what counts as the answer."""

from __future__ import annotations

import re

import yaml

from lemans_quiz.core.messages import message
from lemans_quiz.formats.drafts import Block, Content, Draft, Finding, LeftOut, Typed, Unreadable

_MOST_BYTES = 4 << 20
_DEEPEST = 50
_HEAD = frozenset(("AUTHOR", "DESCRIPTION", "CONFIG", "LANGUAGE"))


def is_trivia_yaml(text: str) -> bool:
    """Tell whether a text is a list of this kind: questions as keys, answers after dashes."""
    if len(re.findall(r"^(AUTHOR|DESCRIPTION|CONFIG)\s*:", text, re.M)) and re.search(
        r"^[^\s#-].*:\s*\n\s*- ", text, re.M
    ):
        return True
    keys = re.findall(r"^(?:\"[^\"\n]+\"|'[^'\n]+'|[^\s#-][^\n]*?)\s*:[ ]*\n(?=\s*- )", text, re.M)
    return sum("?" in key for key in keys) >= max(1, len(keys) / 2)


def read_trivia_yaml(text: str) -> Content:
    """Return the questions; places are lines. Raises Unreadable where the YAML cannot be read."""
    if len(text) > _MOST_BYTES:
        raise Unreadable(message("The file is larger than {count} MiB.", count=_MOST_BYTES >> 20))
    if _too_deep(text):
        raise Unreadable(message("It contains no questions."))
    try:
        root = yaml.compose(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise Unreadable(
            message("Not valid YAML from line {line} on: {reason}", line=line, reason=error.problem or ""),
            message("Text that contains a colon, a quotation mark or a # needs quotation marks around it."),
        ) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise Unreadable(
            message("Not valid YAML from line {line} on: {reason}", line=1, reason=str(error)[:200])
        ) from None
    if not isinstance(root, yaml.MappingNode):
        raise Unreadable(message("It contains no questions."))
    pairs = [(key, value) for key, value in root.value if isinstance(key, yaml.ScalarNode)]
    author = next(
        (value.value for key, value in pairs if key.value == "AUTHOR" and isinstance(value, yaml.ScalarNode)), ""
    )
    blocks = tuple(_block(key, value) for key, value in pairs if key.value not in _HEAD)
    return Content(blocks, authors=(author,) if author else ())


def _too_deep(text: str) -> bool:
    """Tell whether brackets are nested as no list of answers is: the parser takes very long over them."""
    depth = 0
    for sign in re.findall(r"[\[\]{}]", text):
        depth += 1 if sign in "[{" else -1
        if depth > _DEEPEST:
            return True
    return False


def _block(key: yaml.ScalarNode, value: yaml.Node) -> Block:
    place = str(key.start_mark.line + 1)
    nodes = value.value if isinstance(value, yaml.SequenceNode) else [value]
    answers = tuple(node.value.strip() for node in nodes if isinstance(node, yaml.ScalarNode) and node.value.strip())
    if not answers:
        return LeftOut(place, "shortanswer", key.value, Finding("no-right-answer", place, message("It has no answer.")))
    return Draft(place, "shortanswer", key.value, Typed(answers))
