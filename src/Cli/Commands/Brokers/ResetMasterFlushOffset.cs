using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Brokers;

internal sealed class ResetMasterFlushOffset : AdminCommand
{
    private readonly Option<string> _broker = Opt.Needed("b", "brokerAddr", "address of the broker, host:port");
    private readonly Option<long> _offset = Opt.NeededNumber("o", "offset", "the offset");

    public override string Name => "resetMasterFlushOffset";

    public override string Description => "tells a slave what to take for the flushed end of its master's log";

    public override IReadOnlyList<Option> Options => [_broker, _offset];

    public override IReadOnlyList<string> Differences => ["both options are required; the original says so only by failing"];

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var (broker, offset) = (call.Needed(_broker), call.Get(_offset));
        await call.Admin.Maintenance.ResetMasterFlushOffsetAsync(broker, offset, call.Cancellation);
        return Answer.Of(new ServersView([broker]), CliJson.Default.ServersView, screen => screen.Print($"reset master flush offset to {offset} success"));
    }
}
