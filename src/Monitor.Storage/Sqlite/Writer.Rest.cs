using System.Diagnostics.CodeAnalysis;
using Monitor.Runtime.Journal;

namespace Monitor.Storage.Sqlite;

/// <summary>Intake, people's words, followers, snapshots and quarantine. See <see cref="Schema"/> for what erasing asks of these statements.</summary>
internal sealed partial class Writer
{
    /// <summary>State of a row.</summary>
    private const long Erased = 4;

    private Statement findDelivery, addDeliveryKey, addDelivery, dropBody, park, unpark;
    private Statement findPostId, addPost, findPlatform, rememberBody, otherBodies, emptyChanges, addChange, lastEdit, markEdited, markErased;
    private Statement checkpoint, moveCheckpoint, saveSnapshot, quarantine, release, mark, oldestBodies, bodiesDroppedTo, alias, spend, spentTo, forgetSpent;
    private Statement rememberAnswer, answersTo, postAt, unaddress;

    [MemberNotNull(nameof(findDelivery), nameof(addDeliveryKey), nameof(addDelivery), nameof(dropBody), nameof(park), nameof(unpark))]
    [MemberNotNull(nameof(findPostId), nameof(addPost), nameof(findPlatform), nameof(rememberBody), nameof(otherBodies), nameof(emptyChanges), nameof(addChange), nameof(lastEdit))]
    [MemberNotNull(nameof(markEdited), nameof(markErased), nameof(checkpoint), nameof(moveCheckpoint), nameof(saveSnapshot), nameof(quarantine), nameof(release), nameof(mark))]
    [MemberNotNull(nameof(oldestBodies), nameof(bodiesDroppedTo), nameof(alias), nameof(spend), nameof(spentTo), nameof(forgetSpent))]
    [MemberNotNull(nameof(rememberAnswer), nameof(answersTo), nameof(postAt), nameof(unaddress))]
    private void PrepareRest()
    {
        findDelivery = database.Prepare("SELECT number FROM delivery_keys WHERE key = ?");
        addDeliveryKey = database.Prepare("INSERT INTO delivery_keys(key, number) VALUES (?, ?)");
        addDelivery = database.Prepare("INSERT INTO intake(number, channel_name, sha256, received, body) VALUES (?, ?, ?, ?, ?)");
        dropBody = database.Prepare("UPDATE intake SET body = zeroblob(0) WHERE number = ?");
        alias = database.Prepare("INSERT OR IGNORE INTO aliases(hash, post) VALUES (?, ?)");
        spend = database.Prepare("INSERT OR IGNORE INTO spent(number) VALUES (?)");
        spentTo = database.Prepare("SELECT number FROM spent WHERE number <= ?");
        forgetSpent = database.Prepare("DELETE FROM spent WHERE number <= ?");
        oldestBodies = database.Prepare("SELECT number, received FROM intake WHERE number > ? ORDER BY number");
        bodiesDroppedTo = database.Prepare("UPDATE meta SET value = ? WHERE name = 'bodies_dropped_to'");
        park = database.Prepare("INSERT INTO parked(place, number, item, hash, waits_for, parked, content) VALUES (?, ?, ?, ?, ?, ?, ?)");
        unpark = database.Prepare("UPDATE parked SET hash = NULL, waits_for = NULL, content = NULL WHERE number = ? AND item = ? AND hash IS NOT NULL");
        findPostId = database.Prepare("SELECT place, intake, state FROM posts WHERE id = ?");
        addPost = database.Prepare("""
            INSERT INTO posts(place, id, intake, channel_name, kind_name, author, author_hash, platform_hash, platform, platform_author, author_name, author_handle, text,
                in_reply_to,
                posted, received, sha256, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 2)
            """);
        findPlatform = database.Prepare("SELECT place, intake, state FROM posts WHERE platform_hash = ? ORDER BY place LIMIT 1");
        rememberBody = database.Prepare("INSERT OR IGNORE INTO other_bodies(post, number) VALUES (?, ?)");
        otherBodies = database.Prepare("SELECT number FROM other_bodies WHERE post = ?");
        rememberAnswer = database.Prepare("INSERT OR IGNORE INTO answers(post, answer) VALUES (?, ?)");
        answersTo = database.Prepare("SELECT answer FROM answers WHERE post = ?");
        postAt = database.Prepare("SELECT place, intake, state FROM posts WHERE place = ?");
        unaddress = database.Prepare("UPDATE posts SET platform = NULL, in_reply_to = NULL, state = 5 WHERE place = ?");
        emptyChanges = database.Prepare("UPDATE changes SET text = NULL WHERE post = ?");
        addChange = database.Prepare("INSERT INTO changes(place, post, edited, erased, text) VALUES (?, ?, ?, ?, ?)");
        lastEdit = database.Prepare("SELECT max(edited) FROM changes WHERE post = ?");
        markEdited = database.Prepare("UPDATE posts SET text = NULL, state = max(state, 3) WHERE place = ?");
        markErased = database.Prepare(
            "UPDATE posts SET platform = NULL, platform_author = NULL, author_name = NULL, author_handle = NULL, text = NULL, in_reply_to = NULL, state = 4 WHERE place = ?");
        checkpoint = database.Prepare("SELECT epoch, position FROM checkpoints WHERE follower = ?");
        moveCheckpoint = database.Prepare("INSERT OR REPLACE INTO checkpoints(follower, epoch, position) VALUES (?, ?, ?)");
        saveSnapshot = database.Prepare("INSERT OR REPLACE INTO snapshots(stream, version, fingerprint, state) VALUES (?, ?, ?, ?)");
        quarantine = database.Prepare("INSERT OR REPLACE INTO quarantine(stream, build, reason, at) VALUES (?, ?, ?, ?)");
        release = database.Prepare("DELETE FROM quarantine WHERE stream = ?");
        mark = database.Prepare("UPDATE streams SET quarantined = ? WHERE id = ?");
    }

