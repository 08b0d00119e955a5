// Specs as one line of name=value parts in a fixed order, typed by hand in replay tokens: reading and its errors.
// CaseSpec.fs came before this and reads its own.
namespace Verify.Claims.Generators

open System
open System.Globalization

/// Reads the parts of one line; every function raises FormatException with a clause that names the part.
type SpecReader(names: string list, text: string) =
    let invariant = CultureInfo.InvariantCulture
    let bad message = raise (FormatException message)
    let fields = text.Split ',' |> Array.map (fun part -> part.Split('=', 2))

    do
        let found = fields |> Array.map Array.head |> Array.toList

        if found <> names || fields |> Array.exists (fun field -> field.Length <> 2) then
            bad
                $"""a case is written with the parts {String.concat "," names}, in this order, each as name=value"""

    member _.Text name =
        fields[List.findIndex ((=) name) names][1]

    /// A whole number within the limits, both included.
    member reader.Number(name, least, most) =
        match Int32.TryParse(reader.Text name, NumberStyles.None, invariant) with
        | true, value when value >= least && value <= most -> value
        | _ -> bad $"'{name}={reader.Text name}' is not a whole number from {least} to {most}"

    /// Whole numbers from 1 to a limit, joined by dashes.
    member reader.Widths(name, most) =
        reader.Text(name).Split '-'
        |> Array.map (fun part ->
            match Int32.TryParse(part, NumberStyles.None, invariant) with
            | true, value when value >= 1 && value <= most -> value
            | _ -> bad $"'{name}={reader.Text name}' is not a list of whole numbers from 1 to {most}")
        |> Array.toList

    /// A leak: a number in [0, 1).
    member reader.Leak name =
        match Double.TryParse(reader.Text name, NumberStyles.Float, invariant) with
        | true, value when value >= 0.0 && value < 1.0 -> value
        | _ -> bad $"'{name}={reader.Text name}' is not a number in [0, 1)"

    member reader.Seed name =
        match UInt64.TryParse(reader.Text name, NumberStyles.None, invariant) with
        | true, value -> value
        | _ -> bad $"'{name}={reader.Text name}' is not a whole number of 64 bits"

    /// One of some named values.
    member reader.OneOf(name, values: ('T * string) list) =
        match values |> List.tryFind (fun (_, text) -> text = reader.Text name) with
        | Some(value, _) -> value
        | None ->
            bad
                $"""'{name}={reader.Text name}' is not one of {values |> List.map snd |> String.concat ", "}"""

module SpecText =
    /// "d=3,t=4-2": the parts in their order.
    let ofParts (parts: (string * string) list) =
        parts |> List.map (fun (name, value) -> $"{name}={value}") |> String.concat ","

    let widths (values: int list) =
        values |> List.map string |> String.concat "-"

    let number (value: float) =
        value.ToString("R", CultureInfo.InvariantCulture)

    /// The name of one of some named values.
    let nameOf (values: ('T * string) list) value =
        values |> List.find (fst >> (=) value) |> snd

    /// What a reading of a spec made of a text.
    let parse (read: string -> 'Spec) text =
        try
            Ok(read text)
        with :? FormatException as problem ->
            Error problem.Message

    /// Reads a spec that is written as another one followed by parts of its own.
    let parseAfter
        (parseHead: string -> Result<'Head, string>)
        names
        (read: 'Head -> SpecReader -> 'Spec)
        (text: string)
        =
        let parts = text.Split ','
        let own = min parts.Length (List.length names)
        let join (part: string[]) = String.Join(',', part)

        match parseHead (join parts[.. parts.Length - own - 1]) with
        | Error problem -> Error $"{problem}; a case ends with {String.Join(',', names)}"
        | Ok head ->
            parse (fun rest -> read head (SpecReader(names, rest))) (join parts[parts.Length - own ..])

    /// Smaller numbers to try instead of one, down to a least.
    let smaller least value =
        [ least; (least + value) / 2; value - 1 ]
        |> List.filter (fun v -> v >= least && v < value)
        |> List.distinct
