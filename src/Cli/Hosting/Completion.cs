using System.Text;
using RocketMQ.Cli.Commands;
using RocketMQ.Cli.Options;

namespace RocketMQ.Cli.Hosting;

/// <summary>
/// Scripts that complete commands and options in a shell. They hold everything, so that a press of the tab key starts no process.
/// </summary>
internal static class Completion
{
    /// <summary>The script for a shell; null when there is none.</summary>
    public static string? Compose(string shell) => shell switch
    {
        "bash" => Bash(),
        "zsh" => Zsh(),
        _ => null,
    };

    // nocasematch: names of commands are matched without regard to case, as mqadmin itself does. bash 3.2 knows all of this.
    private static string Bash() => $$"""
        # source <(mqadmin completion bash)
        _mqadmin() {
          local choices="" word reset current="${COMP_WORDS[COMP_CWORD]}"
          reset=$(shopt -p nocasematch || true)
          shopt -s nocasematch
          COMPREPLY=()
          if [[ $COMP_CWORD -eq 1 || ( $COMP_CWORD -eq 2 && ${COMP_WORDS[1]} == help ) ]]; then
            choices="{{CommandNames()}}"
          else
            case "${COMP_WORDS[1]}" in
        {{Cases()}}
            esac
          fi
          for word in $choices; do
            if [[ $word == "$current"* ]]; then COMPREPLY+=("$word"); fi
          done
          $reset
        }
        complete -F _mqadmin mqadmin

        """;

    private static string Zsh() => $$"""
        #compdef mqadmin
        # source <(mqadmin completion zsh), or put it into a folder of $fpath under the name _mqadmin
        _mqadmin() {
          local choices=""
          if [[ $CURRENT -eq 2 || ( $CURRENT -eq 3 && ${(L)words[2]} == help ) ]]; then
            choices="{{CommandNames()}}"
          else
            case "${(L)words[2]}" in
        {{Cases()}}
            esac
          fi
          compadd -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' -- ${=choices}
        }
        if [[ $funcstack[1] == _mqadmin ]]; then _mqadmin "$@"; else compdef _mqadmin mqadmin; fi

        """;

    private static string CommandNames() =>
        string.Join(' ', CommandCatalog.Names.Append("help").Append("completion").Order(StringComparer.OrdinalIgnoreCase));

    private static string Cases()
    {
        var cases = new StringBuilder("    completion) choices=\"bash zsh\" ;;");
        foreach (var name in CommandCatalog.Names)
            cases.Append("\n    ").Append(name.ToLowerInvariant()).Append(") choices=\"").Append(Words(CommandCatalog.Find(name)!)).Append("\" ;;");
        return cases.ToString();
    }

    private static string Words(AdminCommand command)
    {
        var common = new CommonOptions();
        var options = command.Options.Concat(common.Original).Concat(CommandLine.OwnOptions(command, common));
        return string.Join(' ', options.SelectMany(option => option.Aliases.Append(option.Name)).Order(StringComparer.Ordinal));
    }
}
