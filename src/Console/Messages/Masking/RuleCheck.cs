using System.Text.RegularExpressions;

namespace RocketMQ.ManagementConsole.Messages.Masking;

/// <summary>Checks rules before they are kept, and makes them ready to use.</summary>
internal static class RuleCheck
{
    private const int LongestName = 64;
    private const int LongestTarget = 1000;

    /// <summary>The first thing that is wrong with a rule.</summary>
    public static RuleProblem Of(MaskingRule rule) => rule switch
    {
        { Name.Length: 0 or > LongestName } => RuleProblem.Name,
        { Topics.Length: 0 or > LongestTarget } => RuleProblem.Topics,
        { Kind: MaskingKind.Path } when rule.Target.Length > LongestTarget || JsonPath.Parse(rule.Target) is null => RuleProblem.Path,
        { Kind: MaskingKind.Pattern } when rule.Target.Length is 0 or > LongestTarget || Compile(rule.Target) is null => RuleProblem.Pattern,
        { Kind: MaskingKind.Property, Target.Length: 0 or > LongestTarget } => RuleProblem.Property,
        _ => RuleProblem.None,
    };

    /// <summary>A regular expression that takes time in proportion to the text; null when it is none, or can not be had so.</summary>
    public static Regex? Compile(string pattern)
    {
        try
        {
            var regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            // What is found everywhere would leave marks between all characters, and hide nothing.
            return regex.IsMatch("") ? null : regex;
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
