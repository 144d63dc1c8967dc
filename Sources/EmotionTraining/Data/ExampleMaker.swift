import EmotionCorpora
import SpeechAudio
import SpeechFeatures

/// Makes what a step sees of one clip: a random part, treated at random.
struct ExampleMaker: Sendable {
  let recipe: TrainingRecipe
  let data: TrainingData
  let extractor: FeatureExtractor
  /// What speakers sound like; nil where clips are only ever normalised by themselves.
  let centres: SpeakerCentres?
  /// Who talks in the background; nil where nobody does.
  let background: BackgroundVoices?

  /// Features of a clip under one set of draws.
  ///
  /// - Parameters:
  ///   - clip: Index of the clip.
  ///   - seed: Decides the part and the treatments.
  /// - Returns: Shape `[frames, bins]`.
  /// - Throws: What a treatment or the features throw.
  func features(ofClip clip: Int, seed: UInt64) throws -> FeatureMatrix {
    var generator = SeededGenerator(seed: seed)
    let part = part(ofClip: clip, using: &generator)
    let duration = Double(part.count) / Double(recipe.features.sampleRate)
    let draws = recipe.augmentation.flatMap { $0.draw(clipDuration: duration, using: &generator) }
    // Drawn only where there is something to decide, so that other recipes' draws stay what they are.
    let centre =
      centres != nil && generator.chance(recipe.speakerNormalisation ?? 0)
      ? centres?.centre(of: data.clips.utterances[clip]) : nil
    let isWhole = part.count == data.clips.sampleCount(at: clip)
    var matrix =
      isWhole && centre == nil && !draws.contains(where: \.isOfWaveform)
      ? try data.clips.features(at: clip)
      : try features(ofClip: clip, part: part, draws: draws, centre: centre)
    for draw in draws {
      draw.apply(
        to: &matrix, frameDuration: recipe.features.frameDuration, viewCount: recipe.features.viewCount)
    }
    return matrix
  }

  private func features(
    ofClip clip: Int, part: Range<Int>, draws: [AugmentationDraw], centre: [Double]?
  ) throws -> FeatureMatrix {
    var waveform = data.clips.waveform(at: clip, range: part)
    for draw in draws where draw.isOfWaveform {
      waveform = try draw.applied(to: waveform) { background?.voices($0, behind: clip, using: &$1) ?? [] }
    }
    if draws.contains(where: \.changesLevel) {
      waveform = recipe.features.preparation.level.applied(to: waveform)
    }
    // A recipe of fixed length keeps it whatever speed did.
    if recipe.features.fixedFrameCount != nil, waveform.samples.count != part.count {
      waveform.samples = Array(waveform.samples.prefix(part.count))
      waveform.samples += Array(repeating: 0, count: part.count - waveform.samples.count)
    }
    return try extractor.features(ofPrepared: waveform, centre: centre)
  }

  /// Probabilities that the loss compares with: the label, smoothed.
  func target(ofClip clip: Int) -> [Float] {
    let count = data.labels.count
    let spread = Float(recipe.labelSmoothing) / Float(count)
    var target = Array(repeating: spread, count: count)
    target[data.classes[clip]] += 1 - Float(recipe.labelSmoothing)
    return target
  }

  private func part(ofClip clip: Int, using generator: inout SeededGenerator) -> Range<Int> {
    let count = data.clips.sampleCount(at: clip)
    guard let seconds = recipe.maximumSeconds, recipe.features.fixedFrameCount == nil else {
      return 0..<count
    }
    let longest = max(1, Int(seconds * Double(recipe.features.sampleRate)))
    guard count > longest else { return 0..<count }
    let start = generator.index(below: count - longest + 1)
    return start..<start + longest
  }
}
