public import Foundation
public import SpeechAudio
internal import SpeechFeatures

extension EmotionDetector {
  /// Follows the emotion through a recording of any length.
  ///
  /// - Parameters:
  ///   - url: An audio file in any format that `AudioReader` reads.
  ///   - settings: How to make the timeline.
  ///   - speaker: Who speaks, where that person is enrolled.
  ///   - audio: Called with each block of audio as it is heard, at the model's rate, to draw it or to tell how far it is; may
  ///     throw to stop.
  /// - Returns: Segments in order of time; cut or damaged files come with warnings.
  /// - Throws: `AudioError` where the file cannot be decoded, ``DetectionError`` where the features or the network fail, what
  ///   `audio` throws.
  public func timeline(
    forFile url: URL, settings: TimelineSettings = TimelineSettings(), speaker: SpeakerProfile? = nil,
    audio: (Waveform) throws -> Void = { _ in }
  ) throws -> Timeline {
    let reader = try AudioReader(contentsOf: url, sampleRate: manifest.featureRecipe.sampleRate)
    return try timeline(reader, settings: settings, speaker: speaker, audio: audio)
  }

  /// Follows the emotion through the bytes of an audio file.
  ///
  /// - Parameters:
  ///   - data: The bytes of an audio file, its header included.
  ///   - settings: How to make the timeline.
  ///   - speaker: Who speaks, where that person is enrolled.
  ///   - audio: Called with each block of audio as it is heard, at the model's rate; may throw to stop.
  /// - Returns: Segments in order of time.
  /// - Throws: As ``timeline(forFile:settings:speaker:audio:)``.
  public func timeline(
    forData data: Data, settings: TimelineSettings = TimelineSettings(), speaker: SpeakerProfile? = nil,
    audio: (Waveform) throws -> Void = { _ in }
  ) throws -> Timeline {
    let reader = try AudioReader(data: data, sampleRate: manifest.featureRecipe.sampleRate)
    return try timeline(reader, settings: settings, speaker: speaker, audio: audio)
  }

  private func timeline(
    _ reader: AudioReader, settings: TimelineSettings, speaker: SpeakerProfile?,
    audio: (Waveform) throws -> Void
  ) throws -> Timeline {
    let builder = try TimelineBuilder(self, settings: settings, speaker: speaker)
    var segments: [Timeline.Segment] = []
    var sampleCount = 0
    while let block = try reader.read(maximumSampleCount: 2 * reader.sampleRate) {
      sampleCount += block.samples.count
      segments += try builder.push(block)
      try audio(block)
    }
    segments += try builder.finish()
    return Timeline(
      segments: segments, durationSeconds: Double(sampleCount) / Double(reader.sampleRate),
      warnings: reader.warnings.map(DetectionWarning.audio))
  }

  /// Probabilities of a stretch, or nil where there is nothing to hear in it: digital silence, or a blink.
  ///
  /// With a memory for windows that overlap; without one, exactly what a file of the stretch alone would give.
  func probabilitiesOfAudible(
    _ stretch: (waveform: Waveform, position: Int), centre: [Double]?, remembering memory: BandMemory?,
    turn: Int? = nil
  ) throws -> [Double]? {
    let waveform = stretch.waveform
    guard waveform.duration >= Self.minimumDuration, !waveform.isDigitalSilence else { return nil }
    do {
      return try probabilities(
        of: waveform, path: nil, centre: centre, remembering: memory.map { ($0, stretch.position) },
        turn: turn)
    } catch DetectionError.features(_, .tooShortAfterTrimming) {
      return nil
    }
  }
}
