internal import Foundation
internal import Hummingbird
internal import SpeechEmotion

/// `GET /v1/run`: how far a training run has come, from the files that `speech-emotion train` writes.
struct RunController: Sendable {
  let folder: URL

  /// A history larger than this is none, in bytes.
  private static let sizeLimit = 4 << 20

  func addRoutes(to router: Router<ServerContext>) {
    router.get("v1/run") { _, _ in Response(progress) }
  }

  private var progress: JSONText {
    let rows = history
    let recipe = read("recipe.json").flatMap { try? JSONDecoder().decode(Recipe.self, from: $0) }
    let seconds = rows.compactMap { $0.first { $0.key == "seconds" }?.value }
    let left = recipe.map { max(0, $0.epochs - rows.count) }
    let mean = seconds.isEmpty ? nil : seconds.reduce(0, +) / Double(seconds.count)
    return .object([
      ("name", .string(recipe?.name ?? folder.lastPathComponent)),
      ("epochs", recipe.map { .integer($0.epochs) } ?? .null),
      ("seconds_left", left.flatMap { left in mean.map { .number(Double(left) * $0) } } ?? .null),
      ("confusion", confusion(epoch: rows.count)),
      (
        "history",
        .array(rows.map { .object($0.map { ($0.key, $0.value.map { .number($0) } ?? .null) }) })
      ),
    ])
  }

  private struct Recipe: Decodable {
    let name: String
    let epochs: Int
  }

  private struct Confusion: Decodable {
    let labels: [String]
    let counts: [[Int]]
  }

  /// What the inner validation clips were taken for after an epoch; null before the first.
  private func confusion(epoch: Int) -> JSONText {
    guard let data = read("confusion.json"),
      let matrix = try? JSONDecoder().decode(Confusion.self, from: data),
      matrix.counts.count == matrix.labels.count,
      matrix.counts.allSatisfy({ $0.count == matrix.labels.count })
    else { return .null }
    return .object([
      ("epoch", .integer(epoch)), ("labels", .array(matrix.labels.map { .string($0) })),
      ("counts", .array(matrix.counts.map { .array($0.map { .integer($0) }) })),
    ])
  }

  private var history: [[(key: String, value: Double?)]] {
    guard let data = read("history.csv") else { return [] }
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard let head = lines.first else { return [] }
    return lines.dropFirst().filter { $0.count == head.count }.map { fields in
      zip(head, fields).map { (key: $0, value: Double($1)) }
    }
  }

  private func read(_ name: String) -> Data? {
    guard let data = try? Data(contentsOf: folder.appending(path: name)), data.count <= Self.sizeLimit else {
      return nil
    }
    return data
  }
}
