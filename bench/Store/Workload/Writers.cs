using RocketMQ.StoreBench.Measuring;

namespace RocketMQ.StoreBench.Workload;

/// <summary>Shares work out among writers: threads where they never wait, tasks where they wait for the disk.</summary>
internal static class Writers
{
    /// <summary>Starts the threads first, then lets them all go and measures until the last is done.</summary>
    public static Sample OnThreads(int writers, int count, Action<int, int> work)
    {
        using var go = new ManualResetEventSlim();
        Exception? failure = null;
        var share = count / writers;
        var threads = Enumerable.Range(0, writers).Select(writer => new Thread(() =>
        {
            go.Wait();
            try
            {
                work(writer, share);
            }
            catch (Exception thrown)
            {
                // A thread has nobody above it; whoever joins it throws.
                failure = thrown;
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        var sample = Sample.Of(share * writers, () =>
        {
            go.Set();
            foreach (var thread in threads) thread.Join();
        });
        return failure is null ? sample : throw new InvalidOperationException("A writer failed.", failure);
    }

    public static Task<Sample> OnTasksAsync(int writers, int count, Func<int, int, Task> work)
    {
        var share = count / writers;
        return Sample.OfAsync(share * writers, () => Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => work(writer, share)))));
    }
}
