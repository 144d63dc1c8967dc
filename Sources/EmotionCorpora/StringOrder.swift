extension String {
  /// Order by code points, as NumPy and Python sort; Swift's own order compares normalised forms.
  func precedesByScalars(_ other: String) -> Bool {
    unicodeScalars.lexicographicallyPrecedes(other.unicodeScalars)
  }
}

extension Sequence<String> {
  /// Sorted by code points.
  func sortedByScalars() -> [String] { sorted { $0.precedesByScalars($1) } }
}
