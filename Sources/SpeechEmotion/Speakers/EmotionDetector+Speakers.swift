public import Foundation
internal import SpeechAudio
internal import SpeechFeatures

extension EmotionDetector {
  /// Measures what a person's voice is like.
  ///
  /// Windows of 15 s without speech are passed over, whatever the detector's gate.
  ///
  /// - Parameters:
  ///   - name: What people call the speaker.
  ///   - urls: Recordings of that person speaking as usual, with the microphone that will be used.
  /// - Returns: A profile for ``prediction(forFile:speaker:)`` and its like.
  /// - Throws: `AudioError` where a file cannot be decoded, ``DetectionError`` where features fail,
  ///   ``SpeakerProfileError`` where there is too little speech or the model has no use for profiles.
  public func profile(ofSpeaker name: String, files urls: [URL]) throws -> SpeakerProfile {
    guard manifest.featureRecipe.normalisation.takesCentre else {
      throw SpeakerProfileError.notCentred(model: manifest.name)
    }
    var sums: [Double] = []
    var frameCount = 0
    var speech = 0.0
    for url in urls {
      let reader = try AudioReader(contentsOf: url, sampleRate: manifest.featureRecipe.sampleRate)
      while let window = try reader.read(
        maximumSampleCount: Int(Self.maximumWindowDuration * Double(reader.sampleRate)))
      {
        guard window.duration >= Self.minimumDuration else { continue }
        do {
          let activity = try VoiceActivity(of: window)
          guard activity.isSpeech else { continue }
          let (means, frames) = try extractor.means(ofPrepared: extractor.preparedWaveform(window))
          if sums.isEmpty { sums = means.map { _ in 0 } }
          for bin in sums.indices { sums[bin] += means[bin] * Double(frames) }
          frameCount += frames
          speech += activity.speechSeconds
        } catch FeatureError.tooShortAfterTrimming {
          continue  // a rest of next to nothing
        } catch {
          throw DetectionError.features(path: url.path, error)
        }
      }
    }
    guard speech >= SpeakerProfile.minimumSpeechSeconds, frameCount > 0 else {
      throw SpeakerProfileError.tooLittleSpeech(seconds: speech, files: urls.count)
    }
    return SpeakerProfile(
      name: name, featureRecipe: manifest.featureRecipe, means: sums.map { $0 / Double(frameCount) },
      speechSeconds: speech, fileCount: urls.count)
  }

  /// Whether the model was trained with clips centred by their speaker, so that profiles are expected to help.
  public var isTrainedForProfiles: Bool {
    guard case .object(let recipe) = manifest.trainingRecipe else { return false }
    switch recipe["speaker_normalisation"] {
    case .number(let share): return share > 0
    case .integer(let share): return share > 0
    default: return false
    }
  }

  /// A profile's means, where it fits the model.
  func centre(_ speaker: SpeakerProfile?) throws(SpeakerProfileError) -> [Double]? {
    guard let speaker else { return nil }
    guard speaker.featureRecipe == manifest.featureRecipe else {
      throw .otherFeatures(speaker: speaker.name, model: manifest.name)
    }
    guard manifest.featureRecipe.normalisation.takesCentre else { throw .notCentred(model: manifest.name) }
    return speaker.means
  }
}
