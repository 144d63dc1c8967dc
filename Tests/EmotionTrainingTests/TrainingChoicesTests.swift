import EmotionCorpora
import EmotionEvaluation
import Foundation
import SpeechEmotion
import SpeechFeatures
import Testing
import TorchTensor

@testable import EmotionTraining

@Suite("What a recipe may choose", .serialized)
struct TrainingChoicesTests {
  @Test("a mixed clip keeps its length and the larger share; shares of classes still sum to one")
  func mixing() {
    let matrices = (0..<6).map { clip in
      FeatureMatrix(
        values: Array(repeating: Float(clip), count: (clip + 2) * 3), frameCount: clip + 2, binCount: 3)
    }
    let targets = (0..<6).flatMap { clip in (0..<6).map { $0 == clip ? Float(1) : 0 } }
    for alpha in [0.4, 1, 4] {
      var (mixed, shares) = (matrices, targets)
      let mixer = ClipMixer(mixup: .init(probability: 1, alpha: alpha))
      mixer.mix(&mixed, &shares, classCount: 6, seed: 5)
      #expect(mixed.map(\.frameCount) == matrices.map(\.frameCount))
      #expect(mixed != matrices)
      for clip in 0..<6 {
        let row = shares[clip * 6..<clip * 6 + 6]
        #expect(abs(row.reduce(0, +) - 1) < 1e-6 && row[clip * 6 + clip] >= 0.5)
        // The features are mixed in the shares of the classes.
        let expected = row.enumerated().reduce(Float(0)) { $0 + Float($1.offset) * $1.element }
        #expect(abs(mixed[clip].values[0] - expected) < 1e-4)
      }
      var (again, sharesAgain) = (matrices, targets)
      mixer.mix(&again, &sharesAgain, classCount: 6, seed: 5)
      #expect(again == mixed && sharesAgain == shares)
    }
    var (untouched, same) = (matrices, targets)
    ClipMixer(mixup: .init(probability: 0, alpha: 1)).mix(&untouched, &same, classCount: 6, seed: 1)
    #expect(untouched == matrices && same == targets)
  }

  @Test("those who talk in the background are other people of the training part")
  func backgrounds() throws {
    let corpus = try TonesCorpus(speakers: 3, clipsPerClass: 2)
    defer { corpus.remove() }
    var recipe = try TonesCorpus.recipe()
    recipe.augmentation = [.babble(probability: 1, minimumDecibels: 0, maximumDecibels: 0)]
    let extractor = try FeatureExtractor(recipe.features)
    let clips = try PreparedClipCache(root: corpus.folder.appending(path: "cache"), extractor: extractor)
      .prepare(corpus.utterances)
    let scheme = try #require(LabelScheme(named: recipe.scheme))
    func differs(validation: Set<String>) throws -> Bool {
      let data = try TrainingData(clips: clips, scheme: scheme) { validation.contains($0.speaker) }
      let maker = ExampleMaker(
        recipe: recipe, data: data, extractor: extractor, centres: nil, background: BackgroundVoices(data))
      let clip = try #require(data.training.first { clips.utterances[$0].speaker == "s0" })
      return try (0..<8).contains { try maker.features(ofClip: clip, seed: $0) != clips.features(at: clip) }
    }
    #expect(try differs(validation: []))
    #expect(try !differs(validation: ["s1", "s2"]))

    // Where nobody knows who speaks, everybody but the clip itself may talk.
    var unknown = corpus.utterances
    for index in unknown.indices { unknown[index].speaker = Utterance.unknownSpeaker }
    let strangers = try PreparedClipCache(root: corpus.folder.appending(path: "cache"), extractor: extractor)
      .prepare(unknown)
    let voices = BackgroundVoices(try TrainingData(clips: strangers, scheme: scheme) { _ in false })
    var generator = SeededGenerator(seed: 2)
    let heard = (0..<40).flatMap { _ in voices.voices(4, behind: 0, using: &generator) }
    #expect(heard.count == 160 && !heard.contains(strangers.waveform(at: 0)))
  }

