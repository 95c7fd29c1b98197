using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;

namespace RocketMQ.NameServer;

/// <summary>Refusals that several requests share.</summary>
internal static class Rejections
{
    /// <summary>Refuses a field that is there but says nothing.</summary>
    public static void IfBlank(string field, string value)
    {
        if (string.IsNullOrWhiteSpace(value))
            throw new RejectedException(ResponseCode.SystemError, $"field '{field}' is empty; it must name something");
    }
}
