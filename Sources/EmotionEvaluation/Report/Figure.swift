/// Numbers as a report prints them. The space before the sign is one that no line breaks at.
enum Figure {
  /// A share as per cent with one digit: `53.9 %`.
  static func percent(_ share: Double) -> String { "\(number(share * 100, digits: 1))\u{A0}%" }

  /// A mean with its standard deviation, in per cent: `53.9 ± 2.1 %`.
  static func percent(_ spread: Spread) -> String {
    guard spread.count > 0 else { return "–" }
    guard let deviation = spread.standardDeviation else { return percent(spread.mean) }
    return "\(number(spread.mean * 100, digits: 1)) ± \(percent(deviation))"
  }

  /// The ends of an interval, in per cent: `50.2 to 57.6 %`.
  static func interval(_ bootstrap: GroupBootstrap) -> String {
    "\(number(bootstrap.lower * 100, digits: 1)) to \(percent(bootstrap.upper))"
  }

  /// Seconds as people say them: `45 s`, `12 min`, `3 h 05 min`.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "–" }
    let whole = Int(seconds.rounded())
    if whole < 120 { return "\(whole) s" }
    let minutes = (whole + 30) / 60
    if minutes < 120 { return "\(minutes) min" }
    let rest = minutes % 60
    return "\(minutes / 60) h \(rest < 10 ? "0" : "")\(rest) min"
  }

  /// A count with its noun: `1 speaker`, `24 speakers`.
  static func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : noun.hasSuffix("s") ? "es" : "s")"
  }
}
