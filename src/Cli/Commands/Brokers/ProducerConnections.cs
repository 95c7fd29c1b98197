using System.CommandLine;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.Cli.Commands.Brokers;

internal sealed class ProducerConnections : AdminCommand
{
    private readonly Option<string> _group = Opt.Needed("g", "producerGroup", "name of the producer group");
    private readonly Option<string> _topic = Opt.Needed("t", "topic", "topic whose brokers are asked");

    public override string Name => "producerConnection";

    public override string Description => "lists the clients of a producer group";

    public override IReadOnlyList<Option> Options => [_group, _topic];

    public override IReadOnlyList<string> Differences => ["all brokers of the topic are asked, not the first that answers"];

    public override bool IsListing => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var group = call.Needed(_group);
        var route = await call.Admin.Topics.GetRouteAsync(call.Needed(_topic), call.Cancellation);
        var parts = await Task.WhenAll(route.BrokerDatas.Where(data => data.BrokerAddrs.Count > 0).Select(data =>
            call.Admin.Groups.GetProducersAsync(group, BrokerTarget.Address(data.BrokerAddrs.First().Value), call.Cancellation)));
        var clients = parts.SelectMany(part => part.Values.Values.OfType<ProducerConnection>()).SelectMany(connection => connection.ConnectionSet)
            .DistinctBy(client => client.ClientId)
            .OrderBy(client => client.ClientId, StringComparer.Ordinal)
            .Select(ClientView.Of)
            .ToList();
        var failures = parts.SelectMany(part => part.Failures).ToList();
        var answer = Answer.Of(new ClientsView(clients), CliJson.Default.ClientsView, screen =>
        {
            foreach (var (client, index) in clients.Select((client, index) => (client, index)))
                screen.Print($"{index + 1:0000}  {client.ClientId,-32} {client.Address,-22} {client.Language,-8} {client.Version}");
        }).With(failures, parts.Any(part => part.Values.Count > 0));
        if (clients.Count > 0 || failures.Count > 0)
            return answer;
        call.Screen.Complain($"{Name}: the producer group[{group}] not exist");
        return answer.AsFailed();
    }
}

/// <summary>Clients.</summary>
internal sealed record ClientsView(IReadOnlyList<ClientView> Clients);

/// <summary>A client that is connected.</summary>
internal sealed record ClientView(string ClientId, string Address, string Language, string Version)
{
    public static ClientView Of(Connection client) =>
        new(client.ClientId, client.ClientAddr, LanguageCodes.NameOf(client.Language), RemotingVersion.Describe(client.Version));
}
