namespace RocketMQ.Remoting.Headers;

/// <summary>323: has a half message checked again. docs/protocol.md 2.4.11.</summary>
public sealed class ResumeCheckHalfMessageRequestHeader : IRemotingHeader
{
    /// <summary>Offset id of the half message.</summary>
    public string? MsgId { get; set; }

    /// <summary>5.x: its topic.</summary>
    public string? Topic { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        MsgId = fields.IfPresent("msgId", MsgId);
        Topic = fields.IfPresent("topic", Topic);
    }
}
