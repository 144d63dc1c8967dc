import Foundation
import SpeechFeatures
import Testing

/// How far we may be from librosa and scipy: relative to the value, or to the root mean square of its matrix where the
/// value is near zero (a logarithm crosses zero, a normalised matrix is centred on it).
let goldenTolerance = 1e-4

/// A matrix as make_golden.py stores it: some of its values and what describes the rest.
struct GoldenMatrix: Decodable {
  var shape: [Int]
  var mean: Double
  var rootMeanSquare: Double
  var rows: [Int]
  var columns: [Int]
  var values: [Double]

  enum CodingKeys: String, CodingKey {
    case shape, mean, rows, columns, values
    case rootMeanSquare = "root_mean_square"
  }

  /// The largest relative difference over the stored values, mean and root mean square; infinite for another shape.
  func relativeError(of matrix: FeatureMatrix) -> Double {
    guard shape == [matrix.frameCount, matrix.binCount] else { return .infinity }
    var errors: [Double] = []
    for (rowIndex, row) in rows.enumerated() {
      for (columnIndex, column) in columns.enumerated() {
        let expected = values[rowIndex * columns.count + columnIndex]
        errors.append(relative(Double(matrix[row, column]), expected))
      }
    }
    let all = matrix.values.map(Double.init)
    errors.append(relative(all.reduce(0, +) / Double(all.count), mean))
    errors.append(
      relative((all.reduce(0) { $0 + $1 * $1 } / Double(all.count)).squareRoot(), rootMeanSquare))
    return errors.max() ?? .infinity
  }

  private func relative(_ found: Double, _ expected: Double) -> Double {
    let error = abs(found - expected) / max(abs(expected), rootMeanSquare)
    return error.isFinite ? error : .infinity
  }
}

/// Every n-th value of a list, and how many there are.
struct GoldenSample: Decodable {
  var count: Int
  var step: Int
  var values: [Double]

  /// The largest difference, relative to the largest stored value; infinite for another length.
  func relativeError(of found: [Float]) -> Double {
    guard found.count == count else { return .infinity }
    let largest = values.map(abs).max() ?? 1
    let errors = values.enumerated().map { index, value in abs(Double(found[index * step]) - value) / largest
    }
    return errors.max() ?? .infinity
  }
}

/// A file beside make_golden.py.
func golden<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
  let url = try #require(Bundle.module.url(forResource: "Golden/\(name)", withExtension: "json"))
  return try JSONDecoder().decode(Value.self, from: Data(contentsOf: url))
}
