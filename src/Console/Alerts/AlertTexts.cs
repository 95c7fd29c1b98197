using System.Globalization;
using System.Text.Json;
using RocketMQ.ManagementConsole.History;

namespace RocketMQ.ManagementConsole.Alerts;

/// <summary>What is told of alerts outside: JSON to webhooks, plain text in mails. In English, whoever reads it.</summary>
internal static class AlertTexts
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The messages about an alert that has begun to fire or has ended.</summary>
    public static IEnumerable<OutgoingAlert> Messages(AlertRule rule, Alert alert, DateTimeOffset now)
    {
        var line = Line(rule, alert);
        if (rule.Webhook.Length > 0)
            yield return new OutgoingAlert(OutgoingAlert.ToWebhook, rule.Webhook, line, JsonSerializer.Serialize(Payload(rule, alert), Json), now);
        foreach (var recipient in rule.MailTo)
            yield return new OutgoingAlert(OutgoingAlert.ByMail, recipient, line, Text(rule, alert), now);
    }

    /// <summary>"firing: billing lags (group billing in DefaultCluster)".</summary>
    private static string Line(AlertRule rule, Alert alert) => $"{State(alert)}: {rule.Name} ({Of(alert.Subject)} in {rule.Cluster})";

    private static string Text(AlertRule rule, Alert alert) => string.Create(CultureInfo.InvariantCulture,
        $"""
        {Line(rule, alert)}

        Rule:      {Figure(rule)} {Condition(rule)} for {rule.Seconds} s
        Value:     {alert.Value?.ToString("R", CultureInfo.InvariantCulture) ?? "not known"}
        Since:     {alert.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC
        {(alert.ResolvedAt is { } end ? $"Until:     {end.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC" : "")}
        """);

    private static object Payload(AlertRule rule, Alert alert) => new
    {
        state = State(alert),
        rule = rule.Name,
        cluster = rule.Cluster,
        kind = Camel(alert.Subject.Kind.ToString()),
        name = alert.Subject.Name,
        figure = Figure(rule),
        condition = Camel(rule.Condition.ToString()),
        threshold = rule.Condition is AlertCondition.Absent ? (double?)null : rule.Threshold,
        value = alert.Value,
        since = alert.Since.UtcDateTime,
        firedAt = alert.FiredAt?.UtcDateTime,
        resolvedAt = alert.ResolvedAt?.UtcDateTime,
    };

    private static string Of(Subject subject) => subject.Kind is SubjectKind.Cluster ? "the cluster" : $"{Camel(subject.Kind.ToString())} {subject.Name}";

    private static string State(Alert alert) => alert.State is AlertState.Firing ? "firing" : "resolved";

    private static string Figure(AlertRule rule) => Camel(rule.Figure.ToString());

    private static string Condition(AlertRule rule) => rule.Condition switch
    {
        AlertCondition.Above => string.Create(CultureInfo.InvariantCulture, $"above {rule.Threshold:R}"),
        AlertCondition.Below => string.Create(CultureInfo.InvariantCulture, $"below {rule.Threshold:R}"),
        _ => "not known",
    };

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
