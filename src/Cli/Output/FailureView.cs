using RocketMQ.Admin;
using RocketMQ.Admin.Targets;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.Cli.Output;

/// <summary>A server that did not do as asked, for scripts.</summary>
/// <param name="Address">"host:port"; null when no single server is meant.</param>
/// <param name="Code">Its response code; null when it did not answer.</param>
/// <param name="CodeName">The code's name.</param>
/// <param name="Remark">Its reason, or why there was no answer.</param>
internal sealed record FailureView(string? Address, int? Code, string? CodeName, string Remark)
{
    public static FailureView Of(TargetFailure failure) => Of(failure.Reason, failure.Address);

    public static FailureView Of(Exception reason, string? address = null) => reason is AdminException refusal
        ? new FailureView(refusal.Address, (int)refusal.Code, ResponseCodes.NameOf((int)refusal.Code), refusal.Remark)
        : new FailureView(address, null, null, reason.Message);

    /// <summary>The failure in one sentence, with the server's own code.</summary>
    public static string Sentence(Exception reason) => reason switch
    {
        AdminException refusal => $"{refusal.Address} refused {refusal.Request}: {refusal.Remark} (code {(int)refusal.Code} {ResponseCodes.NameOf((int)refusal.Code)})",
        PartialFailureException partial => string.Join("; ", partial.Failures.Select(failure => Sentence(failure.Reason))),
        _ => reason.Message,
    };
}
