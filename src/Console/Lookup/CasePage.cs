using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.Localization;
using RocketMQ.ManagementConsole.Formatting;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Messages.Tracing;
using RocketMQ.ManagementConsole.Resources;

namespace RocketMQ.ManagementConsole.Lookup;

/// <summary>A case file as one HTML page that needs nothing but itself: no script, no picture, no address of this console.</summary>
internal sealed class CasePage(CaseFile file, IStringLocalizer<Texts> texts, Times times)
{
    /// <summary>Bytes of a body without text that are written out.</summary>
    private const int MostBytes = 64 * 1024;

    private const string Style = """
        body{font:15px/1.5 system-ui,sans-serif;color:#1c2430;background:#fff;max-width:1000px;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.4rem;margin:0}h2{font-size:1.05rem;margin:2rem 0 .5rem;border-bottom:1px solid #d5dae1;padding-bottom:.25rem}
        table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:.3rem .75rem .3rem 0;border-bottom:1px solid #e6e9ee;overflow-wrap:anywhere}
        th{font-weight:600;color:#55606e}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f4f6f8;padding:1rem;border-radius:6px}
        .muted{color:#55606e}.warn{border-inline-start:4px solid #b45309;padding-inline-start:.75rem}code,pre{font-family:ui-monospace,monospace;font-size:.9em}
        """;

    private readonly StringBuilder _page = new();

    /// <summary>The page.</summary>
    public string Write()
    {
        var id = file.Message.Located.Message.OffsetMessageId;
        _page.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"{Encode(texts["Case.Language"])}\"><head><meta charset=\"utf-8\"><title>{Encode(texts["Case.Title"])} {id}</title>");
        _page.Append(CultureInfo.InvariantCulture, $"<meta name=\"viewport\" content=\"width=device-width\"><style>{Style}</style></head><body>\n<h1>{Encode(texts["Case.Title"])}</h1>\n<p><code>{id}</code></p>\n");
        Paragraph("muted", texts["Case.Taken", file.Way.Cluster, times.Exact(file.TakenAt), file.Person]);
        foreach (var missing in file.Way.Missing)
            Paragraph("warn", texts["Case.Missing", missing.Server, missing.Failure ?? ""]);
        Heading("Case.WhatBecame");
        foreach (var sentence in file.Sentences(texts, times))
            Paragraph(null, sentence.Text);
        Steps();
        Groups();
        Fields();
        Body();
        return _page.Append("</body></html>\n").ToString();
    }

    private void Steps()
    {
        Heading("Message.Way");
        Table(file.Way.Steps.Select(step => new[]
        {
            texts["Message.Step." + step.Kind].Value,
            step.At is null ? texts["Message.Step.NoTime"].Value : times.Exact(step.At),
            string.Join(": ", new[] { StepText.Outcome(step, texts), StepText.Of(step, texts, times) }.OfType<string>()),
        }));
        Paragraph("muted", texts["Message.Trace." + file.Way.Trace.Result, file.Way.Trace.Topic]);
    }

    private void Groups()
    {
        Heading("Message.Groups");
        if (file.Way.Consumption.Groups.Count == 0)
            Paragraph("muted", texts[file.Way.Consumption is { Failure: null, Failures: null or { Count: 0 } } ? "Message.NoGroups" : "Message.GroupsFailed"]);
        Table(file.Way.Consumption.Groups.Select(passage => new[]
        {
            passage.Group,
            texts["Message.Passage." + passage.State].Value,
            string.Join(", ", new[]
            {
                passage.Ahead is { } ahead ? texts["Message.Ahead", Figures.Count(ahead)].Value : null,
                passage.Behind is { } behind ? texts["Message.Behind", times.Duration(behind)].Value : null,
                passage.Filter is { } filter ? $"{texts["Message.FilterIs"].Value} {filter}" : null,
                passage.Reason,
            }.OfType<string>()),
        }));
    }

    private void Fields()
    {
        var located = file.Message.Located;
        Heading("Message.Fields");
        Table(
        [
            [texts["Messages.Topic"], file.Message.Topic],
            [texts["Message.UniqueId"], located.Message.UniqueKey ?? texts["Message.NoUniqueId"]],
            [texts["Messages.Queue"], FormattableString.Invariant($"{located.BrokerName}, {located.Message.QueueId}")],
            [texts["Message.QueueOffset"], Figures.Count(located.Message.QueueOffset)],
            [texts["Message.BornHost"], located.Message.BornHost.ToString()],
            [texts["Message.StoreHost"], located.Message.StoreHost.ToString()],
            [texts["Message.BodySize"], Figures.Bytes(file.Message.StoredBodySize)],
        ]);
        Heading("Message.Properties");
        Table(file.Message.Properties.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new[] { pair.Key, pair.Value }));
    }

    private void Body()
    {
        Heading("Message.Body");
        if (file.Message.HiddenBy.Count > 0)
            Paragraph("muted", texts["Masking.Hidden", string.Join(", ", file.Message.HiddenBy)]);
        if (file.Message.BodyText is { } text)
            Preformatted(text);
        else if (file.Message.BodyBytes is { } bytes)
            Preformatted(HexDump.Of(bytes.Span[..Math.Min(bytes.Length, MostBytes)]));
        else
            Paragraph("muted", texts["Case.Withheld"]);
        if (file.Message is { BodyText: null, BodyBytes.Length: > MostBytes })
            Paragraph("muted", texts["Message.Cut", Figures.Bytes(MostBytes), Figures.Bytes(file.Message.StoredBodySize)]);
    }

    private void Heading(string text) => _page.Append(CultureInfo.InvariantCulture, $"<h2>{Encode(texts[text])}</h2>\n");

    private void Paragraph(string? kind, string text) => _page.Append(CultureInfo.InvariantCulture, $"<p{(kind is null ? "" : $" class=\"{kind}\"")}>{Encode(text)}</p>\n");

    private void Preformatted(string text) => _page.Append(CultureInfo.InvariantCulture, $"<pre>{Encode(text)}</pre>\n");

    private void Table(IEnumerable<string[]> rows)
    {
        _page.Append("<table>");
        foreach (var row in rows)
            _page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Encode(row[0])}</th>{string.Concat(row.Skip(1).Select(cell => $"<td>{Encode(cell)}</td>"))}</tr>\n");
        _page.Append("</table>\n");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
