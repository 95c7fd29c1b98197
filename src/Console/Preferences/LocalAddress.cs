namespace RocketMQ.ManagementConsole.Preferences;

/// <summary>Addresses to return to after a form, as sent by the browser and therefore not to be trusted.</summary>
internal static class LocalAddress
{
    /// <summary>The address when it is a path of this site, else the home page.</summary>
    /// <param name="address">With the sub-path, if there is one.</param>
    /// <param name="pathBase">The sub-path.</param>
    public static string OrHome(string? address, PathString pathBase) =>
        address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal) && !address.Contains('\\', StringComparison.Ordinal)
        && !address.Any(char.IsControl)
            ? address
            : pathBase + "/";
}
