module Verify.Algebra.CertificateCheck

let private require condition message =
    if condition then Ok() else Error message

/// The first error of checks that are done one after the other.
let private all (checks: (unit -> Result<unit, string>) list) =
    checks |> List.fold (fun result check -> Result.bind check result) (Ok())

let private product (x: Rational[]) (y: Rational[]) =
    Seq.zip x y |> Seq.fold (fun sum (a, b) -> sum + a * b) Rational.zero

let private holds relation (left: Rational) (right: Rational) =
    match relation with
    | AtMost -> left <= right
    | AtLeast -> left >= right
    | EqualTo -> left = right

let private isWithin bounds (x: Rational) =
    (bounds.Lower |> Option.forall (fun lower -> lower <= x))
    && (bounds.Upper |> Option.forall (fun upper -> x <= upper))

let private isFeasible program (x: Rational[]) =
    require
        (x.Length = program.Objective.Length
         && Array.forall2 isWithin program.Bounds x
         && program.Constraints
            |> List.forall (fun c -> holds c.Relation (product c.Coefficients x) c.Right))
        "The point does not satisfy the constraints and bounds."

let private signsAreRight program (y: Rational[]) =
    let isRight (c, multiplier) =
        match c.Relation with
        | AtMost -> Rational.sign multiplier >= 0
        | AtLeast -> Rational.sign multiplier <= 0
        | EqualTo -> true

    require
        (y.Length = program.Constraints.Length
         && Seq.forall isRight (Seq.zip program.Constraints y))
        "The multipliers have the wrong number or a wrong sign."

/// The least upper bound of `objective` . x that the combination of constraints by y, and the bounds, give: y^T b plus
/// the largest value of (objective - A^T y) . x within the bounds. None when a bound is missing.
let private upperBound program (y: Rational[]) (objective: Rational[]) =
    let reduced j =
        Seq.zip program.Constraints y
        |> Seq.fold
            (fun (left: Rational) (c, multiplier) -> left - multiplier * c.Coefficients[j])
            objective[j]

    let largest j =
        let r = reduced j

        match Rational.sign r with
        | 0 -> Some Rational.zero
        | 1 -> program.Bounds[j].Upper |> Option.map (fun upper -> r * upper)
        | _ -> program.Bounds[j].Lower |> Option.map (fun lower -> r * lower)

    let combined = product (program.Constraints |> List.map _.Right |> Array.ofList) y

    (Some combined, seq { 0 .. objective.Length - 1 })
    ||> Seq.fold (fun sum j -> Option.map2 (+) sum (largest j))

let private keeps program (ray: Rational[]) =
    let stays bounds (direction: Rational) =
        (bounds.Lower.IsNone || Rational.sign direction >= 0)
        && (bounds.Upper.IsNone || Rational.sign direction <= 0)

    require
        (ray.Length = program.Objective.Length
         && Array.forall2 stays program.Bounds ray
         && program.Constraints
            |> List.forall (fun c -> holds c.Relation (product c.Coefficients ray) Rational.zero))
        "The ray leaves the constraints or bounds."

let verify program outcome =
    match outcome with
    | Optimal(point, value, y) ->
        all
            [ fun () -> isFeasible program point
              fun () -> require (product program.Objective point = value) "The point has another value."
              fun () -> signsAreRight program y
              fun () ->
                  require
                      (upperBound program y program.Objective = Some value)
                      "The multipliers do not prove the value best." ]
    | Infeasible(CrossedBounds j) ->
        let isCrossed =
            j >= 0
            && j < program.Bounds.Length
            && (match program.Bounds[j] with
                | { Lower = Some lower
                    Upper = Some upper } -> lower > upper
                | _ -> false)

        require isCrossed "The bounds are not crossed."
    | Infeasible(Farkas y) ->
        let zero = Array.create program.Objective.Length Rational.zero

        all
            [ fun () -> signsAreRight program y
              fun () ->
                  require
                      (upperBound program y zero
                       |> Option.exists (fun bound -> Rational.sign bound < 0))
                      "The multipliers do not contradict the bounds." ]
    | Unbounded(point, ray) ->
        all
            [ fun () -> isFeasible program point
              fun () -> keeps program ray
              fun () ->
                  require
                      (Rational.sign (product program.Objective ray) > 0)
                      "The objective does not grow along the ray." ]
