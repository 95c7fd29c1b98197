using System.CommandLine;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Commands.Brokers;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Groups;

internal sealed class ConsumerConnections : AdminCommand
{
    private static readonly TableLayout<ClientView> Clients = new(
        ["#ClientId", "#ClientAddr", "#Language", "#Version"],
        "{0,-36} {1,-22} {2,-10} {3}",
        client => [client.ClientId, client.Address, client.Language, client.Version]);

    private static readonly TableLayout<SubscriptionView> Subscriptions = new(
        ["#Topic", "#SubExpression"], "{0,-20} {1}", subscription => [subscription.Topic, subscription.Expression]);

    private readonly Option<string> _group = Opt.Needed("g", "consumerGroup", "name of the consumer group");
    private readonly Option<string> _broker = Opt.Text("b", "brokerAddr", "address of the broker to ask, host:port; all when absent");

    public override string Name => "consumerConnection";

    public override string Description => "lists the clients of a consumer group and what they subscribe to";

    public override IReadOnlyList<Option> Options => [_group, _broker];

    public override IReadOnlyList<string> Differences => ["all brokers are asked, not one of them"];

    public override bool IsListing => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var group = call.Needed(_group);
        var target = call.Text(_broker) is { } address ? BrokerTarget.Address(address) : BrokerTarget.AllMasters;
        var result = await call.Admin.Groups.GetConsumersAsync(group, target, call.Cancellation);
        var parts = result.Values.Values.OfType<ConsumerConnection>().ToList();
        var view = View(parts);
        var answer = Answer.Of(view, CliJson.Default.ConsumersView, screen => Print(screen, view, parts.Count > 0)).With(result);
        if (parts.Count > 0 || result.Failures.Count > 0)
            return answer;
        call.Screen.Complain($"{Name}: the consumer group[{group}] not online");
        return answer.AsFailed();
    }

    private static ConsumersView View(List<ConsumerConnection> parts) => new(
        [
            .. parts.SelectMany(part => part.ConnectionSet).DistinctBy(client => client.ClientId)
                .OrderBy(client => client.ClientId, StringComparer.Ordinal).Select(ClientView.Of),
        ],
        [
            .. parts.SelectMany(part => part.SubscriptionTable.Values).DistinctBy(subscription => (subscription.Topic, subscription.SubString))
                .OrderBy(subscription => subscription.Topic, StringComparer.Ordinal)
                .Select(subscription => new SubscriptionView(subscription.Topic, subscription.SubString, subscription.ExpressionType ?? "TAG")),
        ],
        parts.Count == 0 ? null : WireNames.Of(parts[0].ConsumeType),
        parts.Count == 0 ? null : WireNames.Of(parts[0].MessageModel),
        parts.Count == 0 ? null : WireNames.Of(parts[0].ConsumeFromWhere));

    private static void Print(Screen screen, ConsumersView view, bool isOnline)
    {
        if (!isOnline)
            return;
        Clients.Print(screen, view.Clients);
        screen.Print($"\nBelow is subscription:");
        Subscriptions.Print(screen, view.Subscriptions);
        screen.Print($"\nConsumeType: {view.ConsumeType}");
        screen.Print($"MessageModel: {view.MessageModel}");
        screen.Print($"ConsumeFromWhere: {view.ConsumeFromWhere}");
    }
}

/// <summary>Clients and subscriptions of a group; the last three are null while nobody is connected.</summary>
internal sealed record ConsumersView(
    IReadOnlyList<ClientView> Clients,
    IReadOnlyList<SubscriptionView> Subscriptions,
    string? ConsumeType,
    string? MessageModel,
    string? ConsumeFromWhere);

/// <summary>What a group wants of a topic.</summary>
internal sealed record SubscriptionView(string Topic, string Expression, string ExpressionType);
