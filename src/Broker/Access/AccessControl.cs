using Microsoft.Extensions.Logging;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Hosting;

namespace RocketMQ.Broker.Access;

/// <summary>Who may do what on this broker: the rules of the access files, taken over anew when a file changes (docs/protocol.md 6.14).</summary>
/// <remarks>
/// Requests read the rules without a lock; they are replaced as a whole. One lock serialises reloading and changes over the wire. Files that
/// can not be used leave the rules as they were: a mistake while editing must not open a broker, nor shut everybody out.
/// </remarks>
internal sealed partial class AccessControl : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly AccessFiles _files;
    private readonly TimeProvider _time;
    private readonly ILogger<AccessControl> _logger;
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private string _stamp = "";
    private volatile AccessRules _rules = AccessRules.Nobody;

    public AccessControl(AccessFiles files, TimeProvider time, ILogger<AccessControl> logger)
    {
        _files = files;
        _time = time;
        _logger = logger;
    }

    public AccessRules Rules => _rules;

    /// <summary>The file that new accounts and addresses go to.</summary>
    public string MainFile => _files.Main;

    /// <summary>Reads the files and watches them from now on.</summary>
    /// <exception cref="ServerStartException">A file can not be used.</exception>
    public void Start()
    {
        try
        {
            Reload();
        }
        catch (AccessFileException broken)
        {
            throw new ServerStartException($"aclEnable=true: {broken.Message}", broken);
        }

        if (_rules.AccountCount == 0 && !_rules.HasWhiteAddresses)
            LogNobody(_files.Main);
        _timer = _time.CreateTimer(_ => Refresh(), null, Period, Period);
    }

    /// <summary>Takes the files over when one has changed.</summary>
    public void Refresh()
    {
        lock (_gate)
        {
            try
            {
                if (_files.Stamp() != _stamp)
                    Reload();
            }
            catch (AccessFileException broken)
            {
                LogKept(broken.Message);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                LogKept(failure.Message);
            }
        }
    }

    /// <summary>Adds or changes an account.</summary>
    /// <exception cref="AccessFileException">Its file can not be used.</exception>
    public void Put(CreateAclConfigRequestHeader account)
    {
        lock (_gate)
            Change(_rules.FileOf(account.AccessKey)?.Path ?? _files.Main, editor => editor.Put(account));
    }

    /// <summary>Takes an account out; false where there is none of the name.</summary>
    /// <exception cref="AccessFileException">Its file can not be used.</exception>
    public bool Remove(string name)
    {
        lock (_gate)
        {
            if (_rules.FileOf(name) is not { } file)
                return false;
            Change(file.Path, editor => editor.Remove(name));
            return true;
        }
    }

    /// <summary>Replaces the addresses of a file that are not checked; false where it is none of the files.</summary>
    /// <exception cref="AccessFileException">It can not be used.</exception>
    public bool SetWhiteAddresses(string addresses, string? path)
    {
        lock (_gate)
        {
            var target = string.IsNullOrEmpty(path) ? _files.Main : Path.GetFullPath(path);
            if (target != _files.Main && _rules.Files.All(file => file.Path != target))
                return false;
            Change(target, editor => editor.SetWhiteAddresses(addresses));
            return true;
        }
    }

    public ValueTask DisposeAsync() => _timer?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Change(string path, Action<AccessFileEditor> change)
    {
        var editor = new AccessFileEditor(path, AccessFiles.Read(path));
        change(editor);
        var before = _rules.Files.FirstOrDefault(file => file.Path == path)?.Version.Counter ?? 0;
        var text = editor.Write(new DataVersion { Counter = before + 1, Timestamp = _time.GetUtcNow().ToUnixTimeMilliseconds() });
        // What can not be read again must not be written.
        _ = AccessFileReader.Read(path, text, 0);
        AccessFiles.Write(path, text);
        Reload();
    }

    private void Reload()
    {
        // Before the files, so that a change in between is seen the next time; and of broken files too, which are told once.
        _stamp = _files.Stamp();
        var rules = new AccessRules(_files.Load());
        _rules = rules;
        foreach (var warning in rules.Files.SelectMany(file => file.Warnings))
            LogWarning(warning);
        LogLoaded(rules.AccountCount, rules.Files.Count, _files.Main);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Access control: {Accounts} accounts in {Files} files, {Main} among them or next to be")]
    private partial void LogLoaded(int accounts, int files, string main);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Access control: {Warning}")]
    private partial void LogWarning(string warning);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Access control is on and there is neither an account nor a white address: every request is refused until {Main} has some")]
    private partial void LogNobody(string main);

    [LoggerMessage(Level = LogLevel.Error, Message = "Access control keeps the rules of before: {Problem}")]
    private partial void LogKept(string problem);
}