    internal Accepted Accept(Delivery delivery)
    {
        Span<byte> key = stackalloc byte[KeyBytes.Length];
        KeyBytes.Of(delivery.Key, key);
        if (findDelivery.With(key).Step())
        {
            var number = findDelivery.Long(0);
            findDelivery.Reset();
            return new(number, Repeated: true);
        }
        addDelivery.With(++intakeHead).With(names.NumberOf(delivery.Channel)).WithHex(delivery.Sha256).With(delivery.ReceivedAt.UtcTicks).With(delivery.Body.Span).Run();
        addDeliveryKey.With(key).With(intakeHead).Run();
        return new(intakeHead, Repeated: false);
    }

    internal void Park(ParkedItem item)
    {
        Unpark(item.Number, item.Item);
        park.With(++parkedHead).With(item.Number).With(item.Item).With(KeyBytes.Hash(item.WaitsFor)).With(item.WaitsFor).With(item.ParkedAt.UtcTicks).With(item.Content.Span).Run();
    }

    internal void Unpark(long number, int item) => unpark.With(number).With(item).Run();

    internal void Alias(string postId, string channel, string platformId)
    {
        if (Post(findPostId.With(postId)) is { } post) alias.With(KeyBytes.PlatformHash(channel, platformId)).With(post.Place).Run();
    }

    internal void ReplaceText(string id, string text, DateTimeOffset editedAt, long intakeNumber)
    {
        if (Post(findPostId.With(id)) is not { } post) return;
        RememberBody(post, intakeNumber);
        if (post.State == Erased) return;
        markEdited.With(post.Place).Run();
        emptyChanges.With(post.Place).Run();
        addChange.With(++changeHead).With(post.Place).With(editedAt.UtcTicks).WithNull().With(text).Run();
    }

    internal void NoteBody(string id, long intakeNumber)
    {
        if (Post(findPostId.With(id)) is { } post) RememberBody(post, intakeNumber);
    }

    internal void NoteAnswer(string id, string answerId)
    {
        if (Post(findPostId.With(id)) is not { } post || Post(findPostId.With(answerId)) is not { } answer || post.Place == answer.Place) return;
        rememberAnswer.With(post.Place).With(answer.Place).Run();
        if (post.State == Erased) Unaddress(answer);
    }

    private void Unaddress(PostPlace answer)
    {
        if (answer.IsGone) return;
        unaddress.With(answer.Place).Run();
        DropBodies(answer);
    }

    internal void Erase(string id, DateTimeOffset erasedAt)
    {
        if (Post(findPostId.With(id)) is not { } post || post.State == Erased) return;
        lastEdit.With(post.Place).Step();
        var edited = lastEdit.LongOrNull(0);
        lastEdit.Reset();
        markErased.With(post.Place).Run();
        emptyChanges.With(post.Place).Run();
        addChange.With(++changeHead).With(post.Place).With(edited).With(erasedAt.UtcTicks).WithNull().Run();
        DropBodies(post);
        foreach (var place in Numbers(answersTo.With(post.Place)))
        {
            if (Post(postAt.With(place)) is { } answer) Unaddress(answer);
        }
    }

    /// <summary>All that it came in.</summary>
    private void DropBodies(PostPlace post)
    {
        DropBody(post.Intake);
        foreach (var number in Numbers(otherBodies.With(post.Place))) DropBody(number);
    }

