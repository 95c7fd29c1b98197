using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Topics;

internal sealed class UpdateOrderConf : AdminCommand
{
    /// <summary>Where name servers keep the queues of order topics.</summary>
    public const string Namespace = "ORDER_TOPIC_CONFIG";

    private readonly Option<string> _topic = Opt.Needed("t", "topic", "name of the topic");
    private readonly Option<string> _value = Opt.Text("v", "orderConf", "queues by broker, eg: broker-a:4;broker-b:4");
    private readonly Option<string> _method = Opt.Needed("m", "method", "put, get or delete");

    public override string Name => "updateOrderConf";

    public override string Description => "reads, sets or deletes the order configuration of a topic";

    public override IReadOnlyList<Option> Options => [_topic, _value, _method];

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var topic = call.Needed(_topic);
        var servers = call.Admin.NameServers;
        switch (call.Needed(_method))
        {
            case "get":
                var found = await servers.GetValueAsync(Namespace, topic, call.Cancellation);
                if (found is not null)
                    return Of(topic, found, $"get orderConf success. topic=[{topic}], orderConf=[{found}] ");
                call.Screen.Complain($"{Name}: the name servers have no order configuration of topic '{topic}'");
                return Of(topic, null, null).AsFailed();
            case "put":
                var value = call.Text(_value) is { Length: > 0 } given ? given : throw new ArgumentException("please set orderConf with option -v");
                Check(value);
                var put = await servers.PutValueAsync(Namespace, topic, value, call.Cancellation);
                return Of(topic, value, put.Failures.Count > 0 ? null : $"update orderConf success. topic=[{topic}], orderConf=[{value}]").With(put);
            case "delete":
                var deleted = await servers.DeleteValueAsync(Namespace, topic, call.Cancellation);
                return Of(topic, null, deleted.Failures.Count > 0 ? null : $"delete orderConf success. topic=[{topic}]").With(deleted);
            case var other:
                throw new ArgumentException($"'{other}' is no value of -m; put, get and delete are");
        }
    }

    private static void Check(string value)
    {
        foreach (var part in value.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split(':') is not [{ Length: > 0 }, var count] || !int.TryParse(count, out var queues) || queues < 1)
                throw new ArgumentException($"'{part}' is no order configuration; broker name, ':' and the number of queues are, for example broker-a:4;broker-b:4");
        }
    }

    private static Answer<OrderView> Of(string topic, string? value, string? line) => Answer.Of(new OrderView(topic, value), CliJson.Default.OrderView, screen =>
    {
        if (line is not null)
            screen.Print($"{line}");
    });
}

/// <summary>Order configuration of a topic; null for none.</summary>
internal sealed record OrderView(string Topic, string? OrderConf);
