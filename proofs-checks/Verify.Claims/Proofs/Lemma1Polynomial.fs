module Verify.Claims.Proofs.Lemma1Polynomial

open System.Collections.Generic
open Verify.Algebra

type NetworkShape =
    { Teacher: int list; Student: int list }

module NetworkShape =
    let create teacher student =
        let fails =
            List.length teacher < 3
            || List.length teacher <> List.length student
            || List.exists (fun width -> width < 1) (teacher @ student)
            || List.head teacher <> List.head student
            || List.last teacher <> List.last student

        if fails then
            invalidArg (nameof teacher) $"No pair of networks has the widths %A{teacher} and %A{student}."

        { Teacher = teacher; Student = student }

    let catalogue =
        [ create [ 1; 1; 1 ] [ 1; 1; 1 ]
          create [ 2; 1; 1 ] [ 2; 2; 1 ]
          create [ 2; 2; 2 ] [ 2; 3; 2 ]
          create [ 3; 2; 2 ] [ 3; 4; 2 ]
          create [ 1; 2; 1; 1 ] [ 1; 2; 2; 1 ]
          create [ 2; 2; 2; 1 ] [ 2; 2; 2; 1 ]
          // Every matrix is 2 x 2: rules that need equal widths are well-typed here.
          create [ 1; 1; 1; 2 ] [ 1; 1; 1; 2 ]
          create [ 2; 2; 2; 2 ] [ 2; 2; 2; 2 ]
          create [ 3; 3; 3; 2 ] [ 3; 4; 4; 2 ]
          create [ 1; 1; 1; 1; 1 ] [ 1; 2; 1; 2; 1 ]
          create [ 2; 2; 1; 2; 1 ] [ 2; 2; 2; 2; 1 ]
          create [ 2; 2; 2; 2; 2 ] [ 2; 3; 3; 3; 2 ] ]

    let depth shape = shape.Teacher.Length - 1

    let format shape =
        let widths list =
            list |> List.map string |> String.concat "-"

        $"teacher {widths shape.Teacher}, student {widths shape.Student}"

type PolynomialResult =
    | Identity of entries: int * monomials: int
    | Different of layer: int * row: int * survivor: string * terms: int
    | IllTyped of message: string

/// One network with its gates and activations: index l holds layer l's.
type private Network =
    { W: Polynomial[,][]
      D: Polynomial[,][]
      F: Polynomial[,][] }

let private ring = DenseMatrices.polynomials
let private multiply a b = DenseMatrices.multiply ring a b

let private minus a b =
    DenseMatrices.add ring a (DenseMatrices.scale ring System.Numerics.BigInteger.MinusOne b)

/// Indeterminates by name, numbered as they are asked for.
type private Indeterminates() =
    let names = List<string>()

    member _.Fresh name =
        names.Add name
        Polynomial.variable (names.Count - 1)

    member _.Name index = names[index]

/// W_l with the bias row last; below the top also the column e_last that reproduces the constant.
let private weights (fresh: string -> Polynomial) star layer isTop fanIn fanOut =
    Array2D.init (fanIn + 1) (if isTop then fanOut else fanOut + 1) (fun i k ->
        if k < fanOut then fresh $"W{star}{layer}[{i},{k}]"
        elif i = fanIn then Polynomial.one
        else Polynomial.zero)

/// D_l with gate 1 at the constant coordinate; the identity at the top.
let private gates (fresh: string -> Polynomial) star layer isTop width =
    DenseMatrices.diagonal
        ring
        (if isTop then
             Array.create width Polynomial.one
         else
             Array.init (width + 1) (fun k ->
                 if k < width then
                     fresh $"d{star}{layer}[{k}]"
                 else
                     Polynomial.one))

let private network fresh star (input: Polynomial[,]) widths =
    let widths = Array.ofList widths
    let depth = widths.Length - 1

    let layers make =
        Array.init (depth + 1) (fun l -> if l = 0 then Array2D.zeroCreate 0 0 else make l (l = depth))

    let w = layers (fun l isTop -> weights fresh star l isTop widths[l - 1] widths[l])
    let d = layers (fun l isTop -> gates fresh star l isTop widths[l])

    let forward below l =
        multiply d[l] (multiply (DenseMatrices.transpose w[l]) below)

    { W = w
      D = d
      F = Array.ofList (List.scan forward input [ 1..depth ]) }

