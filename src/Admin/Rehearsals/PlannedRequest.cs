namespace RocketMQ.Admin.Rehearsals;

/// <summary>A request that a rehearsal kept back.</summary>
/// <param name="Address">Whom it would have gone to.</param>
/// <param name="Code">Its request code.</param>
/// <param name="Request">Its name, as the original spells it.</param>
/// <param name="Fields">Its extension fields.</param>
/// <param name="Body">Its body as text; empty when it has none.</param>
public sealed record PlannedRequest(string Address, int Code, string Request, IReadOnlyDictionary<string, string> Fields, string Body);
