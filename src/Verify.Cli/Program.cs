// The entry point: parses, runs one command, and turns every kind of failure into its exit code and one sentence.

using System.Globalization;
using Verify.Cli;

// Numbers look the same on every machine: in files, in tables and in messages.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return CommandLine.Run(args);
