/// What a decoder sees of an input: stretches of it one after the other, with bytes of our own in between.
///
/// Most inputs are one stretch. MP3 files are shown without tags and junk, which upset decoders, and some headers
/// are corrected.
final class ByteView {
  enum Piece {
    case source(Range<Int64>)
    case bytes([UInt8])

    var length: Int64 {
      switch self {
      case .source(let range): range.upperBound - range.lowerBound
      case .bytes(let bytes): Int64(bytes.count)
      }
    }
  }

  let source: ByteSource
  let length: Int64
  var position: Int64 = 0

  private let pieces: [(start: Int64, piece: Piece)]
  private var current = 0

  init(_ source: ByteSource, pieces: [Piece]) {
    self.source = source
    var start: Int64 = 0
    self.pieces = pieces.filter { $0.length > 0 }.map { piece in
      defer { start += piece.length }
      return (start, piece)
    }
    length = start
  }

  convenience init(_ source: ByteSource) { self.init(source, pieces: [.source(0..<source.length)]) }

  /// Copies bytes from the position on and moves it; returns how many there were.
  func read(into target: UnsafeMutableRawBufferPointer) -> Int {
    var done = 0
    while done < target.count, let (start, piece) = piece(at: position) {
      let offset = position - start
      let count = Int(min(Int64(target.count - done), piece.length - offset))
      let part = UnsafeMutableRawBufferPointer(rebasing: target[done..<done + count])
      var given = count
      switch piece {
      case .source(let range): given = source.read(at: range.lowerBound + offset, into: part)
      case .bytes(let bytes): part.copyBytes(from: bytes[Int(offset)..<Int(offset) + count])
      }
      guard given > 0 else { break }
      done += given
      position += Int64(given)
    }
    return done
  }

  private func piece(at position: Int64) -> (start: Int64, piece: Piece)? {
    func holds(_ index: Int) -> Bool {
      let (start, piece) = pieces[index]
      return position >= start && position - start < piece.length
    }
    guard position >= 0, position < length else { return nil }
    if !holds(current) {
      guard let found = pieces.indices.first(where: holds) else { return nil }
      current = found
    }
    return pieces[current]
  }
}
