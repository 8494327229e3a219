using Monitor.Core.Authors;
using Monitor.Core.Complaints;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Intake;

/// <summary>
/// Reads the intake log in its order and hands every item to the Author who decides on it (design section 4, "Who decides what"). Parsing and classifying of a
/// batch may run on several threads and while the batch before is being stored; handing in is in order. Each command carries its place in the log, so that reading
/// a stretch again after a crash does nothing.
/// </summary>
public sealed class IntakePipeline
{
    /// <summary>Source of causes and name of the checkpoint: stored, never changes.</summary>
    public const string Source = IJournal.Intake;

    /// <summary>Source of causes of items that had waited for their post.</summary>
    public const string ParkedSource = "parked";

    private const int BatchMax = 256;

    private static readonly TimeSpan CheckpointEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ExpireEvery = TimeSpan.FromHours(1);

    private readonly IJournal journal;
    private readonly IntakeReaders readers;
    private readonly IGrainHost grains;
    private readonly PersonKeys keys;
    private readonly TimeProvider time;
    private readonly int threads;
    private readonly KnownPosts posts;
    private readonly Identities people;
    private readonly Waiting waiting;
    private readonly QuotedPosts quoted;
    private readonly AnsweredPosts answered;
    private readonly Drafting drafting;
    private readonly HandIn handIn;
    private readonly Signal signal = new();
    private readonly List<(string What, IReadOnlyList<ParkedItem> Items)> released = [];
    private readonly List<(string Post, Channel Channel, string PlatformId)> aliases = [];
    private DateTimeOffset heardAt;
    private DateTimeOffset expireAt;
    private bool erases;
    private Checkpoint saved;
    private long savedTicks;
    private bool begun;
    private long position;

    /// <param name="threads">For parsing and classifying; 1 keeps everything on the caller's.</param>
    public IntakePipeline(IJournal journal, IGrainHost grains, IntakeReaders readers, PersonKeys keys, TimeProvider time, int threads)
    {
        (this.journal, this.grains, this.readers, this.keys, this.time, this.threads) = (journal, grains, readers, keys, time, threads);
        posts = new KnownPosts(journal);
        people = new Identities(keys, grains, time);
        waiting = new Waiting(journal, time);
        quoted = new QuotedPosts(journal, posts, readers, time);
        answered = new AnsweredPosts(journal, quoted, time);
        drafting = new Drafting(keys);
        handIn = new HandIn(grains, posts, time);
    }

    /// <summary>The safety net for what was accepted and not announced, such as by another process. Default: 1 s.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Every delivery up to here has been decided on.</summary>
    public long Position => Volatile.Read(ref position);

    /// <summary>Repeats absorbed, and deliveries or parts of them that could not be parsed, since the start.</summary>
    public (long Repeats, long Unreadable) Counts => (handIn.Repeats, unreadable);

    /// <summary>What came of kinds that this build does not know.</summary>
    public UnknownKinds Unknown { get; } = new();

    /// <summary>What waits for its post, by kind: for metrics.</summary>
    public IReadOnlyDictionary<ItemKind, int> Parked => waiting.Counts;

    /// <summary>What waited for a post that never came and was given up since the start, by kind: for metrics.</summary>
    public IReadOnlyDictionary<ItemKind, long> Expired => waiting.Expired;

    private long unreadable;

    /// <summary>Something was accepted.</summary>
    public void Notify() => signal.Set();

    /// <summary>An officer joined or parted this Author and another identifier of the person.</summary>
    public void Relinked(string author) => people.Changed(author);

