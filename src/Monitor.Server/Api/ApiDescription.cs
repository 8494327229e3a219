using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Monitor.Server.Api;

/// <summary>The OpenAPI document, with an example for each body.</summary>
public static class ApiDescription
{
    public static void Configure(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info = new OpenApiInfo
        {
            Title = "Monitor",
            Version = "1",
            Description = "Lists answer {items, next}; after=next goes on. Instants are UTC. Errors are problem details with a code; a wrong field or parameter is named in field. "
                + "Commands on complaints take If-Match and Idempotency-Key.",
        };
        foreach (var (path, example) in ApiExamples.Bodies)
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
