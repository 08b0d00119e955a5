// The keys of a run at the end of --help: name, default, what it sets.

using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Verify.Audit.Sweeping;

namespace Verify.Cli.Rendering;

/// <summary>Help as the library writes it, followed by the table of keys for the commands that take keys.</summary>
internal sealed class KeysHelp : SynchronousCommandLineAction
{
    private readonly HelpAction inner;
    private readonly SettingTable table;
    private readonly Command[] commands;

    private KeysHelp(HelpAction inner, SettingTable table, Command[] commands)
    {
        this.inner = inner;
        this.table = table;
        this.commands = commands;
    }

    /// <summary>Adds the table to the help of the commands.</summary>
    internal static void AddTo(RootCommand root, SettingTable table, params Command[] commands)
    {
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new KeysHelp((HelpAction)help.Action!, table, commands);
    }

    /// <summary>Help is given whatever is missing or wrong beside it.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int code = inner.Invoke(parseResult);
        if (commands.Contains(parseResult.CommandResult.Command))
        {
            Write(parseResult.InvocationConfiguration.Output);
        }

        return code;
    }

    private void Write(TextWriter output)
    {
        const int Margin = 2;
        string[] names =
        [
            .. table.Keys.Select(key => key.OtherName is { } other ? $"{key.Name}, {other}" : key.Name),
        ];
        int first = names.Max(name => name.Length) + 2;
        int second = table.Keys.Max(key => key.Default.Length) + 2;
        int indent = Margin + first + second;
        string presets = string.Join(" or ", table.Presets.Select(preset => preset.Name));
        output.WriteLine("Keys (name, default, what it sets):");
        output.WriteLine(
            $"  {SettingTable.PresetName}={presets} sets the defaults of all; other keys given beside it come before it."
        );
        foreach ((SettingKey key, string name) in table.Keys.Zip(names))
        {
            string text = Indented.Text(key.Description, indent, Math.Max(Consoles.Width, indent + 30));
            string start = new string(' ', Margin) + name.PadRight(first) + key.Default.PadRight(second);
            output.WriteLine(start + text[indent..]);
        }

        output.WriteLine();
    }
}
