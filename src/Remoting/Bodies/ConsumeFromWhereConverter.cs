using RocketMQ.Remoting.Json;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Wire names of <see cref="ConsumeFromWhere"/>.</summary>
internal sealed class ConsumeFromWhereConverter() : WireEnumConverter<ConsumeFromWhere>(ConsumeFromWhere.Unknown, WireNames.ConsumeFromWheres);
