public import Foundation
public import SpeechAudio
internal import SpeechFeatures

/// Hears emotions: a model, loaded once, that any number of threads may ask at the same time.
///
/// ```swift
/// let detector = try EmotionDetector.bundled()
/// let prediction = try detector.prediction(forFile: url)
/// print(prediction.emotion, prediction.confidence)
/// ```
///
/// Audio longer than ``maximumWindowDuration`` is heard in windows of that length, one after the other, in
/// memory that does not grow with the recording; the answer is the mean of the windows' probabilities, weighted by
/// their duration. A rest shorter than a second is heard with the window before it. A feature recipe that crops
/// applies to each window by itself.
///
/// Windows in which nobody speaks do not count, and where nobody speaks at all there is no emotion:
/// ``DetectionError/noSpeech(path:seconds:)``. See ``SpeechGate``.
public final class EmotionDetector: Sendable {
  /// The longest stretch that is heard at once, in seconds; models are trained on clips of a few seconds.
  public static let maximumWindowDuration: Double = 15

  /// The shortest audio that is worth an answer, in seconds.
  public static let minimumDuration: Double = 0.2

  /// The shortest rest behind a window that is heard by itself, in seconds.
  static let minimumRestDuration: Double = 1

  /// What the model says about itself.
  public let manifest: ModelManifest

  /// Whether audio without speech is refused.
  public let gate: SpeechGate

  let extractor: FeatureExtractor
  private let network: NetworkEnsemble
  private let outputs: OutputSums

  /// Makes a model ready to listen.
  ///
  /// - Parameters:
  ///   - bundle: A model.
  ///   - gate: Whether audio without speech is refused.
  ///   - precision: How exact the factors of the network's products are.
  /// - Throws: `FeatureRecipeError`, ``NetworkSpecError`` or ``WeightError``, none of which a bundle that could be read
  ///   or made gives.
  public init(
    bundle: ModelBundle, gate: SpeechGate = .on, precision: NetworkPrecision = .single
  ) throws {
    manifest = bundle.manifest
    self.gate = gate
    extractor = try FeatureExtractor(bundle.manifest.featureRecipe)
    network = try NetworkEnsemble(bundle, precision: precision)
    outputs = OutputSums(bundle.manifest)
  }

  /// Loads a model.
  ///
  /// - Parameters:
  ///   - url: The folder of a ``ModelBundle``.
  ///   - gate: Whether audio without speech is refused.
  ///   - precision: How exact the factors of the network's products are.
  /// - Throws: ``ModelBundleError`` with the path, what was found, and what to do.
  public convenience init(
    contentsOf url: URL, gate: SpeechGate = .on, precision: NetworkPrecision = .single
  ) throws {
    try self.init(bundle: ModelBundle(contentsOf: url), gate: gate, precision: precision)
  }

  /// The classes that the model tells apart.
  public var labels: LabelSet { manifest.labels }

  /// Hears audio in memory.
  ///
  /// - Parameters:
  ///   - waveform: Audio at any rate.
  ///   - speaker: Who speaks, where that person is enrolled.
  /// - Returns: What the model says.
  /// - Throws: ``DetectionError/noSpeech(path:seconds:)`` where nobody speaks, `AudioError` where the audio is too short,
  ///   another ``DetectionError`` where the features or the network fail.
  public func prediction(for waveform: Waveform, speaker: SpeakerProfile? = nil) throws -> Prediction {
    var offset = 0
    return try prediction(path: nil, sampleRate: waveform.sampleRate, centre: centre(speaker)) { count in
      guard offset < waveform.samples.count else { return nil }
      let end = min(offset + count, waveform.samples.count)
      defer { offset = end }
      return Waveform(samples: Array(waveform.samples[offset..<end]), sampleRate: waveform.sampleRate)
    }
  }

  /// Hears a file, decoding it as it goes.
  ///
  /// - Parameters:
  ///   - url: An audio file of any length in any format that `AudioReader` reads.
  ///   - speaker: Who speaks, where that person is enrolled.
  ///   - audio: Called with each block of audio before it is heard, at the model's rate; may throw to stop.
  /// - Returns: What the model says; cut or damaged files come with warnings.
  /// - Throws: ``DetectionError/noSpeech(path:seconds:)`` where nobody speaks, `AudioError` where the file cannot be decoded
  ///   or is too short, another ``DetectionError`` where the features or the network fail, what `audio` throws.
  public func prediction(
    forFile url: URL, speaker: SpeakerProfile? = nil, audio: (Waveform) throws -> Void = { _ in }
  ) throws -> Prediction {
    let centre = try centre(speaker)
    let reader = try AudioReader(contentsOf: url, sampleRate: manifest.featureRecipe.sampleRate)
    return try prediction(path: url.path, reader: reader, centre: centre, audio: audio)
  }

