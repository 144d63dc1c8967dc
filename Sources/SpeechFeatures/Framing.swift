/// How a waveform is cut into overlapping frames, and what each frame is multiplied with.
///
/// As in librosa, a frame spans `fftLength` samples; a shorter window sits in its middle with zeros on both sides.
/// Which samples belong to frame `k` depends on `k` alone, so frames can also be made while audio still arrives.
public struct Framing: Hashable, Sendable {
  /// What a frame sees beyond the ends of the waveform.
  public enum Edges: String, Codable, Hashable, Sendable, CaseIterable {
    /// Nothing: frame `k` starts at sample `k * hopLength`, and only whole frames count.
    case none
    /// Zeros: frame `k` is centred on sample `k * hopLength`.
    case constant
    /// The waveform mirrored at its first and last sample; frame `k` is centred on sample `k * hopLength`.
    case reflect
  }

  /// Length of the window, in samples.
  public var frameLength: Int
  /// Step from one frame to the next, in samples.
  public var hopLength: Int
  /// Length of the Fourier transform, in samples; at least `frameLength`.
  public var fftLength: Int
  /// The taper.
  public var window: WindowFunction
  /// What lies beyond the ends.
  public var edges: Edges

  /// Describes a framing; `FeatureRecipe.validate()` checks the numbers.
  ///
  /// - Parameters:
  ///   - frameLength: Length of the window, in samples.
  ///   - hopLength: Step from one frame to the next, in samples.
  ///   - fftLength: Length of the Fourier transform, in samples; the frame's length where nil.
  ///   - window: The taper.
  ///   - edges: What lies beyond the ends.
  public init(
    frameLength: Int, hopLength: Int, fftLength: Int? = nil, window: WindowFunction = .hann,
    edges: Edges = .constant
  ) {
    self.frameLength = frameLength
    self.hopLength = hopLength
    self.fftLength = fftLength ?? frameLength
    self.window = window
    self.edges = edges
  }

  /// Number of frequencies between 0 and half the sample rate, both included.
  public var frequencyCount: Int { fftLength / 2 + 1 }

  /// Number of frames that a waveform gives.
  ///
  /// - Parameter sampleCount: Length of the waveform, in samples.
  /// - Returns: Number of frames; 0 for a waveform shorter than one frame.
  public func frameCount(sampleCount: Int) -> Int {
    let padded = sampleCount + 2 * leftPadding
    guard sampleCount > 0, padded >= fftLength else { return 0 }
    return 1 + (padded - fftLength) / hopLength
  }

  /// The fewest samples that fill a window, counted without padding.
  var minimumSampleCount: Int { edges == .none ? fftLength : frameLength }

  /// Samples that padding puts before the first one.
  var leftPadding: Int { edges == .none ? 0 : fftLength / 2 }

  /// Zeros before the window within its frame.
  var windowOffset: Int { (fftLength - frameLength) / 2 }

  /// Position of the window of frame `index` within the waveform; negative within the left padding.
  func windowStart(frame index: Int) -> Int { index * hopLength - leftPadding + windowOffset }
}

extension Framing: Codable {
  private enum CodingKeys: String, CodingKey {
    case frameLength = "frame_length"
    case hopLength = "hop_length"
    case fftLength = "fft_length"
    case window
    case edges
  }

  /// Reads a framing; `fft_length`, `window` and `edges` may be left out.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      frameLength: try container.decode(Int.self, forKey: .frameLength),
      hopLength: try container.decode(Int.self, forKey: .hopLength),
      fftLength: try container.decodeIfPresent(Int.self, forKey: .fftLength),
      window: try container.decodeIfPresent(WindowFunction.self, forKey: .window) ?? .hann,
      edges: try container.decodeIfPresent(Edges.self, forKey: .edges) ?? .constant)
  }
}
