/// The checker refuses every way in which a certificate can be wrong. (That it accepts right ones is part of
/// LinearProgramTests.)
module Verify.Proofs.Tests.Algebra.CertificateCheckTests

open Xunit
open Verify.Algebra

let private q (n: int) = Rational.ofInt n
let private qs (values: int list) = values |> List.map q |> Array.ofList

/// Maximise 3 x + 5 y: optimum 36 at (2, 6) with prices (0, 3/2, 1).
let private program =
    { Objective = qs [ 3; 5 ]
      Constraints =
        [ LinearProgram.atMost (qs [ 1; 0 ]) (q 4)
          LinearProgram.atMost (qs [ 0; 2 ]) (q 12)
          LinearProgram.atMost (qs [ 3; 2 ]) (q 18) ]
      Bounds = Array.create 2 LinearProgram.nonNegative }

/// x + y >= 3 with both at most 1: infeasible by y = (-1).
let private empty =
    { Objective = qs [ 1; 1 ]
      Constraints = [ LinearProgram.atLeast (qs [ 1; 1 ]) (q 3) ]
      Bounds = Array.create 2 (LinearProgram.within (q 1)) }

/// Maximise x - y with x >= 0, y >= 0 and y <= 2: unbounded along (1, 0).
let private endless =
    { Objective = qs [ 1; -1 ]
      Constraints = [ LinearProgram.atMost (qs [ 0; 1 ]) (q 2) ]
      Bounds = Array.create 2 LinearProgram.nonNegative }

let private accepted p outcome =
    Assert.Equal(Ok(), CertificateCheck.verify p outcome)

let private refused p outcome =
    Assert.True(Result.isError (CertificateCheck.verify p outcome), $"{outcome} was accepted.")

let private prices = [| q 0; q 3 / q 2; q 1 |]

[<Fact>]
let ``right certificates are accepted`` () =
    accepted program (Optimal(qs [ 2; 6 ], q 36, prices))
    accepted empty (Infeasible(Farkas(qs [ -1 ])))
    accepted endless (Unbounded(qs [ 0; 0 ], qs [ 1; 0 ]))

    accepted
        { endless with
            Bounds = [| LinearProgram.nonNegative; { Lower = Some(q 1); Upper = Some(q 0) } |] }
        (Infeasible(CrossedBounds 1))

[<Fact>]
let ``an optimum with a wrong point, value or price is refused`` () =
    refused program (Optimal(qs [ 2; 6 ], q 37, prices))
    refused program (Optimal(qs [ 4; 3 ], q 27, prices))
    refused program (Optimal(qs [ 0; 0 ], q 0, qs [ 0; 0; 0 ]))
    refused program (Optimal(qs [ 3; 6 ], q 39, prices))
    refused program (Optimal(qs [ -1; 6 ], q 27, prices))
    refused program (Optimal(qs [ 2 ], q 6, prices))
    refused program (Optimal(qs [ 2; 6 ], q 36, [| q 0; q 3 / q 2 |]))
    refused program (Optimal(qs [ 2; 6 ], q 36, [| q -1; q 3 / q 2; q 4 / q 3 |]))
    // Too high a bound, although all signs are right.
    refused program (Optimal(qs [ 2; 6 ], q 36, [| q 0; q 2; q 1 |]))
    // The price of y is not covered, and y has no upper bound.
    refused program (Optimal(qs [ 2; 6 ], q 36, [| q 0; q 0; q 2 |]))

[<Fact>]
let ``multipliers of the wrong sign are refused even where their bound is met`` () =
    // 3 x + 5 y = -9/2 x + 5/2 (3 x + 2 y): right only if x >= 4 were the constraint.
    refused program (Optimal(qs [ 4; 3 ], q 27, [| q -9 / q 2; q 0; q 5 / q 2 |]))

    let loose =
        { empty with
            Constraints = [ LinearProgram.atLeast (qs [ 1; 1 ]) (q -3) ] }

    refused loose (Infeasible(Farkas(qs [ 1 ])))

[<Fact>]
let ``a point outside its bounds is refused even where nothing else is wrong`` () =
    let strip =
        { endless with
            Constraints = []
            Bounds = [| LinearProgram.nonNegative; LinearProgram.within (q 2) |] }

    accepted strip (Unbounded(qs [ 0; 2 ], qs [ 1; 0 ]))
    refused strip (Unbounded(qs [ 0; 3 ], qs [ 1; 0 ]))
    refused strip (Unbounded(qs [ 0; -3 ], qs [ 1; 0 ]))
    refused strip (Unbounded(qs [ 0; 2 ], qs [ 2; 1 ]))

[<Fact>]
let ``a false claim of infeasibility is refused`` () =
    refused program (Infeasible(Farkas(qs [ 0; 0; 0 ])))
    refused program (Infeasible(Farkas(qs [ 1; 1; 1 ])))
    refused empty (Infeasible(Farkas(qs [ 1 ])))
    refused empty (Infeasible(Farkas [||]))
    refused empty (Infeasible(CrossedBounds 0))
    refused empty (Infeasible(CrossedBounds 2))
    refused empty (Infeasible(CrossedBounds -1))
    // x + y >= 2 has the one point (1, 1): the same multiplier proves nothing.
    refused
        { empty with
            Constraints = [ LinearProgram.atLeast (qs [ 1; 1 ]) (q 2) ] }
        (Infeasible(Farkas(qs [ -1 ])))

[<Fact>]
let ``a false claim of unboundedness is refused`` () =
    refused endless (Unbounded(qs [ 0; 3 ], qs [ 1; 0 ]))
    refused endless (Unbounded(qs [ 0; 0 ], qs [ 0; 0 ]))
    refused endless (Unbounded(qs [ 0; 0 ], qs [ 0; -1 ]))
    refused endless (Unbounded(qs [ 0; 0 ], qs [ 2; 1 ]))
    refused endless (Unbounded(qs [ 0; 0 ], qs [ -1; 0 ]))
    refused endless (Unbounded(qs [ 0; 0 ], qs [ 1 ]))
    refused program (Unbounded(qs [ 0; 0 ], qs [ 1; 0 ]))
    refused { empty with Constraints = [] } (Unbounded(qs [ 0; 0 ], qs [ 1; 0 ]))
