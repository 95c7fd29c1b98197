using System.Diagnostics.Metrics;

namespace RocketMQ.Telemetry;

/// <summary>
/// Reads the observable instruments of a meter into Prometheus' text. The same instruments are what <see cref="OtlpExport"/> sends, so
/// that both say the same under the same names.
/// </summary>
/// <remarks>Each call looks by itself; any number may run at the same time.</remarks>
public static class MeterText
{
    /// <summary>The whole answer, families in the order in which the instruments were made.</summary>
    /// <param name="meter">Whose instruments.</param>
    /// <param name="includes">Which samples, by their labels; null for all.</param>
    public static string Write(Meter meter, Predicate<KeyValuePair<string, object?>[]>? includes = null)
    {
        var families = new List<(Instrument Instrument, List<PrometheusText.Sample> Samples)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (!ReferenceEquals(instrument.Meter, meter) || !instrument.IsObservable)
                    return;
                var samples = new List<PrometheusText.Sample>();
                families.Add((instrument, samples));
                self.EnableMeasurementEvents(instrument, samples);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, labels, samples) => Take(value, labels, samples));
        listener.SetMeasurementEventCallback<double>((_, value, labels, samples) => Take(value, labels, samples));
        listener.Start();
        listener.RecordObservableInstruments();

        var text = new PrometheusText();
        foreach (var (instrument, samples) in families)
            text.Add(instrument.Name, instrument.Description ?? instrument.Name, TypeOf(instrument), samples);
        return text.ToString();

        void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> labels, object? samples)
        {
            var copy = labels.ToArray();
            if (includes is null || includes(copy))
                ((List<PrometheusText.Sample>)samples!).Add(new PrometheusText.Sample(copy, value));
        }
    }

    private static string TypeOf(Instrument instrument) => instrument is ObservableCounter<long> or ObservableCounter<double> ? "counter" : "gauge";
}
