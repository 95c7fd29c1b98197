using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Broker.Tests.Popping;

/// <summary>A popped message with the handle that its client acknowledges it by, taken from the answer as 5.x clients do.</summary>
internal sealed record Popped(StoredMessage Message, string Topic, string Handle)
{
    public string Body => System.Text.Encoding.UTF8.GetString(Message.Body.Span);
}

/// <summary>What a 5.x pop consumer says, spoken through a <see cref="TestClient"/>.</summary>
internal static class PopClient
{
    public static Task<RemotingCommand> PopAsync(
        this TestClient client, string topic, int queueId = -1, int most = 32, long invisible = 60_000, long poll = 0, bool order = false, string group = "CG",
        string? tags = null, int initMode = 0, string? attempt = null, string type = "TAG") => client.CallAsync(RequestCode.PopMessage, new PopMessageRequestHeader
        {
            ConsumerGroup = group,
            Topic = topic,
            QueueId = queueId,
            MaxMsgNums = most,
            InvisibleTime = invisible,
            PollTime = poll,
            BornTime = 0,
            InitMode = initMode,
            ExpType = type,
            Exp = tags,
            Order = order,
            AttemptId = attempt,
        });

    /// <summary>Pops and reads the answer.</summary>
    public static async Task<IReadOnlyList<Popped>> TakeAsync(
        this TestClient client, string topic, int queueId = -1, int most = 32, long invisible = 60_000, bool order = false, string group = "CG", string? tags = null,
        int initMode = 0, string type = "TAG") =>
        Read(await client.PopAsync(topic, queueId, most, invisible, 0, order, group, tags, initMode, type: type));

    public static IReadOnlyList<Popped> Read(RemotingCommand response)
    {
        if (response.Code == ResponseCodes5x.PollingTimeout)
            return [];
        Assert.True(response.ResponseCode == ResponseCode.Success, $"{response.Code} {response.Remark}");
        var header = response.ReadHeader<PopMessageResponseHeader>();
        var starts = header.StartOffsetInfo!.Split(';').Select(part => part.Split(' ')).ToDictionary(part => $"{part[0]} {part[1]}", part => part[2]);
        return [.. MessageRecordCodec.DecodeAll(response.Body).Select(message => Read(message, header, starts))];
    }

    public static Task<RemotingCommand> AckAsync(this TestClient client, Popped popped, string group = "CG") => client.CallAsync(
        RequestCode.AckMessage, new AckMessageRequestHeader
        {
            ConsumerGroup = group,
            Topic = popped.Topic,
            QueueId = popped.Message.QueueId,
            ExtraInfo = popped.Handle,
            Offset = popped.Message.QueueOffset,
        });

    public static Task<RemotingCommand> ChangeAsync(this TestClient client, Popped popped, long invisible, string group = "CG") => client.CallAsync(
        RequestCode.ChangeMessageInvisibleTime, new ChangeInvisibleTimeRequestHeader
        {
            ConsumerGroup = group,
            Topic = popped.Topic,
            QueueId = popped.Message.QueueId,
            ExtraInfo = popped.Handle,
            Offset = popped.Message.QueueOffset,
            InvisibleTime = invisible,
        });

    public static async Task CreateTopicAsync(this TestClient client, string topic, int queues = 1, int permission = 6)
    {
        var response = await client.CallAsync(RequestCode.UpdateAndCreateTopic, new CreateTopicRequestHeader
        {
            Topic = topic,
            DefaultTopic = "TBW102",
            ReadQueueNums = queues,
            WriteQueueNums = queues,
            Perm = permission,
            TopicFilterType = "SINGLE_TAG",
        });
        Assert.Equal(ResponseCode.Success, response.ResponseCode);
    }

    public static async Task SendAllAsync(this TestClient client, string topic, params string[] bodies)
    {
        foreach (var body in bodies)
            Assert.Equal(ResponseCode.Success, (await client.SendAsync(topic, body)).ResponseCode);
    }

    public static byte[] Json<T>(T body)
        where T : class => FastJson.Write(body);

    private static Popped Read(StoredMessage message, PopMessageResponseHeader header, Dictionary<string, string> starts)
    {
        // A retried message brings its own handle, whose fifth part says which retry topic it was taken from.
        if (message.Property(PropertyNames.PopCheckPoint) is { } handle)
        {
            var topic = handle.Split(' ')[4] switch
            {
                "1" => $"%RETRY%CG_{message.Topic}",
                "2" => $"%RETRY%CG+{message.Topic}",
                _ => message.Topic,
            };
            return new Popped(message, topic, handle);
        }

        var start = starts[$"0 {message.QueueId}"];
        return new Popped(
            message, message.Topic,
            $"{start} {header.PopTime} {header.InvisibleTime} {header.ReviveQid} 0 broker-a {message.QueueId} {message.QueueOffset}");
    }
}
