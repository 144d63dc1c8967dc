public import Foundation

extension SafeTensors {
  /// The bytes of a file: tensors as F32, sorted by name, so that equal stores give equal files.
  ///
  /// - Parameters:
  ///   - store: What to write.
  ///   - metadata: Free text for the header's `__metadata__`.
  /// - Returns: A whole file.
  public static func data(_ store: WeightStore, metadata: [String: String] = [:]) -> Data {
    var members: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }.map { quoted($0.key) + ":" + quoted($0.value) }
      members.append("\"__metadata__\":{" + pairs.joined(separator: ",") + "}")
    }
    var position = 0
    let tensors = store.tensors
    for tensor in tensors {
      let end = position + 4 * tensor.values.count
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      members.append(
        "\(quoted(tensor.name)):{\"dtype\":\"F32\",\"shape\":[\(shape)],\"data_offsets\":[\(position),\(end)]}"
      )
      position = end
    }
    var header = "{" + members.joined(separator: ",") + "}"
    header += String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)  // numbers start aligned
    var data = Data(capacity: 8 + header.utf8.count + position)
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(contentsOf: header.utf8)
    for tensor in tensors {
      #if _endian(little)
        tensor.values.withUnsafeBytes { data.append(contentsOf: $0) }
      #else
        tensor.values.map { $0.bitPattern.littleEndian }.withUnsafeBytes { data.append(contentsOf: $0) }
      #endif
    }
    return data
  }

  /// Writes a file; what was there before stays whole until the new one is complete.
  ///
  /// - Parameters:
  ///   - store: What to write.
  ///   - url: Where to.
  ///   - metadata: Free text for the header's `__metadata__`.
  /// - Throws: ``SafeTensorsError`` with the path and the system's reason.
  public static func write(
    _ store: WeightStore, to url: URL, metadata: [String: String] = [:]
  ) throws(SafeTensorsError) {
    do {
      try data(store, metadata: metadata).write(to: url, options: .atomic)  // a sibling, then a rename
    } catch {
      throw SafeTensorsError(path: url.path, problem: .inaccessible(reason: reason(of: error)))
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
