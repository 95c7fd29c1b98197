using System.Globalization;
using System.Text;
using RocketMQ.ManagementConsole.Access;

namespace RocketMQ.ManagementConsole.Hosting;

/// <summary>What the console says on standard output once its pages are served.</summary>
internal static class StartupText
{
    /// <summary>Address, data folder and, only in the very first start, the administrator's password.</summary>
    public static string Compose(IEnumerable<string> addresses, ConsoleOptions options, FirstAdministratorResult administrator)
    {
        var text = new StringBuilder();
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"  RocketMQ console   {string.Join("  ", addresses)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  Data folder        {options.DataFolder}");
        if (administrator.GeneratedPassword is { } password)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  First login        {administrator.Name} / {password}");
            text.AppendLine("                     shown only now; change it under the user menu, Account");
        }

        return text.ToString();
    }
}
