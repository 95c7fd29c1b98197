using System.Diagnostics;
using System.Reflection;

namespace RocketMQ.Architecture.Tests;

/// <summary>The checked-out sources that the tests of this project read.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>Files under version control whose path ends with one of <paramref name="endings"/>, relative to the root.</summary>
    public static IReadOnlyList<string> Files(params string[] endings)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        })!;
        var all = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return [.. all.Where(file => endings.Any(file.EndsWith) && File.Exists(Path.Combine(Root, file))).Distinct()];
    }

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));
}
