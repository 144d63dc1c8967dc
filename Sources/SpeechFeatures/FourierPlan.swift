import CKissFFT
import Foundation

/// One KissFFT plan with the buffers that it reads and writes; the only door to the C library.
///
/// A plan is not for two threads at once: `kiss_fftr` keeps its half-length result inside the plan, and the buffers
/// here are reused from frame to frame. `WorkspacePool` hands out one per concurrent call.
///
/// `kiss_fftr` takes even lengths only ("nfft must be even", kiss_fftr.h). Odd ones (the seed's 441) go through the
/// complex transform with zero imaginary parts.
final class FourierPlan {
  let length: Int
  /// Input; shape `[length]`. Write here, then call `transform()`.
  let input: UnsafeMutableBufferPointer<Float>

  private let complexInput: UnsafeMutableBufferPointer<kiss_fft_cpx>?
  private let output: UnsafeMutableBufferPointer<kiss_fft_cpx>
  private let state: OpaquePointer

  /// Makes a plan; nil where memory is short.
  init?(length: Int) {
    let isEven = length.isMultiple(of: 2)
    let allocated =
      isEven ? kiss_fftr_alloc(Int32(length), 0, nil, nil) : kiss_fft_alloc(Int32(length), 0, nil, nil)
    guard let allocated else { return nil }
    self.length = length
    state = allocated
    input = .allocate(capacity: length)
    input.initialize(repeating: 0)
    // The complex transform writes all its frequencies, the real one half of them and one.
    output = .allocate(capacity: isEven ? length / 2 + 1 : length)
    output.initialize(repeating: kiss_fft_cpx())
    if isEven {
      complexInput = nil
    } else {
      let buffer = UnsafeMutableBufferPointer<kiss_fft_cpx>.allocate(capacity: length)
      buffer.initialize(repeating: kiss_fft_cpx())
      complexInput = buffer
    }
  }

  deinit {
    // kiss_fft.h: the state is "one contiguous buffer and can be simply free()d".
    free(UnsafeMutableRawPointer(state))
    input.deallocate()
    output.deallocate()
    complexInput?.deallocate()
  }

  /// Transforms `input`; the spectrum then waits in the accessors below.
  func transform() {
    guard let complexInput else {
      kiss_fftr(state, input.baseAddress, output.baseAddress)
      return
    }
    for index in 0..<length { complexInput[index].r = input[index] }
    kiss_fft(state, complexInput.baseAddress, output.baseAddress)
  }

  /// Writes `|X|²` of the frequencies from 0 to half the sample rate; shape `[length / 2 + 1]`.
  func writePower(to power: UnsafeMutablePointer<Float>) {
    guard let output = output.baseAddress else { return }
    for index in 0..<(length / 2 + 1) {
      let real = output[index].r
      let imaginary = output[index].i
      power[index] = real * real + imaginary * imaginary
    }
  }

  /// Writes real and imaginary parts; shape `[length / 2 + 1]` each.
  func writeSpectrum(real: UnsafeMutablePointer<Float>, imaginary: UnsafeMutablePointer<Float>) {
    for index in 0..<(length / 2 + 1) {
      real[index] = output[index].r
      imaginary[index] = output[index].i
    }
  }

  /// Whether KissFFT has fast butterflies for every factor of a length; a large prime would cost its square.
  static func isSupported(length: Int) -> Bool {
    guard length > 0 else { return false }
    var rest = length
    for factor in [2, 3, 5, 7] {
      while rest.isMultiple(of: factor) { rest /= factor }
    }
    return rest == 1
  }

  /// The next length upwards that `isSupported`.
  static func supportedLength(atLeast length: Int) -> Int {
    var candidate = max(length, 1)
    while !isSupported(length: candidate) { candidate += 1 }
    return candidate
  }
}
