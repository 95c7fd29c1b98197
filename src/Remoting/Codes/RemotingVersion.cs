using System.Globalization;

#pragma warning disable CA1707 // The underscores stand for the dots of a version; these are the original's names.

namespace RocketMQ.Remoting.Codes;

/// <summary>
/// The <c>version</c> of a header: the position of a release in the original's list of 613 names. docs/protocol.md 1.7.
/// The constants are the gates that change what a peer may be sent.
/// </summary>
public static class RemotingVersion
{
    /// <summary>From here on clients take 220 and 221.</summary>
    public const int V3_0_7_Snapshot = 28;

    /// <summary>From here on the body of a registration is a <c>RegisterBrokerBody</c>.</summary>
    public const int V3_0_11 = 37;

    /// <summary>From here on clients take 307 and 309.</summary>
    public const int V3_1_8_Snapshot = 62;

    /// <summary>From here on <c>maxReconsumeTimes</c> is honoured.</summary>
    public const int V3_4_9 = 121;

    /// <summary>Java clients pull with SQL92 filters from brokers of at least this version only.</summary>
    public const int V4_1_0_Snapshot = 232;

    /// <summary>Up to here 5.x leaves <c>_UNIQUE_KEY_QUERY</c> out of the signed content.</summary>
    public const int V4_9_3 = 399;

    /// <summary>From here on routes are answered as strict JSON.</summary>
    public const int V4_9_4 = 401;

    /// <summary>What our servers and clients say they are.</summary>
    public const int V4_9_8 = 409;

    /// <summary>From here on a compressed registration has a section of topic queue mappings at its end.</summary>
    public const int V5_0_0 = 413;

    /// <summary>Clients after this one understand <see cref="ResponseCodes5x.GoAway"/>.</summary>
    public const int V5_3_1 = 475;

    /// <summary>The last entry of the list; larger numbers mean the same.</summary>
    public const int HigherVersion = 612;

    /// <summary>What this product puts into its own headers.</summary>
    public const int Current = V4_9_8;

    private static readonly string[] Irregular =
    [
        "V3_0_0_SNAPSHOT", "V3_0_0_ALPHA1", "V3_0_0_BETA1", "V3_0_0_BETA2", "V3_0_0_BETA3", "V3_0_0_BETA4", "V3_0_0_BETA5",
        "V3_0_0_BETA6_SNAPSHOT", "V3_0_0_BETA6", "V3_0_0_BETA7_SNAPSHOT", "V3_0_0_BETA7", "V3_0_0_BETA8_SNAPSHOT", "V3_0_0_BETA8",
        "V3_0_0_BETA9_SNAPSHOT", "V3_0_0_BETA9", "V3_0_0_FINAL",
    ];

    /// <summary>Runs of regular pairs <c>x_SNAPSHOT</c>, <c>x</c>: where each starts, its major and minor number, its first patch.</summary>
    private static readonly (int Start, int Major, int Minor, int Patch)[] Runs =
    [
        (16, 3, 0, 1), (46, 3, 1, 0), (66, 3, 2, 0), (86, 3, 3, 1), (104, 3, 4, 1), (122, 3, 5, 1), (140, 3, 6, 1), (158, 3, 7, 1),
        (176, 3, 8, 1), (194, 3, 9, 1), .. TenPatchesEach(212, 4), .. TenPatchesEach(412, 5),
    ];

    /// <summary>The name of a version, such as <c>V4_9_8</c>; above the list <c>HIGHER_VERSION</c>, below it <c>ordinal N</c>.</summary>
    public static string Describe(int ordinal)
    {
        if (ordinal < 0)
            return string.Create(CultureInfo.InvariantCulture, $"ordinal {ordinal}");
        if (ordinal >= HigherVersion)
            return "HIGHER_VERSION";
        if (ordinal < Irregular.Length)
            return Irregular[ordinal];

        var run = Runs.Last(run => run.Start <= ordinal);
        var patch = run.Patch + ((ordinal - run.Start) / 2);
        var suffix = (ordinal - run.Start) % 2 == 0 ? "_SNAPSHOT" : "";
        return string.Create(CultureInfo.InvariantCulture, $"V{run.Major}_{run.Minor}_{patch}{suffix}");
    }

    private static IEnumerable<(int Start, int Major, int Minor, int Patch)> TenPatchesEach(int start, int major) =>
        Enumerable.Range(0, 10).Select(minor => (start + (20 * minor), major, minor, 0));
}
