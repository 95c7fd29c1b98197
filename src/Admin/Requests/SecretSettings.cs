namespace RocketMQ.Admin.Requests;

/// <summary>
/// Settings whose value lets whoever knows it in. Brokers of 5.3 tell them with all others, the password of their first user among them;
/// here they are withheld before anything can show, keep or compare them.
/// </summary>
internal static class SecretSettings
{
    /// <summary>What stands for such a value.</summary>
    public const string Withheld = "***";

    private static readonly string[] Signs = ["password", "secret", "credential"];

    // A JSON object with a password, and headers of the sort "authorization:token".
    private static readonly string[] Names = ["initAuthenticationUser", "metricsGrpcExporterHeader"];

    /// <summary>The value to show for a setting.</summary>
    public static string Show(string key, string value) => value.Length > 0 && IsSecret(key) ? Withheld : value;

    private static bool IsSecret(string key) => Names.Contains(key) || Signs.Any(sign => key.Contains(sign, StringComparison.OrdinalIgnoreCase));
}
