using Monitor.Core.Posts;

namespace Monitor.Channels.Tests;

/// <summary>The people of a scenario: invented names, handles that are all different.</summary>
internal sealed class ScenarioPeople(Random random, IReadOnlyList<(Stock Stock, int Weight)> forms, IReadOnlyList<PlaceStock> places)
{
    private static readonly string[] First =
    [
        "Ravi", "Asha", "Meena", "Nadeem", "Kavya", "Suresh", "Priya", "Imran", "Lakshmi", "Deepak", "Anitha", "Joseph", "Farah", "Manjunath", "Shwetha", "Arjun", "Pooja", "Vikram", "Sana",
        "Girish", "Rekha", "Abdul", "Nisha", "Harish", "Divya", "Mohan", "Sunita", "Rahul", "Geetha", "Kiran", "Bhavana", "Naveen", "Zoya", "Prakash", "Usha", "Sandeep", "Chaitra", "Amit",
        "Roopa", "Santosh", "Ayesha", "Basavaraj", "Neha", "Yogesh", "Padma", "Rakesh", "Sowmya", "Irfan", "Vidya", "Nagaraj", "Tara", "Umesh", "Jyoti", "Mahesh", "Reshma", "Dinesh", "Komal",
        "Venkatesh", "Sushma", "Ganesh", "Ankita", "Shashank", "Rukmini", "Salman", "Hema", "Pavan", "Seema", "Lokesh", "Namitha", "Tanveer",
    ];

    private static readonly string[] Last =
    [
        "Kumar", "N", "Rao", "Shetty", "Gowda", "Khan", "Sharma", "Reddy", "Nair", "Bhat", "Singh", "Patil", "Das", "Iyer", "Hegde", "Ahmed", "Verma", "Murthy", "Joshi", "D'Souza", "K", "Yadav",
        "Naik", "Fernandes", "Gupta", "S", "Prasad", "Mishra", "R", "Acharya", "Begum", "Pai", "Sheikh", "M", "Kulkarni", "Babu", "Thomas", "Ansari", "Swamy", "Jain",
    ];

    private static readonly string[] Extra = ["_blr", "_speaks", "official", "_hsr", "77", "_k", "writes", "_in", "_01", "x", "_2020", "clicks", "_walks", "tweets", "_home", "_real", "_r", "diaries", "_says", ""];

    private readonly HashSet<string> handles = new(StringComparer.Ordinal);
    private readonly int weights = forms.Sum(form => form.Weight);

    public Writer Next(Channel channel)
    {
        var first = First[random.Next(First.Length)];
        var last = Last[random.Next(Last.Length)];
        var handle = HandleOf(first, last);
        return new(handle, $"{first} {last}", channel, Form(), places[random.Next(places.Count)], random.NextDouble() < 0.25, random.NextDouble() < 0.2, random.NextDouble() < 0.35);
    }

    public Stock Form()
    {
        var drawn = random.Next(weights);
        foreach (var (stock, weight) in forms)
        {
            if ((drawn -= weight) < 0)
            {
                return stock;
            }
        }

        return forms[0].Stock;
    }

    private string HandleOf(string first, string last)
    {
        while (true)
        {
            var plain = new string([.. last.Where(char.IsAsciiLetter)]);
            var stem = random.Next(4) switch
            {
                0 => first + plain,
                1 => first + "_" + plain,
                2 => plain + first,
                _ => first,
            };
            var handle = stem.ToLowerInvariant() + Extra[random.Next(Extra.Length)] + (random.Next(3) == 0 ? random.Next(1, 999).ToString("0", System.Globalization.CultureInfo.InvariantCulture) : "");
            if (handle.Length <= 15 && handles.Add(handle))
            {
                return handle;
            }
        }
    }
}
