using System.Globalization;
using System.Text;
using RocketMQ.ManagementConsole.Changes;

namespace RocketMQ.ManagementConsole.DeadLetters;

/// <summary>Dead letters as lines of a table.</summary>
internal static class LetterExport
{
    /// <summary>A heading, and one line for each letter; times are in UTC, bodies in base64.</summary>
    public static string Csv(IEnumerable<LetterLine> letters)
    {
        var text = new StringBuilder("id,storedAt,broker,queue,offset,originTopic,originId,tag,keys,retries,error,resentAt,resentBy,body,maskedText,hiddenBy\r\n");
        foreach (var letter in letters)
        {
            string?[] cells =
            [
                letter.Id, Text(letter.StoredAt), letter.Broker, Text(letter.Queue), Text(letter.Offset), letter.OriginTopic, letter.OriginId, letter.Tag, letter.Keys,
                Text(letter.Retries), letter.Error, letter.Resent is { } resent ? Text(resent.At) : null, letter.Resent?.Person, letter.BodyBase64,
                letter.MaskedText, string.Join(' ', letter.HiddenBy),
            ];
            text.AppendJoin(',', cells.Select(AuditExport.Cell)).Append("\r\n");
        }

        return text.ToString();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}

/// <summary>A dead letter as programs get it.</summary>
/// <param name="Id">Name of the letter, for sending it again.</param>
/// <param name="MessageId">Offset id of the letter.</param>
/// <param name="StoredAt">When it was given up.</param>
/// <param name="Broker">Name of the broker set.</param>
/// <param name="Queue">Number of the queue.</param>
/// <param name="Offset">Its offset there.</param>
/// <param name="OriginTopic">Topic that it was sent to at first; null when it does not say.</param>
/// <param name="OriginId">Offset id of the message that was sent at first; null when it does not say.</param>
/// <param name="Tag">Tag.</param>
/// <param name="Keys">Keys.</param>
/// <param name="Retries">How often it was tried again.</param>
/// <param name="Error">What went wrong, where a client noted it.</param>
/// <param name="Properties">All properties, as far as they may be seen.</param>
/// <param name="BodyBase64">Body as it is stored; null where something of it is hidden.</param>
/// <param name="MaskedText">What may be read of a body of which something is hidden; null where nothing is.</param>
/// <param name="HiddenBy">Names of the rules that hide something.</param>
/// <param name="Resent">That it was sent again; null when it was not.</param>
internal sealed record LetterLine(
    string Id,
    string MessageId,
    DateTimeOffset StoredAt,
    string Broker,
    int Queue,
    long Offset,
    string? OriginTopic,
    string? OriginId,
    string Tag,
    string Keys,
    int Retries,
    string? Error,
    IReadOnlyDictionary<string, string> Properties,
    string? BodyBase64,
    string? MaskedText,
    IReadOnlyList<string> HiddenBy,
    LedgerEntry? Resent)
{
    /// <summary>The line of a letter.</summary>
    public static LetterLine Of(DeadLetter letter, IReadOnlyDictionary<string, LedgerEntry> ledger) => new(
        letter.Key.ToString(),
        letter.Located.Message.OffsetMessageId,
        letter.StoredAt,
        letter.Located.BrokerName,
        letter.Located.Message.QueueId,
        letter.Located.Message.QueueOffset,
        letter.OriginTopic,
        letter.OriginId,
        letter.Tag,
        letter.Keys,
        letter.Retries,
        letter.Error,
        letter.Seen.Properties,
        letter.Seen.BodyBytes is { } body ? Convert.ToBase64String(body.Span) : null,
        letter.Seen.BodyBytes is null ? letter.Seen.Body.MaskedText : null,
        letter.Seen.HiddenBy,
        ledger.GetValueOrDefault(letter.Key.ToString()));
}
