namespace Verify.Claims.Proofs

open Verify.Algebra

module LayerSymbols =
    let n = Dimension "n_l"
    let m = Dimension "m_l"
    let nBelow = Dimension "n_{l-1}"
    let mBelow = Dimension "m_{l-1}"
    let outputs = Dimension "C"

    let private letter name rows cols =
        Letter(MatrixSymbol.create name rows cols)

    let private gate name size =
        Letter(MatrixSymbol.symmetric name size)

    let private column = Dimension "1"
    let V = letter "V_l" outputs n
    let VStar = letter "V*_l" outputs m
    let D = gate "D_l" n
    let DStar = gate "D*_l" m
    let DBelow = gate "D_{l-1}" nBelow
    let W = letter "W_l" nBelow n
    let WStar = letter "W*_l" mBelow m
    let A = letter "A_l" n m
    let B = letter "B_l" n n
    let f = letter "f_l" n column
    let fStar = letter "f*_l" m column

type RecursiveRule =
    { Name: string
      Top: MatrixFormula
      TopStar: MatrixFormula
      FanOut: MatrixFormula
      FanOutStar: MatrixFormula
      A: MatrixFormula
      B: MatrixFormula
      Mixture: MatrixFormula }

type Widths =
    | AllDifferent
    | StudentLikeTeacher
    | AllEqual

type Mutant =
    { Rule: RecursiveRule
      TypedFor: Widths }

module RecursiveRule =
    open LayerSymbols

    let lemma1 =
        { Name = "Lemma 1"
          Top = Identity outputs
          TopStar = Identity outputs
          FanOut = V * D * W.T
          FanOutStar = VStar * DStar * WStar.T
          A = V.T * VStar
          B = V.T * V
          Mixture = D * (A * fStar - B * f) }

    let private mutant typedFor name change =
        { Rule = { change lemma1 with Name = name }
          TypedFor = typedFor }

    let mutants =
        [ // Typed at all widths.
          mutant AllDifferent "sign of B" (fun r ->
              { r with
                  Mixture = D * (A * fStar + B * f) })
          mutant AllDifferent "sign of the whole" (fun r ->
              { r with
                  Mixture = D * (B * f - A * fStar) })
          mutant AllDifferent "no gate in g" (fun r -> { r with Mixture = A * fStar - B * f })
          mutant AllDifferent "gate before the mixture" (fun r ->
              { r with
                  Mixture = A * (DStar * fStar) - B * (D * f) })
          // True for ReLU, whose gates are 0 or 1 so that D D = D; false as soon as the unit leaks.
          mutant AllDifferent "student gated twice in the mixture" (fun r ->
              { r with
                  Mixture = D * (A * fStar - B * (D * f)) })
          mutant AllDifferent "no gate in the student's V" (fun r -> { r with FanOut = V * W.T })
          mutant AllDifferent "no gate in the teacher's V" (fun r -> { r with FanOutStar = VStar * WStar.T })
          mutant AllDifferent "two gates in the student's V" (fun r -> { r with FanOut = V * D * D * W.T })
          mutant AllDifferent "sign of the student's V at the top" (fun r -> { r with Top = -r.Top })
          // Typed when the student is as wide as the teacher.
          mutant StudentLikeTeacher "A with V and V* swapped" (fun r -> { r with A = VStar.T * V })
          mutant StudentLikeTeacher "B of the teacher" (fun r -> { r with B = VStar.T * VStar })
          mutant StudentLikeTeacher "A and B exchanged" (fun r -> { r with A = V.T * V; B = V.T * VStar })
          mutant StudentLikeTeacher "teacher's gate in the student's V" (fun r ->
              { r with FanOut = V * DStar * W.T })
          // Typed when all widths agree.
          mutant AllEqual "gate of the layer below in the student's V" (fun r ->
              { r with FanOut = V * DBelow * W.T })
          mutant AllEqual "W not transposed in the student's V" (fun r -> { r with FanOut = V * D * W })
          mutant AllEqual "A with its transpose on the other factor" (fun r -> { r with A = V * VStar.T }) ]
