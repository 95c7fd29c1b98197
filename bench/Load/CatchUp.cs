using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Load;

/// <summary>Watches a master until its slave has everything, and tells how fast that went; the slave is started meanwhile.</summary>
internal sealed class CatchUp(RemotingAddress master)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public async Task RunAsync(TextWriter output, CancellationToken cancellation)
    {
        await using var client = new RemotingClient(new(), RouteTable.Empty, NullLoggerFactory.Instance, TimeProvider.System);
        var (first, since) = (-1L, 0L);
        while (true)
        {
            var answer = await client.InvokeAsync(master.ToString(), RemotingCommand.Request(RequestCode.GetBrokerHaStatus), TimeSpan.FromSeconds(10), cancellation);
            if (answer.ResponseCode != ResponseCode.Success)
                throw new InvalidOperationException($"{master} does not tell of its slaves: {answer.Code} {answer.Remark}");
            if (FastJson.Parse<HaRuntimeInfo>(answer.Body.Span).HaConnectionInfo is [{ SlaveAckOffset: >= 0 } slave])
            {
                if (first < 0)
                    (first, since) = (slave.SlaveAckOffset, Stopwatch.GetTimestamp());
                if (slave.Diff == 0)
                {
                    Print(output, slave.SlaveAckOffset - first, Stopwatch.GetElapsedTime(since));
                    return;
                }
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    private static void Print(TextWriter output, long bytes, TimeSpan elapsed) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{"caught up",-10}{bytes / 1e6,14:0.###} MB\n{"rate",-10}{bytes / 1e6 / elapsed.TotalSeconds,14:0.###} MB/s"));
}
