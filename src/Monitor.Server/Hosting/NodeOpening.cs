using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Monitor.Channels;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Journal;
using Monitor.Server.Demo;
using Monitor.Server.Settings;
using Monitor.Storage.Redis;
using Monitor.Storage.Sqlite;

namespace Monitor.Server.Hosting;

/// <summary>A node that is ready to run, where it keeps its data, and the demo that goes with it.</summary>
/// <param name="Directory">Null for a journal in memory.</param>
/// <param name="Silo">Null for the only process on its journal.</param>
public sealed record OpenedNode(MonitorNode Node, string? Directory, DemoRun? Demo, SiloChoice? Silo);

/// <summary>Opens a data directory: the journal, the clock, the rulebook, and at a demo's first start the hours before.</summary>
public static class NodeOpening
{
    private const string KindFile = "kind";
    private const string AliveCheckpoint = "alive";

    /// <exception cref="WrongSettingException">It cannot be opened: another process has it, its disk is full, it is damaged; the message names the fix.</exception>
    public static async Task<OpenedNode> Open(
        MonitorOptions options, ChannelsOptions channels, TimeProvider time, Action<string> say, StartSteps steps, CancellationToken cancellation)
    {
        var directory = options.Journal.Kind == "Memory" ? null : Path.GetFullPath(options.Data.Directory);
        try
        {
            return await Open(directory, options, channels, time, say, steps, cancellation);
        }
        catch (SqliteException fault) when (directory is not null)
        {
            throw new WrongSettingException(SqliteJournal.Told(fault, directory).Message);
        }
        catch (JournalFullException fault)
        {
            throw new WrongSettingException($"The server cannot start, since it must write: {fault.Message}");
        }
        catch (Exception fault) when (directory is not null && fault is (IOException and not (FileNotFoundException or DirectoryNotFoundException)) or UnauthorizedAccessException)
        {
            throw new WrongSettingException($"Data:Directory is {directory}, which cannot be used: {fault.Message} Make room and set its rights, or name another.");
        }
    }

    private static async Task<OpenedNode> Open(
        string? directory, MonitorOptions options, ChannelsOptions channels, TimeProvider time, Action<string> say, StartSteps steps, CancellationToken cancellation)
    {
        var seeds = Seeds.Find();
        var scenario = options.Demo.Enabled ? DemoScenario.Load(seeds, options.Demo.Scenario) : null;
        if (scenario is not null)
        {
            GiveSecrets(channels);
        }

        if (directory is not null)
        {
            Prepare(directory, scenario is null ? "live" : "demo " + options.Demo.Scenario);
            if (scenario is not null && !File.Exists(Path.Combine(directory, "journal.db")))
            {
                await DemoHistory.Write(directory, scenario, options, channels, seeds, time, say, cancellation);
            }
        }

        var (journal, keys, pulse) = await JournalChoice.Open(options, directory, time, cancellation);
        var silo = SiloChoice.Of(options, journal, time);
        var clock = scenario is null ? new DomainClock(time) : new DomainClock(time, await DemoStart(journal, options, scenario, cancellation), 0);
        var parts = new NodeParts(journal, directory, time, clock, channels, keys, seeds)
        {
            IntakeThreads = Math.Max(1, Environment.ProcessorCount), Pulse = pulse, Say = say, Cluster = silo?.Parts,
            Signs = silo is not null && journal is RedisJournal redis ? new SiloSigns(redis, $"{options.Silo.Address}:{options.Silo.Port}", time) : null,
        };
        DemoRun? demo = null;
        if (scenario is not null)
        {
            parts = parts with { ReadModels = node => [(demo = new DemoRun(node, scenario, options, time)).Officers] };
        }

        steps.Done("Journal");
        var node = await MonitorNode.Open(parts, cancellation);
        steps.Done($"Rulebook and board, {node.Board.Read(board => board.Open)} complaints open");
        return new OpenedNode(node, directory, demo, silo);
    }

    /// <summary>
    /// The demo goes on where its journal ends, or begins at the time of day that is set. The clock stands still until the demo runs: at its rate a start of five seconds
    /// would make every deadline five minutes late.
    /// </summary>
    private static async Task<DateTimeOffset> DemoStart(IJournal journal, MonitorOptions options, DemoScenario scenario, CancellationToken cancellation)
    {
        var alive = await journal.CheckpointOf(AliveCheckpoint, cancellation);
        if (alive.Epoch == 0)
        {
            return Beginning(options, scenario);
        }

        var seen = DateTimeOffset.FromUnixTimeMilliseconds(alive.Position);
        var head = await journal.Head(cancellation);
        var last = head == 0 ? seen : (await journal.ReadAll(head - 1, 1, cancellation))[0].At;
        return last > seen ? last : seen;
    }

    /// <summary>The instant at which the demo's clock first stands.</summary>
    public static DateTimeOffset Beginning(MonitorOptions options, DemoScenario scenario)
    {
        var from = scenario.Story?.StartsAt ?? TimeOnly.Parse(options.Demo.From, CultureInfo.InvariantCulture).ToTimeSpan();
        if (options.Demo.From != new DemoOptions().From)
        {
            from = TimeOnly.Parse(options.Demo.From, CultureInfo.InvariantCulture).ToTimeSpan();
        }

        return Midnight(options, scenario) + from;
    }

    /// <summary>Midnight of the first demo day, in the force's zone.</summary>
    public static DateTimeOffset Midnight(MonitorOptions options, DemoScenario scenario) =>
        new(DateOnly.Parse(options.Demo.Date, CultureInfo.InvariantCulture).ToDateTime(TimeOnly.MinValue), scenario.Posts.Offset);

    /// <summary>A data directory is demo or live for ever; the other kind of start refuses it.</summary>
    private static void Prepare(string directory, string kind)
    {
        var file = Path.Combine(directory, KindFile);
        string held;
        try
        {
            Directory.CreateDirectory(directory);
            if (!File.Exists(file))
            {
                File.WriteAllText(file, kind);
            }

            held = File.ReadAllText(file);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            throw new WrongSettingException(
                $"Data:Directory is {directory}, which cannot be written: {fault.Message} Set it to a folder of your own, for example --Data:Directory /tmp/monitor.");
        }

        if (held != kind)
        {
            throw new WrongSettingException(
                $"{directory} holds the data of '{held}', this start is '{kind}'. Set Data:Directory to another folder, or start it as what it is.");
        }
    }

    /// <summary>The demo signs its own posts: secrets made for this run alone, so that nobody outside can post into it.</summary>
    private static void GiveSecrets(ChannelsOptions channels)
    {
        static string Made() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        channels.X.ConsumerSecret ??= Made();
        channels.Facebook.AppSecret ??= Made();
        channels.Instagram.AppSecret ??= Made();
        channels.WhatsApp.AppSecret ??= Made();
    }
}
