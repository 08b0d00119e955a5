// The pieces of hyperplanes that a short segment may meet in a deep network: node i of layer l under an activation pattern of
// the layers below is affine in x, and its zero set is a piece of that hyperplane. Enclosures: a piece that is met is always
// found; one that is only nearly met may be, too. It states no theorem.
//
// A point of the segment is x + tau p, tau in [-1, 1].
namespace Verify.Claims.Theorems

open Verify.Claims.Oracle

/// A node's affine function a.x + b under a pattern: d + 1 enclosures, b last.
type AffineForm = Enclosure[]

/// Which piece: the network, the layer (from 2 up), the node, and the gates of the layers below as text.
type PieceName =
    { Side: Side
      Layer: int
      Node: int
      Pattern: string }

module DeepPieces =
    /// A pattern of the layers up to some layer that may occur on the part [From, To] of the segment, with the forms of that
    /// layer's activations.
    type private Cell =
        { From: float
          To: float
          Pattern: string
          Forms: AffineForm[] }

    let private scale (factor: Enclosure) (form: AffineForm) : AffineForm =
        form |> Array.map (fun a -> factor * a)

    /// The form of a node from its column (bias last) and the forms that feed it.
    let private combine (column: Enclosure[]) (below: AffineForm[]) : AffineForm =
        let d = below[0].Length

        Array.init d (fun u ->
            let mutable total = if u = d - 1 then column[below.Length] else Enclosure.Zero

            for i in 0 .. below.Length - 1 do
                total <- total + column[i] * (below[i]).[u]

            total)

    let private valueAt (form: AffineForm) (x: Enclosure[]) =
        let mutable total = form[x.Length]

        for u in 0 .. x.Length - 1 do
            total <- total + form[u] * x[u]

        total

    /// z and its slope along the segment.
    let private line (form: AffineForm) x (p: Enclosure[]) =
        let mutable slope = Enclosure.Zero

        for u in 0 .. p.Length - 1 do
            slope <- slope + form[u] * p[u]

        valueAt form x, slope

    let private at (z: Enclosure, slope: Enclosure) tau = z + slope * Enclosure.exact tau

    /// The part of [from, to] on which the line may be >= 0 (or < 0); None when there is none. A line is largest at an end,
    /// so it keeps its sign where both ends have it, and its root bounds the part otherwise.
    let private part isOpen line from upTo =
        let atFrom, atTo = at line from, at line upTo

        let allows (z: Enclosure) =
            if isOpen then z.High >= 0.0 else z.Low < 0.0

        match allows atFrom, allows atTo with
        | false, false -> None
        | true, true -> Some(from, upTo)
        | startsIn, _ ->
            let z, slope = line
            let root = -z / slope
            // Where the slope may be 0 the root is anywhere, and the whole part is kept.
            if startsIn then
                Some(from, min upTo root.High)
            else
                Some(max from root.Low, upTo)

    /// The cells of a layer from one cell below: every choice of gates that may occur.
    let private split leak x p (columns: Enclosure[][]) cell =
        let forms = columns |> Array.map (fun column -> combine column cell.Forms)

        (([ cell.From, cell.To, "", [] ]), forms)
        ||> Array.fold (fun choices form ->
            let l = line form x p

            [ for from, upTo, pattern, gated in choices do
                  for isOpen in [ true; false ] do
                      match part isOpen l from upTo with
                      | Some(from, upTo) when from <= upTo ->
                          let gate = if isOpen then Enclosure.exact 1.0 else leak

                          from,
                          upTo,
                          pattern + (if isOpen then "1" else "0"),
                          (if isOpen then form else scale gate form) :: gated
                      | _ -> () ])
        |> List.map (fun (from, upTo, pattern, gated) ->
            { From = from
              To = upTo
              Pattern =
                if cell.Pattern = "" then
                    pattern
                else
                    cell.Pattern + "|" + pattern
              Forms = gated |> List.rev |> List.toArray })

    let private inputs d =
        Array.init d (fun u ->
            Array.init (d + 1) (fun v -> if u = v then Enclosure.exact 1.0 else Enclosure.Zero))

    /// The pieces of layers from 2 up that the segment may meet. A form without direction is constant on its cell and has no
    /// piece: where it changes, another one below or beside it is met.
    let met side (network: EnclosedNetwork) (x: Enclosure[]) (p: Enclosure[]) =
        let shape = network.Shape

        let columns layer =
            Array.init (shape.Width layer) (fun k -> network.Column(layer, k))

        let start =
            { From = -1.0
              To = 1.0
              Pattern = ""
              Forms = inputs shape.Inputs }

        let rec climb layer cells =
            [ if layer < shape.Depth then
                  let columns = columns layer

                  if layer >= 2 then
                      for cell in cells do
                          for k in 0 .. columns.Length - 1 do
                              let form = combine columns[k] cell.Forms
                              let l = line form x p
                              let a, b = at l cell.From, at l cell.To
                              let keepsSign = a.Low > 0.0 && b.Low > 0.0 || a.High < 0.0 && b.High < 0.0

                              let isConstant = form[.. shape.Inputs - 1] |> Array.forall _.IsExactZero

                              if not keepsSign && not isConstant then
                                  { Side = side
                                    Layer = layer
                                    Node = k
                                    Pattern = cell.Pattern },
                                  form

                  yield! cells |> List.collect (split network.Leak x p columns) |> climb (layer + 1) ]

        climb 1 [ start ]
