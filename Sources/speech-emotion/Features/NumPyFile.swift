import Foundation
import SpeechFeatures

/// NumPy's own file format, version 1.0: `numpy.load` reads it.
///
/// Described in NumPy Enhancement Proposal 1: six magic bytes, two of version, the length of a header in two bytes,
/// a header in Python's notation padded so that the data begins at a multiple of 64, then the data.
enum NumPyFile {
  /// A matrix as little-endian float32 in C order, shape `(frames, bins)`.
  static func data(_ matrix: FeatureMatrix) -> Data {
    var header = Array(
      "{'descr': '<f4', 'fortran_order': False, 'shape': (\(matrix.frameCount), \(matrix.binCount)), }".utf8)
    let prefixLength = 10
    let unpadded = prefixLength + header.count + 1
    header += Array(repeating: UInt8(ascii: " "), count: (64 - unpadded % 64) % 64)
    header.append(UInt8(ascii: "\n"))

    var data = Data([0x93] + Array("NUMPY".utf8) + [1, 0])
    data.append(contentsOf: [UInt8(header.count & 0xFF), UInt8(header.count >> 8)])
    data.append(contentsOf: header)
    data.reserveCapacity(data.count + 4 * matrix.values.count)
    for value in matrix.values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }
    return data
  }
}
