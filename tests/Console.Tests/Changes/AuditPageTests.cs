using Bunit;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.Audit;
using RocketMQ.ManagementConsole.Components.Shared;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Topics;

namespace RocketMQ.ManagementConsole.Tests.Changes;

public sealed class AuditPageTests : ClusterPageTest
{
    [Fact]
    public void Before_the_first_change_it_says_so() =>
        Assert.Contains("Nothing has been changed yet", Render<AuditPage>().Find(".empty").TextContent, StringComparison.Ordinal);

    [Fact]
    public void An_entry_shows_who_what_before_after_and_outcome()
    {
        Add("ann");

        var entry = Render<AuditPage>().Find("details").TextContent;

        Assert.All(
            new[] { "ann", "saved topic", "orders", "dev", "10.9.9.9", "Read queues", "4", "8", "partly done", "the disk is full" },
            part => Assert.Contains(part, entry, StringComparison.Ordinal));
    }

    [Fact]
    public void A_filter_that_nothing_passes_offers_to_be_cleared()
    {
        Add("ann");
        At("/audit?person=bob");
        var page = Render<AuditPage>();
        Assert.Contains("Nothing matches the filter", page.Find(".empty").TextContent, StringComparison.Ordinal);

        page.Find(".empty button").Click();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("details")));
    }

    [Fact]
    public void A_wrong_address_is_answered_with_what_is_allowed()
    {
        At("/audit?outcome=fine");

        Assert.Contains("allowed are Unfinished, Done", Render<AuditPage>().Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_export_has_the_pages_filter()
    {
        At("/audit?person=a%26b&outcome=Done");

        Assert.Equal("audit/export?format=csv&person=a%26b&outcome=Done", Render<AuditPage>().Find("a[download]").GetAttribute("href"));
    }

    [Fact]
    public void An_objects_page_shows_its_own_changes_only()
    {
        Add("ann");

        var own = Render<RecentChanges>(p => p.Add(c => c.Cluster, "dev").Add(c => c.ObjectKind, "topic").Add(c => c.ObjectName, "orders"));
        var other = Render<RecentChanges>(p => p.Add(c => c.Cluster, "dev").Add(c => c.ObjectKind, "group").Add(c => c.ObjectName, "orders"));

        Assert.Contains("ann", Assert.Single(own.FindAll("li")).TextContent, StringComparison.Ordinal);
        Assert.Empty(other.FindAll("li"));
    }

    private void Add(string person)
    {
        var audit = Services.GetRequiredService<AuditStore>();
        var id = audit.Begin(new AuditEntry
        {
            At = Samples.Noon,
            Person = person,
            Address = "10.9.9.9",
            Cluster = "dev",
            Kind = "topic.save",
            ObjectName = "orders",
            Brokers = [new BrokerChange("broker-a", Samples.AddressA, false, [new FieldChange("Topics.ReadQueues", "4", "8")])],
        });
        audit.Complete(id, ChangeStatus.Partial, [new ServerOutcome("broker-a", null), new ServerOutcome("broker-b", "the disk is full")]);
    }
}
