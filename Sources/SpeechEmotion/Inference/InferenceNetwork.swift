internal import Foundation
public import SpeechFeatures

/// A network ready to compute: the layers of a ``NetworkSpec`` in kernels for AVX-512, or over OpenBLAS, on the calling thread.
///
/// One network serves any number of threads at once. Scratch memory is kept between calls, so that a clip no
/// longer than those before allocates next to nothing.
public final class InferenceNetwork: Sendable {
  /// What it was built from.
  public let spec: NetworkSpec

  /// Number of logits.
  public let outputSize: Int

  /// Most scratch memory that one clip may take, in numbers of four bytes (1 GiB).
  static let maximumMemoryCount = 1 << 28

  /// OpenBLAS stops the program when more threads than it has buffers for (50 at least) multiply at once.
  private static let admission = DispatchSemaphore(value: 48)

  private let pipeline: Pipeline
  private let workspaces = WorkspacePool()

  /// Checks the weights against the layers and arranges them for speed.
  ///
  /// - Parameters:
  ///   - spec: The layers.
  ///   - weights: Exactly the parameters that the layers need.
  ///   - precision: How exact the factors of products are.
  /// - Throws: ``NetworkSpecError`` where the layers do not fit together, ``WeightError`` where the weights do not
  ///   fit the layers or are not finite.
  public convenience init(
    _ spec: NetworkSpec, weights: WeightStore, precision: NetworkPrecision = .single
  ) throws {
    try self.init(spec, weights: weights, arithmetic: .best(precision))
  }

  /// As above, by what the caller names, which this processor must have.
  init(_ spec: NetworkSpec, weights: WeightStore, arithmetic: NetworkArithmetic) throws {
    let layers = try spec.resolved()
    try weights.validate(against: layers.flatMap(\.allParameters))
    self.spec = spec
    outputSize = layers.last?.outputSize ?? spec.inputSize
    pipeline = try NetworkCompiler(weights: weights, arithmetic: arithmetic).pipeline(
      layers, inputSize: spec.inputSize)
  }

  /// What enters the softmax: one number per class, of any size.
  ///
  /// - Parameter features: At least one frame, with as many bins as the network has inputs.
  /// - Returns: `outputSize` finite numbers.
  /// - Throws: ``InferenceError`` where the features do not fit, or the numbers overflow.
  public func logits(_ features: FeatureMatrix) throws(InferenceError) -> [Float] {
    guard features.binCount == spec.inputSize else {
      throw .wrongBinCount(found: features.binCount, expected: spec.inputSize)
    }
    guard features.frameCount > 0 else { throw .noFrames }
    let frames = features.frameCount
    // Bounded before it is multiplied: every size in a spec is at most 2^18.
    guard frames <= Self.maximumMemoryCount else { throw Self.tooLong(frames) }
    let margin = alignedCount(pipeline.margin)
    let inputCount = alignedCount(frames * spec.inputSize) + 2 * margin
    let memoryCount = inputCount + pipeline.memoryCount(frames)
    guard memoryCount <= Self.maximumMemoryCount else { throw Self.tooLong(frames) }
    Self.admission.wait()
    defer { Self.admission.signal() }
    let logits = workspaces.withMemory(of: memoryCount) { memory in
      features.values.withUnsafeBufferPointer { values in
        guard let start = values.baseAddress else { return }
        (memory + margin).update(from: start, count: values.count)
      }
      let output = pipeline.run(memory + margin, frames: frames, memory: memory + inputCount)
      return Array(UnsafeBufferPointer(start: output, count: outputSize))
    }
    guard logits.allSatisfy(\.isFinite) else { throw .notFinite }
    return logits
  }

  private static func tooLong(_ frames: Int) -> InferenceError {
    .tooLong(frames: frames, maximumByteCount: 4 * maximumMemoryCount)
  }

  /// Probabilities of the classes.
  ///
  /// - Parameters:
  ///   - features: At least one frame, with as many bins as the network has inputs.
  ///   - temperature: Divides the logits; above 1 makes the network less sure of itself.
  /// - Returns: `outputSize` numbers within 0...1 whose sum is 1.
  /// - Throws: ``InferenceError`` where the features do not fit, or the numbers overflow.
  public func probabilities(
    _ features: FeatureMatrix, temperature: Double = 1
  ) throws(InferenceError) -> [Double] {
    Self.softmax(try logits(features), temperature: temperature)
  }

  /// `exp(z / temperature)` over its sum.
  static func softmax(_ logits: [Float], temperature: Double) -> [Double] {
    let scaled = logits.map { Double($0) / temperature }
    let largest = scaled.max() ?? 0
    let powers = scaled.map { exp($0 - largest) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }
}
