namespace Monitor.Server.Api;

/// <summary>What the OpenAPI document says of a command: the body that it takes, and how it refuses.</summary>
public static class Described
{
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint, string tag, string summary)
        where T : class => endpoint.Takes(typeof(T), tag, summary);

    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, Type body, string tag, string summary) => endpoint
        .Accepts(body, "application/json").WithTags(tag).WithSummary(summary)
        .Produces(StatusCodes.Status200OK).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);
}
