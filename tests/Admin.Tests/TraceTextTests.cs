using RocketMQ.Admin.Messages;

namespace RocketMQ.Admin.Tests;

/// <summary>Bodies of the trace topic as clients of the original wrote them, 4.9.8 and 5.3.3, against a broker of 4.9.8.</summary>
public sealed class TraceTextTests
{
    private const string Sent = "UHViATE3OTU3Njc4NzQ1NzYBRGVmYXVsdFJlZ2lvbgF0cmFjZS1wcm9kdWNlcnMBVG9waWNUcmFjZWQBQzAwMDAyMDI3NDE0NEUwRTJGMkE4N0IzNEMxMDAwMDABVGFnQQFvcmRlci03ATEyNy4wLjAuMToyMzkxMQE2ATE2MwEwATdGMDAwMDAxMDAwMDVENjcwMDAwMDAwMDAwMDAwMDAwAXRydWUC";

    private const string Consumed = "U3ViQmVmb3JlATE3OTU3Njc4NzUwNTUBbnVsbAF0cmFjZS1jb25zdW1lcnMBQzAwMDAyMDI3NDE0NEUwRTJGMkE4N0IzNERFRjAwMDUBQzAwMDAyMDI3NDE0NEUwRTJGMkE4N0IzNEMxMDAwMDABMAFvcmRlci03AlN1YkFmdGVyAUMwMDAwMjAyNzQxNDRFMEUyRjJBODdCMzRERUYwMDA1AUMwMDAwMjAyNzQxNDRFMEUyRjJBODdCMzRDMTAwMDAwATABZmFsc2UBb3JkZXItNwE0ATE3OTU3Njc4NzUwNTUBdHJhY2UtY29uc3VtZXJzAlN1YkJlZm9yZQExNzk1NzY3ODc1MDU2AW51bGwBdHJhY2UtY29uc3VtZXJzAUMwMDAwMjAyNzQxNDRFMEUyRjJBODdCMzRERjAwMDA3AUMwMDAwMjAyNzQxNDRFMEUyRjJBODdCMzRDRTIwMDAyATABb3JkZXItOAJTdWJBZnRlcgFDMDAwMDIwMjc0MTQ0RTBFMkYyQTg3QjM0REYwMDAwNwFDMDAwMDIwMjc0MTQ0RTBFMkYyQTg3QjM0Q0UyMDAwMgEwAXRydWUBb3JkZXItOAEwATE3OTU3Njc4NzUwNTYBdHJhY2UtY29uc3VtZXJzAg==";

    private const string Decided = "UHViATE3OTU3Njc4NzQ3ODYBRGVmYXVsdFJlZ2lvbgF0cmFjZS1kZWNpZGVycwFUb3BpY1RyYWNlZAFDMDAwMDIwMjc0MTQ0RTBFMkYyQTg3QjM0Q0UyMDAwMgFUYWdCAW9yZGVyLTgBMTI3LjAuMC4xOjIzOTExATcBMjIBMQE3RjAwMDAwMTAwMDA1RDY3MDAwMDAwMDAwMDAwMDBDMwF0cnVlAkVuZFRyYW5zYWN0aW9uATE3OTU3Njc4NzQ4MTABRGVmYXVsdFJlZ2lvbgF0cmFjZS1kZWNpZGVycwFUb3BpY1RyYWNlZAFDMDAwMDIwMjc0MTQ0RTBFMkYyQTg3QjM0Q0UyMDAwMgFUYWdCAW9yZGVyLTgBMTI3LjAuMC4xOjIzOTExATIBQzAwMDAyMDI3NDE0NEUwRTJGMkE4N0IzNENFMjAwMDIBQ09NTUlUX01FU1NBR0UBZmFsc2UC";

    private const string SentBy5 = "UHViATE3OTU3Njg1Nzk0ODgBRGVmYXVsdFJlZ2lvbgF0cmFjZS1wcm9kdWNlcnMBVG9waWNUcmFjZWQ1AUMwMDAwMjAyMEM0MDRFMEUyRjJBODdCRTBEOUYwMDAwAVRhZ0EBb3JkZXItNwExMjcuMC4wLjE6MjM5MTEBNgE3NAEwATdGMDAwMDAxMDAwMDVENjcwMDAwMDAwMDAwMDAwRUFCAXRydWUC";

