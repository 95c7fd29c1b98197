using Microsoft.Extensions.Logging;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Remoting.Dispatch;

/// <summary>What a caller is told when a handler threw: the refusal it meant, or SYSTEM_ERROR with the exception's name for a bug.</summary>
internal static partial class Failures
{
    public static Reply ToReply(Exception failure, int code, RemotingConnection connection, ILogger logger)
    {
        if (failure is RejectedException rejected)
            return Reply.Refused(rejected.Code, rejected.Message);
        if (failure is OperationCanceledException && connection.Stopping.IsCancellationRequested)
            return Reply.Refused(ResponseCode.SystemError, "the connection has ended");
        LogRequestFailed(logger, failure, code, RequestCodes.NameOf(code), connection.Id);
        return Reply.Refused(ResponseCode.SystemError, $"{failure.GetType().Name}: {failure.Message}");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {Code} {Name} on connection {Connection} failed")]
    private static partial void LogRequestFailed(ILogger logger, Exception exception, int code, string name, long connection);
}
