using RocketMQ.Remoting.Headers;

namespace RocketMQ.Remoting.Tests.Headers;

/// <summary>Every recorded set of fields fits its header class: nothing unknown, nothing missing, the same on the way out.</summary>
public sealed class RecordedHeaderTests
{
    /// <summary>Fields that any request may carry and no header class lists. docs/protocol.md 1.5 and 6.14.</summary>
    private static readonly string[] Everywhere = ["AccessKey", "Signature", "SecurityToken", "ReqT", "bname"];

    private static readonly Dictionary<int, Func<IRemotingHeader>> Requests = new()
    {
        [11] = () => new PullMessageRequestHeader(),
        [12] = () => new QueryMessageRequestHeader(),
        [14] = () => new QueryConsumerOffsetRequestHeader(),
        [15] = () => new UpdateConsumerOffsetRequestHeader(),
        [17] = () => new CreateTopicRequestHeader(),
        [29] = () => new SearchOffsetRequestHeader(),
        [30] = () => new GetMaxOffsetRequestHeader(),
        [31] = () => new GetMinOffsetRequestHeader(),
        [33] = () => new ViewMessageRequestHeader(),
        [35] = () => new UnregisterClientRequestHeader(),
        [36] = () => new ConsumerSendMessageBackRequestHeader(),
        [37] = () => new EndTransactionRequestHeader(),
        [38] = () => new GetConsumerListByGroupRequestHeader(),
        [39] = () => new CheckTransactionStateRequestHeader(),
        [40] = () => new NotifyConsumerIdsChangedRequestHeader(),
        [50] = () => new CreateAclConfigRequestHeader(),
        [51] = () => new DeleteAclConfigRequestHeader(),
        [53] = () => new UpdateGlobalWhiteAddrsRequestHeader(),
        [100] = () => new PutKvConfigRequestHeader(),
        [101] = () => new GetKvConfigRequestHeader(),
        [102] = () => new DeleteKvConfigRequestHeader(),
        [103] = () => new RegisterBrokerRequestHeader(),
        [105] = () => new GetRouteInfoRequestHeader(),
        [202] = () => new GetTopicStatsRequestHeader(),
        [203] = () => new GetConsumerConnectionListRequestHeader(),
        [204] = () => new GetProducerConnectionListRequestHeader(),
        [205] = () => new WipeWritePermRequestHeader(),
        [207] = () => new DeleteSubscriptionGroupRequestHeader(),
        [208] = () => new GetConsumeStatsRequestHeader(),
        [215] = () => new DeleteTopicRequestHeader(),
        [216] = () => new DeleteTopicFromNameServerRequestHeader(),
        [220] = () => new ResetOffsetRequestHeader(),
        [222] = () => new ResetOffsetRequestHeader(),
        [300] = () => new QueryTopicConsumeByWhoRequestHeader(),
        [307] = () => new GetConsumerRunningInfoRequestHeader(),
        [310] = () => new SendMessageV2RequestHeader(),
        [315] = () => new ViewBrokerStatsRequestHeader(),
        [317] = () => new GetBrokerConsumeStatsRequestHeader(),
        [320] = () => new SendMessageV2RequestHeader(),
        [321] = () => new QueryConsumeQueueRequestHeader(),
        [325] = () => new SendMessageV2RequestHeader(),
        [326] = () => new PushReplyMessageRequestHeader(),
        [327] = () => new AddWritePermRequestHeader(),
    };

    private static readonly Dictionary<int, Func<IRemotingHeader>> Responses = new()
    {
        [11] = () => new PullMessageResponseHeader(),
        [12] = () => new QueryMessageResponseHeader(),
        [14] = () => new QueryConsumerOffsetResponseHeader(),
        [26] = () => new GetBrokerConfigResponseHeader(),
        [29] = () => new SearchOffsetResponseHeader(),
        [30] = () => new GetMaxOffsetResponseHeader(),
        [31] = () => new GetMinOffsetResponseHeader(),
        [52] = () => new GetBrokerAclConfigResponseHeader(),
        [101] = () => new GetKvConfigResponseHeader(),
        [103] = () => new RegisterBrokerResponseHeader(),
        [205] = () => new WipeWritePermResponseHeader(),
        [310] = () => new SendMessageResponseHeader(),
        [320] = () => new SendMessageResponseHeader(),
        [325] = () => new SendMessageResponseHeader(),
        [327] = () => new AddWritePermResponseHeader(),
    };

