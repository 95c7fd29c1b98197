using Bunit;
using RocketMQ.Admin;
using RocketMQ.ManagementConsole.Components.Topics;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Tests.Topics;

public sealed class TopicPageTests : ClusterPageTest
{
    [Fact]
    public void Queues_link_to_their_messages()
    {
        Topics.Statistics = topic => Samples.Answer(new TopicStatsTable
        {
            OffsetTable = { [new MessageQueue(topic, "broker-a", 3)] = new TopicOffset { MinOffset = 5, MaxOffset = 1005 } },
        });
        Attach(Samples.Snapshot([Samples.Topic("orders")]));

        var page = Show("queues");

        page.WaitForAssertion(() => Assert.Contains("1,000", page.Find("tbody tr").TextContent, StringComparison.Ordinal));
        Assert.Contains("queue=3", page.Find("tbody a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_broker_that_did_not_answer_is_named_beside_the_others_queues()
    {
        Topics.Statistics = topic => new(
            new Dictionary<string, TopicStatsTable> { [Samples.AddressA] = new() { OffsetTable = { [new MessageQueue(topic, "broker-a", 0)] = new TopicOffset() } } },
            [Samples.Failure(Samples.AddressB)]);
        Attach(Samples.Snapshot([Samples.Topic("orders")]));

        var page = Show("queues");

        page.WaitForAssertion(() => Assert.Contains("16 NO_PERMISSION: not allowed", page.Find(".notice").TextContent, StringComparison.Ordinal));
        Assert.Single(page.FindAll("tbody tr"));
    }

    [Fact]
    public void A_refusal_is_shown_in_the_servers_words()
    {
        Topics.Statistics = _ => throw new AdminException(ResponseCode.TopicNotExist, Samples.AddressA, "GET_ROUTEINFO_BY_TOPIC", "no route");
        Attach(Samples.Snapshot([Samples.Topic("orders")]));

        var page = Show("queues");

        page.WaitForAssertion(() => Assert.Contains("17 TOPIC_NOT_EXIST: no route", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Groups_without_an_offset_have_no_lag_rather_than_none()
    {
        Topics.Groups = _ => Samples.Answer<IReadOnlyList<string>>(["billing"]);
        Groups.Progress = (_, _) => Samples.Answer(new ConsumeStats());
        Groups.Consumers = _ => Samples.Answer<ConsumerConnection?>(null);
        Attach(Samples.Snapshot([Samples.Topic("orders")]));

        var page = Show("consumers");

        page.WaitForAssertion(() => Assert.Equal(["—", "0/s", "0"], page.FindAll("tbody td").Skip(1).Select(cell => cell.TextContent.Trim())));
    }

    [Theory]
    [InlineData("V5_3_3", true)]
    [InlineData("V4_9_8", false)]
    [InlineData(null, false)]
    public void Where_a_broker_names_only_groups_with_offsets_the_tab_says_so(string? version, bool expected)
    {
        Topics.Groups = _ => Samples.Answer<IReadOnlyList<string>>([]);
        Attach(Samples.Snapshot([Samples.Topic("orders")]) with { Brokers = [Samples.Broker("broker-a", Samples.AddressA, version)] });

        var page = Show("consumers");

        page.WaitForAssertion(() => Assert.Contains("appears here once a member subscribes", page.Markup, StringComparison.Ordinal));
        Assert.Equal(expected, page.Markup.Contains("name only groups that have committed an offset", StringComparison.Ordinal));
    }

    [Fact]
    public void A_topic_nobody_has_is_said_to_be_missing()
    {
        Attach(Samples.Snapshot());

        Assert.Contains("There is no topic \"orders\"", Show(null).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Operators_may_not_delete()
    {
        Authorization.SetPolicies("view", "operate");
        Attach(Samples.Snapshot([Samples.Topic("orders")]));

        Assert.Empty(Show(null).FindAll("button.danger"));
    }

    [Fact]
    public void Viewers_may_not_send()
    {
        Authorization.SetPolicies("view");
        Attach(Samples.Snapshot([Samples.Topic("orders")]));

        var page = Show("send");

        Assert.Empty(page.FindAll("form"));
        Assert.NotEmpty(page.FindAll("[data-kind=forbidden]"));
    }

    private IRenderedComponent<TopicPage> Show(string? tab) => Render<TopicPage>(p => p
        .Add(page => page.ClusterName, "dev").Add(page => page.TopicName, "orders").Add(page => page.Tab, tab));
}
