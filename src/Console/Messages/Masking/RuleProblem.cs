namespace RocketMQ.ManagementConsole.Messages.Masking;

/// <summary>Why a rule can not be kept; the text is the resource <c>Masking.Problem.{name}</c>.</summary>
public enum RuleProblem
{
    None,

    /// <summary>It has no name, or one of more than 64 characters.</summary>
    Name,

    /// <summary>It names no topics.</summary>
    Topics,

    /// <summary>It is no path.</summary>
    Path,

    /// <summary>It is no regular expression, or one that can take for ever.</summary>
    Pattern,

    /// <summary>It names no property.</summary>
    Property,
}
