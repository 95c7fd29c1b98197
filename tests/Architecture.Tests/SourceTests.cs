using System.Text.RegularExpressions;

namespace RocketMQ.Architecture.Tests;

/// <summary>Rules that every source file keeps.</summary>
public sealed partial class SourceTests
{
    private const int LongestFile = 400;

    /// <summary>Files that may be longer, each with its reason.</summary>
    private static readonly Dictionary<string, string> LongOnPurpose = new()
    {
        ["src/Remoting/Codes/RequestCode.cs"] = "one documented line per request code of the protocol",
    };

    [Fact]
    public void No_file_is_longer_than_one_thing_needs()
    {
        var tooLong = Repository.Files(".cs", ".razor")
            .Where(file => !LongOnPurpose.ContainsKey(file) && Repository.Read(file).Count(c => c == '\n') > LongestFile);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Namespaces_follow_folders()
    {
        var wrong = Repository.Files(".cs").Where(file => file.StartsWith("src/", StringComparison.Ordinal)).Select(file =>
        {
            var folders = Path.GetDirectoryName(file)!.Split('/')[1..];
            folders[0] = folders[0] == "Console" ? "ManagementConsole" : folders[0];
            var expected = "RocketMQ." + string.Join('.', folders);
            var actual = NamespaceLine().Match(Repository.Read(file)).Groups[1].Value;
            return (file, expected, actual);
        }).Where(found => found.actual.Length > 0 && found.actual != found.expected);

        Assert.Empty(wrong);
    }

    [Fact]
    public void An_append_takes_one_lock_in_which_nothing_is_checked_flushed_or_waited_for()
    {
        var log = Repository.Read("src/Store/Log/CommitLog.cs");

        Assert.Equal(["_append"], LockStatement().Matches(log).Select(match => match.Groups[1].Value).Distinct());
        Assert.DoesNotMatch(@"\bawait\b|\.Flush\(|BodyCrc\.|Monitor\.|\.Wait\(", log);
        Assert.Empty(LockStatement().Matches(Repository.Read("src/Store/Log/Appender.cs")));
    }

    [Fact]
    public void Nothing_is_left_to_do_in_place_of_behaviour()
    {
        var marks = Repository.Files(".cs", ".razor", ".js", ".css", ".sh")
            .Where(file => !file.StartsWith("tests/Architecture.Tests/", StringComparison.Ordinal))
            .Where(file => OpenMark().IsMatch(Repository.Read(file)));

        Assert.Empty(marks);
    }

    [Fact]
    public void Lock_files_name_no_download_address()
    {
        var withAddress = Repository.Files("package-lock.json", "packages.lock.json")
            .Where(file => Repository.Read(file).Contains("\"resolved\": \"http", StringComparison.Ordinal));

        Assert.Empty(withAddress);
    }

    [GeneratedRegex(@"\block \((\w+)\)")]
    private static partial Regex LockStatement();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b|NotImplementedException|#region")]
    private static partial Regex OpenMark();
}
