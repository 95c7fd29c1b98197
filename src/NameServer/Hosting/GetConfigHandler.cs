using System.Text;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Hosting;

namespace RocketMQ.NameServer.Hosting;

/// <summary>319: every property with its value. docs/protocol.md 2.3.9.</summary>
internal sealed class GetConfigHandler(ServerConfiguration configuration) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping) =>
        ValueTask.FromResult(Reply.WithBody(Encoding.UTF8.GetBytes(PropertiesText.Write(configuration.All))));
}
