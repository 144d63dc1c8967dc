internal import Foundation
public import SpeechAudio
internal import SpeechFeatures

/// Makes a timeline of a stream of samples, segment by segment, in memory that does not grow with it.
///
/// Utterances are found as by ``LiveDetector``, and heard in overlapping windows; each step of time gets the mean of the
/// windows around it, weighted towards their middle, and the labels of the steps are the likeliest sequence in which every change costs
/// something. An utterance no longer than a window and a half is heard as a whole and is one segment.
///
/// One instance serves one stream, on one thread at a time.
public final class TimelineBuilder {
  /// Longest utterance that is looked at in one piece, in seconds.
  static let longestUtterance = 30.0

  private let detector: EmotionDetector
  private let settings: TimelineSettings
  private let centre: [Double]?
  private var history: SampleHistory
  private let bands: BandMemory
  private var activity: VoiceActivityDetector
  private var tracker: UtteranceTracker
  private var openedAt: Double?
  private var writtenUpTo = 0.0
  private var hasEnded = false

  /// Begins a timeline.
  ///
  /// - Parameters:
  ///   - detector: The model. Its gate does not count: a timeline has its own.
  ///   - settings: How to make it.
  ///   - speaker: Who speaks, where that person is enrolled.
  /// - Throws: ``SpeakerProfileError`` where the profile does not fit the model.
  public init(
    _ detector: EmotionDetector, settings: TimelineSettings = TimelineSettings(),
    speaker: SpeakerProfile? = nil
  ) throws {
    self.detector = detector
    self.settings = settings
    centre = try detector.centre(speaker)
    history = SampleHistory(sampleRate: detector.manifest.featureRecipe.sampleRate)
    bands = BandMemory(detector.manifest.featureRecipe, duration: settings.windowDuration)
    activity = VoiceActivityDetector(sampleRate: history.sampleRate)
    tracker = UtteranceTracker(pause: settings.pauseDuration, maximumDuration: Self.longestUtterance)
  }

  /// Samples per second of what is pushed, in hertz: the model's.
  public var sampleRate: Int { history.sampleRate }

  /// Takes the next samples in.
  ///
  /// - Parameter waveform: Audio at ``sampleRate``; best in blocks of some seconds.
  /// - Returns: The segments that are complete now.
  /// - Throws: ``DetectionError`` where features or the network fail.
  public func push(_ waveform: Waveform) throws -> [Timeline.Segment] {
    precondition(waveform.sampleRate == sampleRate, "a timeline takes audio at its model's rate")
    history.append(waveform.samples)
    var segments: [Timeline.Segment] = []
    for frame in activity.push(waveform.samples) {
      for change in tracker.push(frame) { segments += try react(to: change) }
    }
    history.forget(before: openedAt ?? tracker.earliest)
    return segments
  }

  /// Ends the stream.
  ///
  /// - Returns: The last segments.
  /// - Throws: As ``push(_:)``.
  public func finish() throws -> [Timeline.Segment] {
    hasEnded = true
    var segments: [Timeline.Segment] = []
    for frame in activity.finish() {
      for change in tracker.push(frame) { segments += try react(to: change) }
    }
    for change in tracker.finish() { segments += try react(to: change) }
    let end = Double(history.end) / Double(sampleRate)
    if end > writtenUpTo { segments.append(.init(start: writtenUpTo, end: end, prediction: nil)) }
    return segments
  }

  private func react(to change: UtteranceTracker.Change) throws -> [Timeline.Segment] {
    switch change {
    case .started(let start):
      openedAt = max(start, writtenUpTo)
      return []
    case .ended(let end):
      guard let start = openedAt else { return [] }
      openedAt = nil
      // A rest shorter than a frame is no stretch of its own.
      let last = Double(history.end) / Double(sampleRate)
      let end = hasEnded && end > last - 0.05 ? last : min(end, last)
      let spoken = try segments(from: start, to: end)
      guard let first = spoken.first else { return [] }
      defer { writtenUpTo = end }
      guard first.start > writtenUpTo else { return spoken }
      return [.init(start: writtenUpTo, end: first.start, prediction: nil)] + spoken
    }
  }

