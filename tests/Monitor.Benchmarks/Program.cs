Console.WriteLine("Monitor.Benchmarks");
