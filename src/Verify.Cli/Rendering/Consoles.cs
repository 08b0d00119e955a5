// The two consoles: results on stdout, progress on stderr. Plain and wide enough for a table when not a terminal.

using Spectre.Console;

namespace Verify.Cli.Rendering;

/// <summary>Spectre consoles with the settings of this program.</summary>
internal static class Consoles
{
    private const int PlainWidth = 120;

    /// <summary>The width of stdout in columns; 120 when it is not a terminal.</summary>
    internal static int Width => Output.Profile.Width;

    /// <summary>Results.</summary>
    internal static IAnsiConsole Output { get; } = Create(Console.Out, Console.IsOutputRedirected);

    /// <summary>Progress.</summary>
    internal static IAnsiConsole Progress { get; } = Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>Whether progress can be drawn over itself.</summary>
    internal static bool DrawsProgress => !Console.IsErrorRedirected && Progress.Profile.Capabilities.Ansi;

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(writer),
                Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
                ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
                Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
            }
        );
        if (redirected)
        {
            console.Profile.Width = PlainWidth;
        }

        return console;
    }
}
