using RocketMQ.ManagementConsole.Changes;

namespace RocketMQ.ManagementConsole.Brokers;

/// <summary>A setting of a broker, and where its value comes from as far as can be told: brokers tell values, not sources.</summary>
public sealed record BrokerSetting
{
    /// <summary>Its name.</summary>
    public required string Key { get; init; }

    /// <summary>Its value, in the broker's words.</summary>
    public required string Value { get; init; }

    /// <summary>What is known of it; null for a setting that only this broker knows.</summary>
    public SettingReference? Reference { get; init; }

    /// <summary>Its default in the broker's line of releases; null where that is not known or depends on the machine.</summary>
    public string? Default { get; init; }

    /// <summary>Where the value comes from.</summary>
    public required SettingSource Source { get; init; }

    /// <summary>What the properties file says, when that is another value.</summary>
    public string? InFile { get; init; }

    /// <summary>Who changed it last in this console since the broker started; null for nobody.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>All settings of a broker.</summary>
    /// <param name="settings">What it tells.</param>
    /// <param name="file">What its properties file says; null when this console has no such file.</param>
    /// <param name="changes">What was changed in this console since the broker started, newest first.</param>
    /// <param name="defaults">Those of its line of releases.</param>
    internal static IReadOnlyList<BrokerSetting> Of(
        IReadOnlyDictionary<string, string> settings, IReadOnlyDictionary<string, string>? file, IReadOnlyList<AuditEntry> changes, SettingsDefaults defaults) =>
        [.. settings.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => Of(pair.Key, pair.Value, file?.GetValueOrDefault(pair.Key), LastChange(changes, pair.Key, pair.Value), defaults.Values.GetValueOrDefault(pair.Key)))];

    private static BrokerSetting Of(string key, string value, string? inFile, AuditEntry? change, string? ofRelease)
    {
        return new BrokerSetting
        {
            Key = key,
            Value = value,
            Reference = SettingsReference.All.GetValueOrDefault(key),
            Default = ofRelease,
            InFile = inFile == value ? null : inFile,
            ChangedBy = change?.Person,
            ChangedAt = change?.At,
            Source = change is not null ? SettingSource.Changed
                : inFile == value ? SettingSource.File
                : inFile is not null ? SettingSource.NotTheFile
                : ofRelease is null ? SettingSource.Unknown
                : ofRelease == value ? SettingSource.Default
                : SettingSource.Set,
        };
    }

    // A later change by other means shows in the value.
    private static AuditEntry? LastChange(IReadOnlyList<AuditEntry> changes, string key, string value) => changes.FirstOrDefault(entry =>
        entry.Status is ChangeStatus.Done && entry.Brokers.SelectMany(broker => broker.Fields).Any(field => field.Name == key && field.After == value));
}

/// <summary>Where the value of a setting comes from.</summary>
public enum SettingSource
{
    /// <summary>It is the default.</summary>
    Default,

    /// <summary>It stands in the properties file.</summary>
    File,

    /// <summary>The properties file says otherwise: it was changed since the start, there or in the broker.</summary>
    NotTheFile,

    /// <summary>It was changed in this console while the broker ran.</summary>
    Changed,

    /// <summary>It is not the default: it was set in the broker's file or while it ran, and the broker does not tell which.</summary>
    Set,

    /// <summary>Its default is not known, or depends on the machine.</summary>
    Unknown,
}
