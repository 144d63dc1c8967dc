/// Convolution by the Fourier transform.
enum Convolution {
  /// Both signals, each with the other's echo; shape `[samples + response - 1]`.
  static func convolved(_ samples: [Float], with response: [Float]) -> [Float] {
    guard !samples.isEmpty, !response.isEmpty else { return [] }
    let count = samples.count + response.count - 1
    let fourier = FourierTransform(length: FourierTransform.supportedLength(atLeast: count))
    // The two go side by side through one transform.
    for index in 0..<fourier.length {
      let sample = index < samples.count ? Double(samples[index]) : 0
      let echo = index < response.count ? Double(response[index]) : 0
      fourier.buffer[index] = ComplexLanes(Lanes(sample, echo), Lanes(0, 0))
    }
    fourier.transform()
    let scale = 1 / Double(fourier.length)
    for index in 0..<fourier.length {
      let (real, imaginary) = (fourier.buffer[index].real, fourier.buffer[index].imaginary)
      let productReal = real.low * real.high - imaginary.low * imaginary.high
      let productImaginary = real.low * imaginary.high + imaginary.low * real.high
      // The transform of the conjugate is the conjugate of the inverse transform, which is real here.
      fourier.buffer[index] = ComplexLanes(Lanes(scale * productReal, 0), Lanes(-scale * productImaginary, 0))
    }
    fourier.transform()
    return (0..<count).map { Float(fourier.buffer[$0].real.low) }
  }
}
