namespace RocketMQ.ManagementConsole.Messages.Masking;

/// <summary>Hides a part of the messages of some topics of a cluster.</summary>
/// <param name="Name">Name of the rule in its cluster.</param>
/// <param name="Topics">The topics: a name in which <c>*</c> stands for any characters.</param>
/// <param name="Kind">How the part is named.</param>
/// <param name="Target">The part.</param>
public sealed record MaskingRule(string Name, string Topics, MaskingKind Kind, string Target)
{
    /// <summary>What stands in place of what is hidden.</summary>
    public const string Mark = "***";
}

/// <summary>How a rule names what it hides; the text is the resource <c>Masking.Kind.{name}</c>.</summary>
public enum MaskingKind
{
    /// <summary>By a path in the body, which then has to be JSON or something like it.</summary>
    Path,

    /// <summary>By a regular expression, in the body, the keys, the tag and the properties.</summary>
    Pattern,

    /// <summary>By the name of a property.</summary>
    Property,
}