    internal void DropBody(long intakeNumber)
    {
        if (intakeNumber <= CheckpointOf(IJournal.Intake).Position) dropBody.With(intakeNumber).Run();
        else if (intakeNumber <= intakeHead) spend.With(intakeNumber).Run();
    }

    /// <summary>What was to go once intake had passed it.</summary>
    private void DropSpent(long passed)
    {
        var numbers = Numbers(spentTo.With(passed));
        foreach (var number in numbers) dropBody.With(number).Run();
        if (numbers.Count > 0) forgetSpent.With(passed).Run();
    }

    private static List<long> Numbers(Statement rows)
    {
        var numbers = new List<long>();
        while (rows.Step()) numbers.Add(rows.Long(0));
        return numbers;
    }

    internal void DropBodies(DateTimeOffset receivedUntil)
    {
        var last = Schema.Number(database, "bodies_dropped_to");
        var numbers = new List<long>();
        oldestBodies.With(last);
        while (oldestBodies.Step())
        {
            if (oldestBodies.Long(1) > receivedUntil.UtcTicks)
            {
                oldestBodies.Reset();
                break;
            }
            numbers.Add(oldestBodies.Long(0));
        }
        foreach (var number in numbers) dropBody.With(number).Run();
        if (numbers.Count > 0) bodiesDroppedTo.With(numbers[^1]).Run();
    }

    internal bool MoveCheckpoint(string follower, Checkpoint from, Checkpoint to)
    {
        if (CheckpointOf(follower) != from) return false;
        moveCheckpoint.With(follower).With(to.Epoch).With(to.Position).Run();
        if (follower == IJournal.Intake) DropSpent(to.Position);
        return true;
    }

    private Checkpoint CheckpointOf(string follower)
    {
        if (!checkpoint.With(follower).Step()) return default;
        var found = new Checkpoint(checkpoint.Long(0), checkpoint.Long(1));
        checkpoint.Reset();
        return found;
    }

    internal void SaveSnapshot(Snapshot snapshot) =>
        saveSnapshot.With((Find(snapshot.Stream) ?? Add(snapshot.Stream)).Id).With(snapshot.Version).With(snapshot.Fingerprint).With(snapshot.State.Span).Run();

    internal void Quarantine(QuarantinedStream fault)
    {
        var entry = Find(fault.Stream) ?? Add(fault.Stream);
        quarantine.With(entry.Id).With(fault.Build).With(fault.Reason).With(fault.At.UtcTicks).Run();
        mark.With(1).With(entry.Id).Run();
    }

    internal void Release(string stream)
    {
        if (Find(stream) is not { } entry) return;
        release.With(entry.Id).Run();
        mark.With(0L).With(entry.Id).Run();
    }

    private bool IsStored(IReadOnlyList<PostRow> posts, int place)
    {
        for (var i = 0; i < place; i++)
        {
            if (posts[i].Id == posts[place].Id) return true;
        }
        return Exists(findPostId.With(posts[place].Id));
    }

    private void AddPost(PostRow post)
    {
        long? platform = post.PlatformId is { } id ? KeyBytes.PlatformHash(post.Channel, id) : null;
        addPost.With(++postHead).With(post.Id).With(post.IntakeNumber).With(names.NumberOf(post.Channel)).With(names.NumberOf(post.Kind)).With(post.AuthorKey)
            .With(KeyBytes.Hash(post.AuthorKey)).With(platform).With(post.PlatformId).With(post.PlatformAuthorId).With(post.AuthorName).With(post.AuthorHandle).With(post.Text)
            .With(post.InReplyTo).With(post.PostedAt.UtcTicks).With(post.ReceivedAt.UtcTicks).WithHex(post.TextSha256).Run();
    }

    /// <summary>The post came again under another delivery: that body holds its words too. One that comes after the erasing is dropped at once.</summary>
    private void RememberBody(PostRow again)
    {
        if (again.PlatformId is not { } id) return;
        if (Post(findPlatform.With(KeyBytes.PlatformHash(again.Channel, id))) is { } post) RememberBody(post, again.IntakeNumber);
    }

    private void RememberBody(PostPlace post, long number)
    {
        if (number == 0 || number == post.Intake) return;
        rememberBody.With(post.Place).With(number).Run();
        if (post.IsGone) DropBody(number);
    }

    private static PostPlace? Post(Statement query)
    {
        if (!query.Step()) return null;
        var post = new PostPlace(query.Long(0), query.Long(1), query.Long(2));
        query.Reset();
        return post;
    }

    /// <param name="State">As in <see cref="Schema"/>.</param>
    private readonly record struct PostPlace(long Place, long Intake, long State)
    {
        /// <summary>Its bodies are dropped as they come.</summary>
        internal bool IsGone => State >= Erased;
    }
}
