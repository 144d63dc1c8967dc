internal import Foundation
internal import SpeechAudio
internal import SpeechEmotion
internal import SpeechFeatures

/// Hears one recording within bounds and puts the answer into the command's form.
struct Hearing: Sendable {
  let detector: EmotionDetector
  /// Seconds of audio at most, so that a small file that unpacks without end does no harm.
  let maximumSeconds: Double
  /// Whether to follow the emotion through time.
  let hasTimeline: Bool
  /// Whether to add the waveform's outline and the spectrogram.
  let hasOverview: Bool

  /// The columns of an overview, at most twice as many.
  static let overviewColumns = 400

  /// Hears a file. It takes a processor until it is done or `deadline` says stop.
  ///
  /// - Returns: The object, and the seconds of audio in it.
  /// - Throws: ``Problem``.
  func answer(_ url: URL, deadline: Deadline) throws -> (json: JSONText, seconds: Double) {
    var overview = hasOverview ? try AudioOverview(columnCount: Self.overviewColumns) : nil
    var seconds = 0.0
    let take = { (block: Waveform) in
      try deadline.check()
      seconds += block.duration
      guard seconds <= maximumSeconds else { throw Problem.tooLong(seconds: maximumSeconds) }
      guard overview != nil else { return }
      let rate = AudioOverview.sampleRate
      try overview?.push(block.sampleRate == rate ? block : block.resampled(to: rate))
    }
    do {
      try deadline.check()
      var members = try members(url, take)
      if let overview { members.append(("overview", overview.json)) }
      return (.object(members), seconds)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      throw Problem(error, hiding: url.path)
    }
  }

  private func members(
    _ url: URL, _ take: (Waveform) throws -> Void
  ) throws -> [(key: String, value: JSONText)] {
    if hasTimeline { return try detector.timeline(forFile: url, audio: take).members }
    do {
      let prediction = try detector.prediction(forFile: url, audio: take)
      return prediction.recordingMembers + Prediction.warningMembers(prediction.warnings)
    } catch DetectionError.noSpeech(_, let seconds) {
      return Prediction.noSpeechMembers(seconds: seconds)
    }
  }
}

extension AudioOverview {
  /// Decibels of the darkest and the brightest value of ``json``'s spectrogram.
  static let decibels = -90.0...0.0

  /// Outline and spectrogram: amplitudes to three decimals, and a byte for every band of every column.
  var json: JSONText {
    let rounded = { (value: Float) in JSONText.number((Double(value) * 1000).rounded() / 1000) }
    var bytes = Data(capacity: columns.count * Self.bandCount)
    for column in columns {
      for power in column.power {
        let decibels = 10 * log10(Double(max(power, 1e-12)))
        let share =
          (decibels - Self.decibels.lowerBound) / (Self.decibels.upperBound - Self.decibels.lowerBound)
        bytes.append(UInt8(min(max(share, 0), 1) * 255))
      }
    }
    return .object([
      ("column_seconds", .number(columnDuration)), ("bands", .integer(Self.bandCount)),
      ("lowest", .array(columns.map { rounded($0.lowest) })),
      ("highest", .array(columns.map { rounded($0.highest) })),
      ("log_mel", .string(bytes.base64EncodedString())),
    ])
  }
}
