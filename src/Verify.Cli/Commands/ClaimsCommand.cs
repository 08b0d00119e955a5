// `verify claims`: what can be audited. It runs nothing.

using System.CommandLine;
using System.Text;
using System.Text.Json;
using Verify.Claims;
using Verify.Cli.Rendering;

namespace Verify.Cli.Commands;

/// <summary>The claims verb.</summary>
internal static class ClaimsCommand
{
    internal static Command Create()
    {
        Option<bool> json = new("--json") { Description = "As JSON." };
        Command command = new("claims", "Lists the claims: id, statement, source, hypotheses, controls.")
        {
            json,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(json))
            {
                WriteJson();
            }
            else
            {
                WriteText();
            }

            return 0;
        });
        return command;
    }

    private static IEnumerable<Claim> Theorems => Catalogue.all.Where(claim => claim.Kind.IsTheorem);

    private static IEnumerable<Claim> TwinsOf(Claim theorem) =>
        Catalogue.all.Where(claim => claim.Kind is ClaimKind.FalseTwin twin && twin.theorem == theorem.Id);

    private static void WriteText()
    {
        int width = Consoles.Width;
        foreach (Claim claim in Theorems)
        {
            Console.WriteLine($"{claim.Id}  (expected: {VerdictModule.name(claim.Expected)})");
            Console.WriteLine(Indented.Text(claim.Statement, 2, width));
            Console.WriteLine(Indented.Text($"source: {claim.Source}", 2, width));
            foreach (Hypothesis hypothesis in claim.Hypotheses)
            {
                Console.WriteLine(
                    Indented.Text($"hypothesis: {hypothesis.Name} ({hypothesis.Meaning})", 2, width)
                );
            }

            foreach (Claim twin in TwinsOf(claim))
            {
                Console.WriteLine(Indented.Text($"control {twin.Id}: {twin.Statement}", 2, width));
            }

            Console.WriteLine();
        }
    }

    private static void WriteJson()
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartArray();
            foreach (Claim claim in Theorems)
            {
                json.WriteStartObject();
                WriteClaim(json, claim);
                json.WriteStartArray("controls");
                foreach (Claim twin in TwinsOf(claim))
                {
                    json.WriteStartObject();
                    WriteClaim(json, twin);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        Console.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static void WriteClaim(Utf8JsonWriter json, Claim claim)
    {
        json.WriteString("id", claim.Id);
        json.WriteString("statement", claim.Statement);
        json.WriteString("source", claim.Source);
        json.WriteString("expected", VerdictModule.name(claim.Expected));
        json.WriteStartArray("hypotheses");
        foreach (Hypothesis hypothesis in claim.Hypotheses)
        {
            json.WriteStartObject();
            json.WriteString("name", hypothesis.Name);
            json.WriteString("meaning", hypothesis.Meaning);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
