namespace RocketMQ.ManagementConsole.Changes;

/// <summary>A change that can be written down, to be made later or by somebody else.</summary>
internal interface IKeepableChange : IChange
{
    /// <summary>All it is about, as JSON that the <see cref="IChangeReader"/> of its kind can read.</summary>
    string State { get; }

    /// <summary>Whether data is lost, so that whoever applies it is asked to type what.</summary>
    bool LosesData => false;
}

/// <summary>Makes changes of one kind out of what was written down.</summary>
internal interface IChangeReader
{
    /// <summary>Kind of the changes, as in the audit.</summary>
    string Kind { get; }

    /// <summary>The change.</summary>
    IKeepableChange Read(string state);
}
