// The command line: its verbs, and how errors and interruptions leave the process. What a verb does is Commands/' business.

using System.CommandLine;
using System.CommandLine.Parsing;
using Verify.Audit;
using Verify.Cli.Commands;
using Verify.Cli.Rendering;
using Verify.Core.Data;

namespace Verify.Cli;

/// <summary>Parses the arguments and runs the command.</summary>
internal static class CommandLine
{
    /// <summary>Runs and returns the exit code; anything wrong with the arguments or files is one sentence on stderr.</summary>
    internal static int Run(string[] arguments)
    {
        Command train = TrainCommand.Create(Trainings.Kind);
        Command sweep = SweepCommand.Create(Trainings.Kind);
        RootCommand root = new(
            "Audits the theorems of Tian's 'Student Specialization in Deep ReLU Networks' on real cases."
        )
        {
            AuditCommand.Create(),
            ClaimsCommand.Create(),
            ReplayCommand.Create(),
            DecomposeCommand.Create(),
            ObserveCommand.Create(),
            MergeCommand.Create(),
            CheckCommand.Create(),
            train,
            sweep,
            FiguresCommand.Create(),
        };
        KeysHelp.AddTo(root, Trainings.Kind.Settings, train, sweep);
        if (arguments is [['[', ..], ..])
        {
            // To the parser this is a directive, a question about completions for example, that it answers or ignores.
            return Refuse($"'{arguments[0]}' is not a command (see 'verify --help').");
        }

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
        catch (IOException problem)
        {
            // Files report InputException, so this is the console: a full disk behind a redirection, for example.
            return Refuse($"The output cannot be written: {problem.Message.TrimEnd('.')}.");
        }
    }

    private static int Refuse(string sentence)
    {
        try
        {
            Console.Error.WriteLine($"verify: {OneLine(sentence)}");
        }
        catch (IOException)
        {
            // Nothing is left to say it on; the exit code still does.
        }

        return ExitCodes.BadInput;
    }

    /// <summary>Paths, tokens and names of arrays are quoted in sentences and may hold anything.</summary>
    private static string OneLine(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? '?' : c));

    /// <summary>
    /// The first thing wrong. A bad value of an option comes before unknown words: an option without its value takes the
    /// next option for it, and what follows looks unknown.
    /// </summary>
    private static string Sentence(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string verb = command is RootCommand ? "" : $" {command.Name}";
        string help = $"(see 'verify{verb} --help').";
        ParseError? value = parsed.Errors.FirstOrDefault(error =>
            error.SymbolResult is OptionResult or ArgumentResult
        );
        if (value is null && parsed.UnmatchedTokens.Count > 0)
        {
            string what = command is RootCommand ? "is not a command" : $"is not an argument of{verb}";
            return $"'{parsed.UnmatchedTokens[0]}' {what} {help}";
        }

        if (value is null && command is RootCommand)
        {
            string verbs = string.Join(", ", command.Subcommands.Select(one => $"'{one.Name}'"));
            return $"No command is given; the commands are {verbs} {help}";
        }

        string message = (value ?? parsed.Errors[0]).Message.TrimEnd('.');
        return $"{message} {help}";
    }
}
