namespace Verify.Algebra

open System

[<Sealed>]
type Monomial(variables: int[], exponents: int[]) =
    /// Computed once: monomials are the keys of every product.
    let hash =
        let mutable code = HashCode()

        for i in 0 .. variables.Length - 1 do
            code.Add variables[i]
            code.Add exponents[i]

        code.ToHashCode()

    let degree = Array.sum exponents

    member _.Variables = variables
    member _.Exponents = exponents
    member _.Degree = degree

    /// A merge of two sorted factor lists.
    static member (*)(x: Monomial, y: Monomial) =
        let xs, ys = x.Variables, y.Variables

        if xs.Length = 0 then
            y
        elif ys.Length = 0 then
            x
        else
            let variables = Array.zeroCreate (xs.Length + ys.Length)
            let exponents = Array.zeroCreate (xs.Length + ys.Length)
            let mutable i = 0
            let mutable j = 0
            let mutable n = 0

            while i < xs.Length || j < ys.Length do
                let takeX = j = ys.Length || (i < xs.Length && xs[i] <= ys[j])
                let takeY = i = xs.Length || (j < ys.Length && ys[j] <= xs[i])
                variables[n] <- if takeX then xs[i] else ys[j]

                if takeX then
                    exponents[n] <- x.Exponents[i]
                    i <- i + 1

                if takeY then
                    exponents[n] <- Checked.(+) exponents[n] y.Exponents[j]
                    j <- j + 1

                n <- n + 1

            Monomial(Array.truncate n variables, Array.truncate n exponents)

    member x.Equals(y: Monomial) =
        x.GetHashCode() = y.GetHashCode()
        && x.Variables.AsSpan().SequenceEqual(ReadOnlySpan y.Variables)
        && x.Exponents.AsSpan().SequenceEqual(ReadOnlySpan y.Exponents)

    static member Compare(x: Monomial, y: Monomial) =
        let byDegree = compare x.Degree y.Degree

        if byDegree <> 0 then
            byDegree
        else
            let byVariables = x.Variables.AsSpan().SequenceCompareTo(ReadOnlySpan y.Variables)

            if byVariables <> 0 then
                byVariables
            else
                x.Exponents.AsSpan().SequenceCompareTo(ReadOnlySpan y.Exponents)

    override x.Equals(other: objnull) =
        match other with
        | :? Monomial as y -> x.Equals y
        | _ -> false

    override _.GetHashCode() = hash

    interface IEquatable<Monomial> with
        member x.Equals y =
            match y with
            | null -> false
            | y -> x.Equals y

    interface IComparable<Monomial> with
        member x.CompareTo y =
            match y with
            | null -> 1
            | y -> Monomial.Compare(x, y)

    interface IComparable with
        member x.CompareTo other =
            match other with
            | :? Monomial as y -> Monomial.Compare(x, y)
            | _ -> invalidArg (nameof other) "A Monomial compares with a Monomial only."

module Monomial =
    let one = Monomial([||], [||])

    let create (factors: (int * int) list) =
        factors
        |> List.fold
            (fun product (variable, exponent) ->
                if variable < 0 || exponent < 0 then
                    invalidArg (nameof factors) $"No indeterminate {variable} to the power {exponent}."

                if exponent = 0 then
                    product
                else
                    product * Monomial([| variable |], [| exponent |]))
            one

    let factors (m: Monomial) =
        List.ofArray (Array.zip m.Variables m.Exponents)

    let degree (m: Monomial) = m.Degree

    let format (name: int -> string) m =
        match factors m with
        | [] -> "1"
        | list ->
            list
            |> List.map (fun (variable, exponent) ->
                if exponent = 1 then
                    name variable
                else
                    $"{name variable}^{string exponent}")
            |> String.concat " "
