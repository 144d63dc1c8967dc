public import Foundation

/// The safetensors format: eight bytes with the header's length (little-endian), a JSON header, raw numbers.
///
/// Source: https://github.com/huggingface/safetensors (format description). Reading runs no code and allocates
/// nothing that the data do not back: every size is compared with the bytes that are there first.
public enum SafeTensors {
  /// Longest header that is accepted, in bytes.
  static let maximumHeaderLength = 16 << 20

  /// Largest file that is accepted unless the caller knows better, in bytes.
  public static let maximumByteCount = 4 << 30

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - url: A safetensors file whose tensors are F32, F16 or BF16.
  ///   - maximumByteCount: Refuse a larger file before reading it.
  /// - Returns: The tensors as 32-bit numbers.
  /// - Throws: ``SafeTensorsError`` with the path and what was found.
  public static func read(
    contentsOf url: URL, maximumByteCount: Int = maximumByteCount
  ) throws(SafeTensorsError) -> WeightStore {
    let data: Data
    do {
      data = try readFile(at: url, maximumByteCount: maximumByteCount)
    } catch let error as SafeTensorsError {
      throw error.at(url.path)
    } catch {
      throw SafeTensorsError(path: url.path, problem: .inaccessible(reason: reason(of: error)))
    }
    do {
      return try read(data)
    } catch {
      throw error.at(url.path)
    }
  }

  /// Reads a file that is in memory.
  ///
  /// - Parameter data: The whole file.
  /// - Returns: The tensors as 32-bit numbers.
  /// - Throws: ``SafeTensorsError`` with what was found.
  public static func read(_ data: Data) throws(SafeTensorsError) -> WeightStore {
    let (header, body) = try split(data)
    return WeightStore(try tensors(of: header, in: body))
  }

  /// The tensors in the order of their bytes, which must follow each other without gap or overlap.
  private static func tensors(
    of header: SafeTensorsHeader, in body: Data
  ) throws(SafeTensorsError) -> [NamedTensor] {
    var tensors: [NamedTensor] = []
    var position = 0
    for entry in header.entries.sorted(by: { ($0.begin, $0.end) < ($1.begin, $1.end) }) {
      guard let type = ElementType(rawValue: entry.elementType) else {
        throw SafeTensorsError(problem: .elementType(tensor: entry.name, found: entry.elementType))
      }
      guard let count = product(of: entry.shape, atMost: (body.count - position) / type.byteCount) else {
        throw SafeTensorsError(problem: .shape(tensor: entry.name))
      }
      let end = position + count * type.byteCount
      guard entry.begin == position, entry.end == end else {
        throw SafeTensorsError(
          problem: .offsets(
            tensor: entry.name, begin: entry.begin, end: entry.end, expectedBegin: position, expectedEnd: end)
        )
      }
      let bytes = body.dropFirst(position).prefix(count * type.byteCount)
      tensors.append(
        NamedTensor(name: entry.name, shape: entry.shape, values: type.values(bytes, count: count)))
      position = end
    }
    guard position == body.count else {
      throw SafeTensorsError(problem: .dataLength(found: body.count, expected: position))
    }
    return tensors
  }

  private static func product(of shape: [Int], atMost maximum: Int) -> Int? {
    if shape.contains(0) { return 0 }
    var product = 1
    for size in shape {
      let (next, overflowed) = product.multipliedReportingOverflow(by: size)
      guard !overflowed, next <= maximum else { return nil }
      product = next
    }
    return product <= maximum ? product : nil
  }

  private static func readFile(at url: URL, maximumByteCount: Int) throws -> Data {
    let attributes = try FileManager.default.attributesOfItem(atPath: url.resolvingSymlinksInPath().path)
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      throw SafeTensorsError(problem: .inaccessible(reason: "it is not a regular file"))
    }
    let byteCount = (attributes[.size] as? NSNumber)?.intValue ?? 0
    guard byteCount <= maximumByteCount else {
      throw SafeTensorsError(problem: .tooLarge(byteCount: byteCount, maximum: maximumByteCount))
    }
    return try Data(contentsOf: url)
  }

  /// Foundation's wording for a failed file operation, without its closing full stop.
  static func reason(of error: any Error) -> String {
    let text = (error as? CocoaError)?.localizedDescription ?? String(describing: error)
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}

/// How a tensor's numbers are stored.
private enum ElementType: String {
  case float32 = "F32"
  case float16 = "F16"
  case bfloat16 = "BF16"

  var byteCount: Int { self == .float32 ? 4 : 2 }

  func values(_ bytes: Data, count: Int) -> [Float] {
    bytes.withUnsafeBytes { raw in
      [Float](unsafeUninitializedCapacity: count) { values, initialized in
        #if _endian(little)
          if self == .float32 {
            UnsafeMutableRawBufferPointer(values).copyMemory(from: raw)
            initialized = count
            return
          }
        #endif
        for index in 0..<count {
          let value: Float
          switch self {
          case .float32:
            let bits = raw.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
            value = Float(bitPattern: UInt32(littleEndian: bits))
          case .float16:
            let bits = raw.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)
            value = Float(halfBits: UInt16(littleEndian: bits))
          case .bfloat16:
            let bits = raw.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)
            value = Float(bitPattern: UInt32(UInt16(littleEndian: bits)) << 16)
          }
          values.initializeElement(at: index, to: value)
        }
        initialized = count
      }
    }
  }
}

extension Float {
  /// The value of an IEEE 754 half-precision number, exactly.
  init(halfBits bits: UInt16) {
    let sign: Float = bits & 0x8000 == 0 ? 1 : -1
    let exponent = Int(bits >> 10 & 0x1F)
    let fraction = Float(bits & 0x3FF)
    switch exponent {
    case 0: self = sign * fraction * 0x1p-24
    case 31: self = fraction == 0 ? sign * .infinity : .nan
    default: self = sign * Float(sign: .plus, exponent: exponent - 15, significand: 1 + fraction * 0x1p-10)
    }
  }
}