    [Fact]
    public void Every_recorded_set_of_fields_fits_its_header_class()
    {
        var seen = new HashSet<(bool, int)>();
        foreach (var frame in RecordedFrames.All)
        {
            var table = frame.IsResponse ? Responses : Requests;
            if (!table.TryGetValue(frame.Request, out var create))
            {
                Assert.Empty(frame.ExtFields.Keys.Except(Everywhere));
                continue;
            }

            // An answer that failed has no fields.
            if (frame.ExtFields.Count == 0)
                continue;
            seen.Add((frame.IsResponse, frame.Request));
            RoundTrip(create(), frame.ExtFields);
        }

        Assert.Equal(Requests.Count + Responses.Count, seen.Count);
    }

    [Fact]
    public void A_send_request_has_long_names_and_one_letter_names_for_the_same_properties()
    {
        var header = new SendMessageRequestHeader { Topic = "T", ProducerGroup = "G", QueueId = 3, MaxReconsumeTimes = 2, BrokerName = "B" };
        var shortHeader = new SendMessageV2RequestHeader { Topic = "T", ProducerGroup = "G", QueueId = 3, MaxReconsumeTimes = 2, BrokerName = "B" };

        var written = Write(header);
        var shortWritten = Write(shortHeader);

        Assert.Equal("T", written["topic"]);
        Assert.Equal("T", shortWritten["b"]);
        Assert.Equal("B", written["bname"]);
        Assert.Equal("B", shortWritten["n"]);
        Assert.Equal(written.Values.Order(), shortWritten.Values.Order());
    }

    [Fact]
    public void A_group_is_deleted_with_its_offsets_under_either_name()
    {
        Assert.True(Read(new DeleteSubscriptionGroupRequestHeader(), new() { ["groupName"] = "G", ["removeOffset"] = "true" }).ClearsOffsets);
        Assert.True(Read(new DeleteSubscriptionGroupRequestHeader(), new() { ["groupName"] = "G", ["cleanOffset"] = "true" }).ClearsOffsets);
        Assert.False(Read(new DeleteSubscriptionGroupRequestHeader(), new() { ["groupName"] = "G" }).ClearsOffsets);
    }

    [Fact]
    public void Every_header_class_can_be_written_and_read_back()
    {
        var types = typeof(IRemotingHeader).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IRemotingHeader)) && type is { IsAbstract: false, IsInterface: false })
            // What can not be made from nothing wraps fields that are sent, and is never read.
            .Where(type => type.GetConstructor(Type.EmptyTypes) is not null);
        foreach (var type in types)
        {
            var header = (IRemotingHeader)Activator.CreateInstance(type)!;
            var names = Fill(header);
            var written = Write(header);
            Assert.Equal(names, written.Count);
            RoundTrip((IRemotingHeader)Activator.CreateInstance(type)!, written);
        }
    }

    private static int Fill(IRemotingHeader header)
    {
        var properties = header.GetType().GetProperties().Where(property => property.CanWrite).ToList();
        for (var i = 0; i < properties.Count; i++)
        {
            var type = Nullable.GetUnderlyingType(properties[i].PropertyType) ?? properties[i].PropertyType;
            object value = type == typeof(string) ? $"text {i}" : type == typeof(int) ? 100 + i : type == typeof(long) ? (1L << 40) + i : true;
            properties[i].SetValue(header, value);
        }

        return properties.Count;
    }

    private static void RoundTrip(IRemotingHeader header, Dictionary<string, string> fields)
    {
        var asked = new HashSet<string>();
        var source = new FieldSource(fields, asked);
        header.Fields(ref source);
        var known = fields.Where(field => asked.Contains(field.Key) || !Everywhere.Contains(field.Key)).ToDictionary();

        Assert.Equal(known.OrderBy(field => field.Key, StringComparer.Ordinal), Write(header).OrderBy(field => field.Key, StringComparer.Ordinal));
    }

    private static T Read<T>(T header, Dictionary<string, string> fields)
        where T : IRemotingHeader
    {
        var source = new FieldSource(fields, new HashSet<string>());
        header.Fields(ref source);
        return header;
    }

    private static Dictionary<string, string> Write(IRemotingHeader header)
    {
        var fields = new Dictionary<string, string>();
        var sink = new FieldSink(fields);
        header.Fields(ref sink);
        return fields;
    }
}
