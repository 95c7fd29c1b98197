using Bunit;
using RocketMQ.Admin.Groups;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.Clients;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Topics;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using Microsoft.Extensions.DependencyInjection;

namespace RocketMQ.ManagementConsole.Tests.Clients;

public sealed class ClientsPageTests : ClusterPageTest
{
    private readonly Answering<IGroupOperations> _groups = Answering<IGroupOperations>.Create();

    public ClientsPageTests() => _groups.On("ListProducersAsync", _ => Task.FromResult(Samples.Answer<IReadOnlyDictionary<string, List<ProducerInfo>>>(
        new Dictionary<string, List<ProducerInfo>> { ["shop"] = [new ProducerInfo { ClientId = "c1", RemoteIP = "/10.1.1.1:5000", Language = LanguageCode.Java, Version = RemotingVersion.V4_9_8 }] })));

    [Fact]
    public void A_client_stands_once_with_everything_it_is_part_of()
    {
        var page = Show(Asked("billing", "c1", "c2"), Asked("shipping", "c2"));

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
        Assert.Equal(["10.1.1.1:5000", "JAVA", "V4_9_8", "billing", "shop"], Cells(page, 0));
        Assert.Equal(["10.1.1.9:5000", "GO", "V4_9_8", "billing, shipping", ""], Cells(page, 1));
        Assert.Empty(page.FindAll(".notice"));
    }

    [Fact]
    public void It_says_how_many_groups_are_known_and_which_broker_keeps_silent()
    {
        _groups.On("ListProducersAsync", _ => Task.FromResult(Samples.Refusal<IReadOnlyDictionary<string, List<ProducerInfo>>>(Samples.AddressB, "request type 328 not supported")));

        var page = Show(Asked("billing", "c1"), Samples.Group("unasked"), Samples.Group("silent") with { Presence = new GroupPresence(null, null, false, "broker-b does not answer", Samples.Noon) });

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".notice").Count));
        var notices = page.FindAll(".notice").Select(notice => notice.TextContent).ToList();
        Assert.Contains("request type 328 not supported", notices[0], StringComparison.Ordinal);
        Assert.Contains("broker-b does not answer", notices[1], StringComparison.Ordinal);
        Assert.Contains("2 of 3", notices[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_finds_clients_by_group()
    {
        At("/c/dev/clients?q=shop");

        var page = Show(Asked("billing", "c1", "c2"));

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        Assert.Contains("c1", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
    }

    private static GroupSnapshot Asked(string group, params string[] clients) => Samples.Group(group) with
    {
        Presence = new GroupPresence(clients.Length, MessageModel.Clustering, false, null, Samples.Noon)
        {
            Clients = [.. clients.Select(client => client == "c1" ? new ConnectedClient("c1", "10.1.1.1:5000", "JAVA", "V4_9_8") : new ConnectedClient(client, "10.1.1.9:5000", "GO", "V4_9_8"))],
        },
    };

    private static IEnumerable<string> Cells(IRenderedComponent<ClientsPage> page, int row) => page.FindAll("tbody tr")[row].QuerySelectorAll("td").Skip(1)
        .Select(cell => string.Join(' ', cell.TextContent.Replace(" ,", ",", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace(" ,", ",", StringComparison.Ordinal));

    private IRenderedComponent<ClientsPage> Show(params GroupSnapshot[] groups)
    {
        Services.GetRequiredService<ClusterConnections>().Put(new FakeCluster(new FakeAdminClient { GroupFake = _groups.Object }, Samples.Snapshot(groups: groups)));
        return Render<ClientsPage>(p => p.Add(c => c.ClusterName, "dev"));
    }
}
