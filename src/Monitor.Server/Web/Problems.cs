using Microsoft.AspNetCore.Mvc;
using Monitor.Core;

namespace Monitor.Server.Web;

/// <summary>Errors as problem details (RFC 9457) with a stable <c>code</c>.</summary>
public static class Problems
{
    /// <summary>What the framework refuses by itself, such as a body that is no JSON, has a code too.</summary>
    public static void WithCode(ProblemDetailsOptions options) => options.CustomizeProblemDetails = context =>
        context.ProblemDetails.Extensions.TryAdd("code", context.ProblemDetails.Status switch
        {
            StatusCodes.Status400BadRequest => "unreadable-request",
            StatusCodes.Status404NotFound => "no-such-path",
            StatusCodes.Status413PayloadTooLarge => "too-large",
            var status => "http-" + status,
        });

    public static IResult Of(int status, string code, string detail) =>
        Results.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    /// <summary>A command that a grain would not carry out: 409 with the grain's own code and sentence.</summary>
    public static IResult Of(Refusal refusal) => Of(refusal.Code.StartsWith("no-such", StringComparison.Ordinal) ? 404 : 409, refusal.Code, refusal.Detail);

    public static IResult NotFound(string what, string id) => Of(StatusCodes.Status404NotFound, $"no-such-{what}", $"There is no {what} {id}.");

    public static IResult Bad(string code, string detail) => Of(StatusCodes.Status400BadRequest, code, detail);

    public static async Task Write(HttpContext context, int status, string code, string detail)
    {
        var problem = new ProblemDetails { Status = status, Detail = detail };
        problem.Extensions["code"] = code;
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json");
    }
}
