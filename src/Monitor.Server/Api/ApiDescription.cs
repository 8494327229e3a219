using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Monitor.Core.Complaints;

namespace Monitor.Server.Api;

/// <summary>The OpenAPI document, with an example for each body and each answer.</summary>
public static class ApiDescription
{
    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Monitor",
                Version = "1",
                Description = "Lists answer {items, next}; after=next goes on. Instants are UTC. Errors are problem details with a code; a wrong field or parameter is named in "
                    + "field. Commands on complaints take If-Match and Idempotency-Key.",
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
        options.AddOperationTransformer((operation, context, _) =>
        {
            foreach (var answer in context.Description.SupportedResponseTypes)
            {
                if (answer.Type is { } type && operation.Responses?.GetValueOrDefault(answer.StatusCode.ToString(CultureInfo.InvariantCulture))?.Content is { } content)
                {
                    foreach (var media in content.Values)
                    {
                        media.Example = type == typeof(ProblemDetails) ? AnswerExamples.Refusal(answer.StatusCode) : AnswerExamples.Of(type);
                    }
                }
            }

            return Task.CompletedTask;
        });
        options.AddSchemaTransformer(WithMembers);
    }

    /// <summary>A complaint is answered with its history, and every problem with its code, which their types do not hold.</summary>
    private static async Task WithMembers(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        if (context.JsonTypeInfo.Type == typeof(ProblemDetails) && schema.Properties is { } members)
        {
            members["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable, for programs." };
            members["field"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The parameter or field of the body that is wrong; only where one is." };
        }

        if (context.JsonTypeInfo.Type == typeof(ComplaintView) && schema.Properties is { } properties)
        {
            properties["history"] = await context.GetOrCreateSchemaAsync(typeof(IReadOnlyList<HistoryLine>), null, cancellation);
        }
    }
}
