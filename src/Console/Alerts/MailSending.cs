using System.Net;
using System.Net.Mail;

namespace RocketMQ.ManagementConsole.Alerts;

/// <summary>Sends alerts by SMTP.</summary>
internal sealed class MailSending(Hosting.ConsoleOptions console)
{
    /// <summary>Whether a server is named.</summary>
    public bool IsConfigured => console.Mail is not null;

    /// <summary>Sends one mail.</summary>
    /// <returns>Why it could not be sent; null when it was.</returns>
    /// <exception cref="SmtpException">The server refused, or did not answer.</exception>
    public async Task<string?> SendAsync(OutgoingAlert message, CancellationToken stopping)
    {
        if (console.Mail is not { } options)
            return $"no mail server is named; set {MailOptions.HostVariable}";
        using var client = new SmtpClient(options.Host, options.Port) { EnableSsl = options.UseTls };
        if (options.User is not null)
            client.Credentials = new NetworkCredential(options.User, options.Password);
        // A line break in a subject would begin a header of its own.
        using var mail = new MailMessage(options.From, message.Target, message.Subject.ReplaceLineEndings(" "), message.Body);
        await client.SendMailAsync(mail, stopping);
        return null;
    }
}
