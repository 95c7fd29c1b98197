namespace RocketMQ.Admin.Messages;

/// <summary>The half of a transaction: stored, and not to be seen by consumers until it is committed.</summary>
/// <param name="Sent">Where it is stored; its offset is that of the halves, not of the topic.</param>
/// <param name="ProducerGroup">In whose name it was sent, and has to be ended.</param>
public sealed record HalfMessage(SentMessage Sent, string ProducerGroup);
