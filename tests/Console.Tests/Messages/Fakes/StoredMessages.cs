using System.IO.Compression;
using System.Net;
using System.Text;
using RocketMQ.Admin.Messages;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Tests.Messages.Fakes;

/// <summary>Makes messages as a broker would have stored them.</summary>
internal static class StoredMessages
{
    public static readonly DateTimeOffset Noon = new(2025, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static LocatedMessage Message(
        string body = "hello",
        string topic = "orders",
        int queue = 0,
        long offset = 0,
        string broker = "broker-a",
        string? tag = null,
        string? keys = null,
        string? uniqueId = null,
        DateTimeOffset? storedAt = null,
        DateTimeOffset? bornAt = null,
        SystemFlags flags = SystemFlags.None,
        byte[]? bytes = null,
        int? crc = null,
        int retries = 0,
        params (string Name, string Value)[] properties)
    {
        var content = bytes ?? Encoding.UTF8.GetBytes(body);
        var stored = storedAt ?? Noon.AddSeconds(offset);
        var all = new List<KeyValuePair<string, string>>(properties.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
        Add(all, PropertyNames.Tags, tag);
        Add(all, PropertyNames.Keys, keys);
        Add(all, PropertyNames.UniqueKey, uniqueId);
        var record = new RecordContent
        {
            Topic = Encoding.UTF8.GetBytes(topic),
            Body = content,
            Properties = Encoding.UTF8.GetBytes(MessageProperties.Format(all)),
            BodyCrc = crc ?? BodyCrc.Of(content),
            QueueId = queue,
            QueueOffset = offset,
            ReconsumeTimes = retries,
            PhysicalOffset = queue * 1_000_000L + offset * 300,
            SystemFlags = flags,
            BornTimestamp = (bornAt ?? stored.AddMilliseconds(-3)).ToUnixTimeMilliseconds(),
            BornHost = HostAddress.From(new IPEndPoint(IPAddress.Parse("192.0.2.7"), 40000)),
            StoreTimestamp = stored.ToUnixTimeMilliseconds(),
            StoreHost = HostAddress.From(HostOf(broker)),
        };
        var buffer = new byte[MessageRecordCodec.Measure(record)];
        MessageRecordCodec.Write(buffer, record);
        return new LocatedMessage(broker, MessageRecordCodec.DecodeAll(buffer)[0]);
    }

    public static byte[] Packed(byte[] body)
    {
        using var target = new MemoryStream();
        using (var zlib = new ZLibStream(target, CompressionLevel.Fastest))
            zlib.Write(body);
        return target.ToArray();
    }

    public static IPEndPoint HostOf(string broker) => new(IPAddress.Parse("192.0.2." + (broker == "broker-a" ? 1 : 2)), 10911);

    private static void Add(List<KeyValuePair<string, string>> all, string name, string? value)
    {
        if (value is not null)
            all.Add(KeyValuePair.Create(name, value));
    }
}
