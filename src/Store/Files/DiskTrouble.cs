using Microsoft.Extensions.Logging;

namespace RocketMQ.Store.Files;

/// <summary>What of a store the disk refuses.</summary>
internal enum DiskUse
{
    /// <summary>The files are not where they were.</summary>
    Folder,

    /// <summary>Writing the log, making its next file included.</summary>
    Append,

    /// <summary>Bringing the log to disk.</summary>
    Flush,

    /// <summary>Writing queue and index entries.</summary>
    Dispatch,

    /// <summary>Bringing queues, index and checkpoint to disk.</summary>
    Checkpoint,
}

/// <summary>What the disk refuses at the moment. Each trouble is told in the log once when it begins and once when it is over.</summary>
/// <remarks>Any thread may report. <c>_gate</c> guards the table; <see cref="Problem"/> and <see cref="Refusal"/> are read without it.</remarks>
internal sealed partial class DiskTrouble(ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly string?[] _problems = new string?[Enum.GetValues<DiskUse>().Length];
    private volatile string? _problem;
    private volatile string? _refusal;

    /// <summary>The worst of what does not work, as a sentence; null when all does.</summary>
    public string? Problem => _problem;

    /// <summary>
    /// Why messages cannot be taken; null when they can. An append that failed is not among the reasons: only the next one can tell
    /// whether there is space again.
    /// </summary>
    public string? Refusal => _refusal;

    public static bool IsCausedBy(Exception failure) => failure is IOException or UnauthorizedAccessException;

    public void Report(DiskUse use, string problem)
    {
        bool isNew;
        lock (_gate)
        {
            isNew = _problems[(int)use] is null;
            _problems[(int)use] = problem;
            Sum();
        }

        if (isNew) LogBegan(use, problem);
    }

    /// <summary>Called whenever something works: almost always only looks at one field.</summary>
    public void Clear(DiskUse use)
    {
        if (_problem is null) return;
        lock (_gate)
        {
            if (_problems[(int)use] is null) return;
            _problems[(int)use] = null;
            Sum();
        }

        LogOver(use);
    }

    private void Sum()
    {
        _problem = _problems.FirstOrDefault(problem => problem is not null);
        _refusal = _problems[(int)DiskUse.Folder] ?? _problems[(int)DiskUse.Flush] ?? _problems[(int)DiskUse.Dispatch];
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The disk refuses ({Use}): {Problem} It is tried again; this is said once")]
    private partial void LogBegan(DiskUse use, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The disk is usable again ({Use})")]
    private partial void LogOver(DiskUse use);
}