    /// <summary>From a broker of 5.3.3, whose region the client of 5.3.3 notes where the one of 4.9.8 writes "null".</summary>
    private const string FailedBy5 = "U3ViQmVmb3JlATE3OTU3ODA2Njk0MDEBRGVmYXVsdFJlZ2lvbgFmYWlsaW5nAUMwMDAwMjAyNzM2NzRFMEUyRjJBODg3Njg3RDkwMEYwAUMwMDAwMjAyNzM2NzRFMEUyRjJBODg3Njg3MkQwMEVBATABYmFkLTIwAlN1YkFmdGVyAUMwMDAwMjAyNzM2NzRFMEUyRjJBODg3Njg3RDkwMEYwAUMwMDAwMjAyNzM2NzRFMEUyRjJBODg3Njg3MkQwMEVBATABZmFsc2UBYmFkLTIwATQBMTc5NTc4MDY2OTQwMQFmYWlsaW5nAg==";

    [Fact]
    public void A_producers_note_says_what_was_sent_where_and_how_long_that_took()
    {
        Assert.Equal(
            new TraceRecord(TraceKind.Pub, "C000020274144E0E2F2A87B34C100000", "trace-producers", "10.0.0.1")
            {
                At = At(1795767874576), Topic = "TopicTraced", Tags = "TagA", Keys = "order-7", StoreHost = "127.0.0.1:23911", CostMilliseconds = 163, IsSuccess = true,
            },
            Assert.Single(Read(Sent)));
    }

    [Fact]
    public void A_consumers_notes_of_two_messages_stand_in_one_body()
    {
        var notes = Read(Consumed);

        Assert.Equal(
            [
                new TraceRecord(TraceKind.SubBefore, "C000020274144E0E2F2A87B34C100000", "trace-consumers", "10.0.0.1")
                {
                    At = At(1795767875055), RequestId = "C000020274144E0E2F2A87B34DEF0005", RetryTimes = 0, Keys = "order-7",
                },
                new TraceRecord(TraceKind.SubAfter, "C000020274144E0E2F2A87B34C100000", "trace-consumers", "10.0.0.1")
                {
                    At = At(1795767875055), RequestId = "C000020274144E0E2F2A87B34DEF0005", CostMilliseconds = 0, IsSuccess = false, End = TraceEnd.Failed, Keys = "order-7",
                },
            ],
            notes.Take(2));
        Assert.Equal((4, TraceEnd.Success, true), (notes.Count, notes[3].End, notes[3].IsSuccess));
    }

    [Fact]
    public void A_transaction_has_two_notes_in_one_body()
    {
        var notes = Read(Decided);

        Assert.Equal([TraceKind.Pub, TraceKind.EndTransaction], notes.Select(note => note.Kind));
        Assert.Equal(("COMMIT_MESSAGE", At(1795767874810), "order-8"), (notes[1].TransactionState, notes[1].At, notes[1].Keys));
    }

    [Fact]
    public void Clients_of_5_write_the_same()
    {
        var note = Assert.Single(Read(SentBy5));

        Assert.Equal((TraceKind.Pub, "C00002020C404E0E2F2A87BE0D9F0000", 74L, true), (note.Kind, note.MessageId, note.CostMilliseconds, note.IsSuccess));
    }

    [Fact]
    public void A_consumer_of_5_notes_what_its_application_refused_as_one_of_4_9_does()
    {
        const string Id = "C000020273674E0E2F2A8876872D00EA", Request = "C000020273674E0E2F2A887687D900F0";

        Assert.Equal(
            [
                new TraceRecord(TraceKind.SubBefore, Id, "failing", "10.0.0.1") { At = At(1795780669401), RequestId = Request, RetryTimes = 0, Keys = "bad-20" },
                new TraceRecord(TraceKind.SubAfter, Id, "failing", "10.0.0.1")
                {
                    At = At(1795780669401), RequestId = Request, CostMilliseconds = 0, IsSuccess = false, End = TraceEnd.Failed, Keys = "bad-20",
                },
            ],
            Read(FailedBy5));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("Pub\u0001\u0002SubAfter\u0001\u0002Other\u0001a\u0001b\u0002")]
    public void What_is_no_note_is_left_out(string body) => Assert.Empty(TraceText.Read(System.Text.Encoding.UTF8.GetBytes(body), "10.0.0.1"));

    [Fact]
    public void A_number_that_is_none_of_the_ends_is_not_known() => Assert.Null(
        TraceText.Read("SubAfter\u0001r\u0001id\u00015\u0001false\u0001k\u000177\u00011795767875055\u0001g\u0002"u8, "10.0.0.1").Single().End);

    private static List<TraceRecord> Read(string body) => [.. TraceText.Read(Convert.FromBase64String(body), "10.0.0.1")];

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
