using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Alerts;

/// <summary>Everything that people change about alerts, for pages and programs alike.</summary>
internal static class AlertChanges
{
    /// <summary>Makes a rule, or replaces the one of the same number.</summary>
    public static KeptChange Save(AlertStore store, AlertRule rule)
    {
        var id = rule.Id;
        return new KeptChange
        {
            Kind = "alert-rule.save",
            ObjectName = rule.Name,
            Cluster = rule.Cluster,
            Policy = Policies.Administer,
            IsNew = id == 0,
            Fields = () => Between(Find(store, rule.Cluster, rule.Id), rule),
            Apply = () =>
            {
                if (rule.Id != 0 && Find(store, rule.Cluster, rule.Id) is null)
                    return $"there is no rule {rule.Id}";
                id = store.Save(rule);
                return null;
            },
            IsVisible = () => Find(store, rule.Cluster, id) == rule with { Id = id },
        };
    }

    /// <summary>Deletes a rule with its alerts.</summary>
    public static KeptChange Delete(AlertStore store, AlertRule rule) => new()
    {
        Kind = "alert-rule.delete",
        ObjectName = rule.Name,
        Cluster = rule.Cluster,
        Policy = Policies.Administer,
        Fields = () => Between(Find(store, rule.Cluster, rule.Id), null),
        Apply = () =>
        {
            store.DeleteRule(rule.Id);
            return null;
        },
        IsVisible = () => Find(store, rule.Cluster, rule.Id) is null,
    };

    /// <summary>Somebody takes an alert on.</summary>
    public static KeptChange Acknowledge(AlertStore store, string cluster, Alert alert, string person, DateTimeOffset now)
    {
        var current = () => store.Open(cluster).FirstOrDefault(open => open.Id == alert.Id);
        return new KeptChange
        {
            Kind = "alert.acknowledge",
            ObjectName = alert.Subject.Name.Length == 0 ? cluster : alert.Subject.Name,
            Cluster = cluster,
            Policy = Policies.Operate,
            Fields = () => FieldChange.Differing(
                new FieldChange("Alerts.Rule", RuleName(store, cluster, alert.Rule), RuleName(store, cluster, alert.Rule)),
                new FieldChange("Alerts.TakenOn", current()?.AcknowledgedBy, current()?.AcknowledgedBy ?? person)),
            Apply = () =>
            {
                store.Acknowledge(alert.Id, person, now);
                return current() switch
                {
                    null => "the alert has ended",
                    { AcknowledgedBy: { } first } when first != person => $"{first} has taken it on already",
                    _ => null,
                };
            },
            IsVisible = () => current()?.AcknowledgedBy is not null,
        };
    }

    /// <summary>Keeps alerts from being told for a while.</summary>
    public static KeptChange Silence(AlertStore store, AlertSilence silence) => new()
    {
        Kind = "alert-silence.add",
        ObjectName = Name(silence),
        Cluster = silence.Cluster,
        Policy = Policies.Operate,
        IsNew = true,
        Fields = () => Between(store, null, silence),
        Apply = () =>
        {
            store.Add(silence);
            return null;
        },
        IsVisible = () => store.Silences(DateTimeOffset.MinValue, silence.Cluster).Any(known => known with { Id = 0 } == silence),
    };

    /// <summary>Ends that before its time.</summary>
    public static KeptChange EndSilence(AlertStore store, AlertSilence silence) => new()
    {
        Kind = "alert-silence.end",
        ObjectName = Name(silence),
        Cluster = silence.Cluster,
        Policy = Policies.Operate,
        Fields = () => Between(store, silence, null),
        Apply = () =>
        {
            store.DeleteSilence(silence.Id);
            return null;
        },
        IsVisible = () => store.Silences(DateTimeOffset.MinValue, silence.Cluster).All(known => known.Id != silence.Id),
    };

    private static AlertRule? Find(AlertStore store, string cluster, long id) => store.Rules(cluster).FirstOrDefault(rule => rule.Id == id);

    private static string? RuleName(AlertStore store, string cluster, long? id) => id is { } known ? Find(store, cluster, known)?.Name : null;

    private static string Name(AlertSilence silence) => silence.Objects.Length == 0 ? silence.Cluster : silence.Objects;

    private static IReadOnlyList<FieldChange> Between(AlertRule? before, AlertRule? after)
    {
        return FieldChange.Differing(
            Field("Alerts.Name", rule => rule.Name),
            Field("Walls.Of", rule => rule.Kind.ToString()),
            Field("Alerts.Objects", rule => rule.Objects),
            Field("Alerts.Figure", rule => rule.Figure.ToString()),
            Field("Alerts.Condition", rule => rule.Condition.ToString()),
            Field("Alerts.Threshold", rule => rule.Threshold.ToString("R", CultureInfo.InvariantCulture)),
            Field("Alerts.Seconds", rule => rule.Seconds.ToString(CultureInfo.InvariantCulture)),
            Field("Alerts.Webhook", rule => Shown(rule.Webhook)),
            Field("Alerts.Mail", rule => rule.Mail),
            Field("Alerts.Disabled", rule => rule.IsDisabled ? "true" : "false"));

        FieldChange Field(string name, Func<AlertRule, string> value) => new(name, before is null ? null : value(before), after is null ? null : value(after));
    }

    private static IReadOnlyList<FieldChange> Between(AlertStore store, AlertSilence? before, AlertSilence? after)
    {
        return FieldChange.Differing(
            Field("Alerts.Rule", silence => RuleName(store, silence.Cluster, silence.Rule) ?? "*"),
            Field("Alerts.Objects", silence => silence.Objects),
            Field("Alerts.SilenceUntil", silence => silence.Until.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)));

        FieldChange Field(string name, Func<AlertSilence, string> value) => new(name, before is null ? null : value(before), after is null ? null : value(after));
    }

    /// <summary>The address of a webhook may hold a secret: its host, and a mark by which one sees whether it is another one.</summary>
    private static string Shown(string webhook) => Uri.TryCreate(webhook, UriKind.Absolute, out var address)
        ? $"{address.Host} ({Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(webhook)))[..6]})"
        : webhook;
}
