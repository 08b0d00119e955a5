/// Rules of the house that the compiler does not check: which way references run, and that nothing asks for the local
/// clock or unseeded chance. (For C# an analyser bans the latter; F# has none.)
module Verify.Proofs.Tests.Claims.HouseRulesTests

open System
open System.IO
open System.Reflection
open System.Text.RegularExpressions
open System.Xml.Linq
open Xunit

let private root =
    let rec up (folder: DirectoryInfo | null) =
        match folder with
        | null -> failwith "no Verify.sln above the tests"
        | found when File.Exists(Path.Combine(found.FullName, "Verify.sln")) -> found.FullName
        | other -> up other.Parent

    up (DirectoryInfo AppContext.BaseDirectory)

let private projects =
    [ for folder in [ "src"; "proofs-checks" ] do
          for pattern in [ "*.csproj"; "*.fsproj" ] do
              yield! Directory.GetFiles(Path.Combine(root, folder), pattern, SearchOption.AllDirectories) ]
    |> List.map (fun path -> string (Path.GetFileNameWithoutExtension path), XDocument.Load path)
    |> Map.ofList

let private items kind project =
    projects[project].Descendants(XName.Get kind)
    |> Seq.map (fun item -> (item.Attribute(XName.Get "Include") |> nonNull).Value.Replace('\\', '/'))
    |> Set.ofSeq

let private references project =
    items "ProjectReference" project
    |> Set.map (Path.GetFileNameWithoutExtension >> string)

/// The assemblies that code of an assembly really uses, without the framework's.
let private used (marker: Type) =
    marker.Assembly.GetReferencedAssemblies()
    |> Seq.map (fun (name: AssemblyName) -> string name.Name)
    |> Seq.filter (fun name ->
        not (
            name.StartsWith("System.", StringComparison.Ordinal)
            || name = "System"
            || name = "netstandard"
            || name = "mscorlib"
        ))
    |> Set.ofSeq

[<Fact>]
let ``the algebra references no project, and no package but FSharp.Core`` () =
    Assert.Empty(references "Verify.Algebra")
    Assert.Empty(items "PackageReference" "Verify.Algebra")
    Assert.Equal<Set<string>>(set [ "FSharp.Core" ], used typeof<Verify.Algebra.Dyadic>)

[<Fact>]
let ``the core references no other project and nothing of F#`` () =
    Assert.Empty(references "Verify.Core")
    let assemblies = used typeof<Verify.Core.Networks.Network>
    Assert.DoesNotContain("FSharp.Core", assemblies)
    Assert.DoesNotContain(assemblies, fun name -> name.StartsWith("Verify.", StringComparison.Ordinal))

[<Fact>]
let ``the claims reference the algebra and the core, and neither audit nor command line`` () =
    Assert.Equal<Set<string>>(set [ "Verify.Algebra"; "Verify.Core" ], references "Verify.Claims")

    Assert.Equal<Set<string>>(
        set [ "Verify.Algebra"; "Verify.Core" ],
        used typeof<Verify.Claims.Claim>
        |> Set.filter (fun name -> name.StartsWith("Verify.", StringComparison.Ordinal))
    )

[<Fact>]
let ``references run from the command line over audit and claims to algebra and core, never back`` () =
    let order =
        [ "Verify.Cli"
          "Verify.Audit"
          "Verify.Claims"
          "Verify.Core"
          "Verify.Algebra" ]

    Assert.Equal<Set<string>>(Set.ofList order, projects.Keys |> Set.ofSeq)

    for project in order do
        for other in references project do
            Assert.True(
                List.findIndex ((=) project) order < List.findIndex ((=) other) order,
                $"{project} -> {other}"
            )

/// What no F# source may ask for.
let private banned =
    Regex(
        @"DateTime(Offset)?\s*\.\s*(Now|Today)\b|\bRandom\s*\(|\bRandom\s*\.\s*Shared\b|Guid\s*\.\s*NewGuid|\bGen\.sample\b",
        RegexOptions.CultureInvariant
    )

[<Theory>]
[<InlineData("let now = System.DateTime.Now", true)>]
[<InlineData("DateTimeOffset.Now.Ticks", true)>]
[<InlineData("DateTime.Today", true)>]
[<InlineData("let r = new Random()", true)>]
[<InlineData("let r = System.Random 5 |> ignore; Random(5)", true)>]
[<InlineData("Random.Shared.Next()", true)>]
[<InlineData("Guid.NewGuid()", true)>]
[<InlineData("CounterRandom(seed, 3UL)", false)>]
[<InlineData("DateTimeOffset.UtcNow", false)>]
[<InlineData("NowhereRandomised (x)", false)>]
let ``the ban finds what it is for`` (line: string) found =
    Assert.Equal(found, banned.IsMatch line)

[<Fact>]
let ``no F# source asks for the local clock or unseeded chance`` () =
    let self = "HouseRulesTests.fs"

    let sources =
        [ for folder in [ "src"; "proofs-checks"; "tests" ] do
              yield! Directory.GetFiles(Path.Combine(root, folder), "*.fs*", SearchOption.AllDirectories) ]
        |> List.filter (fun path ->
            (path.EndsWith(".fs", StringComparison.Ordinal)
             || path.EndsWith(".fsi", StringComparison.Ordinal))
            && not (
                path.Contains "/obj/"
                || path.Contains "\\obj\\"
                || path.Contains "/bin/"
                || path.Contains "\\bin\\"
            )
            && Path.GetFileName path <> self)

    Assert.True(sources.Length > 50, $"only {sources.Length} sources found")

    let found =
        [ for path in sources do
              for number, line in File.ReadAllLines path |> Array.indexed do
                  if banned.IsMatch line then
                      $"{Path.GetRelativePath(root, path)}:{number + 1}: {line.Trim()}" ]

    Assert.Empty found
