using System.Globalization;
using System.Net;
using System.Net.Sockets;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Hosting;

namespace RocketMQ.ManagementConsole.Tests.Hosting;

public sealed class StartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("console-start-").FullName;
    private readonly StringWriter _output = new(CultureInfo.InvariantCulture);
    private readonly StringWriter _error = new(CultureInfo.InvariantCulture);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_taken_port_is_named_before_anything_is_created()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        var data = Path.Combine(_folder, "data");

        var code = await ConsoleHost.RunAsync(new ConsoleOptions { Urls = [$"http://127.0.0.1:{port}"], DataFolder = data }, _output, _error);

        Assert.Equal(1, code);
        Assert.Contains($"Port {port} is already taken", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("--urls", _error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public async Task A_data_folder_serves_one_console_at_a_time()
    {
        using var held = DataFolderLock.TryTake(_folder);

        var code = await ConsoleHost.RunAsync(Options(null), _output, _error);

        Assert.Equal(1, code);
        Assert.Contains("in use by another console", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_password_that_is_too_short_is_refused_with_the_bounds()
    {
        var code = await ConsoleHost.RunAsync(Options("short"), _output, _error);

        Assert.Equal(1, code);
        Assert.Contains("CONSOLE_ADMIN_PASSWORD has 5 characters; allowed are 8 to 256.", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_start_up_text_shows_a_generated_password_and_no_other()
    {
        var options = Options(null);

        Assert.Contains("admin / abc", StartupText.Compose(["http://127.0.0.1:1"], options, new FirstAdministratorResult("admin", "abc")), StringComparison.Ordinal);
        Assert.DoesNotContain("admin", StartupText.Compose(["http://127.0.0.1:1"], options with { DataFolder = "/d" }, new FirstAdministratorResult("admin", null)), StringComparison.Ordinal);
    }

    private ConsoleOptions Options(string? password) => new() { Urls = ["http://127.0.0.1:0"], DataFolder = _folder, AdministratorPassword = password };
}
