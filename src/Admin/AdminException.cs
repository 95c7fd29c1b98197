using RocketMQ.Remoting.Codes;

namespace RocketMQ.Admin;

/// <summary>A server answered, and the answer was no (or could not be read).</summary>
public sealed class AdminException : Exception
{
    /// <summary>What a server answered.</summary>
    /// <param name="code">Its response code.</param>
    /// <param name="address">Who answered, "host:port".</param>
    /// <param name="request">What was asked, by the request's name.</param>
    /// <param name="remark">The reason it gave.</param>
    /// <param name="inner">Why the answer could not be read.</param>
    public AdminException(ResponseCode code, string address, string request, string remark, Exception? inner = null)
        : base($"{address} refused {request}: {remark} ({ResponseCodes.NameOf((int)code)})", inner)
    {
        Code = code;
        Address = address;
        Request = request;
        Remark = remark;
    }

    /// <summary>Response code.</summary>
    public ResponseCode Code { get; }

    /// <summary>Who refused, "host:port".</summary>
    public string Address { get; }

    /// <summary>Name of the request, as the original spells it.</summary>
    public string Request { get; }

    /// <summary>The server's reason.</summary>
    public string Remark { get; }
}
