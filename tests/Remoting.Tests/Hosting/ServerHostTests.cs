using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Remoting.Hosting;
using RocketMQ.Remoting.Transport;
using RocketMQ.Testing;

namespace RocketMQ.Remoting.Tests.Hosting;

public class ServerHostTests
{
    [Fact]
    public async Task Every_bad_value_of_the_file_is_told_and_nothing_is_started()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["a.conf"], "port = many\nfast=perhaps\n# size=x\n");

        var (code, output, errors) = await RunAsync(["-c", folder["a.conf"]], (_, _) => throw new InvalidOperationException("was started"));

        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.Contains("port=many", errors, StringComparison.Ordinal);
        Assert.Contains("fast=perhaps", errors, StringComparison.Ordinal);
        Assert.Contains("a.conf", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var (code, _, errors) = await RunAsync(["-c", "/no/such/file"]);

        Assert.Equal(1, code);
        Assert.Contains("/no/such/file", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_usage_ends_with_2_and_shows_the_right_one()
    {
        var (code, _, errors) = await RunAsync(["-z"]);

        Assert.Equal(2, code);
        Assert.Contains("'-z'", errors, StringComparison.Ordinal);
        Assert.Contains("usage: mqtest", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_and_configuration_are_printed_without_a_start()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["a.conf"], "port=7\npassword=hush\n");

        Assert.StartsWith("usage: mqtest", (await RunAsync(["-h"])).Output, StringComparison.Ordinal);
        var all = (await RunAsync(["-p", "-c", folder["a.conf"]])).Output;
        Assert.Contains("port=7\n", all, StringComparison.Ordinal);
        Assert.Contains("path=/var\n", all, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", all, StringComparison.Ordinal);
        Assert.Equal("password=******\nport=7\n", (await RunAsync(["-m", "-c", folder["a.conf"]])).Output);
    }

    [Fact]
    public async Task Printed_configuration_is_complete_and_bad_or_unknown_keys_are_told_beside_it()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["a.conf"], "prot=7\n");

        var (code, output, errors) = await RunAsync(["-p", "-c", folder["a.conf"]], complete: configuration => configuration.SetDerived("path", "/found/out"));

        Assert.Equal(0, code);
        Assert.Contains("path=/found/out\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("prot", output, StringComparison.Ordinal);
        Assert.Contains("prot is not a known property", errors, StringComparison.Ordinal);
        Assert.Equal((1, "", "mqtest: these two do not go together\n"), await RunAsync(["-m"], complete: _ => throw new ServerStartException("these two do not go together")));
    }

    [Fact]
    public async Task A_server_that_can_not_start_says_why_and_is_disposed()
    {
        var server = new StubServer { Refusal = new ListenException("port 7 is taken") };

        var (code, output, errors) = await RunAsync([], (_, _) => server);

        Assert.Equal((1, "", "mqtest: port 7 is taken\n"), (code, output, errors));
        Assert.True(server.Disposed);
        Assert.Equal((1, "", "mqtest: no\n"), await RunAsync([], (_, _) => throw new ServerStartException("no")));
    }

    [Fact]
    public async Task A_server_that_fails_ends_the_process_with_its_reason()
    {
        var server = new StubServer { Failure = "the disk is gone" };

        var (code, output, errors) = await RunAsync(["-n", "a:1"], (configuration, _) =>
        {
            Assert.Equal(10911, configuration.Integer("port"));
            return server;
        });

        Assert.Equal((1, "READY mqtest 127.0.0.1:7\n", "mqtest: the disk is gone\n"), (code, output, errors));
        Assert.True(server.Disposed);
    }

    [Fact]
    public async Task What_an_operator_must_not_overlook_stands_before_the_line_that_says_ready()
    {
        var server = new StubServer { Failure = "end", Warnings = ["anybody may come in", "and stay"] };

        var (_, output, _) = await RunAsync([], (_, _) => server);

        Assert.Equal("WARNING mqtest: anybody may come in\nWARNING mqtest: and stay\nREADY mqtest 127.0.0.1:7\n", output);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(
        string[] args, Func<ServerConfiguration, Microsoft.Extensions.Logging.ILoggerFactory, IServer>? create = null,
        Action<ServerConfiguration>? complete = null)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var host = new ServerHost("mqtest", ConfigurationTests.Catalog, takesNameServers: true, output, errors) { Complete = complete };
        var code = await host.RunAsync(
            args, () => NullLoggerFactory.Instance, create ?? ((_, _) => throw new InvalidOperationException("was started")));
        return (code, output.ToString(), errors.ToString());
    }

    private sealed class StubServer : IServer
    {
        public Exception? Refusal { get; init; }

        public string? Failure { get; init; }

        public bool Disposed { get; private set; }

        public string Address => "127.0.0.1:7";

        public IReadOnlyList<string> Warnings { get; init; } = [];

        public Task<string> Failed => Failure is null ? new TaskCompletionSource<string>().Task : Task.FromResult(Failure);

        public Task StartAsync(CancellationToken cancellation) => Refusal is null ? Task.CompletedTask : Task.FromException(Refusal);

        public ValueTask DisposeAsync()
        {
            Disposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
