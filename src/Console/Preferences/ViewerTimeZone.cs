namespace RocketMQ.ManagementConsole.Preferences;

/// <summary>
/// The time zone that times are shown in: the browser's, told by a cookie that the page's script writes, else the server's.
/// One per request or circuit; set once by the root component, before anything is rendered.
/// </summary>
internal sealed class ViewerTimeZone
{
    /// <summary>Cookie with an IANA zone name, for example <c>Europe/Berlin</c>.</summary>
    public const string Cookie = "tz";

    /// <summary>The zone in use.</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Local;

    /// <summary>Takes the browser's zone when this machine knows it.</summary>
    public void Use(string? id)
    {
        if (id is { Length: > 0 and < 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
            Zone = zone;
    }

    /// <summary>The moment on the viewer's clock.</summary>
    public DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone);
}
