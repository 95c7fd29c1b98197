using RocketMQ.Admin.Targets;
using RocketMQ.Remoting.Access;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Admin.Requests;

/// <summary>One request to one server, or the same to several; turns refusals and unreadable answers into <see cref="AdminException"/>.</summary>
/// <remarks>Thread-safe. The name server asked last is remembered, as clients do: moving on only when it does not answer.</remarks>
internal sealed class AdminCalls(RemotingClient client, AdminClientOptions options)
{
    /// <summary>Requests of one operation under way: enough to keep every broker busy, too few to fill a lane of one.</summary>
    public const int AtOnce = 64;

    /// <summary>What a broker gives the member that it relays a request to (docs/protocol.md 2.4.12).</summary>
    public static readonly TimeSpan RelayWait = TimeSpan.FromSeconds(10);

    private int _nameServer;

    public IReadOnlyList<string> NameServers => options.NameServers;

    /// <summary>For one request, before anything is added to it.</summary>
    public TimeSpan Timeout => options.Timeout;

    /// <summary>Sends and returns the answer, whatever its code.</summary>
    public async Task<RemotingCommand> AskAsync(
        string address,
        RequestCode code,
        IRemotingHeader? header,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellation,
        TimeSpan wait = default,
        LanguageCode? language = null)
    {
        if (options.Rehearsal?.KeepBack(address, code, header, body) is { } pretended)
            return pretended;
        var request = new RemotingCommand { Code = (int)code, Header = header, Body = body, Language = language ?? LanguageCode.DotNet };
        var answer = await SendAsync(except: null);
        // A broker of 4.9 leaves this one field out when it checks a signature, one of 5.x does not.
        if (options.Keys is not null && code == RequestCode.QueryMessage && IsBadSignature(answer))
            answer = await SendAsync(AccessFields.UniqueKeyQuery);
        return answer;

        Task<RemotingCommand> SendAsync(string? except) => client.InvokeAsync(
            address, options.Keys is { } keys ? SignedHeader.Sign(request, keys, except) : request, options.Timeout + wait, cancellation);
    }

    /// <summary>Sends and returns the answer of a success.</summary>
    public async Task<RemotingCommand> CallAsync(
        string address, RequestCode code, IRemotingHeader? header, CancellationToken cancellation, ReadOnlyMemory<byte> body = default) =>
        Accept(await AskAsync(address, code, header, body, cancellation), address, code);

    /// <summary>Sends and reads the body of a success.</summary>
    public async Task<TBody> CallForBodyAsync<TBody>(string address, RequestCode code, IRemotingHeader? header, CancellationToken cancellation)
        where TBody : class, new() =>
        ReadBody<TBody>(await CallAsync(address, code, header, cancellation), address, code);

    /// <summary>Sends and reads the fields of a success.</summary>
    public async Task<THeader> CallForHeaderAsync<THeader>(string address, RequestCode code, IRemotingHeader? header, CancellationToken cancellation)
        where THeader : IRemotingHeader, new() =>
        ReadHeader<THeader>(await CallAsync(address, code, header, cancellation), address, code);

    /// <summary>Sends to the first name server that answers; its answer may have any code.</summary>
    /// <exception cref="RemotingConnectException">None answered; the message has all reasons.</exception>
    public async Task<(string Address, RemotingCommand Answer)> AskNameServerAsync(
        RequestCode code, IRemotingHeader? header, CancellationToken cancellation)
    {
        var reasons = new List<RemotingException>();
        var start = Volatile.Read(ref _nameServer);
        for (var i = 0; i < NameServers.Count; i++)
        {
            var index = (start + i) % NameServers.Count;
            try
            {
                var answer = await AskAsync(NameServers[index], code, header, default, cancellation);
                Volatile.Write(ref _nameServer, index);
                return (NameServers[index], answer);
            }
            catch (RemotingException unreachable)
            {
                reasons.Add(unreachable);
            }
        }

        throw reasons.Count == 1
            ? reasons[0]
            : new RemotingConnectException(string.Join(";", NameServers), string.Join("; ", reasons.Select(reason => reason.Message)), reasons[^1]);
    }

