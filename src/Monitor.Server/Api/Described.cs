namespace Monitor.Server.Api;

/// <summary>What the OpenAPI document says of a command: the body that it takes, what it answers, and how it refuses.</summary>
public static class Described
{
    /// <typeparam name="TBody">Of the request.</typeparam>
    /// <typeparam name="TAnswer">Of the answer to a command that was carried out.</typeparam>
    public static RouteHandlerBuilder Takes<TBody, TAnswer>(this RouteHandlerBuilder endpoint, string tag, string summary)
        where TBody : class => endpoint.Takes(typeof(TBody), typeof(TAnswer), tag, summary);

    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, Type body, Type answer, string tag, string summary) => endpoint
        .Accepts(body, "application/json").WithTags(tag).WithSummary(summary)
        .Produces(StatusCodes.Status200OK, answer, "application/json").Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
        .Refuses(StatusCodes.Status503ServiceUnavailable);

    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params IReadOnlyList<int> statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.ProducesProblem(status);
        }

        return endpoint;
    }
}
