namespace RocketMQ.Remoting.Headers;

/// <summary>310, 320 and 325: a send request with one-letter names on the wire. docs/protocol.md 2.4.1.</summary>
public sealed class SendMessageV2RequestHeader() : SendMessageRequestHeader(shortNames: true);