/// V_l and V*_l at one layer.
type private FanOuts =
    { V: Polynomial[,]
      VStar: Polynomial[,] }

/// A formula of the rule at layer l, as a matrix of polynomials. `fanOuts` is None at the top, where they are defined.
let private meaning rule (student: Network) (teacher: Network) outputs l (fanOuts: FanOuts option) formula =
    let size (Dimension name) =
        match name with
        | "C" -> outputs
        | "1" -> 1
        | "n_l" -> Array2D.length1 student.D[l]
        | "m_l" -> Array2D.length1 teacher.D[l]
        | "n_{l-1}" -> Array2D.length1 student.D[l - 1]
        | _ -> Array2D.length1 teacher.D[l - 1]

    let rec image (s: MatrixSymbol) =
        match s.Name, fanOuts with
        | "V_l", Some known -> known.V
        | "V*_l", Some known -> known.VStar
        | "D_l", _ -> student.D[l]
        | "D*_l", _ -> teacher.D[l]
        | "D_{l-1}", _ -> student.D[l - 1]
        | "W_l", _ -> student.W[l]
        | "W*_l", _ -> teacher.W[l]
        | "f_l", _ -> student.F[l]
        | "f*_l", _ -> teacher.F[l]
        | "A_l", _ -> at rule.A
        | "B_l", _ -> at rule.B
        | name, _ -> raise (IllTypedException $"{name} has no meaning at layer {l}.")

    and at formula =
        MatrixFormula.evaluate (DenseMatrices.interpretation ring size image) formula

    at formula

/// What was expanded so far.
[<Struct>]
type private Count = { Entries: int; Monomials: int }

let private expand shape rule =
    let indeterminates = Indeterminates()
    let depth = NetworkShape.depth shape
    let d = shape.Student.Head

    let input =
        Array2D.init (d + 1) 1 (fun i _ ->
            if i < d then
                indeterminates.Fresh $"x[{i}]"
            else
                Polynomial.one)

    let teacher = network indeterminates.Fresh "*" input shape.Teacher
    let student = network indeterminates.Fresh "" input shape.Student

    let at l fanOuts formula =
        meaning rule student teacher (List.last shape.Student) l fanOuts formula

    /// The first entry of g_l - rule that is not zero.
    let survivor l (difference: Polynomial[,]) =
        seq { 0 .. Array2D.length1 difference - 1 }
        |> Seq.tryFind (fun row -> not (Polynomial.isZero difference[row, 0]))
        |> Option.map (fun row ->
            let p = difference[row, 0]
            let term = Polynomial.ofTerms [ (Polynomial.terms p).Head ]
            Different(l, row, Polynomial.format indeterminates.Name term, Polynomial.termCount p))

    let rec descend l (g: Polynomial[,]) fanOuts (count: Count) =
        let claimed = at l (Some fanOuts) rule.Mixture

        match survivor l (minus g claimed) with
        | Some different -> different
        | None ->
            let terms =
                [ for side in [ g; claimed ] -> side |> Seq.cast<Polynomial> |> Seq.sumBy Polynomial.termCount ]

            let count =
                { Entries = count.Entries + Array2D.length1 g
                  Monomials = count.Monomials + List.sum terms }

            if l = 1 then
                Identity(count.Entries, count.Monomials)
            else
                let below =
                    { V = at l (Some fanOuts) rule.FanOut
                      VStar = at l (Some fanOuts) rule.FanOutStar }

                descend (l - 1) (multiply student.D[l - 1] (multiply student.W[l] g)) below count

    let top =
        { V = at depth None rule.Top
          VStar = at depth None rule.TopStar }

    descend depth (minus teacher.F[depth] student.F[depth]) top { Entries = 0; Monomials = 0 }

let check shape rule =
    try
        expand shape rule
    with :? IllTypedException as e ->
        IllTyped e.Message
