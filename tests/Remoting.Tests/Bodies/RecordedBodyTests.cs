using System.Text.Json.Serialization;
using System.Text;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Remoting.Tests.Bodies;

/// <summary>Every recorded body can be read, and comes out again byte by byte as it was.</summary>
public sealed class RecordedBodyTests
{
    private delegate byte[] Rewrite(byte[] body, FastJsonStyle style);

    private static readonly Dictionary<(bool IsResponse, int Request), Rewrite> Types = new()
    {
        [(true, 21)] = As<TopicConfigSerializeWrapper>,
        [(true, 28)] = As<KVTable>,
        [(false, 34)] = As<HeartbeatData>,
        [(true, 38)] = As<GetConsumerListByGroupResponseBody>,
        [(true, 43)] = As<ConsumerOffsetSerializeWrapper>,
        [(true, 45)] = As<DelayOffsetSerializeWrapper>,
        [(false, 46)] = As<CheckClientRequestBody>,
        [(false, 103)] = As<RegisterBrokerBody>,
        [(true, 103)] = As<KVTable>,
        [(true, 105)] = As<TopicRouteData>,
        [(true, 106)] = As<ClusterInfo>,
        [(false, 200)] = As<SubscriptionGroupConfig>,
        [(true, 201)] = As<SubscriptionGroupWrapper>,
        [(true, 202)] = As<TopicStatsTable>,
        [(true, 203)] = As<ConsumerConnection>,
        [(true, 204)] = As<ProducerConnection>,
        [(true, 206)] = As<TopicList>,
        [(true, 208)] = As<ConsumeStats>,
        [(false, 220)] = As<ResetOffsetBody>,
        [(true, 222)] = As<ResetOffsetBody>,
        [(true, 300)] = As<GroupList>,
        [(true, 305)] = As<TopicList>,
        [(true, 307)] = As<ConsumerRunningInfo>,
        [(true, 315)] = As<BrokerStatsData>,
        [(true, 317)] = As<ConsumeStatsList>,
        [(true, 321)] = As<QueryConsumeQueueResponseBody>,
        [(true, 328)] = As<ProducerTableInfo>,
        [(false, 25)] = AsProperties,
        [(true, 26)] = AsProperties,
        [(false, 318)] = AsProperties,
        [(true, 319)] = AsProperties,
    };

    [Fact]
    public void Every_recorded_body_comes_out_as_it_went_in()
    {
        // These are message records.
        int[] binary = [11, 12, 33, 39, 310, 320, 325, 326];
        var seen = new HashSet<(bool, int)>();
        foreach (var frame in RecordedFrames.All.Where(frame => frame.Body.Length > 0 && !binary.Contains(frame.Request)))
        {
            var key = (frame.IsResponse, frame.Request);
            var style = frame.Request == 105 ? FastJsonStyle.Strict : FastJsonStyle.Compact;

            Assert.Equal(Encoding.UTF8.GetString(frame.Body), Encoding.UTF8.GetString(Types[key](frame.Body, style)));
            seen.Add(key);
        }

        Assert.Equal(Types.Count, seen.Count);
    }

    [Theory]
    [InlineData("topics.json", typeof(TopicConfigSerializeWrapper))]
    [InlineData("subscriptionGroup.json", typeof(SubscriptionGroupWrapper))]
    [InlineData("consumerOffset.json", typeof(ConsumerOffsetSerializeWrapper))]
    [InlineData("delayOffset.json", typeof(DelayOffsetSerializeWrapper))]
    [InlineData("topicRoute.txt", typeof(TopicRouteData))]
    public void Every_recorded_file_comes_out_as_it_went_in(string name, Type type)
    {
        var text = RecordedFrames.Read(name);
        var rewrite = typeof(RecordedBodyTests).GetMethod(nameof(As), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(type).CreateDelegate<Rewrite>();

        Assert.Equal(Encoding.UTF8.GetString(text).TrimEnd('\n'), Encoding.UTF8.GetString(rewrite(text, FastJsonStyle.Pretty)));
    }

    [Fact]
    public void Members_of_every_body_are_written_in_alphabetical_order()
    {
        var context = new BodyJsonContext(FastJson.NewOptions());
        var bodies = typeof(TopicConfig).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == typeof(TopicConfig).Namespace && type is { IsClass: true, IsAbstract: false } && !type.IsAssignableTo(typeof(JsonConverter))).ToList();

        Assert.NotEmpty(bodies);
        foreach (var body in bodies)
        {
            var info = context.GetTypeInfo(body);
            Assert.True(info is not null, $"{body} is not listed in {nameof(BodyJsonContext)}");
            var names = info.Properties.Where(property => property.Name != "topicSynFlag").Select(property => property.Name).ToList();
            Assert.Equal(names.Order(StringComparer.Ordinal), names);
        }
    }

    [Fact]
    public void Missing_and_null_members_keep_the_defaults_of_the_original()
    {
        var group = FastJson.Parse<SubscriptionGroupConfig>("""{"groupName":"G","consumeEnable":null,"retryMaxTimes":3}"""u8);

        Assert.Equal(("G", true, 3, 1, 1L), (group.GroupName, group.ConsumeEnable, group.RetryMaxTimes, group.RetryQueueNums, group.WhichBrokerWhenConsumeSlowly));
    }

    [Fact]
    public void Names_that_are_not_known_read_as_unknown_and_are_not_written()
    {
        var consumer = FastJson.Parse<ConsumerData>("""{"consumeType":"CONSUME_BY_PIGEON","groupName":"G","messageModel":1,"consumeFromWhere":"CONSUME_FROM_TIMESTAMP"}"""u8);

        Assert.Equal(ConsumeType.Unknown, consumer.ConsumeType);
        Assert.Equal(MessageModel.Clustering, consumer.MessageModel);
        Assert.Equal(
            """{"consumeFromWhere":"CONSUME_FROM_TIMESTAMP","groupName":"G","messageModel":"CLUSTERING","subscriptionDataSet":[],"unitMode":false}""",
            Encoding.UTF8.GetString(FastJson.Write(consumer)));
    }

    [Fact]
    public void The_old_spelling_of_a_queues_system_flag_is_read()
    {
        var queue = FastJson.Parse<QueueData>("""{"brokerName":"b","topicSynFlag":2}"""u8);

        Assert.Equal(2, queue.TopicSysFlag);
        Assert.Equal("""{"brokerName":"b","perm":0,"readQueueNums":0,"topicSysFlag":2,"writeQueueNums":0}""", Encoding.UTF8.GetString(FastJson.Write(queue)));
    }

    private static byte[] As<T>(byte[] body, FastJsonStyle style)
        where T : class => FastJson.Write(FastJson.Parse<T>(body), style);

    private static byte[] AsProperties(byte[] body, FastJsonStyle style) =>
        Encoding.UTF8.GetBytes(PropertiesText.Write(PropertiesText.Parse(Encoding.UTF8.GetString(body))));
}
