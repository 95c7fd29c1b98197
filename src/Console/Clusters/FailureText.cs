using RocketMQ.Admin;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>Failures of the admin client in words for people.</summary>
internal static class FailureText
{
    /// <summary>Whether the admin client fails this way: refused, no answer, or a wrong argument. Anything else is a defect of the console.</summary>
    public static bool IsExpected(Exception failure) => failure is AdminException or RemotingException or ArgumentException;

    /// <summary>The server's own code and words when it refused: "17 TOPIC_NOT_EXIST: no route"; else why there was no answer.</summary>
    public static string Of(Exception failure) => failure is AdminException refusal
        ? $"{(int)refusal.Code} {ResponseCodes.NameOf((int)refusal.Code)}: {refusal.Remark}"
        : failure.Message;
}
