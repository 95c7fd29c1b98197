using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Project;

internal sealed class SyncDocs : AdminCommand
{
    private readonly Option<string> _folder = Opt.Needed("d", "dir", "folder with the documentation, inside a git repository or to become one");
    private readonly Option<string> _remote = Opt.Needed("r", "remote", "git remote to push to: a name, a URL or a path");
    private readonly Option<string> _branch = Opt.Text("b", "branch", "branch to push to, default the one that is checked out");
    private readonly Option<string> _message = Opt.Text("", "message", "commit message, default 'Update documentation'");

    public override string Name => "syncDocs";

    public override string Description => "commits what changed in a documentation folder and pushes it to a git remote";

    public override IReadOnlyList<Option> Options => [_folder, _remote, _branch];

    public override IReadOnlyList<Option> Ours => [_message];

    public override IReadOnlyList<string> Differences => ["the original's, of 3.x, pushed fixed folders to fixed places; here both are named"];

    public override bool NeedsCluster => false;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var folder = Path.GetFullPath(call.Needed(_folder));
        if (!Directory.Exists(folder))
            throw new ArgumentException($"there is no folder '{folder}'");
        var git = new Git(folder, call.Cancellation);
        if (!await git.IsRepositoryAsync())
            await git.RunAsync("init", "--quiet");
        var branch = call.Text(_branch) ?? await git.ReadAsync("symbolic-ref", "--short", "HEAD");
        await git.RunAsync("add", "--all", "--", ".");
        var changed = (await git.ReadAsync("diff", "--cached", "--name-only", "--relative", "--", ".")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // Only what lies in the folder: what somebody has staged elsewhere is not ours to commit.
        if (changed.Length > 0)
            await git.RunAsync("commit", "--quiet", "--message", call.Text(_message) ?? "Update documentation", "--only", "--", ".");
        await git.RunAsync("push", "--quiet", call.Needed(_remote), $"HEAD:refs/heads/{branch}");
        var view = new SyncedDocs(folder, call.Needed(_remote), branch, await git.ReadAsync("rev-parse", "HEAD"), changed);
        return Answer.Of(view, CliJson.Default.SyncedDocs, screen =>
        {
            screen.Print($"sync docs from [{view.Folder}] to [{view.Remote}] branch [{view.Branch}] success, {changed.Length} changed.");
        });
    }
}

/// <summary>What was pushed where.</summary>
internal sealed record SyncedDocs(string Folder, string Remote, string Branch, string Commit, IReadOnlyList<string> Changed);