  /// The segments of one utterance.
  private func segments(from start: Double, to end: Double) throws -> [Timeline.Segment] {
    let duration = end - start
    guard duration > settings.windowDuration * 1.5 else {
      guard let values = try probabilities(from: start, to: end) else { return [] }
      return [segment(start, end, [values])]
    }
    // Steps of equal length, one window around each.
    let count = max(2, Int((duration / settings.stepDuration).rounded()))
    let step = duration / Double(count)
    var sums = [[Double]](
      repeating: [Double](repeating: 0, count: detector.labels.count), count: count)
    var weights = [Double](repeating: 0, count: count)
    let half = settings.windowDuration / 2
    // Windows begin at whole hops, so that their frames are each other's.
    let framing = detector.manifest.featureRecipe.framing
    let hop = Double(framing.hopLength) / Double(sampleRate)
    for index in 0..<count {
      let middle = min(max(start + (Double(index) + 0.5) * step, start + half), end - half)
      let first = ((middle - half) / hop).rounded() * hop
      guard let values = try probabilities(from: first, to: first + 2 * half, remembering: bands) else {
        continue
      }
      for cell in sums.indices {
        let distance = abs(start + (Double(cell) + 0.5) * step - middle)
        let weight = max(0, 1 - distance / half)
        guard weight > 0 else { continue }
        for label in values.indices { sums[cell][label] += weight * values[label] }
        weights[cell] += weight
      }
    }
    let heard = sums.indices.filter { weights[$0] > 0 }
    guard !heard.isEmpty else { return [] }
    // A cell that no window reached, in digital silence, goes with the one before it.
    let cells = sums.indices.map { cell in
      let place = weights[cell] > 0 ? cell : heard.last { $0 < cell } ?? heard[0]
      return sums[place].map { $0 / weights[place] }
    }
    let path = LabelPath.likeliest(cells, switchingCost: settings.switchingCost)
    var segments: [Timeline.Segment] = []
    var first = 0
    for cell in 1...count where cell == count || path[cell] != path[first] {
      let begin = start + Double(first) * step
      segments.append(
        segment(begin, cell == count ? end : start + Double(cell) * step, Array(cells[first..<cell])))
      first = cell
    }
    return Self.merged(segments)
  }

  /// The mean of cells as one segment.
  private func segment(_ start: Double, _ end: Double, _ cells: [[Double]]) -> Timeline.Segment {
    let values = cells[0].indices.map { label in
      cells.reduce(0) { $0 + $1[label] } / Double(cells.count)
    }
    return Timeline.Segment(
      start: start, end: end,
      prediction: Prediction(labels: detector.labels, values: values, durationSeconds: end - start))
  }

  /// Joins neighbours whose mean answers have the same label.
  private static func merged(_ segments: [Timeline.Segment]) -> [Timeline.Segment] {
    segments.reduce(into: []) { merged, next in
      guard let last = merged.last, let before = last.prediction, let after = next.prediction,
        before.label == after.label
      else { return merged.append(next) }
      let total = last.duration + next.duration
      let values = zip(before.values, after.values).map {
        ($0 * last.duration + $1 * next.duration) / total
      }
      merged[merged.count - 1] = Timeline.Segment(
        start: last.start, end: next.end,
        prediction: Prediction(labels: before.labels, values: values, durationSeconds: total))
    }
  }

  private func probabilities(
    from start: Double, to end: Double, remembering memory: BandMemory? = nil
  ) throws -> [Double]? {
    try detector.probabilitiesOfAudible(
      history.stretch(from: start, to: end), centre: centre, remembering: memory)
  }
}
