using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using RocketMQ.Model;

namespace RocketMQ.Remoting.Json;

/// <summary>Message queues, as values and as map keys; the order of their members does not matter. docs/protocol.md 2.0 and 2.1.</summary>
internal sealed class MessageQueueConverter : JsonConverter<MessageQueue>
{
    public override MessageQueue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("expected a message queue: an object with topic, brokerName and queueId");
        var (topic, broker, queue) = ("", "", 0L);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString();
            _ = reader.Read();
            if (name == "topic")
                topic = Text(ref reader);
            else if (name == "brokerName")
                broker = Text(ref reader);
            else if (name == "queueId")
                queue = WireNumbers.ReadInt64(ref reader);
            else
                reader.Skip();
        }

        return queue is >= int.MinValue and <= int.MaxValue ? new MessageQueue(topic, broker, (int)queue) : throw new JsonException($"queueId {queue} is not a 32-bit number");
    }

    public override void Write(Utf8JsonWriter writer, MessageQueue value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("brokerName", value.BrokerName);
        writer.WriteNumber("queueId", value.QueueId);
        writer.WriteString("topic", value.Topic);
        writer.WriteEndObject();
    }

    public override MessageQueue ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var key = new Utf8JsonReader(Encoding.UTF8.GetBytes(reader.GetString()!));
        _ = key.Read();
        return Read(ref key, typeToConvert, options);
    }

    public override void WriteAsPropertyName(Utf8JsonWriter writer, MessageQueue value, JsonSerializerOptions options)
    {
        using var stream = new MemoryStream();
        using (var key = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = options.Encoder }))
            Write(key, value, options);
        writer.WritePropertyName(FastJsonKeys.OfObject(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length)));
    }

    private static string Text(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("expected the name of a topic or broker in quotes");
}
