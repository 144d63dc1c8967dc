/// Sums that round as NumPy's do.
///
/// A report that is to equal scikit-learn's to the character has to add in the same order: a mean that falls
/// between two printed digits would otherwise be printed one digit apart.
enum PairwiseSum {
  /// The sum of `values` by NumPy's pairwise summation: blocks of up to 128 are added in eight interleaved
  /// partial sums, longer rows are halved.
  static func sum(_ values: [Double]) -> Double {
    sum(values[...])
  }

  private static func sum(_ values: ArraySlice<Double>) -> Double {
    let count = values.count
    let start = values.startIndex
    if count < 8 {
      // NumPy starts from -0.0 so that a row of negative zeros keeps its sign; no report can show that.
      return values.reduce(0, +)
    }
    if count <= 128 {
      var partial = Array(values[start..<(start + 8)])
      var index = 8
      while index + 8 <= count {
        for lane in 0..<8 { partial[lane] += values[start + index + lane] }
        index += 8
      }
      var total =
        ((partial[0] + partial[1]) + (partial[2] + partial[3]))
        + ((partial[4] + partial[5]) + (partial[6] + partial[7]))
      while index < count {
        total += values[start + index]
        index += 1
      }
      return total
    }
    let half = count / 2 - (count / 2) % 8
    return sum(values[start..<(start + half)]) + sum(values[(start + half)...])
  }

  /// The mean of `values`; 0 where there are none.
  static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : sum(values) / Double(values.count)
  }
}
