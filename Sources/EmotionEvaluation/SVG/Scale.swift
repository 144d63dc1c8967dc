import Foundation

/// A straight line from data to a picture's coordinates.
struct Scale: Sendable, Hashable {
  /// The data's ends.
  let domain: ClosedRange<Double>
  /// Where the domain's lower end lies, in pixels.
  let start: Double
  /// Where its upper end lies, in pixels; may be below `start`, as on a vertical axis.
  let end: Double

  init(_ domain: ClosedRange<Double>, from start: Double, to end: Double) {
    self.domain = domain
    self.start = start
    self.end = end
  }

  /// Place of a value; values outside the domain are put at its ends.
  func callAsFunction(_ value: Double) -> Double {
    let width = domain.upperBound - domain.lowerBound
    guard width > 0, value.isFinite else { return start }
    let share = min(max((value - domain.lowerBound) / width, 0), 1)
    return start + share * (end - start)
  }

  /// Round values within the domain, 1, 2, 2.5 or 5 times a power of ten apart.
  ///
  /// - Parameters:
  ///   - count: About as many.
  ///   - isWhole: Whether only whole numbers will do.
  /// - Returns: Rising values.
  func ticks(_ count: Int = 5, isWhole: Bool = false) -> [Double] {
    let width = domain.upperBound - domain.lowerBound
    guard width > 0, count > 0 else { return [domain.lowerBound] }
    let rough = width / Double(count)
    let power = pow(10, floor(log10(rough)))
    var step = ([1, 2, 2.5, 5].first { $0 * power >= rough * 0.999 } ?? 10) * power
    if isWhole { step = max(1, step.rounded(.up)) }
    let first = Int((domain.lowerBound / step - 1e-9).rounded(.up))
    let last = Int((domain.upperBound / step + 1e-9).rounded(.down))
    return first > last ? [] : (first...last).map { Double($0) * step }
  }

  /// A domain around values, widened to round numbers.
  static func domain(of values: [Double], including extra: [Double] = []) -> ClosedRange<Double> {
    let finite = (values + extra).filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return 0...1 }
    let width = high - low
    guard width > 0 else { return (low - 0.5)...(high + 0.5) }
    let step = pow(10, floor(log10(width))) / 2
    return (floor(low / step + 1e-9) * step)...(ceil(high / step - 1e-9) * step)
  }
}
