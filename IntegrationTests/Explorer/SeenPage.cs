using System.Collections.Concurrent;
using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace PrivateInvoke.IntegrationTests.Explorer;

/// <summary>What a browser makes of a page: where its texts lie, and what axe finds.</summary>
internal static class SeenPage
{
    /// <summary>Texts of a map that lie over each other or leave it, and a page that is wider than its window.</summary>
    private const string Faults =
        """
        () => {
          const faults = [];
          if (document.documentElement.scrollWidth > innerWidth) faults.push(`the page is ${document.documentElement.scrollWidth} wide in ${innerWidth}`);
          for (const svg of document.querySelectorAll('.map > svg')) {
            const whole = svg.getBoundingClientRect();
            const texts = [...svg.querySelectorAll('text')].map(text => ({ text: text.textContent, box: text.getBoundingClientRect() }));
            texts.forEach((a, i) => {
              if (a.box.left < whole.left || a.box.right > whole.right || a.box.top < whole.top || a.box.bottom > whole.bottom) faults.push(`'${a.text}' leaves the map`);
              for (const b of texts.slice(i + 1))
                if (a.box.left < b.box.right - 1 && b.box.left < a.box.right - 1 && a.box.top < b.box.bottom - 1 && b.box.top < a.box.bottom - 1) faults.push(`'${a.text}' lies over '${b.text}'`);
            });
            for (const cell of svg.querySelectorAll('.cell')) {
              const box = cell.querySelector('rect').getBoundingClientRect();
              for (const text of cell.querySelectorAll('text'))
                if (text.getBoundingClientRect().right > box.right) faults.push(`'${text.textContent}' leaves its box`);
            }
          }
          for (const path of document.querySelectorAll('.path')) {
            const [stations, hops] = [path.querySelectorAll('.station').length, path.querySelectorAll('.hops li').length];
            if (stations === 0 || stations !== hops) faults.push(`${stations} stations for ${hops} hops`);
          }
          return faults;
        }
        """;

    /// <summary>What the page says of itself from now on: errors and warnings of its console, and what it does not catch.</summary>
    public static IReadOnlyCollection<string> ErrorsOf(IPage page)
    {
        var errors = new ConcurrentQueue<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                errors.Enqueue(message.Text);
        };
        page.PageError += (_, error) => errors.Enqueue(error);
        return errors;
    }

    /// <summary>Fails with all of them: an assertion about a collection shows the beginning of the first.</summary>
    public static void HasNone(IReadOnlyList<string> found) => Assert.True(found.Count == 0, string.Join('\n', found));

    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page) => await page.EvaluateAsync<string[]>(Faults);

    /// <summary>What axe calls serious or critical, with the elements.</summary>
    public static async Task<IReadOnlyList<string>> BarriersAsync(IPage page) =>
    [
        .. (await page.RunAxe()).Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {violation.Help} {JsonSerializer.Serialize(violation.Nodes.Take(3).Select(node => node.Html))}"),
    ];
}
