using Bunit;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.Groups;
using RocketMQ.ManagementConsole.Components.Radar;
using RocketMQ.ManagementConsole.Components.Topics;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Topics;

namespace RocketMQ.ManagementConsole.Tests.Clusters;

/// <summary>What pages about topics and groups say while none are known, and why.</summary>
public sealed class NotListedTests : ClusterPageTest
{
    public static TheoryData<Unlisted, string> Reasons => new()
    {
        { Unlisted.NotYet, "Loading" },
        { Unlisted.Unreachable, "nobody listens" },
        { Unlisted.NoMaster, "Topics and groups are asked of masters" },
        { Unlisted.Silent, "no answer within 3 s" },
    };

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Pages_say_why_there_is_nothing(Unlisted why, string words)
    {
        var snapshot = Without(why);
        Assert.Equal(why, snapshot.WhyUnlisted);
        Attach(snapshot);

        string[] pages =
        [
            Render<TopicPage>(p => p.Add(page => page.ClusterName, "dev").Add(page => page.TopicName, "orders")).Markup,
            Render<TopicEditPage>(p => p.Add(page => page.ClusterName, "dev").Add(page => page.TopicName, "orders")).Markup,
            Render<GroupPage>(p => p.Add(page => page.ClusterName, "dev").Add(page => page.GroupName, "billing")).Markup,
            Render<GroupEditPage>(p => p.Add(page => page.ClusterName, "dev").Add(page => page.GroupName, "billing")).Markup,
            Render<RadarPage>(p => p.Add(page => page.ClusterName, "dev")).Markup,
        ];

        Assert.All(pages, page => Assert.Contains(words, page, StringComparison.Ordinal));
        Assert.All(pages, page => Assert.Equal(why is Unlisted.NotYet, page.Contains("aria-busy=\"true\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Unlisted.NoMaster, "No master is registered")]
    [InlineData(Unlisted.Silent, "No master answers")]
    public void Lists_that_were_never_filled_say_why(Unlisted why, string words)
    {
        Attach(Without(why));

        var topics = Render<TopicsPage>(p => p.Add(page => page.ClusterName, "dev"));
        Assert.Contains(words, topics.Markup, StringComparison.Ordinal);
        Assert.All(topics.FindAll(".segments .figure"), count => Assert.Equal("—", count.TextContent));
        Assert.Contains(words, Render<GroupsPage>(p => p.Add(page => page.ClusterName, "dev")).Markup, StringComparison.Ordinal);
    }

    private static ClusterSnapshot Without(Unlisted why)
    {
        var nothing = ClusterSnapshot.Unknown;
        var broker = Samples.Broker("broker-a", Samples.AddressA);
        return why switch
        {
            Unlisted.Unreachable => nothing with { FailedSince = Samples.Noon, Failure = "nobody listens" },
            Unlisted.NoMaster => nothing with { Brokers = [broker with { BrokerId = 1 }] },
            Unlisted.Silent => nothing with { Brokers = [broker], Failures = [new TargetFailure(Samples.AddressA, "topics", "no answer within 3 s")] },
            _ => nothing with { Brokers = [broker] },
        };
    }
}
