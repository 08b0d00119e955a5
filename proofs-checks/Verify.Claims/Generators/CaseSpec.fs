// A small, shrinkable description of a case: widths, leak, distributions, sample count, seed; and its one-line text,
// which is the replay token. It holds no weights and no data: Case.fs materialises those.
namespace Verify.Claims.Generators

open System
open System.Globalization
open Verify.Core.Data
open Verify.Core.Networks

/// How the student relates to the teacher.
type Relation =
    /// Drawn independently.
    | Independent
    /// Student node 0 of layer 1 equals teacher node 0 and, if there is one, student node 1 is its negative.
    | Copy
    /// The student contains the teacher, so every gradient is 0 (no layer may be narrower than the teacher's).
    | Embed
    /// As Embed, with every weight changed a little.
    | Near
    /// Layer-1 node 0 of the teacher and the last one of the student are never active on the data.
    | Dead

type CaseSpec =
    {
        /// d
        Inputs: int
        /// m_1 .. m_{L-1}
        Teacher: int list
        /// n_1 .. n_{L-1}; as many as the teacher's
        Student: int list
        /// C
        Outputs: int
        /// c
        Leak: float
        Weights: WeightDistribution
        Relation: Relation
        Data: DataDistribution
        /// N
        Samples: int
        Seed: uint64
    }

    /// L
    member spec.Depth = spec.Teacher.Length + 1

    /// d, m_1, .., C
    member spec.TeacherWidths =
        [| yield spec.Inputs; yield! spec.Teacher; yield spec.Outputs |]

    /// d, n_1, .., C
    member spec.StudentWidths =
        [| yield spec.Inputs; yield! spec.Student; yield spec.Outputs |]

module CaseSpec =
    let private invariant = CultureInfo.InvariantCulture

    let private relations =
        [ Independent, "independent"
          Copy, "copy"
          Embed, "embed"
          Near, "near"
          Dead, "dead" ]

    let private relationName relation =
        relations |> List.find (fst >> (=) relation) |> snd

    let private widths (values: int list) =
        values |> List.map string |> String.concat "-"

    /// "d=3,t=4-2,s=5-3,C=2,c=0.01,w=gaussian,r=copy,x=cube,N=5,seed=17": the replay token's second half.
    let toText (spec: CaseSpec) =
        String.Join(
            ',',
            $"d={spec.Inputs}",
            $"t={widths spec.Teacher}",
            $"s={widths spec.Student}",
            $"C={spec.Outputs}",
            "c=" + spec.Leak.ToString("R", invariant),
            "w=" + spec.Weights.ToString().ToLowerInvariant(),
            "r=" + relationName spec.Relation,
            "x=" + spec.Data.ToString().ToLowerInvariant(),
            $"N={spec.Samples}",
            $"seed={spec.Seed}"
        )

    /// The properties whose distribution over the cases is reported, so that a one-sided generator shows.
    let labels (spec: CaseSpec) =
        let width =
            match List.sum spec.Student - List.sum spec.Teacher with
            | 0 -> "equal"
            | wider when wider > 0 -> "wider"
            | _ -> "narrower"

        [ "depth", string spec.Depth
          "student", width
          "leak", spec.Leak.ToString("R", invariant)
          "weights", spec.Weights.ToString().ToLowerInvariant()
          "relation", relationName spec.Relation
          "data", spec.Data.ToString().ToLowerInvariant() ]

    /// The largest width and sample count a token may ask for, and the most hidden layers, weights of a network and
    /// entries of X: a token is typed by hand, and a slip must not exhaust the machine (or the stack, which the
    /// decomposition uses layer by layer).
    let private largest = 4096

    let private mostLayers = 64
    let private mostEntries = 1_000_000L

    let private bad message = raise (FormatException message)

    let private number (name: string) (text: string) =
        match Int32.TryParse(text, NumberStyles.None, invariant) with
        | true, value when value >= 1 && value <= largest -> value
        | _ -> bad $"'{name}={text}' is not a whole number from 1 to {largest}"

    let private enumeration<'T when 'T: struct and 'T: (new: unit -> 'T) and 'T :> ValueType>
        name
        (text: string)
        =
        let names = Enum.GetNames(typeof<'T>) |> Array.map _.ToLowerInvariant()

        if Array.contains text names then
            Enum.Parse(typeof<'T>, text, true) :?> 'T
        else
            bad $"""'{name}={text}' is not one of {String.concat ", " names}"""

    let private relation text =
        match relations |> List.tryFind (snd >> (=) text) with
        | Some(value, _) -> value
        | None -> bad $"""'r={text}' is not one of {relations |> List.map snd |> String.concat ", "}"""

    let private leak (text: string) =
        match
            Double.TryParse(text, NumberStyles.AllowDecimalPoint ||| NumberStyles.AllowExponent, invariant)
        with
        | true, value when value >= 0.0 && value < 1.0 -> value
        | _ -> bad $"'c={text}' is not a number in [0, 1)"

    let private seed (text: string) =
        match UInt64.TryParse(text, NumberStyles.None, invariant) with
        | true, value -> value
        | _ -> bad $"'seed={text}' is not a whole number of 64 bits"

    let private parts = [| "d"; "t"; "s"; "C"; "c"; "w"; "r"; "x"; "N"; "seed" |]

    let private read (text: string) =
        let fields = text.Split ',' |> Array.map (fun part -> part.Split('=', 2))

        if
            fields |> Array.map Array.head <> parts
            || fields |> Array.exists (fun f -> f.Length <> 2)
        then
            bad
                $"a case is written with the parts {String.Join(',', parts)}, in this order, each as name=value"

        let value name = fields[Array.IndexOf(parts, name)][1]

        let widthList name =
            (value name).Split '-' |> Array.map (number name) |> Array.toList

        let spec =
            { Inputs = number "d" (value "d")
              Teacher = widthList "t"
              Student = widthList "s"
              Outputs = number "C" (value "C")
              Leak = leak (value "c")
              Weights = enumeration<WeightDistribution> "w" (value "w")
              Relation = relation (value "r")
              Data = enumeration<DataDistribution> "x" (value "x")
              Samples = number "N" (value "N")
              Seed = seed (value "seed") }

        if spec.Teacher.Length <> spec.Student.Length then
            bad "'t' and 's' name different numbers of hidden layers"

        if spec.Teacher.Length > mostLayers then
            bad $"'t' and 's' name more than {mostLayers} hidden layers"

        let weights (sizes: int[]) =
            sizes
            |> Array.pairwise
            |> Array.sumBy (fun (rows, columns) -> (int64 rows + 1L) * int64 columns)

        if max (weights spec.TeacherWidths) (weights spec.StudentWidths) > mostEntries then
            bad $"the widths ask for more than {mostEntries} weights of a network"

        if int64 spec.Samples * int64 spec.Inputs > mostEntries then
            bad $"'N' and 'd' ask for more than {mostEntries} numbers as inputs"

        spec

    /// Reads what toText writes; the error is one clause that names the part.
    let parse text : Result<CaseSpec, string> =
        try
            Ok(read text)
        with :? FormatException as problem ->
            Error problem.Message
