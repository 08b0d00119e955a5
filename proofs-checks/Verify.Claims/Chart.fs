// Figures that a claim has beside its verdict, as data: points, curves and words. How they are drawn is the reports' business.
namespace Verify.Claims

/// A curve through points, straight between them on logarithmic axes.
type ChartLine =
    {
        Name: string
        /// A fit of the points; else what a theorem says.
        IsFit: bool
        Points: (float * float) list
    }

/// One pair of logarithmic axes. All numbers are positive and finite.
type ChartPanel =
    { Title: string
      XLabel: string
      YLabel: string
      Dots: (float * float) list
      Lines: ChartLine list }

type Chart =
    { Title: string
      Caption: string
      Panels: ChartPanel list }
