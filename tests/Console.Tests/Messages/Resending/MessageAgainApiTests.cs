using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Hosting;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using RocketMQ.Remoting.Bodies;
using static RocketMQ.ManagementConsole.Tests.Messages.Fakes.StoredMessages;

namespace RocketMQ.ManagementConsole.Tests.Messages.Resending;

public sealed class MessageAgainApiTests : IAsyncLifetime
{
    private readonly ConsoleServer _server = new();
    private readonly FakeMessageCluster _cluster = new(Message("hello", offset: 4));
    private HttpClient _operator = null!;
    private HttpClient _viewer = null!;

    private string One => $"/api/v1/clusters/main/messages/{_cluster.Messages.Stored[0].Message.OffsetMessageId}";

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _cluster.Snapshot = _cluster.Snapshot with { Topics = [Samples.Topic("orders")], ListedAt = Noon };
        _server.Attach(_cluster);
        _server.AddUser("vera", UserRoles.Nothing with { Everywhere = Role.Viewer });
        _server.AddUser("olga", UserRoles.Nothing with { Everywhere = Role.Operator });
        (_viewer, _operator) = (await _server.ProgramAsync("vera"), await _server.ProgramAsync("olga"));
    }

    public async Task DisposeAsync()
    {
        _viewer.Dispose();
        _operator.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_copy_is_planned_then_sent_and_stands_in_the_audit()
    {
        var plan = await PostAsync(_operator, One + "/resend?dryRun=true");
        Assert.Equal((HttpStatusCode.OK, false), (plan.Status, plan.Answer.GetProperty("applied").GetBoolean()));
        Assert.Empty(_cluster.Messages.Sent);

        var done = await PostAsync(_operator, One + "/resend");

        Assert.Equal((HttpStatusCode.OK, true), (done.Status, done.Answer.GetProperty("applied").GetBoolean()));
        Assert.Equal("offset-id-1", done.Answer.GetProperty("outcomes")[0].GetProperty("remark").GetString());
        Assert.Equal("orders", Assert.Single(_cluster.Messages.Sent).Topic);
        var entry = _server.Services.GetRequiredService<AuditStore>().Find(new AuditFilter(), 1)[0];
        Assert.Equal(("message.resend", "olga"), (entry.Kind, entry.Person));
    }

    [Fact]
    public async Task A_member_consumes_it_and_a_refusal_is_told()
    {
        var done = await PostAsync(_operator, One + "/consume", new { group = "billing", client = "c1" });
        Assert.Equal("Success", done.Answer.GetProperty("outcomes")[0].GetProperty("remark").GetString());
        Assert.Equal([("billing", "c1", 4L)], _cluster.Messages.Consumed);

        _cluster.Messages.ConsumeAnswer = new ConsumeMessageDirectlyResult { ConsumeResult = ConsumeResult.Later, Remark = "busy" };
        var failed = await PostAsync(_operator, One + "/consume", new { group = "billing", client = "c1" });
        Assert.Equal(HttpStatusCode.BadGateway, failed.Status);
        Assert.Contains("c1: Later busy", failed.Answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Viewers_may_do_neither()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(_viewer, One + "/resend")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(_viewer, One + "/consume", new { group = "billing", client = "c1" })).Status);
        Assert.Empty(_cluster.Messages.Sent);
        Assert.Empty(_cluster.Messages.Consumed);
    }

    [Fact]
    public async Task Fields_that_are_missing_are_named()
    {
        var answer = await PostAsync(_operator, One + "/consume", new { group = "billing" });

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Answer.GetProperty("errors").TryGetProperty("client", out _));
    }

    [Fact]
    public async Task A_message_that_does_not_say_where_it_belongs_is_refused()
    {
        _cluster.Messages.Stored[0] = Message("hello", "RMQ_SYS_TRANS_HALF_TOPIC");

        var answer = await PostAsync(_operator, One + "/resend");

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("does not say which topic", answer.Answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(HttpClient program, string address, object? body = null)
    {
        using var answer = await program.PostAsJsonAsync(new Uri(address, UriKind.Relative), body ?? new { });
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
