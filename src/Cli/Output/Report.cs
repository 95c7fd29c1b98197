using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RocketMQ.Cli.Output;

/// <summary>Puts answers and failures out: as the original prints them, or as one line of JSON (docs/mqadmin.md).</summary>
internal static class Report
{
    // Names and bodies in other scripts stay readable; nothing of this goes into a web page.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Show(Answer answer, Screen screen, string command, bool asJson)
    {
        if (asJson)
            screen.Output.WriteLine(Compose(answer.Write, [.. answer.Failures.Select(FailureView.Of)]));
        else
            answer.Print(screen);
        foreach (var failure in answer.Failures)
            screen.Complain($"{command}: {FailureView.Sentence(failure.Reason)}");
    }

    public static void Show(Exception failure, IReadOnlyList<FailureView> failures, Screen screen, string command, bool asJson, bool verbose)
    {
        if (asJson)
            screen.Output.WriteLine(Compose(json => json.WriteNullValue(), failures));
        screen.Complain($"{command}: {FailureView.Sentence(failure)}");
        if (verbose)
            screen.Errors.WriteLine(failure);
    }

    private static string Compose(Action<Utf8JsonWriter> result, IReadOnlyList<FailureView> failures)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            json.WritePropertyName("result");
            result(json);
            json.WritePropertyName("failures");
            JsonSerializer.Serialize(json, failures, CliJson.Default.IReadOnlyListFailureView);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
