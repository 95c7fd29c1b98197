using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.Messages;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using RocketMQ.Model;
using RocketMQ.Remoting.Transport;
using static RocketMQ.ManagementConsole.Tests.Messages.Fakes.StoredMessages;
using TargetFailure = RocketMQ.Admin.Targets.TargetFailure;

namespace RocketMQ.ManagementConsole.Tests.Messages.Tracing;

public sealed class TracedMessagePageTests : ConsolePage
{
    private const string Id = "C00002070A1B18B4AAC2000000000001";

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void What_clients_noted_stands_in_the_timeline_in_order_of_time()
    {
        var cluster = Attach();
        cluster.Messages.Traces[SystemTopics.Trace] =
        [
            new TraceRecord(TraceKind.SubBefore, Id, "billing", "192.0.2.9") { At = Noon.AddSeconds(2), RequestId = "r1", RetryTimes = 0 },
            new TraceRecord(TraceKind.SubAfter, Id, "billing", "192.0.2.9") { At = Noon.AddSeconds(3), RequestId = "r1", CostMilliseconds = 850, IsSuccess = false, End = TraceEnd.Exception },
            new TraceRecord(TraceKind.SubBefore, Id, "billing", "192.0.2.8") { At = Noon.AddSeconds(20), RequestId = "r2", RetryTimes = 1 },
            new TraceRecord(TraceKind.Pub, Id, "shop", "192.0.2.7") { At = Noon.AddMilliseconds(-2), CostMilliseconds = 12, IsSuccess = true, StoreHost = "192.0.2.1:10911" },
        ];

        var page = Open();

        Assert.Equal(
            [
                "Born at producer 192.0.2.7:40000",
                "Sent by shop at 192.0.2.7, took 12 ms",
                "Stored on broker-a, 3 ms later",
                "Consumed exception by billing at 192.0.2.9, took 850 ms",
                "Consumed no end noted by billing at 192.0.2.8, attempt 2",
            ],
            Steps(page));
        Assert.Contains("what clients noted on topic RMQ_SYS_TRACE_TOPIC", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_that_were_tried_again_and_given_up_stand_in_it_too()
    {
        var cluster = Attach(
            Message("copy", "%RETRY%billing", 0, 5, uniqueId: Id, storedAt: Noon.AddSeconds(10), retries: 2),
            Message("dead", "%DLQ%billing", 0, 6, uniqueId: Id, storedAt: Noon.AddSeconds(30), retries: 16),
            Message("of another", "%DLQ%others", 0, 7, uniqueId: Id, storedAt: Noon.AddSeconds(40)));
        cluster.Topics.Groups.Add("billing");
        cluster.Snapshot = cluster.Snapshot with { Topics = [Samples.Topic("orders"), Samples.Topic("%RETRY%billing"), Samples.Topic("%DLQ%billing"), Samples.Topic("%DLQ%others")] };

        var page = Open();

        page.WaitForAssertion(() => Assert.Equal(
            ["To be retried copy for billing, retry 2, on broker-a", "Given up by billing after 16 retries, on broker-a"],
            Steps(page).Skip(2)));
    }

    [Fact]
    public void No_trace_a_missing_trace_topic_and_a_broker_that_does_not_answer_are_told_apart()
    {
        var cluster = Attach();
        Assert.Contains("No client noted this message on topic RMQ_SYS_TRACE_TOPIC", Open().Markup, StringComparison.Ordinal);

        cluster.Topics.Unknown.Add(SystemTopics.Trace);
        Assert.Contains("there is no topic RMQ_SYS_TRACE_TOPIC", Open().Find(".notice").TextContent, StringComparison.Ordinal);

        cluster.Topics.Unknown.Clear();
        cluster.Messages.TraceFailures.Add(new TargetFailure("192.0.2.2:10911", new RemotingConnectException("192.0.2.2:10911", "refused")));
        var page = Open();
        Assert.Contains("Whether clients noted this message on topic RMQ_SYS_TRACE_TOPIC is not known", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Contains("192.0.2.2:10911", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("No client noted", page.Markup, StringComparison.Ordinal);

        cluster.Messages.TraceFailures.Clear();
        page.Find(".notice .link").Click();
        page.WaitForAssertion(() => Assert.Contains("No client noted this message", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void A_message_without_a_unique_id_can_have_no_trace()
    {
        var cluster = new FakeMessageCluster(Message());
        Services.GetRequiredService<ClusterConnections>().Put(cluster);

        Assert.Contains("Clients note messages by their unique id, and this one has none", Open(cluster.Messages.Stored[0].Message.OffsetMessageId).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_trace_topic_is_chosen_in_the_address()
    {
        var cluster = Attach();
        cluster.Messages.Traces["traces-of-shop"] = [new TraceRecord(TraceKind.Pub, Id, "shop", "192.0.2.7") { At = Noon, IsSuccess = false }];
        var page = Open();

        page.Find("details.other input").Input("traces-of-shop");
        page.Find("details.other form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Sent failed by shop at 192.0.2.7", Steps(page)));
        Assert.EndsWith("&trace=traces-of-shop", Navigation.Uri, StringComparison.Ordinal);
    }

    private static List<string> Steps(IRenderedComponent<MessagePage> page) =>
    [
        .. page.FindAll(".way li").Select(step => string.Concat(step.ChildNodes.Where(part => part is not IElement { ClassName: "figure" }).Select(part => part.TextContent)))
            .Select(text => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))),
    ];

    private FakeMessageCluster Attach(params LocatedMessage[] more)
    {
        var cluster = new FakeMessageCluster([Message("hello", offset: 4, uniqueId: Id, storedAt: Noon), .. more]);
        Services.GetRequiredService<ClusterConnections>().Put(cluster);
        return cluster;
    }

    private IRenderedComponent<MessagePage> Open(string? offsetId = null)
    {
        Navigation.NavigateTo($"/c/main/messages/{offsetId ?? Id}{(offsetId is null ? "?topic=orders" : "")}");
        return Render<MessagePage>(p => p.Add(page => page.ClusterName, "main").Add(page => page.Id, offsetId ?? Id));
    }
}
