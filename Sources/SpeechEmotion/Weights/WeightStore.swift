/// An array of numbers with a name and a shape.
public struct NamedTensor: Sendable, Equatable {
  /// Place and role, as `layers.3.weight`.
  public let name: String

  /// Sizes, outermost first; empty for a single number.
  public let shape: [Int]

  /// Row-major values, as many as the shape's product.
  public let values: [Float]

  /// Wraps row-major values.
  ///
  /// - Parameters:
  ///   - name: Place and role.
  ///   - shape: Sizes, outermost first.
  ///   - values: As many values as the shape's product.
  public init(name: String, shape: [Int], values: [Float]) {
    precondition(
      values.count == shape.reduce(1, *), "a tensor of shape \(shape) does not hold \(values.count) values")
    self.name = name
    self.shape = shape
    self.values = values
  }
}

/// A network's numbers, found by name.
public struct WeightStore: Sendable, Equatable {
  private var tensorsByName: [String: NamedTensor] = [:]

  /// Wraps tensors; of two with the same name the later one stays.
  public init(_ tensors: [NamedTensor] = []) {
    for tensor in tensors { insert(tensor) }
  }

  /// Adds a tensor, or replaces the one of that name.
  public mutating func insert(_ tensor: NamedTensor) {
    tensorsByName[tensor.name] = tensor
  }

  /// The tensor of a name, or nil.
  public subscript(name: String) -> NamedTensor? { tensorsByName[name] }

  /// All tensors, sorted by name.
  public var tensors: [NamedTensor] { names.compactMap { tensorsByName[$0] } }

  /// All names, sorted.
  public var names: [String] { tensorsByName.keys.sorted() }

  /// How many tensors there are.
  public var count: Int { tensorsByName.count }

  /// How many numbers there are in all.
  public var parameterCount: Int { tensorsByName.values.reduce(0) { $0 + $1.values.count } }

  /// Checks that exactly these parameters are there, in these shapes, all of them finite.
  ///
  /// - Parameter parameters: What the network needs, see ``NetworkSpec/parameterShapes()``.
  /// - Throws: ``WeightError`` naming the first tensor that is missing, unexpected, of another shape, or holds a
  ///   value that a network cannot work with.
  public func validate(against parameters: [ParameterShape]) throws(WeightError) {
    for parameter in parameters {
      guard let tensor = tensorsByName[parameter.name] else {
        throw .missing(name: parameter.name, shape: parameter.shape)
      }
      guard tensor.shape == parameter.shape else {
        throw .wrongShape(name: parameter.name, found: tensor.shape, expected: parameter.shape)
      }
      if !Self.areFinite(tensor.values), let index = tensor.values.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(name: parameter.name, index: index)
      }
      if parameter.name.hasSuffix(".running_var"), let index = tensor.values.firstIndex(where: { $0 < 0 }) {
        throw .negativeVariance(name: parameter.name, index: index)
      }
    }
    if count > parameters.count {
      let known = Set(parameters.map(\.name))
      for name in names where !known.contains(name) { throw .unexpected(name: name) }
    }
  }

  /// Whether all are finite: magnitudes sort like their bits, so one maximum of integers tells, which is a tenth of the work of asking
  /// each.
  private static func areFinite(_ values: [Float]) -> Bool {
    var largest: Int32 = 0
    for value in values { largest = max(largest, Int32(bitPattern: value.bitPattern & 0x7FFF_FFFF)) }
    return Float(bitPattern: UInt32(bitPattern: largest)).isFinite
  }
}