  @Test("a speaker is centred by their neutral clips, or by all where those are too few")
  func centres() throws {
    let corpus = try TonesCorpus(speakers: 2, clipsPerClass: 4)
    defer { corpus.remove() }
    var utterances = corpus.utterances
    for index in utterances.indices
    where utterances[index].speaker == "s0" && utterances[index].emotion == "sad" {
      utterances[index].emotion = "neutral"
    }
    let extractor = try FeatureExtractor(.logMel80)
    let clips = try PreparedClipCache(root: corpus.folder.appending(path: "cache"), extractor: extractor)
      .prepare(utterances)
    let centres = SpeakerCentres(of: clips, extractor: extractor)
    func mean(_ chosen: [Int]) throws -> [Double] {
      let parts = try chosen.map { try extractor.means(ofPrepared: clips.waveform(at: $0)) }
      let frames = parts.reduce(0) { $0 + $1.frames }
      return (0..<80).map { bin in
        parts.reduce(0) { $0 + $1.means[bin] * Double($1.frames) } / Double(frames)
      }
    }
    let neutral = utterances.indices.filter { utterances[$0].emotion == "neutral" }
    let second = utterances.indices.filter { utterances[$0].speaker == "s1" }
    for (speaker, chosen) in [(0, neutral), (second[0], second)] {
      let found = try #require(centres.centre(of: utterances[speaker]))
      #expect(zip(found, try mean(chosen)).allSatisfy { abs($0 - $1) < 1e-9 })
    }
    // Centred by a speaker, a clip differs from itself centred alone by a constant in each bin.
    let centre = try #require(centres.centre(of: utterances[0]))
    let alone = try extractor.features(ofPrepared: clips.waveform(at: 0))
    let known = try extractor.features(ofPrepared: clips.waveform(at: 0), centre: centre)
    let offset = known[0, 7] - alone[0, 7]
    #expect((0..<alone.frameCount).allSatisfy { abs(known[$0, 7] - alone[$0, 7] - offset) < 1e-4 })
  }

  @Test("members, mixing, shares of corpora and speaker centres train, resume alike and answer together")
  func members() throws {
    let corpus = try TonesCorpus(speakers: 6, clipsPerClass: 2)
    defer { corpus.remove() }
    var recipe = try TonesCorpus.recipe(epochs: 2)
    recipe.scheme = "full"
    recipe.answers = "seed"
    recipe.answerPriors = .equal
    recipe.members = 2
    recipe.mixup = .init(probability: 0.5, alpha: 0.4)
    recipe.speakerNormalisation = 0.5
    recipe.augmentation.append(.babble(probability: 0.5, minimumDecibels: 0, maximumDecibels: 20))
    recipe.corpusShares = ["tones": 0.5]
    let run = try TrainingRun(
      recipe: recipe, utterances: corpus.utterances, testSpeakers: ["tones/s0"], seed: 2)
    let data = try run.prepare(cache: corpus.folder.appending(path: "cache"))
    let whole = try #require(try run.train(data: data))
    #expect(whole.count == 2 && whole[0].weights != whole[1].weights)

    let folder = corpus.folder.appending(path: "run")
    var steps = 0
    let stopped = try run.train(
      data: data, checkpoints: folder,
      shouldStop: {
        steps += 1
        return steps == 4  // within the second member
      })
    #expect(stopped == nil)
    let resumed = try #require(try run.train(data: data, checkpoints: folder, resume: true))
    #expect(resumed.map(\.weights) == whole.map(\.weights))

    let bundle = try run.tested(run.bundle(whole, data: data, notes: ""))
    #expect(bundle.manifest.memberCount == 2)
    #expect(bundle.manifest.labels.names == LabelScheme.seed.labels)
    #expect(bundle.manifest.learntLabels == LabelScheme.full.labels)
    #expect(bundle.manifest.outputs?.first { $0.name == "male_boredom" }?.label == nil)
    #expect(bundle.manifest.outputs?.first { $0.name == "female_disgust" }?.label == "female_dislike")
    #expect(bundle.manifest.scores["test/clips"] == 4)
    let prediction = try EmotionDetector(bundle: bundle, gate: .off).prediction(
      forFile: corpus.utterances[0].url)
    #expect(abs(prediction.values.reduce(0, +) - 1) < 1e-9 && prediction.values.count == 12)

    // Another scheme: the last layer begins anew, the rest goes on.
    var other = recipe
    (other.scheme, other.answers, other.answerPriors, other.members) = ("six", nil, nil, nil)
    let next = try TrainingRun(recipe: other, utterances: corpus.utterances, seed: 3)
    let nextData = try next.prepare(cache: corpus.folder.appending(path: "cache"))
    let trainer = try next.trainer(data: nextData, startingFrom: bundle)
    let first = try #require(trainer.network.tensor(named: "layers.0.weight")).floats()
    #expect(first == whole[0].weights["layers.0.weight"]?.values)
    let joined = try next.bundle(
      try #require(try next.train(data: nextData, startingFrom: bundle)), data: nextData,
      after: [bundle.manifest], notes: "")
    #expect(joined.manifest.data.heldOutSpeakers.isEmpty)
  }

