using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Broker.Clients;

/// <summary>Reads the JSON body of a request.</summary>
internal static class RequestBody
{
    /// <exception cref="RejectedException">The body is missing or broken; the remark says where.</exception>
    public static T Parse<T>(ReadOnlyMemory<byte> body)
        where T : class
    {
        if (body.IsEmpty)
            throw new RejectedException(ResponseCode.SystemError, $"the request has no body; a {typeof(T).Name} in JSON is needed");
        try
        {
            return FastJson.Parse<T>(body.Span);
        }
        catch (FastJsonException broken)
        {
            throw new RejectedException(ResponseCode.SystemError, $"the body is no {typeof(T).Name}: {broken.Message}");
        }
    }
}
