using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Testing;

/// <summary>A server of a network in memory that gives the answers a test made up.</summary>
internal sealed class FakeServer : IRequestHandler<NoFields>
{
    private readonly RouteTable.Builder _routes = new(NullLoggerFactory.Instance);
    private readonly Dictionary<RequestCode, Func<RemotingCommand, Reply>> _answers = [];
    private readonly Lane _lane = new("fake", 4, 100);

    /// <summary>Answers a request with a body of JSON.</summary>
    public FakeServer On(RequestCode code, string json) => On(code, _ => Reply.WithBody(Encoding.UTF8.GetBytes(json)));

    /// <summary>Answers a request.</summary>
    public FakeServer On(RequestCode code, Func<RemotingCommand, Reply> answer)
    {
        _answers[code] = answer;
        _routes.In(_lane).On(this, code);
        return this;
    }

    /// <summary>Puts the server under an address.</summary>
    public void Listen(MemoryNetwork network, string address) => network.Listen(
        address, new RemotingServer(new RemotingServerOptions { Port = 0 }, _routes.Build(), NullLoggerFactory.Instance, TimeProvider.System));

    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping) => ValueTask.FromResult(_answers[request.Code](request.Command));
}
