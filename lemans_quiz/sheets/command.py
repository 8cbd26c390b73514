"""`lmq sheet`: a worksheet for paper, in several shuffled versions, and its answer key."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from lemans_quiz.cli.error_reporting import tell, visible
from lemans_quiz.cli.invocation import invoked
from lemans_quiz.cli.options import Kinds, Level, Packs, Paper, Tags, paper_named
from lemans_quiz.cli.selecting import FilterOptions, filter_for
from lemans_quiz.core.diagnostics import ask_whether, did_you_mean
from lemans_quiz.core.draw import Filter
from lemans_quiz.core.messages import message
from lemans_quiz.core.seeds import is_code, parse_seed
from lemans_quiz.errors import UsageError
from lemans_quiz.files.writing import check_target, save_all
from lemans_quiz.games.draw import TEN, Quiz, QuizRequest, draw_evenly, draw_quiz
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.sheets.layout import lay_out
from lemans_quiz.sheets.model import FONTS, PAPERS, Look, Sheet, alone, letter

MOST_QUESTIONS, MOST_VERSIONS = 500, 100

_FORMATS = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown", ".pdf": "pdf"}


def register(app: typer.Typer, help: str) -> None:
    """Add the command."""
    app.command("sheet", help=help)(sheet)


# Long because each option is a parameter of its own; what it does is a few lines at the end.
def sheet(
    context: typer.Context,
    packs: Packs = None,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help=_("Worksheet file: .html, .md or .pdf (default: named after the seed)."),
        ),
    ] = "",
    key: Annotated[
        str,
        typer.Option("--key", metavar="FILE", help=_("Answer key file (default: named after the worksheet).")),
    ] = "",
    with_key: Annotated[
        bool, typer.Option("--with-key", help=_("Put the answer key after the questions, in the same file."))
    ] = False,
    versions: Annotated[
        int,
        typer.Option(
            "--versions",
            metavar="N",
            min=1,
            max=MOST_VERSIONS,
            help=_("Number of versions, each shuffled differently."),
        ),
    ] = 1,
    count: Annotated[
        int | None,
        typer.Option(
            "--count",
            "-n",
            metavar="N",
            min=1,
            max=MOST_QUESTIONS,
            help=_("Number of questions (default: all in the packs given, or ten built-in ones)."),
        ),
    ] = None,
    level: Level = None,
    tag: Tags = None,
    kind: Kinds = None,
    seed: Annotated[
        str,
        typer.Option(
            "--seed",
            metavar="CODE",
            help=_("Code of a worksheet or game, or any word; the same one gives the same questions."),
        ),
    ] = "",
    title: Annotated[
        str, typer.Option("--title", metavar="TITLE", help=_("Heading (default: the pack's title)."))
    ] = "",
    paper: Paper = PAPERS[0],
    large: Annotated[bool, typer.Option("--large", help=_("Large print."))] = False,
    font: Annotated[
        str,
        typer.Option("--font", metavar="sans|serif", help=_("Font (default: sans in HTML, serif in PDF).")),
    ] = "",
    wide: Annotated[
        bool, typer.Option("--wide", help=_("More space between letters, words and lines, for dyslexia."))
    ] = False,
    force: Annotated[bool, typer.Option("--force", help=_("Overwrite existing files."))] = False,
) -> None:
    """Draw the questions, lay them out and write the files."""
    language = invoked(context).language
    look = Look(paper_named(paper, PAPERS), large, _font(font), wide)
    wanted = filter_for(FilterOptions(level or "", tuple(tag or ()), tuple(kind or ())))
    for name in filter(None, (output, key)):
        _format_of(name)
    if key and with_key:
        raise UsageError(message("--with-key and --key cannot be used together."))
    quiz = _drawn(tuple(packs or ()), wanted, count, without_letter(seed))
    for notice in quiz.notices:
        tell(notice)
    made = lay_out(
        quiz.turns,
        quiz.seed,
        title=title or _title(quiz, language),
        versions=versions,
        language=language,
        is_mixed=len(quiz.titles) > 1,
    )
    target = Path(output or _name_after(quiz))
    _write(_outputs(target, key, with_key, look, made), force=force)
    print(_told(made))
    if with_key and _format_of(target.name) == "html":
        tell(
            message("When printed on both sides, the key may end up on the back of a test: use -o sheet.pdf for that.")
        )


def _drawn(packs: tuple[str, ...], wanted: Filter, count: int | None, seed: str) -> Quiz:
    """Draw so many questions, or where packs are named and no number is, all of them."""
    if count is not None or not packs:
        return draw_quiz(QuizRequest(packs, wanted, count or TEN, seed, is_size_asked=count is not None))
    quiz = draw_quiz(QuizRequest(packs, wanted, MOST_QUESTIONS, seed, is_size_asked=False), by=draw_evenly)
    if len(quiz.turns) == MOST_QUESTIONS:
        tell(message("A worksheet has up to {count} questions.", count=MOST_QUESTIONS))
    return quiz


def _font(name: str) -> str:
    if name and name.casefold() not in FONTS:
        raise UsageError(
            message("Unknown font '{font}'.", font=name),
            message("Available: {fonts}", fonts=", ".join(FONTS)),
        )
    return name.casefold()


def without_letter(seed: str) -> str:
    """Return a seed as it was typed from a sheet without the letter of the version, which stands behind our codes."""
    front, space, last = seed.strip().rpartition(" ")
    is_version = bool(space) and re.fullmatch(r"[A-Za-z]{1,2}", last) is not None
    return front if is_version and is_code(parse_seed(front)) else seed


def _title(quiz: Quiz, language: str) -> str:
    """Return the packs' titles, where they are few enough for one line."""
    titles = [title.show(language) for _id, title in quiz.titles]
    return " · ".join(titles) if len(titles) <= 2 else "Le Mans Quiz"


