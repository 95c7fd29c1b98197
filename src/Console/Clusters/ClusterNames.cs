namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>Which names clusters may have in the console: they stand in addresses, are folders, and are typed to confirm.</summary>
internal static class ClusterNames
{
    /// <summary>Most characters.</summary>
    public const int MostCharacters = 64;

    /// <summary>What is wrong with a name by itself; null when it is allowed.</summary>
    public static ClusterNameProblem? Check(string name)
    {
        if (name.Length == 0)
            return new ClusterNameProblem(ClusterNameFault.Blank, "");
        if (name.Length > MostCharacters)
            return new ClusterNameProblem(ClusterNameFault.TooLong, name.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var wrong = name.EnumerateRunes().FirstOrDefault(rune => !(rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '-' or '_' or '.')));
        if (wrong != default)
            return new ClusterNameProblem(ClusterNameFault.Character, wrong.ToString());
        return char.IsAsciiLetterOrDigit(name[0]) ? null : new ClusterNameProblem(ClusterNameFault.Beginning, name[..1]);
    }
}

/// <summary>What can be wrong with a cluster's name.</summary>
internal enum ClusterNameFault
{
    /// <summary>There is none.</summary>
    Blank,

    /// <summary>It has too many characters.</summary>
    TooLong,

    /// <summary>A character of it is not allowed.</summary>
    Character,

    /// <summary>It begins with what is only allowed further on.</summary>
    Beginning,

    /// <summary>Another cluster has it, in whichever case.</summary>
    Taken,

    /// <summary>A folder of that name is left from another cluster.</summary>
    Folder,
}

/// <summary>What is wrong with a cluster's name.</summary>
/// <param name="Fault">What.</param>
/// <param name="Detail">The character, length, name or folder that it is about.</param>
internal sealed record ClusterNameProblem(ClusterNameFault Fault, string Detail)
{
    private const string Allowed = "allowed are 1 to 64 letters, digits, '-', '_' and '.', a letter or digit first";

    /// <summary>In a sentence.</summary>
    public string Text => Fault switch
    {
        ClusterNameFault.Blank => $"The cluster needs a name: {Allowed}",
        ClusterNameFault.TooLong => $"A name of {Detail} characters is not allowed: {Allowed}",
        ClusterNameFault.Character => $"'{Detail}' is not allowed in a name: {Allowed}",
        ClusterNameFault.Beginning => $"A name may not begin with '{Detail}': {Allowed}",
        ClusterNameFault.Taken => $"There is a cluster {Detail} already; upper and lower case make no difference",
        _ => $"{Detail} is left from another cluster; remove it, or choose another name",
    };
}
