using System.IO.Compression;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Embedding;
using RocketMQ.ManagementConsole.Navigation;
using RocketMQ.ManagementConsole.Tests.Embedding;
using RocketMQ.ManagementConsole.Tests.Hosting;

namespace RocketMQ.ManagementConsole.Tests.Processes;

/// <summary>The download of the whole console, with the cluster that it runs.</summary>
public sealed class ProcessExportTests : IAsyncLifetime
{
    private readonly ConsoleServer _console = new() { BringsCluster = true };

    private static readonly Uri Export = new("/" + Addresses.ExportProcesses("DefaultCluster"), UriKind.Relative);

    public Task InitializeAsync() => _console.InitializeAsync();

    public Task DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task An_administrator_gets_properties_and_commands()
    {
        await ServingAsync();
        using var browser = await _console.SignedInAsync();

        using var answer = await browser.GetAsync(Export);

        Assert.Equal((HttpStatusCode.OK, "application/zip"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal("DefaultCluster.zip", answer.Content.Headers.ContentDisposition?.FileName);
        using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        Assert.Equal(
            ["broker-a/broker.properties", "namesrv/namesrv.properties", "start.sh", "stop.sh"],
            archive.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Others_are_refused_and_a_cluster_that_is_not_there_is_not_found()
    {
        _console.AddUser("reader", UserRoles.For(Role.Operator));
        using var reader = await _console.SignedInAsync("reader");
        using var administrator = await _console.SignedInAsync();

        using var refused = await reader.GetAsync(Export);
        using var missing = await administrator.GetAsync(new Uri("/" + Addresses.ExportProcesses("nowhere"), UriKind.Relative));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.NotFound), (refused.StatusCode, missing.StatusCode));
    }

    // Another test may take the port that was just found free; the next try waits by the console's clock.
    private async Task ServingAsync()
    {
        var serving = _console.Services.GetRequiredService<EmbeddedClusterService>().WhenServing;
        using var limit = new CancellationTokenSource(RunningCluster.Patience);
        while (!serving.IsCompleted)
        {
            _console.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(50, limit.Token);
        }

        await serving;
    }
}