  @Test("answers count by the inverse of how much of the training they were, at most twofold")
  func answerPriors() throws {
    let corpus = try TonesCorpus(speakers: 4, clipsPerClass: 4)
    defer { corpus.remove() }
    var utterances = corpus.utterances
    for index in utterances.indices {
      let utterance = utterances[index]
      switch (utterance.emotion, utterance.speaker) {
      // Of each gender 5 angry, 3 disgusted, 3 happy, 4 sad and one surprised clip; 8 clips of dislike in all.
      case ("happy", "s0"), ("happy", "s1"): utterances[index].emotion = "angry"
      case ("happy", _): utterances[index].emotion = utterance.id.hasSuffix("0.wav") ? "angry" : "disgust"
      case (_, "s0"), (_, "s1"):
        utterances[index].emotion = utterance.id.hasSuffix("0.wav") ? "surprised" : "happy"
      default: break
      }
    }
    var recipe = try TonesCorpus.recipe(epochs: 1)
    (recipe.scheme, recipe.answers, recipe.validationFraction) = ("full", "seed", 0)
    func weights(_ priors: TrainingRecipe.AnswerPriors?) throws -> [String: Double] {
      recipe.answerPriors = priors
      let run = try TrainingRun(recipe: recipe, utterances: utterances)
      let data = try run.prepare(cache: corpus.folder.appending(path: "cache"))
      let bundle = try run.bundle(#require(try run.train(data: data)), data: data, notes: "")
      let outputs = try #require(bundle.manifest.outputs)
      return Dictionary(
        uniqueKeysWithValues: outputs.compactMap { output in output.weight.map { (output.name, $0) } })
    }
    #expect(try weights(nil).isEmpty && weights(.learnt).isEmpty)
    let found = try weights(.equal)
    for gender in ["male", "female"] {
      // The median of 1, 3, 4 and 8 clips is 3.5.
      #expect(found["\(gender)_angry"] == 0.5 && found["\(gender)_disgust"] == 0.5)
      #expect(found["\(gender)_sad"] == 3.5 / 4 && found["\(gender)_happy"] == 3.5 / 3)
      #expect(found["\(gender)_surprised"] == 2)  // 3.5 would be more than twofold
      #expect(found["\(gender)_calm"] == nil && found["\(gender)_boredom"] == nil)
    }
  }

  @Test("a pupil learns what its teachers say of each clip, with its labels or instead of them")
  func teaching() throws {
    let corpus = try TonesCorpus()
    defer { corpus.remove() }
    var recipe = try TonesCorpus.recipe()
    recipe.members = 2
    let run = try TrainingRun(recipe: recipe, utterances: corpus.utterances, testSpeakers: ["tones/s1"])
    let data = try run.prepare(cache: corpus.folder.appending(path: "cache"))
    let teacher = try run.bundle(#require(try run.train(data: data)), data: data, notes: "")

    // What they say together is what the detector answers, before its temperature.
    let teachers = try Teachers([teacher], recipe: recipe, labels: data.labels, device: .cpu)
    let features = try data.clips.features(at: 0)
    let said = try teachers.probabilities(
      Tensor(features.values, shape: [1, features.frameCount, features.binCount]),
      lengths: [features.frameCount]
    ).floats()
    let logits = try (0..<2).map {
      try InferenceNetwork(teacher.manifest.networkSpec, weights: teacher.weights(ofMember: $0))
        .logits(features)
    }
    let together = Softmax.probabilities(of: zip(logits[0], logits[1]).map { ($0 + $1) / 2 })
    for (one, other) in zip(said, together) { #expect(abs(Double(one) - Double(other)) < 1e-4) }

    // Whoever learns from the teachers alone learns the same from wrong labels.
    var pupil = recipe
    (pupil.members, pupil.teacherShare, pupil.epochs) = (1, 1, 1)
    let taught = try TrainingRun(recipe: pupil, utterances: corpus.utterances, testSpeakers: ["tones/s0"])
    let own = try taught.prepare(cache: corpus.folder.appending(path: "cache"))
    let weights = try #require(try taught.train(data: own, teachers: [teacher])).map(\.weights)
    #expect(try #require(try taught.train(data: own, teachers: [teacher])).map(\.weights) == weights)
    pupil.teacherShare = 0
    let labelled = try TrainingRun(recipe: pupil, utterances: corpus.utterances, testSpeakers: ["tones/s0"])
    #expect(
      try #require(try labelled.train(data: own, teachers: [teacher])).map(\.weights)
        == #require(try labelled.train(data: own)).map(\.weights))
    pupil.labelSmoothing = 0.9
    pupil.teacherShare = 1
    let smoothed = try TrainingRun(recipe: pupil, utterances: corpus.utterances, testSpeakers: ["tones/s0"])
    #expect(try #require(try smoothed.train(data: own, teachers: [teacher])).map(\.weights) == weights)

    // The teacher heard s0, which the pupil held out: nobody can call it unheard.
    let bundle = try taught.bundle(
      try #require(try taught.train(data: own, teachers: [teacher])), data: own, after: [teacher.manifest],
      notes: "")
    #expect(bundle.manifest.data.heldOutSpeakers.isEmpty)
  }

  @Test("a model that hears or learnt something else cannot teach, and the error says which")
  func unfitTeacher() throws {
    let corpus = try TonesCorpus(speakers: 4, clipsPerClass: 1)
    defer { corpus.remove() }
    let recipe = try TonesCorpus.recipe(epochs: 1)
    let run = try TrainingRun(recipe: recipe, utterances: corpus.utterances)
    let data = try run.prepare(cache: corpus.folder.appending(path: "cache"))
    let teacher = try run.bundle(#require(try run.train(data: data)), data: data, notes: "")

    var deaf = recipe
    deaf.features.normalisation = .none
    #expect(throws: TeacherError(number: 1, name: "conv-lstm", problem: .features)) {
      try Teachers([teacher], recipe: deaf, labels: data.labels, device: .cpu)
    }
    let wanted = ["happy", "sad"]
    #expect(
      throws: TeacherError(
        number: 1, name: "conv-lstm", problem: .labels(learnt: data.labels, wanted: wanted))
    ) {
      try Teachers([teacher], recipe: recipe, labels: wanted, device: .cpu)
    }
  }

  @Test("a recipe that cannot answer as it says is refused with the classes that are missing")
  func answers() throws {
    var recipe = try TonesCorpus.recipe()
    recipe.answers = "emodb7"
    #expect(
      throws: TrainingDataError.cannotAnswer(
        scheme: "six", answers: "emodb7", missing: ["angry", "boredom", "neutral"])
    ) {
      try TrainingRun(recipe: recipe, utterances: [], seed: 0)
    }
  }

  @Test("predictions that crowd into one class are noticed")
  func collapse() {
    func favourite(_ predicted: Double, _ truth: Double) -> EpochRecord.Favourite {
      .init(label: "sad", predictedShare: predicted, trueShare: truth)
    }
    #expect(favourite(0.5, 0.125).isCollapse && favourite(1, 1 / 12.0).isCollapse)
    #expect(!favourite(0.3, 0.05).isCollapse)  // said often, but not of a third
    #expect(!favourite(0.6, 0.5).isCollapse)  // said often, and often true
  }
}
