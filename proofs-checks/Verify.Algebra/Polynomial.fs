namespace Verify.Algebra

open System
open System.Collections.Generic

[<Sealed>]
type Polynomial(monomials: Monomial[], coefficients: Rational[]) =
    static let zero = Polynomial([||], [||])
    static let one = Polynomial([| Monomial.one |], [| Rational.one |])

    member _.Monomials = monomials
    member _.Coefficients = coefficients
    static member Zero = zero
    static member One = one

    static member AddTo(table: Dictionary<Monomial, Rational>, monomial: Monomial, coefficient: Rational) =
        match table.TryGetValue monomial with
        | true, known -> table[monomial] <- known + coefficient
        | _ -> table[monomial] <- coefficient

    /// The one way back to normal form: hash-based while computing, sorted and without zeros when done.
    static member OfTable(table: Dictionary<Monomial, Rational>) =
        let kept =
            table
            |> Seq.filter (fun entry -> not (Rational.isZero entry.Value))
            |> Array.ofSeq

        let monomials = kept |> Array.map _.Key
        let coefficients = kept |> Array.map _.Value
        Array.Sort(monomials, coefficients)
        Polynomial(monomials, coefficients)

    static member AddProductTo(table: Dictionary<Monomial, Rational>, x: Polynomial, y: Polynomial) =
        for i in 0 .. x.Monomials.Length - 1 do
            for j in 0 .. y.Monomials.Length - 1 do
                let product: Monomial = x.Monomials[i] * y.Monomials[j]
                Polynomial.AddTo(table, product, x.Coefficients[i] * y.Coefficients[j])

    static member (~-)(x: Polynomial) =
        Polynomial(x.Monomials, Array.map (~-) x.Coefficients)

    static member (+)(x: Polynomial, y: Polynomial) =
        if x.Monomials.Length = 0 then
            y
        elif y.Monomials.Length = 0 then
            x
        else
            let table = Dictionary()

            for p in [ x; y ] do
                Array.iter2 (fun m c -> Polynomial.AddTo(table, m, c)) p.Monomials p.Coefficients

            Polynomial.OfTable table

    static member (-)(x: Polynomial, y: Polynomial) : Polynomial = x + -y

    static member (*)(x: Polynomial, y: Polynomial) =
        let table = Dictionary()
        Polynomial.AddProductTo(table, x, y)
        Polynomial.OfTable table

    member x.Equals(y: Polynomial) =
        x.Monomials.Length = y.Monomials.Length
        && Array.forall2 (fun (a: Monomial) b -> a.Equals b) x.Monomials y.Monomials
        && Array.forall2 (fun (a: Rational) b -> a.Equals b) x.Coefficients y.Coefficients

    override x.Equals(other: objnull) =
        match other with
        | :? Polynomial as y -> x.Equals y
        | _ -> false

    override _.GetHashCode() =
        let withMonomials =
            monomials |> Array.fold (fun hash m -> HashCode.Combine(hash, m)) 0

        coefficients
        |> Array.fold (fun hash c -> HashCode.Combine(hash, c)) withMonomials

    member _.Format(name: int -> string) =
        let term i (monomial: Monomial) (coefficient: Rational) =
            let magnitude = Rational.abs coefficient

            let body =
                if Monomial.degree monomial = 0 then
                    string magnitude
                elif magnitude = Rational.one then
                    Monomial.format name monomial
                else
                    $"{magnitude} {Monomial.format name monomial}"

            match coefficient.Sign < 0, i with
            | true, 0 -> "-" + body
            | true, _ -> " - " + body
            | false, 0 -> body
            | false, _ -> " + " + body

        if monomials.Length = 0 then
            "0"
        else
            Array.mapi2 term monomials coefficients |> String.concat ""

    override x.ToString() = x.Format(fun v -> "x" + string v)

    interface IEquatable<Polynomial> with
        member x.Equals y =
            match y with
            | null -> false
            | y -> x.Equals y

module Polynomial =
    let zero = Polynomial.Zero
    let one = Polynomial.One

    let ofTerms (terms: (Monomial * Rational) seq) =
        let table = Dictionary()
        terms |> Seq.iter (fun (m, c) -> Polynomial.AddTo(table, m, c))
        Polynomial.OfTable table

    let constant value = ofTerms [ Monomial.one, value ]
    let ofInt n = constant (Rational.ofInt n)

    let variable v =
        ofTerms [ Monomial.create [ v, 1 ], Rational.one ]

    let terms (p: Polynomial) =
        List.ofArray (Array.zip p.Monomials p.Coefficients)

    let termCount (p: Polynomial) = p.Monomials.Length

    let coefficient (monomial: Monomial) (p: Polynomial) =
        match Array.BinarySearch(p.Monomials, monomial) with
        | i when i >= 0 -> p.Coefficients[i]
        | _ -> Rational.zero

    let isZero (p: Polynomial) = p.Monomials.Length = 0

    let degree (p: Polynomial) =
        p.Monomials |> Array.fold (fun most m -> max most (Monomial.degree m)) -1

    let variables (p: Polynomial) =
        p.Monomials
        |> Seq.collect Monomial.factors
        |> Seq.map fst
        |> Seq.distinct
        |> Seq.sort
        |> List.ofSeq

    let neg (p: Polynomial) = -p
    let scale factor p = constant factor * p

    let pow (p: Polynomial) n =
        if n < 0 then
            invalidArg (nameof n) $"No polynomial to the power {n}."

        let rec power (square: Polynomial) n (result: Polynomial) =
            if n = 0 then result
            elif n % 2 = 0 then power (square * square) (n / 2) result
            else power square (n - 1) (result * square)

        power p n one

    let sumOfProducts (x: Polynomial[]) (y: Polynomial[]) =
        if x.Length <> y.Length then
            invalidArg
                (nameof y)
                $"A sum of products needs equal lengths: {x.Length} and {y.Length} were given."

        let table = Dictionary()
        Array.iter2 (fun p q -> Polynomial.AddProductTo(table, p, q)) x y
        Polynomial.OfTable table

    let substitute (image: int -> Polynomial) p =
        let term (monomial, coefficient) =
            Monomial.factors monomial
            |> List.fold
                (fun (product: Polynomial) (v, e) -> product * pow (image v) e)
                (constant coefficient)

        let images = terms p |> List.map term |> Array.ofList
        sumOfProducts images (Array.create images.Length one)

    let evaluate (point: int -> Rational) p =
        let rec power (x: Rational) n =
            if n = 0 then Rational.one else x * power x (n - 1)

        let value (monomial, coefficient) =
            Monomial.factors monomial
            |> List.fold (fun (product: Rational) (v, e) -> product * power (point v) e) coefficient

        terms p |> List.fold (fun sum term -> sum + value term) Rational.zero

    let format name (p: Polynomial) = p.Format name
