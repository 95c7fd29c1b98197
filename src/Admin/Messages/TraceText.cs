using System.Globalization;
using System.Text;

namespace RocketMQ.Admin.Messages;

/// <summary>Reads the body of a message on the trace topic: notes that end with U+0002, fields with U+0001 between them.</summary>
internal static class TraceText
{
    private const char EndOfRecord = '\u0002';
    private const char EndOfField = '\u0001';

    /// <summary>The notes; what is none, or one of a kind that is not known, is left out, since anybody may send to the topic.</summary>
    public static IEnumerable<TraceRecord> Read(ReadOnlySpan<byte> body, string clientHost) =>
        Encoding.UTF8.GetString(body).Split(EndOfRecord).Select(record => Read(record.Split(EndOfField), clientHost)).OfType<TraceRecord>();

    private static TraceRecord? Read(string[] fields, string clientHost) => fields switch
    {
        ["Pub", var at, _, var group, var topic, var id, var tags, var keys, var store, _, var cost, _, .. var rest] => new TraceRecord(TraceKind.Pub, id, group, clientHost)
        {
            At = Time(at), Topic = topic, Tags = Text(tags), Keys = Text(keys), StoreHost = Text(store), CostMilliseconds = Number(cost),
            // The id of the store came before this flag later, and more after it.
            IsSuccess = Flag(rest is [var only] ? only : rest.ElementAtOrDefault(1)),
        },
        ["SubBefore", var at, _, var group, var request, var id, var retries, var keys, ..] => new TraceRecord(TraceKind.SubBefore, id, group, clientHost)
        {
            At = Time(at), RequestId = request, RetryTimes = (int?)Number(retries), Keys = Text(keys),
        },
        ["SubAfter", var request, var id, var cost, var success, var keys, .. var rest] => new TraceRecord(TraceKind.SubAfter, id, rest.ElementAtOrDefault(2), clientHost)
        {
            At = Time(rest.ElementAtOrDefault(1)), RequestId = request, CostMilliseconds = Number(cost), IsSuccess = Flag(success), Keys = Text(keys), End = End(rest.ElementAtOrDefault(0)),
        },
        ["EndTransaction", var at, _, var group, var topic, var id, var tags, var keys, var store, _, _, var state, ..] => new TraceRecord(TraceKind.EndTransaction, id, group, clientHost)
        {
            At = Time(at), Topic = topic, Tags = Text(tags), Keys = Text(keys), StoreHost = Text(store), TransactionState = state,
        },
        ["Recall", var at, _, var group, var topic, var id, var success, ..] => new TraceRecord(TraceKind.Recall, id, group, clientHost)
        {
            At = Time(at), Topic = topic, IsSuccess = Flag(success),
        },
        _ => null,
    };

    // Clients of the original write out what they do not have.
    private static string? Text(string text) => text is "" or "null" ? null : text;

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool? Flag(string? text) => bool.TryParse(text, out var flag) ? flag : null;

    private static TraceEnd? End(string? text) => (TraceEnd?)(int?)Number(text) is { } end && Enum.IsDefined(end) ? end : null;

    private static DateTimeOffset? Time(string? text) =>
        Number(text) is { } milliseconds and > 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}
