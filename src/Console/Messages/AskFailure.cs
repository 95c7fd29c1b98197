using RocketMQ.Admin;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>A question to the cluster that failed as a whole.</summary>
/// <param name="Message">The server's or the connection's words, the address included.</param>
/// <param name="IsForbidden">Whether the server refused for lack of permission.</param>
public sealed record AskFailure(string Message, bool IsForbidden = false)
{
    /// <summary>Whether an exception is an answer that pages show, and no mistake of this program.</summary>
    public static bool Covers(Exception exception) => exception is AdminException or RemotingException or ArgumentException or IOException;

    /// <summary>What is to be shown of an exception.</summary>
    public static AskFailure Of(Exception exception) =>
        new(exception.Message, exception is AdminException { Code: ResponseCode.NoPermission });
}
