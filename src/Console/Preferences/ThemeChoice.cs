namespace RocketMQ.ManagementConsole.Preferences;

/// <summary>The theme a browser chose; without a choice it follows the system's.</summary>
internal static class ThemeChoice
{
    /// <summary>Cookie written by the page's script: <c>light</c>, <c>dark</c>, or absent.</summary>
    public const string Cookie = "theme";

    /// <summary>The chosen theme, or null for the system's.</summary>
    public static string? Of(HttpContext? context) => context?.Request.Cookies[Cookie] is "light" or "dark" ? context.Request.Cookies[Cookie] : null;
}
