using System.Globalization;
using System.Net;
using System.Text.Json;
using RocketMQ.Admin;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.ManagementConsole.Traffic;

/// <summary>Sends made-up orders at the wanted rate, round robin over the topic's queues.</summary>
/// <remarks>One loop decides how many are due; sends run side by side, as many as <see cref="MaxUnderway"/>.</remarks>
internal sealed class SampleProducer(IAdminClient admin, RemotingClient remoting, SampleCounters counters, TimeProvider time)
{
    // A broker that hangs must not collect a heap of unanswered sends.
    private const int MaxUnderway = 64;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan RouteAge = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly string[] Tags = ["created", "paid", "shipped", "returned"];
    private static readonly string[] Goods = ["tea", "rice", "lamp", "bicycle", "umbrella"];

    private readonly UniqueIdGenerator _ids = new(IPAddress.Loopback, Environment.ProcessId, Random.Shared.Next(), time);
    private IReadOnlyList<SampleQueue> _queues = [];
    private long _routeAt;
    private int _underway;
    private long _turn;

    public async Task RunAsync(CancellationToken stopping)
    {
        using var ticks = new PeriodicTimer(Tick, time);
        var last = time.GetTimestamp();
        var due = 0.0;
        try
        {
            while (await ticks.WaitForNextTickAsync(stopping))
            {
                var now = time.GetTimestamp();
                // What could not be sent in the last quarter of a second is given up, so that a pause does not end in a flood.
                due = Math.Min(due + (time.GetElapsedTime(last, now).TotalSeconds * counters.Rate), Math.Max(1, counters.Rate / 4.0));
                last = now;
                if (!await RefreshRouteAsync(stopping))
                {
                    due = 0;
                    continue;
                }

                for (; due >= 1 && Volatile.Read(ref _underway) < MaxUnderway; due--)
                    _ = SendAsync(_queues[(int)(_turn++ % _queues.Count)], stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Told to stop.
        }
    }

    private async Task<bool> RefreshRouteAsync(CancellationToken stopping)
    {
        if (_queues.Count > 0 && time.GetElapsedTime(_routeAt) < RouteAge)
            return true;
        try
        {
            _queues = await SampleQueues.FindAsync(admin, Permissions.Write, stopping);
            _routeAt = time.GetTimestamp();
            if (_queues.Count == 0)
                counters.CountFailed($"topic {ISampleTraffic.Topic} has no writable queue");
        }
        catch (Exception failure) when (failure is RemotingException or AdminException)
        {
            // The old route may still serve; without one there is nothing to send to.
            counters.CountFailed(failure.Message);
        }

        return _queues.Count > 0;
    }

    private async Task SendAsync(SampleQueue target, CancellationToken stopping)
    {
        Interlocked.Increment(ref _underway);
        try
        {
            var answer = await remoting.InvokeAsync(target.Address, Message(target.Queue), Patience, stopping);
            if (answer.ResponseCode is ResponseCode.Success or ResponseCode.FlushDiskTimeout or ResponseCode.FlushSlaveTimeout or ResponseCode.SlaveNotAvailable)
                counters.CountSent();
            else
                counters.CountFailed($"{target.Address} refused: {answer.Remark} ({ResponseCodes.NameOf(answer.Code)})");
        }
        catch (RemotingException failure)
        {
            counters.CountFailed(failure.Message);
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or ObjectDisposedException && stopping.IsCancellationRequested)
        {
            // Told to stop; whether this one was stored is not counted.
        }
        finally
        {
            Interlocked.Decrement(ref _underway);
        }
    }

    private RemotingCommand Message(MessageQueue queue)
    {
        var now = time.GetUtcNow();
        var number = Random.Shared.Next(100_000, 1_000_000);
        var key = string.Create(CultureInfo.InvariantCulture, $"order-{number}");
        var properties = new Dictionary<string, string>
        {
            [PropertyNames.Keys] = key,
            [PropertyNames.UniqueKey] = _ids.Next(),
            [PropertyNames.Wait] = "true",
            [PropertyNames.Tags] = Tags[Random.Shared.Next(Tags.Length)],
            ["region"] = number % 2 == 0 ? "north" : "south",
        };
        var header = new SendMessageV2RequestHeader
        {
            ProducerGroup = "sample-producers",
            Topic = queue.Topic,
            QueueId = queue.QueueId,
            BornTimestamp = now.ToUnixTimeMilliseconds(),
            Properties = MessageProperties.Format(properties),
            BrokerName = queue.BrokerName,
        };
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            order = key,
            goods = Goods[Random.Shared.Next(Goods.Length)],
            amount = Random.Shared.Next(1, 20),
            price = Math.Round(Random.Shared.NextDouble() * 200, 2),
            at = now,
        });
        return RemotingCommand.Request(RequestCode.SendMessageV2, header, body);
    }
}
