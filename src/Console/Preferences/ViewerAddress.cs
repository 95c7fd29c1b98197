namespace RocketMQ.ManagementConsole.Preferences;

/// <summary>The network address that the viewer's page was asked for from; a circuit has no requests that would tell.</summary>
internal sealed class ViewerAddress
{
    /// <summary>The address; null when it is not known.</summary>
    public string? Value { get; private set; }

    /// <summary>Remembers it for this circuit.</summary>
    public void Use(string? address) => Value = address;
}
