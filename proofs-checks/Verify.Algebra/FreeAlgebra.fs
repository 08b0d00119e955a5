namespace Verify.Algebra

open System.Globalization
open System.Numerics

type Word =
    internal
        { wordRows: Dimension
          wordCols: Dimension
          letters: (MatrixSymbol * bool) list }

    member w.Letters = w.letters

/// How letters and words are joined and written: what text and LaTeX differ in.
type private Script =
    { Letter: MatrixSymbol * bool -> string
      Space: string }

type Expression =
    internal
        { shapeRows: Dimension
          shapeCols: Dimension
          words: Map<Word, BigInteger> }

    member e.Rows = e.shapeRows
    member e.Cols = e.shapeCols

    static member private Shape(e: Expression) =
        let (Dimension rows), (Dimension cols) = e.shapeRows, e.shapeCols
        $"{rows} x {cols}"

    static member private Mismatch(operation: string, x: Expression, y: Expression) =
        raise (
            IllTypedException
                $"{operation} of shapes {Expression.Shape x} and {Expression.Shape y}: ({x}) and ({y})."
        )

    /// words + coefficient word, without leaving a zero coefficient.
    static member Insert(words: Map<Word, BigInteger>, word: Word, coefficient: BigInteger) =
        words
        |> Map.change word (fun known ->
            let total = Option.defaultValue BigInteger.Zero known + coefficient
            if total.IsZero then None else Some total)

    static member (~-)(x: Expression) =
        { x with
            words = Map.map (fun _ coefficient -> -coefficient) x.words }

    static member (+)(x: Expression, y: Expression) =
        if x.shapeRows <> y.shapeRows || x.shapeCols <> y.shapeCols then
            Expression.Mismatch("Sum", x, y)

        { x with
            words =
                (x.words, y.words)
                ||> Map.fold (fun words w c -> Expression.Insert(words, w, c)) }

    static member (-)(x: Expression, y: Expression) : Expression = x + -y

    static member (*)(x: Expression, y: Expression) =
        if x.shapeCols <> y.shapeRows then
            Expression.Mismatch("Product", x, y)

        let join left right =
            { wordRows = left.wordRows
              wordCols = right.wordCols
              letters = left.letters @ right.letters }

        { shapeRows = x.shapeRows
          shapeCols = y.shapeCols
          words =
            (Map.empty, Seq.allPairs (Map.toSeq x.words) (Map.toSeq y.words))
            ||> Seq.fold (fun words ((left, a), (right, b)) ->
                Expression.Insert(words, join left right, a * b)) }

    member e.T =
        let reversed word =
            { wordRows = word.wordCols
              wordCols = word.wordRows
              letters =
                word.letters
                |> List.rev
                |> List.map (fun (symbol, transposed) -> symbol, not symbol.IsSymmetric && not transposed) }

        { shapeRows = e.shapeCols
          shapeCols = e.shapeRows
          // Reversal is one-to-one on words: no two terms meet.
          words = e.words |> Map.toSeq |> Seq.map (fun (w, c) -> reversed w, c) |> Map.ofSeq }

    member private e.Write(script: Script) =
        let product word =
            match word.letters with
            | [] -> "I"
            | letters -> letters |> List.map script.Letter |> String.concat script.Space

        let term i (word, coefficient: BigInteger) =
            let magnitude = BigInteger.Abs coefficient

            let body =
                if magnitude.IsOne then
                    product word
                else
                    magnitude.ToString(CultureInfo.InvariantCulture) + script.Space + product word

            match coefficient.Sign < 0, i with
            | true, 0 -> "-" + body
            | true, _ -> " - " + body
            | false, 0 -> body
            | false, _ -> " + " + body

        if e.words.IsEmpty then
            "0"
        else
            Map.toSeq e.words |> Seq.mapi term |> String.concat ""

    member e.Text =
        e.Write
            { Letter = fun (symbol, transposed) -> if transposed then symbol.Name + "ᵀ" else symbol.Name
              Space = " " }

    member e.Latex =
        e.Write
            { Letter = fun (symbol, transposed) -> MatrixSymbol.toLatex transposed symbol
              Space = " " }

    override e.ToString() = e.Text

module FreeAlgebra =
    let ofWord word =
        { shapeRows = word.wordRows
          shapeCols = word.wordCols
          words = Map.ofList [ word, BigInteger.One ] }

    let private ofSymbol (s: MatrixSymbol) =
        ofWord
            { wordRows = s.Rows
              wordCols = s.Cols
              letters = [ s, false ] }

    let symbol s = ofSymbol s

    let identity dimension =
        ofWord
            { wordRows = dimension
              wordCols = dimension
              letters = [] }

    let zero rows cols =
        { shapeRows = rows
          shapeCols = cols
          words = Map.empty }

    let scale (factor: BigInteger) e =
        if factor.IsZero then
            zero e.shapeRows e.shapeCols
        else
            { e with
                words = Map.map (fun _ coefficient -> factor * coefficient) e.words }

    let transpose (e: Expression) = e.T
    let isZero e = e.words.IsEmpty
    let terms e = Map.toList e.words

    let evaluate meaning e =
        let letter (symbol, transposed) =
            let matrix = meaning.Symbol symbol
            if transposed then meaning.Transpose matrix else matrix

        let word w =
            match w.letters with
            | [] -> meaning.Identity w.wordRows
            | letters -> letters |> List.map letter |> List.reduce meaning.Multiply

        (meaning.Zero e.shapeRows e.shapeCols, e.words)
        ||> Map.fold (fun sum w coefficient -> meaning.Add sum (meaning.Scale coefficient (word w)))

    let interpretation (dimension: Dimension -> Dimension) (image: MatrixSymbol -> Expression) =
        let checkedImage (s: MatrixSymbol) =
            let by = image s

            if by.Rows <> dimension s.Rows || by.Cols <> dimension s.Cols then
                raise (IllTypedException $"{s} is replaced by an expression of another shape: {by}.")

            if s.IsSymmetric && by <> by.T then
                raise (
                    IllTypedException $"{s} equals its transpose but is replaced by one that does not: {by}."
                )

            by

        { Symbol = checkedImage
          Identity = fun d -> identity (dimension d)
          Zero = fun rows cols -> zero (dimension rows) (dimension cols)
          Add = (+)
          Multiply = (*)
          Scale = scale
          Transpose = transpose }

    let substitute (symbol: MatrixSymbol) (by: Expression) e =
        evaluate (interpretation id (fun s -> if s = symbol then by else ofSymbol s)) e

    let toText (e: Expression) = e.Text
    let toLatex (e: Expression) = e.Latex
