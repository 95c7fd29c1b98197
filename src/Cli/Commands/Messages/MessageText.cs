using System.Text;
using RocketMQ.Admin.Messages;

namespace RocketMQ.Cli.Commands.Messages;

/// <summary>Messages as the original prints them: all fields for people, or one long line.</summary>
internal static class MessageText
{
    /// <summary>All fields; the body goes to a file, as in the original.</summary>
    public static void PrintFields(Invocation call, LocatedMessage located, bool withOffsetId, string? bodyFile)
    {
        var message = located.Message;
        if (withOffsetId)
            Line("OffsetID:", message.OffsetMessageId);
        Line("Topic:", message.Topic);
        Line("Tags:", $"[{Java.Text(message.Tags)}]");
        Line("Keys:", $"[{Java.Text(message.Keys)}]");
        Line("Queue ID:", message.QueueId);
        Line("Queue Offset:", message.QueueOffset);
        Line("CommitLog Offset:", message.PhysicalOffset);
        Line("Reconsume Times:", message.ReconsumeTimes);
        Line("Born Timestamp:", call.Clock(message.BornTimestamp));
        Line("Store Timestamp:", call.Clock(message.StoreTimestamp));
        Line("Born Host:", message.BornHost);
        Line("Store Host:", message.StoreHost);
        Line("System Flag:", (int)message.SystemFlags);
        Line("Properties:", Java.Text(message.Properties));
        Line("Message Body Path:", bodyFile ?? "");
        call.Screen.Print($"");

        void Line(string name, object value) => call.Screen.Print($"{name,-20} {value}");
    }

    /// <summary>A message on one line.</summary>
    public static string Describe(LocatedMessage located, string body)
    {
        var message = located.Message;
        var bytes = string.Join(", ", message.UnpackBody().Body.ToArray().Select(value => (sbyte)value));
        var text = FormattableString.Invariant(
            $"MessageExt [brokerName={located.BrokerName}, queueId={message.QueueId}, storeSize={message.StoreSize}, queueOffset={message.QueueOffset}, sysFlag={(int)message.SystemFlags}, bornTimestamp={message.BornTimestamp}, bornHost=/{message.BornHost}, storeTimestamp={message.StoreTimestamp}, storeHost=/{message.StoreHost}, msgId={message.OffsetMessageId}, commitLogOffset={message.PhysicalOffset}, bodyCRC={message.BodyCrc}, reconsumeTimes={message.ReconsumeTimes}, preparedTransactionOffset={message.PreparedTransactionOffset}, toString()=Message{{topic='{message.Topic}', flag={message.Flag}, properties={Java.Text(message.Properties)}, body=[{bytes}], transactionId='{Java.Text(message.Property("__transactionId__"))}'}}]");
        return $"MSGID: {message.UniqueKey ?? message.OffsetMessageId} {text} BODY: {body}";
    }

    /// <summary>The body in a charset; a note where it is not wanted or cannot be unpacked.</summary>
    public static string Body(LocatedMessage located, Encoding charset, bool wanted)
    {
        if (!wanted)
            return "NOT PRINT BODY";
        var body = located.Message.UnpackBody();
        return body.Problem ?? charset.GetString(body.Body.Span);
    }

    /// <exception cref="ArgumentException">There is no such charset.</exception>
    public static Encoding Charset(string? name)
    {
        if (name is null)
            return Encoding.UTF8;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException unknown)
        {
            throw new ArgumentException($"'{name}' is no charset; UTF-8 and GBK, for example, are", unknown);
        }
    }

    /// <summary>Writes a body where the original puts it, in the folder for temporary files.</summary>
    /// <returns>The path.</returns>
    public static string WriteBody(LocatedMessage located, int index = 0)
    {
        var folder = Path.Combine(Path.GetTempPath(), "rocketmq", "msgbodys");
        Directory.CreateDirectory(folder);
        var id = located.Message.UniqueKey ?? located.Message.OffsetMessageId;
        // A producer chooses the id; it must not name a place outside the folder.
        var name = string.Concat(id.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_')) + (index > 0 ? $"_{index}" : "");
        var file = Path.Combine(folder, name);
        var body = located.Message.UnpackBody();
        // Whoever may write to the folder could have put a link there that leads elsewhere.
        File.Delete(file);
        using var stream = new FileStream(file, FileMode.CreateNew);
        stream.Write(body.Problem is null ? body.Body.Span : located.Message.Body.Span);
        return file;
    }
}
