using System.Net.Http.Json;
using System.Text.Json;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Tailing;
using RocketMQ.ManagementConsole.Tests.Hosting;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using RocketMQ.ManagementConsole.Tests.Tailing;
using RocketMQ.Testing;

namespace RocketMQ.ManagementConsole.Tests.Live;

/// <summary>A topic that a program follows over the hub.</summary>
public sealed class LiveTailTests : IAsyncLifetime
{
    private const string Secret = "4111111111111111";

    private readonly ConsoleServer _server = new();
    private readonly TailedCluster _cluster = new();

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _server.Attach(_cluster.Connection);
        _server.AddUser("vera", UserRoles.Nothing with { Everywhere = Role.Viewer });
        using var administrator = await _server.ProgramAsync();
        using var saved = await administrator.PutAsJsonAsync(
            new Uri("/api/v1/clusters/dev/masking-rules/cards", UriKind.Relative), new { topics = "orders", kind = "pattern", target = @"\d{13,19}" });
        Assert.True(saved.IsSuccessStatusCode);
    }

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Messages_that_fit_are_streamed_as_the_caller_may_see_them_and_what_is_left_out_is_counted()
    {
        _cluster.Add(0, 3);
        using var client = await ConnectAsync();
        await client.StreamAsync("Tail", "dev", "orders", "paid", null);
        Assert.Equal(0, (await NextAsync(client)).GetProperty("messages").GetArrayLength());

        _cluster.Add(0, 600, offset => StoredMessages.Message($"card {Secret}", offset: offset, tag: offset >= 601 ? "paid" : "new"));
        var look = await NextAsync(client);

        Assert.Equal((500, 100L, 0), (look.GetProperty("read").GetInt32(), look.GetProperty("unread").GetInt64(), look.GetProperty("notShown").GetInt32()));
        Assert.Equal([601L, 602], look.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("offset").GetInt64()));
        Assert.Equal("card ***", look.GetProperty("messages")[0].GetProperty("preview").GetString());
        Assert.DoesNotContain(Secret, look.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_topic_that_is_not_there_is_refused()
    {
        using var client = await ConnectAsync();

        await client.StreamAsync("Tail", "dev", "nothing", null, null);

        Assert.Contains("no topic 'nothing'", await client.RefusedAsync(), StringComparison.Ordinal);
    }

    private async Task<HubClient> ConnectAsync()
    {
        using var program = await _server.ProgramAsync("vera");
        return await HubClient.ConnectAsync(_server.Address, program.DefaultRequestHeaders.Authorization!.Parameter);
    }

    // The loop waits by the clock, which is moved until it has looked.
    private async Task<JsonElement> NextAsync(HubClient client)
    {
        var next = client.NextItemAsync();
        await Eventually.HoldsAsync("the next look", () =>
        {
            _server.Clock.Advance(Tails.Pause);
            return Task.FromResult(next.IsCompleted);
        });
        return await next;
    }
}
