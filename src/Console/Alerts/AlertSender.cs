using System.Net.Mail;
using System.Text;
using Microsoft.Data.Sqlite;

namespace RocketMQ.ManagementConsole.Alerts;

/// <summary>Delivers what is in the outbox, in order, and tries again what could not be delivered.</summary>
internal sealed partial class AlertSender(
    AlertOutbox outbox, IHttpClientFactory clients, MailSending mail, TimeProvider time, ILogger<AlertSender> logger) : BackgroundService
{
    /// <summary>Name of the client for webhooks.</summary>
    public const string Client = "alerts";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Tries everything whose turn it is, once.</summary>
    public async Task SendAsync(CancellationToken stopping = default)
    {
        foreach (var message in outbox.Due(time.GetUtcNow()))
        {
            var failure = await TryAsync(message, stopping);
            if (failure is null)
            {
                outbox.Delivered(message, time.GetUtcNow());
                continue;
            }

            LogNotDelivered(message.Channel, message.Attempts + 1, failure);
            outbox.Failed(message, failure, time.GetUtcNow());
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await SendAsync(stoppingToken);
                }
                catch (SqliteException failure)
                {
                    LogOutbox(failure);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is not delivered is by the next console.
        }
    }

    private async Task<string?> TryAsync(OutgoingAlert message, CancellationToken stopping)
    {
        try
        {
            return message.Channel == OutgoingAlert.ToWebhook ? await PostAsync(message, stopping) : await mail.SendAsync(message, stopping);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return "it did not answer in time";
        }
        catch (Exception failure) when (failure is HttpRequestException or SmtpException or IOException or InvalidOperationException)
        {
            return failure.InnerException is { } inner ? $"{failure.Message} {inner.Message}" : failure.Message;
        }
    }

    private async Task<string?> PostAsync(OutgoingAlert message, CancellationToken stopping)
    {
        using var client = clients.CreateClient(Client);
        using var content = new StringContent(message.Body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri(message.Target), content, stopping);
        return answer.IsSuccessStatusCode ? null : FormattableString.Invariant($"it answered {(int)answer.StatusCode} {answer.ReasonPhrase}");
    }

    // Addresses of webhooks often hold a secret, so no line of the log has one.
    [LoggerMessage(Level = LogLevel.Warning, Message = "An alert could not be delivered by {Channel} (try {Attempt}): {Failure}")]
    private partial void LogNotDelivered(string channel, int attempt, string failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outbox of alerts cannot be used")]
    private partial void LogOutbox(Exception exception);
}
