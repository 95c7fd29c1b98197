using System.Runtime.CompilerServices;

namespace RocketMQ.Testing;

/// <summary>A file of the repository that is composed by code and kept equal to it by a test.</summary>
public static class ReferenceFile
{
    /// <summary>Set to 1, the files are written instead of compared.</summary>
    private const string WriteVariable = "WRITE_REFERENCE_FILES";

    /// <summary>What the file holds.</summary>
    /// <param name="path">Relative to the root of the repository.</param>
    /// <param name="caller">Filled in by the compiler.</param>
    public static string Stored(string path, [CallerFilePath] string caller = "") => File.ReadAllText(Locate(path, caller));

    /// <summary>What the file holds.</summary>
    /// <param name="path">Relative to the root of the repository.</param>
    /// <param name="composed">What it should hold; written there first when the environment says so.</param>
    /// <param name="caller">Filled in by the compiler.</param>
    public static string Read(string path, string composed, [CallerFilePath] string caller = "")
    {
        var file = Locate(path, caller);
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
            File.WriteAllText(file, composed);
        return File.ReadAllText(file);
    }

    /// <summary>Where a file of the repository is.</summary>
    internal static string Locate(string path, string caller)
    {
        var root = Path.GetDirectoryName(caller)!;
        while (!File.Exists(Path.Combine(root, "Console.sln")))
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException($"no Console.sln above {caller}");
        return Path.Combine(root, path);
    }
}
