using System.Text.Json;
using RocketMQ.Cli.Hosting;
using RocketMQ.Testing;

namespace RocketMQ.Cli.Tests;

/// <summary>syncDocs against a bare repository in a folder of the test's own.</summary>
public sealed class SyncDocsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Tooling _tool = new(network: null);
    private readonly string _docs;
    private readonly string _remote;

    public SyncDocsTests()
    {
        (_docs, _remote) = (_folder["docs"], _folder["remote.git"]);
        Directory.CreateDirectory(_docs);
        File.WriteAllText(Path.Combine(_docs, "index.md"), "one\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_changed_is_committed_and_pushed()
    {
        await GitAsync("init", "--quiet", "--bare", _remote);
        await PrepareAsync(_docs);

        Assert.Equal(ExitCodes.Done, await _tool.RunAsync(["syncDocs", "-d", _docs, "-r", _remote, "-b", "pages"]));
        Assert.Equal("", _tool.Errors);
        Assert.Equal("one", await GitAsync("-C", _remote, "show", "pages:index.md"));

        File.WriteAllText(Path.Combine(_docs, "index.md"), "two\n");
        File.WriteAllText(Path.Combine(_docs, "more.md"), "more\n");
        Assert.Equal(ExitCodes.Done, await _tool.RunAsync(["syncDocs", "-d", _docs, "-r", _remote, "-b", "pages", "--message", "Second edition", "--json"]));

        using var document = JsonDocument.Parse(_tool.Output);
        var result = document.RootElement.GetProperty("result");
        Assert.Equal(["index.md", "more.md"], result.GetProperty("changed").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("two", await GitAsync("-C", _remote, "show", "pages:index.md"));
        Assert.Equal("Second edition", await GitAsync("-C", _remote, "log", "-1", "--format=%s", "pages"));
        Assert.Equal(result.GetProperty("commit").GetString(), await GitAsync("-C", _remote, "rev-parse", "pages"));
    }

    [Fact]
    public async Task Nothing_changed_is_no_commit_and_no_failure()
    {
        await GitAsync("init", "--quiet", "--bare", _remote);
        await PrepareAsync(_docs);
        await _tool.RunAsync(["syncDocs", "-d", _docs, "-r", _remote, "-b", "pages"]);
        var before = await GitAsync("-C", _remote, "rev-parse", "pages");

        Assert.Equal(ExitCodes.Done, await _tool.RunAsync(["syncDocs", "-d", _docs, "-r", _remote, "-b", "pages"]));

        Assert.Equal(before, await GitAsync("-C", _remote, "rev-parse", "pages"));
        Assert.Contains("success, 0 changed", _tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_lies_in_the_folder_is_committed()
    {
        await GitAsync("init", "--quiet", "--bare", _remote);
        await PrepareAsync(_folder.Path);
        File.WriteAllText(_folder["code.cs"], "not documentation");
        await GitAsync("-C", _folder.Path, "add", "code.cs");

        Assert.Equal(ExitCodes.Done, await _tool.RunAsync(["syncDocs", "-d", _docs, "-r", _remote, "-b", "pages"]));

        Assert.Equal("docs/index.md", await GitAsync("-C", _remote, "ls-tree", "-r", "--name-only", "pages"));
    }

    [Fact]
    public async Task A_remote_that_is_not_there_fails_with_gits_reason()
    {
        await PrepareAsync(_docs);

        Assert.Equal(ExitCodes.Failed, await _tool.RunAsync(["syncDocs", "-d", _docs, "-r", _remote]));

        Assert.StartsWith("syncDocs: git push failed", Assert.Single(_tool.Errors.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        Assert.Contains("remote.git", _tool.Errors, StringComparison.Ordinal);
    }

    private static async Task PrepareAsync(string folder)
    {
        await GitAsync("init", "--quiet", "--initial-branch", "main", folder);
        await GitAsync("-C", folder, "config", "user.name", "Tester");
        await GitAsync("-C", folder, "config", "user.email", "tester@example.org");
    }

    private static async Task<string> GitAsync(params string[] arguments)
    {
        await using var git = ChildProcess.Start("git", arguments);
        Assert.Equal(0, await git.WaitAsync());
        return git.Transcript;
    }
}
