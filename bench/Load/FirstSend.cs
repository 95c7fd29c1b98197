using System.Globalization;
using System.Net.Sockets;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Load;

/// <summary>Sends one message again and again until a broker that is only being started has stored it, and tells the time of day then.</summary>
internal sealed class FirstSend(RemotingAddress broker, string topic)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);

    public async Task RunAsync(TextWriter output, CancellationToken cancellation)
    {
        // Who measures starts the broker when this is here, so that the start of this program is not part of it.
        output.WriteLine("waiting");
        await output.FlushAsync(cancellation);
        var refused = 0;
        while (!await IsStoredAsync(cancellation))
        {
            refused++;
            await Task.Delay(Pause, cancellation);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"refused",-10}{refused,14} times"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"accepted",-10}{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0:F3} s"));
    }

    private async Task<bool> IsStoredAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(AnswerTimeout);
        try
        {
            return (await new SendLoad(broker, topic, window: 1, size: 128, rate: 0).RunAsync(connections: 1, count: 1, pid: null, limit.Token)).Failed == 0;
        }
        catch (Exception failure) when (failure is SocketException or IOException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
