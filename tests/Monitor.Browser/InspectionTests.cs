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
}
