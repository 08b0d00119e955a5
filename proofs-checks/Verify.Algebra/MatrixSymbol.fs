namespace Verify.Algebra

open System
open System.Numerics
open System.Text.RegularExpressions

type Dimension = Dimension of string

type IllTypedException(message: string) =
    inherit Exception(message)

type MatrixSymbol =
    internal
        { name: string
          rows: Dimension
          cols: Dimension
          symmetric: bool }

    member s.Name = s.name
    member s.Rows = s.rows
    member s.Cols = s.cols
    member s.IsSymmetric = s.symmetric
    override s.ToString() = s.name

module MatrixSymbol =
    let private named (name: string) =
        if String.IsNullOrWhiteSpace name then
            invalidArg (nameof name) "A matrix symbol needs a name."

        name

    let create name rows cols =
        { name = named name
          rows = rows
          cols = cols
          symmetric = false }

    let symmetric name size =
        { name = named name
          rows = size
          cols = size
          symmetric = true }

    /// base, star, index (with or without braces).
    let private parts =
        Regex(@"^([^*_]+)(\*?)(?:_\{?([^{}]+)\}?)?\z", RegexOptions.CultureInvariant)

    let toLatex transposed symbol =
        let m = parts.Match symbol.name
        // A name of another form is set as it stands.
        let letter = if m.Success then m.Groups[1].Value else symbol.name
        let star = m.Groups[2].Value
        let raised = star + (if transposed then @"\top" else "")
        let superscript = if raised = "" then "" else "^{" + raised + "}"

        let index =
            if m.Groups[3].Success then
                "_{" + m.Groups[3].Value + "}"
            else
                ""

        letter + superscript + index

type Interpretation<'matrix> =
    { Symbol: MatrixSymbol -> 'matrix
      Identity: Dimension -> 'matrix
      Zero: Dimension -> Dimension -> 'matrix
      Add: 'matrix -> 'matrix -> 'matrix
      Multiply: 'matrix -> 'matrix -> 'matrix
      Scale: BigInteger -> 'matrix -> 'matrix
      Transpose: 'matrix -> 'matrix }
