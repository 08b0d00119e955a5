namespace Verify.Algebra

open System.Numerics

type Bounds =
    { Lower: Rational option
      Upper: Rational option }

type Relation =
    | AtMost
    | AtLeast
    | EqualTo

type LinearConstraint =
    { Coefficients: Rational[]
      Relation: Relation
      Right: Rational }

type LinearProgram =
    { Objective: Rational[]
      Constraints: LinearConstraint list
      Bounds: Bounds[] }

type Infeasibility =
    | CrossedBounds of variable: int
    | Farkas of y: Rational[]

type LinearOutcome =
    | Optimal of point: Rational[] * value: Rational * y: Rational[]
    | Infeasible of Infeasibility
    | Unbounded of point: Rational[] * ray: Rational[]

module LinearProgram =
    let unbounded = { Lower = None; Upper = None }

    let nonNegative =
        { Lower = Some Rational.zero
          Upper = None }

    let within (r: Rational) = { Lower = Some -r; Upper = Some r }

    let private constrained relation coefficients right =
        { Coefficients = coefficients
          Relation = relation
          Right = right }

    let atMost coefficients right = constrained AtMost coefficients right
    let atLeast coefficients right = constrained AtLeast coefficients right
    let equalTo coefficients right = constrained EqualTo coefficients right

    let private validate program =
        let d = program.Objective.Length

        if program.Bounds.Length <> d then
            invalidArg (nameof program) $"{program.Bounds.Length} bounds for {d} variables."

        if program.Constraints |> List.exists (fun c -> c.Coefficients.Length <> d) then
            invalidArg (nameof program) $"Every constraint needs {d} coefficients."

    let private dot (x: Rational[]) (y: Rational[]) =
        Array.fold2 (fun sum a b -> sum + a * b) Rational.zero x y

    /// x_j = Offset + Direction x'_j, where x'_j >= 0, or x'_j is free when there is no bound at all.
    [<Struct>]
    type private Shift =
        { Offset: Rational
          Direction: Rational
          Kind: CrissCross.Kind }

    let private shift bounds =
        match bounds with
        | { Lower = Some lower } ->
            { Offset = lower
              Direction = Rational.one
              Kind = CrissCross.Restricted }
        | { Upper = Some upper } ->
            { Offset = upper
              Direction = Rational.neg Rational.one
              Kind = CrissCross.Restricted }
        | _ ->
            { Offset = Rational.zero
              Direction = Rational.one
              Kind = CrissCross.Free }

    /// A row a x' <= b (or = b) of the tableau over integers. `Factor` leads back: the original constraint, negated
    /// for AtLeast, times Factor.
    type private Row =
        { Cells: BigInteger[]
          Right: BigInteger
          Factor: Rational
          Slack: CrissCross.Kind }

    /// The values times their least common denominator, which is returned as well.
    let private clear (values: Rational[]) =
        let common =
            values
            |> Array.fold
                (fun common v ->
                    common / BigInteger.GreatestCommonDivisor(common, v.Denominator) * v.Denominator)
                BigInteger.One

        values |> Array.map (fun v -> v.Numerator * (common / v.Denominator)), Rational.ofBigInteger common

    let private row slack sign (cells: Rational[]) (right: Rational) =
        let cleared, common =
            clear (Array.append cells [| right |] |> Array.map (fun v -> sign * v))

        { Cells = Array.take cells.Length cleared
          Right = Array.last cleared
          Factor = sign * common
          Slack = slack }

    let private constraintRow (shifts: Shift[]) c =
        let slack =
            if c.Relation = EqualTo then
                CrissCross.Fixed
            else
                CrissCross.Restricted

        let sign =
            if c.Relation = AtLeast then
                Rational.neg Rational.one
            else
                Rational.one

        let cells = Array.map2 (fun a s -> a * s.Direction) c.Coefficients shifts
        row slack sign cells (c.Right - dot c.Coefficients (shifts |> Array.map _.Offset))

    /// x'_j <= upper - lower, for the variables bounded on both sides.
    let private widthRows (bounds: Bounds[]) =
        [| for j in 0 .. bounds.Length - 1 do
               match bounds[j] with
               | { Lower = Some lower
                   Upper = Some upper } ->
                   let unit =
                       Array.init bounds.Length (fun k -> if k = j then Rational.one else Rational.zero)

                   row CrissCross.Restricted Rational.one unit (upper - lower)
               | _ -> () |]

    /// The x of the values x' that the function gives to the structural variables (0 where it gives none).
    let private unshift (shifts: Shift[]) withOffset (valueOf: int -> Rational) =
        shifts
        |> Array.mapi (fun j s ->
            let moved = s.Direction * valueOf j
            if withOffset then s.Offset + moved else moved)

    let private basicPoint (t: CrissCross.Tableau) shifts =
        let position = Array.zeroCreate t.Kinds.Length
        Array.fill position 0 position.Length -1
        t.Basic |> Array.iteri (fun i v -> position[v] <- i)

        unshift shifts true (fun v ->
            if position[v] < 0 then
                Rational.zero
            else
                Rational.create (t.Right position[v]) t.Denominator)

    /// How x' moves when nonbasic variable `column` does by `direction` Denominator.
    let private ray (t: CrissCross.Tableau) shifts column upwards =
        let direction = if upwards then BigInteger.One else BigInteger.MinusOne
        let moves = Array.create t.Kinds.Length Rational.zero
        moves[t.Nonbasic[column]] <- Rational.ofBigInteger (direction * t.Denominator)

        t.Basic
        |> Array.iteri (fun i v -> moves[v] <- Rational.ofBigInteger (-direction * t.Cell(i, column)))

        unshift shifts false (fun v -> moves[v])

    /// The multipliers of the constraints when slack i of the tableau has weight `weight i`, up to a common factor.
    let private multipliers (rows: Row[]) count (weight: int -> Rational) =
        Array.init count (fun i ->
            let w = weight i
            if Rational.isZero w then w else w * rows[i].Factor)

    /// The cells of a tableau row as weights of the slacks; those that are basic have the weight given for them.
    let private weights (t: CrissCross.Tableau) d row basicWeight =
        let weight = Array.create (t.Kinds.Length - d) Rational.zero

        t.Nonbasic
        |> Array.iteri (fun k v ->
            if v >= d then
                weight[v - d] <- Rational.ofBigInteger (t.Cell(row, k)))

        basicWeight
        |> Option.iter (fun (v, w) ->
            if v >= d then
                weight[v - d] <- w)

        weight

    let private farkas (t: CrissCross.Tableau) d rows count row =
        // 0 = right - sum of cells times nonbasic variables - Denominator times the basic one, with right < 0 and
        // weights that are not negative wherever a variable is restricted. A row of a fixed variable may have
        // right > 0 and is then used with the other sign.
        let sign = Rational.ofInt -(t.Right row).Sign
        let all = weights t d row (Some(t.Basic[row], Rational.ofBigInteger t.Denominator))
        Infeasible(Farkas(multipliers rows count (fun i -> sign * all[i])))

    /// How a program is decided: by a float guess whose basis is confirmed exactly (None where it is not), and by exact
    /// pivots to the end from a guess or from the start.
    type private Methods =
        { Guess: Lazy<int[] option>
          Confirmed: unit -> LinearOutcome option
          PivotToEnd: int[] option -> LinearOutcome }

    let private methods program =
        let d = program.Objective.Length
        let shifts = program.Bounds |> Array.map shift

        let constraints =
            program.Constraints |> List.map (constraintRow shifts) |> Array.ofList

        let rows = Array.append constraints (widthRows program.Bounds)
        let count = constraints.Length

        let objective, objectiveFactor =
            clear (Array.map2 (fun c s -> c * s.Direction) program.Objective shifts)

        let kinds = Array.append (shifts |> Array.map _.Kind) (rows |> Array.map _.Slack)

        let equations = rows |> Array.map (fun r -> r.Cells, r.Right)

        let optimal point (y: Rational[]) =
            let scale = Rational.inverse objectiveFactor
            Optimal(point, dot program.Objective point, multipliers rows count (fun i -> scale * y[i]))

        let pivotToEnd start =
            let t = CrissCross.Tableau(kinds, equations, objective)
            start |> Option.iter (CrissCross.moveTo t)

            match CrissCross.solve t with
            | CrissCross.Best ->
                let duals = weights t d t.ObjectiveRow None
                let denominator = Rational.ofBigInteger t.Denominator
                optimal (basicPoint t shifts) (duals |> Array.map (fun y -> y / denominator))
            | CrissCross.NoSolution row -> farkas t d rows count row
            | CrissCross.Improving(column, upwards) ->
                let direction = ray t shifts column upwards
                // Without an objective the same rows either have a point, or a reason why not.
                t.ClearObjective()

                match CrissCross.solve t with
                | CrissCross.NoSolution row -> farkas t d rows count row
                | CrissCross.Best
                | CrissCross.Improving _ -> Unbounded(basicPoint t shifts, direction)

        let guess = lazy (FloatSimplex.guessBasis kinds equations objective)

        let confirmed () =
            guess.Value
            |> Option.bind (BasisCheck.confirm kinds equations objective)
            |> Option.map (fun confirmed ->
                // Most multipliers are zero and need no gcd with a long denominator.
                let over denominator (value: BigInteger) =
                    if value.IsZero then
                        Rational.zero
                    else
                        Rational.create value denominator

                optimal
                    (unshift shifts true (fun j -> over confirmed.XDenominator confirmed.X[j]))
                    (confirmed.Y |> Array.map (over confirmed.YDenominator)))

        { Guess = guess
          Confirmed = confirmed
          PivotToEnd = pivotToEnd }

    /// The multipliers that an infeasible program is refuted by, found the way a best point is: allow every inequality to be
    /// missed by s >= 0 and maximise -s. The best multipliers y of that program have, for the x alone, an upper bound of
    /// y^T b + (-A^T y) x within the bounds that equals the best -s; where that is negative they are Farkas multipliers.
    /// None when a guess is not confirmed, when s = 0 will do, or when the equalities alone have no solution.
    let private refuted program =
        let missed c =
            match c.Relation with
            | AtMost -> Rational.neg Rational.one
            | AtLeast -> Rational.one
            | EqualTo -> Rational.zero

        let relaxed =
            { Objective =
                Array.append
                    (Array.map (fun _ -> Rational.zero) program.Objective)
                    [| Rational.neg Rational.one |]
              Constraints =
                program.Constraints
                |> List.map (fun c ->
                    { c with
                        Coefficients = Array.append c.Coefficients [| missed c |] })
              Bounds = Array.append program.Bounds [| nonNegative |] }

        match (methods relaxed).Confirmed() with
        | Some(Optimal(_, value, y)) when Rational.sign value < 0 -> Some(Infeasible(Farkas y))
        | _ -> None

    let private run isWarm program =
        let methods = methods program

        if isWarm then
            methods.Confirmed()
            |> Option.orElseWith (fun () -> refuted program)
            |> Option.defaultWith (fun () -> methods.PivotToEnd methods.Guess.Value)
        else
            methods.PivotToEnd None

    let private decide isWarm program =
        validate program

        let crossed =
            program.Bounds
            |> Array.tryFindIndex (fun bounds ->
                match bounds with
                | { Lower = Some lower
                    Upper = Some upper } -> lower > upper
                | _ -> false)

        match crossed with
        | Some variable -> Infeasible(CrossedBounds variable)
        | None -> run isWarm program

    let solve program = decide true program
    let solveCold program = decide false program
