using RocketMQ.Model;

namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: one queue in the answer to 400. docs/protocol.md 2.4.14.</summary>
public sealed record MessageQueueAssignment
{
    /// <summary>Whatever a server adds.</summary>
    public Dictionary<string, string>? Attachments { get; set; }

    /// <summary>The queue; its number is -1 for all of a broker.</summary>
    public MessageQueue? MessageQueue { get; set; }

    /// <summary>PULL or POP.</summary>
    public string Mode { get; set; } = SetMessageRequestModeRequestBody.Pull;
}
