module Verify.Claims.Proofs.Lemma1Proof

open Verify.Algebra

type Setting =
    { Widths: Widths
      IdempotentGates: bool }

type ProofStep =
    { Reason: string
      Left: string
      Right: Expression }

    override step.ToString() =
        $"{step.Reason}: {step.Left} = {step.Right}"

type ProofResult =
    | Proved of ProofStep list
    | Refuted of case: string * residual: Expression
    | IllTyped of case: string * message: string

    override result.ToString() =
        match result with
        | Proved steps -> "proved:\n" + (steps |> List.map string |> String.concat "\n")
        | Refuted(case, residual) -> $"refuted, {case}: {residual} is not zero"
        | IllTyped(case, message) -> $"ill-typed, {case}: {message}"

let general =
    { Widths = AllDifferent
      IdempotentGates = false }

/// The index space that stands for the given one at these widths.
let private merged widths (Dimension name as dimension) =
    match widths, name with
    | AllDifferent, _
    | _, "1" -> dimension
    | StudentLikeTeacher, "m_l" -> LayerSymbols.n
    | StudentLikeTeacher, "m_{l-1}" -> LayerSymbols.nBelow
    | StudentLikeTeacher, _ -> dimension
    | AllEqual, _ -> LayerSymbols.n

/// A symbol of the rules, over the merged index spaces.
let private symbol widths name rows cols =
    MatrixSymbol.create name (merged widths rows) (merged widths cols)

let private gate widths name size =
    MatrixSymbol.symmetric name (merged widths size)

/// What the letters of a rule mean at one layer.
type private Layer =
    {
        Dimension: Dimension -> Dimension
        V: Expression
        VStar: Expression
        D: Expression
        DStar: Expression
        /// Letters with the same meaning at every layer to which they are applied.
        Other: MatrixSymbol -> Expression
        F: Expression
        FStar: Expression
    }

/// A formula of the rule at a layer, in normal form.
let private meaning rule layer formula =
    // A_l and B_l are defined by the rule itself: their letters unfold to its formulas, which hold no such letters.
    let rec image (s: MatrixSymbol) =
        match s.Name with
        | "V_l" -> layer.V
        | "V*_l" -> layer.VStar
        | "D_l" -> layer.D
        | "D*_l" -> layer.DStar
        | "f_l" -> layer.F
        | "f*_l" -> layer.FStar
        | "A_l" -> at rule.A
        | "B_l" -> at rule.B
        | _ -> layer.Other s

    and at formula =
        MatrixFormula.evaluate (FreeAlgebra.interpretation layer.Dimension image) formula

    at formula

let private column = Dimension "1"

let private base' setting (rule: RecursiveRule) =
    let widths = setting.Widths
    let outputs = merged widths LayerSymbols.outputs
    let f = FreeAlgebra.symbol (symbol widths "f_L" LayerSymbols.outputs column)
    let fStar = FreeAlgebra.symbol (symbol widths "f*_L" LayerSymbols.outputs column)
    // Both networks have C outputs: at the top every width is C.
    let dimension d = if d = column then column else outputs

    let only formula =
        MatrixFormula.evaluate (FreeAlgebra.interpretation (merged widths) FreeAlgebra.symbol) formula

    let top =
        { Dimension = dimension
          V = only rule.Top
          VStar = only rule.TopStar
          D = FreeAlgebra.identity outputs
          DStar = FreeAlgebra.identity outputs
          Other = FreeAlgebra.symbol
          F = f
          FStar = fStar }

    let claimed = meaning rule top rule.Mixture

    [ { Reason = "definition of the objective's negative gradient at the top"
        Left = "g_L"
        Right = fStar - f }
      { Reason = $"the rule at l = L, with V_L = {rule.Top}, V*_L = {rule.TopStar}, D_L = I"
        Left = "g_L"
        Right = claimed } ],
    claimed - (fStar - f)

