// The transverse band condition in the plane, by sorting: bands across a direction of the plane are windows of one
// coordinate. Written for the claims, apart from the core's certificates, to check them; d <= 2 only.
namespace Verify.Claims.Oracle

open System

module TransverseScan =
    /// The coordinate of every sample across the direction, times the direction's length; sorted.
    let private across (direction: float[]) (points: float[][]) =
        let u = [| Enclosure.exact -direction[1]; Enclosure.exact direction[0] |]

        let coordinates =
            points |> Array.map (fun x -> Enclosure.dot u (Array.map Enclosure.exact x))

        // Sorted by the low ends and by the high ends: the i-th smallest value lies between the i-th of each.
        Array.zip
            (coordinates |> Array.map _.Low |> Array.sort)
            (coordinates |> Array.map _.High |> Array.sort)
        |> Array.map (fun (low, high) -> { Low = low; High = high })

    let private length (direction: float[]) =
        direction
        |> Array.map (Enclosure.exact >> Enclosure.square)
        |> Enclosure.sum
        |> Enclosure.sqrt

    /// Half the least width of `count` consecutive samples.
    let private leastHalfWidth (sorted: Enclosure[]) norm count =
        let mutable least = Enclosure.Whole.High |> fun high -> { Low = high; High = high }

        for i in 0 .. sorted.Length - count do
            least <- Enclosure.min least (sorted[i + count - 1] - sorted[i])

        Enclosure.max Enclosure.Zero least / (Enclosure.ofInt 2 * norm)

    let private require (direction: float[]) =
        if direction.Length <> 2 then
            raise (ArgumentException "The scan is for two inputs.")

    /// What the least half-width of a band across the direction that holds `count` of the points is within.
    /// ArgumentException unless d = 2 and 1 <= count <= N.
    let halfWidth (direction: float[]) (points: float[][]) count =
        require direction

        if count < 1 || count > points.Length then
            raise (ArgumentException $"{count} of {points.Length} points cannot be in a band.")

        leastHalfWidth (across direction points) (length direction) count

    /// What eta* = sup over bands across the direction, of half-width r >= floor, of (count - slack) / (r N) is within.
    /// ArgumentException unless d = 2 and the floor is positive.
    let eta (direction: float[]) (points: float[][]) slack (floor: Enclosure) =
        require direction

        if floor.Low <= 0.0 then
            raise (ArgumentException "The scan needs a least half-width.")

        let sorted = across direction points
        let norm = length direction
        let mutable worst = Enclosure.Zero

        for count in slack + 1 .. points.Length do
            let r = Enclosure.max floor (leastHalfWidth sorted norm count)

            worst <-
                Enclosure.max worst (Enclosure.ofInt (count - slack) / (r * Enclosure.ofInt points.Length))

        worst
