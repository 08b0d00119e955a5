/// Theorems about instances, on a toy: numbers of a list.
module Verify.Proofs.Tests.Zero.InstancesTests

open Xunit
open Verify.Claims
open Verify.Claims.Theorems

let private even =
    InstanceTheorem.condition "even" "n is even" (fun (_: int list) n -> n % 2 = 0)

let private large =
    InstanceTheorem.condition "large" "n is above 10" (fun (_: int list) n -> n > 10)

/// Even numbers above 10 are not prime; false for no number.
let private theorem: InstanceTheorem<int list, int> =
    { Instances = id
      Conditions = [ even; large ]
      Measure = fun _ n -> { Measured = float n; Bound = 100.0 }
      Conclusion =
        fun _ n ->
            if List.exists (fun d -> n % d = 0) [ 2 .. n - 1 ] then
                None
            else
                Some
                    { Amount = float n
                      Locus = Locus.everywhere $"{n} is prime" } }

[<Fact>]
let ``a case without an applicable instance names the first hypothesis that fails`` () =
    Assert.Equal(Rejected "even", InstanceTheorem.check theorem [ 1; 3; 13 ])
    Assert.Equal(Rejected "large", InstanceTheorem.check theorem [ 2; 13 ])
    Assert.Equal(Rejected "even", InstanceTheorem.check theorem [])

[<Fact>]
let ``a satisfied case reports its tightest applicable instance`` () =
    Assert.Equal(Satisfied { Measured = 14.0; Bound = 100.0 }, InstanceTheorem.check theorem [ 1; 14; 12 ])

[<Fact>]
let ``a dropped hypothesis must fail and the others must hold`` () =
    let withoutEven = InstanceTheorem.without "even" theorem
    Assert.Equal(Rejected "not: even", InstanceTheorem.check withoutEven [ 12; 14 ])
    Assert.Equal(Rejected "large", InstanceTheorem.check withoutEven [ 3; 5 ])
    Assert.Equal(Satisfied { Measured = 15.0; Bound = 100.0 }, InstanceTheorem.check withoutEven [ 12; 15 ])

    Assert.Equal(
        Violated({ Measured = 13.0; Bound = 0.0 }, Locus.everywhere "13 is prime"),
        InstanceTheorem.check withoutEven [ 12; 15; 13 ]
    )

    let withoutLarge = InstanceTheorem.without "large" theorem
    Assert.True((InstanceTheorem.check withoutLarge [ 2 ]).IsViolated)

    Assert.Equal<string list>(
        [ "even"; "not: large" ],
        InstanceTheorem.hypotheses withoutLarge |> List.map _.Name
    )

[<Fact>]
let ``dropping an unknown hypothesis is refused`` () =
    Assert.Throws<System.ArgumentException>(fun () -> InstanceTheorem.without "odd" theorem |> ignore)
