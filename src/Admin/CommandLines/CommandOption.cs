namespace RocketMQ.Admin.CommandLines;

/// <summary>An option of a command of mqadmin.</summary>
/// <param name="Name">Its long name, without dashes.</param>
/// <param name="Letter">Its letter; null for an option that the original does not have.</param>
/// <param name="TakesValue">Whether a value follows.</param>
public sealed record CommandOption(string Name, char? Letter, bool TakesValue)
{
    /// <summary>As a line of mqadmin has it: the letter where there is one.</summary>
    public string Spelling => Letter is { } letter ? $"-{letter}" : $"--{Name}";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    internal static CommandOption Parse(string text)
    {
        var takesValue = text.EndsWith('=');
        var spellings = text.TrimEnd('=').Split('/');
        return new CommandOption(spellings[^1].TrimStart('-'), spellings.Length == 2 ? spellings[0][1] : null, takesValue);
    }

    /// <summary><c>-t/--topic=</c> with a letter and a value, <c>--json</c> without either.</summary>
    public override string ToString() => (Letter is { } letter ? $"-{letter}/" : "") + $"--{Name}" + (TakesValue ? "=" : "");
}
