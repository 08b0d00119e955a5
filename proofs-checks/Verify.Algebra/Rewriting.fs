module Verify.Algebra.Rewriting

open System
open System.Numerics

type Rule =
    internal
        { left: Word
          right: Expression }

    override r.ToString() =
        $"{FreeAlgebra.ofWord r.left} -> {r.right}"

type RewriteLimitException(message: string) =
    inherit Exception(message)

let rule (left: Expression) (right: Expression) =
    match FreeAlgebra.terms left with
    | [ word, coefficient ] when coefficient.IsOne && not word.Letters.IsEmpty ->
        if left.Rows <> right.Rows || left.Cols <> right.Cols then
            raise (IllTypedException $"The sides of a rule have different shapes: {left} and {right}.")

        { left = word; right = right }
    | _ -> invalidArg (nameof left) $"A rule rewrites one product of symbols, not: {left}."

let private transposed rule =
    let flipped = (FreeAlgebra.ofWord rule.left).T

    { left = fst (FreeAlgebra.terms flipped).Head
      right = rule.right.T }

let private ofLetter (symbol: MatrixSymbol, transposed) =
    let e = FreeAlgebra.symbol symbol
    if transposed then e.T else e

let private multiply (letters: (MatrixSymbol * bool) list) (e: Expression) before =
    if before then
        List.foldBack (fun letter product -> ofLetter letter * product) letters e
    else
        List.fold (fun product letter -> product * ofLetter letter) e letters

/// What the word becomes by the first rule that matches at the leftmost position, if any.
let private rewriteWord rules (word: Word) =
    let rec from passed rest =
        let matching =
            rules
            |> List.tryFind (fun r ->
                let n = r.left.Letters.Length
                List.length rest >= n && List.take n rest = r.left.Letters)

        match matching, rest with
        | Some r, _ ->
            let after = List.skip r.left.Letters.Length rest
            Some(multiply after (multiply (List.rev passed) r.right true) false)
        | None, letter :: tail -> from (letter :: passed) tail
        | None, [] -> None

    from [] word.Letters

let normalise limit rules (expression: Expression) =
    let both = rules @ List.map transposed rules

    let rec step taken (e: Expression) =
        let next =
            FreeAlgebra.terms e
            |> List.tryPick (fun (word, coefficient) ->
                rewriteWord both word |> Option.map (fun by -> word, coefficient, by))

        match next with
        | None -> e
        | Some _ when taken = limit ->
            raise (RewriteLimitException $"Rewriting did not end within {limit} steps; it has reached: {e}.")
        | Some(word, coefficient: BigInteger, by) ->
            step (taken + 1) (e + FreeAlgebra.scale coefficient (by - FreeAlgebra.ofWord word))

    step 0 expression
