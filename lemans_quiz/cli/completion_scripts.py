"""The scripts by which shells ask on Tab, and where they are kept. Typer's, but for zsh and fish.

Typer's function for zsh says nothing on the first Tab of a shell, and its file for fish is found only under `~/.config`. Both look
into the folders that are the shell's own here.
"""

from __future__ import annotations

import os
from pathlib import Path

import shellingham
from typer import completion as typers

from lemans_quiz.core.messages import message
from lemans_quiz.errors import QuizError
from lemans_quiz.files.writing import write_whole
from lemans_quiz.i18n import _

_ZSH = """\
#compdef {program}

{function}() {{
  eval "$(env _TYPER_COMPLETE_ARGS="${{words[1,$CURRENT]}}" {variable}=complete_zsh {program} 2>/dev/null)"
}}

if [[ "${{funcstack[1]}}" == "_{program}" ]]; then
  {function} "$@"  # compinit has loaded this file because Tab was pressed
else
  compdef {function} {program}
fi
"""

_FISH = """\
function {function}
    set --local answers (env {variable}=complete_fish _TYPER_COMPLETE_FISH_ACTION=get-args \\
        _TYPER_COMPLETE_ARGS=(commandline --current-process --cut-at-cursor) {program} 2>/dev/null)
    if test -n "$answers"
        printf '%s\\n' $answers
    else
        __fish_complete_path (commandline --current-token)
    end
end

complete --command {program} --no-files --keep-order --arguments '({function})'
"""

_ZFUNC = "fpath+=~/.zfunc; autoload -Uz compinit; compinit"
"""The line that Typer writes too, so that a program of Typer's and ours need it once."""


def show(program: str) -> None:
    """Print the script for the shell that the program was started from."""
    print(script(_shell(), program).rstrip("\n"))


def script(shell: str, program: str) -> str:
    """Return the script that completes `program` in a shell."""
    own = {"zsh": _ZSH, "fish": _FISH}
    function = f"_{program.replace('-', '_')}_completion"
    if shell in own:
        return own[shell].format(program=program, function=function, variable=_variable(program))
    return typers.get_completion_script(prog_name=program, complete_var=_variable(program), shell=shell)  # type: ignore[attr-defined]


def install(program: str) -> None:
    """Keep the script where the shell that the program was started from looks for it, and say where that is."""
    shell = _shell()
    if shell == "zsh":
        path = _install_for_zsh(program)
    elif shell == "fish":
        config = os.environ.get("XDG_CONFIG_HOME", "")
        folder = Path(config) if config.startswith("/") else Path.home() / ".config"
        path = _write(folder / "fish" / "completions" / f"{program}.fish", script(shell, program))
    else:
        path = typers.install(shell=shell, prog_name=program, complete_var=_variable(program))[1]  # type: ignore[attr-defined]
    print(_("Installed Tab completion for {shell}: {path}").format(shell=shell, path=path))
    print(_("It works in every new {shell} session.").format(shell=shell))


def _install_for_zsh(program: str) -> Path:
    settings = Path(os.environ.get("ZDOTDIR") or Path.home()) / ".zshrc"
    before = settings.read_text(encoding="utf-8") if settings.exists() else ""
    if _ZFUNC not in before:
        _write(settings, f"{before.rstrip()}\n{_ZFUNC}\n".lstrip())
    return _write(Path.home() / ".zfunc" / f"_{program}", script("zsh", program))


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text.encode())
    return path


def _shell() -> str:
    """Return the name of the shell; raises QuizError where it is none that can complete."""
    try:
        shell: str = shellingham.detect_shell()[0]
    except shellingham.ShellDetectionFailure:
        shell = Path(os.environ.get("SHELL", "")).name
    if shell not in _SHELLS:
        raise QuizError(
            message(
                "Tab completion is available for {shells}, not for '{shell}'.",
                shells=", ".join(_SHELLS),
                shell=shell or "?",
            ),
            message("Run this in one of them: lmq --install-completion"),
        )
    return shell


def _variable(program: str) -> str:
    return f"_{program.replace('-', '_').upper()}_COMPLETE"


_SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