  /// Hears a file that is in memory, as it comes from a network or a pipe.
  ///
  /// - Parameters:
  ///   - data: The bytes of an audio file, its header included.
  ///   - speaker: Who speaks, where that person is enrolled.
  /// - Returns: What the model says; cut or damaged files come with warnings.
  /// - Throws: ``DetectionError/noSpeech(path:seconds:)`` where nobody speaks, `AudioError` where the bytes cannot be decoded
  ///   or are too short, another ``DetectionError`` where the features or the network fail.
  public func prediction(forData data: Data, speaker: SpeakerProfile? = nil) throws -> Prediction {
    let centre = try centre(speaker)
    let reader = try AudioReader(data: data, sampleRate: manifest.featureRecipe.sampleRate)
    return try prediction(path: nil, reader: reader, centre: centre)
  }

  private func prediction(
    path: String?, reader: AudioReader, centre: [Double]?, audio: (Waveform) throws -> Void = { _ in }
  ) throws -> Prediction {
    let prediction = try prediction(path: path, sampleRate: reader.sampleRate, centre: centre) { count in
      let block = try reader.read(maximumSampleCount: count)
      if let block { try audio(block) }
      return block
    }
    return Prediction(
      labels: prediction.labels, values: prediction.values, durationSeconds: prediction.durationSeconds,
      speechSeconds: prediction.speechSeconds,
      warnings: reader.warnings.map(DetectionWarning.audio) + prediction.warnings)
  }

  /// Hears everything that `read` gives, window by window.
  private func prediction(
    path: String?, sampleRate: Int, centre: [Double]?, read: (_ sampleCount: Int) throws -> Waveform?
  ) throws -> Prediction {
    let windowCount = Int(Self.maximumWindowDuration * Double(sampleRate))
    let restCount = Int(Self.minimumRestDuration * Double(sampleRate))
    var mixture = WindowMixture(classCount: labels.count)
    var window = try read(windowCount)
    var rest: Waveform?
    while var current = window {
      // One read ahead tells whether a rest too short to stand alone follows. A file's end is known by an empty
      // read, so the reader's warnings are complete when the loop ends.
      rest = current.samples.count == windowCount ? try read(windowCount) : nil
      if let short = rest, short.samples.count < restCount {
        current.samples += short.samples
        rest = try read(windowCount)
      }
      try hear(
        current, path: path, centre: centre, isWhole: mixture.isEmpty && rest == nil, into: &mixture)
      window = rest
    }
    return try mixture.prediction(labels: labels, path: path)
  }

  /// Adds one window's answer, or leaves it out where there is nothing to hear in it.
  private func hear(
    _ window: Waveform, path: String?, centre: [Double]?, isWhole: Bool, into mixture: inout WindowMixture
  ) throws {
    do {
      if gate == .on, window.duration >= Self.minimumDuration {
        let activity = try voiceActivity(in: window, path: path)
        mixture.addSpeech(seconds: activity.speechSeconds)
        guard activity.isSpeech else { return mixture.leaveOut(seconds: window.duration) }
      }
      try window.requireUsable(minimumDuration: Self.minimumDuration, path: path)
      mixture.add(try probabilities(of: window, path: path, centre: centre), seconds: window.duration)
    } catch AudioError.silent where !isWhole {
      mixture.leaveOut(seconds: window.duration)
    } catch DetectionError.features(_, .tooShortAfterTrimming) where !isWhole {
      mixture.leaveOut(seconds: window.duration)
    }
  }

  private func voiceActivity(in window: Waveform, path: String?) throws(DetectionError) -> VoiceActivity {
    do {
      return try VoiceActivity(of: window)
    } catch {
      throw .features(path: path, error)
    }
  }

  /// The probabilities of the labels in one stretch, whether somebody speaks in it or not.
  ///
  /// `memory` holds what earlier windows of the same stream have in common with this one, and where it begins. With
  /// `turn`, one of the model's networks answers, each in its turn.
  func probabilities(
    of window: Waveform, path: String?, centre: [Double]?, remembering memory: (BandMemory, Int)? = nil,
    turn: Int? = nil
  ) throws -> [Double] {
    let features: FeatureMatrix
    do {
      features =
        if let (rows, position) = memory {
          try extractor.features(of: window, at: position, remembering: rows, centre: centre)
        } else {
          try extractor.features(of: window, centre: centre)
        }
    } catch {
      throw DetectionError.features(path: path, error)
    }
    do {
      return outputs.applied(
        to: try network.probabilities(
          features, temperature: manifest.calibration.temperature, turn: turn))
    } catch {
      throw DetectionError.network(path: path, error)
    }
  }
}
