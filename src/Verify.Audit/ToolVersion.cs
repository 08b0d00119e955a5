// The version that reports and shards carry. Not the build: two builds of one version are taken to compute the same.

using System.Reflection;

namespace Verify.Audit;

/// <summary>The version of this program.</summary>
public static class ToolVersion
{
    /// <summary>As the project states it, such as "0.1.0".</summary>
    public static string Current { get; } =
        typeof(ToolVersion)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion;
}
