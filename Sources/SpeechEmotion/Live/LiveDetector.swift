internal import Foundation
internal import SpeechAudio
internal import SpeechFeatures

/// Listens to a stream of samples and tells how the emotion moves.
///
/// ```swift
/// let live = try LiveDetector(detector, sampleRate: 48_000)
/// while let block = microphone.read() {
///   for event in try live.push(block) { show(event) }
/// }
/// for event in try live.finish() { show(event) }
/// ```
///
/// Somebody's beginning to speak opens a gate, a pause closes it. While it is open, the last seconds are heard every
/// ``LiveSettings/hopDuration``; when it closes, the whole utterance is heard once more. A window's event is ready
/// with the sample that completes it: what a second sounds like is known a hop and the time of computing after its end at the
/// latest. Where a model has several networks they hear the windows in turns, and utterances together. Memory does not grow
/// with time. Events do not depend on how the samples were cut into pushes.
///
/// One instance serves one stream, on one thread at a time.
public final class LiveDetector {
  /// How it listens.
  public let settings: LiveSettings

  /// Seconds of audio that were pushed.
  public var seconds: Double { Double(pushedCount) / Double(sampleRate) }

  /// Utterances are heard in pieces of at most this length, in seconds.
  static let pieceDuration = 6.0
  /// The largest magnitude that is believed: 40 dB above full scale.
  public static let loudest: Float = 100

  /// The least that a window is made of, in seconds.
  static let minimumWindow = 0.5

  private let detector: EmotionDetector
  private let centre: [Double]?
  private let sampleRate: Int
  private let resampler: Resampler?
  private let framesPerHop: Int
  private var pushedCount = 0
  private var frameCount = 0
  private var history: SampleHistory
  private let bands: BandMemory
  private var activity: VoiceActivityDetector
  private var tracker: UtteranceTracker
  private let loudness = LoudnessMeter()
  private var measuredEnd = 0
  private var quietSince: Double? = 0
  private var utterance: OpenUtterance?

  /// An utterance on its way.
  private struct OpenUtterance {
    let start: Double
    var heardUpTo: Double
    var mixture: WindowMixture
    var label: SmoothedLabel
    var windowCount = 0
    /// What each of the model's networks said when it was last asked.
    var answers: [[Double]] = []
  }

  /// Begins to listen.
  ///
  /// - Parameters:
  ///   - detector: The model. Its gate does not count: this one has its own.
  ///   - sampleRate: Samples per second of what is pushed, in hertz.
  ///   - settings: How to listen.
  ///   - speaker: Who speaks, where that person is enrolled.
  /// - Throws: `AudioError` where the rate is out of range, ``SpeakerProfileError`` where the profile does not fit the model.
  public init(
    _ detector: EmotionDetector, sampleRate: Int, settings: LiveSettings = LiveSettings(),
    speaker: SpeakerProfile? = nil
  ) throws {
    self.detector = detector
    self.settings = settings
    self.sampleRate = sampleRate
    centre = try detector.centre(speaker)
    let wanted = detector.manifest.featureRecipe.sampleRate
    resampler = sampleRate == wanted ? nil : try Resampler(from: sampleRate, to: wanted)
    framesPerHop = max(1, Int((settings.hopDuration / VoiceActivityDetector.hopDuration).rounded()))
    history = SampleHistory(sampleRate: wanted)
    bands = BandMemory(detector.manifest.featureRecipe, duration: settings.windowDuration)
    activity = VoiceActivityDetector(sampleRate: wanted)
    tracker = UtteranceTracker(pause: settings.pauseDuration)
  }

  /// Takes the next samples in.
  ///
  /// - Parameter samples: Amplitudes, nominally within -1...1, any number of them; what is not a number counts as 0, and
  ///   what is louder than ``loudest`` as that.
  /// - Returns: What can be told now, in order of time.
  /// - Throws: `AudioError` where resampling fails, ``DetectionError`` where the network fails.
  public func push(_ samples: [Float]) throws -> [EmotionEvent] {
    pushedCount += samples.count
    let isSound = samples.allSatisfy { abs($0) <= Self.loudest }
    let finite =
      isSound ? samples : samples.map { $0.isFinite ? min(max($0, -Self.loudest), Self.loudest) : 0 }
    return try take(try resampler?.process(finite) ?? finite)
  }

  /// Ends the stream; an utterance on its way ends with it.
  ///
  /// - Returns: The last events.
  /// - Throws: As ``push(_:)``.
  public func finish() throws -> [EmotionEvent] {
    var events = try take(try resampler?.finish() ?? [])
    for frame in activity.finish() { events += try follow(frame) }
    for change in tracker.finish() { events += try react(to: change) }
    return events
  }

  /// Seconds of audio in memory.
  var keptSeconds: Double { Double(history.end - history.start) / Double(history.sampleRate) }

  private func take(_ samples: [Float]) throws -> [EmotionEvent] {
    var events: [EmotionEvent] = []
    // A second at a time, so that a large push does not need more memory than a small one.
    for first in stride(from: 0, to: samples.count, by: history.sampleRate) {
      let block = Array(samples[first..<min(first + history.sampleRate, samples.count)])
      history.append(block)
      for frame in activity.push(block) { events += try follow(frame) }
      history.forget(
        before: utterance.map { min($0.heardUpTo, now - settings.windowDuration) } ?? tracker.earliest)
    }
    return events
  }

