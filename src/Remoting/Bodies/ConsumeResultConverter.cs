using RocketMQ.Remoting.Json;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Wire names of <see cref="ConsumeResult"/>.</summary>
internal sealed class ConsumeResultConverter() : WireEnumConverter<ConsumeResult>(ConsumeResult.Unknown, WireNames.ConsumeResults);