let private step setting (rule: RecursiveRule) =
    let widths = setting.Widths

    let symbol name rows cols =
        FreeAlgebra.symbol (symbol widths name rows cols)

    let gate name size =
        FreeAlgebra.symbol (gate widths name size)

    let n, m, nBelow, mBelow =
        LayerSymbols.n, LayerSymbols.m, LayerSymbols.nBelow, LayerSymbols.mBelow

    let f, fStar = symbol "f_l" n column, symbol "f*_l" m column

    let fBelow, fStarBelow =
        symbol "f_{l-1}" nBelow column, symbol "f*_{l-1}" mBelow column

    let d, dStar = gate "D_l" n, gate "D*_l" m
    let dBelow, dStarBelow = gate "D_{l-1}" nBelow, gate "D*_{l-1}" mBelow
    let w, wStar = symbol "W_l" nBelow n, symbol "W*_l" mBelow m

    let here =
        { Dimension = merged widths
          V = symbol "V_l" LayerSymbols.outputs n
          VStar = symbol "V*_l" LayerSymbols.outputs m
          D = d
          DStar = dStar
          Other =
            fun s ->
                if s.IsSymmetric then
                    gate s.Name s.Rows
                else
                    symbol s.Name s.Rows s.Cols
          F = f
          FStar = fStar }

    /// Layer l - 1: every letter one layer down, V and V* by the rule's recursion.
    let below =
        { Dimension =
            fun dimension ->
                if dimension = n then merged widths nBelow
                elif dimension = m then merged widths mBelow
                else merged widths dimension
          V = meaning rule here rule.FanOut
          VStar = meaning rule here rule.FanOutStar
          D = dBelow
          DStar = dStarBelow
          Other = fun s -> raise (IllTypedException $"{s} is not a letter of layer l.")
          F = fBelow
          FStar = fStarBelow }

    let forward =
        [ Rewriting.rule f (d * w.T * fBelow)
          Rewriting.rule fStar (dStar * wStar.T * fStarBelow) ]

    let idempotence =
        if setting.IdempotentGates then
            [ for g in [ d; dStar; dBelow; dStarBelow ] do
                  Rewriting.rule (g * g) g

              // f_{l-1} = D_{l-1} z_{l-1}, so gating it again changes nothing.
              Rewriting.rule (dBelow * fBelow) fBelow
              Rewriting.rule (dStarBelow * fStarBelow) fStarBelow ]
        else
            []

    // Each word of a rule holds one activation and few gates; a proof that needs more steps has gone astray.
    let normalise = Rewriting.normalise 10_000
    let hypothesis = meaning rule here rule.Mixture
    let backward = dBelow * w * hypothesis
    let unfolded = normalise forward backward
    let claimed = meaning rule below rule.Mixture
    let residual = normalise idempotence (unfolded - claimed)

    [ { Reason = "induction hypothesis: the rule at layer l"
        Left = "g_l"
        Right = hypothesis }
      { Reason = "backward pass, g_{l-1} = D_{l-1} W_l g_l"
        Left = "g_{l-1}"
        Right = backward }
      { Reason = "forward pass, f_l = D_l W_lᵀ f_{l-1} and f*_l = D*_l W*_lᵀ f*_{l-1}"
        Left = "g_{l-1}"
        Right = unfolded }
      { Reason = $"the recursion, V_{{l-1}} = {rule.FanOut}"
        Left = "V_{l-1}"
        Right = below.V }
      { Reason = $"the recursion, V*_{{l-1}} = {rule.FanOutStar}"
        Left = "V*_{l-1}"
        Right = below.VStar }
      { Reason = "the rule at layer l-1"
        Left = "g_{l-1}"
        Right = claimed }
      { Reason = "difference of the two"
        Left = "residual"
        Right = residual } ],
    residual

let proveIn setting rule =
    let cases = [ "base case l = L", base'; "induction step from l to l-1", step ]

    let rec run proved remaining =
        match remaining with
        | [] -> Proved proved
        | (name, case) :: rest ->
            match
                (try
                    Ok(case setting rule)
                 with :? IllTypedException as e ->
                     Error e.Message)
            with
            | Error message -> IllTyped(name, message)
            | Ok(_, residual) when not (FreeAlgebra.isZero residual) -> Refuted(name, residual)
            | Ok(steps, _) -> run (proved @ steps) rest

    run [] cases

let prove rule = proveIn general rule
