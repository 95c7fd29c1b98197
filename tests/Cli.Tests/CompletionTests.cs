using RocketMQ.Cli.Hosting;
using RocketMQ.Testing;

namespace RocketMQ.Cli.Tests;

/// <summary>The completion scripts; each shell runs its own.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Tooling _tool = new(network: null);

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Typed() => new()
    {
        { "mqadmin clusterL", "clusterList" },
        { "mqadmin CLUSTERl", "clusterList" },
        { "mqadmin help updatetopicp", "updateTopicPerm" },
        { "mqadmin topicStatus --t", "--timeout --topic" },
        { "mqadmin TOPICSTATUS --wa", "--watch" },
        { "mqadmin deleteTopic -t x --dry", "--dry-run" },
        { "mqadmin completion ", "bash zsh" },
        { "mqadmin nonsense -", "" },
    };

    [Theory]
    [MemberData(nameof(Typed))]
    public async Task Bash_completes_commands_and_options(string typed, string expected)
    {
        await _tool.RunAsync("completion bash");
        await File.WriteAllTextAsync(_folder["completion"], _tool.Output);
        var words = typed.Split(' ');
        await File.WriteAllTextAsync(
            _folder["test"],
            $"""
            set -eu
            source {_folder["completion"]}
            COMP_WORDS=({string.Join(' ', words.Select(word => $"'{word}'"))})
            COMP_CWORD={words.Length - 1}
            _mqadmin
            echo "COMPLETED ${"{COMPREPLY[*]-}"}"
            shopt -q nocasematch && echo "nocasematch is left on" >&2
            complete -p mqadmin
            """);

        await using var bash = ChildProcess.Start("bash", [_folder["test"]]);
        Assert.Equal(0, await bash.WaitAsync());

        Assert.Equal($"COMPLETED {expected}", bash.Transcript.Split('\n')[0]);
        Assert.Contains("complete -F _mqadmin mqadmin", bash.Transcript, StringComparison.Ordinal);
        Assert.DoesNotContain("left on", bash.Transcript, StringComparison.Ordinal);
    }

    // compadd belongs to an interactive shell; what stands in for it matches as the script asks it to, without regard to case.
    [ZshTheory]
    [MemberData(nameof(Typed))]
    public async Task Zsh_completes_commands_and_options(string typed, string expected)
    {
        await _tool.RunAsync("completion zsh");
        await File.WriteAllTextAsync(_folder["completion"], _tool.Output);
        var words = typed.Split(' ');
        await File.WriteAllTextAsync(
            _folder["test"],
            $$"""
            set -eu
            compdef() { print -r -- "REGISTERED $*" }
            compadd() {
              [[ $1 == -M && $3 == -- ]]
              shift 3
              local word
              for word in "$@"; do if [[ ${(L)word} == ${(L)PREFIX}* ]]; then found+=($word); fi; done
            }
            typeset -a found
            source {{_folder["completion"]}}
            words=({{string.Join(' ', words.Select(word => $"'{word}'"))}})
            CURRENT={{words.Length}}
            PREFIX='{{words[^1]}}'
            _mqadmin
            print -r -- "COMPLETED $found"
            """);

        await using var zsh = ChildProcess.Start(ZshTheoryAttribute.Program!, ["-f", _folder["test"]]);

        Assert.Equal(0, await zsh.WaitAsync());
        Assert.Equal(["REGISTERED _mqadmin mqadmin", $"COMPLETED {expected}"], zsh.Transcript.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    public async Task A_script_knows_every_command(string shell)
    {
        Assert.Equal(ExitCodes.Done, await _tool.RunAsync(["completion", shell]));

        Assert.All(CommandCatalog.Names, name => Assert.Contains($"    {name.ToLowerInvariant()}) choices=", _tool.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("completion")]
    [InlineData("completion fish")]
    public async Task Another_shell_is_refused_with_those_there_are(string line)
    {
        Assert.Equal(ExitCodes.BadUsage, await _tool.RunAsync(line));

        Assert.Contains("bash", _tool.Errors, StringComparison.Ordinal);
        Assert.Contains("zsh", _tool.Errors, StringComparison.Ordinal);
    }
}
