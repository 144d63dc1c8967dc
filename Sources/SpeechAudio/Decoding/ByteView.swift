/// What a decoder sees of an input: some of its stretches one after the other, a few bytes of them replaced.
///
/// Most inputs are one stretch. MP3 files are shown without tags and junk, which upset decoders.
final class ByteView {
  let source: ByteSource
  let length: Int64
  var position: Int64 = 0

  /// Stretches of the source, each with its start in the view.
  private let stretches: [(start: Int64, range: Range<Int64>)]
  private let replacements: [Replacement]
  private var current = 0

  /// Bytes to show in place of the source's, at an offset in the view.
  struct Replacement: Equatable {
    let offset: Int64
    let bytes: [UInt8]
  }

  init(_ source: ByteSource, ranges: [Range<Int64>]? = nil, replacements: [Replacement] = []) {
    self.source = source
    self.replacements = replacements
    var start: Int64 = 0
    stretches = (ranges ?? [0..<source.length]).map { range in
      defer { start += Int64(range.count) }
      return (start, range)
    }
    length = start
  }

  /// Copies bytes from the position on and moves it; returns how many there were.
  func read(into target: UnsafeMutableRawBufferPointer) -> Int {
    let begin = position
    var done = 0
    while done < target.count, let stretch = stretch(at: position) {
      let offset = stretch.range.lowerBound + (position - stretch.start)
      let count = min(target.count - done, Int(stretch.range.upperBound - offset))
      let given = source.read(
        at: offset, into: UnsafeMutableRawBufferPointer(rebasing: target[done..<done + count]))
      guard given > 0 else { break }
      done += given
      position += Int64(given)
    }
    for replacement in replacements {
      for (index, byte) in replacement.bytes.enumerated() {
        let offset = replacement.offset + Int64(index) - begin
        if offset >= 0, offset < Int64(done) { target[Int(offset)] = byte }
      }
    }
    return done
  }

  private func stretch(at position: Int64) -> (start: Int64, range: Range<Int64>)? {
    func holds(_ index: Int) -> Bool {
      let stretch = stretches[index]
      return position >= stretch.start && position < stretch.start + Int64(stretch.range.count)
    }
    guard position >= 0, position < length else { return nil }
    if !holds(current) {
      guard let found = stretches.indices.first(where: holds) else { return nil }
      current = found
    }
    return stretches[current]
  }
}
