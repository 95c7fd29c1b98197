using Microsoft.Extensions.Time.Testing;
using RocketMQ.ManagementConsole.Access;

namespace RocketMQ.ManagementConsole.Tests.Access;

public sealed class LoginAttemptsTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly LoginAttempts _attempts;

    public LoginAttemptsTests() => _attempts = new LoginAttempts(_clock);

    [Fact]
    public void The_wait_doubles_with_every_failure_up_to_an_hour()
    {
        Fail(LoginAttempts.PerNameAndAddress.Free - 1);
        Assert.Null(_attempts.Wait("ann", "10.0.0.1"));

        List<double> waits = [];
        for (var failure = 0; failure < 9; failure++)
        {
            Fail(1);
            waits.Add(_attempts.Wait("ann", "10.0.0.1")!.Value.TotalSeconds);
            _clock.Advance(_attempts.Wait("ann", "10.0.0.1")!.Value);
            Assert.Null(_attempts.Wait("ann", "10.0.0.1"));
        }

        Assert.Equal([30, 60, 120, 240, 480, 960, 1920, 3600, 3600], waits);
    }

    [Fact]
    public void Another_address_may_go_on_while_one_waits()
    {
        Fail(LoginAttempts.PerNameAndAddress.Free);

        Assert.NotNull(_attempts.Wait("ANN", "10.0.0.1"));
        Assert.Null(_attempts.Wait("ann", "10.0.0.2"));
    }

    [Fact]
    public void One_name_guessed_from_many_addresses_has_to_wait_everywhere_for_a_quarter_of_an_hour_at_most()
    {
        for (var i = 0; i < LoginAttempts.PerName.Free; i++)
            _attempts.Failed("ann", $"10.0.0.{i}");
        Assert.Equal(LoginAttempts.PerName.First, _attempts.Wait("ann", "10.9.9.9"));

        for (var i = 0; i < 100; i++)
            _attempts.Failed("ann", $"10.0.1.{i}");
        Assert.Equal(LoginAttempts.PerName.Longest, _attempts.Wait("ann", "10.9.9.9"));
    }

    [Fact]
    public void One_address_that_tries_many_names_has_to_wait_for_all_of_them()
    {
        for (var i = 0; i < LoginAttempts.PerAddress.Free; i++)
            _attempts.Failed($"user-{i}", "10.0.0.1");

        Assert.Equal(LoginAttempts.PerAddress.First, _attempts.Wait("somebody-else", "10.0.0.1"));
        Assert.Null(_attempts.Wait("somebody-else", "10.0.0.2"));
    }

    [Fact]
    public void A_login_forgets_the_failures_of_that_name_and_address_only()
    {
        Fail(LoginAttempts.PerNameAndAddress.Free - 1);
        _attempts.Succeeded("ann", "10.0.0.1");
        Fail(LoginAttempts.PerNameAndAddress.Free - 1);

        Assert.Null(_attempts.Wait("ann", "10.0.0.1"));
    }

    [Fact]
    public void After_a_quiet_day_counting_begins_anew()
    {
        Fail(LoginAttempts.PerNameAndAddress.Free + 5);
        _clock.Advance(TimeSpan.FromHours(25));
        Fail(1);

        Assert.Null(_attempts.Wait("ann", "10.0.0.1"));
    }

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
            _attempts.Failed("ann", "10.0.0.1");
    }
}
