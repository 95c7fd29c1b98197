using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;
using RocketMQ.Model;
using RocketMQ.Store;

namespace RocketMQ.StoreBench.Workload;

/// <summary>
/// Messages that can be told apart and checked: number n has a body that begins with n and a unique key made of n. All have the same
/// size, and what their properties are is what a Java producer's are: UNIQ_KEY, a tag, and CLUSTER from the broker.
/// </summary>
internal sealed class BenchMessages
{
    public const string Topic = "BenchmarkTest";
    public const int Queues = 8;

    private const string KeyStart = "7F00000100000000";
    private const string PropertiesBefore = $"UNIQ_KEY\u0001{KeyStart}";
    private const string PropertiesBehind = "\u0002TAGS\u0001TagA\u0002CLUSTER\u0001DefaultCluster";
    private const int KeyDigits = 16;
    private const string KeyFormat = "X16";

    private static readonly HostAddress Host = HostAddress.From(new IPEndPoint(IPAddress.Loopback, 10911));

    private readonly byte[] _body;
    private readonly byte[] _properties = Encoding.UTF8.GetBytes(PropertiesBefore + new string('0', KeyDigits) + PropertiesBehind);

    /// <summary>One per writer: the buffers are used again for each message.</summary>
    public BenchMessages(int bodyLength)
    {
        _body = new byte[bodyLength];
        new Random(bodyLength).NextBytes(_body);
    }

    public int RecordLength => MessageRecordCodec.Measure(Topic.Length, _body.Length, _properties.Length, false, false);

    public static string KeyOf(long number) => KeyStart + number.ToString(KeyFormat, CultureInfo.InvariantCulture);

    public MessageAppend Next(long number, int queue)
    {
        Prepare(number);
        return new MessageAppend
        {
            Topic = Topic, QueueId = queue, Body = _body, Properties = _properties, BornHost = Host, StoreHost = Host, BornTimestamp = 1,
        };
    }

    /// <summary>The same message as record bytes, for those who only copy it.</summary>
    public byte[] Record(long number)
    {
        Prepare(number);
        var record = new byte[RecordLength];
        _ = MessageRecordCodec.Write(record, new RecordContent
        {
            Topic = Encoding.UTF8.GetBytes(Topic), Body = _body, BodyCrc = BodyCrc.Of(_body), Properties = _properties, BornHost = Host, StoreHost = Host,
        });
        return record;
    }

    /// <summary>Checks that a stored record is message number n, to the last byte of its body.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public void Verify(ReadOnlySpan<byte> bytes, long number)
    {
        var kind = RecordView.Parse(bytes, out var record);
        if (kind != RecordKind.Message) throw new InvalidDataException($"Message {number} is no whole record but {kind}.");
        Prepare(number);
        if (!record.Body.SequenceEqual(_body) || !record.Properties.SequenceEqual(_properties) || !record.HasValidCrc)
            throw new InvalidDataException($"The record at log position {record.PhysicalOffset} is not message {number} as it was stored.");
    }

    /// <summary>Puts a number into body and key.</summary>
    public void Prepare(long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(_body, number);
        _ = Convert.TryToHexString(_body.AsSpan(0, sizeof(long)), _properties.AsSpan(PropertiesBefore.Length, KeyDigits), out _);
    }
}
