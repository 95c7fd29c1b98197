using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Groups;
using RocketMQ.Broker.Offsets;
using RocketMQ.Broker.Persistence;
using RocketMQ.Broker.Topics;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Broker.Replication;

/// <summary>Copies topics, groups and positions from the master to a slave (docs/protocol.md 5.4).</summary>
/// <remarks>One loop asks for one table after the other; what one can not be had for is asked again in the next round, and holds up none of the others.</remarks>
internal sealed partial class MetadataSync(
    MasterAddress master, RemotingClient client, TopicTable topics, GroupTable groups, OffsetTable offsets, ConfigFile delayOffsets, TimeProvider time,
    ILogger<MetadataSync> logger) : IAsyncDisposable
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;
    private string? _warned;

    public void Start() => _loop = RunAsync();

    /// <summary>One round.</summary>
    public async Task SyncAsync(CancellationToken stopping)
    {
        if (master.Address is not { } address)
            return;
        string?[] problems =
        [
            await CopyAsync(address, RequestCode.GetAllTopicConfig, body => topics.Adopt(FastJson.Parse<TopicConfigSerializeWrapper>(body)), stopping),
            await CopyAsync(address, RequestCode.GetAllConsumerOffset, body => offsets.Adopt(FastJson.Parse<ConsumerOffsetSerializeWrapper>(body)), stopping),
            await CopyAsync(address, RequestCode.GetAllDelayOffset, body => delayOffsets.Save(FastJson.Parse<DelayOffsetSerializeWrapper>(body)), stopping),
            await CopyAsync(address, RequestCode.GetAllSubscriptionGroupConfig, body => groups.Adopt(FastJson.Parse<SubscriptionGroupWrapper>(body)), stopping),
        ];
        var problem = problems.FirstOrDefault(found => found is not null);
        // Once for each outage.
        if (problem is not null && _warned is null)
            LogNotCopied(address, problem);
        _warned = problem;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await Task.Delay(First, time, _stopping.Token);
            while (true)
            {
                await SyncAsync(_stopping.Token);
                await Task.Delay(Period, time, _stopping.Token);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>Asks for one table and takes it over; the problem where that failed.</summary>
    private async Task<string?> CopyAsync(string address, RequestCode code, TakeOver take, CancellationToken stopping)
    {
        try
        {
            var answer = await client.InvokeAsync(address, RemotingCommand.Request(code), Patience, stopping);
            if (answer.ResponseCode != ResponseCode.Success)
                return $"request {(int)code} was answered {answer.Code} {answer.Remark}";
            take(answer.Body.Span);
            return null;
        }
        catch (Exception failure) when (failure is RemotingException or FastJsonException or IOException)
        {
            return failure.Message;
        }
    }

    private delegate void TakeOver(ReadOnlySpan<byte> body);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Topics, groups and positions could not all be copied from the master at {Address}: {Problem}. Tried again every 10 s")]
    private partial void LogNotCopied(string address, string problem);
}