  /// End of the last frame, in seconds.
  private var now: Double {
    Double(frameCount) * VoiceActivityDetector.hopDuration + VoiceActivityDetector.frameDuration
      - VoiceActivityDetector.hopDuration
  }

  private func follow(_ frame: VoiceActivityFrame) throws -> [EmotionEvent] {
    frameCount += 1
    var events: [EmotionEvent] = []
    for change in tracker.push(frame) { events += try react(to: change) }
    let clock = ContinuousClock.now
    try hearPieces()
    guard frameCount % framesPerHop == 0 else { return events }
    events.append(.level(measure()))
    let quietEnd = min(now, tracker.possibleStart ?? now)
    if let since = quietSince, quietEnd - since >= 1 {
      events.append(.noSpeech(start: since, end: quietEnd))
      quietSince = quietEnd
    }
    if let window = try window(since: clock) { events.append(.window(window)) }
    return events
  }

  private func react(to change: UtteranceTracker.Change) throws -> [EmotionEvent] {
    switch change {
    case .started(let start):
      utterance = OpenUtterance(
        start: start, heardUpTo: start, mixture: WindowMixture(classCount: detector.labels.count),
        label: SmoothedLabel(settings))
      quietSince = nil
      return [.utteranceStarted(start: start)]
    case .ended(let end):
      guard let ended = utterance else { return [] }
      let clock = ContinuousClock.now
      let prediction = try summary(of: ended, end: end)
      utterance = nil
      quietSince = end
      return [
        .utteranceEnded(
          .init(
            start: ended.start, end: end, prediction: prediction, windowCount: ended.windowCount,
            computingSeconds: (ContinuousClock.now - clock).seconds))
      ]
    }
  }

  /// Hears a long utterance piece by piece, so that its end costs no more than a short one's.
  private func hearPieces() throws {
    // Not what may be the pause at its end.
    guard var open = utterance, min(now, tracker.speechEnd) - open.heardUpTo >= Self.pieceDuration + 1
    else { return }
    let end = open.heardUpTo + Self.pieceDuration
    try add(from: open.heardUpTo, to: end, to: &open.mixture)
    open.heardUpTo = end
    utterance = open
  }

  private func summary(of open: OpenUtterance, end: Double) throws -> Prediction? {
    var open = open
    if end - open.heardUpTo >= (open.mixture.isEmpty ? EmotionDetector.minimumDuration : 1) {
      try add(from: open.heardUpTo, to: end, to: &open.mixture)
    }
    do {
      return try open.mixture.prediction(labels: detector.labels, path: nil)
    } catch is AudioError {
      return nil  // nothing but digital silence, or too short
    }
  }

  private func add(from start: Double, to end: Double, to mixture: inout WindowMixture) throws {
    let stretch = history.stretch(from: start, to: end)
    let seconds = stretch.waveform.duration
    if let values = try detector.probabilitiesOfAudible(stretch, centre: centre, remembering: nil) {
      mixture.add(values, seconds: seconds)
    } else {
      mixture.leaveOut(seconds: seconds)
    }
  }

  private func window(since clock: ContinuousClock.Instant) throws -> EmotionEvent.Window? {
    guard var open = utterance else { return nil }
    let start = max(open.start, now - settings.windowDuration)
    guard now - start >= Self.minimumWindow - 0.001 else { return nil }
    let stretch = history.stretch(from: start, to: now)
    // A model's networks take turns, so that listening costs no more than one of them; what counts is the mean of what
    // each said last. All are asked first, and always where windows are too far apart for that.
    let networkCount = detector.manifest.memberCount
    let takesTurns = !open.answers.isEmpty && settings.hopDuration < settings.smoothingDuration
    let turn = takesTurns ? open.windowCount % networkCount : nil
    guard
      let answer = try detector.probabilitiesOfAudible(
        stretch, centre: centre, remembering: bands, turn: turn)
    else { return nil }
    if let turn {
      open.answers[turn] = answer
    } else {
      open.answers = Array(repeating: answer, count: networkCount)
    }
    let values = answer.indices.map { label in
      open.answers.reduce(0) { $0 + $1[label] } / Double(networkCount)
    }
    let (smoothed, shown) = open.label.add(values)
    open.windowCount += 1
    utterance = open
    let labels = detector.labels
    return EmotionEvent.Window(
      start: start, end: now,
      prediction: Prediction(labels: labels, values: values, durationSeconds: now - start),
      smoothed: Prediction(labels: labels, values: smoothed, durationSeconds: now - open.start),
      label: labels.names[shown], computingSeconds: (ContinuousClock.now - clock).seconds)
  }

  private func measure() -> EmotionEvent.Loudness {
    let begin = Double(measuredEnd) / Double(history.sampleRate)
    let stretch = history.waveform(from: begin, to: now)
    measuredEnd = Int(now * Double(history.sampleRate))
    return loudness.measure(stretch, time: now, isSpeech: utterance != nil)
  }
}
