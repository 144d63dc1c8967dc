/// Numbers as text, the same in every locale.
public enum NumberFormat {
  /// A number with a fixed count of decimals, half away from zero: `fixed(0.25, decimals: 1)` is `0.3`.
  ///
  /// - Parameters:
  ///   - value: Any number; one that is not finite is written `n/a`.
  ///   - decimals: Digits behind the point, 0...9.
  /// - Returns: Such as `-12.50`.
  public static func fixed(_ value: Double, decimals: Int) -> String {
    precondition((0...9).contains(decimals), "between 0 and 9 decimals")
    guard value.isFinite else { return "n/a" }
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = (value.magnitude * scale).rounded()
    // Beyond 2^53 a Double has no decimals left to write.
    guard scaled < 9_007_199_254_740_992 else { return String(value) }
    let digits = Int(scaled)
    let sign = value < 0 && digits > 0 ? "-" : ""
    guard decimals > 0 else { return sign + String(digits) }
    let fraction = String(digits % Int(scale))
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return "\(sign)\(digits / Int(scale)).\(zeros)\(fraction)"
  }

  /// A fraction in hundredths: `percent(0.7421)` is `74.2 %`.
  ///
  /// - Parameters:
  ///   - fraction: 1 for the whole.
  ///   - decimals: Digits behind the point.
  /// - Returns: Such as `74.2 %`.
  public static func percent(_ fraction: Double, decimals: Int = 1) -> String {
    fraction.isFinite ? fixed(fraction * 100, decimals: decimals) + " %" : "n/a"
  }

  /// A whole number with a comma before every three digits: `1,234,567`.
  public static func grouped(_ value: Int) -> String {
    var digits = Array(String(value.magnitude))
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: place)
      place -= 3
    }
    return (value < 0 ? "-" : "") + String(digits)
  }

  /// A count and its noun: `1 file`, `1,200 files`.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - singular: The noun for one.
  ///   - plural: The noun for any other count; `singular` with an s unless given.
  /// - Returns: Both.
  public static func count(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(grouped(count)) \(count == 1 ? singular : plural ?? singular + "s")"
  }

  /// A length of time to read: `0.42 s`, `12.3 s`, `4 min 05 s`, `2 h 07 min`.
  public static func duration(seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e12 else { return "n/a" }
    if seconds < 9.995 { return fixed(seconds, decimals: 2) + " s" }
    if seconds < 59.95 { return fixed(seconds, decimals: 1) + " s" }
    let whole = Int(seconds.rounded())
    if whole < 3600 { return "\(whole / 60) min \(twoDigits(whole % 60)) s" }
    let minutes = Int((seconds / 60).rounded())
    return "\(grouped(minutes / 60)) h \(twoDigits(minutes % 60)) min"
  }

  /// A clock: `0:07`, `12:34`, `1:02:03`.
  public static func clock(seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e12 else { return "-:--" }
    let whole = Int(seconds.rounded())
    let minutes = (whole / 60) % 60
    guard whole >= 3600 else { return "\(minutes):\(twoDigits(whole % 60))" }
    return "\(whole / 3600):\(twoDigits(minutes)):\(twoDigits(whole % 60))"
  }

  private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
