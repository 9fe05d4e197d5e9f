"""`completion SHELL`: the shell script that gets completion candidates from deskctl.

Candidates contain customers' texts, so the scripts never evaluate them, unlike Typer's own.
"""

from typing import Annotated

import typer

from deskctl.cli.app.closest_match import one_of
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import text_command
from deskctl.cli.output.results import write_line, write_one
from deskctl.language.i18n import N_

_BASH = r"""
# deskctl completion bash >> ~/.bashrc
_deskctl_completion() {
    local line values=() shown=()
    while IFS= read -r line; do
        values+=("${line%%$'\t'*}")
        shown+=("${line//$'\t'/  }")
    done < <(_DESKCTL_COMPLETE=words "$1" "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null </dev/null)
    COMPREPLY=("${values[@]}")
    # If several candidates are listed, show their titles too.
    if [[ ${#values[@]} -gt 1 && ${COMP_TYPE:-9} -eq 63 ]]; then COMPREPLY=("${shown[@]}"); fi
    # A comma may follow a field, so append no space.
    if [[ ${COMP_WORDS[COMP_CWORD-1]} == --fields ]]; then compopt -o nospace 2>/dev/null; fi
}
complete -o nosort -o default -F _deskctl_completion deskctl
"""
_ZSH = r"""
#compdef deskctl
# deskctl completion zsh > a folder of $fpath, as _deskctl
_deskctl() {
    local line
    local -a found end
    while IFS= read -r line; do
        found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    done < <(_DESKCTL_COMPLETE=words "${words[1]}" "${(@Q)words[2,CURRENT]}" 2>/dev/null </dev/null)
    # A comma may follow a field, so append no space.
    if [[ ${words[CURRENT-1]} == --fields ]]; then end=(-S ''); fi
    if (( ${#found} )); then _describe -V deskctl found "${end[@]}"; else _files; fi
}
compdef _deskctl deskctl
"""
_FISH = r"""
# deskctl completion fish > ~/.config/fish/completions/deskctl.fish
function __deskctl_complete
    set -l words (commandline -opc)
    set -l last (commandline -ct)
    set -l found (_DESKCTL_COMPLETE=words $words[1] $words[2..] "$last" 2>/dev/null </dev/null)
    if set -q found[1]
        printf '%s\n' $found
    else
        __fish_complete_path "$last"
    end
end
complete -c deskctl -k -f -a '(__deskctl_complete)'
"""
_POWERSHELL = r"""
# deskctl completion powershell >> $PROFILE
Register-ArgumentCompleter -Native -CommandName deskctl -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
    $env:_DESKCTL_COMPLETE = if ($wordToComplete -eq '') { 'words+' } else { 'words' }
    try {
        & deskctl @words 2>$null | ForEach-Object {
            $value, $text = $_ -split "`t", 2
            if (-not $text) { $text = $value }
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $text)
        }
    } finally { Remove-Item Env:_DESKCTL_COMPLETE }
}
"""
SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH, "powershell": _POWERSHELL}


@text_command
def completion(
    invocation: Invocation,
    shell: Annotated[str, typer.Argument(metavar="|".join(SCRIPTS), help=N_("The shell."))],
) -> None:
    """Print the completion script of a shell."""
    script = SCRIPTS[one_of("SHELL", shell, tuple(SCRIPTS)) or shell].strip()
    if invocation.form in {"json", "jsonl"}:
        write_one({"shell": shell, "script": script}, invocation.form)
        return
    invocation.require_no_rows()
    for line in script.splitlines():
        write_line(line)
