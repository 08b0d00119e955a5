namespace Verify.Benchmarks.Published;
internal static class TrapTable { internal static void Print() { } }
