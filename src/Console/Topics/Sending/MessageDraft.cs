using System.Globalization;
using System.Text;
using System.Text.Json;
using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Topics.Sending;

/// <summary>A message as the form to send one holds it.</summary>
public sealed class MessageDraft
{
    /// <summary>Delay levels of a broker that was not configured otherwise, from level 1 on (docs/protocol.md 7, messageDelayLevel).</summary>
    public static IReadOnlyList<string> UsualDelays { get; } =
        ["1s", "5s", "10s", "30s", "1m", "2m", "3m", "4m", "5m", "6m", "7m", "8m", "9m", "10m", "20m", "30m", "1h", "2h"];

    /// <summary>Most messages of one request; brokers refuse more than 4 MB.</summary>
    public const int MostInBatch = 500;

    /// <summary>Tag; empty for none.</summary>
    public string Tag { get; set; } = "";

    /// <summary>Keys, with spaces between them.</summary>
    public string Keys { get; set; } = "";

    /// <summary>Body as text; sent as UTF-8.</summary>
    public string Body { get; set; } = "";

    /// <summary>Further properties.</summary>
    public List<PropertyDraft> Properties { get; private set; } = [];

    /// <summary>The queue as <see cref="SpellQueue"/> writes it; empty to let the console choose.</summary>
    public string Queue { get; set; } = "";

    /// <summary>Order key, which chooses the queue; empty for none.</summary>
    public string OrderKey { get; set; } = "";

    /// <summary>Delay level; 0 for none.</summary>
    public int DelayLevel { get; set; }

    /// <summary>When it is delivered, as an input field holds it; empty for at once.</summary>
    public string DeliverAt { get; set; } = "";

    /// <summary>Whether insertions are filled in.</summary>
    public bool Fills { get; set; }

    /// <summary>How it is sent.</summary>
    public SendWay Way { get; set; }

    /// <summary>How many, in one request or one after the other.</summary>
    public int Count { get; set; } = 10;

    /// <summary>How many a second, one after the other.</summary>
    public int PerSecond { get; set; } = 10;

    /// <summary>Whether the numbers are allowed.</summary>
    public bool HasValidNumbers => Way switch
    {
        SendWay.Batch => Count is >= 1 and <= MostInBatch,
        SendWay.Series => Count is >= 1 and <= SeriesSend.MostMessages && PerSecond is >= 1 and <= SeriesSend.FastestPerSecond,
        _ => true,
    };

    /// <summary>Whether a delay is wished for that such messages cannot have.</summary>
    public bool HasWrongDelay => Way is SendWay.Batch or SendWay.Half && (DelayLevel > 0 || DeliverAt.Length > 0);

    /// <summary>Size of the body in bytes.</summary>
    public int BodySize => Encoding.UTF8.GetByteCount(Body);

    /// <summary>Whether the body looks as if JSON was meant, so that checking it makes sense.</summary>
    public bool LooksLikeJson => Body.AsSpan().TrimStart() is ['{' or '[', ..];

    /// <summary>Where and why the body is no JSON; null when it is, or was not meant to be.</summary>
    public string? JsonProblem
    {
        get
        {
            if (!LooksLikeJson)
                return null;
            try
            {
                using var parsed = JsonDocument.Parse(Body);
                return null;
            }
            catch (JsonException broken)
            {
                return broken.Message;
            }
        }
    }

    /// <summary>Takes over what an address says, as the palette writes it for a line of mqadmin.</summary>
    /// <param name="get">Value of a parameter: tag, keys, body, broker and queue.</param>
    public void Fill(Func<string, string?> get)
    {
        Tag = get("tag") ?? Tag;
        Keys = get("keys") ?? Keys;
        Body = get("body") ?? Body;
        if (get("broker") is { } broker && int.TryParse(get("queue"), NumberStyles.None, CultureInfo.InvariantCulture, out var queue))
            Queue = SpellQueue(new MessageQueue("", broker, queue));
    }

    /// <summary>A queue in one word.</summary>
    public static string SpellQueue(MessageQueue queue) => FormattableString.Invariant($"{queue.BrokerName}:{queue.QueueId}");

    /// <summary>The message; rows without a name are left out.</summary>
    /// <param name="topic">Topic to send to.</param>
    /// <param name="queues">Queues it has, in the clients' order.</param>
    /// <param name="zone">Zone of the time of delivery.</param>
    /// <param name="number">Number of the message, from 1.</param>
    /// <param name="now">The moment.</param>
    public OutgoingMessage Build(string topic, IReadOnlyList<MessageQueue> queues, TimeZoneInfo zone, int number, DateTimeOffset now)
    {
        var properties = Properties.Where(property => property.Name.Length > 0).DistinctBy(property => property.Name).ToDictionary(property => property.Name, property => property.Value);
        if (TimeRange.FromField(DeliverAt, zone) is { } moment)
            properties[PropertyNames.TimerDeliverMs] = moment.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var message = new OutgoingMessage(topic, Encoding.UTF8.GetBytes(Body))
        {
            Tag = Tag.Trim() is { Length: > 0 } tag ? tag : null,
            Keys = Keys.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Properties = properties,
            DelayLevel = DelayLevel == 0 ? null : DelayLevel,
            Queue = OrderKey.Length > 0 ? OrderKeys.QueueOf(Fills ? MessageInsertions.Fill(OrderKey, number, now) : OrderKey, queues)
                : Queue.Length == 0 ? null
                : queues.First(queue => SpellQueue(queue) == Queue),
        };
        return Fills ? MessageInsertions.Fill(message, number, now) : message;
    }

    /// <summary>The same draft, which stays as it is while a form goes on changing this one.</summary>
    public MessageDraft Copy()
    {
        var copy = (MessageDraft)MemberwiseClone();
        copy.Properties = [.. Properties.Select(property => new PropertyDraft { Name = property.Name, Value = property.Value })];
        return copy;
    }

    /// <summary>What is kept of it by name.</summary>
    public MessageTemplate ToTemplate() => new(
        Tag, Keys, Body, Properties.Where(property => property.Name.Length > 0).DistinctBy(property => property.Name).ToDictionary(property => property.Name, property => property.Value), Fills);

    /// <summary>Takes over what was kept.</summary>
    public void Load(MessageTemplate template)
    {
        (Tag, Keys, Body, Fills) = (template.Tag, template.Keys, template.Body, template.Fills);
        Properties = [.. template.Properties.Select(property => new PropertyDraft { Name = property.Key, Value = property.Value })];
    }

    /// <summary>Names that stand in several rows; only one of them could be sent.</summary>
    public IReadOnlyList<string> DoubledNames => [.. Properties.Where(property => property.Name.Length > 0)
        .CountBy(property => property.Name).Where(pair => pair.Value > 1).Select(pair => pair.Key)];

    /// <summary>One row of the properties.</summary>
    public sealed class PropertyDraft
    {
        /// <summary>Name.</summary>
        public string Name { get; set; } = "";

        /// <summary>Value.</summary>
        public string Value { get; set; } = "";
    }
}
