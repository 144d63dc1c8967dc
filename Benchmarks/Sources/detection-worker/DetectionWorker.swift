import Foundation

/// Does one piece of work each time that a line comes in, and says how long it took. What it reads and answers is described in
/// `harness/workers.py`.
@main
enum DetectionWorker {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard let name = arguments.first, let make = works[name] else {
      throw UsageError(names: works.keys.sorted())
    }
    let work = try make(Array(arguments.dropFirst()))
    answer(["ready": true])
    while readLine() != nil {
      let start = DispatchTime.now().uptimeNanoseconds
      var result = try work()
      let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
      if result["gigaflop"] != nil { result["gflops"] = (result["gigaflop"] as? Double ?? 0) / seconds }
      result["seconds"] = seconds
      answer(result)
    }
  }

  /// Prepares a piece of work from its arguments, and returns what does it once.
  typealias Make = ([String]) throws -> () throws -> [String: Any]

  static var works: [String: Make] {
    [
      "decoding": decoding, "features": features, "network": network, "gemm": matrixProduct, "live": live,
      "clip": clip,
    ]
  }

  static func answer(_ fields: [String: Any]) {
    guard let data = try? JSONSerialization.data(withJSONObject: fields, options: .sortedKeys) else { return }
    FileHandle.standardOutput.write(data + Data("\n".utf8))
  }
}

/// The command line names no work.
struct UsageError: Error, CustomStringConvertible {
  let names: [String]

  var description: String {
    "The first argument names the work: \(names.joined(separator: ", ")). See harness/workers.py."
  }
}

extension [String] {
  /// The argument at a place, which must be there.
  func required(_ index: Int, _ name: String) throws -> String {
    guard index < count else { throw MissingArgument(name: name) }
    return self[index]
  }

  /// The number at a place, or what stands in for it.
  func number(_ index: Int, default value: Int) -> Int { index < count ? Int(self[index]) ?? value : value }
}

/// An argument is not there.
struct MissingArgument: Error, CustomStringConvertible {
  let name: String

  var description: String { "The argument \(name) is missing. See DetectionWorker+Works.swift." }
}