    /// <summary>Asks about many things at the same time, but no more than <see cref="AtOnce"/> at once; the answers keep the order of the items.</summary>
    public static async Task<TAnswer[]> AllAsync<TItem, TAnswer>(IEnumerable<TItem> items, Func<TItem, Task<TAnswer>> ask, CancellationToken cancellation)
    {
        using var gate = new SemaphoreSlim(AtOnce);
        return await Task.WhenAll(items.Select(async item =>
        {
            await gate.WaitAsync(cancellation);
            try
            {
                return await ask(item);
            }
            finally
            {
                gate.Release();
            }
        }));
    }

    /// <summary>Asks each address at the same time.</summary>
    public static async Task<PartialResult<T>> EachAsync<T>(IEnumerable<string> addresses, Func<string, Task<T>> ask)
    {
        var outcomes = await Task.WhenAll(addresses.Distinct().Select(async address =>
        {
            try
            {
                return (Address: address, Value: await ask(address), Failure: (TargetFailure?)null);
            }
            catch (Exception failure) when (failure is AdminException or RemotingException)
            {
                return (Address: address, Value: default(T)!, Failure: new TargetFailure(address, failure));
            }
        }));
        return new PartialResult<T>(
            outcomes.Where(outcome => outcome.Failure is null).ToDictionary(outcome => outcome.Address, outcome => outcome.Value),
            [.. outcomes.Where(outcome => outcome.Failure is not null).Select(outcome => outcome.Failure!)]);
    }

    /// <summary>Sends the same request, whose success has nothing to tell, to each address.</summary>
    public Task<PartialResult<Done>> CallEachAsync(
        IEnumerable<string> addresses, RequestCode code, IRemotingHeader? header, CancellationToken cancellation, ReadOnlyMemory<byte> body = default) =>
        EachAsync(addresses, async address =>
        {
            await CallAsync(address, code, header, cancellation, body);
            return new Done();
        });

    public static RemotingCommand Accept(RemotingCommand answer, string address, RequestCode code) =>
        answer.ResponseCode == ResponseCode.Success ? answer : throw Refusal(answer, address, code);

    public static AdminException Refusal(RemotingCommand answer, string address, RequestCode code) =>
        new(answer.ResponseCode, address, RequestCodes.NameOf(code), answer.Remark is { Length: > 0 } remark ? remark : "no reason given");

    /// <summary>The body; an object with nothing in it when there is none, since the original sends nothing where it has null.</summary>
    public static TBody ReadBody<TBody>(RemotingCommand answer, string address, RequestCode code)
        where TBody : class, new()
    {
        try
        {
            return answer.Body.IsEmpty ? new TBody() : FastJson.Parse<TBody>(answer.Body.Span);
        }
        catch (FastJsonException unreadable)
        {
            throw Unreadable(address, code, unreadable);
        }
    }

    public static THeader ReadHeader<THeader>(RemotingCommand answer, string address, RequestCode code)
        where THeader : IRemotingHeader, new()
    {
        try
        {
            return answer.ReadHeader<THeader>();
        }
        catch (RejectedException unreadable)
        {
            throw Unreadable(address, code, unreadable);
        }
    }

    public static AdminException Unreadable(string address, RequestCode code, Exception reason) =>
        new(ResponseCode.SystemError, address, RequestCodes.NameOf(code), $"the answer cannot be read: {reason.Message}", reason);

    private static bool IsBadSignature(RemotingCommand answer) =>
        answer.ResponseCode is ResponseCode.SystemError or ResponseCode.NoPermission
        && answer.Remark?.Contains("signature", StringComparison.OrdinalIgnoreCase) == true;
}
