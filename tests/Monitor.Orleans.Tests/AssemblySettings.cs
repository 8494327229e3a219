using Xunit;

// Each cluster is four programs on one machine: one cluster at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
