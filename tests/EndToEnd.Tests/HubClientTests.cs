using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using RocketMQ.Testing;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>The npm client of SignalR follows a topic of the embedded cluster with a bearer token, as docs/hub.md says.</summary>
public sealed class HubClientTests
{
    private const string Password = "correct-horse";

    [Fact]
    public async Task The_npm_client_follows_a_topic_with_a_token()
    {
        using var folder = new TemporaryFolder();
        await using var process = ConsoleProcess.Launch(
            ["--urls", "http://127.0.0.1:0", "--data", folder.Path], new Dictionary<string, string> { ["CONSOLE_ADMIN_PASSWORD"] = Password });
        var url = (await process.ReadLineAsync(line => line.Contains("RocketMQ console", StringComparison.Ordinal))).Split(' ')[^1];
        await process.ReadLineAsync(line => line.Contains("Cluster answers", StringComparison.Ordinal));
        using var program = await ApiProgram.SignInAsync(url, "admin", Password);
        var token = program.DefaultRequestHeaders.Authorization!.Parameter!;
        using (var created = await program.PutAsJsonAsync(new Uri("/api/v1/clusters/DefaultCluster/topics/orders", UriKind.Relative), new { readQueues = 1, writeQueues = 1 }))
            created.EnsureSuccessStatusCode();

        await using var node = ChildProcess.Start(
            "node", [Path.Combine(Here(), "clients", "hub.js"), url, token, "DefaultCluster", "orders"], new Dictionary<string, string> { ["NODE_PATH"] = Packages() });
        Assert.Contains("There is no topic 'nothing'", await node.ReadLineAsync(line => line.StartsWith("REFUSED", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal("RATES DefaultCluster broker-a", await node.ReadLineAsync(line => line.StartsWith("RATES", StringComparison.Ordinal)));

        // The topic rests at first; every message that comes is in the figures after the next listing.
        var flows = node.ReadLineAsync(line => line == "FIGURES topic orders flows");
        while (!flows.IsCompleted)
        {
            using var sent = await program.PostAsJsonAsync(new Uri("/api/v1/clusters/DefaultCluster/messages", UriKind.Relative), new { topic = "orders", body = "{}" });
            sent.EnsureSuccessStatusCode();
        }

        await flows;
    }

    private static string Packages() => Path.GetFullPath(Path.Combine(Here(), "..", "..", "src", "Console", "node_modules"));

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
