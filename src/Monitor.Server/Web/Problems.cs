using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Monitor.Core;
using Monitor.Runtime.Journal;

namespace Monitor.Server.Web;

/// <summary>Errors as problem details (RFC 9457) with a stable <c>code</c>.</summary>
public static partial class Problems
{
    private const string DiskFullCode = "disk-full";
    private const string DiskFullDetail = "The journal's disk is full: nothing was taken in, free some room and send it again.";

    /// <summary>What the framework refuses by itself, such as a body that is no JSON, has a code too.</summary>
    public static void WithCode(ProblemDetailsOptions options) => options.CustomizeProblemDetails = context =>
    {
        var problem = context.ProblemDetails;
        if (context.Exception is BadHttpRequestException { StatusCode: 400 } fault && Parameter().Match(fault.Message) is { Success: true } found)
        {
            var field = found.Groups[1].Value;
            problem.Detail = $"The parameter {field} cannot be read.";
            problem.Extensions["code"] = field;
            problem.Extensions["field"] = field;
        }

        if (context.Exception is JournalFullException)
        {
            (problem.Status, problem.Detail, problem.Extensions["code"]) = (StatusCodes.Status503ServiceUnavailable, DiskFullDetail, DiskFullCode);
        }

        problem.Extensions.TryAdd("code", problem.Status switch
        {
            StatusCodes.Status400BadRequest => "unreadable-request",
            StatusCodes.Status404NotFound => "no-such-path",
            StatusCodes.Status413PayloadTooLarge => "too-large",
            var status => "http-" + status,
        });
    };

    /// <summary>What the framework says of a parameter that does not fit, for example <c>Failed to bind parameter "Nullable&lt;int&gt; priority" from "high".</c></summary>
    [GeneratedRegex("parameter \"[^\"]* ([A-Za-z]+)\"")]
    private static partial Regex Parameter();

    /// <summary>What a fault that nobody caught is answered with; <see cref="WithCode"/> gives it its words.</summary>
    public static int StatusOf(Exception fault) => fault switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        JournalFullException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>The disk has no room: the sender shall come again.</summary>
    public static IResult DiskFull() => Of(StatusCodes.Status503ServiceUnavailable, DiskFullCode, DiskFullDetail);

    /// <summary>Its history does not fit this build (design section 4): it is shown as a fault of the machine, and commands to it wait or are sent back.</summary>
    public static IResult Quarantined() =>
        Of(StatusCodes.Status503ServiceUnavailable, "quarantined", "Its history does not fit this build; an administrator has been told.");

    public static IResult Of(int status, string code, string detail) =>
        Results.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    /// <summary>A command that a grain would not carry out: 409 with the grain's own code and sentence.</summary>
    public static IResult Of(Refusal refusal) => Of(refusal.Code.StartsWith("no-such", StringComparison.Ordinal) ? 404 : 409, refusal.Code, refusal.Detail);

    public static IResult NotFound(string what, string id) => Of(StatusCodes.Status404NotFound, $"no-such-{what}", $"There is no {what} {id}.");

    public static IResult Bad(string code, string detail) => Of(StatusCodes.Status400BadRequest, code, detail);

    /// <summary>A parameter or a field of the body that cannot be: <c>field</c> names it, and so does the code.</summary>
    public static IResult Wrong(string field, string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest, extensions: new Dictionary<string, object?> { ["code"] = field, ["field"] = field });

    /// <summary>Who acts is an officer of the roster (design section 11); the same refusal as the grains give.</summary>
    public static IResult UnknownOfficer(string by) => Of(new Refusal("unknown-officer", $"The roster has no officer '{by}'."));

    public static async Task Write(HttpContext context, int status, string code, string detail)
    {
        var problem = new ProblemDetails { Status = status, Detail = detail };
        problem.Extensions["code"] = code;
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json");
    }
}
