using Monitor.Core.Authors;
using Monitor.Core.Posts;

namespace Monitor.Core.Board;

/// <summary>Posts, answers and proposed tags that wait for a person.</summary>
internal sealed class TriageTally
{
    private readonly Dictionary<string, TriageItem> waiting = [];

    public int Count => waiting.Count;

    public IEnumerable<TriageItem> All => waiting.Values;

    public void Apply(AuthorEvent happened, string author)
    {
        switch (happened)
        {
            case AuthorEvent.PostTriaged { Post.Channel: not Channel.Canary } e:
                waiting[e.Post.Id] = new TriageItem(e.Post.Id, e.Why, author, null, e.Post.Located.Unit, e.At);
                break;
            case AuthorEvent.AnswerUnmatched e:
                waiting[e.Answer.Id] = new TriageItem(e.Answer.Id, TriageWhy.UnmatchedAnswer, author, null, e.Answer.Unit, e.At);
                break;
            case AuthorEvent.TagProposed e:
                waiting[TagKey(e.Answer.Id, e.Unit)] = new TriageItem(e.Answer.Id, TriageWhy.UnitTagProposed, author, e.Docket, e.Unit, e.At);
                break;
            case AuthorEvent.TagSettled e:
                waiting.Remove(TagKey(e.Answer, e.Unit));
                break;
            case AuthorEvent.DocketOpened e:
                waiting.Remove(e.Post.Id);
                break;
            case AuthorEvent.PostJoined e:
                waiting.Remove(e.Post.Id);
                break;
            case AuthorEvent.TriageDismissed e:
                waiting.Remove(e.Post);
                break;
            case AuthorEvent.AnswerJoined e:
                waiting.Remove(e.Answer.Id);
                break;
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(waiting.Count);
        foreach (var (key, item) in waiting.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.Write(key);
            writer.Write(item.Id);
            writer.Write((byte)item.Why);
            writer.Write(item.Author);
            writer.WriteText(item.Docket);
            writer.WriteText(item.Unit);
            writer.WriteInstant(item.At);
        }
    }

    public void Read(BinaryReader reader)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            waiting.Add(
                reader.ReadString(),
                new TriageItem(reader.ReadString(), (TriageWhy)reader.ReadByte(), reader.ReadString(), reader.ReadText(), reader.ReadText(), reader.ReadInstant()!.Value));
        }
    }

    private static string TagKey(string answer, string unit) => answer + " " + unit;
}
