using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Load;

/// <summary>Gives a broker many consumer groups, each with an offset in one queue, for tools that look at all of them.</summary>
internal sealed class GroupLoad(RemotingAddress broker, string topic, int window)
{
    /// <summary>Commits the offsets.</summary>
    /// <returns>How many the broker refused.</returns>
    public async Task<int> RunAsync(int count, TextWriter output, CancellationToken cancellation)
    {
        await using var client = new RemotingClient(new RemotingClientOptions(), RouteTable.Empty, NullLoggerFactory.Instance, TimeProvider.System);
        using var gate = new SemaphoreSlim(window);
        var start = Stopwatch.GetTimestamp();
        var refused = await Task.WhenAll(Enumerable.Range(0, count).Select(number => CommitAsync(client, number, gate, cancellation)));
        output.WriteLine(FormattableString.Invariant($"groups {count} 1"));
        output.WriteLine(FormattableString.Invariant($"refused {refused.Count(isRefused => isRefused)} 1"));
        output.WriteLine(FormattableString.Invariant($"elapsed {Stopwatch.GetElapsedTime(start).TotalSeconds:F3} s"));
        return refused.Count(isRefused => isRefused);
    }

    private async Task<bool> CommitAsync(RemotingClient client, int number, SemaphoreSlim gate, CancellationToken cancellation)
    {
        var group = FormattableString.Invariant($"load-group-{number:00000}");
        var settings = new RemotingCommand { Code = (int)RequestCode.UpdateAndCreateSubscriptionGroup, Body = FastJson.Write(new SubscriptionGroupConfig { GroupName = group }) };
        var offset = new RemotingCommand
        {
            Code = (int)RequestCode.UpdateConsumerOffset,
            Header = new UpdateConsumerOffsetRequestHeader { ConsumerGroup = group, Topic = topic, QueueId = 0, CommitOffset = 0 },
        };
        await gate.WaitAsync(cancellation);
        try
        {
            foreach (var request in (RemotingCommand[])[settings, offset])
            {
                var answer = await client.InvokeAsync(broker.ToString(), request, TimeSpan.FromSeconds(30), cancellation);
                if (answer.ResponseCode != ResponseCode.Success)
                    return true;
            }

            return false;
        }
        finally
        {
            gate.Release();
        }
    }
}
