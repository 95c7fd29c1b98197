using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.History;

/// <summary>What all figures of a cluster were at one moment.</summary>
/// <param name="Step">Seconds over which they are means.</param>
/// <param name="Readings">Those that were known.</param>
public sealed record PastMoment(int Step, IReadOnlyList<Reading> Readings)
{
    /// <summary>One figure; null when it was not known.</summary>
    public double? Find(Subject subject, Figure figure)
    {
        foreach (var reading in Readings)
        {
            if (reading.Subject == subject && reading.Figure == figure)
                return reading.Value;
        }

        return null;
    }
}

/// <summary>Reads one moment out of history.db, in the finest resolution that still has it.</summary>
internal sealed class PastFigures(ConsoleDatabase database, HistoryOptions options, TimeProvider time)
{
    /// <summary>The figures of a cluster and everything in it.</summary>
    public PastMoment Read(string cluster, DateTimeOffset at)
    {
        var tier = options.Tiers.FirstOrDefault(tier => at >= time.GetUtcNow() - tier.Kept) ?? options.Tiers[^1];
        using var connection = database.Open();
        using var command = connection.Command(
            $"SELECT kind, name, figure, sum / count FROM {tier.Table} JOIN series ON series.id = series WHERE at = $at AND cluster = $cluster ORDER BY kind, name, figure",
            ("$at", tier.BucketOf(at)), ("$cluster", cluster));
        using var reader = command.ExecuteReader();
        var readings = new List<Reading>();
        while (reader.Read())
            readings.Add(new Reading(new Subject((SubjectKind)reader.GetInt32(0), reader.GetString(1)), (Figure)reader.GetInt32(2), reader.GetDouble(3)));
        return new PastMoment(tier.Step, readings);
    }
}
