namespace RocketMQ.ManagementConsole.Changes;

/// <summary>A change that can be written down, to be made later or by somebody else. What reads it back stands in <see cref="Plans.KeepableKinds"/>.</summary>
internal interface IKeepableChange : IChange
{
    /// <summary>All it is about, as JSON, and saying the same at every moment.</summary>
    string State { get; }

    /// <summary>Whether data is lost, so that whoever applies it is asked to type what.</summary>
    bool LosesData => false;

    /// <summary>Why it can not be made at the moment; null when nothing is in the way.</summary>
    Remark? Obstacle => null;

    /// <summary>Whether what it would do now is still what somebody agreed to.</summary>
    bool Holds(ChangePlan agreed, ChangePlan now) => now.IsSameAs(agreed);
}
