using Orleans;

namespace Monitor.Orleans;

/// <summary>One stream's place in the cluster; its key is the stream's name.</summary>
[Alias("monitor.stream")]
public interface IStreamGrain : IGrainWithStringKey
{
    /// <summary>Turns in this order; answers in the same.</summary>
    [Alias("ask")]
    Task<AnswerMessage[]> Ask(AskMessage[] asks);

    [Alias("release")]
    Task<bool> Release();
}

/// <summary>A loop that runs on exactly one silo; its key is the loop's name.</summary>
[Alias("monitor.loop")]
public interface ILoopGrain : IGrainWithStringKey
{
    /// <summary>Sees to it that the loop runs somewhere: every silo calls it every two seconds.</summary>
    [Alias("poke")]
    Task Poke();
}