    /// <summary>Runs until stopped; throws when another process has read on meanwhile.</summary>
    public async Task Run(CancellationToken stop)
    {
        try
        {
            saved = await journal.CheckpointOf(Source, stop);
            position = saved.Position;
            savedTicks = time.GetTimestamp();
            await waiting.Open(stop);
            await quoted.Recall(position, answered, stop);
            begun = true;
            using var poll = time.CreateTimer(_ => signal.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            using var stopping = stop.UnsafeRegister(_ => signal.Set(), null);
            var read = position;
            while (true)
            {
                stop.ThrowIfCancellationRequested();
                var batch = await journal.ReadIntake(read, BatchMax, stop);
                var prepared = Prepare(batch);
                await Settle(read, stop);
                if (batch.Count == 0)
                {
                    // What was read since the last checkpoint is soon passed by the next, and what is to be erased goes with it.
                    poll.Change(saved.Position == position ? PollEvery : CheckpointEvery, Timeout.InfiniteTimeSpan);
                    await signal.Wait();
                    continue;
                }

                await HandInBatch(prepared, stop);
                read = batch[^1].Number;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped before it knew where it stood, it has nothing to save.
            if (begun)
            {
                await Save();
            }
        }
    }

    private PreparedDelivery[] Prepare(IReadOnlyList<StoredDelivery> batch)
    {
        var prepared = new PreparedDelivery[batch.Count];
        if (threads > 1 && batch.Count > 4)
        {
            Parallel.For(0, prepared.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, i => prepared[i] = PreparedDelivery.Of(batch[i], readers));
        }
        else
        {
            for (var i = 0; i < prepared.Length; i++)
            {
                prepared[i] = PreparedDelivery.Of(batch[i], readers);
            }
        }

        return prepared;
    }

    private async ValueTask Settle(long upTo, CancellationToken stop)
    {
        await handIn.Settle(stop);
        foreach (var (what, items) in released)
        {
            await waiting.Unpark(what, items, stop);
        }

        released.Clear();
        foreach (var (post, channel, platformId) in aliases)
        {
            await FullDisk.Outlast(time, stop, () => journal.Alias(post, ChannelName.Of(channel), platformId, stop));
        }

        aliases.Clear();
        await answered.Settle(stop);
        await quoted.Settle(stop);
        if (heardAt > expireAt)
        {
            expireAt = heardAt + ExpireEvery;
            await waiting.Expire(heardAt, stop);
        }

        Volatile.Write(ref position, upTo);
        if (erases || time.GetElapsedTime(savedTicks) >= CheckpointEvery)
        {
            // What is to be erased goes in the commit that passes it.
            erases = false;
            await Save();
        }
    }

    private async ValueTask Save()
    {
        var next = new Checkpoint(journal.Epoch, position);
        savedTicks = time.GetTimestamp();
        try
        {
            if (next != saved && !await journal.MoveCheckpoint(Source, saved, next, CancellationToken.None))
            {
                throw new InvalidOperationException("Another process reads the intake log.");
            }

            saved = next;
        }
        catch (JournalFullException)
        {
            // The checkpoint may lag: what is repeated does nothing.
        }
    }

    private async ValueTask HandInBatch(PreparedDelivery[] batch, CancellationToken stop)
    {
        await people.Learn(batch.SelectMany(delivery => delivery.Items));
        await posts.Learn([.. batch.SelectMany(delivery => delivery.Items).Select(prepared => prepared.Item)], stop);
        var seats = readers.Rulebook().Seats;
        foreach (var delivery in batch)
        {
            heardAt = delivery.Delivery.ReceivedAt > heardAt ? delivery.Delivery.ReceivedAt : heardAt;
            if (delivery.Fault is { } fault)
            {
                await ParkUnread(delivery.Delivery, 0, fault, stop);
            }

            foreach (var item in delivery.Items)
            {
                if (item.Item.Kind is ItemKind.Post or ItemKind.PrivateMessage or ItemKind.Identity && people.Link(item) is { } link)
                {
                    await handIn.Settle(stop);
                    await people.Join(link, stop);
                }

                if (await Draft(item, seats, stop) is { } ask)
                {
                    await Give(item, ask, stop);
                    await Release(item, item, 0, seats, stop);
                }
                else if (item.Item is { Kind: ItemKind.Delivery or ItemKind.Reaction or ItemKind.Ignored } && (item.Item.Recipient ?? item.Item.Author) is { } person
                    && seats.Find(item.Item.Channel, person.Id) is null)
                {
                    answered.Note(item, people.Of(item.Item.Channel, person.Id));
                }
            }
        }
    }

    private async ValueTask Give(PreparedItem item, Ask ask, CancellationToken stop)
    {
        handIn.Add(item, ask);
        answered.Note(item, ask);
        await quoted.Note(item, stop);
    }

    /// <summary>Stored and shown; a part that cannot be read never keeps the rest of its delivery.</summary>
    private async ValueTask ParkUnread(StoredDelivery delivery, int item, string why, CancellationToken stop)
    {
        unreadable++;
        var unread = new ParkedItem(delivery.Number, item, "fault:unreadable:" + why, delivery.ReceivedAt, ReadOnlyMemory<byte>.Empty);
        await FullDisk.Outlast(time, stop, () => journal.Park(unread, stop));
    }

    /// <summary>The command of one item; null when it asks for nothing or was parked.</summary>
    private async ValueTask<Ask?> Draft(PreparedItem prepared, Seats seats, CancellationToken stop)
    {
        switch (prepared.Item.Kind)
        {
            case ItemKind.Post when prepared.Item.Channel == Channel.Canary:
                return Drafting.Canary(prepared);
            case ItemKind.Post or ItemKind.PrivateMessage:
                return PreparedDelivery.IsOurs(prepared.Item, seats) ? await DraftAnswer(prepared, seats, stop) : await DraftPost(prepared, seats, stop);
            case ItemKind.Edited or ItemKind.Deleted or ItemKind.Reaction or ItemKind.Delivery or ItemKind.Mentioned:
                return await DraftChange(prepared, seats, stop);
            case ItemKind.Unknown when prepared.Item.Detail is Item.Unreadable or Item.Malformed:
                await ParkUnread(prepared.Delivery, prepared.Number, prepared.Item.Detail, stop);
                return null;
            case ItemKind.Unknown:
                Unknown.Note(prepared.Item, prepared.Delivery.ReceivedAt);
                return null;
            default:
                return null;
        }
    }

    private async ValueTask<Ask> DraftPost(PreparedItem prepared, Seats seats, CancellationToken stop)
    {
        var item = prepared.Item;
        // Ours when it was prepared, and the list of accounts has changed since.
        prepared = prepared.Verdict is null ? prepared.About(item.Text ?? "", readers) : prepared;
        var office = seats.Find(item.Channel, item.Author?.Id)?.Office ?? Office.None;
        var parent = await posts.Find(item.Channel, office == Office.None ? item.InReplyTo : item.Quotes ?? item.InReplyTo, stop);
        if (office != Office.None && parent is { } forwarded && item.Quotes is not null && prepared.Verdict!.Complaint == ComplaintCall.No)
        {
            prepared = await WithWordsOf(forwarded, prepared, stop);
        }
        else if (office != Office.None && parent is null && item is { Quotes: not null, RepostId: null }
            && prepared.Verdict is { Complaint: ComplaintCall.No, Sentiment: not Sentiment.Positive })
        {
            // "Please look into it" about a post that nobody has sent: what it asks stands there, so it opens a docket and a person looks.
            prepared = prepared with { Verdict = prepared.Verdict with { Complaint = ComplaintCall.Unsure } };
        }

        var author = office != Office.None && parent is { } quoted ? quoted.Author : people.Of(item);
        if (parent is { } earlier && earlier.Author != author && prepared.Located!.Unit is null && await UnitOf(earlier, stop) is { } unit)
        {
            prepared = prepared.About(item.Text ?? "", readers, unit);
        }

        if (item.RepostId is not null && parent is not null)
        {
            // The words are the other post's, and leave with it.
            prepared = prepared with { Item = item with { Text = null } };
        }

        var ask = drafting.Post(prepared, seats, author, parent?.Id, office);
        Know(item, posts.FirstOf(item, new KnownPost(prepared.PostId, author, ((AuthorCommand.Receive)ask.Command).Post.Account)));
        answered.Know(item.Channel, item.PlatformId, author);
        return ask;
    }

    /// <summary>"Here too" says no place of its own: the unit that has the docket of the post that it answers; null when that is on none.</summary>
    private async ValueTask<string?> UnitOf(KnownPost post, CancellationToken stop)
    {
        await handIn.Settle(stop);
        try
        {
            return (await grains.Look(Drafting.StreamOf(post.Author))).State is Author.Known author
                && author.Posts.FirstOrDefault(recent => recent.Id == post.Id)?.Docket is { } docket
                ? await grains.Look(StreamName.Of(Complaint.Kind, docket)) is { State: Complaint.Live { Folder.Unit: { } unit } } ? unit
                    : author.Dockets.FirstOrDefault(held => held.Docket == docket)?.Unit
                : null;
        }
        catch (InvalidOperationException)
        {
            // In quarantine: it has no say in where this one goes.
            return null;
        }
    }

    /// <summary>"Please look into it" says nothing of its own: what an office forwards is about what the citizen wrote.</summary>
    private async ValueTask<PreparedItem> WithWordsOf(KnownPost forwarded, PreparedItem prepared, CancellationToken stop)
    {
        await handIn.Settle(stop);
        return await journal.Post(forwarded.Id, stop) is { Text: { Length: > 0 } words } ? prepared.About(words, readers) : prepared;
    }

    /// <summary>
    /// To whom an answer goes: its recipient, else the author of the post that it answers; to nobody, it is a post of our own. On X whoever goes on in a thread answers our own
    /// account by name: the citizen is then who that post was for.
    /// </summary>
    private async ValueTask<Ask?> DraftAnswer(PreparedItem prepared, Seats seats, CancellationToken stop)
    {
        var item = prepared.Item;
        var seat = seats.Find(item.Channel, item.Author?.Id) ?? seats.Find(item.Channel, item.Account);
        var parent = await posts.Find(item.Channel, item.InReplyTo, stop);
        var citizen = item.Recipient is { } recipient && seats.Find(item.Channel, recipient.Id) is null ? people.Of(item.Channel, recipient.Id)
            : parent is { } known ? known.Author == keys.Author(item.Channel, item.Recipient?.Id ?? seat?.AccountId ?? item.Account) ? null : known.Author
            : item.InReplyToAuthor is { } id && seats.Find(item.Channel, id) is null ? people.Of(item.Channel, id)
            : null;
        if (citizen is null && parent is null && !string.IsNullOrEmpty(item.InReplyTo))
        {
            await waiting.Park(prepared, keys.Awaited(item.Channel, item.InReplyTo), Subjects(item), stop);
            return null;
        }

        var author = citizen ?? keys.Author(item.Channel, seat?.AccountId ?? item.Author?.Id ?? item.Account);
        // What goes on from an answer is to the same citizen, who wrote to the same account.
        var account = citizen is null ? seat?.Id : parent?.Account;
        Know(item, posts.FirstOf(item, new KnownPost(prepared.PostId, author, account ?? "")));
        return drafting.Answer(prepared, seats, seat, author, citizen is null ? null : parent, citizen is not null);
    }

    private async ValueTask<Ask?> DraftChange(PreparedItem prepared, Seats seats, CancellationToken stop)
    {
        var item = prepared.Item;
        erases |= item.Kind == ItemKind.Deleted;
        var found = await posts.Find(item.Channel, item.PlatformId, stop);
        if (item is { Kind: ItemKind.Edited, PostKey: { } key } && (found is null || found.Value.Id == prepared.PostId) && !PreparedDelivery.IsOurs(item, seats))
        {
            // Only this version names us, or it overtook the first: it is the post, and the first will be a repeat.
            return await DraftPost((prepared with { Item = item with { Kind = ItemKind.Post, Key = key } }).About(item.Text ?? "", readers), seats, stop);
        }

        if (found is not { } post)
        {
            var subjects = Subjects(item);
            await waiting.Park(prepared, subjects[0], subjects, stop);
            return null;
        }

        if (item.Kind == ItemKind.Edited && handIn.Holds(post.Id))
        {
            // The row must be there before its words can be replaced; of a repeat it is another one's.
            await handIn.Settle(stop);
            post = await posts.Find(item.Channel, item.PlatformId, stop) ?? post;
        }

        if (post.IsErased)
        {
            // Nobody may read it any more, and what it says of the post may quote it.
            erases = true;
            await FullDisk.Outlast(time, stop, () => journal.DropBody(prepared.Delivery.Number, stop));
            return null;
        }

        var isPrivate = false;
        if (item.Kind == ItemKind.Edited)
        {
            // Doing all of it again after a crash is harmless.
            Know(item, post);
            var row = await journal.Post(post.Id, stop);
            prepared = Newest(prepared, row);
            isPrivate = row?.Kind == Drafting.Private;
            var text = row?.Kind == Drafting.Ours ? OurWords.Of(prepared.Item, seats) : prepared.Item.Text ?? "";
            // The platform's instant as it is, also where our clock is behind it: versions are compared with one another.
            var editedAt = (prepared.Item.PostedAt ?? prepared.PostedAt).ToUniversalTime();
            await FullDisk.Outlast(time, stop, () => journal.ReplaceText(post.Id, text, editedAt, stop, prepared.Delivery.Number));
        }

        return drafting.Change(prepared, post, isPrivate, seats);
    }

    /// <summary>A version from before the one that came already says what that one says. Where a version may have come as the post itself, the post's instant is that version's;
    /// elsewhere it is the first words', which any edit replaces.</summary>
    private PreparedItem Newest(PreparedItem version, PostRow? row)
    {
        if ((row?.EditedAt ?? (version.Item.PostKey is null ? null : row?.PostedAt)) is not { } newerAt || row?.Text is not { } newer
            || (version.Item.PostedAt ?? version.PostedAt) >= newerAt)
        {
            return version;
        }

        return (version with { Item = version.Item with { Text = newer, PostedAt = newerAt }, Print = TextPrint.Of(newer) }).About(newer, readers);
    }

    /// <summary>What the post may be called from now on, this delivery's ids included.</summary>
    private void Know(Item item, KnownPost post)
    {
        posts.Add(item.Channel, item.PlatformId, post);
        quoted.Know(item.Channel, item.PlatformId, post.Id);
        foreach (var version in item.Versions)
        {
            posts.Add(item.Channel, version, post);
            quoted.Know(item.Channel, version, post.Id);
            aliases.Add((post.Id, item.Channel, version));
        }
    }

    /// <summary>How others would wait for it, by each of its ids.</summary>
    private IReadOnlyList<string> Subjects(Item item) => [keys.Awaited(item.Channel, item.PlatformId), .. item.Versions.Select(id => keys.Awaited(item.Channel, id))];

    /// <summary>A parked item as it was; null when its body is gone.</summary>
    private async ValueTask<PreparedItem?> Again(ParkedItem parked, Item known, CancellationToken stop)
    {
        var stored = (await journal.ReadIntake(parked.Number - 1, 1, stop))[0];
        var note = ParkedNote.Of(parked);
        if (note?.Whole is { } whole)
        {
            return PreparedDelivery.Prepare(stored, parked.Item, whole with { Channel = known.Channel, PlatformId = known.PlatformId }, readers);
        }

        if (note is { Own: > 0 })
        {
            var own = (await journal.ReadIntake(note.Own - 1, 1, stop))[0];
            return OwnPart.Read(own) is { } part ? PreparedDelivery.Prepare(stored, parked.Item, part, readers) : null;
        }

        var again = PreparedDelivery.Of(stored, readers);
        return again.Items.Count > parked.Item ? again.Items[parked.Item] : null;
    }

    /// <summary>What waited for this post comes after it, in the order of its arrival, each followed by what had waited for that.</summary>
    /// <param name="arrived">The item whose place in the log all of them take as cause.</param>
    /// <param name="known">The post that is known now.</param>
    /// <param name="place">How many were released by the same item before; gives the count after.</param>
    private async ValueTask<int> Release(PreparedItem arrived, PreparedItem known, int place, Seats seats, CancellationToken stop)
    {
        if (waiting.IsEmpty || known.Item.Kind is not (ItemKind.Post or ItemKind.PrivateMessage or ItemKind.Edited))
        {
            return place;
        }

        // An edit that waited is known by the id that it waited for: what is released already stays awaited until it is settled.
        foreach (var what in Subjects(known.Item).Where(subject => waiting.IsAwaited(subject) && !released.Exists(each => each.What == subject)))
        {
            var items = await waiting.For(what, stop);
            released.Add((what, items));
            released.Add((ParkedNote.Withdrawn + what, await waiting.For(ParkedNote.Withdrawn + what, stop)));
            foreach (var parked in items)
            {
                if (await Again(parked, known.Item, stop) is { } item && await Draft(item, seats, stop) is { } ask)
                {
                    await Give(item, HandIn.AsParked(ask, arrived, place++), stop);
                    place = await Release(arrived, item, place, seats, stop);
                }
            }
        }

        return place;
    }
}
