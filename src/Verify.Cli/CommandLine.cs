// The command line: its verbs, and how errors and interruptions leave the process. What a verb does is Commands/' business.

using System.CommandLine;
using System.CommandLine.Parsing;
using Verify.Audit;
using Verify.Cli.Commands;
using Verify.Core.Data;

namespace Verify.Cli;

/// <summary>Parses the arguments and runs the command.</summary>
internal static class CommandLine
{
    /// <summary>Runs and returns the exit code; anything wrong with the arguments or files is one sentence on stderr.</summary>
    internal static int Run(string[] arguments)
    {
        RootCommand root = new(
            "Audits the theorems of Tian's 'Student Specialization in Deep ReLU Networks' on real cases."
        )
        {
            AuditCommand.Create(),
            ClaimsCommand.Create(),
            ReplayCommand.Create(),
            DecomposeCommand.Create(),
            ObserveCommand.Create(),
        };
        ParseResult parsed = root.Parse(
            arguments,
            new ParserConfiguration { ResponseFileTokenReplacer = null }
        );
        if (parsed.Errors.Count > 0)
        {
            return Refuse(Sentence(parsed));
        }

        // Commands stop at their next safe point and keep what is finished; System.CommandLine's own handling would
        // end the process under them.
        InvocationConfiguration configuration = new()
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            return parsed.Invoke(configuration);
        }
        catch (InputException problem)
        {
            return Refuse(problem.Message);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Interrupted.");
            return ExitCodes.Interrupted;
        }
        catch (OutOfMemoryException)
        {
            return Refuse("There is not enough memory for arrays of these sizes.");
        }
    }

    private static int Refuse(string sentence)
    {
        // One line, whatever names the sentence quotes.
        string line = string.Concat(sentence.Select(c => char.IsControl(c) ? ' ' : c));
        Console.Error.WriteLine($"verify: {line}");
        return ExitCodes.BadInput;
    }

    private static string Sentence(ParseResult parsed)
    {
        ParseError error = parsed.Errors[0];
        string message = error.Message.ReplaceLineEndings(" ").TrimEnd('.');
        string command =
            parsed.CommandResult.Command is RootCommand ? "" : $" {parsed.CommandResult.Command.Name}";
        return $"{message} (see 'verify{command} --help').";
    }
}
