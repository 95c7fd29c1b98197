using RocketMQ.Remoting.Json;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Wire names of <see cref="ConsumeFromWhere"/>.</summary>
public sealed class ConsumeFromWhereConverter() : WireEnumConverter<ConsumeFromWhere>(ConsumeFromWhere.Unknown, WireNames.ConsumeFromWheres);
