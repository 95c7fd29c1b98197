using System.Globalization;
using System.Net.Mail;

namespace RocketMQ.ManagementConsole.Alerts;

/// <summary>The mail server for alerts, from the environment.</summary>
/// <param name="Host">Where it is.</param>
/// <param name="Port">Its port.</param>
/// <param name="From">Who mails come from.</param>
internal sealed record MailOptions(string Host, int Port, string From)
{
    /// <summary>Environment variable of the server; without it no mail is sent.</summary>
    public const string HostVariable = "CONSOLE_SMTP_HOST";

    private const string PortVariable = "CONSOLE_SMTP_PORT";
    private const string FromVariable = "CONSOLE_SMTP_FROM";
    private const string UserVariable = "CONSOLE_SMTP_USER";
    private const string PasswordVariable = "CONSOLE_SMTP_PASSWORD";
    private const string TlsVariable = "CONSOLE_SMTP_TLS";

    /// <summary>Name to log in with; null for no login.</summary>
    public string? User { get; init; }

    /// <summary>Password of <see cref="User"/>.</summary>
    public string? Password { get; init; }

    /// <summary>Whether the connection has to be encrypted (STARTTLS).</summary>
    public bool UseTls { get; init; } = true;

    /// <summary>Reads the environment.</summary>
    /// <returns>Null when no server is named.</returns>
    /// <exception cref="UnusableMailException">Something is missing or wrong; the message names the variable.</exception>
    public static MailOptions? Read(Func<string, string?> variable)
    {
        if (variable(HostVariable) is not { Length: > 0 } host)
            return null;
        var port = variable(PortVariable) is { Length: > 0 } text ? int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0 : 587;
        if (port is < 1 or > 65535)
            throw new UnusableMailException($"{PortVariable} '{variable(PortVariable)}' is no port; allowed is 1 to 65535.");
        if (variable(FromVariable) is not { Length: > 0 } from || !MailAddress.TryCreate(from, out _))
            throw new UnusableMailException($"{HostVariable} is set, so {FromVariable} is needed too: the address that mails come from.");
        var tls = variable(TlsVariable) is not { Length: > 0 } wanted || (bool.TryParse(wanted, out var use)
            ? use
            : throw new UnusableMailException($"{TlsVariable} '{wanted}' is neither true nor false."));
        return new MailOptions(host, port, from) { User = variable(UserVariable) is { Length: > 0 } user ? user : null, Password = variable(PasswordVariable), UseTls = tls };
    }

    /// <summary>Never the password, so that it does not get into logs.</summary>
    public override string ToString() => FormattableString.Invariant($"{Host}:{Port}");
}

/// <summary>The environment names a mail server that cannot be used; the message says why.</summary>
internal sealed class UnusableMailException(string message) : Exception(message);
