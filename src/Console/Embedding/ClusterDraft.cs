namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>A cluster that is to be created, as a form holds it: a preset, or numbers of one's own.</summary>
public sealed class ClusterDraft
{
    /// <summary>The choice that is no preset.</summary>
    public const string Custom = "custom";

    private ClusterShape _shape = ClusterShape.Presets["2m-2s-sync"];

    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The preset that has these numbers, or <see cref="Custom"/>. Choosing one takes its numbers; choosing <see cref="Custom"/> keeps them.</summary>
    public string Preset
    {
        get => ClusterShape.Presets.FirstOrDefault(preset => preset.Value == _shape).Key ?? Custom;
        set => _shape = ClusterShape.Presets.GetValueOrDefault(value, _shape);
    }

    /// <summary>Name servers.</summary>
    public int NameServers
    {
        get => _shape.NameServers;
        set => _shape = _shape with { NameServers = value };
    }

    /// <summary>Broker sets.</summary>
    public int Masters
    {
        get => _shape.Masters;
        set => _shape = _shape with { Masters = value };
    }

    /// <summary>Slaves of each master.</summary>
    public int Slaves
    {
        get => _shape.SlavesPerMaster;
        set => _shape = _shape with { SlavesPerMaster = value };
    }

    /// <summary>Whether a master confirms a message only when a slave has it.</summary>
    public bool IsSynchronous
    {
        get => _shape.IsSynchronous;
        set => _shape = _shape with { IsSynchronous = value };
    }

    /// <summary>The numbers.</summary>
    public ClusterShape Shape => _shape;
}
