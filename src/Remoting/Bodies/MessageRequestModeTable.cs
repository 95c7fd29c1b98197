namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: how groups get messages: answer to 402, and <c>messageRequestMode.json</c>. docs/protocol.md 4.7.</summary>
public sealed class MessageRequestModeTable
{
    /// <summary>Modes by group by topic.</summary>
    public Dictionary<string, Dictionary<string, SetMessageRequestModeRequestBody>> MessageRequestModeMap { get; set; } = [];
}
