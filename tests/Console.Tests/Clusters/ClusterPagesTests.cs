using Bunit;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.Admin.Brokers;
using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.Cluster;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.Remoting.Transport;
using Targeted = RocketMQ.Admin.Targets.TargetFailure;

namespace RocketMQ.ManagementConsole.Tests.Clusters;

public sealed class ClusterPagesTests : ConsolePage
{
    private readonly Answering<INameServerOperations> _nameServers = Answering<INameServerOperations>.Create();
    private readonly Answering<IBrokerOperations> _brokers = Answering<IBrokerOperations>.Create();
    private readonly FakeCluster _cluster;

    public ClusterPagesTests()
    {
        _nameServers.On("Addresses", _ => new[] { "ns1:9876", "ns2:9876" });
        Answer(new PartialResult<ClusterTopology>(new Dictionary<string, ClusterTopology> { ["ns1:9876"] = new([]), ["ns2:9876"] = new([]) }, []));
        _cluster = new FakeCluster(new FakeAdminClient { NameServerFake = _nameServers.Object, BrokerFake = _brokers.Object }, Samples.Snapshot());
        Services.GetRequiredService<ClusterConnections>().Put(_cluster);
        Authorization.SetAuthorized("admin").SetPolicies(Policies.View);
    }

    [Fact]
    public void A_broker_that_does_not_answer_stands_in_the_table_with_its_reason()
    {
        _cluster.Publish(Samples.Snapshot() with
        {
            Brokers =
            [
                Broker(("brokerVersionDesc", "V4_9_8"), ("msgPutTotalTodayNow", "1500"), ("msgPutTotalTodayMorning", "0")) with { InRate = 12 },
                Samples.Broker("broker-b", Samples.AddressB) with { Failure = "connection refused" },
            ],
        });

        var rows = Render<BrokersPage>(p => p.Add(c => c.ClusterName, "dev")).FindAll("tbody tr");

        Assert.Contains("12/s", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("1,500 / —", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("no answer", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains(rows[1].QuerySelectorAll(".badge"), badge => badge.GetAttribute("title") == "connection refused");
    }

    [Fact]
    public void A_slave_tells_how_far_it_is_behind_its_master_and_a_master_nothing()
    {
        _cluster.Publish(Samples.Snapshot() with
        {
            Brokers =
            [
                Broker(("commitLogMaxOffset", "5000")),
                Broker(("commitLogMaxOffset", "2952")) with { BrokerId = 1, Address = "10.0.0.1:10931" },
                Samples.Broker("broker-a", "10.0.0.1:10941") with { BrokerId = 2, Failure = "connection refused" },
            ],
        });

        Assert.Equal([null, 2048, null], BrokerRow.Of(_cluster.Snapshot).Select(row => row.LagBytes));
        var rows = Render<BrokersPage>(p => p.Add(c => c.ClusterName, "dev")).FindAll("tbody tr");
        Assert.Contains("2 KiB", rows[1].TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("KiB", rows[0].TextContent + rows[2].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Name_servers_that_disagree_are_shown_with_the_difference()
    {
        Answer(
            new PartialResult<ClusterTopology>(new Dictionary<string, ClusterTopology> { ["ns1:9876"] = new([]), ["ns2:9876"] = new([]) }, []),
            "ns2:9876 does not know broker broker-a");

        var page = Render<BrokersPage>(p => p.Add(c => c.ClusterName, "dev"));

        page.WaitForAssertion(() => Assert.Contains("ns2:9876 does not know broker broker-a", page.Markup, StringComparison.Ordinal));
        Assert.Contains("they disagree", page.Markup, StringComparison.Ordinal);
        Assert.Contains("topics: 2", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_server_that_does_not_answer_is_shown_beside_the_one_that_does()
    {
        Answer(new PartialResult<ClusterTopology>(
            new Dictionary<string, ClusterTopology> { ["ns1:9876"] = new([]) },
            [new Targeted("ns2:9876", new RemotingConnectException("ns2:9876", "connection refused"))]));

        var page = Render<BrokersPage>(p => p.Add(c => c.ClusterName, "dev"));

        page.WaitForAssertion(() => Assert.Contains("cannot connect to ns2:9876", page.Markup, StringComparison.Ordinal));
        Assert.Contains("not all answer", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_brokers_figures_are_explained_and_unknown_ones_are_dashes()
    {
        _cluster.Publish(Samples.Snapshot() with { Brokers = [Broker(("commitLogDiskRatio", "-1.0"), ("putMessageSizeTotal", "2048"), ("odd", "7"))] });

        var page = OpenBroker();

        var rows = page.FindAll("tr").ToDictionary(row => row.QuerySelector(".mono")!.TextContent);
        Assert.Equal("—", rows["commitLogDiskRatio"].QuerySelector("td")!.TextContent);
        Assert.Equal("2 KiB", rows["putMessageSizeTotal"].QuerySelector("td")!.TextContent);
        Assert.Equal("Bytes stored since the start.", rows["putMessageSizeTotal"].QuerySelector(".meaning")!.TextContent);
        Assert.Equal("7", rows["odd"].QuerySelector("td")!.TextContent);
    }

    [Fact]
    public void Every_figure_that_is_explained_has_its_text()
    {
        _cluster.Publish(Samples.Snapshot() with
        {
            Brokers = [Broker([.. RuntimeFigures.Explained.Select(key => (key == "scheduleMessageOffset" ? key + "_1" : key, "1"))])],
        });

        Assert.All(OpenBroker().FindAll(".meaning"), meaning => Assert.DoesNotContain("Cluster.Figure.", meaning.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void The_configuration_is_filtered_by_name_and_value()
    {
        _brokers.On("GetSettingsAsync", _ => Task.FromResult<IReadOnlyDictionary<string, string>>(
            new Dictionary<string, string> { ["brokerName"] = "broker-a", ["flushDiskType"] = "ASYNC_FLUSH" }));
        Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo("/c/dev/cluster/broker-a/0/config?q=flush");

        var page = OpenBroker("config");

        page.WaitForAssertion(() => Assert.Contains("ASYNC_FLUSH", page.Markup, StringComparison.Ordinal));
        Assert.Single(page.FindAll("tbody tr"));
    }

    [Fact]
    public void An_administrator_sees_where_a_value_comes_from_and_changes_it_after_the_plan()
    {
        Authorization.SetPolicies(Policies.View, Policies.Administer);
        var settings = new Dictionary<string, string> { ["brokerIP1"] = "10.0.0.1", ["brokerPermission"] = "6", ["traceOn"] = "false" };
        _brokers.On("GetSettingsAsync", _ => Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>(settings)));
        _brokers.On("UpdateSettingsAsync", arguments =>
        {
            foreach (var (key, value) in (IReadOnlyDictionary<string, string>)arguments[1]!)
                settings[key] = value;
            return Task.FromResult(Samples.Answer(default(Done)));
        });
        var page = OpenBroker("config");
        page.WaitForAssertion(() => Assert.Equal(["not known", "default", "set"], page.FindAll("tbody tr .badge").Select(badge => badge.TextContent)));
        Assert.Equal(["Edit brokerPermission", "Edit traceOn"], page.FindAll("tbody tr button.link").Select(button => button.GetAttribute("aria-label")));

        page.FindAll("tbody tr button.link")[0].Click();
        page.Find("#set-brokerPermission").Input("9");
        Assert.Contains("Allowed: 0 to 7", page.Markup, StringComparison.Ordinal);
        Assert.True(page.Find(".button.primary").HasAttribute("disabled"));
        page.Find("#set-brokerPermission").Input("4");
        Assert.Contains("mqadmin updateBrokerConfig -b 10.0.0.1:10911 -k brokerPermission -v 4", page.Markup, StringComparison.Ordinal);
        page.Find(".button.primary").Click();

        page.WaitForAssertion(() => Assert.Contains("done", page.Find(".outcomes").TextContent, StringComparison.Ordinal));
        Assert.Equal("4", settings["brokerPermission"]);
    }

    [Fact]
    public void Maintenance_is_for_administrators()
    {
        Authorization.SetPolicies(Policies.View);
        Assert.NotEmpty(OpenBroker("care").FindAll(".empty[data-kind=forbidden]"));
        Assert.DoesNotContain("Maintenance", OpenBroker().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broker_that_is_not_registered_is_said_to_be_unknown()
    {
        var page = Render<BrokerPage>(p => p.Add(c => c.ClusterName, "dev").Add(c => c.BrokerName, "broker-x").Add(c => c.BrokerId, 3));

        Assert.Contains("There is no broker broker-x with id 3", page.Markup, StringComparison.Ordinal);
    }

    private static BrokerSnapshot Broker(params (string Key, string Value)[] figures) => Samples.Broker("broker-a", Samples.AddressA) with
    {
        Runtime = new BrokerRuntimeInfo(figures.ToDictionary(figure => figure.Key, figure => figure.Value)),
    };

    private IRenderedComponent<BrokerPage> OpenBroker(string? tab = null) => Render<BrokerPage>(p => p
        .Add(c => c.ClusterName, "dev").Add(c => c.BrokerName, "broker-a").Add(c => c.BrokerId, 0).Add(c => c.Tab, tab));

    private void Answer(PartialResult<ClusterTopology> topologies, params string[] differences) =>
        _nameServers.On("CompareAsync", _ => Task.FromResult(new NameServerComparison(topologies, topologies.Select(_ => (IReadOnlyCollection<string>)["orders", "bills"]), differences)));
}
