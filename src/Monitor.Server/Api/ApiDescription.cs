using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Monitor.Server.Api;

/// <summary>The OpenAPI document, with an example for each body that a newcomer would have to guess.</summary>
public static class ApiDescription
{
    private static readonly Dictionary<string, string> Examples = new()
    {
        ["/api/complaints"] = """{"source":"call","category":"NOISE","by":"blr/whitefield-ps/inspector","text":"Loudspeakers after midnight","unit":"blr/whitefield-ps"}""",
        ["/api/complaints/{docket}/{verb}"] = """{"unit":"blr/whitefield-ps","by":"blr/whitefield-ps/inspector"}""",
        ["/api/posts/{id}/open"] = """{"by":"blr/whitefield-ps/inspector"}""",
        ["/api/posts/{id}/dismiss"] = """{"by":"blr/whitefield-ps/inspector","why":"praise"}""",
        ["/api/demo/write"] = """{"channel":"x","text":"Two-wheelers on the footpath near Whitefield signal every evening"}""",
        ["/api/demo"] = """{"rate":10}""",
    };

    public static void Configure(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info = new OpenApiInfo
        {
            Title = "Monitor",
            Version = "1",
            Description = "Lists answer {items, next}; after=next goes on. Instants are UTC. Errors are problem details with a code. Commands take If-Match and Idempotency-Key.",
        };
        foreach (var (path, example) in Examples)
        {
            if (document.Paths.TryGetValue(path, out var item) && item.Operations?.GetValueOrDefault(HttpMethod.Post)?.RequestBody?.Content is { } content)
            {
                foreach (var media in content.Values)
                {
                    media.Example = JsonNode.Parse(example);
                }
            }
        }

        return Task.CompletedTask;
    });
}
