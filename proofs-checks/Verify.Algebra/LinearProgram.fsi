namespace Verify.Algebra

/// lower <= x_j <= upper, where given.
type Bounds =
    { Lower: Rational option
      Upper: Rational option }

type Relation =
    | AtMost
    | AtLeast
    | EqualTo

/// Coefficients . x (relation) Right.
type LinearConstraint =
    { Coefficients: Rational[]
      Relation: Relation
      Right: Rational }

/// Maximise Objective . x over the x in Q^d that satisfy the constraints and bounds. Objective, Bounds and every
/// constraint's coefficients have length d; d = 0 and no constraints are allowed.
type LinearProgram =
    { Objective: Rational[]
      Constraints: LinearConstraint list
      Bounds: Bounds[] }

/// Why there is no feasible point.
type Infeasibility =
    /// Bounds[variable] has its lower end above its upper end.
    | CrossedBounds of variable: int
    /// Multipliers y, one for each constraint: >= 0 for AtMost, <= 0 for AtLeast, any for EqualTo. They combine the
    /// constraints to y^T A x <= y^T b, and the bounds alone force y^T A x to be larger than that.
    | Farkas of y: Rational[]

/// A decision with what is needed to check it without trusting the solver; see CertificateCheck.
type LinearOutcome =
    /// A feasible point, its value, and multipliers y (signs as for Farkas) that prove it best: with
    /// r = objective - A^T y, no feasible x has a value above y^T b + sum over j of the largest r_j x_j in its bounds,
    /// and that equals `value`.
    | Optimal of point: Rational[] * value: Rational * y: Rational[]
    | Infeasible of Infeasibility
    /// A feasible point and a direction along which it stays feasible while the objective grows without end.
    | Unbounded of point: Rational[] * ray: Rational[]

module LinearProgram =
    /// No bound.
    val unbounded: Bounds

    /// x_j >= 0.
    val nonNegative: Bounds

    /// -r <= x_j <= r.
    val within: r: Rational -> Bounds

    val atMost: coefficients: Rational[] -> right: Rational -> LinearConstraint
    val atLeast: coefficients: Rational[] -> right: Rational -> LinearConstraint
    val equalTo: coefficients: Rational[] -> right: Rational -> LinearConstraint

    /// Decides the program exactly. Always ends. Lengths that do not match raise ArgumentException.
    /// A floating-point simplex guesses the best basis and two exact square systems decide whether it is; where it is
    /// not, the same is tried with the inequalities relaxed, for a proof that there is no point; failing that too, the
    /// exact method goes on from the first guess to the end.
    val solve: LinearProgram -> LinearOutcome

    /// As solve, without a guess: the exact method alone. The answer may be another optimal point or certificate.
    val solveCold: LinearProgram -> LinearOutcome
