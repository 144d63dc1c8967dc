/// Comma-separated values as RFC 4180 has them: records end in CR LF; fields with a comma, a quote or a line end
/// are quoted, quotes inside doubled.
enum CSVText {
  /// One record with its end.
  static func record(_ fields: [String]) -> String {
    fields.map { field($0) }.joined(separator: ",") + "\r\n"
  }

  private static func field(_ text: String) -> String {
    let special: Set<Unicode.Scalar> = [",", "\"", "\n", "\r"]
    guard text.unicodeScalars.contains(where: special.contains) else { return text }
    var quoted = String.UnicodeScalarView()
    quoted.append("\"")
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted.append("\"") }
      quoted.append(scalar)
    }
    quoted.append("\"")
    return String(quoted)
  }
}
