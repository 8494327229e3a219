using Microsoft.Playwright;
using Monitor.Browser.Feed;
using Xunit;

namespace Monitor.Browser;

/// <summary>A strict reader that finds nothing proves nothing, unless it finds what is put in its way.</summary>
public sealed class InspectionTests(Chromium chromium)
{
    [Fact]
    public async Task The_inspection_finds_each_fault_that_it_looks_for()
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.Normal);
        IPage page = await chromium.Page();
        await page.OpenWall(feed);
        await page.EvaluateAsync("""
            () => {
              // A copy that the wall's next repaint does not mend.
              const wall = document.querySelector('main');
              wall.replaceWith(wall.cloneNode(true));
              const cells = [...document.querySelectorAll('.row .cell')];
              cells[0].textContent = 'a word too long for any cell of this row, and longer still';
              cells[5].style.color = '#555';
              cells[6].style.fontSize = '20px';
              cells[7].style.fontFamily = 'Noto Serif Kannada';
              cells[7].textContent = 'ಕನ್ನಡ';
              document.querySelector('main').append(document.createElement('img'));
            }
            """);
        Inspection seen = await Inspection.Of(page, []);
        Assert.All([seen.Clipped, seen.Faint, seen.Tiny, seen.Axe, seen.ForeignFonts], Assert.NotEmpty);
        await page.Context.CloseAsync();
    }

    /// <summary>A line box says nothing of a vowel sign above it or a letter below it: both of these stood half cut on the wall, though no box was too small.</summary>
    [Theory]
    [InlineData("kn", "ಫೀಡ್ ಇಲ್ಲ")]
    [InlineData("hi", "जाँच")]
    public async Task It_finds_letters_cut_below_and_above_their_line(string lang, string text)
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.Normal);
        IPage page = await chromium.Page();
        await page.OpenWall(feed, $"?lang={lang}");
        await page.EvaluateAsync("""
            (text) => {
              const wall = document.querySelector('main');
              wall.replaceWith(wall.cloneNode(true));
              const pill = document.querySelector('.pill');
              pill.textContent = text;
              pill.style = 'background: #56b4e9; color: #000; height: 2.5rem; line-height: 2.5rem; display: block';
              const cell = document.querySelectorAll('.panel .label')[1];
              cell.style = 'line-height: 7rem';
            }
            """, text);
        Inspection seen = await Inspection.Of(page, []);
        Assert.Contains(seen.Clipped, fault => fault.StartsWith("pill", StringComparison.Ordinal) && fault.Contains("its box", StringComparison.Ordinal));
        Assert.Contains(seen.Clipped, fault => fault.Contains("runs into number", StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }
}
