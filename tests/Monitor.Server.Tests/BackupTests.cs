using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Monitor.Channels.Scenario;
using Monitor.Core.Authors;
using Monitor.Core.Posts;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;
using Monitor.Server.Hosting;
using Monitor.Server.Settings;
using Monitor.Storage.Sqlite;
using Xunit;

namespace Monitor.Server.Tests;

public sealed class BackupTests
{
    [Fact]
    public async Task A_backup_taken_under_load_equals_the_journal_up_to_its_position_and_a_server_starts_on_it()
    {
        using var folder = new TestFolder();
        var (backup, restored) = (folder.Sub("backup"), folder.Sub("restored"));
        await using var server = await Running.Live(folder.Sub("live"));
        var bodies = Story.Posts(240).Select(post => post.Body).ToList();
        await Deliver(server, bodies[..20]);
        await Wait.Until("every reactor has left a mark of where it stands", () => LeftTheirMarks(server));
        var taken = new TaskCompletionSource();
        var posting = Task.Run(async () =>
        {
            await Deliver(server, bodies[20..220]);
            await taken.Task;
            await Deliver(server, bodies[220..]);
        });
        await Wait.Until("a hundred posts are in", async () => (await server.Caller.Metrics())["monitor_deliveries_accepted_total"] >= 100);
        var (status, answer) = await server.Caller.Post("/api/admin/backup", new { directory = backup, by = Officers.Nodal });
        taken.SetResult();
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
        var position = answer.GetProperty("position").GetInt64();
        await posting;
        await server.Caller.Settled();
        var journal = server.Services.GetRequiredService<IJournal>();
        Assert.InRange(position, 50, await journal.Head(TestContext.Current.CancellationToken) - 1);

        Assert.Equal(2, BesideTheJournal.Restore(backup, restored));
        // Before the copy hears of anything itself, its own canary included.
        var covered = await IntakeHeadOf(restored);
        await using var copy = await Running.Live(restored);
        var other = copy.Services.GetRequiredService<IJournal>();
        Assert.Equal((journal.Id, journal.Epoch + 1), (other.Id, other.Epoch));
        Assert.Equal(await Lines(journal, position), await Lines(other, position));
        Assert.Equal("ready", await copy.Caller.Http.GetStringAsync("/health/ready"));
        var originals = (await server.Caller.All("/api/posts")).ToDictionary(post => post.GetProperty("id").GetString()!);
        var expected = originals.Where(post => long.Parse(post.Key.Split('-')[0], CultureInfo.InvariantCulture) <= covered).Select(post => Told(post.Value)).Order().ToList();
        Assert.InRange(expected.Count, 100, originals.Count - 1);
        // What the copied log holds beyond the copied decisions is decided on by the copy itself.
        await Wait.Until(
            "the copy has decided on all that its intake log holds", async () => (await copy.Caller.All("/api/posts")).Count >= expected.Count, TimeSpan.FromSeconds(40));
        Assert.Equal(expected, (await copy.Caller.All("/api/posts")).Select(Told).Order());
        Assert.All(await Decided(other, position), post => Assert.Contains(expected, told => told.StartsWith(post + " ", StringComparison.Ordinal)));
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(folder.Sub("live"), "people.key")), await File.ReadAllBytesAsync(Path.Combine(restored, "people.key")));
        Assert.Equal("live", await File.ReadAllTextAsync(Path.Combine(restored, "kind")));
        await GoesOn(copy, other);
    }

    private static async Task<long> IntakeHeadOf(string directory)
    {
        await using var journal = SqliteJournal.Open(directory);
        return journal.IntakeHead;
    }

    private static string Told(JsonElement post) => post.GetProperty("id").GetString() + " " + post.GetProperty("text").GetString();

    /// <summary>Posts that Authors had decided on up to there.</summary>
    private static async Task<List<string>> Decided(IJournal journal, long until)
    {
        var stored = await journal.ReadAll(0, (int)until, TestContext.Current.CancellationToken);
        var posts = stored.Select(KnownGrains.All.Events.Decode).Select(happened => happened switch
        {
            AuthorEvent.DocketOpened e => e.Post.Id,
            AuthorEvent.PostJoined e => e.Post.Id,
            AuthorEvent.PostNoted e => e.Post.Id,
            AuthorEvent.PostTriaged e => e.Post.Id,
            _ => null,
        }).OfType<string>().Distinct().ToList();
        Assert.NotEmpty(posts);
        return posts;
    }

    private static async Task Deliver(Running server, IEnumerable<SignedBody> bodies)
    {
        foreach (var body in bodies)
        {
            Assert.Equal(HttpStatusCode.OK, await server.Caller.Deliver(body));
        }
    }

    private static async Task<bool> LeftTheirMarks(Running server)
    {
        var journal = server.Services.GetRequiredService<IJournal>();
        foreach (var reactor in server.Services.GetRequiredService<MonitorNode>().Engine.Reactors)
        {
            if ((await journal.CheckpointOf(reactor.Name, TestContext.Current.CancellationToken)).Epoch == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>After a restore the reactors wait for an administrator; released, they go on with everything.</summary>
    private static async Task GoesOn(Running copy, IJournal journal)
    {
        var node = copy.Services.GetRequiredService<MonitorNode>();
        await Wait.Until("every reactor has looked at its mark", () => Task.FromResult(node.Engine.Reactors.All(reactor => reactor.Stopped is not null)));
        Assert.All(node.Engine.Reactors, reactor => Assert.Contains("epoch 1", reactor.Stopped, StringComparison.Ordinal));
        foreach (var reactor in node.Engine.Reactors)
        {
            var (status, answer) = await copy.Caller.Post("/api/admin/release", new { stream = reactor.Name, by = Officers.Nodal });
            Assert.True(status == HttpStatusCode.OK, answer.ToString());
            Assert.Equal(HttpStatusCode.Conflict, (await copy.Caller.Post("/api/admin/release", new { stream = reactor.Name, by = Officers.Nodal })).Status);
        }

        await Wait.Until("all reactors stand at the head", async () =>
        {
            var head = await journal.Head(TestContext.Current.CancellationToken);
            return node.Engine.Reactors.All(reactor => reactor.Stopped is null && reactor.Position == head);
        });
        Assert.DoesNotContain(node.FaultSentences(), fault => fault.Contains("epoch", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_backup_without_the_peoples_secret_is_not_restored_until_it_lies_there()
    {
        using var folder = new TestFolder();
        var (live, backup, restored) = (folder.Sub("live"), folder.Sub("backup"), folder.Sub("restored"));
        await using (var journal = SqliteJournal.Open(live))
        {
            await journal.Backup(backup, null, TestContext.Current.CancellationToken);
        }

        var (code, _, errors) = await Executable.Run("", "restore", "--from", backup, "--into", restored);
        Assert.Equal(1, code);
        Assert.Contains("people.key is missing", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(restored));
        PersonKeys.Open(backup);
        Assert.Equal(2, BesideTheJournal.Restore(backup, restored));
        Assert.True(File.Exists(Path.Combine(restored, "people.key")));
    }

    [Theory]
    [InlineData("", "holds no journal")]
    [InlineData("journal.db", "people.key is missing")]
    [InlineData("journal.db people.key moved", "was moved to the Redis at 10.0.0.7:6379")]
    public async Task What_is_no_data_directory_or_was_moved_to_Redis_is_not_backed_up(string files, string said)
    {
        using var folder = new TestFolder();
        var (data, backup) = (folder.Sub("data"), folder.Sub("backup"));
        if (files != "")
        {
            await SqliteJournal.Open(data).DisposeAsync();
        }

        if (files.Contains("people.key", StringComparison.Ordinal))
        {
            PersonKeys.Open(data);
            await File.WriteAllTextAsync(Path.Combine(data, "moved"), "10.0.0.7:6379\n", TestContext.Current.CancellationToken);
        }

        var (code, output, errors) = await Executable.Run("", "backup", "--data", data, "--to", backup);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(said, errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(backup));
        Assert.Equal(files != "", Directory.Exists(data));
    }

    [Fact]
    public async Task A_restore_that_is_cut_off_at_any_step_never_looks_whole_and_is_run_again()
    {
        using var folder = new TestFolder();
        var (live, backup) = (folder.Sub("live"), folder.Sub("backup"));
        await using (var journal = SqliteJournal.Open(live))
        {
            PersonKeys.Open(live);
            await journal.Backup(backup, null, TestContext.Current.CancellationToken);
            BesideTheJournal.Copy(live, backup);
        }

        var steps = new List<string>();
        BesideTheJournal.Restore(backup, folder.Sub("whole"), steps.Add);
        Assert.True(steps.Count >= 4);
        for (var cut = 0; cut < steps.Count; cut++)
        {
            var into = folder.Sub($"cut {cut}");
            var done = 0;
            Assert.Throws<OperationCanceledException>(() => BesideTheJournal.Restore(backup, into, _ =>
            {
                if (done++ == cut)
                {
                    throw new OperationCanceledException();
                }
            }));
            Assert.False(File.Exists(Path.Combine(into, "journal.db")));
            if (File.Exists(Path.Combine(into, "journal.db.new")))
            {
                Assert.True(File.Exists(Path.Combine(into, "people.key")));
                Assert.Contains("cut off", Assert.Throws<InvalidOperationException>(() => SqliteJournal.Open(into)).Message, StringComparison.Ordinal);
            }

            Assert.Equal(2, BesideTheJournal.Restore(backup, into));
            Assert.True(File.Exists(Path.Combine(into, "people.key")));
            Assert.Equal(["journal.db", "journal.lock", "journal.owner", "people.key"], Directory.EnumerateFiles(into).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            await using var restored = SqliteJournal.Open(into);
            Assert.Equal(2, restored.Epoch);
        }
    }

    [Fact]
    public async Task A_damaged_journal_is_told_in_one_sentence_by_the_server_the_backup_and_the_restore()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.Sub("data"));
        await File.WriteAllTextAsync(Path.Combine(folder.Sub("data"), "journal.db"), "This is not a database at all, and much longer than nothing.");
        PersonKeys.Open(folder.Sub("data"));
        (int Code, string[] Arguments)[] commands =
        [
            (2, ["--Demo:Enabled=false", "--Dashboards:Build=false", "--Urls=http://127.0.0.1:0", "--Data:Directory=" + folder.Sub("data")]),
            (1, ["backup", "--data", folder.Sub("data"), "--to", folder.Sub("backup")]),
            (1, ["restore", "--from", folder.Sub("data"), "--into", folder.Sub("restored")]),
        ];
        foreach (var (wanted, arguments) in commands)
        {
            var (code, _, errors) = await Executable.Run("", arguments);
            Assert.Equal(wanted, code);
            Assert.Contains(folder.Sub("data"), errors, StringComparison.Ordinal);
            Assert.Contains("damaged", errors, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(folder.Sub("backup")));
        Assert.False(Directory.Exists(folder.Sub("restored")));
    }

    [Fact]
    public async Task A_restore_into_a_directory_with_a_journal_leaves_its_key_alone()
    {
        using var folder = new TestFolder();
        foreach (var each in new[] { "one", "other" })
        {
            await SqliteJournal.Open(folder.Sub(each)).DisposeAsync();
            PersonKeys.Open(folder.Sub(each));
        }

        var key = await File.ReadAllBytesAsync(Path.Combine(folder.Sub("one"), "people.key"), TestContext.Current.CancellationToken);
        Assert.Throws<InvalidOperationException>(() => BesideTheJournal.Restore(folder.Sub("other"), folder.Sub("one")));
        Assert.Equal(key, await File.ReadAllBytesAsync(Path.Combine(folder.Sub("one"), "people.key"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_journal_that_was_copied_by_hand_without_the_peoples_secret_is_not_started_until_that_lies_beside_it()
    {
        using var folder = new TestFolder();
        var (live, copy) = (folder.Sub("live"), folder.Sub("copy"));
        await using (var server = await Running.Live(live))
        {
            await server.Caller.Deliver(Doors.Signed(Channel.X, Doors.Draft(Channel.X, "Asha", "Chain snatched near Hope Farm", 1, TimeProvider.System.GetUtcNow())));
        }

        Directory.CreateDirectory(copy);
        foreach (var file in Directory.EnumerateFiles(live, "journal.db*"))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        var refused = await Assert.ThrowsAsync<WrongSettingException>(() => Running.Live(copy));
        Assert.Contains("Copy it there", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(copy, PersonKeys.FileName)));
        File.Copy(Path.Combine(live, PersonKeys.FileName), Path.Combine(copy, PersonKeys.FileName));
        await using var again = await Running.Live(copy);
        Assert.Single(await again.Caller.All("/api/posts"));
    }

    [Fact]
    public async Task A_backup_into_a_folder_with_a_journal_or_by_a_relative_path_is_refused()
    {
        using var folder = new TestFolder();
        await using var server = await Running.Live(folder.Sub("live"));
        Assert.Equal(HttpStatusCode.Conflict, (await server.Caller.Post("/api/admin/backup", new { directory = folder.Sub("live"), by = Officers.Nodal })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Caller.Post("/api/admin/backup", new { directory = "somewhere", by = Officers.Nodal })).Status);
    }

    private static async Task<List<string>> Lines(IJournal journal, long until)
    {
        var lines = new List<string>();
        while (lines.Count < until)
        {
            foreach (var stored in await journal.ReadAll(lines.Count, (int)Math.Min(500, until - lines.Count), CancellationToken.None))
            {
                lines.Add($"{stored.Position} {stored.Stream} {stored.Version} {stored.Type} {stored.At:O} {stored.Cause} {Convert.ToHexString(stored.Body.Span)}");
            }
        }

        return lines;
    }
}
