using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Clients;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Broker.Relay;

/// <summary>223: how far consumers are by their own account; each is asked (221) for what it knows (docs/protocol.md 2.4.10).</summary>
internal sealed partial class ConsumerStatusHandler(ConsumerTable consumers, ILogger logger) : IRequestHandler<GetConsumerStatusRequestHeader>
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public async ValueTask<Reply> HandleAsync(Request<GetConsumerStatusRequestHeader> request, CancellationToken stopping)
    {
        var header = request.Header;
        var members = consumers.ChannelsOf(header.Group);
        if (members.Count == 0)
            return Reply.Refused(ResponseCode.SystemError, $"No Any Consumer online in the consumer group: [{header.Group}]");
        if (members.FirstOrDefault(member => member.Version < ConsumerCalls.KnowsOffsetsSince) is { } old)
            return ConsumerCalls.TooOld(old, ConsumerCalls.KnowsOffsetsSince);
        var asked = members.Where(member => string.IsNullOrEmpty(header.ClientAddr) || member.ClientId == header.ClientAddr).ToList();
        var answers = await Task.WhenAll(asked.Select(member => AskAsync(member, header, stopping)));
        var body = new GetConsumerStatusBody();
        foreach (var (member, table) in asked.Zip(answers))
        {
            if (table is not null)
                body.ConsumerTable[member.ClientId] = table;
        }

        return Reply.With(null, FastJson.Write(body));
    }

    /// <summary>One that can not answer is left out, as in the original.</summary>
    private async Task<Dictionary<MessageQueue, long>?> AskAsync(ClientChannel member, GetConsumerStatusRequestHeader header, CancellationToken stopping)
    {
        try
        {
            var question = new GetConsumerStatusRequestHeader { Topic = header.Topic, Group = header.Group };
            var answer = await member.Connection.InvokeAsync(RemotingCommand.Request(RequestCode.GetConsumerStatusFromClient, question), Timeout, stopping);
            if (answer.ResponseCode == ResponseCode.Success)
                return answer.Body.IsEmpty ? [] : FastJson.Parse<GetConsumerStatusBody>(answer.Body.Span).MessageQueueTable;
            LogNoAnswer(logger, member.ClientId, header.Group, $"it answered {answer.Code} {answer.Remark}");
        }
        catch (Exception failure) when (failure is RemotingException or ObjectDisposedException or FastJsonException)
        {
            LogNoAnswer(logger, member.ClientId, header.Group, failure.Message);
        }

        return null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Client {Client} of group {Group} did not tell its offsets: {Reason}")]
    private static partial void LogNoAnswer(ILogger logger, string client, string group, string reason);
}
