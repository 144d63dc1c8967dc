extension Framing {
  /// Lengths of Fourier transforms: up to a second at 16 kHz.
  static let transformLengths = 16...16_384

  /// Checks every number, so that frames can be counted and cut without overflow and in bounded time.
  func validate() throws(FeatureRecipeError) {
    let lengths = Self.transformLengths
    try FeatureRecipeError.check(frameLength, within: lengths, field: "framing.frame_length")
    // A transform much longer than its frame, or a hop much shorter, multiplies work and memory and shows nothing new.
    try FeatureRecipeError.check(
      fftLength, within: frameLength...min(16 * frameLength, lengths.upperBound), field: "framing.fft_length")
    try FeatureRecipeError.check(
      hopLength, within: max(1, frameLength / 64)...lengths.upperBound, field: "framing.hop_length")
    guard FourierTransform.isSupported(length: fftLength) else {
      throw .slowTransform(fftLength: fftLength, next: FourierTransform.supportedLength(atLeast: fftLength))
    }
  }
}

extension MelBands {
  /// Checks every number against a sample rate.
  func validate(sampleRate: Int) throws(FeatureRecipeError) {
    try FeatureRecipeError.check(sampleRate, within: FeatureRecipe.sampleRates, field: "sample_rate")
    try FeatureRecipeError.check(count, within: 1...512, field: "representation.bins")
    let half = Double(sampleRate) / 2
    let highest = maximumFrequency ?? half
    guard minimumFrequency >= 0, highest > minimumFrequency, highest <= half else {
      throw .frequencyBand(minimum: minimumFrequency, maximum: highest, halfSampleRate: half)
    }
  }
}

extension Preparation {
  func validate() throws(FeatureRecipeError) {
    if let trimming {
      try FeatureRecipeError.check(trimming.decibels, within: 1...200, field: "preparation.trimming.decibels")
      try FeatureRecipeError.check(
        trimming.frameLength, within: 16...65_536, field: "preparation.trimming.frame_length")
      try FeatureRecipeError.check(
        trimming.hopLength, within: max(1, trimming.frameLength / 64)...65_536,
        field: "preparation.trimming.hop_length")
    }
    if let crop {
      try FeatureRecipeError.check(crop.offset, within: 0...1_000_000_000, field: "preparation.crop.offset")
      if let length = crop.length {
        try FeatureRecipeError.check(length, within: 1...16_777_216, field: "preparation.crop.length")
      }
    }
    if case .rootMeanSquare(let decibels) = level {
      try FeatureRecipeError.check(decibels, within: -100...20, field: "preparation.level.decibels")
    }
  }
}

extension Logarithm {
  func validate() throws(FeatureRecipeError) {
    // Every bound is a normal number in single precision, so that no logarithm meets zero.
    let floors = 1e-30...1e6
    switch self {
    case .natural(let floor):
      try FeatureRecipeError.check(floor, within: floors, field: "logarithm.floor")
    case .naturalWithOffset(let offset):
      try FeatureRecipeError.check(offset, within: floors, field: "logarithm.offset")
    case .decibels(_, let floor, let range):
      try FeatureRecipeError.check(floor, within: floors, field: "logarithm.floor")
      if let range { try FeatureRecipeError.check(range, within: 1...1000, field: "logarithm.range") }
    }
  }
}

extension Deltas {
  func validate() throws(FeatureRecipeError) {
    try FeatureRecipeError.check(width, within: 3...99, field: "deltas.width")
    guard !width.isMultiple(of: 2) else { throw .evenDeltaWidth(width) }
    try FeatureRecipeError.check(orders, within: 1...2, field: "deltas.orders")
  }
}

extension FeatureRecipe {
  static let sampleRates = 1_000...384_000

  /// Checks every number: in range, consistent with the others, and small enough that neither time nor memory can be
  /// abused by a recipe from a stranger's file.
  ///
  /// - Throws: `FeatureRecipeError` with the field, what it holds and what it may hold.
  public func validate() throws(FeatureRecipeError) {
    try FeatureRecipeError.check(sampleRate, within: Self.sampleRates, field: "sample_rate")
    try preparation.validate()
    try framing.validate()
    try logarithm.validate()
    try deltas?.validate()
    if let bands = representation.bands {
      _ = try MelFilterBank(bands, sampleRate: sampleRate, fftLength: framing.fftLength)
    }
    if case .mfcc(let coefficients, let bands, let lifter) = representation {
      try FeatureRecipeError.check(
        coefficients, within: 1...bands.count, field: "representation.coefficients")
      try FeatureRecipeError.check(lifter, within: 0...10_000, field: "representation.lifter")
    }
    if let length = preparation.crop?.length {
      let missingFrames = (deltas?.minimumFrameCount ?? 1) - framing.frameCount(sampleCount: length)
      guard length >= framing.minimumSampleCount, missingFrames <= 0 else {
        let needed = max(framing.minimumSampleCount, length + max(missingFrames, 0) * framing.hopLength)
        throw .cropTooShort(length: length, needed: needed)
      }
      let frames = framing.frameCount(sampleCount: length)
      guard frames <= Framing.maximumValueCount / largestRow else {
        throw .cropTooLong(frameCount: frames, binCount: largestRow)
      }
    }
  }

  /// The longest row that a frame takes on its way.
  var largestRow: Int { max(binCount, representation.powerBinCount(framing: framing)) }
}
