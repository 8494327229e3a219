using Monitor.Core.Posts;

namespace Monitor.Classifier.Training;

/// <summary>
/// How often each row is learnt from in one round. The project's own posts are few and the only ones of their kind, so they come several times, most of them framed anew;
/// the civic reports are many and alike, so a part of them is enough. Everyday posts of the other sets hardly ever ask the police for anything: a part of them is learnt
/// from as no complaint, since the complaint head would otherwise know only what citizens and customers write, and take every other angry post for a complaint; the same
/// goes for threats, incitement, sexual harassment and self-harm.
/// </summary>
internal static class Mixture
{
    private const int OwnTimes = 3;
    private const int FramedTimes = 5;
    private const int CivicEveryNth = 80;
    private const int TrafficEveryNth = 8;
    private const int BrandEveryNth = 15;
    private const int WeakEveryNth = 6;
    private const float WeakWeight = 0.5f;
    private static readonly bool?[] NoDanger = [null, null, false, false, false, false];

    public static List<Example> Of(IReadOnlyList<Example> examples, Random random)
    {
        var mixed = new List<Example>(examples.Count * 2);
        for (var i = 0; i < examples.Count; i++)
        {
            var example = examples[i];
            // Customers' complaints teach what a complaint is; as a category they would drown all others.
            if (example.Set == "complaint/acl2019-english" && i % BrandEveryNth != 0) example = example with { Category = Category.None };
            if (example.Set.StartsWith("seeds/", StringComparison.Ordinal)) AddOwn(example, mixed, random);
            else if (example.Set != "complaint/bengaluru-civic" || i % (example.Category == Category.NotPolice ? CivicEveryNth : TrafficEveryNth) == 0) mixed.Add(example);
            if (example.Complaint is null && i % (example.Language == Language.English ? WeakEveryNth : 2) == 0) mixed.Add(Weak(example));
        }
        return mixed;
    }

    private static void AddOwn(Example example, List<Example> mixed, Random random)
    {
        mixed.AddRange(Enumerable.Repeat(example, OwnTimes));
        for (var i = 0; i < FramedTimes; i++) mixed.Add(example with { Text = Frames.Put(example, random) });
    }

    private static Example Weak(Example example) =>
        new(example.Set, example.Text) { Complaint = false, Labels = example.Antisocial == true ? null : NoDanger, Weight = WeakWeight };
}
