using Microsoft.Extensions.Logging;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Broker.Persistence;

/// <summary>One file of the config folder, written so that a crash at any moment leaves a whole one (docs/protocol.md 4.7).</summary>
/// <remarks>
/// New content goes to <c>.tmp</c>, what stood there before is kept as <c>.bak</c>, then the new file takes its name. Only the first step
/// needs disk space, so a full disk leaves both as they were. Reading falls back to <c>.bak</c> when the file is missing, empty or
/// broken. Writers are serialised here.
/// </remarks>
internal sealed partial class ConfigFile(string path)
{
    private readonly Lock _gate = new();
    private bool _failing;

    /// <summary>Where it is.</summary>
    public string Path { get; } = path;

    /// <summary>Whether others than its owner may not read it when it is made here. A file that is there keeps its mode.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Reads the file or its predecessor; null where neither can be read.</summary>
    /// <param name="problem">Told once for each of the two that exists and is broken.</param>
    public T? Load<T>(Action<string> problem)
        where T : class => TryLoad<T>(Path, problem) ?? TryLoad<T>(Path + ".bak", problem);

    /// <summary>Replaces the content.</summary>
    public void Save<T>(T content)
        where T : class => Save(FastJson.Write(content, FastJsonStyle.Pretty));

    /// <summary>Replaces the content.</summary>
    public void Save(byte[] content)
    {
        lock (_gate)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            var next = Path + ".tmp";
            File.Delete(next);
            using (var stream = new FileStream(next, Options()))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            if (File.Exists(Path))
                File.Move(Path, Path + ".bak", overwrite: true);
            File.Move(next, Path, overwrite: true);
        }
    }

    /// <summary>
    /// Replaces the content, for callers that keep it in memory and try again: false where the disk refuses, which is logged when it
    /// begins and when it is over.
    /// </summary>
    public bool TrySave<T>(T content, ILogger logger)
        where T : class
    {
        try
        {
            Save(content);
            if (_failing)
                LogSavedAgain(logger, Path);
            _failing = false;
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (!_failing)
                LogNotSaved(logger, Path, failure.Message);
            _failing = true;
            return false;
        }
    }

    /// <summary>Replaces the content, for callers that promise it to somebody.</summary>
    /// <exception cref="RejectedException">The disk refuses; what was changed in memory has been undone.</exception>
    public void SaveOrUndo<T>(T content, Action undo)
        where T : class
    {
        try
        {
            Save(content);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            undo();
            throw new RejectedException(ResponseCode.SystemError, $"{System.IO.Path.GetFileName(Path)} can not be written, nothing was changed: {failure.Message}");
        }
    }

    private FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows() && (IsSecret || File.Exists(Path)))
            options.UnixCreateMode = File.Exists(Path) ? File.GetUnixFileMode(Path) : UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private static T? TryLoad<T>(string path, Action<string> problem)
        where T : class
    {
        if (!File.Exists(path))
            return null;
        try
        {
            var bytes = File.ReadAllBytes(path);
            if (bytes.Length > 0)
                return FastJson.Parse<T>(bytes);
            problem($"{path} is empty");
        }
        catch (Exception broken) when (broken is FastJsonException or IOException)
        {
            problem($"{path} can not be read: {broken.Message}");
        }

        return null;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} can not be written: {Reason}. What it should say is kept in memory and tried again; this is said once")]
    private static partial void LogNotSaved(ILogger logger, string path, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} is written again")]
    private static partial void LogSavedAgain(ILogger logger, string path);
}
