using Microsoft.Extensions.Localization;
using RocketMQ.ManagementConsole.Formatting;
using RocketMQ.ManagementConsole.History;
using RocketMQ.ManagementConsole.Resources;

namespace RocketMQ.ManagementConsole.Components.History;

/// <summary>Figures of the past as people read them.</summary>
internal sealed class FigureText(Times times, IStringLocalizer<Texts> texts)
{
    /// <summary>A value with its unit; null when it is not known.</summary>
    public string? Of(Figure figure, double? value) => value is not { } known ? null : figure switch
    {
        Figure.In or Figure.Out => Figures.Rate(known),
        Figure.OldestUnread or Figure.ProofAge when known == 0 => texts["Time.Seconds", 0],
        Figure.OldestUnread or Figure.ProofAge => times.Duration(TimeSpan.FromSeconds(known)),
        Figure.Disk => Figures.Percent(known),
        Figure.PutP50 or Figure.PutP99 or Figure.RoundTrip => times.Duration(TimeSpan.FromMilliseconds(known)),
        _ => Figures.Amount(known),
    };
}
