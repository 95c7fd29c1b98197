using System.Globalization;

namespace RocketMQ.Cli.Commands;

/// <summary>Values as Java prints them, which is how the original's output has them.</summary>
internal static class Java
{
    public static string Text(bool flag) => flag ? "true" : "false";

    public static string Text(string? text) => text ?? "null";

    /// <summary>"0.0" for a whole number, else all digits.</summary>
    public static string Text(double number) =>
        double.IsInteger(number) && Math.Abs(number) < 1e7 ? number.ToString("F1", CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture);

    public static string Text(IEnumerable<KeyValuePair<string, string>> map) => $"{{{string.Join(", ", map.Select(pair => $"{pair.Key}={pair.Value}"))}}}";
}
