using Bunit;
using RocketMQ.Admin;
using RocketMQ.ManagementConsole.Components.Groups;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Topics;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Tests.Groups;

public sealed class MembersTabTests : ClusterPageTest
{
    private readonly Dictionary<string, ConsumerRunningInfo> _members = [];

    public MembersTabTests()
    {
        Groups.Consumers = _ => Samples.Answer<ConsumerConnection?>(new ConsumerConnection
        {
            MessageModel = MessageModel.Clustering,
            ConnectionSet = [.. _members.Keys.Select(client => new Connection { ClientId = client, ClientAddr = "10.1.1.1:5000", Language = LanguageCode.Java, Version = RemotingVersion.V4_9_8 })],
        });
        Groups.Running = (client, withStacks) => _members[client] is { } info && withStacks
            ? new ConsumerRunningInfo { Properties = info.Properties, Jstack = "main at Billing.pay" }
            : _members[client];
    }

    [Fact]
    public void Members_that_want_different_messages_are_named_with_what_they_want()
    {
        Add("c1", ("orders", "created || paid"), ("payments", "*"));
        Add("c2", ("orders", "paid||created"), ("payments", "*"));
        Add("c3", ("orders", "*"));

        var page = Show();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".notice li").Count));
        Assert.Equal(
            ["On orders: c1, c2 want created || paid; c3 want *.", "On payments: c1, c2 want *; c3 do not subscribe."],
            page.FindAll(".notice li").Select(difference => difference.TextContent));
    }

    [Fact]
    public void Members_that_agree_are_left_in_peace_and_their_queues_counted()
    {
        Add("c1", ("orders", "created || paid"));
        Add("c2", ("orders", "paid||created"));
        _members["c1"].MqTable[new MessageQueue("orders", "broker-a", 0)] = new ProcessQueueInfo();
        _members["c1"].MqTable[new MessageQueue("orders", "broker-a", 1)] = new ProcessQueueInfo();
        _members["c1"].MqTable[new MessageQueue("%RETRY%billing", "broker-a", 0)] = new ProcessQueueInfo();

        var page = Show();

        page.WaitForAssertion(() => Assert.Equal(["2", "0"], page.FindAll("tbody tr").Select(row => row.QuerySelectorAll("td")[4].TextContent.Trim())));
        Assert.Empty(page.FindAll(".notice"));
    }

    [Fact]
    public void A_member_that_does_not_answer_has_a_dash_and_the_reason()
    {
        Add("c1", ("orders", "*"));
        Groups.Running = (_, _) => throw new AdminException(ResponseCode.SystemError, Samples.AddressA, "GET_CONSUMER_RUNNING_INFO", "timed out");

        var page = Show();

        page.WaitForAssertion(() => Assert.Equal("—", page.Find("tbody tr").QuerySelectorAll("td")[4].TextContent.Trim()));
        Assert.Equal("1 SYSTEM_ERROR: timed out", page.Find("tbody tr").QuerySelectorAll("td")[4].QuerySelector("[title]:not(.rz-cell-data)")?.GetAttribute("title"));
    }

    [Fact]
    public void A_member_shows_its_queues_and_rates_and_its_stacks_only_when_asked()
    {
        Add("c1", ("orders", "*"));
        _members["c1"].MqTable[new MessageQueue("orders", "broker-a", 3)] = new ProcessQueueInfo { CommitOffset = 41, CachedMsgCount = 7 };
        _members["c1"].StatusTable["orders"] = new ConsumeStatus { ConsumeOKTPS = 12, ConsumeFailedMsgs = 5 };
        At("/c/dev/groups/billing/members?member=c1");

        var page = Show();

        page.WaitForAssertion(() => Assert.Contains("41", page.Find("section[aria-label=c1]").TextContent, StringComparison.Ordinal));
        var panel = page.Find("section[aria-label=c1]");
        Assert.Contains("12/s", panel.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Billing.pay", page.Markup, StringComparison.Ordinal);

        panel.QuerySelectorAll("button").Single(button => button.TextContent == "Thread stacks").Click();

        page.WaitForAssertion(() => Assert.Contains("main at Billing.pay", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void A_member_that_pops_shows_what_it_takes_from_all_queues_of_a_broker()
    {
        Add("c1", ("payments", "*"));
        // As a consumer of Apache's 5.3.3 answers.
        _members["c1"].MqPopTable = new() { [new MessageQueue("payments", "broker-a", -1)] = new PopProcessQueueInfo { WaitAckCount = 17, LastPopTimestamp = 1795781627674 } };
        _members["c1"].MqTable[new MessageQueue("%RETRY%billing", "broker-a", 0)] = new ProcessQueueInfo();
        At("/c/dev/groups/billing/members?member=c1");

        var page = Show();

        page.WaitForAssertion(() => Assert.NotNull(page.Find("section[aria-label=c1]").QuerySelector("tbody td")));
        var rows = page.Find("section[aria-label=c1]").QuerySelectorAll("tbody tr").Select(row => row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()).ToList()).ToList();
        Assert.Contains(rows, row => row.Count == 7 && row[..5].SequenceEqual(["payments", "broker-a", "all", "—", "17"]) && row[5].Length > 0 && row[6] == "—");
    }

    private void Add(string client, params (string Topic, string Expression)[] subscriptions) => _members[client] = new ConsumerRunningInfo
    {
        SubscriptionSet = [.. subscriptions.Select(subscription => new SubscriptionData { Topic = subscription.Topic, SubString = subscription.Expression })],
    };

    private IRenderedComponent<GroupPage> Show()
    {
        Attach(Samples.Snapshot(groups: [Samples.Group("billing")]));
        return Render<GroupPage>(p => p.Add(c => c.ClusterName, "dev").Add(c => c.GroupName, "billing").Add(c => c.Tab, "members"));
    }
}
