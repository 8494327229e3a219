using System.Text;
using Monitor.Channels.Files;
using Monitor.Core.Posts;
using Xunit;

namespace Monitor.Channels.Tests;

public sealed class ImportTests
{
    private const string Csv = """"
        Platform,Post ID,User Name,Author,Author ID,Message,Created At
        Twitter,'1990000000000000001,ravi_hsr,Ravi K,2200000002,"signal dead at Silk Board,
        nobody there",21/11/2026 17:50
        FB,42_1,,Asha N,5500000005,"He said ""come""",2026-11-21T12:20:00Z
        whats app,wamid.A1,,Meena,unknown_id,मदद करो call 98450 12345,21-Nov-2026 6:05 PM
        X (Twitter),1.99E+18,,B,1,lost id,2026-11-21 17:50
        Orkut,1,,B,1,old times,2026-11-21 17:50
        insta,77,,B,1,bad day,31/13/2026 17:50
        insta,78,,B,1,,21/11/2026 17:50
        twitter,1990000000000000001,ravi_hsr,Ravi K,2200000002,"signal dead at Silk Board,
        nobody there",21/11/2026 17:50
        twitter,1990000000000000001,ravi_hsr,Ravi K,2200000002,other words,21/11/2026 17:50
        """";

    private static readonly DateTimeOffset Now = new(2026, 11, 21, 18, 0, 0, TimeSpan.Zero);

    private static ImportReport Read(string text, ImportAs? how = null) => Import.Read(Encoding.UTF8.GetBytes(text), new Options { As = how }, Now);

    [Fact]
    public void A_table_gives_its_posts_and_an_error_for_each_bad_line()
    {
        var report = Read(Csv);
        Assert.Equal("UTF-8", report.Encoding);
        Assert.Equal([(2, Channel.X), (4, Channel.Facebook), (5, Channel.WhatsApp)], report.Posts.Select(post => (post.Line, post.Item.Channel)));
        Assert.Equal(
            [(6, "id-lost"), (7, "unknown-platform"), (8, "bad-time"), (9, "no-text"), (10, "repeated"), (12, "other-text")],
            report.Errors.Select(error => (error.Line, error.Code)));
        Assert.Equal("signal dead at Silk Board,\nnobody there", report.Posts[0].Item.Text!.ReplaceLineEndings("\n"));
        Assert.Equal(new Person("2200000002", null, "Ravi K", "ravi_hsr"), report.Posts[0].Item.Author);
        Assert.Null(report.Posts[2].Item.Author);
        Assert.Equal(ItemKind.PrivateMessage, report.Posts[2].Item.Kind);
    }

    [Fact]
    public void A_quote_that_never_ends_is_told_and_swallows_no_other_line()
    {
        var report = Read(""""
            Platform,Post ID,Author ID,Message,Created At
            x,1990000000000000001,1,"the signal is dead,21/11/2026 17:50
            x,1990000000000000002,2,nobody there,21/11/2026 17:50
            x,1990000000000000003,3,still nobody,21/11/2026 17:51
            """");
        Assert.Equal([(2, "quote-never-ends")], report.Errors.Select(error => (error.Line, error.Code)));
        Assert.Equal([3, 4], report.Posts.Select(post => post.Line));
    }

    [Fact]
    public void A_line_with_more_fields_than_columns_is_told_and_leaves_its_posts_key_free()
    {
        var report = Read("""
            Platform,Post ID,Author ID,Created At,Message
            x,1990000000000000001,1,21/11/2026 17:50,stolen at HSR, near the lake, last night
            x,1990000000000000001,1,21/11/2026 17:50,"stolen at HSR, near the lake, last night"
            x,1990000000000000002,1,21/11/2026 17:50,nobody there,, ,
            """);
        Assert.Equal([(2, "too-many-fields")], report.Errors.Select(error => (error.Line, error.Code)));
        Assert.Equal(["stolen at HSR, near the lake, last night", "nobody there"], report.Posts.Select(post => post.Item.Text));
    }

    [Theory]
    [InlineData("01/01/0001 00:00:00")]
    [InlineData("01/01/0001 05:29")]
    [InlineData("31/12/9999 23:59:59")]
    [InlineData("0001-01-01T00:00:00+05:30")]
    [InlineData("9999-12-31T23:59:59-05:30")]
    [InlineData("31/12/1999 23:59")]
    [InlineData("01/01/2101 00:00")]
    public void A_time_outside_2000_to_2100_is_told_on_its_line_and_stops_no_other(string time)
    {
        var report = Read($"""
            Platform,Post ID,Author ID,Message,Created At
            x,1990000000000000001,1,long ago,{time}
            x,1990000000000000002,2,nobody there,21/11/2026 17:50
            """);
        Assert.Equal([(2, "bad-time")], report.Errors.Select(error => (error.Line, error.Code)));
        Assert.Equal("nobody there", Assert.Single(report.Posts).Item.Text);
    }

    [Fact]
    public void Times_without_an_offset_are_Indian_and_the_report_says_so()
    {
        var report = Read(Csv);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 12, 20, 0, TimeSpan.Zero), report.Posts[0].Item.PostedAt);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 12, 20, 0, TimeSpan.Zero), report.Posts[1].Item.PostedAt);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 12, 35, 0, TimeSpan.Zero), report.Posts[2].Item.PostedAt);
        Assert.Contains(report.Notes, note => note.StartsWith("2 times without an offset were read as UTC+05:30", StringComparison.Ordinal));
        Assert.Contains(report.Notes, note => note.StartsWith("1 texts hold a phone number", StringComparison.Ordinal));
    }

    [Fact]
    public void The_report_never_repeats_a_persons_words_or_number()
    {
        var report = Read(Csv);
        var told = string.Join('\n', report.Errors.Select(error => error.What).Concat(report.Notes));
        foreach (var word in new[] { "98450", "Ravi", "signal", "old times" })
        {
            Assert.DoesNotContain(word, told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_imported_post_has_the_key_that_a_webhook_gives_it()
    {
        var imported = Read(Csv).Posts[0].Item;
        var webhook = Fixture.Items("x-activity-mention.json")[0];
        Assert.Equal(webhook.Key, imported.Key);
    }

    [Fact]
    public void Older_than_a_day_is_history_unless_told_otherwise()
    {
        const string Line = """{"channel":"x","id":"1","text":"a","postedAt":"2026-11-20T10:00:00Z"}""";
        Assert.True(Read(Line).Posts[0].Item.History);
        Assert.False(Read(Line, ImportAs.Intake).Posts[0].Item.History);
        Assert.True(Read(Line.Replace("-20T", "-21T", StringComparison.Ordinal), ImportAs.History).Posts[0].Item.History);
        Assert.False(Read(Line.Replace("-20T", "-21T", StringComparison.Ordinal)).Posts[0].Item.History);
    }

    [Fact]
    public void Json_lines_are_read_in_our_own_form_and_a_broken_line_is_told()
    {
        var report = Read("""
            {"channel":"facebook","id":"42_1","authorId":"5","authorName":"A","text":"ನಮಸ್ಕಾರ","postedAt":1795177200,"kind":"post"}
            {broken
            {"channel":"whatsapp","id":"w","text":"b","postedAt":"1795177200123","latitude":12.5,"longitude":"77.5"}

            [1]
            """);
        Assert.Equal(["ನಮಸ್ಕಾರ", "b"], report.Posts.Select(post => post.Item.Text));
        Assert.Equal(new GeoPoint(12.5, 77.5), report.Posts[1].Item.Point);
        Assert.Equal([(2, "not-json"), (5, "not-json")], report.Errors.Select(error => (error.Line, error.Code)));
    }

    [Fact]
    public void Marks_two_byte_characters_and_Windows_1252_are_recognised()
    {
        const string Table = "channel;id;text;time\nx;1;café – ok;1795177200\n";
        byte[][] files =
        [
            [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Table)],
            [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Table)],
            [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Table)],
            Encoding.Unicode.GetBytes(Table),
            Encoding.BigEndianUnicode.GetBytes(Table),
            CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(Table),
        ];
        var reports = files.Select(file => Import.Read(file, new Options(), Now)).ToArray();
        Assert.All(reports, report => Assert.Equal("café – ok", Assert.Single(report.Posts).Item.Text));
        Assert.Equal(["UTF-8", "UTF-16", "UTF-16", "UTF-16", "UTF-16", "Windows-1252"], reports.Select(report => report.Encoding));
        Assert.Contains(reports[^1].Notes, note => note.Contains("Windows-1252", StringComparison.Ordinal));
    }

    [Fact]
    public void A_kept_line_is_read_back_the_same_and_rubbish_is_a_fault()
    {
        var post = Read(Csv).Posts[1];
        Assert.Equal(post.Item.Key, Assert.Single(Files.Parse.Body(post.Body).Items).Key);
        Assert.Single(Files.Parse.Body("{}"u8.ToArray()).Faults);
        Assert.Single(Files.Parse.Body("rubbish"u8.ToArray()).Faults);
    }
}
