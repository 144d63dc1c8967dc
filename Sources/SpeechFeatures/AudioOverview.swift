import Foundation
public import SpeechAudio

/// A recording at a glance, however long it is: its waveform's outline and its log-mel spectrogram in a bounded number of columns.
///
/// A column begins as 10 ms. When there are twice as many as wanted, neighbours are joined and a column becomes twice
/// as long; memory does not grow with time.
public struct AudioOverview: Sendable {
  /// One stretch of time.
  public struct Column: Sendable, Equatable {
    /// The lowest amplitude.
    public var lowest: Float
    /// The highest amplitude.
    public var highest: Float
    /// Mean power in Mel bands from low to high, relative to full scale; shape `[AudioOverview.bandCount]`.
    public var power: [Float]
  }

  /// Mel bands of a column, between 50 and 7600 Hz.
  public static let bandCount = 64

  /// Samples per second of what is pushed, in hertz.
  public static let sampleRate = 16_000

  /// At most twice as many columns as this.
  public let columnCount: Int

  /// Seconds that each of ``columns`` spans.
  public private(set) var columnDuration = 0.01

  /// The columns in order of time; the last one may be about shorter audio.
  public private(set) var columns: [Column] = []

  private let extractor: FeatureExtractor
  private var waiting: [Float] = []
  /// Columns of 10 ms that will become the next one.
  private var open: [Column] = []

  private static let hop = 160
  private static let frame = 400
  private static let recipe = FeatureRecipe(
    sampleRate: sampleRate,
    framing: Framing(frameLength: frame, hopLength: hop, fftLength: 512, edges: .none),
    representation: .logMel(MelBands(count: bandCount, minimumFrequency: 50, maximumFrequency: 7600)),
    logarithm: .natural(floor: 1e-10))

  /// Begins an overview.
  ///
  /// - Parameter columnCount: Columns wanted, 16 to 100,000; up to twice as many are kept.
  /// - Throws: `FeatureRecipeError`, which does not happen.
  public init(columnCount: Int = 1000) throws(FeatureRecipeError) {
    self.columnCount = min(max(columnCount, 16), 100_000)
    extractor = try FeatureExtractor(Self.recipe)
  }

  /// Takes the next samples in.
  ///
  /// - Parameter waveform: Audio at ``sampleRate``.
  /// - Throws: `FeatureError` where samples are not finite, or at another rate.
  public mutating func push(_ waveform: Waveform) throws(FeatureError) {
    guard waveform.sampleRate == Self.sampleRate else {
      throw .sampleRateMismatch(found: waveform.sampleRate, expected: Self.sampleRate)
    }
    waiting += waveform.samples
    guard waiting.count >= Self.frame else { return }
    let frames = try extractor.features(
      ofPrepared: Waveform(samples: waiting, sampleRate: Self.sampleRate))
    for frame in 0..<frames.frameCount {
      let samples = waiting[frame * Self.hop..<(frame + 1) * Self.hop]
      let power = frames.values[frame * Self.bandCount..<(frame + 1) * Self.bandCount].map { exp($0) }
      add(Column(lowest: samples.min() ?? 0, highest: samples.max() ?? 0, power: power))
    }
    waiting.removeFirst(frames.frameCount * Self.hop)
  }

  /// Ends the audio: what fills no column any more becomes the last one.
  public mutating func finish() {
    if let lowest = waiting.min(), let highest = waiting.max(), let power = (open.last ?? columns.last)?.power
    {
      open.append(Column(lowest: lowest, highest: highest, power: power))
    }
    waiting = []
    guard !open.isEmpty else { return }
    columns.append(Self.joined(open))
    open = []
  }

  private mutating func add(_ column: Column) {
    open.append(column)
    let wanted = Int((columnDuration / 0.01).rounded())
    guard open.count >= wanted else { return }
    columns.append(Self.joined(open))
    open.removeAll(keepingCapacity: true)
    guard columns.count >= 2 * columnCount else { return }
    columns = stride(from: 0, to: columns.count - 1, by: 2).map { Self.joined(Array(columns[$0...$0 + 1])) }
    columnDuration *= 2
  }

  private static func joined(_ columns: [Column]) -> Column {
    guard var sum = columns.first, columns.count > 1 else { return columns[0] }
    for column in columns.dropFirst() {
      sum.lowest = min(sum.lowest, column.lowest)
      sum.highest = max(sum.highest, column.highest)
      for band in sum.power.indices { sum.power[band] += column.power[band] }
    }
    for band in sum.power.indices { sum.power[band] /= Float(columns.count) }
    return sum
  }
}
