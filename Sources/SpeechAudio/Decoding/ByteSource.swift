import Foundation

/// The bytes of an input, at any position: a file, or data in memory.
///
/// Small reads are served from a window of 64 kB, so that walking through headers costs few system calls.
final class ByteSource {
  /// Where the bytes come from, as errors name it.
  let path: String
  let length: Int64

  /// The `errno` of a read that failed, which decoders only see as an early end.
  private(set) var errorNumber: Int32?

  private let file: FileDescriptor?
  private let data: Data
  private var window = [UInt8](repeating: 0, count: 1 << 16)
  private var windowRange: Range<Int64> = 0..<0

  init(path: String, file: FileDescriptor, length: Int64) {
    self.path = path
    self.file = file
    self.length = length
    data = Data()
  }

  init(data: Data) {
    path = "audio data in memory (\(data.count) bytes)"
    file = nil
    length = Int64(data.count)
    self.data = data
  }

  /// Copies bytes from a position on; returns how many there were, fewer than asked for only at the end.
  func read(at offset: Int64, into target: UnsafeMutableRawBufferPointer) -> Int {
    guard offset >= 0, offset < length, !target.isEmpty else { return 0 }
    let count = Int(min(Int64(target.count), length - offset))
    guard file != nil else {
      let start = data.startIndex + Int(offset)
      data.copyBytes(
        to: UnsafeMutableRawBufferPointer(rebasing: target[..<count]), from: start..<start + count)
      return count
    }
    if count > window.count {
      return readFile(at: offset, into: UnsafeMutableRawBufferPointer(rebasing: target[..<count]))
    }
    if !windowRange.contains(offset) || windowRange.upperBound < offset + Int64(count) {
      let filled = window.withUnsafeMutableBytes { readFile(at: offset, into: $0) }
      windowRange = offset..<offset + Int64(filled)
    }
    let start = Int(offset - windowRange.lowerBound)
    let available = min(count, windowRange.count - start)
    guard available > 0 else { return 0 }
    window.withUnsafeBytes {
      target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[start..<start + available]))
    }
    return available
  }

  /// The bytes of a range, cut off where the input ends.
  func bytes(at offset: Int64, count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
    }
  }

  /// The input as a file that another process can open: the file itself, or a nameless copy of the data.
  func descriptor() throws(AudioError) -> FileDescriptor {
    if let file { return file }
    do throws(POSIXFailure) {
      let copy = try FileDescriptor.temporary()
      for region in data.regions {
        try region.withUnsafeBytes { copy.write($0) }.get()
      }
      return copy
    } catch {
      throw .unreadable(path: path, errorNumber: error.errorNumber)
    }
  }

  private func readFile(at offset: Int64, into target: UnsafeMutableRawBufferPointer) -> Int {
    guard let file else { return 0 }
    var done = 0
    while done < target.count {
      let count = pread(
        file.number, target.baseAddress.map { $0 + done }, target.count - done, Int(offset) + done)
      if count < 0, errno == EINTR { continue }
      if count < 0 { errorNumber = errno }
      guard count > 0 else { break }
      done += count
    }
    return done
  }
}