def _name_after(quiz: Quiz) -> str:
    word = re.sub(r"[^\w-]+", "-", quiz.seed.code).strip("-").casefold()
    return f"sheet-{word[:60] or 'quiz'}.html"


def _format_of(name: str) -> str:
    """Return the format that a file's name asks for."""
    suffix = Path(name).suffix.casefold()
    if suffix not in _FORMATS:
        near = did_you_mean(suffix, _FORMATS)
        help = ask_whether(near) or message("Use a name that ends in .html, .md or .pdf.")
        raise UsageError(message("Worksheets are .html, .md or .pdf, not '{file}'.", file=name), help)
    return _FORMATS[suffix]


class Output(NamedTuple):
    """A file to write and what belongs into it."""

    path: Path
    sheet: Sheet
    look: Look


def _outputs(output: Path, key: str, with_key: bool, look: Look, made: Sheet) -> list[Output]:
    """Return the files: in HTML one for each version, because browsers do not begin them on a right-hand page."""
    pupils = look if with_key else look._replace(part="questions")
    is_parted = _format_of(output.name) == "html" and len(made.versions) > 1
    papers = [
        Output(output.with_name(f"{output.stem}-{letter(place)}{output.suffix}"), alone(made, place), pupils)
        for place in range(len(made.versions) if is_parted else 0)
    ] or [Output(output, made, pupils)]
    if with_key:
        return papers
    target = Path(key) if key else output.with_name(f"{output.stem}-key{output.suffix}")
    if target.resolve() in {paper.path.resolve() for paper in papers}:
        raise UsageError(
            message("The worksheet and its key cannot be the same file."),
            message("Add --with-key to put both in one file."),
        )
    return [*papers, Output(target, made, look._replace(part="key"))]


def _write(outputs: list[Output], *, force: bool) -> None:
    """Write all files, or none where one of them cannot be made."""
    for output in outputs:
        check_target(output.path, force=force)
    save_all([(output.path, _rendered(*output)) for output in outputs], force=force)
    for output in outputs:
        print(_("Saved: {path}").format(path=visible(str(output.path))))


def _rendered(path: Path, made: Sheet, look: Look) -> bytes:
    match _format_of(path.name):
        case "pdf":
            from lemans_quiz.sheets import typst

            return typst.render(made, look)
        case "markdown":
            from lemans_quiz.sheets import markdown

            return markdown.render(made, look).encode()
        case _:
            from lemans_quiz.sheets import html

            return html.render(made, look).encode()


def _told(made: Sheet) -> str:
    first, last = made.versions[0], made.versions[-1]
    questions = ngettext("{count} question", "{count} questions", len(first.questions)).format(
        count=len(first.questions)
    )
    if len(made.versions) == 1:
        return _("{code}: {questions}").format(code=visible(first.code), questions=questions)
    return _("{first} to {last}: {questions} each").format(
        first=visible(first.code), last=visible(last.code), questions=questions
    )
