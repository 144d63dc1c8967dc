/// Mel power of a stream's last frames, found by where they are in it, so that stretches which overlap do not compute it
/// twice.
///
/// One memory belongs to one stream and one feature recipe, and to one thread at a time.
public final class BandMemory {
  /// What the features are.
  let recipe: FeatureRecipe

  /// The place in the stream that each row is about; -1 for none. A place's row is that of its number of hops.
  private var places: [Int]
  private var rows: [Float] = []

  /// A memory of nothing.
  ///
  /// - Parameters:
  ///   - recipe: What the features are.
  ///   - duration: The longest stretch whose frames are asked for again, in seconds.
  public init(_ recipe: FeatureRecipe, duration: Double) {
    self.recipe = recipe
    let hops = duration * Double(recipe.sampleRate) / Double(recipe.framing.hopLength)
    places = [Int](repeating: -1, count: Int(min(max(hops, 0), 100_000)) + 16)
  }

  private func row(of place: Int) -> Int { place / recipe.framing.hopLength % places.count }

  func holds(_ place: Int) -> Bool { place >= 0 && places[row(of: place)] == place }

  /// Writes the power of the frame at a place, which it `holds`.
  func copy(_ place: Int, to target: UnsafeMutablePointer<Float>, count: Int) {
    rows.withUnsafeBufferPointer { rows in
      guard let start = rows.baseAddress else { return }
      target.update(from: start + row(of: place) * count, count: count)
    }
  }

  /// Takes the power of the frame at a place in.
  func keep(_ place: Int, from source: UnsafePointer<Float>, count: Int) {
    guard place >= 0 else { return }
    if rows.isEmpty { rows = [Float](repeating: 0, count: places.count * count) }
    places[row(of: place)] = place
    rows.withUnsafeMutableBufferPointer { rows in
      guard let start = rows.baseAddress else { return }
      (start + row(of: place) * count).update(from: source, count: count)
    }
  }
}
