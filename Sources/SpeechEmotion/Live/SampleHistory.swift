internal import SpeechAudio

/// The last samples of a stream, found by their place in it.
struct SampleHistory {
  let sampleRate: Int
  /// Place of the first sample that is kept.
  private(set) var start = 0
  private var samples: [Float] = []
  /// Samples at the front that were forgotten and not yet removed.
  private var forgotten = 0

  init(sampleRate: Int) { self.sampleRate = sampleRate }

  /// Place after the last sample.
  var end: Int { start + samples.count - forgotten }

  mutating func append(_ new: [Float]) { samples += new }

  /// Forgets what lies before a moment.
  mutating func forget(before seconds: Double) {
    let place = min(max(Int(seconds * Double(sampleRate)), start), end)
    forgotten += place - start
    start = place
    // Seldom, so that a sample is moved once or twice in its life.
    guard forgotten > sampleRate, forgotten * 2 > samples.count else { return }
    samples.removeFirst(forgotten)
    forgotten = 0
  }

  /// A stretch, as far as it is kept, and the place of its first sample.
  ///
  /// Moments are rounded to the nearest sample: those that are a whole number of hops apart stay so.
  func stretch(from begin: Double, to end: Double) -> (waveform: Waveform, position: Int) {
    let first = min(max(Int((begin * Double(sampleRate)).rounded()), start), self.end)
    let last = min(max(Int((end * Double(sampleRate)).rounded()), first), self.end)
    let offset = forgotten - start
    let samples = Array(samples[first + offset..<last + offset])
    return (Waveform(samples: samples, sampleRate: sampleRate), first)
  }

  /// A stretch, as far as it is kept.
  func waveform(from begin: Double, to end: Double) -> Waveform { stretch(from: begin, to: end).waveform }
}
