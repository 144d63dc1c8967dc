internal import CFeatureKernels

/// The discrete Fourier transform of eight real signals at once, in single precision: what ``FourierTransform`` does, in half the
/// time.
///
/// For what is summed over bands, above a floor that hides the rounding: signals `i` and `i + 4` are transformed as real and
/// imaginary part of one, so a quiet one also has the rounding of a loud one beside it. It runs in C alone and needs
/// AVX-512; everywhere else ``FourierTransform`` does the work, which is also what it is tested against.
///
/// One instance is for one thread at a time: it owns the buffers that it works in.
final class SingleFourierTransform {
  /// Signals transformed together.
  static let laneCount = 8

  /// Samples per signal.
  let length: Int
  /// Before `transform()` the signals, after it their spectra; shape `[length, 8]`.
  private(set) var buffer: UnsafeMutablePointer<Float>
  private var spare: UnsafeMutablePointer<Float>
  private let stages: [FourierPlan.Stage]
  private let twiddles: [Float]

  /// Computes the tables for a length that `isSupported`.
  init(length: Int) {
    precondition(Self.isSupported(length: length), "\(length) is odd or has a prime factor above 5")
    self.length = length
    buffer = .cacheLines(repeating: 0, count: Self.laneCount * length)
    spare = .cacheLines(repeating: 0, count: Self.laneCount * length)
    let plan = FourierPlan(length: length, radices: Self.radices(of: length))
    stages = plan.stages
    twiddles = plan.twiddles.map { Float($0) }
  }

  deinit {
    buffer.deallocate()
    spare.deallocate()
  }

  /// Fills the buffer with eight frames times a window, which begins at `offset`, and with zeros around it.
  ///
  /// - Parameters:
  ///   - frames: Where each begins; shape `[8]`.
  ///   - window: At most `length - offset` factors.
  ///   - offset: Places before the window.
  func fill(
    _ frames: UnsafeMutableBufferPointer<UnsafePointer<Float>?>, window: UnsafeBufferPointer<Float>,
    offset: Int = 0
  ) {
    let lanes = Self.laneCount
    let end = offset + window.count
    buffer.update(repeating: 0, count: lanes * offset)
    (buffer + lanes * end).update(repeating: 0, count: lanes * (length - end))
    fourier_single_taper(frames.baseAddress, window.baseAddress, window.count, buffer + lanes * offset)
  }

  /// Transforms the buffer.
  func transform() {
    twiddles.withUnsafeBufferPointer { twiddles in
      guard let table = twiddles.baseAddress else { return }
      for stage in stages {
        let kernel =
          switch stage.radix {
          case 2: fourier_single_split_in_two
          case 3: fourier_single_split_in_three
          case 4: fourier_single_split_in_four
          default: fourier_single_split_in_five
          }
        kernel(buffer, spare, stage.count, stage.stride, table + stage.firstTwiddle)
        swap(&buffer, &spare)
      }
    }
  }

  /// Writes `|X|²` of the eight signals at the first `count` frequencies; shape `[count, 8]`.
  func writePower(to power: UnsafeMutablePointer<Float>, count: Int) {
    fourier_single_power(buffer, length, count, power)
  }

  /// As ``FourierPlan/radices(of:)``, beginning with a 2: but for that, a pass needs an even number of sequences.
  private static func radices(of length: Int) -> [Int] {
    var radices = FourierPlan.radices(of: length)
    if radices.first != 2, let four = radices.firstIndex(of: 4) {
      radices.remove(at: four)
      radices.insert(contentsOf: [2, 2], at: 0)
    }
    return radices
  }

  /// Whether there is a pass for every factor.
  static func isSupported(length: Int) -> Bool {
    let radices = radices(of: length)
    return radices.first == 2 && radices.allSatisfy { $0 <= 5 } && radices.reduce(1, *) == length
  }
}
